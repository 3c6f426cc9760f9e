"""Right answers to unit 4 in other styles; the audit demands full points for each of them.

Exercise id -> functions. Each is copied into a student's cell as it stands, so it may use ``np``, the functions that
the notebook gives (``sigmoid``, ``sigmoid_slope``, ``forward``) and nothing else from outside.
"""

import numpy as np

from autograder.exercises.perceptron.given import forward, sigmoid, sigmoid_slope


def error_loop(A, Y):
    E = 0
    for row in range(A.shape[0]):
        for i in range(A.shape[1]):
            E += (A[row, i] - Y[row, i]) ** 2 / 2
    return E


def error_method(A, Y):
    return np.square(np.subtract(A, Y)).sum() / 2


def error_einsum(A, Y):
    D = A - Y
    return float(0.5 * np.einsum("ij,ij->", D, D))


def error_expanded(A, Y):
    return np.sum(A**2 - 2 * A * Y + Y**2) / 2


def error_dot(A, Y):
    d = (A - Y).ravel()
    return d @ d / 2


def error_norm(A, Y):
    return np.linalg.norm(A - Y) ** 2 / 2


def error_zero_dimensional(A, Y):
    return np.array(sum(sum(0.5 * (A - Y) ** 2)))


def error_slope_subtract(A, Y):
    return np.subtract(A, Y)


def error_slope_by_rule(A, Y):
    return 0.5 * 2 * (A - Y)


def error_slope_loop(A, Y):
    slope = np.zeros(A.shape)
    for index in np.ndindex(A.shape):
        slope[index] = A[index] - Y[index]
    return slope


def error_slope_copy(A, Y):
    slope = A.copy()
    slope -= Y
    print("slope", slope.shape)
    return slope


def error_slope_negative(A, Y):
    return -(Y - A)


def document_two_c(A, Y, c):
    return 2 * c * (A - Y)


def document_repaired(A, Y, c):
    slope = c * 2 * (A - Y)
    return slope


def document_rows(A, Y, c):
    return np.array([[c * (2 * a - 2 * y) for a, y in zip(A[0], Y[0])]])


def document_expanded(A, Y, c):
    return c * 2 * A - c * 2 * Y


def document_measured(A, Y, c):
    slope = np.zeros_like(A)
    for index in np.ndindex(A.shape):
        step = np.zeros_like(A)
        step[index] = 1e-3
        above = c * np.sum((A + step - Y) ** 2)
        slope[index] = (above - c * np.sum((A - step - Y) ** 2)) / 2e-3
    return slope


def activation_square(A):
    return A - A**2


def activation_multiply(A):
    return np.multiply(A, np.subtract(1.0, A))


def activation_from_z(A):
    z = np.log(A / (1 - A))
    return sigmoid_slope(z)


def activation_loop(A):
    slope = np.empty(A.shape)
    for index, a in np.ndenumerate(A):
        slope[index] = a * (1 - a)
    return slope


def activation_centred(A):
    return 0.25 - (A - 0.5) ** 2


def inputs_reshaped(x, W):
    return {"dz_db": np.array([[1]]), "dz_dx": W.reshape(-1, 1), "dz_dW": x.reshape(1, -1)}


def inputs_loop(x, W):
    dz_dW, dz_dx = np.zeros(W.shape), np.zeros(x.shape)
    for j in range(len(x)):
        dz_dW[0, j] = x[j, 0]
        dz_dx[j, 0] = W[0, j]
    return {"dz_dW": dz_dW, "dz_db": np.array([[1.0]]), "dz_dx": dz_dx}


def inputs_transpose(x, W):
    return {"dz_dW": np.transpose(x), "dz_db": np.ones([1, 1]), "dz_dx": np.transpose(W)}


def inputs_chain(x, W):
    dz = np.ones((1, 1))
    return {"dz_dW": dz @ x.T, "dz_db": dz, "dz_dx": W.T @ dz}


def inputs_measured(x, W):
    base = W @ x
    dz_dW, dz_dx = np.zeros_like(W), np.zeros_like(x)
    for j in range(x.shape[0]):
        unit = np.zeros_like(x)
        unit[j] = 1
        dz_dW[:, j : j + 1] = (W + unit.T) @ x - base
        dz_dx[j] = (W @ (x + unit) - base)[0]
    return {"dz_dW": dz_dW, "dz_db": np.array([[1.0]]), "dz_dx": dz_dx}


def z_two_steps(A, Y):
    dE_dA = A - Y
    dA_dZ = A * (1 - A)
    return dE_dA * dA_dZ


def z_multiply(A, Y):
    return np.multiply(np.multiply(A - Y, A), 1 - A)


def z_loop(A, Y):
    dZ = np.zeros_like(A)
    for i in range(A.shape[1]):
        a, y = A[0, i], Y[0, i]
        dZ[0, i] = (a - y) * a * (1 - a)
    return dZ


def z_expanded(A, Y):
    return (A - Y) * (A - A * A)


def z_einsum(A, Y):
    return np.einsum("ij,ij->ij", A - Y, A * (1 - A))


def weights_dot(X, dZ):
    return np.dot(dZ, X.T)


def weights_turned(X, dZ):
    return (X @ dZ.T).T


def weights_loop(X, dZ):
    dW = np.zeros((1, X.shape[0]))
    for i in range(X.shape[1]):
        dW += dZ[0, i] * X[:, i]
    return dW


def weights_sum(X, dZ):
    return np.sum(dZ * X, axis=1, keepdims=True).T


def weights_einsum(X, dZ):
    return np.einsum("im,jm->ij", dZ, X)


def weights_comprehension(X, dZ):
    return np.array([[np.sum(dZ * row) for row in X]])


def bias_matmul(dZ):
    return dZ @ np.ones((dZ.shape[1], 1))


def bias_boxed(dZ):
    return np.array([[np.sum(dZ)]])


def bias_loop(dZ):
    total = 0.0
    for i in range(dZ.shape[1]):
        total += dZ[0, i]
    return np.full((1, 1), total)


def bias_keepdims_all(dZ):
    return dZ.sum(keepdims=True)


def bias_mean_times_m(dZ):
    return np.mean(dZ, axis=1, keepdims=True) * dZ.shape[1]


def gradients_named(X, Y, W, b):
    Z = np.matmul(W, X) + b
    A = sigmoid(Z)
    dE_dA = A - Y
    dA_dZ = sigmoid_slope(Z)
    dZ = np.multiply(dE_dA, dA_dZ)
    return {"db": dZ.sum(axis=1).reshape(1, 1), "dW": np.dot(dZ, X.T)}


def gradients_loop(X, Y, W, b):
    dW, db = np.zeros_like(W), np.zeros_like(b)
    for i in range(X.shape[1]):
        x, y = X[:, i : i + 1], Y[:, i : i + 1]
        a = sigmoid(W @ x + b)
        dz = (a - y) * a * (1 - a)
        dW += dz @ x.T
        db += dz
    return {"dW": dW, "db": db}


def gradients_bias_as_a_weight(X, Y, W, b):
    X1 = np.vstack([X, np.ones((1, X.shape[1]))])
    W1 = np.hstack([W, b])
    A = 1 / (1 + np.exp(-(W1 @ X1)))
    both = ((A - Y) * A * (1 - A)) @ X1.T
    return {"dW": both[:, :-1], "db": both[:, -1:]}


def gradients_einsum(X, Y, W, b):
    def way_back(A):
        return (A - Y) * (A - A**2)

    dZ = way_back(forward(X, W, b))
    return dict(dW=np.einsum("im,jm->ij", dZ, X), db=np.einsum("im->i", dZ)[:, None])


def update_named(W, b, dW, db, learning_rate):
    W_new = W - learning_rate * dW
    b_new = b - learning_rate * db
    return {"b": b_new, "W": W_new}


def update_copy(W, b, dW, db, learning_rate):
    W, b = W.copy(), b.copy()
    W -= learning_rate * dW
    b -= learning_rate * db
    return {"W": W, "b": b}


def update_step_added(W, b, dW, db, learning_rate):
    step = {"W": -learning_rate * dW, "b": -learning_rate * db}
    return {"W": W + step["W"], "b": b + step["b"]}


def update_numpy(W, b, dW, db, learning_rate):
    return {"W": np.subtract(W, np.multiply(learning_rate, dW)), "b": np.subtract(b, np.multiply(learning_rate, db))}


def update_comprehension(W, b, dW, db, learning_rate):
    pairs = {"W": (W, dW), "b": (b, db)}
    return {name: value - learning_rate * slope for name, (value, slope) in pairs.items()}


def train_named(X, Y, W, b, learning_rate, iterations):
    errors = np.zeros(iterations)
    for i in range(iterations):
        A = sigmoid(np.dot(W, X) + b)
        errors[i] = np.sum(np.square(A - Y)) / 2
        dZ = (A - Y) * A * (1 - A)
        dW = np.dot(dZ, X.T)
        db = np.sum(dZ, axis=1, keepdims=True)
        W = W - learning_rate * dW
        b = b - learning_rate * db
    return {"W": W, "b": b, "errors": errors}


def train_copies(X, Y, W, b, learning_rate, iterations):
    W, b, errors = W.copy(), b.copy(), []
    while len(errors) < iterations:
        Z = W @ X + b
        A = sigmoid(Z)
        errors += [0.5 * np.sum((A - Y) ** 2)]
        dZ = (A - Y) * sigmoid_slope(Z)
        W -= learning_rate * dZ @ X.T
        b -= learning_rate * dZ.sum(axis=1, keepdims=True)
    return {"errors": np.array(errors), "W": W, "b": b}


def train_bias_first(X, Y, W, b, learning_rate, iterations):
    errors = []
    for i in range(iterations):
        A = forward(X, W, b)
        errors.append(float(((A - Y) ** 2).sum()) / 2)
        dZ = (A - Y) * A * (1 - A)
        b = b - learning_rate * np.sum(dZ)
        W = W - learning_rate * dZ @ X.T
        print(i, errors[-1])
    return {"W": W, "b": b, "errors": np.array(errors)}


def train_example_by_example(X, Y, W, b, learning_rate, iterations):
    errors = []
    for _ in range(iterations):
        E, dW, db = 0.0, 0, 0
        for i in range(X.shape[1]):
            x = X[:, [i]]
            a = 1 / (1 + np.exp(-(W @ x + b)))
            dz = (a - Y[:, [i]]) * a * (1 - a)
            E, dW, db = E + 0.5 * ((a - Y[:, [i]]) ** 2).item(), dW + dz @ x.T, db + dz
        errors.append(E)
        W, b = W - learning_rate * dW, b - learning_rate * db
    return {"W": W, "b": b, "errors": np.array(errors)}


def predict_where(X, W, b):
    return np.where(forward(X, W, b) >= 0.5, 1, 0)


def predict_on_z(X, W, b):
    return ((W @ X + b) >= 0) * 1


def predict_boolean(X, W, b):
    A = forward(X, W, b)
    return A >= 0.5


def predict_floor(X, W, b):
    return np.floor(forward(X, W, b) + 0.5)


def predict_loop(X, W, b):
    decisions = np.zeros((1, X.shape[1]))
    for i in range(X.shape[1]):
        z = sum(W[0, j] * X[j, i] for j in range(X.shape[0])) + b[0, 0]
        decisions[0, i] = 1 if sigmoid(z) >= 0.5 else 0
    return decisions


def predict_not_below(X, W, b):
    return np.logical_not(forward(X, W, b) < 0.5).astype(int)


def learn_one_letter(X, Y, W, b, learning_rate, iterations):
    for _ in range(iterations):
        Z = W @ X + b
        A = sigmoid(Z)
        dA = A - Y
        dZ = dA * sigmoid_slope(Z)
        dW = dZ @ X.T
        db = np.sum(dZ, axis=1, keepdims=True)
        W = W - learning_rate * dW
        b = b - learning_rate * db
    return {"W": W, "b": b}


def learn_from_cached_a(X, Y, W, b, learning_rate, iterations):
    for _ in range(iterations):
        A = sigmoid(W @ X + b)
        dZ = (A - Y) * A * (1 - A)
        W, b = W - learning_rate * dZ @ X.T, b - learning_rate * np.sum(dZ, axis=1, keepdims=True)
    return {"W": W, "b": b}


def learn_recursive(X, Y, W, b, learning_rate, iterations):
    if iterations == 0:
        return {"W": W, "b": b}
    A = forward(X, W, b)
    dZ = (A - Y) * (A - A * A)
    W_new = W - learning_rate * np.dot(dZ, X.T)
    return learn(X, Y, W_new, b - learning_rate * dZ.sum(axis=1, keepdims=True), learning_rate, iterations - 1)


def learn_in_place(X, Y, W, b, learning_rate, iterations):
    for _ in range(iterations):
        Z = W @ X + b
        dZ = (sigmoid(Z) - Y) * sigmoid_slope(Z)
        W -= learning_rate * dZ @ X.T
        b -= learning_rate * np.sum(dZ, axis=1, keepdims=True)
    return {"W": W, "b": b}


VARIANTS = {
    "error": [error_loop, error_method, error_einsum, error_expanded, error_dot, error_norm, error_zero_dimensional],
    "error_slope": [
        error_slope_subtract,
        error_slope_by_rule,
        error_slope_loop,
        error_slope_copy,
        error_slope_negative,
    ],
    "document_slope": [document_two_c, document_repaired, document_rows, document_expanded, document_measured],
    "activation_slope": [
        activation_square,
        activation_multiply,
        activation_from_z,
        activation_loop,
        activation_centred,
    ],
    "input_slopes": [inputs_reshaped, inputs_loop, inputs_transpose, inputs_chain, inputs_measured],
    "z_gradient": [z_two_steps, z_multiply, z_loop, z_expanded, z_einsum],
    "weight_gradient": [weights_dot, weights_turned, weights_loop, weights_sum, weights_einsum, weights_comprehension],
    "bias_gradient": [bias_matmul, bias_boxed, bias_loop, bias_keepdims_all, bias_mean_times_m],
    "gradients": [gradients_named, gradients_loop, gradients_bias_as_a_weight, gradients_einsum],
    "update": [update_named, update_copy, update_step_added, update_numpy, update_comprehension],
    "train": [train_named, train_copies, train_bias_first, train_example_by_example],
    "predict": [predict_where, predict_on_z, predict_boolean, predict_floor, predict_loop, predict_not_below],
    "learn": [learn_one_letter, learn_from_cached_a, learn_recursive, learn_in_place],
}
