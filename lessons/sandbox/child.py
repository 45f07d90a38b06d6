"""What a confined child does: one learner's function, defined once and called with each list of arguments.

Loaded by its path into a process without the house, so it imports nothing of it.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Callable, Sequence
from functools import partial
from types import ModuleType
from typing import Any

#: what lies in the process but is of no use to who only computes; imports of it are noted, and a person looks
_WITHDRAWN = """
    os posix posixpath genericpath pathlib stat ctypes _ctypes runpy pkgutil zipimport importlib socket _socket
    select selectors signal resource subprocess shutil tempfile threading _thread gc fcntl errno
    locale
"""
#: the start of an event's name that Python reports, and what it means
_REACHING = {
    "open": "open a file",
    "os.": "reach the operating system",
    "socket.": "use the network",
    "subprocess.": "start a program",
    "shutil.": "change files",
    "ctypes.": "leave Python",
    "builtins.input": "ask for input at the keyboard",
    "_thread.": "start a thread",
}
_SOURCE = "<answer>"
_DEFINED = '{"value": null}'
_REFUSED_BY_WALLS = (1, 13, 23, 24, 38)  # EPERM, EACCES, ENFILE, EMFILE, ENOSYS


class _Refusals(list[str]):
    """What was asked for and is not to be had here; stands at the end of the import system."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        self.append(f"import {name}")

    def hear(self, event: str, args: tuple[object, ...]) -> None:
        """Take note of an event that Python reports, if it reaches for the world."""
        if args[:1] == (_SOURCE,):
            return  # Python itself looks for the line of a syntax error
        for start, words in _REACHING.items():
            if event.startswith(start):
                self.append(words)


def _withdraw() -> _Refusals:
    withdrawn = _WITHDRAWN.split()
    for name in list(sys.modules):
        if name.partition(".")[0] in withdrawn or name == "__main__":
            del sys.modules[name]
    refusals = _Refusals()
    sys.meta_path[:] = [refusals]
    sys.addaudithook(refusals.hear)
    return refusals


def _take(channel: int, size: int) -> bytes:
    taken = b""
    while len(taken) < size and (more := os.read(channel, size - len(taken))):
        taken += more
    return taken


def _tell(channel: int, said: str) -> None:
    frame = struct.pack("I", len(said)) + said.encode()
    while frame:
        frame = frame[os.write(channel, frame) :]


class Child:
    """Answers one request on one channel."""

    def __init__(self, plain: ModuleType, megabytes: int, characters: int, depth: int) -> None:
        self._plain, self._unfit = plain, plain.Unfit
        self._megabytes, self._characters, self._depth = megabytes, characters, depth

    def answer(self, channel: int) -> None:
        """Read what is asked, then say what came of the definition and of each call."""
        (size,) = struct.unpack("I", _take(channel, 4))
        source, name, calls = json.loads(_take(channel, size))
        space: dict[str, Any] = {"__name__": "answer"}
        refusals = _withdraw()
        definition = self._outcome(partial(self._define, space, source), refusals)
        _tell(channel, definition)
        for args in calls if definition == _DEFINED else []:
            _tell(channel, self._outcome(partial(self._call, space, name, args), refusals))

    def _define(self, space: dict[str, Any], source: str) -> None:
        exec(compile(source, _SOURCE, "exec"), space)

    def _call(self, space: dict[str, Any], name: str, args: Sequence[Any]) -> object:
        if not callable(space.get(name)):
            raise self._unfit(self._plain.no_function(name))
        return space[name](*args)

    def _outcome(self, run: Callable[[], object], refusals: list[str]) -> str:
        try:
            said = f'{{"value": {self._plain.as_json(run(), self._characters, self._depth)}}}'
        except BaseException as error:  # whatever a learner's code may raise, sys.exit included
            said = self._failure(error, refusals)
        return json.dumps({"refused": str(refusals[0])}) if refusals else said

    def _failure(self, error: BaseException, refusals: list[str]) -> str:
        try:
            if isinstance(error, OSError) and error.errno in _REFUSED_BY_WALLS:
                refusals.append("reach the operating system")
            return json.dumps({"problem": self._words(error)[:300]})
        except BaseException:  # an exception may lie in its own words, or fail at them
            return json.dumps({"problem": "it failed, and so did the words of its error."})

    def _words(self, error: BaseException) -> str:
        if isinstance(error, self._unfit):
            return str(error)
        if isinstance(error, MemoryError):
            return str(self._plain.too_hungry(self._megabytes))
        if isinstance(error, SystemExit):
            return "it ended the program before it returned anything."
        if isinstance(error, SyntaxError) and error.filename == _SOURCE:
            return f"SyntaxError: {error.msg} (line {error.lineno})"
        return f"{type(error).__name__}: {error}".encode(errors="replace").decode()
