"""CPython behind walls: the second opinion on what Monty lacks, on Linux only."""

from __future__ import annotations

import json
import math
import socket
import struct
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from lessons.exercises import Outcome
from lessons.sandbox.frames import ROOM, Unconfined, ended, exactly, outcome_of
from lessons.sandbox.in_turn import in_turn
from lessons.sandbox.limits import Limits
from lessons.sandbox.plain import Unfit, too_long

_SERVER = Path(__file__).with_name("zygote.py")
_NOT_THERE = "it wrote where only results may be written."
_PATIENCE = 20.0  # seconds that a busy machine may take to start Python, or to end it


class Confined:
    """A server that forks a confined child for every function; started when it is first needed."""

    how = "CPython, confined"

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._unable = "" if sys.platform == "linux" else "Python can be confined on Linux only"

    def run(self, source: str, name: str, calls: Sequence[list[Any]]) -> tuple[Outcome, ...]:
        """What came of each call; raises ``Refused`` or ``Unconfined`` where these walls cannot tell."""
        return in_turn(calls, self._limits, lambda rest, until: self._attempt(source, name, rest, until))

    def close(self) -> None:
        """End the server; a child it still has ends with it."""
        if self._control:
            self._control.close()
        if self._server:
            self._server.kill()
            self._server.wait()
        self._server = self._control = None

    def _attempt(self, source: str, name: str, calls: Sequence[list[Any]], until: float) -> list[Outcome]:
        request = json.dumps([source, name, calls]).encode()
        for _ in range(2):  # the server may have gone: one more try with a new one
            with suppress(OSError, EOFError):
                return self._ask(request, len(calls), until)
            self.close()
        raise Unconfined("the confined Python stopped and could not be started again")

    def _ask(self, request: bytes, calls: int, until: float) -> list[Outcome]:
        control = self._started()
        mine, theirs = socket.socketpair()
        with mine:
            with theirs:
                socket.send_fds(control, [b"f"], [theirs.fileno()])
            frames: list[bytes] = []
            cut = self._hear(mine, request, calls, until, frames)
            control.sendall(b"k")
            (status,) = struct.unpack("i", exactly(control, 4, monotonic() + _PATIENCE))
        return self._outcomes(frames, calls, ended(status, not frames) if cut is None else cut)

    def _hear(
        self, child: socket.socket, request: bytes, calls: int, until: float, frames: list[bytes]
    ) -> str | None:
        """Fill ``frames``; say what cut them short: ``""`` if nothing, ``None`` if the child went by itself."""
        try:
            child.settimeout(self._limits.seconds)
            child.sendall(struct.pack("I", len(request)) + request)
            for _ in range(calls + 1):
                frames.append(self._frame(child, until))
            child.settimeout(self._limits.seconds)
            return _NOT_THERE if child.recv(1) else ""
        except TimeoutError:
            return self._limits.too_slow
        except Unfit as error:
            return str(error)
        except (OSError, EOFError):
            return None

    def _frame(self, child: socket.socket, until: float) -> bytes:
        by = min(monotonic() + self._limits.seconds, max(until, monotonic() + 0.1))
        (size,) = struct.unpack("I", exactly(child, 4, by))
        if size > self._limits.characters + ROOM:
            raise Unfit(too_long(self._limits.characters))
        return exactly(child, size, by)

    def _outcomes(self, frames: list[bytes], calls: int, cut: str) -> list[Outcome]:
        said = [outcome_of(frame, self._limits) for frame in frames]
        whole = said[:1] if said and said[0].problem else []  # the definition itself failed
        if cut and (not said or len(said) > calls):
            whole = [Outcome(problem=cut)]
        if whole:
            return whole * calls
        return said[1:] + ([Outcome(problem=cut)] if cut else [])

    def _started(self) -> socket.socket:
        if self._control is None and not self._unable:
            self._control = self._start()
        if self._control is None:
            raise Unconfined(self._unable)
        return self._control

    def _start(self) -> socket.socket | None:
        mine, theirs = socket.socketpair()
        with theirs:
            self._server = subprocess.Popen(
                [sys.executable, "-I", "-S", "-B", str(_SERVER), *map(str, self._shares())],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
                start_new_session=True,
            )
        mine.settimeout(_PATIENCE)
        self._unable = _hello(mine)
        if self._unable:
            mine.close()
            self.close()
            return None
        return mine

    def _shares(self) -> tuple[int, int, int, int]:
        limits = self._limits
        return math.ceil(limits.total) + 1, limits.megabytes, limits.characters, limits.depth


def _hello(control: socket.socket) -> str:
    try:
        said = control.makefile("r", encoding="utf-8").readline().strip()
    except OSError:
        said = "it did not answer"
    return "" if said == "ready" else f"Python cannot be confined here: {said or 'it ended at once'}"
