"""What crosses comes out the same; whatever else arrives is an error, in bounded time."""

from __future__ import annotations

import collections
import contextlib
import socket
import struct
import threading
import time

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from autograder.engine.rpc import limits, wire
from autograder.engine.rpc.channel import Channel
from autograder.engine.rpc.wire import Decoder, Encoder, WireClosed, WireError, WireTimeout, pack, unpack


def split(frame: bytes) -> tuple[bytes, bytes]:
    """Skeleton and buffers, as `Channel.receive` gives them."""
    size, rest = wire.HEADER.unpack(frame[: wire.HEADER.size])
    assert len(frame) == wire.HEADER.size + size + rest
    return frame[wire.HEADER.size : wire.HEADER.size + size], frame[wire.HEADER.size + size :]


def cross(value):
    return unpack(split(pack(value)))


def same(a, b) -> bool:
    """Same type, same content; nan is nan, -0.0 is not 0.0."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        if a.dtype.kind == "O":
            return a.shape == b.shape and all(map(same, a.ravel().tolist(), b.ravel().tolist()))
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, np.generic):
        return a.dtype == b.dtype and a.tobytes() == b.tobytes()
    if isinstance(a, float):
        return struct.pack("d", a) == struct.pack("d", b)
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(
            same(k, m) and same(v, w) for (k, v), (m, w) in zip(a.items(), b.items(), strict=True)
        )
    if isinstance(a, slice):
        return same((a.start, a.stop, a.step), (b.start, b.stop, b.step))
    return a == b


numbers = st.one_of(
    st.booleans(),
    st.integers(),
    st.integers(min_value=-(2**3000), max_value=2**3000),
    st.floats(width=64),
    st.complex_numbers(),
)
dtypes = st.one_of(
    npst.boolean_dtypes(),
    npst.integer_dtypes(endianness="<"),
    npst.unsigned_integer_dtypes(endianness="<"),
    npst.floating_dtypes(endianness="<", sizes=(16, 32, 64)),
    npst.complex_number_dtypes(endianness="<", sizes=(64, 128)),
)
arrays = dtypes.flatmap(
    lambda dtype: npst.arrays(dtype, npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
)
keys = st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.tuples(st.text(), st.integers()))
leaves = st.one_of(
    st.none(),
    st.just(...),
    numbers,
    st.text(),
    st.text(min_size=5000, max_size=5010),
    st.binary(),
    arrays,
    dtypes.flatmap(npst.from_dtype),
    st.builds(slice, st.integers() | st.none(), st.integers() | st.none()),
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(keys, inner, max_size=4),
        st.frozensets(keys, max_size=4),
        st.sets(keys, max_size=4),
    ),
    max_leaves=12,
)


@given(values)
@settings(max_examples=300)
def test_plain_data_comes_out_as_it_went_in(value):
    assert same(cross(value), value)


@given(values)
@settings(max_examples=100)
def test_numbered_data_comes_out_as_it_went_in(value):
    encoder, decoder = Encoder(track=True), Decoder()
    result = decoder.value(*split(encoder.frame(value)))
    assert same(result, value)
    assert all(map(same, decoder.mutables, encoder.mutables))


@given(npst.arrays(np.float64, (3, 4)))
@settings(max_examples=20)
def test_arrays_arrive_as_new_arrays_of_their_own(array):
    for sent in (array.T, array[::2], array[:, 1:], array[::-1]):
        arrived = cross(sent)
        assert np.array_equal(arrived, sent, equal_nan=True)
        assert arrived.flags.owndata or arrived.base.flags.owndata
        arrived[...] = 7.0
        assert not np.shares_memory(arrived, array)
    assert cross(array.T).flags.f_contiguous
    array.flags.writeable = False
    assert not cross(array).flags.writeable


def test_big_endian_numbers_arrive_in_the_order_of_the_machine():
    arrived = cross(np.array([1.5, 2.5], ">f8"))
    assert arrived.tolist() == [1.5, 2.5] and arrived.dtype == np.float64


def test_a_subclass_crosses_as_what_it_is_made_of():
    class Liar(np.ndarray):
        def __array__(self, *arguments, **options):
            return np.zeros(3)

        def __eq__(self, other):
            return np.ones(self.shape, bool)

    class Text(str):
        def __eq__(self, other):
            return True

        __hash__ = str.__hash__

    Pair = collections.namedtuple("Pair", "x y")
    assert type(cross(np.arange(3).view(Liar))) is np.ndarray
    assert type(cross(np.ma.masked_array([1.0, 2.0]))) is np.ndarray
    assert type(cross(Text("a"))) is str
    assert same(cross(Pair(1, 2)), (1, 2))
    assert same(cross(collections.OrderedDict(a=1)), {"a": 1})


def test_arrays_of_objects_and_texts_arrive_item_by_item():
    blank = np.empty((1, 2), object)
    blank[0] = [1.5, ...]
    assert same(cross(blank), blank)
    assert cross(np.array(["a", "b"])).tolist() == ["a", "b"]


@pytest.mark.parametrize(
    "value",
    [
        object(),
        len,
        lambda: 1,
        np.sin,
        int,
        np.zeros(2, "M8[s]"),
        np.zeros(2, "i4,f8"),
        [object()],
        np.datetime64("2020-01-01"),
        range(3),
        ValueError("x"),
        np.array([object()]),
    ],
)
def test_everything_else_is_refused(value):
    with pytest.raises(WireError):
        pack(value)


def test_what_arrives_may_refer_to_objects_only_where_that_is_allowed():
    thing = object()
    frame = split(Encoder(refer=lambda value: ("mine", id(value))).frame([1, thing]))
    assert Decoder(resolve=lambda reference: (reference, "found")).value(*frame) == [1, (("mine", id(thing)), "found")]
    with pytest.raises(WireError, match="reference"):
        unpack(frame)


def test_one_array_that_comes_twice_arrives_as_one():
    x = np.arange(3.0)
    first, (second, third) = Decoder().value(*split(Encoder(track=True).frame((x, [x, x.copy()]))))
    assert first is second and first is not third


@pytest.mark.parametrize("track", [False, True])
def test_a_list_that_holds_itself_does_not_cross(track):
    loop: list = []
    loop.append([loop])
    with pytest.raises(WireError, match="nested|holds itself"):
        Encoder(track=track).frame(loop)


def test_lists_that_hold_each_other_many_times_are_not_gone_through():
    inner: list = []
    for _ in range(60):
        inner = [inner, inner]
    started = time.process_time()
    with pytest.raises(WireError, match="too many parts"):
        pack(inner)
    small, deep = (
        Encoder(track=True).frame([[1, 2]] * 3),
        Encoder(track=True).frame(inner),
    )  # each list once, and aliases
    assert Decoder().value(*split(small)) == [[1, 2]] * 3
    with pytest.raises(WireError, match="too many parts"):
        Decoder().value(*split(deep))
    assert time.process_time() - started < 10


def nested(depth, make):
    value = 1
    for _ in range(depth):
        value = make(value)
    return value


@pytest.mark.parametrize(
    "value, limit",
    [
        (nested(200, lambda inner: [inner]), "nested"),
        (nested(200, lambda inner: {"a": inner}), "nested"),
        (nested(200, lambda inner: (inner,)), "nested"),
        (dict.fromkeys(range(20_000)), "entries"),
        (set(range(20_000)), "entries"),
        (1 << (8 * wire.MAX_INT_BYTES + 9), "too long"),
        (list(range(2_000_000)), "too many parts"),
        (np.zeros(limits.MAX_BUFFER_BYTES + 1, np.uint8), "too large"),
        ("x" * (limits.MAX_BUFFER_BYTES + 1), "too large"),
    ],
    ids=["lists", "dicts", "tuples", "dict", "set", "int", "parts", "array", "text"],
)
def test_a_value_beyond_a_limit_is_not_sent(value, limit):
    with pytest.raises(WireError, match=limit):
        pack(value)


def hostile(node, buffers=b""):
    return msgpack.packb(node), buffers


COLLIDING = [[wire.BIG_INT, (n * (2**61 - 1)).to_bytes(16, "little", signed=True)] for n in range(1, 60_000)]


@pytest.mark.parametrize(
    "frame",
    [
        (b"", b""),
        (b"\xc1", b""),
        (b"\x93\x00", b""),
        hostile({"a": 1}),
        hostile([]),
        hostile([99]),
        hostile([True]),
        hostile(["x"]),
        hostile([-1]),
        hostile(msgpack.ExtType(5, b"cos\nsystem")),
        (msgpack.packb(1) + b"\x01", b""),
        (b"\x91" * 100_000 + b"\x01", b""),
        hostile([wire.LIST, [wire.ARRAY, "|O8", [1], False, True, 8]], b"\x00" * 8),
        hostile([wire.ARRAY, "<f8", [2], False, True, 8], b"\x00" * 8),
        hostile([wire.ARRAY, "<f8", [2**39, 2**39], False, True, 0]),
        hostile([wire.ARRAY, "<f8", [0, 2**39], False, True, 0]),
        hostile([wire.ARRAY, "<f8", [0, 2**14, 2**14], False, True, 0]),
        hostile([wire.OBJECTS, [0, 2**30]]),
        hostile([wire.TRACKED, [wire.LIST, [wire.ALIAS, 0]]]),
        hostile([wire.ARRAY, "<f8", [-1], False, True, 0]),
        hostile([wire.ARRAY, "<f8", "ab", False, True, 0]),
        hostile([wire.ARRAY, "<f8", [1], False, True, 2**62]),
        hostile([wire.ARRAY, "<f8", [0] * 70, False, True, 0]),
        hostile([wire.ARRAY]),
        hostile([wire.SCALAR, "<f8", b"123"]),
        hostile([wire.SCALAR, "<U4", b"1234"]),
        hostile([wire.SCALAR, ["<f8"], b"12345678"]),
        hostile([wire.BIG_INT, b"1" * (wire.MAX_INT_BYTES + 1)]),
        hostile([wire.BIG_INT, 5]),
        hostile([wire.COMPLEX, "a", "b"]),
        hostile([wire.DICT, 1]),
        hostile([wire.DICT, [wire.LIST], 1]),
        hostile([wire.SET, [wire.LIST]]),
        hostile([wire.SLICE, 1]),
        hostile([wire.REFERENCE, 1]),
        hostile([wire.ALIAS, 0]),
        hostile([wire.ALIAS, -1]),
        hostile([wire.TRACKED, 1]),
        hostile([wire.TRACKED, [wire.TRACKED, [wire.LIST]]]),
        hostile([wire.TRACKED, [wire.ELLIPSIS]]),
        hostile([wire.LONG_TEXT, 4], b"\xff\xff\xff\xff"),
        hostile([wire.LONG_BYTES, -1]),
        hostile([wire.LONG_BYTES, True], b"x"),
        hostile([wire.LONG_BYTES, 1.0], b"x"),
        hostile(None, b"left over"),
        hostile([wire.SET, *COLLIDING]),
        hostile([wire.OBJECTS, [3], 1]),
        hostile([wire.OBJECTS, [2**30, 2**30]]),
        hostile([wire.DICT, *[item for key in COLLIDING for item in (key, None)]]),
        hostile([wire.FROZENSET, *COLLIDING]),
    ],
)
def test_what_breaks_a_rule_is_an_error_and_soon(frame):
    started = time.monotonic()
    with pytest.raises(WireError):
        unpack(frame)
    assert time.monotonic() - started < 5


def test_keys_that_collide_cost_little_as_long_as_they_are_allowed():
    keys = [[wire.BIG_INT, (n * (2**61 - 1)).to_bytes(16, "little", signed=True)] for n in range(1, wire.MAX_HASHED)]
    started = time.monotonic()
    assert len(unpack(hostile([wire.SET, *keys]))) == wire.MAX_HASHED - 1
    assert time.monotonic() - started < 10


@given(values, st.data())
@settings(max_examples=300)
def test_a_damaged_frame_is_an_error_or_a_plain_value(value, data):
    frame = bytearray(pack(value))[wire.HEADER.size :]
    size = len(split(pack(value))[0])
    for _ in range(data.draw(st.integers(1, 4))):
        if frame:
            frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(frame)))
    for skeleton, buffers in ((frame[:size], frame[size:]), (frame[:cut], frame[size:])):
        with contextlib.suppress(WireError):
            pack(unpack((bytes(skeleton), bytes(buffers))))


@given(st.binary(max_size=200), st.binary(max_size=50))
@settings(max_examples=500)
def test_noise_is_an_error_or_a_plain_value(skeleton, buffers):
    with contextlib.suppress(WireError):
        unpack((skeleton, buffers))


@pytest.fixture
def ends():
    a, b = map(Channel, socket.socketpair())
    yield a, b
    a.close()
    b.close()


def test_a_frame_arrives_whole_however_it_is_cut(ends):
    a, b = ends
    frame = pack({"x": np.arange(100_000.0)})

    def dribble():
        for start in range(0, len(frame), 300_001):
            a.socket.sendall(frame[start : start + 300_001])
            time.sleep(0.001)

    thread = threading.Thread(target=dribble)
    thread.start()
    assert unpack(b.receive(10))["x"][-1] == 99_999.0
    thread.join()


def test_a_slow_message_ends_at_the_time_limit_and_not_byte_by_byte(ends):
    a, b = ends
    stop = threading.Event()

    def drip():
        for byte in pack("x" * 1000):
            if stop.wait(0.05):
                return
            a.socket.send(bytes([byte]))

    thread = threading.Thread(target=drip)
    thread.start()
    started = time.monotonic()
    with pytest.raises(WireTimeout):
        b.receive(0.3)
    assert time.monotonic() - started < 2
    stop.set()
    thread.join()


def test_a_message_that_announces_too_much_is_not_read(ends):
    a, b = ends
    a.socket.sendall(wire.HEADER.pack(2**32 - 1, 2**63))
    with pytest.raises(WireError, match="too many parts"):
        b.receive(5)


def test_a_truncated_message_is_a_closed_channel(ends):
    a, b = ends
    a.socket.sendall(pack([1, 2, 3])[:-1])
    a.close()
    with pytest.raises(WireClosed):
        b.receive(5)


def test_nobody_waits_for_a_reader_that_does_not_read(ends):
    a, _ = ends
    with pytest.raises(WireTimeout):
        a.send(pack(np.zeros(5_000_000)), 0.2)


def test_sending_to_nobody_is_an_error_and_no_signal(ends):
    a, b = ends
    b.close()
    with pytest.raises(WireClosed):
        for _ in range(3):
            a.send(pack(1))
