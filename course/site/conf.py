"""Sphinx's settings for the course's web site. ``python -m course.site`` builds it; see there for the steps before
Sphinx.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # a lesson's kernel finds helpers/, Sphinx finds course.site

from course.site import BUILD, RESULTS, ROOT, SITE, fingerprint_lessons_surroundings

TEXT = {
    "project": "Backpropagation from scratch",
    "search": "Search the course",
    "contents": "On this page",
    "footer": "The results are from a run of the course's notebooks while this site was built. Sliders work in your "
    "browser alone.",
}


# While grading explorers draw nothing; a reader of the site sees them.
os.environ.pop("NBGRADER_EXECUTION", None)
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))

# Kernels of their own kind: no start-up files of whoever builds the site, and no warning that they listen on this
# machine.
profile = BUILD / "ipython" / "profile_default"
profile.mkdir(parents=True, exist_ok=True)
(profile / "ipython_kernel_config.py").write_text('c.IPKernelApp.log_level = "ERROR"\n', encoding="utf-8")
os.environ["IPYTHONDIR"] = str(profile.parent)

project = TEXT["project"]
author = "the maintainers of backprop-course"
copyright = f"2026 {author}, under the MIT licence"
language = "en"

extensions = ["myst_nb", "course.site.enrich"]
exclude_patterns = ["site", "pictures", "**.ipynb_checkpoints"]
templates_path = [str(SITE / "templates")]
html_static_path = [str(SITE / "static"), str(BUILD / "vendor" / "static")]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
html_logo = str(SITE / "static" / "logo.svg")
html_favicon = str(SITE / "static" / "favicon.svg")
html_title = TEXT["project"]
html_show_sourcelink = False
html_use_index = False
html_last_updated_fmt = None

myst_enable_extensions = ["amsmath", "colon_fence", "deflist", "dollarmath", "html_image", "substitution"]
myst_heading_anchors = 3

nb_execution_mode = "cache"
# Results are kept for as long as the lesson, the helpers and the pinned packages stay as they are.
nb_execution_cache_path = str(RESULTS / fingerprint_lessons_surroundings(ROOT))
nb_execution_in_temp = True
nb_execution_timeout = 120
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_merge_streams = True
suppress_warnings = ["mystnb.unknown_mime_type"]  # what a check reports to programs, beside the card that people see
#: In this order, at the end of a page with widgets; widgets.js tells require.js where anywidget is.
nb_ipywidgets_js = {
    "vendor/requirejs/require.js": {"defer": "defer"},
    "widgets.js": {"defer": "defer"},
    "vendor/html-manager/embed-amd.js": {"defer": "defer"},
}

mathjax_path = "vendor/mathjax/startup.js"
mathjax4_config = {
    # The parts alone, not the usual bundle: its speech and its menu would load megabytes that the site does not have.
    # Screen readers get each formula as MathML.
    "loader": {"load": ["input/tex", "output/chtml", "a11y/assistive-mml"], "paths": {"fonts": "[mathjax]/fonts"}},
}

html_context = {"default_mode": "auto"}  # light or dark as the reader's system is set, until the reader chooses
html_theme = "sphinx_book_theme"
html_theme_options = {
    "logo": {"text": TEXT["project"], "alt_text": ""},
    "home_page_in_toc": False,
    "show_toc_level": 2,
    "toc_title": TEXT["contents"],
    "search_bar_text": TEXT["search"],
    "use_download_button": True,
    "use_fullscreen_button": False,
    "navigation_with_keys": False,
    "navbar_persistent": [],  # the search stands in the sidebar
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "extra_footer": TEXT["footer"],
}
