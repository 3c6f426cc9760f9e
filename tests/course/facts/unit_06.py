"""Document 004: gradient descent."""

from tests.course.facts import Exercise, Fact, Lesson, Task, Test

TESTS = "autograder/exercises/test_gradient_descent.py"

FACTS = [
    Fact(
        "the cost says how wrong the machine is on a training set with ground-truth labels",
        Lesson("cost-question", "“ground truth”"),
        Lesson("cost-question", "training set"),
    ),
    Fact(
        "the quadratic cost C = 1/(2N) Σ (ŷ − y)²",
        Lesson("cost-four", "cost 0.0625", printed=True),
        Exercise("gradient_descent.neuron_cost"),
        Test(TESTS, "test_output_and_cost_agree_with_the_plain_sum"),
    ),
    Fact(
        "most of machine learning is minimising a function",
        Lesson("cost-two-erratum", "most of machine learning in one sentence"),
    ),
    Fact(
        "y = x² − 4x + 6 has the slope 2x − 4",
        Lesson("parabola-question", r"\frac{dy}{dx} = 2x - 4"),
        Exercise("gradient_descent.parabola_slope"),
        Test(TESTS, "test_the_slope_agrees_with_hips_autograd"),
    ),
    Fact(
        "its exact minimum is x = 2, y = 2, where the slope is 0",
        Lesson("parabola-around", "x = 2 y = 2.0000 slope +0.00", printed=True),
        Exercise("gradient_descent.exact_minimum"),
        Test(TESTS, "test_the_documents_minimum"),
    ),
    Fact(
        "often the minimum cannot be found by solving an equation", Lesson("parabola-around-seen", "nobody can solve")
    ),
    Fact("the hiker in the fog goes down most steeply", Lesson("hiker-question", "thick fog")),
    Fact(
        "x_new = x_old − ν dy/dx",
        Lesson("hiker-question", r"x_{\text{new}} = x_{\text{old}} - \nu"),
        Exercise("gradient_descent.descend"),
    ),
    Fact(
        "x0 = 8 with ν = 0.1: 6.8, 5.84, 5.072",
        Lesson("hiker-three", "x = 6.800", printed=True),
        Lesson("hiker-three", "x = 5.840", printed=True),
        Lesson("hiker-three", "x = 5.072", printed=True),
    ),
    Fact(
        "the 33 iterations as the document prints them",
        Lesson("table", "6.8, 5.84, 5.07, 4.45"),
        Lesson("descend-picture", "0.1, 33"),
        Test(TESTS, "test_the_documents_33_points_are_truncated_not_rounded"),
    ),
    Fact(
        "x_k = 2 + 6·0.8^k",
        Lesson("closed-question", r"x_k = 2 + 6 \cdot 0.8^k"),
        Test(TESTS, "test_the_walk_on_the_parabola_has_a_closed_form"),
    ),
    Fact("x_33 = 2.003803", Lesson("closed", "k = 33 walk 2.003802951801 formula 2.003802951801", printed=True)),
    Fact(
        "how many steps until it is close enough",
        Lesson("closed-erratum", "from $k = 29$ on"),
        Exercise("gradient_descent.steps_until"),
    ),
    Fact(
        "ν = 0.5 lands in one step",
        Lesson("rate-three", "rate 0.5 factor +0.0 [8. 2. 2. 2. 2. 2.]", printed=True),
        Exercise("gradient_descent.classify_rate"),
        Test(TESTS, "test_the_rates_of_content"),
    ),
    Fact("ν = 1 alternates between −4 and 8", Lesson("rate-three", "[ 8. -4. 8. -4. 8. -4.]", printed=True)),
    Fact(
        "ν = 1.05 diverges",
        Lesson("rate-three", "rate 1.05 factor -1.1", printed=True),
        Test(TESTS, "test_a_rate_does_what_its_word_says"),
    ),
    Fact(
        "Newton–Raphson lands in one step on the parabola, not elsewhere",
        Lesson("newton", "parabola [8. 2. 2.]", printed=True),
        Exercise("gradient_descent.newton"),
        Test(TESTS, "test_newton_lands_in_one_step_on_the_parabola_only"),
    ),
    Fact(
        "grid search needs k^d evaluations",
        Lesson("grid-count", "33 parameters: grid search 1e+33 tries", printed=True),
        Exercise("gradient_descent.grid_search"),
    ),
    Fact(
        "one neuron: ŷ = σ(wᵀx + b)",
        Lesson("neuron-question", "z = w^T x + b"),
        Exercise("gradient_descent.neuron_output"),
    ),
    Fact(
        "the chain rule: ∂C/∂w = ∂C/∂ŷ · ∂ŷ/∂z · ∂z/∂w",
        Lesson("gradient-question", "multiply the slopes along the chain"),
        Exercise("gradient_descent.neuron_gradients"),
        Test(TESTS, "test_the_gradients_agree_with_hips_autograd"),
    ),
    Fact(
        "w ← w − η ∂C/∂w",
        Lesson("gradient-erratum", r"w_{\text{old}} - \eta\,\frac{\partial C}{\partial w}"),
        Exercise("gradient_descent.update"),
    ),
    Fact(
        "the cost of a neuron over w and b, with the path of the training",
        Lesson("surface-picture", "draw_cost_surface"),
    ),
    Fact(
        "the two-layer network of unit 3 is trained by gradient descent",
        Lesson("train", "def train"),
        Exercise("gradient_descent.train"),
        Test(TESTS, "test_one_step_is_the_step_of_an_oracle_and_of_one_iteration"),
    ),
    Fact(
        "planar data that no line separates: the neuron fails, the network succeeds, with decision pictures",
        Lesson("flower-neuron", "draw_decision_boundary"),
        Lesson("flower-boundary", "draw_decision_boundary"),
        Test(TESTS, "test_one_neuron_parts_two_clouds_but_fails_on_the_flower"),
        Test(TESTS, "test_the_network_learns_the_flower_and_its_cost_only_falls"),
    ),
    Fact(
        "“cat or dog”: two classes of real images, judged on images never seen, misclassified ones shown",
        Lesson("digits-train", "96.7% of the test images", printed=True),
        Lesson("digits-wrong", "draw_images"),
        Exercise("gradient_descent.predict"),
        Exercise("gradient_descent.accuracy"),
        Test(TESTS, "test_the_network_reads_digits_that_it_has_never_seen"),
    ),
    Fact(
        "all gradients of a step belong to the parameters before it",
        Exercise("gradient_descent.train_step"),
        Lesson("flower-costs-question", "before anything is changed"),
    ),
    Fact(
        "erratum: the sum from i = 0 to N has N + 1 terms",
        Lesson("cost-terms-erratum", "has $N + 1$ terms"),
        Lesson("cost-terms", "5 terms: [0, 1, 2, 3, 4]", printed=True),
        Task("neuron_cost-task", "N + 1 terms"),
    ),
    Fact(
        "erratum: 1/N and 1/(2N) are mixed",
        Lesson("cost-two-erratum", "0.1250 and 0.0625"),
        Lesson("cost-two", "1/N: 0.1250 1/(2N): 0.0625 quotient: 2.0", printed=True),
        Task("neuron_cost-task", "0.065 and the second 0.0325"),
        Test(TESTS, "test_the_documents_two_costs_differ_by_a_factor_of_two"),
    ),
    Fact(
        "erratum: all 33 numbers of the table are truncated, only 14 right as rounded ones",
        Lesson("table-erratum", "Only 14 of them"),
        Lesson("table", "right if rounded: 14 of 33", printed=True),
        Lesson("table", "right if cut: 33 of 33", printed=True),
        Exercise("gradient_descent.truncate"),
        Task("truncate-erratum", "only 14 as rounded"),
    ),
    Fact(
        "erratum: x never is exactly 2",
        Lesson("closed-erratum", "no $x_k$ is exactly 2"),
        Lesson("closed", "places that are exactly 2, in 1000 steps: 0", printed=True),
        Test(TESTS, "test_x_is_never_exactly_2_in_the_documents_walk"),
    ),
    Fact(
        "erratum: 1/(1 + exp(z)) lacks the minus, σ(2) = 0.119",
        Lesson("neuron-minus-erratum", "0.119 instead of 0.881"),
        Lesson("neuron-minus", "z = +2 with the minus 0.881 as the document prints it 0.119", printed=True),
        Task("neuron_output-task", "σ(2) = 0.119 instead of 0.881"),
        Test(TESTS, "test_the_documents_sigmoid_lacks_the_minus"),
    ),
    Fact(
        "erratum: b is dropped",
        Lesson("neuron-bias-erratum", "$b$ is dropped"),
        Lesson("neuron-bias", "w = 20.0 without b: 0.50", printed=True),
        Task("neuron_output-task", "drops b half-way"),
    ),
    Fact(
        "erratum: ∂C/∂ŷ lacks 1/N",
        Lesson("gradient-erratum", "the 1/N is lacking"),
        Lesson("gradient-pieces", "with x only -0.4862", printed=True),
        Task("neuron_gradients-task", "lacks the 1/N"),
    ),
    Fact(
        "erratum: ∂ŷ/∂w lacks x",
        Lesson("gradient-erratum", "brings the factor x"),
        Lesson("gradient-pieces", "with 1/N only +0.0134", printed=True),
        Task("neuron_gradients-task", "lacks x"),
    ),
    Fact(
        "erratum: ∂C/∂w is never assembled; it is (1/N) Σ (ŷ − y) ŷ(1 − ŷ) x",
        Lesson("gradient-erratum", "never assembled"),
        Lesson("gradient-pieces", "with 1/N and x -0.0486", printed=True),
        Lesson("gradient-pieces", "measured slope -0.0486", printed=True),
        Task("neuron_gradients-task", "never written down"),
    ),
]
