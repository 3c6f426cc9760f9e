"""Right answers to unit 1 in other styles; the audit demands full points for each of them.

Exercise id -> functions. Each is copied into a student's cell as it stands, so it may use ``np`` and nothing else
from outside.
"""

import numpy as np


def triangle_power(height, width):
    return height * width**-1


def triangle_numpy(height, width):
    return np.divide(height, width)


def triangle_named(height, width):
    rise = float(height)
    run = float(width)
    print("slope of", rise, "over", run)
    return rise / run


def triangle_list(height, width):
    pair = [height, width]
    return pair[0] / pair[1]


def sigmoid_growing(z):
    return np.exp(z) / (np.exp(z) + 1)


def sigmoid_loop(z):
    a = np.zeros(z.shape)
    for index in np.ndindex(z.shape):
        a[index] = 1 / (1 + np.exp(-z[index]))
    return a


def sigmoid_by_tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


def sigmoid_named_steps(z):
    negative = np.negative(z)
    denominator = np.add(1.0, np.exp(negative))
    return np.reciprocal(denominator)


def sigmoid_stable(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_slope_inner(z):
    def s(x):
        return 1 / (1 + np.exp(-x))

    return s(z) * (1 - s(z))


def sigmoid_slope_quotient(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


def sigmoid_slope_square(z):
    a = 1 / (1 + np.exp(-z))
    return a - a**2


def sigmoid_slope_multiply(z):
    a = 1 / (1 + np.exp(-z))
    return np.multiply(a, np.subtract(1, a))


def sigmoid_slope_cosh(z):
    return 1 / (4 * np.cosh(z / 2) ** 2)


def from_a_square(a):
    return a - a * a


def from_a_multiply(a):
    return np.multiply(1 - a, a)


def from_a_loop(a):
    slope = np.empty_like(a)
    for index, value in np.ndenumerate(a):
        slope[index] = value * (1 - value)
    return slope


def from_a_centred(a):
    return 0.25 - (a - 0.5) ** 2


def from_a_einsum(a):
    flat = a.ravel()
    return np.einsum("i,i->i", flat, 1 - flat).reshape(a.shape)


def tanh_slope_cosh(z):
    return 1 / np.cosh(z) ** 2


def tanh_slope_product(z):
    return (1 - np.tanh(z)) * (1 + np.tanh(z))


def tanh_slope_loop(z):
    slope = np.zeros_like(z, dtype=float)
    for index in np.ndindex(*z.shape):
        slope[index] = 1 - np.tanh(z[index]) ** 2
    return slope


def tanh_slope_square(z):
    return 1 - np.square(np.tanh(z))


def tanh_slope_exponentials(z):
    return 4 / (np.exp(z) + np.exp(-z)) ** 2


def tanh_from_a_product(a):
    return (1 - a) * (1 + a)


def tanh_from_a_square(a):
    return 1 - np.square(a)


def tanh_from_a_power(a):
    return np.ones_like(a) - np.power(a, 2)


def tanh_from_a_comprehension(a):
    return np.array([1 - x * x for x in a.flat]).reshape(a.shape)


def relu_where(z):
    return np.where(z > 0, z, 0)


def relu_mask(z):
    return z * (z > 0)


def relu_copy(z):
    a = z.copy()
    a[a < 0] = 0
    return a


def relu_mean_of_abs(z):
    return (z + np.abs(z)) / 2


def relu_clip(z):
    return np.clip(z, 0, None)


def relu_vectorize(z):
    return np.vectorize(lambda x: float(max(0, x)))(z)


def relu_slope_cast(z):
    return (z > 0).astype(float)


def relu_slope_kink_one(z):
    return np.where(z >= 0, 1, 0)


def relu_slope_heaviside(z):
    return np.heaviside(z, 0.5)


def relu_slope_boolean(z):
    return z > 0


def relu_slope_sign(z):
    return (np.sign(z) + 1) / 2


def relu_slope_float32(z):
    return np.greater(z, 0).astype(np.float32)


def leaky_where(z, leak=0.01):
    return np.where(z > 0, z, leak * z)


def leaky_sum(z, leak=0.01):
    return np.maximum(0, z) + leak * np.minimum(0, z)


def leaky_copy(z, leak=0.01):
    a = np.array(z, dtype=float)
    a[a < 0] *= leak
    return a


def leaky_factor(z, leak=0.01):
    factor = np.ones(z.shape)
    factor[z < 0] = leak
    return factor * z


def leaky_slope_arithmetic(z, leak=0.01):
    return (z > 0) + leak * (z <= 0)


def leaky_slope_kink_one(z, leak=0.01):
    return np.where(z < 0, leak, 1)


def leaky_slope_full(z, leak=0.01):
    slope = np.full(z.shape, leak)
    slope[z > 0] = 1
    return slope


def leaky_slope_select(z, leak=0.01):
    return np.select([z > 0, z < 0], [1.0, leak], default=(1 + leak) / 2)


def table_vstack(slopes, z):
    return np.vstack([slope(z) for slope in slopes])


def table_stack(slopes, z):
    return np.stack(list(map(lambda slope: slope(z), slopes)), axis=0)


def table_filled(slopes, z):
    table = np.zeros((len(slopes), len(z)))
    for i, slope in enumerate(slopes):
        table[i, :] = slope(z)
    return table


def table_element_by_element(slopes, z):
    table = np.empty((len(slopes), z.size))
    for i in range(len(slopes)):
        for j in range(z.size):
            table[i, j] = slopes[i](z[j])
    return table


def numerical_halves(g, z, h=1e-5):
    return ((g(z + h) - g(z)) / h + (g(z) - g(z - h)) / h) / 2


def numerical_factor(g, z, h=1e-5):
    return (g(z + h) - g(z - h)) * 0.5 / h


def numerical_named(g, z, h=1e-5):
    left, right = z - h, z + h
    return np.divide(np.subtract(g(right), g(left)), np.multiply(2, h))


def numerical_loop(g, z, h=1e-5):
    slope = np.zeros(np.shape(z))
    for index in np.ndindex(np.shape(z)):
        slope[index] = (g(z[index] + h) - g(z[index] - h)) / (2 * h)
    return slope


def error_loop(analytic, numeric):
    worst = 0.0
    for a, b in zip(analytic.flat, numeric.flat, strict=True):
        worst = max(worst, abs(a - b) / max(abs(a) + abs(b), 1e-8))
    return worst


def error_method(analytic, numeric):
    return (abs(analytic - numeric) / np.maximum(abs(analytic) + abs(numeric), 1e-8)).max()


def error_clip(analytic, numeric):
    size = np.clip(np.abs(numeric) + np.abs(analytic), 1e-8, None)
    return float(np.amax(np.abs(numeric - analytic) / size))


def error_where(analytic, numeric):
    size = np.abs(analytic) + np.abs(numeric)
    size = np.where(size < 1e-8, 1e-8, size)
    return np.sort((np.abs(analytic - numeric) / size).ravel())[-1]


def bug_one_name(z, layers):
    slope = np.ones_like(z)
    a = z
    for _ in range(layers):
        a = np.tanh(a)
        slope = slope * (1 - a**2)
    return slope


def bug_recursive(z, layers):
    if layers == 0:
        return np.ones_like(z)
    a = np.tanh(z)
    return (1 - a * a) * slope_through_layers(a, layers - 1)


def bug_list_of_layers(z, layers):
    activations = [z]
    while len(activations) <= layers:
        activations.append(np.tanh(activations[-1]))
    return np.prod([1 - a**2 for a in activations[1:]], axis=0)


def bug_cosh(z, layers):
    slope = 1.0
    for _ in range(layers):
        slope = slope / np.cosh(z) ** 2
        z = np.tanh(z)
    return slope


VARIANTS = {
    "triangle_slope": [triangle_power, triangle_numpy, triangle_named, triangle_list],
    "sigmoid": [sigmoid_growing, sigmoid_loop, sigmoid_by_tanh, sigmoid_named_steps, sigmoid_stable],
    "sigmoid_slope": [
        sigmoid_slope_inner,
        sigmoid_slope_quotient,
        sigmoid_slope_square,
        sigmoid_slope_multiply,
        sigmoid_slope_cosh,
    ],
    "sigmoid_slope_from_a": [from_a_square, from_a_multiply, from_a_loop, from_a_centred, from_a_einsum],
    "tanh_slope": [tanh_slope_cosh, tanh_slope_product, tanh_slope_loop, tanh_slope_square, tanh_slope_exponentials],
    "tanh_slope_from_a": [tanh_from_a_product, tanh_from_a_square, tanh_from_a_power, tanh_from_a_comprehension],
    "relu": [relu_where, relu_mask, relu_copy, relu_mean_of_abs, relu_clip, relu_vectorize],
    "relu_slope": [
        relu_slope_cast,
        relu_slope_kink_one,
        relu_slope_heaviside,
        relu_slope_boolean,
        relu_slope_sign,
        relu_slope_float32,
    ],
    "leaky_relu": [leaky_where, leaky_sum, leaky_copy, leaky_factor],
    "leaky_relu_slope": [leaky_slope_arithmetic, leaky_slope_kink_one, leaky_slope_full, leaky_slope_select],
    "slope_table": [table_vstack, table_stack, table_filled, table_element_by_element],
    "numerical_slope": [numerical_halves, numerical_factor, numerical_named, numerical_loop],
    "slope_error": [error_loop, error_method, error_clip, error_where],
    "slope_through_layers": [bug_one_name, bug_recursive, bug_list_of_layers, bug_cosh],
}
