"""A clean process that forks one confined child per function, and never sees what the child is asked.

Started as ``python -I -S -B zygote.py SECONDS MEGABYTES CHARACTERS DEPTH`` with an empty environment and one
socket. Each request is a socket of its own, handed on unread: source, arguments and results pass through the
child alone, so no child finds another learner's work in the memory it was forked with. Stdlib only.
"""

from __future__ import annotations

import gc
import importlib
import os
import signal
import socket
import struct
import sys
import warnings
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any, NoReturn

#: what a learner may import: it computes, and is of no use against the walls; the rest a person must look at
_OFFERED = """
    __future__ abc array base64 binascii bisect calendar cmath collections collections.abc colorsys contextlib copy
    csv dataclasses datetime decimal difflib enum fractions functools graphlib heapq html io itertools json keyword
    math numbers operator pprint random re reprlib statistics string struct sys textwrap time types typing
    unicodedata warnings
"""
#: what these load only when they are used
_BENEATH = "_strptime encodings.ascii encodings.latin_1 encodings.cp1252 encodings.utf_8_sig encodings.utf_16"


def _beside(name: str) -> Any:
    # "-I" keeps this folder off the path, and the house must stay out of this process
    spec = spec_from_file_location(name, os.path.join(os.path.dirname(os.path.abspath(__file__)), f"{name}.py"))
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _prepare() -> None:
    for name in f"{_OFFERED} {_BENEATH}".split():
        importlib.import_module(name)
    warnings.simplefilter("ignore")  # to show one, Python looks for the source on the disk
    gc.collect()
    gc.freeze()


def main(seconds: int, megabytes: int, characters: int, depth: int) -> None:
    """Close off, say whether that worked, then fork a child for every socket that arrives."""
    walls = _beside("walls")
    child = _beside("child").Child(_beside("plain"), megabytes, characters, depth)
    control = socket.socket(fileno=os.dup(0))
    os.dup2(1, 0)  # the socket came as standard input, and a learner's input() must not read it

    def confined(channel: int) -> None:
        control.close()
        walls.shut_in(seconds, space)
        child.answer(channel)

    try:
        _prepare()
        space = walls.address_space() + megabytes * 2**20
        walls.close_off()
    except walls.NoWalls as error:
        control.sendall(f"{error}\n".encode())
    else:
        control.sendall(b"ready\n")
        _serve(control, confined)


def _serve(control: socket.socket, confined: Callable[[int], None]) -> None:
    while True:
        _, channels, _, _ = socket.recv_fds(control, 1, 1)
        if not channels:
            return
        pid = _fork(confined, channels[0])
        os.close(channels[0])
        more = control.recv(1)  # the other side has heard enough, or has gone
        os.kill(pid, signal.SIGKILL)
        control.sendall(struct.pack("i", os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])))
        if not more:
            return


def _fork(confined: Callable[[int], None], channel: int) -> int:
    pid = os.fork()
    if not pid:
        _be_the_child(confined, channel, os._exit)
    return pid


def _be_the_child(confined: Callable[[int], None], channel: int, leave: Callable[[int], NoReturn]) -> NoReturn:
    try:
        confined(channel)
    except BaseException:
        leave(70)  # before the first word was said, it means that a wall did not hold
    leave(0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
