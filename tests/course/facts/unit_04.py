"""Document 002: backpropagation through a simple perceptron."""

from tests.course.facts import Exercise, Fact, Lesson, Task, Test

TESTS = "autograder/exercises/test_perceptron.py"

FACTS = [
    Fact(
        "the blocks are W → f → Z → σ → A → SSE → E",
        Lesson("blocks-question", r"\xrightarrow{\;f\;}\; z \;\xrightarrow{\;\sigma\;}\; a"),
        Lesson("graph-forward-run", "Three blocks lie between W and E"),
        Task("title", r"\xrightarrow{\;\text{SSE}\;}\; E"),
    ),
    Fact(
        "E = ½ Σ (A − Y)²",
        Lesson("error-question", r"E = \frac{1}{2} \sum_{i=1}^{m} (A_i - Y_i)^2"),
        Exercise("perceptron.error"),
    ),
    Fact(
        "the ½ is there so that it cancels when E is differentiated",
        Lesson("error-question", "½ · 2 = 1"),
        Task("error_slope-task", "the 2 comes down and meets the ½"),
        Exercise("perceptron.error_slope"),
    ),
    Fact(
        "E is a sum and has no 1/m, unlike the J of unit 3",
        Lesson("error-seen", "E is a sum: it grows with the number of examples"),
        Lesson("error-run", "once 0.065 twice 0.130", printed=True),
        Test(TESTS, "test_e_is_a_sum_so_two_copies_of_the_examples_double_it"),
    ),
    Fact(
        "∂E/∂W = ∂E/∂A · ∂A/∂Z · ∂Z/∂W",
        Lesson("chain-question", r"\frac{\partial E}{\partial W} \;=\;"),
        Task("summary", "∂E/∂W = ∂E/∂A · ∂A/∂Z · ∂Z/∂W"),
        Exercise("perceptron.gradients"),
    ),
    Fact(
        "the chain rule is read from the back: the last block in the diagram is the first factor of the formula",
        Lesson("chain-question", "is reading the formula from left to right"),
    ),
    Fact(
        "∂E/∂A = A − Y, one number for each example",
        Lesson("chain-question", r"\frac{\partial E}{\partial A_i} = A_i - Y_i"),
        Exercise("perceptron.error_slope"),
        Test(TESTS, "test_the_slope_of_the_error_agrees_with_hips_autograd"),
    ),
    Fact(
        "∂A/∂Z = σ′(Z) = σ(Z)(1 − σ(Z)) = A(1 − A)",
        Lesson("sigmoid-question", r"\sigma(Z)\,\bigl(1 - \sigma(Z)\bigr) = A\,(1 - A)"),
        Exercise("perceptron.activation_slope"),
        Exercise("perceptron.z_gradient"),
    ),
    Fact(
        "the activation must be differentiable; with a step nothing moves",
        Lesson("step-slope-seen", "**differentiable, and its slope must not be 0 everywhere**"),
        Lesson("step-slope", "step slopes by w1 and w2: [[0. 0.]]", printed=True),
        Task("activation_slope-look-seen", "differentiable"),
    ),
    Fact(
        "∂Z/∂W = X, ∂Z/∂b = 1, ∂Z/∂X = W",
        Lesson("line-run", "by W: [[2. 1.]] measured [[2. 1.]]", printed=True),
        Lesson("line-question", r"$\partial z / \partial b$ | 1 |"),
        Exercise("perceptron.input_slopes"),
        Test(TESTS, "test_the_slopes_of_the_line_agree_with_hips_autograd"),
    ),
    Fact(
        "∂E/∂W = (∂E/∂A ∗ ∂A/∂Z) Xᵀ and ∂E/∂b = Σ, for m examples",
        Lesson("many-question", r"dZ\, X^T"),
        Lesson("many-check-run", "all 2 gradients agree", printed=True),
        Exercise("perceptron.weight_gradient"),
        Exercise("perceptron.bias_gradient"),
        Test(TESTS, "test_the_gradients_agree_with_hips_autograd"),
    ),
    Fact(
        "one update step, with the old parameters for both slopes",
        Lesson("train-question", "with the old W and b, and only then move"),
        Exercise("perceptron.update"),
        Task("train-task", "compute both with the old W and b"),
    ),
    Fact(
        "one perceptron learns AND and OR",
        Lesson("train-answers", "decisions [[0 0 0 1]]", printed=True),
        Lesson("train-answers", "decisions [[0 1 1 1]]", printed=True),
        Exercise("perceptron.train"),
        Exercise("perceptron.predict"),
        Test(TESTS, "test_and_and_or_are_learned_and_xor_is_not"),
    ),
    Fact(
        "XOR is not learned: no line separates it, and E stays at 0.5",
        Lesson("xor-answers", "answers [[0.5 0.5 0.5 0.5]] E = 0.5", printed=True),
        Lesson("xor-proof", "no straight line separates XOR"),
        Task("train-look-seen", "For XOR there is none"),
    ),
    Fact(
        "np.round(0.5) is 0, so it is no threshold",
        Lesson("train-boundary", "`np.round(0.5)` is 0"),
        Exercise("perceptron.predict"),
    ),
    Fact(
        "the slope of σ belongs to Z, not to A",
        Exercise("perceptron.learn"),
        Lesson("self-check", "The slope of σ belongs to the place where σ was evaluated"),
    ),
    Fact(
        "erratum: ½ Σ (2A − 2Y) = ½ Σ (A − Y) keeps the ½ by mistake",
        Lesson("error-erratum", "the ½ survives by mistake"),
        Task("document_slope-task", r"\frac{1}{2}\sum_{i=1}^n(A-Y)"),
        Exercise("perceptron.document_slope"),
    ),
    Fact(
        "erratum: per sample there is no sum; A = (.2, .7), Y = (0, 1) gives (0.2, −0.3), not −0.05",
        Lesson("error-erratum", "there is no sum"),
        Lesson("error-erratum-run", "document: -0.05 A - Y: [[ 0.2 -0.3]] measured: [[ 0.2 -0.3]]", printed=True),
        Exercise("perceptron.document_slope"),
        Test(TESTS, "test_the_documents_line_is_wrong_by_its_own_numbers"),
        Lesson("document-trains", "their sum 1.0000, E = 0.448", printed=True),
    ),
    Fact(
        "erratum: the page with ∂Z/∂W, ∂Z/∂b and ∂Z/∂X is promised and missing",
        Lesson("line-question", "that page is not in it"),
        Task("input_slopes-task", "the page is not there"),
    ),
]
