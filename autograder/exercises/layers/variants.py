"""Right answers to unit 5 in other styles; the audit demands full points for each of them.

Exercise id -> functions or classes. Each is copied into a student's cell as it stands, so it may use ``np``, the other
classes of the notebook and nothing else from outside.
"""

import numpy as np


class MulPair:
    def __init__(self):
        self.inputs = None

    def forward(self, *inputs):
        self.inputs = inputs
        return np.multiply(*inputs)

    def backward(self, dout):
        x, y = self.inputs
        return np.multiply(y, dout), np.multiply(x, dout)


class MulLocal:
    def forward(self, x, y):
        self.local = (y, x)
        out = x * y
        print("forward", out)
        return out

    def backward(self, dout=1.0):
        return tuple(slope * dout for slope in self.local)


class MulCopies:
    def forward(self, x, y):
        self.x, self.y = np.array(x), np.array(y)
        return self.x * self.y

    def backward(self, dout):
        return self.y * dout, self.x * dout


class MulLoop:
    def forward(self, x, y):
        self.x, self.y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
        return self.x * self.y

    def backward(self, dout):
        dout = np.asarray(dout)
        dx, dy = np.zeros(self.x.shape), np.zeros(self.y.shape)
        for index in np.ndindex(self.x.shape):
            dx[index] = dout[index] * self.y[index]
            dy[index] = dout[index] * self.x[index]
        return dx, dy


class MulCache:
    def forward(self, x, y):
        self.cache = {"x": x, "y": y, "out": x * y}
        return self.cache["out"]

    def backward(self, dout):
        return dout * self.cache["y"], dout * self.cache["x"]


class AddTimesOne:
    def forward(self, x, y):
        return np.add(x, y)

    def backward(self, dout):
        return dout * 1, dout * 1


class AddCopies:
    def __init__(self):
        pass

    def forward(self, x, y):
        out = x + y
        return out

    def backward(self, dout):
        dx = np.copy(dout)
        dy = np.copy(dout)
        return dx, dy


class AddTuple:
    def forward(self, *inputs):
        self.count = len(inputs)
        return sum(inputs)

    def backward(self, dout):
        return (dout,) * self.count


class AddOnes:
    def forward(self, x, y):
        self.x, self.y = x, y
        return y + x

    def backward(self, dout):
        return np.ones_like(self.x) * dout, np.ones_like(self.y) * dout


class ExpFromInput:
    def forward(self, x):
        self.x = x
        return np.exp(x)

    def backward(self, dout):
        return dout * np.exp(self.x)


class ExpMultiply:
    def __init__(self):
        self.out = None

    def forward(self, x):
        out = np.exp(x)
        self.out = out
        return out

    def backward(self, dout):
        dx = np.multiply(dout, self.out)
        return dx


class ExpPower:
    def forward(self, x):
        self.out = np.e**x
        return self.out

    def backward(self, dout):
        return self.out * dout


class ExpLoop:
    def forward(self, x):
        import math

        self.out = np.vectorize(math.exp)(x)
        return self.out

    def backward(self, dout):
        return np.vectorize(lambda a, b: a * b)(dout, self.out)


class ReciprocalFromInput:
    def forward(self, x):
        self.x = x
        return 1 / x

    def backward(self, dout):
        return -dout / self.x**2


class ReciprocalProduct:
    def forward(self, x):
        self.y = x**-1
        return self.y

    def backward(self, dout):
        return dout * -1 * self.y * self.y


class ReciprocalNumpy:
    def forward(self, x):
        self.y = np.divide(1, x)
        return self.y

    def backward(self, dout):
        return np.negative(np.square(self.y)) * dout


class ReciprocalSlope:
    def forward(self, x):
        y = np.reciprocal(x)
        self.slope = -(y**2)
        return y

    def backward(self, dout):
        return self.slope * dout


class ReciprocalEinsum:
    def forward(self, x):
        self.y = np.asarray(1.0 / x)
        return self.y

    def backward(self, dout):
        return -np.einsum("...,...,...->...", dout, self.y, self.y)


class SigmoidNodesFormulas:
    def forward(self, x):
        self.u = -x
        self.e = np.exp(self.u)
        self.s = self.e + 1
        self.y = 1 / self.s
        return {"u": self.u, "e": self.e, "s": self.s, "y": self.y}

    def backward(self, dout):
        dx = dout * self.y * (1 - self.y)
        du = -dx
        de = du / self.e
        return {"dx": dx, "du": du, "de": de, "ds": de}


class SigmoidNodesDict:
    def forward(self, x):
        values = {"u": -1 * x}
        values["e"] = np.exp(values["u"])
        values["s"] = 1 + values["e"]
        values["y"] = 1 / values["s"]
        self.values = values
        return values

    def backward(self, dout):
        gradients = dict(ds=-dout / self.values["s"] ** 2)
        gradients["de"] = gradients["ds"]
        gradients["du"] = gradients["de"] * self.values["e"]
        gradients["dx"] = gradients["du"] * -1
        return gradients


class SigmoidNodesArrays:
    def __init__(self):
        self.nodes = [Mul(), Exp(), Add(), Reciprocal()]

    def forward(self, x):
        times, exp, plus, divide = self.nodes
        u = times.forward(-1.0, x)
        e = exp.forward(u)
        s = plus.forward(np.ones_like(e), e)
        return dict(u=u, e=e, s=s, y=divide.forward(s))

    def backward(self, dout):
        times, exp, plus, divide = self.nodes
        ds = divide.backward(dout)
        de = plus.backward(ds)[1]
        du = exp.backward(de)
        return dict(ds=ds, de=de, du=du, dx=times.backward(du)[1])


class SigmoidNodesNewEachTime:
    def forward(self, x):
        self.times, self.exp, self.plus, self.divide = Mul(), Exp(), Add(), Reciprocal()
        u = self.times.forward(x, -1)
        e = self.exp.forward(u)
        s = self.plus.forward(e, 1)
        y = self.divide.forward(s)
        return {"y": y, "s": s, "e": e, "u": u}

    def backward(self, dout):
        ds = self.divide.backward(dout)
        de, done = self.plus.backward(ds)
        du = self.exp.backward(de)
        dx, dminus = self.times.backward(du)
        return {"ds": ds, "de": de, "du": du, "dx": dx}


class SigmoidStable:
    def forward(self, x):
        e = np.exp(-np.abs(x))
        self.y = np.where(x >= 0, 1 / (1 + e), e / (1 + e))
        return self.y

    def backward(self, dout):
        return dout * self.y * (1 - self.y)


class SigmoidDocument:
    def __init__(self):
        self.out = None

    def forward(self, x):
        out = 1 / (1 + np.exp(-x))
        self.out = out
        return out

    def backward(self, dout):
        dx = dout * (1.0 - self.out) * self.out
        return dx


class SigmoidByTanh:
    def forward(self, x):
        self.x = x
        return 0.5 * (1 + np.tanh(0.5 * x))

    def backward(self, dout):
        y = 0.5 * (1 + np.tanh(0.5 * self.x))
        return dout * (y - y**2)


class SigmoidSlopeKept:
    def forward(self, x):
        y = np.reciprocal(np.add(1.0, np.exp(np.negative(x))))
        self.slope = y * (1 - y)
        return y

    def backward(self, dout):
        return np.multiply(self.slope, dout)


class SigmoidLogaddexp:
    def forward(self, x):
        self.y = np.exp(-np.logaddexp(0, -x))
        return self.y

    def backward(self, dout):
        return self.y * (1 - self.y) * dout


class DocumentReluMultiplied:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class DocumentReluBothKinds:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        x = np.asarray(x)
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dx = np.array(dout)
        dx[self.mask] = 0
        return dx


class DocumentReluByCases:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        if isinstance(x, np.ndarray):
            self.mask = np.where(x > 0, 1, 0)
            return x * self.mask
        if x > 0:
            self.mask = 1
            out = x
        else:
            self.mask = 0
            out = 0
        return out

    def backward(self, dout):
        return dout * self.mask


class DocumentReluMaximum:
    def forward(self, x):
        self.x = x
        return np.maximum(x, 0)

    def backward(self, dout):
        return dout * np.heaviside(self.x, 0)


class DocumentReluSign:
    def forward(self, x):
        self.passes = (np.sign(x) + 1) / 2
        return x * self.passes

    def backward(self, dout):
        return self.passes * dout


class ReluCopy:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dx = dout.copy()
        dx[self.mask] = 0
        return dx


class ReluKinkPasses:
    def forward(self, x):
        self.mask = x >= 0
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class ReluMaximum:
    def forward(self, x):
        self.out = np.maximum(0, x)
        return self.out

    def backward(self, dout):
        return dout * (self.out > 0)


class ReluLoop:
    def forward(self, x):
        out = np.zeros(x.shape)
        self.mask = np.zeros(x.shape, dtype=bool)
        for index in np.ndindex(x.shape):
            if x[index] > 0:
                self.mask[index] = True
                out[index] = x[index]
        return out

    def backward(self, dout):
        dx = np.zeros(dout.shape)
        dx[self.mask] = dout[self.mask]
        return dx


class ReluHalfAtKink:
    def forward(self, x):
        self.slope = np.heaviside(x, 0.5)
        return (x + np.abs(x)) / 2

    def backward(self, dout):
        return np.multiply(dout, self.slope)


class ReluFloat32:
    def forward(self, x):
        self.mask = (x > 0).astype(np.float32)
        return np.clip(x, 0, None)

    def backward(self, dout):
        return self.mask * dout


class ReluInput:
    def forward(self, x):
        self.x = np.array(x)
        return np.where(x < 0, 0, x)

    def backward(self, dout):
        return np.select([self.x > 0], [dout], 0)


class AffineDot:
    def __init__(self, W, b):
        self.W = W
        self.b = b
        self.X = None
        self.dW = None
        self.db = None

    def forward(self, X):
        self.X = X
        return np.dot(self.W, X) + self.b

    def backward(self, dout):
        self.dW = np.dot(dout, self.X.T)
        self.db = dout.sum(axis=1, keepdims=True)
        dX = np.dot(self.W.T, dout)
        return dX

    def gradients(self):
        return {"db": self.db, "dW": self.dW}


class AffineEinsum:
    def __init__(self, W, b):
        self.parameters = W, b

    def forward(self, X):
        W, b = self.parameters
        self.X = X
        return np.einsum("oi,im->om", W, X) + b

    def backward(self, dout):
        self.kept = {"dW": np.einsum("om,im->oi", dout, self.X), "db": np.einsum("om->o", dout)[:, np.newaxis]}
        return np.einsum("oi,om->im", self.parameters[0], dout)

    def gradients(self):
        return self.kept


class AffineLoop:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        self.X = X
        return np.column_stack([self.W @ column + self.b[:, 0] for column in X.T])

    def backward(self, dout):
        self.dW, self.db = np.zeros(self.W.shape), np.zeros(self.b.shape)
        dX = np.zeros(self.X.shape)
        for i in range(dout.shape[1]):
            d = dout[:, i : i + 1]
            self.dW += d @ self.X[:, i : i + 1].T
            self.db += d
            dX[:, i : i + 1] = self.W.T @ d
        return dX

    def gradients(self):
        return {"dW": self.dW, "db": self.db}


class AffineTransposes:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        self.X = X
        return np.matmul(X.T, self.W.T).T + self.b

    def backward(self, dout):
        self.dW = (self.X @ dout.T).T
        self.db = dout @ np.ones((dout.shape[1], 1))
        return (dout.T @ self.W).T

    def gradients(self):
        return dict(dW=self.dW, db=self.db)


class AffineLate:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, X):
        self.X = X.copy()
        return self.b + self.W @ X

    def backward(self, dout):
        self.dout = dout
        return self.W.T @ dout

    def gradients(self):
        return {"dW": self.dout @ self.X.T, "db": self.dout.sum(axis=1).reshape(-1, 1)}


class NetworkIndices:
    def __init__(self, parameters):
        self.affine, self.layers = [], []
        for k in range(1, len(parameters) // 2 + 1):
            self.affine.append(Affine(parameters["W" + str(k)], parameters["b" + str(k)]))
            self.layers.append(self.affine[-1])
            self.layers.append(Relu())
        self.layers[-1] = Sigmoid()

    def forward(self, X):
        for layer in self.layers:
            X = layer.forward(X)
        self.A = X
        return X

    def backward(self, Y):
        m = Y.shape[1]
        dout = (1 / m) * (self.A - Y)
        for i in range(len(self.layers) - 1, -1, -1):
            dout = self.layers[i].backward(dout)
        return dout

    def gradients(self):
        found = {}
        for k, affine in enumerate(self.affine, start=1):
            found[f"dW{k}"], found[f"db{k}"] = affine.gradients().values()
        return found


class NetworkReversedList:
    def __init__(self, parameters):
        numbers = range(1, len(parameters) // 2 + 1)
        self.affine = [Affine(parameters[f"W{k}"], parameters[f"b{k}"]) for k in numbers]
        self.layers = [layer for affine in self.affine for layer in (affine, Relu())][:-1] + [Sigmoid()]

    def forward(self, X):
        self.values = [X]
        for layer in self.layers:
            self.values.append(layer.forward(self.values[-1]))
        return self.values[-1]

    def backward(self, Y):
        error = np.subtract(self.values[-1], Y)
        dout = np.divide(error, len(Y.T))
        for layer in self.layers[::-1]:
            dout = layer.backward(dout)
        return dout

    def gradients(self):
        return {
            f"{name}{k + 1}": affine.gradients()[name] for name in ("dW", "db") for k, affine in enumerate(self.affine)
        }


class NetworkByHand:
    def __init__(self, parameters):
        self.p = parameters
        self.depth = len(parameters) // 2

    def forward(self, X):
        self.A, self.Z = {0: X}, {}
        for k in range(1, self.depth + 1):
            self.Z[k] = self.p[f"W{k}"] @ self.A[k - 1] + self.p[f"b{k}"]
            last = k == self.depth
            self.A[k] = 1 / (1 + np.exp(-self.Z[k])) if last else np.maximum(0, self.Z[k])
        return self.A[self.depth]

    def backward(self, Y):
        m = Y.shape[1]
        A = self.A[self.depth]
        dZ = (A - Y) / m * A * (1 - A)
        self.found = {}
        for k in range(self.depth, 0, -1):
            self.found[f"dW{k}"] = dZ @ self.A[k - 1].T
            self.found[f"db{k}"] = np.sum(dZ, axis=1, keepdims=True)
            dA = self.p[f"W{k}"].T @ dZ
            dZ = dA * (self.Z[k - 1] > 0) if k > 1 else dA
        return dZ

    def gradients(self):
        return self.found


class NetworkStartInForward:
    def __init__(self, parameters):
        self.affine = [Affine(parameters[f"W{k}"], parameters[f"b{k}"]) for k in range(1, len(parameters) // 2 + 1)]
        self.bends = [Relu() for _ in self.affine[1:]] + [Sigmoid()]

    def forward(self, X):
        self.m = X.shape[1]
        out = X
        for affine, bend in zip(self.affine, self.bends):
            out = bend.forward(affine.forward(out))
        self.A = out
        return out

    def backward(self, Y):
        dout = self.A / self.m - Y / self.m
        for affine, bend in reversed(list(zip(self.affine, self.bends))):
            dout = affine.backward(bend.backward(dout))
        print("came out at the front:", dout.shape)
        return dout

    def gradients(self):
        found = {}
        for k, affine in enumerate(self.affine):
            for name in affine.gradients():
                found[name + str(k + 1)] = affine.gradients()[name]
        return found


def evaluations_prod(shapes):
    return int(2 * sum(np.prod(shape) for shape in shapes.values()))


def evaluations_numpy(shapes):
    return np.sum([np.multiply(*shape) for shape in shapes.values()]) * 2


def evaluations_counted(shapes):
    count = 0
    for shape in shapes.values():
        for _ in np.ndindex(tuple(shape)):
            count += 1
            count += 1
    return count


def evaluations_arrays(shapes):
    return sum(np.zeros(shape).size + np.zeros(shape).size for shape in shapes.values())


def evaluations_float(shapes):
    total = 0.0
    for name in shapes:
        total += 2.0 * shapes[name][0] * shapes[name][1]
    return total


class SwishPlusEqual:
    def forward(self, x):
        self.x = x
        self.s = 1 / (1 + np.exp(-x))
        return x * self.s

    def backward(self, dout):
        dx = dout * self.s
        ds = dout * self.x
        dx += ds * self.s * (1 - self.s)
        return dx


class SwishNodes:
    def __init__(self):
        self.times, self.sigmoid = Mul(), Sigmoid()

    def forward(self, x):
        return self.times.forward(x, self.sigmoid.forward(x))

    def backward(self, dout):
        straight, ds = self.times.backward(dout)
        return straight + self.sigmoid.backward(ds)


class SwishFormula:
    def forward(self, x):
        self.x = x
        return x / (1 + np.exp(-x))

    def backward(self, dout):
        s = 1 / (1 + np.exp(-self.x))
        y = self.x * s
        return dout * (y + s * (1 - y))


class SwishSlope:
    def forward(self, x):
        s = 0.5 + 0.5 * np.tanh(x / 2)
        self.slope = s * (1 + x * (1 - s))
        return s * x

    def backward(self, dout):
        return np.multiply(dout, self.slope)


VARIANTS = {
    "mul": [MulPair, MulLocal, MulCopies, MulLoop, MulCache],
    "add": [AddTimesOne, AddCopies, AddTuple, AddOnes],
    "exp": [ExpFromInput, ExpMultiply, ExpPower, ExpLoop],
    "reciprocal": [ReciprocalFromInput, ReciprocalProduct, ReciprocalNumpy, ReciprocalSlope, ReciprocalEinsum],
    "sigmoid_nodes": [SigmoidNodesFormulas, SigmoidNodesDict, SigmoidNodesArrays, SigmoidNodesNewEachTime],
    "sigmoid": [SigmoidStable, SigmoidDocument, SigmoidByTanh, SigmoidSlopeKept, SigmoidLogaddexp],
    "document_relu": [
        DocumentReluMultiplied,
        DocumentReluBothKinds,
        DocumentReluByCases,
        DocumentReluMaximum,
        DocumentReluSign,
    ],
    "relu": [ReluCopy, ReluKinkPasses, ReluMaximum, ReluLoop, ReluHalfAtKink, ReluFloat32, ReluInput],
    "affine": [AffineDot, AffineEinsum, AffineLoop, AffineTransposes, AffineLate],
    "network": [NetworkIndices, NetworkReversedList, NetworkByHand, NetworkStartInForward],
    "evaluations_needed": [
        evaluations_prod,
        evaluations_numpy,
        evaluations_counted,
        evaluations_arrays,
        evaluations_float,
    ],
    "swish": [SwishPlusEqual, SwishNodes, SwishFormula, SwishSlope],
}
