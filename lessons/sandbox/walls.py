"""Walls around a process on Linux: no files, no network, no other processes, a share of the machine.

Landlock closes the file system, TCP and signals; seccomp leaves only the system calls that plain Python
cannot do without; resource limits share out time and memory. The confined process loads this file by its
path, so it imports nothing of the house.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import resource
import signal
import socket
import struct
from collections.abc import Callable

_NOBODY = 65534
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446  # the same number on every architecture
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # bits by Landlock version; 16 from version 5 on
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000

#: architecture as the kernel names it, and the numbers of the only system calls that stay
_CALLS: dict[str, tuple[int, dict[str, int]]] = {
    "x86_64": (
        0xC000003E,
        {
            "read": 0, "write": 1, "close": 3, "fstat": 5, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12,
            "rt_sigreturn": 15, "sched_yield": 24, "mremap": 25, "madvise": 28, "nanosleep": 35, "getpid": 39,
            "exit": 60, "gettimeofday": 96, "gettid": 186, "futex": 202, "restart_syscall": 219,
            "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231,
            "getrandom": 318,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "close": 57, "read": 63, "write": 64, "fstat": 80, "exit": 93, "exit_group": 94, "futex": 98,
            "nanosleep": 101, "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115,
            "sched_yield": 124, "restart_syscall": 128, "rt_sigreturn": 139, "gettimeofday": 169,
            "getpid": 172, "gettid": 178, "brk": 214, "munmap": 215, "mremap": 216, "mmap": 222,
            "mprotect": 226, "madvise": 233, "getrandom": 278,
        },
    ),
}  # fmt: skip


_LIBC = ctypes.CDLL(None, use_errno=True)


class NoWalls(Exception):
    """This machine cannot confine; its text says what is missing."""


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _prctl(what: int, *more: object) -> None:
    words = [value if isinstance(value, ctypes.c_void_p) else ctypes.c_ulong(value) for value in more]  # type: ignore[arg-type]
    words += [ctypes.c_ulong(0)] * (4 - len(words))
    if _LIBC.prctl(ctypes.c_int(what), *words) != 0:
        raise NoWalls(f"prctl {what}: {os.strerror(ctypes.get_errno())}")


def close_off() -> None:
    """Shut away files, TCP and other processes, for this process and all it starts; then stop being root."""
    if os.uname().machine not in _CALLS:
        raise NoWalls(f"the system calls of {os.uname().machine} are not written down here")
    version = _LIBC.syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    if version < 1:
        raise NoWalls("this kernel has no Landlock (Linux 5.13 or later, switched on)")
    rights = struct.pack("QQQ", (1 << _FILE_RIGHTS.get(version, 16)) - 1, 0b11, 0b11)
    known = 8 if version < 4 else 16 if version < 6 else 24  # files; then TCP; then signals and sockets
    rules = _LIBC.syscall(_LANDLOCK_CREATE, rights, ctypes.c_size_t(known), ctypes.c_uint32(0))
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if rules < 0 or _LIBC.syscall(_LANDLOCK_RESTRICT, rules, ctypes.c_uint32(0)) != 0:
        raise NoWalls(f"Landlock was refused: {os.strerror(ctypes.get_errno())}")
    os.close(rules)
    _step_down()


def _step_down() -> None:
    # root inside a container may not be allowed to; the other walls do not depend on it
    if os.geteuid() == 0:
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)


def shut_in(seconds: int, space: int) -> None:
    """Leave this one process its share of the machine and hardly a system call; proves it before returning."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    _share(seconds, space)
    _filter()
    _prove()


def _share(seconds: int, space: int) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, space),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def address_space() -> int:
    """How large this process is already, in bytes; to be asked before it is closed off."""
    with open("/proc/self/statm", encoding="ascii") as pages:
        return int(pages.read().split()[0]) * resource.getpagesize()


def _filter() -> None:
    architecture, calls = _CALLS[os.uname().machine]
    allowed = sorted(calls.values())
    steps = [_step(0x20, 4), _step(0x15, architecture, 1, 0), _step(0x06, _KILL), _step(0x20, 0)]
    steps += [_step(0x15, number, len(allowed) - place, 0) for place, number in enumerate(allowed)]
    steps += [_step(0x06, _REFUSE), _step(0x06, _ALLOW)]
    program = _Program(len(steps), b"".join(steps))
    _prctl(_PR_SET_SECCOMP, 2, ctypes.cast(ctypes.pointer(program), ctypes.c_void_p))


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, then, otherwise, value)


def _prove() -> None:
    attempts: tuple[Callable[[], object], ...] = (
        lambda: os.open("/", os.O_RDONLY),
        lambda: os.stat("/"),
        lambda: os.kill(os.getpid(), 0),
        socket.socket,
        os.fork,
    )
    for attempt in attempts:
        try:
            attempt()
        except PermissionError:
            continue
        raise NoWalls("a wall did not hold")
