"""Frames of `wire` over a connected stream socket, with a time limit for each."""

from __future__ import annotations

import socket
from time import monotonic

from autograder.engine.wire import HEADER, WireClosed, WireTimeout, check_sizes


class Channel:
    """Frames over a connected stream socket.

    Args:
        sock: one end of a socket pair; the channel owns it.
    """

    def __init__(self, sock: socket.socket):
        self.socket = sock

    def send(self, frame: bytes, timeout_seconds: float | None = None) -> None:
        """Send a whole frame.

        Raises:
            WireTimeout: the other side did not read it in time.
            WireClosed: the other side has gone.
        """
        self.socket.settimeout(timeout_seconds)
        try:
            self.socket.sendall(frame)
        except TimeoutError as error:
            raise WireTimeout(f"the other side did not read a message within {timeout_seconds:g} s") from error
        except OSError as error:
            raise WireClosed("the other side has gone") from error

    def receive(self, timeout_seconds: float | None = None) -> tuple[bytes, bytes]:
        """Wait for a whole frame.

        Args:
            timeout_seconds: for the whole frame, however slowly it comes; None waits for ever.

        Returns:
            Skeleton and buffers, for `Decoder.value`.

        Raises:
            WireTimeout, WireClosed: no whole frame came.
            WireError: it announces more bytes than any message may have; not one of them is read.
        """
        deadline = None if timeout_seconds is None else monotonic() + timeout_seconds
        skeleton_size, buffers_size = HEADER.unpack(self._read(HEADER.size, deadline))
        check_sizes(skeleton_size, buffers_size)
        return self._read(skeleton_size, deadline), self._read(buffers_size, deadline)

    def _read(self, size: int, deadline: float | None) -> bytes:
        pieces, missing = [], size
        while missing:
            if deadline is None:
                self.socket.settimeout(None)
            else:
                self.socket.settimeout(max(deadline - monotonic(), 1e-4))
            try:
                piece = self.socket.recv(min(missing, 2**20))
            except TimeoutError as error:
                raise WireTimeout("no whole message came in time") from error
            except OSError as error:
                raise WireClosed("the other side has gone") from error
            if not piece:
                raise WireClosed("the other side has gone")
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def close(self) -> None:
        """Close the socket; the other side notices."""
        self.socket.close()
