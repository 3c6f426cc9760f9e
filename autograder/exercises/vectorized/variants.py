"""Right answers to unit 3 in other styles; the audit demands full points for each of them.

Exercise id -> functions. Each is copied into a student's cell as it stands, so it may use ``np`` and the functions of
the notebook, and nothing else from outside.
"""

import numpy as np


def stack_concatenate(examples):
    return np.concatenate(examples, axis=1)


def stack_loop(examples):
    X = np.zeros((examples[0].shape[0], len(examples)))
    for i, example in enumerate(examples):
        X[:, i] = example[:, 0]
    return X


def stack_column_stack(examples):
    return np.column_stack(examples)


def stack_transposed(examples):
    return np.array([example.ravel() for example in examples]).T


def stack_reshaped(examples):
    m = len(examples)
    return np.array(examples).reshape(m, -1).transpose()


def linear_dot(A, W, b):
    return np.dot(W, A) + b


def linear_einsum(A, W, b):
    return np.einsum("ij,jm->im", W, A) + b


def linear_loop(A, W, b):
    Z = np.empty((W.shape[0], A.shape[1]))
    for i in range(W.shape[0]):
        for k in range(A.shape[1]):
            Z[i, k] = sum(W[i, j] * A[j, k] for j in range(W.shape[1])) + b[i, 0]
    return Z


def linear_columns(A, W, b):
    return np.hstack([W @ A[:, i : i + 1] + b for i in range(A.shape[1])])


def linear_repeated_bias(A, W, b):
    m = A.shape[1]
    print("b is repeated", m, "times")
    return np.add(np.matmul(W, A), np.repeat(b, m, axis=1))


def linear_bias_as_weight(A, W, b):
    return np.hstack([W, b]) @ np.vstack([A, np.ones((1, A.shape[1]))])


def forward_by_own_functions(X, parameters):
    Z1 = linear(X, parameters["W1"], parameters["b1"])
    A1 = np.tanh(Z1)
    Z2 = linear(A1, parameters["W2"], parameters["b2"])
    return {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": sigmoid(Z2)}


def forward_unpacked(X, parameters):
    W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
    cache = {}
    cache["Z1"] = np.dot(W1, X) + b1
    cache["A1"] = np.tanh(cache["Z1"])
    cache["Z2"] = np.dot(W2, cache["A1"]) + b2
    cache["A2"] = 1 / (1 + np.exp(-cache["Z2"]))
    return cache


def forward_loop(X, parameters):
    columns = {"Z1": [], "A1": [], "Z2": [], "A2": []}
    for i in range(X.shape[1]):
        z1 = parameters["W1"] @ X[:, [i]] + parameters["b1"]
        z2 = parameters["W2"] @ np.tanh(z1) + parameters["b2"]
        for name, column in zip(columns, (z1, np.tanh(z1), z2, sigmoid(z2))):
            columns[name].append(column)
    return {name: np.hstack(parts) for name, parts in columns.items()}


def forward_exponentials(X, parameters):
    A2 = None
    Z1 = np.matmul(parameters["W1"], X) + parameters["b1"]
    A1 = 2 * sigmoid(2 * Z1) - 1
    Z2 = np.matmul(parameters["W2"], A1) + parameters["b2"]
    A2 = np.exp(Z2) / (np.exp(Z2) + 1)
    return {"A2": A2, "Z2": Z2, "A1": A1, "Z1": Z1}


def forward_in_place(X, parameters):
    Z1 = parameters["W1"] @ X
    Z1 += parameters["b1"]
    Z2 = parameters["W2"] @ np.tanh(Z1)
    Z2 += parameters["b2"]
    return dict(Z1=Z1, A1=np.tanh(Z1), Z2=Z2, A2=sigmoid(Z2))


def cost_mean_of_columns(A2, Y):
    losses = -(Y * np.log(A2) + (1 - Y) * np.log(1 - A2))
    return np.mean(np.sum(losses, axis=0))


def cost_loop(A2, Y):
    total = 0.0
    n_y, m = Y.shape
    for i in range(m):
        for k in range(n_y):
            total -= np.log(A2[k, i]) if Y[k, i] == 1 else np.log(1 - A2[k, i])
    return total / m


def cost_where(A2, Y):
    return float(np.sum(-np.log(np.where(Y == 1, A2, 1 - A2))) / Y.shape[1])


def cost_vdot(A2, Y):
    return -(np.vdot(Y, np.log(A2)) + np.vdot(1 - Y, np.log1p(-A2))) / A2.shape[1]


def cost_trace(A2, Y):
    J = -np.trace(Y @ np.log(A2).T + (1 - Y) @ np.log(1 - A2).T) / Y.shape[1]
    return np.squeeze(J)


def cost_multiply(A2, Y):
    m = Y.size / Y.shape[0]
    return -1 / m * np.sum(np.multiply(Y, np.log(A2)) + np.multiply(1 - Y, np.log(1 - A2)))


def weights_factor(dZ, A):
    m = dZ.shape[1]
    return 1 / m * np.dot(dZ, A.T)


def weights_einsum(dZ, A):
    return np.einsum("im,jm->ij", dZ, A) / A.shape[1]


def weights_loop(dZ, A):
    m = A.shape[1]
    dW = np.zeros((dZ.shape[0], A.shape[0]))
    for i in range(m):
        dW += np.outer(dZ[:, i], A[:, i])
    return dW / m


def weights_divided_early(dZ, A):
    return (dZ / dZ.shape[1]) @ np.transpose(A)


def weights_mean(dZ, A):
    return np.mean([dZ[:, [i]] @ A[:, [i]].T for i in range(A.shape[1])], axis=0)


def weights_turned(dZ, A):
    return (A @ dZ.T).T / len(A[0])


def biases_mean(dZ):
    return np.mean(dZ, axis=1, keepdims=True)


def biases_product_with_ones(dZ):
    m = dZ.shape[1]
    return dZ @ np.ones((m, 1)) / m


def biases_reshaped(dZ):
    return (np.sum(dZ, axis=1) / dZ.shape[1]).reshape(-1, 1)


def biases_loop(dZ):
    m = dZ.shape[1]
    db = 0
    for i in range(m):
        db = db + dZ[:, i : i + 1] / m
    return db


def biases_new_axis(dZ):
    return np.average(dZ, axis=-1)[:, np.newaxis]


def hidden_multiply(W2, dZ2, A1):
    return np.multiply(np.dot(W2.T, dZ2), 1 - np.power(A1, 2))


def hidden_einsum(W2, dZ2, A1):
    return np.einsum("kh,km->hm", W2, dZ2) * (1 - A1) * (1 + A1)


def hidden_loop(W2, dZ2, A1):
    dZ1 = np.zeros_like(A1)
    for i in range(A1.shape[1]):
        dZ1[:, i : i + 1] = W2.T @ dZ2[:, i : i + 1] * (1 - A1[:, i : i + 1] ** 2)
    return dZ1


def hidden_turned(W2, dZ2, A1):
    return (dZ2.T @ W2).T * (1 - A1 * A1)


def hidden_slope_first(W2, dZ2, A1):
    slope = 1 - A1**2
    return slope * (W2.T @ dZ2)


def hidden_copies(W2, dZ2, A1):
    dA1 = np.zeros(A1.shape)
    for k in range(W2.shape[0]):
        dA1 += W2[k : k + 1].T * dZ2[k : k + 1]
    return dA1 - dA1 * A1**2


def backward_by_own_functions(X, Y, parameters, cache):
    dZ2 = cache["A2"] - Y
    dZ1 = hidden_error(parameters["W2"], dZ2, cache["A1"])
    return {
        "dW1": weight_gradient(dZ1, X),
        "db1": bias_gradient(dZ1),
        "dW2": weight_gradient(dZ2, cache["A1"]),
        "db2": bias_gradient(dZ2),
    }


def backward_without_cache(X, Y, parameters, cache):
    m = Y.shape[1]
    A1 = np.tanh(parameters["W1"] @ X + parameters["b1"])
    A2 = sigmoid(parameters["W2"] @ A1 + parameters["b2"])
    dZ2 = (A2 - Y) / m
    dZ1 = np.multiply(np.dot(parameters["W2"].T, dZ2), 1 - A1 * A1)
    return {
        "dW2": np.dot(dZ2, A1.T),
        "db2": dZ2.sum(axis=1, keepdims=True),
        "dW1": np.dot(dZ1, X.T),
        "db1": dZ1.sum(axis=1, keepdims=True),
    }


def backward_by_examples(X, Y, parameters, cache):
    m = X.shape[1]
    gradients = {"dW1": 0.0, "db1": 0.0, "dW2": 0.0, "db2": 0.0}
    for i in range(m):
        x, a1 = X[:, [i]], cache["A1"][:, [i]]
        dz2 = cache["A2"][:, [i]] - Y[:, [i]]
        dz1 = parameters["W2"].T @ dz2 * (1 - a1**2)
        for name, part in {"dW1": dz1 @ x.T, "db1": dz1, "dW2": dz2 @ a1.T, "db2": dz2}.items():
            gradients[name] = gradients[name] + part / m
    return gradients


def backward_einsum(X, Y, parameters, cache):
    dZ2 = cache["A2"] - Y
    dZ1 = np.einsum("kh,km->hm", parameters["W2"], dZ2) * (1 - np.tanh(cache["Z1"]) ** 2)
    m = X.shape[1]
    return {
        "dW1": np.einsum("hm,xm->hx", dZ1, X) / m,
        "db1": np.mean(dZ1, axis=1)[:, None],
        "dW2": np.einsum("km,hm->kh", dZ2, cache["A1"]) / m,
        "db2": np.mean(dZ2, axis=1)[:, None],
    }


def backward_step_by_step(X, Y, parameters, cache):
    m = X.shape[1]
    A1, A2 = cache["A1"], cache["A2"]
    dA2 = -Y / A2 + (1 - Y) / (1 - A2)
    dZ2 = dA2 * A2 * (1 - A2)
    dA1 = parameters["W2"].T @ dZ2
    dZ1 = dA1 * (1 - A1**2)
    print("shapes on the way:", dZ2.shape, dZ1.shape)
    return {
        "dW1": 1 / m * dZ1 @ X.T,
        "db1": 1 / m * np.sum(dZ1, axis=1, keepdims=True),
        "dW2": 1 / m * dZ2 @ A1.T,
        "db2": 1 / m * np.sum(dZ2, axis=1, keepdims=True),
    }


def loop_sum_then_divide(X, Y, parameters):
    m = X.shape[1]
    total = backward_one(X[:, :1], Y[:, :1], parameters)
    for i in range(1, m):
        one = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
        for name in one:
            total[name] = total[name] + one[name]
    return {name: value / m for name, value in total.items()}


def loop_comprehension(X, Y, parameters):
    gradients = [backward_one(X[:, [i]], Y[:, [i]], parameters) for i in range(X.shape[1])]
    return {name: np.mean([one[name] for one in gradients], axis=0) for name in ("dW1", "db1", "dW2", "db2")}


def loop_reshape(X, Y, parameters):
    n_x, m = X.shape
    sums = {}
    for x, y in zip(X.T, Y.T):
        one = backward_one(x.reshape(n_x, 1), y.reshape(-1, 1), parameters)
        for name in one:
            sums[name] = sums.get(name, 0) + one[name] / m
    return sums


def loop_running_mean(X, Y, parameters):
    mean = None
    for i in range(X.shape[1]):
        one = backward_one(X[:, i : i + 1], Y[:, i : i + 1], parameters)
        if mean is None:
            mean = one
        else:
            mean = {name: mean[name] + (one[name] - mean[name]) / (i + 1) for name in one}
    return mean


def loop_in_place(X, Y, parameters):
    totals = {"d" + name: np.zeros_like(value) for name, value in parameters.items()}
    for i in range(X.shape[1]):
        one = backward_one(X[:, i][:, None], Y[:, i][:, None], parameters)
        for name in totals:
            totals[name] += one[name]
    for name in totals:
        totals[name] /= X.shape[1]
    return totals


def start_global_seed(n_x, n_h, n_y, seed):
    np.random.seed(seed)
    return {
        "W1": np.random.randn(n_h, n_x) * 0.01,
        "b1": np.zeros((n_h, 1)),
        "W2": np.random.randn(n_y, n_h) * 0.01,
        "b2": np.zeros((n_y, 1)),
    }


def start_uniform(n_x, n_h, n_y, seed):
    rng = np.random.default_rng(seed)
    return {
        "W1": rng.uniform(-0.5, 0.5, (n_h, n_x)),
        "W2": rng.uniform(-0.5, 0.5, (n_y, n_h)),
        "b1": np.zeros((n_h, 1)),
        "b2": np.zeros((n_y, 1)),
    }


def start_xavier(n_x, n_h, n_y, seed):
    rng = np.random.RandomState(seed)
    return {
        "W1": rng.normal(0, 1 / np.sqrt(n_x), (n_h, n_x)),
        "b1": np.zeros(shape=(n_h, 1), dtype=np.float32),
        "W2": rng.normal(0, 1 / np.sqrt(n_h), (n_y, n_h)),
        "b2": np.zeros(shape=(n_y, 1), dtype=np.float32),
    }


def start_python_random(n_x, n_h, n_y, seed):
    import random

    source = random.Random(seed)

    def table(rows, columns):
        return np.array([[source.uniform(-0.1, 0.1) for _ in range(columns)] for _ in range(rows)])

    return {"W1": table(n_h, n_x), "b1": 0 * table(n_h, 1), "W2": table(n_y, n_h), "b2": 0 * table(n_y, 1)}


def start_positive_float32(n_x, n_h, n_y, seed):
    rng = np.random.default_rng([seed, 7])
    return {
        "W1": rng.random((n_h, n_x), dtype=np.float32),
        "b1": np.zeros((n_h, 1), int),
        "W2": rng.random((n_y, n_h), dtype=np.float32),
        "b2": np.zeros((n_y, 1), int),
    }


def start_glorot(n_x, n_h, n_y, seed):
    sizes = {"1": (n_h, n_x), "2": (n_y, n_h)}
    parameters = {}
    for layer, (rows, columns) in sizes.items():
        limit = np.sqrt(6 / (rows + columns))
        rng = np.random.default_rng(seed + int(layer))
        parameters["W" + layer] = rng.uniform(-limit, limit, size=(rows, columns))
        parameters["b" + layer] = np.zeros((rows, 1))
    return parameters


def gap_ptp(W1):
    return np.ptp(W1, axis=0).max()


def gap_pairs(W1):
    return max(float(np.max(np.abs(one - other))) for one in W1 for other in W1)


def gap_broadcast(W1):
    return np.abs(W1[:, None, :] - W1[None, :, :]).max()


def gap_loop(W1):
    gap = 0
    for j in range(W1.shape[1]):
        column = sorted(W1[:, j])
        if column[-1] - column[0] > gap:
            gap = column[-1] - column[0]
    return gap


def gap_array(W1):
    return np.array(max(max(column) - min(column) for column in W1.T))


def bug_late(X, Y, parameters, cache):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dW2 = dZ2 @ cache["A1"].T / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    dZ1 = parameters["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    dW1 = dZ1 @ X.T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True) / m
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


def bug_undone(X, Y, parameters, cache):
    m = X.shape[1]
    dZ2 = (cache["A2"] - Y) / m
    dW2 = dZ2 @ cache["A1"].T
    db2 = np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = parameters["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    dW1 = m * dZ1 @ X.T / m
    db1 = np.sum(dZ1, axis=1, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


def bug_by_backward(X, Y, parameters, cache):
    return backward(X, Y, parameters, cache)


def bug_mean_factor(X, Y, parameters, cache):
    m = len(Y.T)
    dZ2 = 1 / m * (cache["A2"] - Y)
    dZ1 = np.multiply(np.dot(parameters["W2"].T, dZ2), 1 - cache["A1"] * cache["A1"])
    ones = np.ones((m, 1))
    return {"dW2": np.dot(dZ2, cache["A1"].T), "db2": dZ2 @ ones, "dW1": np.dot(dZ1, X.T), "db1": dZ1 @ ones}


VARIANTS = {
    "stack_columns": [stack_concatenate, stack_loop, stack_column_stack, stack_transposed, stack_reshaped],
    "linear": [linear_dot, linear_einsum, linear_loop, linear_columns, linear_repeated_bias, linear_bias_as_weight],
    "forward": [forward_by_own_functions, forward_unpacked, forward_loop, forward_exponentials, forward_in_place],
    "cost": [cost_mean_of_columns, cost_loop, cost_where, cost_vdot, cost_trace, cost_multiply],
    "weight_gradient": [
        weights_factor,
        weights_einsum,
        weights_loop,
        weights_divided_early,
        weights_mean,
        weights_turned,
    ],
    "bias_gradient": [biases_mean, biases_product_with_ones, biases_reshaped, biases_loop, biases_new_axis],
    "hidden_error": [hidden_multiply, hidden_einsum, hidden_loop, hidden_turned, hidden_slope_first, hidden_copies],
    "backward": [
        backward_by_own_functions,
        backward_without_cache,
        backward_by_examples,
        backward_einsum,
        backward_step_by_step,
    ],
    "backward_loop": [loop_sum_then_divide, loop_comprehension, loop_reshape, loop_running_mean, loop_in_place],
    "initialize": [
        start_global_seed,
        start_uniform,
        start_xavier,
        start_python_random,
        start_positive_float32,
        start_glorot,
    ],
    "symmetry_gap": [gap_ptp, gap_pairs, gap_broadcast, gap_loop, gap_array],
    "backward_early": [bug_late, bug_undone, bug_by_backward, bug_mean_factor],
}
