"""Results that are no plain data: they are a finding in plain words, never a crash of the check, never points."""

from __future__ import annotations

import sys
import warnings
from collections import OrderedDict, namedtuple
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from autograder.exercises import Inputs, Unit, find_exercise
from helpers.answers import MAX_NUMBERS, Foreign, make_plain, type_name
from helpers.checks.render import finding_text
from helpers.checks.verdict import examine, judge

SIGMOID, TABLE = find_exercise("activations.sigmoid"), find_exercise("activations.slope_table")
right = SIGMOID.reference


class Evil:
    """Says yes to everything, and stops whoever asks it anything else."""

    def _stop(self, *_, **__):
        raise RuntimeError("stop")

    __len__ = __iter__ = __getitem__ = __array__ = __float__ = __index__ = __hash__ = __bool__ = _stop
    __deepcopy__ = __copy__ = __reduce_ex__ = __repr__ = __str__ = __getattr__ = _stop

    def __eq__(self, other):
        return True

    __lt__ = __le__ = __gt__ = __ge__ = __ne__ = __eq__


class Meta(type):
    @property
    def __name__(cls):
        raise RuntimeError("stop")


class Nameless(metaclass=Meta):
    __module__ = "secret"


class EvilArray(np.ndarray):
    __eq__ = __array_ufunc__ = __array_function__ = __deepcopy__ = __len__ = __array__ = Evil._stop
    __hash__ = None
    size = shape = ndim = dtype = property(Evil._stop)


class EvilList(list):
    __len__ = __iter__ = __eq__ = Evil._stop
    __hash__ = None


class EvilFloat(float):
    __eq__ = __float__ = __sub__ = __array__ = Evil._stop
    __hash__ = None


def loop():
    inner = []
    inner.append(inner)
    return inner


def doubled():
    inner = [0.5]
    for _ in range(18):
        inner = [inner] * 10
    return inner


def holding(strange):
    array = np.empty(2, dtype=object)
    array.fill(strange)
    return array


STRANGE = [
    (lambda z: right(z).astype(object), "holds Python objects (float)"),
    (lambda z: np.array([[1, 2], [3]], dtype=object), "a list inside?"),
    (lambda z: np.array([Fraction(1, 3)] * 3, dtype=object), "Python objects (Fraction)"),
    (lambda z: np.array([1.0, None, 2.0], dtype=object), "holds None"),
    (lambda z: np.array([np.tanh, 1.0], dtype=object), "holds functions"),
    (lambda z: np.array([[...] * 3] * 2), "Fill in the blank"),
    (lambda z: [..., ...], "Fill in the blank"),
    (lambda z: Fraction(1, 3), "of type Fraction"),
    (lambda z: np.array(Fraction(1, 3), dtype=object), "of type Fraction"),
    (lambda z: Decimal("0.5"), "float(...)"),
    (lambda z: 1j, "complex"),
    (lambda z: np.complex64(1), "complex"),
    (lambda z: right(z) + 0j, "square root or the logarithm of a negative number"),
    (lambda z: 10**400, "more than 300 digits"),
    (lambda z: -(10**5000), "more than 300 digits"),
    (lambda z: np.longdouble("1e4000"), "one number"),
    (lambda z: right(z).astype(str), "holds text"),
    (lambda z: z.astype("datetime64[s]"), "Python objects (datetime64)"),
    (lambda z: np.zeros(3, dtype=[("a", float)]), "(void)"),
    (lambda z: loop(), "contains itself"),
    (lambda z: doubled(), "too large"),
    (lambda z: [0.5] * 1_000_000, "too large"),
    (lambda z: np.broadcast_to(0.5, (MAX_NUMBERS + 1,)), "too large"),
    (lambda z: (x for x in z), "generator, which has not computed anything yet"),
    (lambda z: map(right, z), "np.array(list(...))"),
    (lambda z: np.tanh, "is a function, not what it gives"),
    (lambda z: right, "is a function, not what it gives"),
    (lambda z: float, "is a function, not what it gives"),
    (lambda z: {1.0, 2.0}, "of type set"),
    (lambda z: "0.5", "of type str"),
    (lambda z: np, "of type module"),
    (lambda z: Evil(), "an object of a class of your own"),
    (lambda z: Nameless(), "an object of a class of your own"),
    (lambda z: [Evil(), Evil()], "is a list"),
    (lambda z: {Evil: Evil()}, "of type dict"),
    (lambda z: EvilList([0.5]), "is a list"),
    (lambda z: np.zeros((0, 3)).view(EvilArray), "shape (0, 3)"),
    (lambda z: holding(Evil()), "Python objects (object)"),
]


@pytest.mark.parametrize(("answer", "words"), STRANGE)
def test_a_strange_result_is_a_finding_in_plain_words(answer, words):
    finding = judge(SIGMOID.visible, answer)
    assert words in finding_text(finding)
    assert finding.kind in ("type", "shape", "blank")
    finding_text(judge(SIGMOID.hidden, answer))


def test_a_strange_kind_of_array_or_number_is_still_read_as_what_it_is_made_of():
    assert judge(SIGMOID.visible, lambda z: right(z).view(EvilArray)) is None
    triangle = find_exercise("activations.triangle_slope")
    assert judge(triangle.visible, lambda height, width: EvilFloat(height / width)) is None
    assert judge(triangle.visible, lambda height, width: np.longdouble(height) / width) is None
    assert judge(triangle.visible, lambda height, width: EvilFloat(2.0)).kind == "number"


def test_containers_are_copied_entry_by_entry_and_keep_their_kind():
    pair = namedtuple("pair", "dW db")
    array = np.ones(2)
    copy = make_plain(OrderedDict(a=pair([1, array], 2.0), b={3: np.True_}))
    assert list(copy) == ["a", "b"]
    assert type(copy["a"]) is tuple
    assert copy["a"][1] == 2.0
    assert list(copy["b"]) == ["3"]
    array[0] = 7
    np.testing.assert_array_equal(copy["a"][0][1], [1, 1])


@pytest.mark.parametrize(
    ("value", "copy"),
    [
        ({"a": {Evil: 1}}, {"a": {"type": 1}}),
        ([[Evil()], 2], [[Foreign("type")], 2]),
        ({"a": [10**400]}, {"a": [Foreign("long", "int")]}),
        ({"a": loop()}, Foreign("nested", "list")),
        (np.bool_(True), np.bool_(True)),
        (True, True),
    ],
    ids=type_name,
)
def test_what_is_foreign_is_noted_in_its_place(value, copy):
    assert make_plain(value) == copy


def test_the_name_of_a_class_is_not_asked_of_the_class():
    assert type_name(Nameless()) == "Nameless"
    assert type_name(type("x" * 1000, (), {})()) == "x" * 60


UNIT = Unit("99_test", notebook="test")


@UNIT.exercise("pieces", claims={"values": Inputs(visible=[(2.0,)], hidden=[(3.0,)])}, ladder=("?", "formula", "code"))
def pieces(x):
    return {"list": [x, 1], "yes": True, "word": "a", "none": None, "shape": (2, 3), "value": np.array([x, 1.0])}


@pytest.mark.parametrize("part", ["list", "yes", "word", "none", "shape", "value"])
@pytest.mark.parametrize(
    "strange",
    [
        Evil(),
        [Evil(), Evil()],
        (Evil(), Evil()),
        1j,
        10**400,
        loop(),
        [np.ones(2), 1],
        {},
        np.full(2, None),
        "x" * 10**6,
        [[1], [2]],
    ],
    ids=type_name,
)
def test_no_piece_of_a_result_can_be_something_that_is_equal_to_everything(part, strange):
    for specification in (pieces.visible, pieces.hidden):
        finding = judge(specification, lambda x: pieces.reference(x) | {part: strange})
        assert finding is not None
        assert len(finding_text(finding)) < 1000


def test_a_result_that_is_no_dict_or_has_strange_names_is_told():
    assert "object of a class of your own; expected dict" in judge(pieces.visible, lambda x: Evil()).headline
    assert "of type list; expected dict" in judge(pieces.visible, lambda x: [1]).headline
    assert (
        "has type, which was not asked for" in judge(pieces.visible, lambda x: pieces.reference(x) | {Evil: 1}).headline
    )


def test_an_argument_exchanged_for_something_strange_counts_as_changed():
    def exchanges(slopes, z):
        table = TABLE.reference(slopes, z)
        slopes[0] = Evil()
        return table

    outcome = judge(TABLE.visible, exchanges)
    assert outcome is None  # the claim is about values; and nothing was asked of the strange object
    from_a = find_exercise("activations.sigmoid_slope_from_a")

    def resizes(a):
        slope = a * (1 - a)
        a.resize(1, refcheck=False)
        return slope

    assert judge(from_a.visible, resizes, "argument kept").mistake == "in-place"


class Talkative(Exception):
    def __str__(self):
        return EvilString("stop")


class EvilString(str):
    strip = splitlines = __getitem__ = __len__ = Evil._stop


def raises(error):
    raise error


@pytest.mark.parametrize(
    "error", [SystemExit(0), SystemExit("x"), Talkative(), MemoryError(), RecursionError(), Evil()], ids=type_name
)
def test_whatever_is_raised_is_a_finding(error):
    for specification in (SIGMOID.visible, SIGMOID.hidden):
        assert judge(specification, lambda z: raises(error)).kind == "error"


def test_leaving_python_is_explained_and_an_interrupt_is_left_alone():
    assert "ends Python" in finding_text(judge(SIGMOID.visible, lambda z: sys.exit()))
    with pytest.raises(KeyboardInterrupt):
        judge(SIGMOID.visible, lambda z: raises(KeyboardInterrupt()))


@pytest.mark.parametrize(
    "answer",
    [
        lambda x: raises(ValueError("\ud800")),
        lambda x: pieces.reference(x) | {"word": "\ud800"},
        lambda x: pieces.reference(x) | {"\ud800": 1},
    ],
)
def test_half_characters_do_not_stop_a_card(answer):
    finding = judge(pieces.visible, answer)
    assert "?" in finding.headline
    finding_text(finding).encode("utf-8")


def test_a_warning_may_be_strange_too():
    def warns(z):
        warnings.warn(HalfWarning("\ud800"), stacklevel=1)
        return right(z)

    assert examine(SIGMOID.visible, warns) == (None, "?")


class HalfWarning(UserWarning):
    pass


@pytest.mark.parametrize("answer", [Evil(), 10**5000, [1], np.ones(3), "x" * 10**6], ids=type_name)
def test_what_is_no_function_is_told_in_few_words(answer):
    assert len(judge(SIGMOID.visible, answer).headline) < 200


def test_numpys_settings_of_a_notebook_do_not_stop_the_check():
    with np.errstate(all="raise"):
        assert judge(SIGMOID.visible, lambda z: right(z) + 0 * np.exp(-1e3 - z**2)) is None
        assert judge(SIGMOID.visible, lambda z: right(z) * 1e308 * 10).kind == "number"
    assert np.geterr()["over"] == "warn"
