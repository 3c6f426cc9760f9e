"""Right answers to unit 6 in other styles; the audit demands full points for each of them.

Exercise id -> functions. Each is copied into a student's cell as it stands, so it may use ``np``, the functions that
the notebook gives (`sigmoid`, `forward`, …) and the student's own ones further up.
"""

import numpy as np


def slope_factored(x):
    return 2 * (x - 2)


def slope_sum(x):
    return x + x - 4


def slope_multiply(x):
    return np.subtract(np.multiply(2, x), 4.0)


def slope_loop(x):
    points = np.asarray(x)
    slope = np.zeros(points.shape)
    for index in np.ndindex(points.shape):
        slope[index] = 2 * points[index] - 4
    return slope


def slope_central(x):
    def y(x):
        return x**2 - 4 * x + 6

    return (y(x + 0.5) - y(x - 0.5)) / 1.0


def minimum_vertex(a, b, c):
    return -b / 2 / a, c - b**2 / (4 * a)


def minimum_numpy(a, b, c):
    x = np.divide(-b, 2 * a)
    return x, np.polyval([a, b, c], x)


def minimum_roots(a, b, c):
    x = np.roots([2 * a, b])[0]
    print("flat at", x)
    return x, (a * x + b) * x + c


def minimum_named(a, b, c):
    def height(x):
        return a * x * x + b * x + c

    place = (-0.5) * b / a
    result = (place, height(place))
    return result


def descend_filled(slope, x, rate, steps):
    path = np.zeros(steps + 1)
    path[0] = x
    for k in range(steps):
        path[k + 1] = path[k] - rate * slope(path[k])
    return path


def descend_while(slope, x, rate, steps):
    path = [x]
    while len(path) < steps + 1:
        path = path + [path[-1] - slope(path[-1]) * rate]
    return np.asarray(path)


def descend_recursive(slope, x, rate, steps):
    def rest(x, left):
        return [x] if left == 0 else [x] + rest(x - rate * slope(x), left - 1)

    return np.array(rest(x, steps))


def descend_append(slope, x, rate, steps):
    path = np.array([x])
    for _ in range(1, steps + 1):
        step = -rate * slope(x)
        x += step
        path = np.append(path, x)
    return path


def descend_generator(slope, x, rate, steps):
    def points(x):
        for _ in range(steps):
            yield x
            x = x - rate * slope(x)
        yield x

    return np.fromiter(points(x), dtype=float)


def until_mask(path, target, tolerance):
    close = np.flatnonzero(np.abs(path - target) < tolerance)
    return close[0] if close.size else -1


def until_argmax(path, target, tolerance):
    close = np.abs(path - target) < tolerance
    return int(np.argmax(close)) if close.any() else -1


def until_while(path, target, tolerance):
    k = 0
    while k < len(path):
        if target - tolerance < path[k] < target + tolerance:
            return k
        k += 1
    return -1


def until_next(path, target, tolerance):
    return next((k for k, x in enumerate(path) if abs(target - x) < tolerance), -1)


def until_squared(path, target, tolerance):
    for k in range(path.size):
        if (path[k] - target) ** 2 < tolerance**2:
            return np.int64(k)
    return -1


def classify_nested(rate, curvature):
    factor = 1 - rate * curvature
    if factor == 0:
        return "lands"
    if abs(factor) < 1:
        return "creeps" if factor > 0 else "swings"
    return "alternates" if abs(factor) == 1 else "diverges"


def classify_close(rate, curvature):
    factor = 1 - rate * curvature
    if np.isclose(factor, 0):
        word = "lands"
    elif np.isclose(factor, -1):
        word = "alternates"
    elif factor < -1:
        word = "diverges"
    elif factor < 0:
        word = "swings"
    else:
        word = "creeps"
    return word


def classify_product(rate, curvature):
    product = curvature * rate
    for limit, word in ((1, "creeps"), (2, "swings")):
        if product < limit:
            return word
        if product == limit:
            return {1: "lands", 2: "alternates"}[limit]
    return "diverges"


def classify_walk(rate, curvature):
    distances = [1.0]
    for _ in range(2):
        distances.append(distances[-1] - rate * curvature * distances[-1])
    first = distances[1]
    if first == 0:
        return "lands"
    if first > 0:
        return "creeps"
    return "swings" if abs(first) < 1 else "alternates" if distances[2] == 1 else "diverges"


def classify_thresholds(rate, curvature):
    best = 1 / curvature
    if rate < best:
        return "creeps"
    if rate == best:
        return "lands"
    if rate < 2 * best:
        return "swings"
    if rate == 2 * best:
        return "alternates"
    return "diverges"


def truncate_fix(x, decimals):
    scale = 10.0**decimals
    return np.fix(x * scale) / scale


def truncate_sign(x, decimals):
    return np.sign(x) * np.floor(np.abs(x) * 10**decimals) / 10**decimals


def truncate_where(x, decimals):
    scaled = np.multiply(x, np.power(10, decimals))
    return np.where(scaled > 0, np.floor(scaled), np.ceil(scaled)) / np.power(10, decimals)


def truncate_int(x, decimals):
    return (x * 10**decimals).astype(int) / 10**decimals


def truncate_loop(x, decimals):
    result = np.empty(x.shape)
    for index, value in np.ndenumerate(x):
        result[index] = int(value * 10**decimals) / 10**decimals
    return result


def newton_filled(slope, curvature, x, steps):
    path = np.empty(steps + 1)
    path[0] = x
    for k in range(1, steps + 1):
        path[k] = path[k - 1] - slope(path[k - 1]) / curvature(path[k - 1])
    return path


def newton_rate(slope, curvature, x, steps):
    path = [x]
    for _ in range(steps):
        rate = 1 / curvature(x)
        x = x - rate * slope(x)
        path.append(x)
    return np.array(path)


def newton_one(slope, curvature, x, steps):
    def one(x):
        return x - np.divide(slope(x), curvature(x))

    path = [x]
    while len(path) <= steps:
        path += [one(path[-1])]
    return np.asarray(path, dtype=float)


def newton_joined(slope, curvature, x, steps):
    path = np.array([x])
    for _ in range(steps):
        x = (x * curvature(x) - slope(x)) / curvature(x)
        path = np.concatenate([path, [x]])
    return path


def grid_loop(f, low, high, count):
    best, lowest = low, f(low)
    for k in range(count):
        x = low + k * (high - low) / (count - 1)
        if f(x) < lowest:
            best, lowest = x, f(x)
    return best


def grid_min(f, low, high, count):
    return min(np.linspace(low, high, count), key=f)


def grid_sort(f, low, high, count):
    points = np.linspace(low, high, count)
    heights = np.array([f(x) for x in points])
    return float(points[np.argsort(heights)[0]])


def grid_arange(f, low, high, count):
    points = low + np.arange(count) * (high - low) / (count - 1)
    heights = f(points)
    return points[heights == heights.min()][0]


def output_own_sigmoid(X, w, b):
    Z = np.dot(w, X) + b
    return 1 / (1 + np.exp(-Z))


def output_loop(X, w, b):
    Y_hat = np.zeros((1, X.shape[1]))
    for i in range(X.shape[1]):
        z = b[0, 0]
        for j in range(X.shape[0]):
            z += w[0, j] * X[j, i]
        Y_hat[0, i] = sigmoid(z)
    return Y_hat


def output_einsum(X, w, b):
    return sigmoid(np.einsum("ij,jk->ik", w, X) + b)


def output_sum(X, w, b):
    return sigmoid(np.sum(w.T * X, axis=0, keepdims=True) + b)


def output_bias_as_weight(X, w, b):
    ones = np.ones((1, X.shape[1]))
    return sigmoid(np.hstack([w, b]) @ np.vstack([X, ones]))


def cost_mean(Y_hat, Y):
    return 0.5 * np.mean((Y - Y_hat) ** 2)


def cost_dot(Y_hat, Y):
    difference = (Y_hat - Y).ravel()
    return difference @ difference / 2 / len(difference)


def cost_loop(Y_hat, Y):
    N, total = Y.shape[1], 0
    for i in range(N):
        total += (Y_hat[0, i] - Y[0, i]) ** 2
    return total / (2 * N)


def cost_norm(Y_hat, Y):
    return np.linalg.norm(Y_hat - Y) ** 2 / (2 * Y.size)


def cost_square(Y_hat, Y):
    return float(np.square(np.subtract(Y_hat, Y)).sum() / (2 * np.size(Y)))


def gradients_own_output(X, Y, w, b):
    Y_hat = neuron_output(X, w, b)
    N = Y.size
    dY_hat = (Y_hat - Y) / N
    dZ = dY_hat * Y_hat * (1 - Y_hat)
    return {"db": dZ.sum(axis=1, keepdims=True), "dw": np.dot(dZ, X.T)}


def gradients_loop(X, Y, w, b):
    dw, db = np.zeros_like(w), np.zeros((1, 1))
    N = X.shape[1]
    for i in range(N):
        x, y = X[:, i : i + 1], Y[0, i]
        y_hat = sigmoid(w @ x + b)
        dz = (y_hat - y) * y_hat * (1 - y_hat)
        dw = dw + dz * x.T / N
        db = db + dz / N
    return {"dw": dw, "db": db}


def gradients_einsum(X, Y, w, b):
    A = sigmoid(w @ X + b)
    D = np.multiply(A - Y, np.multiply(A, 1 - A))
    return dict(dw=np.einsum("ij,kj->ik", D, X) / X.shape[1], db=np.mean(D, axis=1, keepdims=True))


def gradients_mean(X, Y, w, b):
    Y_hat = 1 / (1 + np.exp(-(w @ X + b)))
    slopes = (Y_hat - Y) * (Y_hat - Y_hat**2)
    return {"dw": np.mean(slopes * X, axis=1).reshape(w.shape), "db": np.mean(slopes).reshape(1, 1)}


def gradients_augmented(X, Y, w, b):
    extended = np.vstack([X, np.ones((1, X.shape[1]))])
    Y_hat = sigmoid(np.hstack([w, b]) @ extended)
    both = ((Y_hat - Y) * Y_hat * (1 - Y_hat)) @ extended.T / X.shape[1]
    return {"dw": both[:, :-1], "db": both[:, -1:]}


def update_comprehension(parameters, gradients, learning_rate):
    return {name: value - learning_rate * gradients[f"d{name}"] for name, value in parameters.items()}


def update_copy(parameters, gradients, learning_rate):
    new = {name: value.copy() for name, value in parameters.items()}
    for name in new:
        new[name] -= learning_rate * gradients["d" + name]
    return new


def update_from_gradients(parameters, gradients, learning_rate):
    new = dict(parameters)
    for key, gradient in gradients.items():
        new[key[1:]] = np.subtract(parameters[key[1:]], np.multiply(learning_rate, gradient))
    return new


def update_zip(parameters, gradients, learning_rate):
    steps = [-learning_rate * gradients["d" + name] for name in parameters]
    return dict(zip(parameters, [old + step for old, step in zip(parameters.values(), steps)]))


def train_filled(X, Y, parameters, learning_rate, iterations):
    costs = np.zeros(iterations)
    for k in range(iterations):
        cache = forward(X, parameters)
        costs[k] = compute_cost(cache["A2"], Y)
        parameters = update(parameters, backward(X, Y, parameters, cache), learning_rate)
    return parameters, costs


def train_own_update(X, Y, parameters, learning_rate, iterations):
    now = {name: parameters[name].copy() for name in parameters}
    costs = []
    for k in range(iterations):
        cache = forward(X, now)
        cost = compute_cost(cache["A2"], Y)
        costs += [cost]
        gradients = backward(X, Y, now, cache)
        for name in now:
            now[name] -= learning_rate * gradients["d" + name]
        if k % 2 == 0:
            print("cost after", k, "iterations:", cost)
    return now, np.array(costs)


def train_while(X, Y, parameters, learning_rate, iterations):
    costs = []
    while len(costs) < iterations:
        cache = forward(X, parameters)
        gradients = backward(X, Y, parameters, cache)
        parameters = update(parameters, gradients, learning_rate)
        costs.append(compute_cost(cache["A2"], Y))
    return parameters, np.asarray(costs)


def train_written_out(X, Y, parameters, learning_rate, iterations):
    W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
    m, costs = X.shape[1], []
    for _ in range(iterations):
        A1 = np.tanh(np.dot(W1, X) + b1)
        A2 = sigmoid(np.dot(W2, A1) + b2)
        costs.append(-np.sum(Y * np.log(A2) + (1 - Y) * np.log(1 - A2)) / m)
        dZ2 = A2 - Y
        dZ1 = np.dot(W2.T, dZ2) * (1 - A1**2)
        W2, b2 = W2 - learning_rate * np.dot(dZ2, A1.T) / m, b2 - learning_rate * dZ2.mean(axis=1, keepdims=True)
        W1, b1 = W1 - learning_rate * np.dot(dZ1, X.T) / m, b1 - learning_rate * dZ1.mean(axis=1, keepdims=True)
    return {"b2": b2, "W2": W2, "b1": b1, "W1": W1}, np.array(costs)


def predict_boolean(X, parameters, threshold):
    return forward(X, parameters)["A2"] > threshold


def predict_where(X, parameters, threshold):
    A2 = forward(X, parameters)["A2"]
    return np.where(A2 > threshold, 1, 0)


def predict_loop(X, parameters, threshold):
    A2 = forward(X, parameters)["A2"]
    labels = np.zeros_like(A2)
    for index in np.ndindex(A2.shape):
        if A2[index] >= threshold:
            labels[index] = 1
    return labels


def predict_mask(X, parameters, threshold):
    labels = forward(X, parameters)["A2"]
    yes = labels > threshold
    labels[yes], labels[~yes] = 1, 0
    return labels


def predict_from_z(X, parameters, threshold):
    return (forward(X, parameters)["Z2"] > np.log(threshold / (1 - threshold))) * 1


def accuracy_sum(labels, Y):
    return np.sum(labels == Y) / Y.shape[1]


def accuracy_loop(labels, Y):
    right = 0
    for i in range(Y.shape[1]):
        if labels[0, i] == Y[0, i]:
            right += 1
    return right / Y.size


def accuracy_difference(labels, Y):
    return 1 - np.mean(np.abs(labels - Y))


def accuracy_products(labels, Y):
    both = labels @ Y.T + (1 - labels) @ (1 - Y).T
    return float(both[0, 0]) / Y.shape[1]


def accuracy_count(labels, Y):
    return float(np.count_nonzero(np.equal(labels, Y))) / len(Y[0])


def step_old_weights(X, Y, parameters, learning_rate):
    p, rate = dict(parameters), learning_rate / X.shape[1]
    cache = forward(X, p)
    dZ2 = cache["A2"] - Y
    p["W2"] = p["W2"] - rate * dZ2 @ cache["A1"].T
    p["b2"] = p["b2"] - rate * np.sum(dZ2, axis=1, keepdims=True)
    dZ1 = parameters["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    p["W1"] = p["W1"] - rate * dZ1 @ X.T
    p["b1"] = p["b1"] - rate * np.sum(dZ1, axis=1, keepdims=True)
    return p


def step_first_layer_first(X, Y, parameters, learning_rate):
    p, rate = dict(parameters), learning_rate / X.shape[1]
    cache = forward(X, p)
    dZ2 = cache["A2"] - Y
    dZ1 = p["W2"].T @ dZ2 * (1 - cache["A1"] ** 2)
    p["W1"] = p["W1"] - rate * dZ1 @ X.T
    p["b1"] = p["b1"] - rate * np.sum(dZ1, axis=1, keepdims=True)
    p["W2"] = p["W2"] - rate * dZ2 @ cache["A1"].T
    p["b2"] = p["b2"] - rate * np.sum(dZ2, axis=1, keepdims=True)
    return p


def step_by_parts(X, Y, parameters, learning_rate):
    return update(parameters, backward(X, Y, parameters, forward(X, parameters)), learning_rate)


def step_by_training(X, Y, parameters, learning_rate):
    new, _ = train(X, Y, parameters, learning_rate, 1)
    return new


def step_gradients_first(X, Y, parameters, learning_rate):
    m = X.shape[1]
    A1 = np.tanh(parameters["W1"] @ X + parameters["b1"])
    A2 = sigmoid(parameters["W2"] @ A1 + parameters["b2"])
    dZ2 = A2 - Y
    dW2, db2 = dZ2 @ A1.T / m, dZ2.mean(axis=1, keepdims=True)
    dZ1 = np.einsum("ji,jk->ik", parameters["W2"], dZ2) * (1 - A1 * A1)
    dW1, db1 = dZ1 @ X.T / m, dZ1.mean(axis=1, keepdims=True)
    pairs = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
    return {name: parameters[name] - learning_rate * pairs[name] for name in parameters}


VARIANTS = {
    "parabola_slope": [slope_factored, slope_sum, slope_multiply, slope_loop, slope_central],
    "exact_minimum": [minimum_vertex, minimum_numpy, minimum_roots, minimum_named],
    "descend": [descend_filled, descend_while, descend_recursive, descend_append, descend_generator],
    "steps_until": [until_mask, until_argmax, until_while, until_next, until_squared],
    "classify_rate": [classify_nested, classify_close, classify_product, classify_walk, classify_thresholds],
    "truncate": [truncate_fix, truncate_sign, truncate_where, truncate_int, truncate_loop],
    "newton": [newton_filled, newton_rate, newton_one, newton_joined],
    "grid_search": [grid_loop, grid_min, grid_sort, grid_arange],
    "neuron_output": [output_own_sigmoid, output_loop, output_einsum, output_sum, output_bias_as_weight],
    "neuron_cost": [cost_mean, cost_dot, cost_loop, cost_norm, cost_square],
    "neuron_gradients": [gradients_own_output, gradients_loop, gradients_einsum, gradients_mean, gradients_augmented],
    "update": [update_comprehension, update_copy, update_from_gradients, update_zip],
    "train": [train_filled, train_own_update, train_while, train_written_out],
    "predict": [predict_boolean, predict_where, predict_loop, predict_mask, predict_from_z],
    "accuracy": [accuracy_sum, accuracy_loop, accuracy_difference, accuracy_products, accuracy_count],
    "train_step": [step_old_weights, step_first_layer_first, step_by_parts, step_by_training, step_gradients_first],
}
