"""The walls around the confined Python, tried from inside with raw system calls, also by root."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from lessons.sandbox import walls

#: Everything is made ready first; then the walls go up; then each attempt says "through" or the error it met.
#: None would do harm if the walls should fail: signal 0 asks only whether a signal could be sent, and the raw
#: calls come with empty arguments.
PROBE = """
import ctypes, errno, importlib.util, json, os, signal, socket, sys, time, math
path, precious, port, parent, wanted = sys.argv[1:]
spec = importlib.util.spec_from_file_location("walls", path)
walls = importlib.util.module_from_spec(spec)
spec.loader.exec_module(walls)
libc = ctypes.CDLL(None, use_errno=True)
unix, tcp = socket.socketpair(), socket.socket()
numbers = json.loads(os.environ["NUMBERS"])
buffer = ctypes.create_string_buffer(4096)
def raw(number):
    if libc.syscall(number, 0, 0, 0, 0, 0, 0) == -1:
        raise OSError(ctypes.get_errno(), "")
attempts = {
    "read": lambda: open(precious).read(),
    "overwrite": lambda: open(precious, "w"),
    "plant": lambda: open(precious + ".planted", "w"),
    "delete": lambda: os.remove(precious),
    "rename": lambda: os.rename(precious, precious + ".moved"),
    "chmod": lambda: os.chmod(precious, 0o777),
    "chown": lambda: os.chown(precious, 0, 0),
    "utime": lambda: os.utime(precious, (0, 0)),
    "truncate": lambda: os.truncate(precious, 0),
    "link": lambda: os.link(precious, precious + ".link"),
    "symlink": lambda: os.symlink(precious, precious + ".symlink"),
    "mkdir": lambda: os.mkdir(precious + ".folder"),
    "mkfifo": lambda: os.mkfifo(precious + ".pipe"),
    "setxattr": lambda: os.setxattr(precious, "user.x", b"x"),
    "list": lambda: os.listdir("/"),
    "stat": lambda: os.stat(precious),
    "read the environment": lambda: open("/proc/self/environ").read(),
    "parent's memory": lambda: open(f"/proc/{parent}/mem", "rb"),
    "chdir": lambda: os.chdir("/"),
    "chroot": lambda: os.chroot("/"),
    "kill the parent": lambda: os.kill(int(parent), 0),
    "kill all": lambda: os.kill(-1, 0),
    "kill itself": lambda: os.kill(os.getpid(), signal.SIGTERM),
    "ignore a signal": lambda: signal.signal(signal.SIGTERM, signal.SIG_IGN),
    "fork": os.fork,
    "exec": lambda: os.execv("/bin/sh", ["sh"]),
    "spawn": lambda: os.posix_spawn("/bin/sh", ["sh"], {}),
    "connect": lambda: tcp.connect(("127.0.0.1", int(port))),
    "bind": lambda: tcp.bind(("127.0.0.1", 0)),
    "new socket": socket.socket,
    "send": lambda: unix[0].send(b"x"),
    "pass a file on": lambda: socket.send_fds(unix[0], [b"x"], [1]),
    "become root": lambda: os.setuid(0),
    "new session": os.setsid,
    "niceness": lambda: os.nice(-5),
    "pipe": os.pipe,
    "duplicate": lambda: os.dup(1),
    "memory file": lambda: os.memfd_create("x"),
    **{name: lambda number=number: raw(number) for name, number in numbers.items()},
    "compute": lambda: math.sqrt(2) + len(str(2**5000)) + len([0] * 10**6),
    "sleep": lambda: time.sleep(0.001),
    "ask the time": time.time,
    "chance": lambda: os.urandom(8),
}
space = walls.address_space() + 2**28
walls.close_off()
if wanted == "all":
    walls.shut_in(20, space)
said = {}
for name, attempt in attempts.items():
    if wanted != "all" and name not in wanted.split(","):
        continue
    try:
        attempt()
        said[name] = "through"
    except OSError as error:
        said[name] = errno.errorcode[error.errno]
os.write(1, json.dumps(said).encode())
"""

ATTEMPTS = [
    "read",
    "overwrite",
    "plant",
    "delete",
    "rename",
    "chmod",
    "chown",
    "utime",
    "truncate",
    "link",
    "symlink",
    "mkdir",
    "mkfifo",
    "setxattr",
    "list",
    "stat",
    "read the environment",
    "parent's memory",
    "chdir",
    "chroot",
    "kill the parent",
    "kill all",
    "kill itself",
    "ignore a signal",
    "fork",
    "exec",
    "spawn",
    "connect",
    "bind",
    "new socket",
    "send",
    "pass a file on",
    "become root",
    "new session",
    "niceness",
    "pipe",
    "duplicate",
    "memory file",
]
INNOCENT = ["compute", "sleep", "ask the time", "chance"]
#: numbers that Python has no name for, by architecture
NUMBERS = {
    "x86_64": {
        "ptrace": 101, "clone": 56, "clone3": 435, "vfork": 58, "execveat": 322, "mount": 165, "open_tree": 428,
        "fsopen": 430, "unshare": 272, "setns": 308, "tgkill": 234, "pidfd_open": 434, "pidfd_send_signal": 424,
        "process_vm_readv": 310, "process_vm_writev": 311, "bpf": 321, "perf_event_open": 298, "keyctl": 250,
        "io_uring_setup": 425, "init_module": 175, "reboot": 169, "kexec_load": 246, "userfaultfd": 323,
        "prctl": 157, "seccomp": 317, "sendto": 44, "sendmsg": 46, "sendfile": 40, "splice": 275, "shmget": 29,
        "inotify_init1": 294, "personality": 135, "settimeofday": 164, "swapon": 167,
        "open_by_handle_at": 304, "prlimit64": 302, "setrlimit": 160, "x32 fork": 0x40000000 + 57,
    },
    "aarch64": {
        "ptrace": 117, "clone": 220, "clone3": 435, "execveat": 281, "mount": 40, "open_tree": 428, "fsopen": 430,
        "unshare": 97, "setns": 268, "tgkill": 131, "pidfd_open": 434, "pidfd_send_signal": 424,
        "process_vm_readv": 270, "process_vm_writev": 271, "bpf": 280, "perf_event_open": 241, "keyctl": 219,
        "io_uring_setup": 425, "init_module": 105, "reboot": 142, "kexec_load": 104, "userfaultfd": 282,
        "prctl": 167, "seccomp": 277, "sendto": 206, "sendmsg": 211, "sendfile": 71, "splice": 76, "shmget": 194,
        "inotify_init1": 26, "personality": 92, "settimeofday": 170, "swapon": 224,
        "open_by_handle_at": 265, "prlimit64": 261, "setrlimit": 164,
    },
}[os.uname().machine]  # fmt: skip


def attempted(folder: Path, wanted: str) -> tuple[dict[str, str], bool, dict[str, str]]:
    """What each attempt met, whether the precious file is untouched, and what is in the folder."""
    precious = folder / "precious.txt"
    precious.write_text("ducks")
    before = precious.stat()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port, parent = str(server.getsockname()[1]), str(os.getpid())
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", PROBE, walls.__file__, str(precious), port, parent, wanted],
            env={"NUMBERS": json.dumps(NUMBERS)},
            capture_output=True,
            check=True,
        )
        with pytest.raises(BlockingIOError):
            server.accept()
    after = precious.stat()
    untouched = (before.st_mode, before.st_mtime_ns, before.st_uid) == (
        after.st_mode,
        after.st_mtime_ns,
        after.st_uid,
    )
    return json.loads(done.stdout), untouched, {path.name: path.read_text() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def tried(tmp_path_factory):
    """Everything, tried once behind all walls."""
    return attempted(tmp_path_factory.mktemp("pond"), "all")


class TestFromInside:
    """What gets through."""

    @pytest.mark.parametrize("name", [*ATTEMPTS, *NUMBERS])
    def test_what_reaches_out_is_refused(self, tried, name):
        """Each call that Python does not need to compute comes back as not permitted."""
        assert tried[0][name] == "EPERM"

    @pytest.mark.parametrize("name", INNOCENT)
    def test_what_only_computes_goes_through(self, tried, name):
        """The walls are not in a learner's way."""
        assert tried[0][name] == "through"

    def test_every_attempt_is_named_here(self, tried):
        """None was forgotten in between."""
        assert set(tried[0]) == {*ATTEMPTS, *NUMBERS, *INNOCENT}

    def test_nothing_on_the_disk_changed(self, tried):
        """Not a byte, not a date, not a right, not a file more."""
        assert tried[1:] == (True, {"precious.txt": "ducks"})

    def test_landlock_alone_keeps_files_network_and_processes(self, tmp_path):
        """The second wall stands by itself, should the first miss a call."""
        names = ["read", "overwrite", "plant", "delete", "mkdir", "list", "connect", "kill the parent"]
        said, *left = attempted(tmp_path, ",".join(names))
        assert (set(said.values()) <= {"EACCES", "EPERM"}, left) == (True, [True, {"precious.txt": "ducks"}])


class TestWithoutWalls:
    """Machines that cannot put them up."""

    def test_an_unknown_machine_is_named(self, monkeypatch):
        """A number that means another call elsewhere is never guessed."""
        monkeypatch.setattr(walls, "_CALLS", {})
        with pytest.raises(walls.NoWalls, match=r"the system calls of .* are not written down here"):
            walls.close_off()

    def test_a_kernel_without_landlock_is_said(self, monkeypatch):
        """The sentence says which kernel has it."""
        monkeypatch.setattr(walls, "_LANDLOCK_CREATE", 100_000)
        with pytest.raises(walls.NoWalls, match=r"no Landlock \(Linux 5.13 or later, switched on\)"):
            walls.close_off()

    def test_a_wall_that_does_not_hold_is_noticed(self):
        """Here there are none: the proof fails before anything of a learner's is read."""
        with pytest.raises(walls.NoWalls, match="a wall did not hold"):
            walls._prove()
