"""Figures of the course: every `draw_*` puts one picture on an `Axes` and returns it; none shows or saves it.

matplotlib is imported inside the functions, so that a notebook without figures starts without it.
Colours are those of Okabe and Ito, told apart with any colour vision; line style or marker differs as well.
"""

from helpers.plotting._common import COLOURS
from helpers.plotting.descent import draw_cost_surface, draw_descent
from helpers.plotting.functions import draw_activation, draw_error_against_h, draw_slopes_compared, draw_tangent
from helpers.plotting.graphs import Node, draw_graph
from helpers.plotting.images import draw_images
from helpers.plotting.matrices import Matrix, draw_shapes
from helpers.plotting.timings import draw_timings
from helpers.plotting.training import draw_costs, draw_decision_boundary

__all__ = [
    "COLOURS",
    "Matrix",
    "Node",
    "draw_activation",
    "draw_cost_surface",
    "draw_costs",
    "draw_decision_boundary",
    "draw_descent",
    "draw_error_against_h",
    "draw_graph",
    "draw_images",
    "draw_shapes",
    "draw_slopes_compared",
    "draw_tangent",
    "draw_timings",
]
