"""Shapes: the table of every variable, the gradients' shapes, and the dimension check by hand."""

from __future__ import annotations

from autograder.exercises.definition import Inputs
from autograder.exercises.two_layer.unit import UNIT


@UNIT.exercise(
    "shape_table",
    claims={"values": Inputs(visible=[(3, 4, 1), (2, 5, 3)], hidden=[(4, 2, 1), (5, 3, 2), (1, 6, 4)])},
    ladder=(
        "W1 takes in n_x numbers and gives out n_h. z1 = W1 x + b1: which size of W1 must agree with x, and which is left?",
        "W is (numbers out, numbers in); b, z and a of a layer are columns, (numbers out, 1)",
        "W1: (n_h, n_x), and b1, z1, a1: (n_h, 1). The second layer takes in n_h numbers and gives out n_y",
    ),
)
def shape_table(n_x, n_h, n_y):
    return {
        "x": (n_x, 1),
        "W1": (n_h, n_x), "b1": (n_h, 1), "z1": (n_h, 1), "a1": (n_h, 1),
        "W2": (n_y, n_h), "b2": (n_y, 1), "z2": (n_y, 1), "a2": (n_y, 1),
    }  # fmt: skip


shape_table.slips("""
weights-reversed: The weights have rows and columns exchanged: W1 @ x needs as many columns as x has rows.
    ... -> hidden, output = (n_h, 1), (n_y, 1);
        return {"x": (n_x, 1), "W1": (n_x, n_h), "b1": hidden, "z1": hidden, "a1": hidden, "W2": (n_h, n_y),
        "b2": output, "z2": output, "a2": output}
weights-exchanged: W1 and W2 have changed places. W1 belongs to the layer that takes in x.
    ... -> hidden, output = (n_h, 1), (n_y, 1);
        return {"x": (n_x, 1), "W1": (n_y, n_h), "b1": hidden, "z1": hidden, "a1": hidden, "W2": (n_h, n_x),
        "b2": output, "z2": output, "a2": output}
second-layer-takes-x: W2 takes in n_x numbers here. The second layer's input is a1, not x.
    ... -> hidden, output = (n_h, 1), (n_y, 1);
        return {"x": (n_x, 1), "W1": (n_h, n_x), "b1": hidden, "z1": hidden, "a1": hidden, "W2": (n_y, n_x),
        "b2": output, "z2": output, "a2": output}
flat-biases: The biases have one size only. In this course a bias is a column with two sizes, (…, 1).
    ... -> hidden, output = (n_h, 1), (n_y, 1);
        return {"x": (n_x, 1), "W1": (n_h, n_x), "b1": (n_h,), "z1": hidden, "a1": hidden, "W2": (n_y, n_h),
        "b2": (n_y,), "z2": output, "a2": output}
scalar-biases: One bias for a whole layer? Each unit has its own.
    ... -> hidden, output = (n_h, 1), (n_y, 1);
        return {"x": (n_x, 1), "W1": (n_h, n_x), "b1": (1, 1), "z1": hidden, "a1": hidden, "W2": (n_y, n_h),
        "b2": (1, 1), "z2": output, "a2": output}
flat-vectors: Every vector has one size only. In this course a single example is a column, (…, 1).
    ... -> hidden, output = (n_h,), (n_y,); return {"x": (n_x, 1), "W1": (n_h, n_x), "b1": hidden, "z1": hidden,
        "a1": hidden, "W2": (n_y, n_h), "b2": output, "z2": output, "a2": output}
rows: The vectors lie on their side. In this course a single example is a column.
    ... -> hidden, output = (1, n_h), (1, n_y);
        return {"x": (n_x, 1), "W1": (n_h, n_x), "b1": hidden, "z1": hidden, "a1": hidden, "W2": (n_y, n_h),
        "b2": output, "z2": output, "a2": output}
z2-as-z1: z2 got the size of the hidden layer. It belongs to the output.
    ... -> hidden, output = (n_h, 1), (n_y, 1);
        return {"x": (n_x, 1), "W1": (n_h, n_x), "b1": hidden, "z1": hidden, "a1": hidden, "W2": (n_y, n_h),
        "b2": output, "z2": hidden, "a2": output}
one-output-only: The number of outputs is written into the table as 1. It is the argument n_y.
    ... -> hidden, output = (n_h, 1), (1, 1);
        return {"x": (n_x, 1), "W1": (n_h, n_x), "b1": hidden, "z1": hidden, "a1": hidden, "W2": (1, n_h),
        "b2": output, "z2": output, "a2": output}
bias-like-the-input: The biases have the size of what the layer takes in. They are added to what it gives out.
    ... -> hidden, output = (n_h, 1), (n_y, 1);
        return {"x": (n_x, 1), "W1": (n_h, n_x), "b1": (n_x, 1), "z1": hidden, "a1": hidden, "W2": (n_y, n_h),
        "b2": (n_h, 1), "z2": output, "a2": output}
""")


def _table(n_x: int, n_h: int, n_y: int) -> dict[str, tuple[int, ...]]:
    """The table of a network, as the next exercise gets it."""
    return shape_table(n_x, n_h, n_y)


@UNIT.exercise(
    "gradient_shapes",
    claims={
        "values": Inputs(
            visible=[(_table(3, 4, 1),), ({"x": (5, 1), "W1": (2, 5), "b1": (2, 1)},)],
            hidden=[(_table(4, 2, 3),), ({"x": (6, 1), "W1": (2, 6), "z1": (2, 1)},)],
            keeps_arguments=True,
        )
    },
    ladder=(
        "dW1 has one number for each number of W1: how the loss reacts to it. So what shape has it? And who would want to change x?",
        "shape of dfoo = shape of foo, for every name but x",
        'a dict made with {"d" + name: shape for name, shape in shapes.items() if name is not "x"}; compare with !=',
    ),
)
def gradient_shapes(shapes):
    return {"d" + name: shape for name, shape in shapes.items() if name != "x"}


gradient_shapes.slips("""
dx-too: There is a dx. The input is given and nobody learns it: x gets no gradient.
    return {"d" + name: shape for name, shape in shapes.items()}
transposed: Every shape is turned round. A gradient has one number for each number of its variable, at the same place.
    shape -> shape[::-1]
d-missing: The names lack their d: the gradient of W1 is called dW1.
    "d" + name -> name
parameters-only: Only weights and biases are there. On the way back z and a get their gradients too.
    name != "x" -> name[0] in "Wb"
scalars: A single number for each variable? A matrix of weights has one slope for each weight.
    return {"d" + name: () for name in shapes if name != "x"}
counted: That is how many numbers each variable holds. The shape says how they are arranged.
    return {"d" + name: rows * columns for name, (rows, columns) in shapes.items() if name != "x"}
popped: x was taken out of the dict that you were given. Whoever called the function still needs it: leave x out while you make the new dict.
    ... -> shapes.pop("x"); return {"d" + name: shape for name, shape in shapes.items()}
names-only: The names are right, but they are alone. Each name needs its shape: that is a dict.
    return ["d" + name for name in shapes if name != "x"]
fixed-names: The names are written into the code. Take those of the dict that you were given; the next one may hold others.
    return {"d" + name: shapes[name] for name in ("W1", "b1", "z1", "a1", "W2", "b2", "z2", "a2")}
d-behind: The d stands behind the name. It comes in front: dW1.
    "d" + name -> name + "d"
""")


@UNIT.exercise(
    "product_shape",
    claims={
        "fits": Inputs(
            visible=[((4, 3), (3, 2)), ((1, 4), (4, 1)), ((3, 1), (1, 5))],
            hidden=[((2, 6), (6, 3)), ((5, 1), (1, 2)), ((1, 7), (7, 1)), ((3, 3), (3, 4))],
        ),
        "fits or not": Inputs(
            visible=[
                ((2, 3), (2, 3)),
                ((4, 1), (4, 1)),
                ((2, 4), (4, 3)),
                ((3, 5), (2, 3)),
                ((2, 4), (2, 3)),
                ((5, 3), (2, 3)),
            ],
            hidden=[
                ((5, 2), (5, 2)),
                ((1, 4), (1, 4)),
                ((6, 2), (2, 5)),
                ((2, 4), (3, 2)),
                ((3, 4), (1, 3)),
                ((3, 2), (4, 3)),
                ((4, 2), (4, 5)),
                ((2, 5), (3, 5)),
            ],
        ),
    },
    ladder=(
        "In W @ x each row of W meets a column of x, number by number. Which two of the four sizes must agree?",
        "(n, k)·(k, p) → (n, p); the inner sizes agree and disappear",
        "fits: left[1] == right[0]. shape: left[0] and right[1], in a tuple",
    ),
)
def product_shape(left, right):
    if left[1] != right[0]:
        return None
    return left[0], right[1]


@product_shape.mistake(
    "never-refused", "It gives a shape even where the product does not exist. Compare the inner sizes first."
)
def _(left, right):
    return left[0], right[1]


product_shape.slips("""
inner-sizes-kept: The inner sizes were kept. They are the ones that get added up and disappear.
    ... -> return (left[1], right[0]) if left[1] == right[0] else None
reversed: The outer sizes are there, but in the wrong order: rows come from the left factor.
    ... -> return (right[1], left[0]) if left[1] == right[0] else None
outer-compared: The outer sizes were compared. It is the inner ones, side by side in `left @ right`, that must agree.
    ... -> return (left[0], right[1]) if left[0] == right[1] else None
rows-compared: The rows of both factors were compared. A row of the left one meets a column of the right one.
    ... -> return (left[0], right[1]) if left[0] == right[0] else None
columns-compared: The columns of both factors were compared. A row of the left one meets a column of the right one.
    ... -> return (left[0], right[1]) if left[1] == right[1] else None
star-rule: That is the rule for `*`: equal shapes. The matrix product `@` has another one.
    ... -> return left if left == right else None
""")


@product_shape.mistake(
    "broadcast-rule", "That is the rule for `*` with broadcasting. The matrix product `@` has another one."
)
def _(left, right):
    for first, second in zip(left, right):
        if first != second and 1 not in (first, second):
            return None
    return max(left[0], right[0]), max(left[1], right[1])


product_shape.slips("""
yes-or-no: That only says whether the product exists. Its shape is asked for.
    ... -> return left[1] == right[0]
false-for-none: The shapes are right. Where the product does not exist, None is asked for, not False.
    ... -> return (left[0], right[1]) if left[1] == right[0] else False
parentheses: Without parentheses around the pair, `... if ... else None` belongs to its second number only.
    ... -> return left[0], right[1] if left[1] == right[0] else None
""")


@product_shape.mistake(
    "turned-until-it-fits",
    "Where the order did not fit, the factors were exchanged. left @ right and right @ left are two different products.",
)
def _(left, right):
    if left[1] == right[0]:
        return left[0], right[1]
    if right[1] == left[0]:
        return right[0], left[1]
    return None


product_shape.slips("""
all-four: All four sizes are listed. Two of them disappear in the product.
    ... -> return (*left, *right) if left[1] == right[0] else None
""")


@UNIT.exercise(
    "dz1_shapes",
    claims={"values": Inputs(visible=[(4, 1), (3, 2)], hidden=[(5, 2), (2, 3), (6, 1)])},
    ladder=(
        "W2 is (n2, n1). What does the transpose make of that? Which variable has the same shape as dz2?",
        "(n1, n2)·(n2, 1) → (n1, 1), then element by element with (n1, 1)",
        "W2.T: (n1, n2). dz2: (n2, 1). Their product, the slopes and dz1 all have one shape: that of z1",
    ),
)
def dz1_shapes(n1, n2):
    return {"W2.T": (n1, n2), "dz2": (n2, 1), "W2.T @ dz2": (n1, 1), "slope of z1": (n1, 1), "dz1": (n1, 1)}


dz1_shapes.slips("""
not-transposed: That is the shape of W2 itself. Its transpose has rows and columns exchanged.
    (n1, n2) -> (n2, n1)
dz2-like-z1: That is the document's slip: dz2 got the shape of z1. It has the shape of its own variable.
    (n2, 1) -> (n1, 1)
like-the-output: The product, the slopes and dz1 got the size of the output. They belong to the hidden layer.
    return {"W2.T": (n1, n2), "dz2": (n2, 1), "W2.T @ dz2": (n2, 1), "slope of z1": (n2, 1), "dz1": (n2, 1)}
layers-exchanged: n1 and n2 have changed places everywhere: n1 counts the hidden units, n2 the outputs.
    return {"W2.T": (n2, n1), "dz2": (n1, 1), "W2.T @ dz2": (n2, 1), "slope of z1": (n2, 1), "dz1": (n2, 1)}
rows: The vectors lie on their side. A single example is a column.
    return {"W2.T": (n1, n2), "dz2": (1, n2), "W2.T @ dz2": (1, n1), "slope of z1": (1, n1), "dz1": (1, n1)}
flat: The vectors have one size only. Here each is a column with two sizes, (…, 1).
    return {"W2.T": (n1, n2), "dz2": (n2,), "W2.T @ dz2": (n1,), "slope of z1": (n1,), "dz1": (n1,)}
second-product: The step with the slopes was taken as a matrix product, which leaves one number. It goes element by element, and that keeps the shape.
    return {"W2.T": (n1, n2), "dz2": (n2, 1), "W2.T @ dz2": (n1, 1), "slope of z1": (1, n1), "dz1": (1, 1)}
square: A square came out. Element by element, two shapes that are equal give the same shape again.
    return {"W2.T": (n1, n2), "dz2": (n2, 1), "W2.T @ dz2": (n1, 1), "slope of z1": (n1, 1), "dz1": (n1, n1)}
inner-size-kept: The inner size n2 is still in the product. It is added up and disappears.
    return {"W2.T": (n1, n2), "dz2": (n2, 1), "W2.T @ dz2": (n1, n2), "slope of z1": (n1, 1), "dz1": (n1, 1)}
""")
