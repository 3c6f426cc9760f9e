"""Right answers to unit 2 in other styles; the audit demands full points for each of them.

Exercise id -> functions. Each is copied into a student's cell as it stands, so it may use ``np`` and the notebook's
given functions (``sigmoid``, ``tanh_slope``) and nothing else from outside.
"""

import numpy as np

from autograder.exercises.two_layer.given import sigmoid, tanh_slope


def loss_bracketed(a, y):
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


def loss_chosen(a, y):
    return np.where(y == 1, -np.log(a), -np.log(1 - a))


def loss_of_the_right_probability(a, y):
    right = np.where(np.asarray(y) == 1, a, 1 - np.asarray(a))
    return -np.log(right)


def loss_power(a, y):
    return -np.log(a**y * (1 - a) ** (1 - y))


def loss_log1p(a, y):
    yes = np.multiply(y, np.log(a))
    no = np.multiply(np.subtract(1, y), np.log1p(-a))
    return np.negative(np.add(yes, no))


def loss_loop(a, y):
    a, y = np.array(a, dtype=float), np.array(y)
    result = np.zeros(a.shape)
    for place in np.ndindex(a.shape):
        result[place] = -np.log(a[place]) if y[place] == 1 else -np.log(1 - a[place])
    return result


def slope_one_fraction(a, y):
    return (a - y) / (a * (1 - a))


def slope_chosen(a, y):
    return np.where(y == 1, -1 / a, 1 / (1 - a))


def slope_turned(a, y):
    return (1 - y) / (1 - a) - y / a


def slope_numpy(a, y):
    return np.subtract(np.divide(np.subtract(1, y), np.subtract(1, a)), np.divide(y, a))


def slope_y_minus_one(a, y):
    return -(y / a) - (y - 1) / (1 - a)


def chain_two_steps(da, a):
    slope = a * (1 - a)
    return np.multiply(da, slope)


def chain_square(da, a):
    return da * (a - a**2)


def chain_loop(da, a):
    da, a = np.array(da, dtype=float), np.array(a, dtype=float)
    result = np.empty(a.shape)
    for place in np.ndindex(a.shape):
        result[place] = da[place] * a[place] * (1 - a[place])
    return result


def chain_through_z(da, a):
    z = np.log(a / (1 - a))
    return da * np.exp(-z) / (1 + np.exp(-z)) ** 2


def chain_einsum(da, a):
    da, a = np.asarray(da), np.asarray(a)
    return np.einsum("...,...,...->...", da, a, 1 - a)


def logistic_star(x, a, y):
    dz = a - y
    return {"dz": dz, "dW": dz * x.T, "db": dz}


def logistic_transposed_at_the_end(x, a, y):
    dz = np.subtract(a, y)
    return {"db": dz.copy(), "dW": np.dot(x, dz).T, "dz": dz}


def logistic_outer(x, a, y):
    dz = a - y
    return dict(dz=dz, dW=np.outer(dz, x), db=dz)


def logistic_long_way(x, a, y):
    da = -y / a + (1 - y) / (1 - a)
    dz = da * a * (1 - a)
    return {"dz": dz, "dW": np.matmul(dz, x.T), "db": 1 * dz}


def logistic_loop(x, a, y):
    dz = a - y
    dW = np.zeros((1, len(x)))
    for i in range(len(x)):
        dW[0, i] = dz[0, 0] * x[i, 0]
    print("dW is", dW)
    return {"dz": dz, "dW": dW, "db": dz}


def logistic_reshape(x, a, y):
    dz = a - y
    return {"dz": dz, "dW": (dz * x).reshape(1, -1), "db": dz.sum(axis=1, keepdims=True)}


def forward_dot(x, parameters):
    W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
    cache = {"z1": np.dot(W1, x) + b1}
    cache["a1"] = np.tanh(cache["z1"])
    cache["z2"] = np.dot(W2, cache["a1"]) + b2
    cache["a2"] = 1 / (1 + np.exp(-cache["z2"]))
    return cache


def forward_layer(x, parameters):
    def layer(a, number, g):
        z = np.matmul(parameters[f"W{number}"], a) + parameters[f"b{number}"]
        return z, g(z)

    z1, a1 = layer(x, 1, np.tanh)
    z2, a2 = layer(a1, 2, sigmoid)
    return {"a2": a2, "z2": z2, "a1": a1, "z1": z1}


def forward_einsum(x, parameters):
    z1 = np.einsum("ij,jk->ik", parameters["W1"], x) + parameters["b1"]
    a1 = 2 * sigmoid(2 * z1) - 1
    z2 = np.einsum("ij,jk->ik", parameters["W2"], a1) + parameters["b2"]
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}


def forward_loop(x, parameters):
    W1, b1, W2, b2 = parameters["W1"], parameters["b1"], parameters["W2"], parameters["b2"]
    z1 = np.zeros(b1.shape)
    for unit in range(len(z1)):
        z1[unit, 0] = b1[unit, 0]
        for i in range(len(x)):
            z1[unit, 0] += W1[unit, i] * x[i, 0]
    a1 = np.tanh(z1)
    z2 = np.zeros(b2.shape)
    for unit in range(len(z2)):
        z2[unit, 0] = np.sum(W2[unit] * a1[:, 0]) + b2[unit, 0]
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}


def forward_in_place_on_its_own(x, parameters):
    z1 = parameters["W1"] @ x
    z1 += parameters["b1"]
    a1 = np.tanh(z1)
    z2 = (a1.T @ parameters["W2"].T).T
    z2 += parameters["b2"]
    return {"z1": z1, "a1": a1, "z2": z2, "a2": sigmoid(z2)}


def table_by_arrays(n_x, n_h, n_y):
    x = np.ones((n_x, 1))
    W1, b1 = np.ones((n_h, n_x)), np.ones((n_h, 1))
    W2, b2 = np.ones((n_y, n_h)), np.ones((n_y, 1))
    z1 = W1 @ x + b1
    z2 = W2 @ z1 + b2
    arrays = {"x": x, "W1": W1, "b1": b1, "z1": z1, "a1": z1, "W2": W2, "b2": b2, "z2": z2, "a2": z2}
    return {name: array.shape for name, array in arrays.items()}


def table_of_lists(n_x, n_h, n_y):
    table = {"x": [n_x, 1], "W1": [n_h, n_x], "W2": [n_y, n_h]}
    for name in ("b", "z", "a"):
        table[name + "1"] = [n_h, 1]
        table[name + "2"] = [n_y, 1]
    return table


def table_by_layers(n_x, n_h, n_y):
    table = {"x": (n_x, 1)}
    for number, (n_in, n_out) in enumerate([(n_x, n_h), (n_h, n_y)], start=1):
        table.update({f"W{number}": (n_out, n_in)})
        table.update({f"{name}{number}": (n_out, 1) for name in "bza"})
    return table


def table_of_numpy_integers(n_x, n_h, n_y):
    n_x, n_h, n_y = np.array([n_x, n_h, n_y])
    hidden, output = (n_h, 1), (n_y, 1)
    return {
        "a2": output,
        "z2": output,
        "b2": output,
        "W2": (n_y, n_h),
        "x": (n_x, 1),
        "a1": hidden,
        "z1": hidden,
        "b1": hidden,
        "W1": (n_h, n_x),
    }


def gradient_shapes_loop(shapes):
    result = {}
    for name in shapes:
        if name == "x":
            continue
        result[f"d{name}"] = shapes[name]
    return result


def gradient_shapes_copy(shapes):
    rest = dict(shapes)
    del rest["x"]
    return dict(zip(["d" + name for name in rest], rest.values()))


def gradient_shapes_by_arrays(shapes):
    return {"d" + name: np.zeros(shape).shape for name, shape in shapes.items() if not name == "x"}


def gradient_shapes_of_lists(shapes):
    names = sorted(set(shapes) - {"x"})
    return {"d" + name: list(shapes[name]) for name in names}


def product_unpacked(left, right):
    rows, inner = left
    other_inner, columns = right
    return (rows, columns) if inner == other_inner else None


def product_tried(left, right):
    try:
        return (np.zeros(left) @ np.zeros(right)).shape
    except ValueError:
        return None


def product_list(left, right):
    if left[-1] == right[0]:
        return [left[0], right[-1]]


def product_slices(left, right):
    if left[1:] != right[:1]:
        return None
    return left[:1] + right[1:]


def output_outer(a1, a2, y):
    dz2 = a2 - y
    return {"dz2": dz2, "dW2": np.outer(dz2, a1), "db2": dz2}


def output_star(a1, a2, y):
    dz2 = np.subtract(a2, y)
    return {"db2": dz2.copy(), "dW2": dz2 * a1.T, "dz2": dz2}


def output_einsum(a1, a2, y):
    dz2 = a2 - y
    return {"dz2": dz2, "dW2": np.einsum("ik,jk->ij", dz2, a1), "db2": np.sum(dz2, axis=1, keepdims=True)}


def output_long_way(a1, a2, y):
    da2 = (1 - y) / (1 - a2) - y / a2
    dz2 = da2 * a2 * (1 - a2)
    return {"dz2": dz2, "dW2": np.dot(a1, dz2.T).T, "db2": dz2}


def output_loop(a1, a2, y):
    dz2 = a2 - y
    dW2 = np.zeros((len(a2), len(a1)))
    for k in range(len(a2)):
        for j in range(len(a1)):
            dW2[k, j] = dz2[k, 0] * a1[j, 0]
    return {"dz2": dz2, "dW2": dW2, "db2": dz2}


def output_one_example_averaged(a1, a2, y):
    m = y.shape[1]
    dz2 = a2 - y
    return {"dz2": dz2, "dW2": dz2 @ a1.T / m, "db2": np.sum(dz2, axis=1, keepdims=True) / m}


def dz1_shapes_by_arrays(n1, n2):
    W2, dz2, z1 = np.ones((n2, n1)), np.ones((n2, 1)), np.ones((n1, 1))
    product = W2.T @ dz2
    return {
        "W2.T": W2.T.shape,
        "dz2": dz2.shape,
        "W2.T @ dz2": product.shape,
        "slope of z1": z1.shape,
        "dz1": (product * z1).shape,
    }


def dz1_shapes_lists(n1, n2):
    column = [n1, 1]
    return {"dz1": column, "slope of z1": column, "W2.T @ dz2": column, "W2.T": [n1, n2], "dz2": [n2, 1]}


def dz1_shapes_named(n1, n2):
    z1 = (n1, 1)
    W2 = (n2, n1)
    table = {"W2.T": W2[::-1], "dz2": (n2, 1)}
    table["W2.T @ dz2"] = (table["W2.T"][0], table["dz2"][1])
    return table | {"slope of z1": z1, "dz1": z1}


def dz1_shapes_fromkeys(n1, n2):
    return dict.fromkeys(("W2.T @ dz2", "slope of z1", "dz1"), (n1, 1)) | {"dz2": (n2, 1), "W2.T": (n1, n2)}


def hidden_dz_steps(z1, W2, dz2, slope=tanh_slope):
    da1 = np.dot(W2.T, dz2)
    return np.multiply(slope(z1), da1)


def hidden_dz_row(z1, W2, dz2, slope=tanh_slope):
    return (dz2.T @ W2).T * slope(z1)


def hidden_dz_summed(z1, W2, dz2, slope=tanh_slope):
    return np.sum(W2 * dz2, axis=0, keepdims=True).T * slope(z1)


def hidden_dz_loop(z1, W2, dz2, slope=tanh_slope):
    g = slope(z1)
    dz1 = np.zeros(z1.shape)
    for j in range(z1.shape[0]):
        for k in range(dz2.shape[0]):
            dz1[j, 0] += W2[k, j] * dz2[k, 0] * g[j, 0]
    return dz1


def hidden_dz_einsum(z1, W2, dz2, slope=tanh_slope):
    return np.einsum("kj,km,jm->jm", W2, dz2, slope(z1))


def hidden_dz_diagonal(z1, W2, dz2, slope=tanh_slope):
    return np.diag(slope(z1)[:, 0]) @ W2.T @ dz2


def hidden_outer(x, dz1):
    return {"dW1": np.outer(dz1, x), "db1": dz1}


def hidden_star(x, dz1):
    return {"db1": 1.0 * dz1, "dW1": dz1 * x.T}


def hidden_einsum(x, dz1):
    return {"dW1": np.einsum("im,jm->ij", dz1, x), "db1": dz1.sum(axis=1, keepdims=True)}


def hidden_turned(x, dz1):
    return dict(dW1=np.transpose(np.matmul(x, np.transpose(dz1))), db1=np.copy(dz1))


def hidden_columns(x, dz1):
    return {"dW1": np.hstack([dz1 * number for number in x[:, 0]]), "db1": dz1}


def backward_lines_turned(x, y, parameters, cache):
    dz2 = cache["a2"] - y
    dW2 = dz2 @ cache["a1"].T
    dz1 = parameters["W2"].T @ dz2 * tanh_slope(cache["z1"])
    dW1 = (x @ dz1.T).T
    return {"dz2": dz2, "dW2": dW2, "db2": dz2, "dz1": dz1, "dW1": dW1, "db1": dz1}


def backward_from_the_cache(x, y, parameters, cache):
    dz2 = cache["a2"] - y
    dz1 = np.dot(parameters["W2"].T, dz2) * (1 - cache["a1"] ** 2)
    return {"dz1": dz1, "dz2": dz2, "dW2": np.outer(dz2, cache["a1"]), "db2": dz2, "dW1": np.outer(dz1, x), "db1": dz1}


def backward_by_layers(x, y, parameters, cache):
    def weights_and_bias(dz, a):
        return np.einsum("ik,jk->ij", dz, a), dz.copy()

    dz2 = np.subtract(cache["a2"], y)
    dW2, db2 = weights_and_bias(dz2, cache["a1"])
    dz1 = np.multiply(np.matmul(parameters["W2"].T, dz2), tanh_slope(cache["z1"]))
    dW1, db1 = weights_and_bias(dz1, x)
    return {"dz2": dz2, "dW2": dW2, "db2": db2, "dz1": dz1, "dW1": dW1, "db1": db1}


def backward_without_the_cache(x, y, parameters, cache):
    W1, b1, W2, b2 = parameters["W1"], parameters["b1"], parameters["W2"], parameters["b2"]
    a1 = np.tanh(W1 @ x + b1)
    dz2 = sigmoid(W2 @ a1 + b2) - y
    dz1 = (dz2.T @ W2).T * (1 - a1**2)
    return {"dz2": dz2, "dW2": dz2 * a1.T, "db2": dz2, "dz1": dz1, "dW1": dz1 * x.T, "db1": dz1}


VARIANTS = {
    "loss": [loss_bracketed, loss_chosen, loss_of_the_right_probability, loss_power, loss_log1p, loss_loop],
    "loss_slope": [slope_one_fraction, slope_chosen, slope_turned, slope_numpy, slope_y_minus_one],
    "chain_step": [chain_two_steps, chain_square, chain_loop, chain_through_z, chain_einsum],
    "logistic_backward": [
        logistic_star,
        logistic_transposed_at_the_end,
        logistic_outer,
        logistic_long_way,
        logistic_loop,
        logistic_reshape,
    ],
    "forward": [forward_dot, forward_layer, forward_einsum, forward_loop, forward_in_place_on_its_own],
    "shape_table": [table_by_arrays, table_of_lists, table_by_layers, table_of_numpy_integers],
    "gradient_shapes": [
        gradient_shapes_loop,
        gradient_shapes_copy,
        gradient_shapes_by_arrays,
        gradient_shapes_of_lists,
    ],
    "product_shape": [product_unpacked, product_tried, product_list, product_slices],
    "output_gradients": [
        output_outer,
        output_star,
        output_einsum,
        output_long_way,
        output_loop,
        output_one_example_averaged,
    ],
    "dz1_shapes": [dz1_shapes_by_arrays, dz1_shapes_lists, dz1_shapes_named, dz1_shapes_fromkeys],
    "hidden_dz": [
        hidden_dz_steps,
        hidden_dz_row,
        hidden_dz_summed,
        hidden_dz_loop,
        hidden_dz_einsum,
        hidden_dz_diagonal,
    ],
    "hidden_gradients": [hidden_outer, hidden_star, hidden_einsum, hidden_turned, hidden_columns],
    "backward": [backward_lines_turned, backward_from_the_cache, backward_by_layers, backward_without_the_cache],
}
