"""Document 000: the slopes of activation functions."""

from tests.course.facts import Exercise, Fact, Lesson, Task, Test

FACTS = [
    Fact(
        "a slope is the height of the small triangle over its width",
        Lesson("triangle-question", "height"),
        Exercise("activations.triangle_slope"),
    ),
    Fact(
        "g′ is read “g prime” and means d/dz g(z)",
        Lesson("triangle-shrink-seen", "“g prime of z”"),
        Lesson("triangle-shrink-seen", r"\frac{d}{dz}\,g(z)"),
    ),
    Fact(
        "σ′(z) = a(1 − a), proved",
        Lesson("sigmoid-slope-question", r"g'(z) = a\,(1 - a)"),
        Exercise("activations.sigmoid_slope"),
        Test("autograder/exercises/test_definition.py", "test_reference_slopes_agree_with_hips_autograd"),
    ),
    Fact(
        "σ(10) = 0.9999546021, slope 4.5396e-5",
        Lesson("sigmoid-three-run", "0.9999546021    slope = 4.5396e-05", printed=True),
        Test("autograder/exercises/test_definition.py", "test_the_documents_numbers"),
    ),
    Fact(
        "σ(−10) = 4.5398e-5, same slope as at 10",
        Lesson("sigmoid-three-run", "4.53978687e-05    slope = 4.5396e-05", printed=True),
    ),
    Fact("σ(0) = 0.5, slope 0.25", Lesson("sigmoid-three-run", "0.5    slope = 0.25", printed=True)),
    Fact("tanh′ = 1 − a², proved", Lesson("tanh-question", "1 - a^2"), Exercise("activations.tanh_slope")),
    Fact(
        "tanh(±10) = ±0.99999999588, slope 8.2446e-9",
        Lesson("tanh-three-run", " 0.99999999588    slope = 8.2446e-09", printed=True),
        Lesson("tanh-three-run", "-0.99999999588    slope = 8.2446e-09", printed=True),
    ),
    Fact("tanh(0) = 0, slope 1", Lesson("tanh-three-run", " 0    slope = 1", printed=True)),
    Fact(
        "ReLU is max(0, z), with slope 0 or 1",
        Exercise("activations.relu"),
        Exercise("activations.relu_slope"),
        Lesson("relu-numbers-run", "slopes [0. 0. 1.]", printed=True),
    ),
    Fact(
        "Leaky ReLU is max(0.01z, z), with slope 0.01 or 1",
        Exercise("activations.leaky_relu"),
        Exercise("activations.leaky_relu_slope"),
        Lesson("relu-numbers-run", "slopes [0.01 0.01 1. ]", printed=True),
    ),
    Fact(
        "at z = 0 either side may be returned (a subgradient), and graders accept both",
        Lesson("kink-picture-seen", "the graders of this course accept both"),
        Test(
            "helpers/checks/test_checks.py", "test_a_subgradient_at_the_kink_may_be_any_number_between_the_two_slopes"
        ),
    ),
    Fact(
        "knowing a, g′ costs almost nothing",
        Lesson("cache-count-run", "cached a: 50000", printed=True),
        Exercise("activations.sigmoid_slope_from_a"),
        Exercise("activations.tanh_slope_from_a"),
    ),
    Fact("slopes at z = 10, −10 and 0 in one table", Exercise("activations.slope_table")),
    Fact(
        "a formula is compared with a numerical slope",
        Exercise("activations.numerical_slope"),
        Exercise("activations.slope_error"),
        Lesson("check-four", "sigmoid gradients agree", printed=True),
    ),
    Fact(
        "erratum: “1−1^1” must be 1−1²",
        Lesson("tanh-erratum", "“1 − 1^1"),
        Task("tanh_slope-task", "It must be 1 − 1²"),
        Exercise("activations.tanh_slope"),
    ),
    Fact(
        "erratum: “z is almost never exactly 0” fails for zero inputs and zero initialisation",
        Lesson("zero-erratum", "almost never exactly 0"),
        Lesson("zero-patch-run", "z is exactly 0 for 32.6% of 267 images", printed=True),
        Lesson("zero-weights-run", "exactly 0: 100%", printed=True),
    ),
]
