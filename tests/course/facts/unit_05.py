"""Document 003: layers of a computation graph."""

from tests.course.facts import Exercise, Fact, Lesson, Task, Test

LAYERS = "autograder/exercises/test_layers.py"

FACTS = [
    Fact(
        "a layer remembers what its backward pass needs",
        Lesson("node-question", "it must **remember**"),
        Exercise("layers.mul"),
        Exercise("layers.relu"),
        Exercise("layers.affine"),
    ),
    Fact(
        "nodes × and +: × multiplies dout by the other input, + passes it on",
        Lesson("node-run-run", "z = 0.5 dx = 0.5 dw = 3.0 db = 1.0", printed=True),
        Exercise("layers.mul"),
        Exercise("layers.add"),
        Test(LAYERS, "test_nodes_agree_with_hips_autograd"),
    ),
    Fact("node exp: eˣ, slope eˣ", Lesson("sigmoid-question", "| exp | $e^{v}$ | $e^{v}$ |"), Exercise("layers.exp")),
    Fact(
        "node /: y = 1/x, slope −y²",
        Lesson("sigmoid-question", r"$-\dfrac{1}{v^2} = -y^2$"),
        Exercise("layers.reciprocal"),
    ),
    Fact(
        "ReLU passes where x > 0, forward and back",
        Lesson("relu-question", r"x & \text{if } x > 0 \\ 0 & \text{if } x \le 0"),
        Exercise("layers.relu"),
    ),
    Fact(
        "the document's four printed outputs 10, 1, 0, 0",
        Lesson("relu-four-run", "10\n1\n0\n0", printed=True),
        Task("document_relu-look-run", "as in the document:"),
        Test(LAYERS, "test_the_documents_relu_prints_10_1_0_0_and_hides_a_bug"),
    ),
    Fact(
        "the sigmoid is the graph ×(−1) → exp → +1 → /, and its gradient walks back over every edge",
        Lesson("sigmoid-backward-run", "ds = -0.3875 de = -0.3875 du = -0.2350 dx = 0.2350", printed=True),
        Exercise("layers.sigmoid_nodes"),
    ),
    Fact(
        "the graph collapses to y(1 − y)",
        Lesson("sigmoid-graph-seen", r"\mathrm{d}out \cdot (y - y^2) = \mathrm{d}out \cdot y\,(1 - y)"),
        Exercise("layers.sigmoid"),
        Test(LAYERS, "test_the_four_nodes_collapse_to_one_layer"),
    ),
    Fact(
        "σ(10) prints 0.9999546021312976",
        Lesson("sigmoid-document-run", "0.9999546021312976", printed=True),
        Test(LAYERS, "test_the_documents_sigmoid"),
    ),
    Fact(
        "its backward(1) prints 4.5395807735907655e-05",
        Lesson("sigmoid-document-run", "4.5395807735907655e-05", printed=True),
        Test(LAYERS, "test_the_documents_sigmoid"),
    ),
    Fact(
        "an affine layer: dX = Wᵀ dout, dW = dout Xᵀ, db = Σ of the columns",
        Exercise("layers.affine"),
        Lesson("affine-forward-seen", r"\mathrm{d}X = W^T\,\mathrm{d}out"),
        Test(LAYERS, "test_the_network_agrees_with_hips_autograd"),
    ),
    Fact(
        "backpropagation is fast but easy to get wrong, the numerical gradient simple but slow: check one with the other",
        Lesson("network-check", "So write the one and check it with the other."),
        Exercise("layers.network"),
        Lesson("network-check-run", "all 4 gradients agree", printed=True),
        Exercise("layers.swish"),
    ),
    Fact(
        "with many parameters the numerical gradient takes long: two evaluations for each",
        Lesson("time-count", "n_h = 128: 1154 parameters, 2308 evaluations", printed=True),
        Lesson("time-seen", "to train, the numerical gradient on a small network to check"),
        Exercise("layers.evaluations_needed"),
    ),
    Fact(
        "numerical against backprop: agreement and time, on the student's own layers",
        Task("network-look-run", "check_gradients("),
        Task("evaluations_needed-look-run", "draw_timings("),
    ),
    Fact(
        "erratum: `self.mask == None` compares instead of assigning; forward(−5), forward(10), backward(1) gives 0 instead of 1",
        Lesson("relu-erratum", "**0 instead of 1**"),
        Lesson("relu-order-run", "backward(1) = 0 and self.mask is True", printed=True),
        Exercise("layers.document_relu"),
        Test(LAYERS, "test_the_documents_relu_prints_10_1_0_0_and_hides_a_bug"),
    ),
    Fact(
        "erratum: the document's ReLU takes single numbers only",
        Lesson("relu-scalar-erratum", "one number at a time"),
        Lesson("relu-array-run", "The truth value of an array", printed=True),
        Exercise("layers.document_relu"),
    ),
    Fact(
        "erratum: the document's Sigmoid overflows at −1000 with a warning",
        Lesson("sigmoid-far-erratum", "**overflows** at $x = -1000$"),
        Lesson("sigmoid-far-run", "NumPy warns: overflow encountered in exp", printed=True),
        Task("sigmoid-task", "NumPy warns and goes on"),
    ),
    Fact(
        "erratum: numerical differentiation is called accurate, but it is an approximation",
        Lesson("accurate-question", "But it is an approximation"),
        Lesson("accurate-run", "h = 1e-01: off by 1e-4", printed=True),
        Lesson("accurate-run", "backprop: off by", printed=True),
        Test(LAYERS, "test_backprop_is_exact_to_rounding_and_measuring_is_not"),
    ),
]
