"""What a confined child says, and how it ended, in our own words."""

from __future__ import annotations

import signal
import socket
from time import monotonic
from typing import Any

from lessons.exercises import Outcome
from lessons.sandbox.limits import Limits
from lessons.sandbox.plain import Unfit, from_json

ROOM = 400  #: characters that a frame may have around its value
_NO_WALLS = 70
_UNREADABLE = "its result could not be read."
_OUT_OF_SHARE = ("SIGKILL", "SIGXCPU")


class Refused(Exception):
    """A function reached for what the walls keep from it; its text says for what."""


class Unconfined(Exception):
    """Python cannot be confined on this machine; its text says why."""


def exactly(channel: socket.socket, size: int, by: float) -> bytes:
    """So many bytes, all of them before the clock says ``by``."""
    taken = bytearray()
    while len(taken) < size:
        channel.settimeout(max(by - monotonic(), 0.001))
        more = channel.recv(size - len(taken))
        if not more:
            raise EOFError
        taken += more
    return bytes(taken)


def outcome_of(frame: bytes, limits: Limits) -> Outcome:
    """Read one frame without believing it; raises ``Refused`` where the walls decided the outcome."""
    try:
        said = from_json(frame.decode("ascii"), limits.characters + ROOM, limits.depth + 1)
    except (UnicodeDecodeError, Unfit) as error:
        return Outcome(problem=str(error) if isinstance(error, Unfit) else _UNREADABLE)
    return _outcome(*said.popitem()) if isinstance(said, dict) and len(said) == 1 else Outcome(problem=_UNREADABLE)


def _outcome(kind: str, said: Any) -> Outcome:
    if kind == "value":
        return Outcome(said)
    if kind == "problem":
        return Outcome(problem=str(said)[:300] or _UNREADABLE)
    if kind == "refused":
        raise Refused(" ".join(str(said).split())[:100])
    return Outcome(problem=_UNREADABLE)


def ended(status: int, silent: bool) -> str:
    """Why a child went before it had said everything."""
    if status == _NO_WALLS and silent:
        raise Unconfined("the walls around Python did not hold")
    if status >= 0:
        return "it ended the program before it returned anything."
    name = signal.Signals(-status).name
    if name in _OUT_OF_SHARE:
        return "it was stopped, because it used more time or memory than it may."
    return f"it crashed Python ({name})."
