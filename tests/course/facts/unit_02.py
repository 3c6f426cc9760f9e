"""Document 001, first half: back through two layers with one training example."""

from tests.course.facts import Exercise, Fact, Lesson, Task, Test

BANK = "autograder/exercises/test_two_layer.py"

FACTS = [
    Fact(
        "L = −y log a − (1−y) log(1−a)",
        Lesson("loss-question", r"L(a, y) = -y \log a - (1 - y) \log(1 - a)"),
        Lesson("loss-numbers", "y = 1: L = [[0.2014]]", printed=True),
        Exercise("two_layer.loss"),
        Test(BANK, "test_loss_and_its_slope_agree_with_hips_autograd"),
    ),
    Fact(
        "da = −y/a + (1−y)/(1−a), derived",
        Lesson("blame-question", r"da = -\frac{y}{a} + \frac{1 - y}{1 - a}"),
        Lesson("da-run", "da = [[-1.2231]]", printed=True),
        Exercise("two_layer.loss_slope"),
    ),
    Fact(
        "dz = da·g′(z), the chain rule",
        Lesson("dz-question", r"dz = da \cdot g'(z)"),
        Exercise("two_layer.chain_step"),
        Test(BANK, "test_the_chain_step_agrees_with_hips_autograd"),
    ),
    Fact(
        "da·g′(z) collapses to a − y",
        Lesson("dz-run", "dz = da * g'(z) = [[-0.1824]] a - y = [[-0.1824]]", printed=True),
        Lesson("dz-collapse", r"-y + ya + a - ya \;=\; a - y"),
        Task("chain_step-look-run", "{a - y:.4f}"),
        Test(BANK, "test_two_steps_of_the_chain_rule_collapse_to_a_minus_y"),
    ),
    Fact(
        "dw = dz·x",
        Lesson("dz-collapse", r"dW_i = dz \cdot x_i"),
        Lesson("dw-run", "dW = [[-0.1824 0.3649 -0.5473]]", printed=True),
        Exercise("two_layer.logistic_backward"),
        Test(BANK, "test_logistic_regression_agrees_with_hips_autograd"),
    ),
    Fact(
        "db = dz",
        Lesson("dz-collapse", r"db = dz"),
        Lesson("dw-run", "db = [[-0.1824]]", printed=True),
        Exercise("two_layer.logistic_backward"),
    ),
    Fact(
        "logistic regression backwards, as a computation graph with values and gradients",
        Lesson("graph-one", "draw_graph"),
    ),
    Fact(
        "two layers take the same step twice",
        Lesson("two-question", "the same thing happens twice"),
        Lesson("graph-two", "The same step twice"),
    ),
    Fact(
        "z¹ = W¹x + b¹, a¹ = g¹(z¹), z² = W²a¹ + b², a² = σ(z²)",
        Lesson("two-question", "z^{[2]} &= W^{[2]} a^{[1]} + b^{[2]}"),
        Exercise("two_layer.forward"),
        Test(BANK, "test_forward_agrees_with_sums_over_single_elements"),
    ),
    Fact(
        "dz² = a² − y, without da²",
        Lesson("graph-two-seen", "dz^{[2]} = a^{[2]} - y"),
        Exercise("two_layer.output_gradients"),
    ),
    Fact(
        "dW² = dz² a¹ᵀ, derived by index",
        Lesson("graph-two-seen", r"dW^{[2]}_{kj} = dz^{[2]}_k \cdot a^{[1]}_j"),
        Lesson("graph-two-seen", r"dW^{[2]} = dz^{[2]}\, a^{[1]T}"),
        Exercise("two_layer.output_gradients"),
    ),
    Fact("db² = dz²", Lesson("graph-two-seen", "db^{[2]} = dz^{[2]}"), Exercise("two_layer.output_gradients")),
    Fact(
        "dz¹ = W²ᵀ dz² ∗ g¹′(z¹), derived by index",
        Lesson("graph-hidden-seen", r"\sum_k W^{[2]}_{kj}\; dz^{[2]}_k"),
        Lesson("graph-hidden-seen", r"dz^{[1]} = W^{[2]T} dz^{[2]} \;*\; g^{[1]\prime}(z^{[1]})"),
        Exercise("two_layer.hidden_dz"),
        Test(BANK, "test_the_six_equations_agree_with_hips_autograd"),
    ),
    Fact("dW¹ = dz¹ xᵀ", Lesson("last-two", r"dW^{[1]} = dz^{[1]}\, x^{T}"), Exercise("two_layer.hidden_gradients")),
    Fact("db¹ = dz¹", Lesson("last-two", "db^{[1]} = dz^{[1]}"), Exercise("two_layer.hidden_gradients")),
    Fact(
        "the superscript is the layer",
        Lesson("two-question", "The brackets say “layer”"),
        Task("forward-task", "The number in brackets is the layer"),
    ),
    Fact(
        "the six equations as one backward pass",
        Lesson("no-dx", "Here they are, all six"),
        Exercise("two_layer.backward"),
        Test(BANK, "test_the_repaired_backward_pass_agrees_with_hips_autograd_and_with_a_measurement"),
    ),
    Fact(
        "x plays a⁰",
        Lesson("last-two", "If we call the input $a^{[0]}$"),
        Task("hidden_gradients-task", "x plays the part of $a^{[0]}$"),
    ),
    Fact(
        "x is fixed in supervised learning and gets no gradient",
        Lesson("no-dx", "**Why is there no $dx$?**"),
        Exercise("two_layer.gradient_shapes"),
    ),
    Fact(
        "foo and dfoo always have the same shape",
        Lesson("check-question", "foo and dfoo always have the same shape"),
        Exercise("two_layer.gradient_shapes"),
        Test(BANK, "test_the_shape_table_is_that_of_a_real_pass_and_foo_has_the_shape_of_dfoo"),
    ),
    Fact(
        "W¹ (n1,n0), b¹ (n1,1), W² (n2,n1), b² (n2,1), z², dz² (n2,1), z¹, dz¹ (n1,1)",
        Lesson("two-question", "($n_y$, $n_h$) | (2, 4)"),
        Lesson("trust-shapes", "dW1 (n_h, n_x) (4, 3) (4, 3) ok", printed=True),
        Exercise("two_layer.shape_table"),
    ),
    Fact(
        "z² is (1,1) for binary classification",
        Lesson("two-question", "$n^{[2]} = 1$ and $z^{[2]}$ has the shape (1, 1)"),
        Exercise("two_layer.shape_table"),
    ),
    Fact(
        "(n1,n2)·(n2,1) → (n1,1), then element by element",
        Lesson("check-question", r"\underbrace{(n_1, n_2) \cdot (n_2, 1)}"),
        Lesson("shapes-dz1", "draw_shapes"),
        Exercise("two_layer.dz1_shapes"),
        Exercise("two_layer.product_shape"),
        Test(BANK, "test_the_dimension_check_is_what_a_real_pass_has"),
    ),
    Fact(
        "matching shapes removes many bugs, though not all",
        Lesson("check-question", "check the dimensions on paper"),
        Lesson("trust-slip-run", "dimension check: all right", printed=True),
        Exercise("two_layer.backward"),
        Test(BANK, "test_the_second_planted_bug_shows_in_no_shape_but_in_the_gradient_check"),
    ),
    Fact(
        "the gradients of all four parameters agree with a measurement",
        Lesson("trust-gradients-run", "all 4 gradients agree", printed=True),
        Lesson("trust-gradients-run", "26 numbers, 52 forward passes", printed=True),
    ),
    Fact(
        "erratum: da is written “−y/a+(1−y/1−a)”, its parentheses are missing",
        Lesson("da-erratum", "“−y/a+(1−y/1−a)”"),
        Lesson("da-erratum-run", "y = 0: as printed 0.1824 right 5.4817 triangle 5.4817", printed=True),
        Task("loss_slope-task", "“−y/a+(1−y/1−a)”"),
        Exercise("two_layer.loss_slope"),
        Test(BANK, "test_the_documents_printed_slope_is_wrong_where_the_reference_is_right"),
    ),
    Fact(
        "erratum: “dz² has the same dimension as z¹” must be z²",
        Lesson("shapes-dz1-seen", "“has the same dimension as $z^{[1]}$”. But it must be $z^{[2]}$"),
        Lesson("shapes-erratum", "z1 (4, 1) z2 (2, 1) dz2 (2, 1)", printed=True),
        Task("dz1_shapes-task", "“has the same dimension as $z^{[1]}$”"),
        Exercise("two_layer.dz1_shapes"),
    ),
    Fact(
        "erratum: row and column are exchanged in the remark about the transpose; W² is the row",
        Lesson("row-erratum", "row and column are exchanged"),
        Lesson("row-erratum-run", "W2 is (1, 4) dz2 @ a1.T is (1, 4)", printed=True),
        Task("logistic_backward-task", "row and column are exchanged"),
        Exercise("two_layer.logistic_backward"),
        Test(BANK, "test_with_the_documents_upright_w_nothing_is_transposed"),
    ),
]
