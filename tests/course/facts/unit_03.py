"""Document 001, second half: all examples at once, and random starting weights."""

from tests.course.facts import Exercise, Fact, Lesson, Task, Test

ORACLES = "autograder/exercises/test_vectorized.py"

FACTS = [
    Fact(
        "examples stand side by side as columns; a capital letter is all of them",
        Lesson("columns-question", "**examples are columns**"),
        Lesson("columns-question", "Small letter: one example. Capital letter: all of them."),
        Exercise("vectorized.stack_columns"),
        Test(ORACLES, "test_stacked_columns_are_the_examples"),
    ),
    Fact(
        "Z1 = W1 X + b1",
        Lesson("columns-picture-seen", "Z^{[1]} = W^{[1]} X + b^{[1]}"),
        Lesson("columns-same", "its third column is the third example's z1: True", printed=True),
        Exercise("vectorized.linear"),
    ),
    Fact("A1 = g1(Z1)", Lesson("forward-question", "A^{[1]} &= g^{[1]}(Z^{[1]})"), Exercise("vectorized.forward")),
    Fact(
        "the cost J is the average of the losses",
        Lesson("cost-question", r"J = \frac{1}{m} \sum_{i=1}^{m} L^{(i)}"),
        Lesson("cost-twice-run", "J = 1.9418 twice: sum of losses 19.4175 J = 1.9418", printed=True),
        Exercise("vectorized.cost"),
        Test(ORACLES, "test_every_example_twice_changes_neither_cost_nor_gradients"),
    ),
    Fact(
        "dZ2 = A2 − Y",
        Lesson("dz-question", "dZ^{[2]} = A^{[2]} - Y"),
        Task("backward-task", "dZ^{[2]} &= A^{[2]} - Y"),
        Exercise("vectorized.backward"),
    ),
    Fact(
        "dW2 = (1/m) dZ2 A1ᵀ",
        Lesson("average-shapes", r"dW^{[2]} = \frac{1}{m}\, dZ^{[2]} A^{[1]T}"),
        Lesson("average-same", "shape (2, 4) - equal up to rounding: True", printed=True),
        Exercise("vectorized.weight_gradient"),
        Test(ORACLES, "test_the_pieces_of_the_way_back_agree_with_hips_autograd"),
    ),
    Fact(
        "db2 = (1/m) Σ over the columns of dZ2, with keepdims",
        Lesson("db-question", r"db^{[2]} = \frac{1}{m} \sum_{i=1}^{m} dz^{[2](i)}"),
        Lesson("db-question", "`keepdims=True`"),
        Lesson("db-keepdims", "lost: (2,) b2 - db2 has shape (2, 2)", printed=True),
        Exercise("vectorized.bias_gradient"),
    ),
    Fact(
        "dZ1 = W2ᵀ dZ2 ∗ g1′(Z1), element by element, of shape (n1, m)",
        Lesson("hidden-question", r"dZ^{[1]} = W^{[2]T} dZ^{[2]} * g^{[1]\prime}(Z^{[1]})"),
        Lesson("hidden-question", "For one example this was $(n_h, 1)$, now it is $(n_h, m)$"),
        Exercise("vectorized.hidden_error"),
    ),
    Fact(
        "dW1 and db1 likewise",
        Lesson("dimension-erratum-seen", r"dW^{[1]} = \frac{1}{m}\, dZ^{[1]} X^{T}"),
        Exercise("vectorized.backward"),
    ),
    Fact(
        "X plays A0 and gets no gradient",
        Lesson("dimension-erratum-seen", "**X plays the part of $A^{[0]}$**"),
        Lesson("dimension-erratum-seen", "X itself gets no gradient"),
        Task("backward-task", "X gets no gradient"),
    ),
    Fact(
        "1/m because J averages",
        Lesson("average-question", "it is there because $J$ averages"),
        Exercise("vectorized.weight_gradient"),
        Lesson("whole-twice-run", "Every element is 0.2 times the numeric one", printed=True),
        Exercise("vectorized.backward_early"),
    ),
    Fact(
        "foo and dfoo always have the same shape",
        Lesson("whole-shapes-bug", "**foo and dfoo always have the same shape**"),
        Test(ORACLES, "test_foo_and_dfoo_have_the_same_shape"),
    ),
    Fact(
        "matching shapes removes many bugs",
        Lesson("whole-shapes", "check that they match; this removes many bugs"),
        Lesson("whole-shapes-bug-run", "db2 has shape (2,), expected (2, 1)", printed=True),
    ),
    Fact(
        "vectorised gradients are right: HIPS autograd, measurement",
        Test(ORACLES, "test_the_gradients_agree_with_hips_autograd"),
        Lesson("whole-check-run", "below 1e-7: True", printed=True),
    ),
    Fact(
        "the loop version equals the vectorised version",
        Exercise("vectorized.backward_loop"),
        Lesson("speed-same-run", "largest difference is below 1e-15: True", printed=True),
        Test(ORACLES, "test_loop_and_vectorised_gradients_agree_for_networks_of_any_size"),
    ),
    Fact(
        "the speed of loop and vectorised version",
        Lesson("speed-picture-run", "draw_timings(counts, times)"),
        Task("backward_loop-look-run", "draw_timings(sizes"),
    ),
    Fact(
        "weights start random, not zero",
        Exercise("vectorized.initialize"),
        Lesson("start-question", "must not start at zero, but **random**"),
        Lesson("start-zero-run", "dW1 largest number: 0.0", printed=True),
    ),
    Fact(
        "why: hidden units that start equal stay equal",
        Exercise("vectorized.symmetry_gap"),
        Lesson("start-gap", "all equal gap 0.000000 cost 0.561 right 68.0%", printed=True),
        Lesson("start-gap", "random gap 4.043359 cost 0.146 right 92.0%", printed=True),
        Test(ORACLES, "test_equal_rows_stay_equal_and_random_rows_do_not"),
    ),
    Fact(
        "the derivation is among the most complex mathematics of machine learning; many use it by intuition",
        Lesson("honest-question", "one of the most complex pieces of mathematics in machine learning"),
        Lesson("honest-question", "it needs linear algebra, and the derivatives of matrices, from first principles"),
    ),
    Fact(
        "erratum: in the remark about the transpose row and column are exchanged",
        Lesson("row-erratum", "one **row** for each output"),
        Lesson("row-erratum-run", "dW2 = dz @ a1.T has shape (1, 4) - a row", printed=True),
        Task("weight_gradient-task", "it is the other way round"),
    ),
    Fact(
        "erratum: da lacks its parentheses",
        Lesson("dz-question", "−y/a + (1−y/1−a)"),
        Lesson(
            "dz-erratum-run",
            "as the document prints it: 0.2000 with the parentheses: 5.0000 measured: 5.0000",
            printed=True,
        ),
    ),
    Fact(
        "erratum: “dz² has the same dimension as z¹” must be z²",
        Lesson("dimension-erratum", "it must be $z^{[2]}$"),
        Lesson("dimension-erratum-run", "Z1 (4, 5) Z2 (2, 5) dZ2 (2, 5)", printed=True),
        Task("hidden_error-task", "it must be z**2**"),
    ),
]
