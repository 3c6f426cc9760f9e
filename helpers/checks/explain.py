"""The usual reason for an error of Python or NumPy, in words for somebody who meets it for the first time.

An explanation is one of a closed set of sentences. It may be shown for a hidden test too, since nothing of the error's
own text gets into it, which could hold a hidden input: a name is only repeated if it is in one of the tables below.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from types import MappingProxyType

from helpers.answers import Outcome
from helpers.messages import Sentence, message

#: Errors that a message may call by name; a student may give an error of their own any name.
KNOWN_ERRORS = frozenset(
    {
        "ArithmeticError",
        "AssertionError",
        "AttributeError",
        "AxisError",
        "EOFError",
        "FileNotFoundError",
        "FloatingPointError",
        "ImportError",
        "IndexError",
        "KeyError",
        "LinAlgError",
        "LookupError",
        "MemoryError",
        "ModuleNotFoundError",
        "NameError",
        "NotImplementedError",
        "OSError",
        "OverflowError",
        "RecursionError",
        "RuntimeError",
        "StopIteration",
        "SyntaxError",
        "SystemExit",
        "TimeoutError",
        "TypeError",
        "UFuncTypeError",
        "UnboundLocalError",
        "ValueError",
        "ZeroDivisionError",
    }
)

#: What people write for something that NumPy has, and what it is called there.
NUMPY_NAMES = MappingProxyType(
    {
        name: name
        for name in (
            "abs",
            "array",
            "clip",
            "concatenate",
            "cos",
            "cosh",
            "dot",
            "exp",
            "heaviside",
            "linspace",
            "log",
            "matmul",
            "maximum",
            "mean",
            "minimum",
            "ndarray",
            "ones",
            "ones_like",
            "outer",
            "pi",
            "random",
            "sign",
            "sin",
            "sinh",
            "sqrt",
            "square",
            "sum",
            "tan",
            "tanh",
            "transpose",
            "vectorize",
            "where",
            "zeros",
            "zeros_like",
        )
    }
    | {
        "π": "pi",
        "Pi": "pi",
        "PI": "pi",
        "ln": "log",
        "Exp": "exp",
        "EXP": "exp",
        "power": "power",
        "inf": "inf",
        "nan": "nan",
    }
)
#: Names that people look for in NumPy, where they do not exist.
NOT_IN_NUMPY = ("sigmoid", "σ", "sigma", "relu", "ReLU", "leaky_relu", "softmax", "derivative", "slope", "grad")

#: (types of error, what its text looks like, id of the sentence); the first that fits is taken.
RULES: tuple[tuple[str, str, str], ...] = (
    ("", r"truth value", "truth"),
    ("", r"bitwise_xor|for \^", "power"),
    ("", r"can be converted to Python scalars|must be real number, not", "scalar-only"),
    ("NameError", r"name 'np' ", "name.np"),
    ("NameError", r"name 'e' ", "name.e"),
    ("NameError", r"name '(?:σ|sigma)' ", "name.sigma"),
    ("NameError", r"name '(?:math|numpy)' ", "name.module"),
    ("NameError", r"", "name"),
    ("UnboundLocalError", r"", "unbound"),
    ("RecursionError", r"", "recursion"),
    ("ZeroDivisionError", r"", "zero-division"),
    ("NotImplementedError", r"", "not-implemented"),
    ("ModuleNotFoundError|ImportError", r"", "import"),
    ("SystemExit", r"", "exit"),
    ("KeyError", r"", "key"),
    ("MemoryError", r"", "memory"),
    ("AttributeError", r"module 'numpy' has no attribute", "not-in-numpy"),
    ("AttributeError", r"'NoneType' object has no attribute 'append'", "append"),
    ("AttributeError", r"'NoneType' object has no attribute", "none"),
    ("AttributeError", r"'(?:list|tuple)' object has no attribute", "list-method"),
    (
        "AttributeError",
        r"'(?:function|builtin_function_or_method|numpy\.ufunc|method)' object has no attribute",
        "function",
    ),
    ("AttributeError", r"'(?:numpy\.\w+|int|float)' object has no attribute", "array-method"),
    ("AttributeError", r"type object '\w+' has no attribute", "class-attribute"),
    ("AttributeError", r"object has no attribute", "attribute"),
    ("TypeError", r"missing \d+ required positional arguments?: 'self'", "called-on-class"),
    ("TypeError", r"\w+\.\w+\(\) takes (\d+) positional arguments? but (\d+) w", "self"),
    ("TypeError", r"'(?:list|tuple|dict)' object is not callable", "list-called"),
    ("TypeError", r"object is not callable", "not-callable"),
    ("TypeError", r"Cannot interpret '\d+' as a data type", "shape-argument"),
    ("TypeError", r"indices must be integers", "whole-index"),
    ("TypeError", r"'(?:int|float|numpy\.\w+)' object is not iterable", "not-iterable"),
    (
        "TypeError",
        r"'(?:function|builtin_function_or_method|numpy\.ufunc|method|type)' object is not subscriptable",
        "brackets",
    ),
    ("TypeError", r"'(?:function|builtin_function_or_method|numpy\.ufunc|method)'", "function"),
    ("TypeError", r"NoneType", "none"),
    ("TypeError", r"can't multiply sequence by non-int", "list-times-number"),
    ("TypeError", r"unsupported operand .*'dict'", "dict"),
    ("TypeError", r"'(?:list|tuple)'", "list"),
    ("TypeError", r"'str'|\bstr\b", "text"),
    (r"_?UFunc\w*", r"<U|'S", "text"),
    (
        r"TypeError|_?UFunc\w*",
        r"did not contain a loop|has no callable \w+ method|could not be safely coerced|could not be coerced",
        "objects",
    ),
    (
        "TypeError",
        r"cannot be interpreted as an integer|only integer scalar arrays|sequence of integers",
        "whole-number",
    ),
    ("TypeError", r"not subscriptable|not iterable|has no len\(\)|unsized object", "one-number"),
    ("TypeError", r"\w+\(\) (?:takes|missing|got)|keyword argument|expected (?:at )?(?:most|least) \d", "arguments"),
    (r"_?UFunc\w*|TypeError", r"Cannot cast ufunc", "whole-array"),
    ("IndexError", r"too many indices|invalid index to scalar", "too-many-indices"),
    ("IndexError", r"only integers, slices|must be of integer", "whole-index"),
    ("IndexError", r"boolean index did not match", "mask"),
    ("IndexError", r"", "index"),
    ("AxisError", r"", "axis"),
    ("", r"inhomogeneous", "uneven"),
    ("", r"setting an array element with a sequence", "one-place"),
    ("", r"does not have enough dimensions", "no-matrix"),
    (
        "",
        r"not aligned|broadcast|mismatch in its core dimension|must have the same shape|cannot reshape|"
        r"must match exactly",
        "shapes",
    ),
    ("ValueError", r"either both or neither of x and y", "where"),
    ("ValueError", r"negative integer powers", "negative-power"),
    ("OverflowError|FloatingPointError", r"", "overflow"),
    ("ValueError", r"math domain error", "domain"),
    ("StopIteration", r"", "stop"),
)


def explain_error(outcome: Outcome) -> Sentence | None:
    """A sentence on the usual reason for an error, None where there is none."""
    for types, text, key in RULES:
        if re.fullmatch(types or ".*", outcome.error or "") and re.search(text, outcome.message):
            return _special(key, outcome.message) or message(f"error.{key}")
    return None


def _alike(name: str) -> list[str]:
    """The name of the table that is meant, best first: the same letters in another order, or nearly the same."""
    return [known for known in NUMPY_NAMES.values() if sorted(known) == sorted(name)] or get_close_matches(
        name, NUMPY_NAMES.values(), n=1, cutoff=0.8
    )


def _special(key: str, text: str) -> Sentence | None:
    """The sentence that names a thing, where the thing is in one of the tables."""
    if key == "name":
        wanted = re.match(r"name '(\w+)' ", text)
        if wanted and wanted[1] in NUMPY_NAMES:
            return message("error.name.numpy", name=wanted[1], right=NUMPY_NAMES[wanted[1]])
    if key == "not-in-numpy":
        wanted = re.search(r"attribute '(\w+)'", text)
        if wanted and wanted[1] in NUMPY_NAMES:
            return message("error.not-in-numpy.alike", name=NUMPY_NAMES[wanted[1]])
        if wanted and wanted[1] in NOT_IN_NUMPY:
            return message("error.not-in-numpy.name", name=wanted[1])
        for alike in _alike(wanted[1]) if wanted else ():
            return message("error.not-in-numpy.alike", name=alike)
    return None
