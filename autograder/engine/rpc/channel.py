"""Frames of `wire` over a connected stream socket, with a time limit for each."""

from __future__ import annotations

import socket
from time import monotonic

from autograder.engine.rpc.wire import HEADER, WireClosed, WireTimeout, check_sizes

READ_BYTES = 2**16


class Channel:
    """Frames over a connected stream socket.

    Args:
        sock: one end of a socket pair; the channel owns it.
    """

    def __init__(self, sock: socket.socket):
        self.socket = sock
        self._arrived = bytearray()  # read ahead, since most frames come in one piece
        self._timeout: float | None = -1.0

    @property
    def has_read_ahead(self) -> bool:
        """Whether bytes of the next frame have been read, so that waiting for the socket could take forever."""
        return bool(self._arrived)

    def send(self, frame: bytes, timeout_seconds: float | None = None) -> None:
        """Send a whole frame.

        Raises:
            WireTimeout: the other side did not read it in time.
            WireClosed: the other side is gone.
        """
        self._set_timeout(timeout_seconds)
        try:
            self.socket.sendall(frame)
        except TimeoutError as error:
            raise WireTimeout(f"the other side did not read a message within {timeout_seconds:g} s") from error
        except OSError as error:
            raise WireClosed("the other side is gone") from error

    def receive(self, timeout_seconds: float | None = None) -> tuple[bytes, bytes]:
        """Wait for a whole frame.

        Args:
            timeout_seconds: for the whole frame, however slowly it comes; None waits forever.

        Returns:
            Skeleton and buffers, for `Decoder.value`.

        Raises:
            WireTimeout, WireClosed: no whole frame came; the part that came is kept for the next call.
            WireError: it announces more bytes than a message may have; none of them is read.
        """
        deadline = None if timeout_seconds is None else monotonic() + timeout_seconds
        self._wait_for(HEADER.size, timeout_seconds, deadline)
        skeleton_size, buffers_size = HEADER.unpack_from(self._arrived)
        check_sizes(skeleton_size, buffers_size)
        middle = HEADER.size + skeleton_size
        self._wait_for(middle + buffers_size, timeout_seconds, deadline)
        skeleton, buffers = (
            bytes(self._arrived[HEADER.size : middle]),
            bytes(self._arrived[middle : middle + buffers_size]),
        )
        del self._arrived[: middle + buffers_size]
        return skeleton, buffers

    def _wait_for(self, size: int, timeout_seconds: float | None, deadline: float | None) -> None:
        while len(self._arrived) < size:
            self._set_timeout(timeout_seconds if deadline is None else max(deadline - monotonic(), 1e-4))
            try:
                piece = self.socket.recv(max(READ_BYTES, min(size - len(self._arrived), 2**20)))
            except TimeoutError as error:
                raise WireTimeout("no whole message came in time") from error
            except OSError as error:
                raise WireClosed("the other side is gone") from error
            if not piece:
                raise WireClosed("the other side is gone")
            self._arrived += piece

    def _set_timeout(self, seconds: float | None) -> None:
        if seconds != self._timeout:
            self._timeout = seconds
            self.socket.settimeout(seconds)

    def close(self) -> None:
        """Close the socket; the other side notices."""
        self.socket.close()
