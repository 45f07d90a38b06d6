"""The hostile list, for functions: it earns nothing, touches nothing and hurts nobody, in either isolation."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from lessons.errors import CannotRun
from lessons.exercises import Outcome
from lessons.sandbox import Limits, Sandbox
from lessons.sandbox.confined import Confined
from lessons.sandbox.frames import Refused
from lessons.sandbox.monty import Monty
from lessons.sandbox.monty_errors import Doubtful

LIMITS = Limits(seconds=0.4, total=0.8, megabytes=128, characters=100_000)
#: how an attacker finds the system without importing it
OS = """
def system():
    return [c for c in object.__subclasses__() if c.__name__ == "_wrap_close"][0].__init__.__globals__
"""
TYPES = """
def kind(name, module):
    found, left = [], [object]
    while left:
        one = left.pop()
        found.append(one)
        left += type.__subclasses__(one)
    return [c for c in found if c.__name__ == name and c.__module__ == module][0]
"""
FRAME = '\\x0d\\0\\0\\0{\\"value\\": 42}'

#: each f would return 42, the value that is wanted, only if its attempt came off
ROWS = {
    "infinite loop": "def f():\n    while True:\n        pass\n    return 42",
    "infinite loop that catches": """
def f():
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
""",
    "10 GB": "def f():\n    return 42 if len('x' * 10**10) else 0",
    "10 GB of list": "def f():\n    return 42 if [0] * 10**9 else 0",
    "growing list": "def f():\n    r = []\n    while True:\n        r.append('x' * 1000)",
    "os._exit": "import os\ndef f():\n    os._exit(0)",
    "os._exit, hidden": OS + "def f():\n    system()['_exit'](0)",
    "sys.exit": "import sys\ndef f():\n    sys.exit(0)",
    "raise SystemExit": "def f():\n    raise SystemExit(42)",
    "kill self": OS + "def f():\n    system()['kill'](system()['getpid'](), 9)\n    return 42",
    "signal to the parent": OS + "def f():\n    system()['kill'](system()['getppid'](), 15)\n    return 42",
    "fork bomb": OS + "def f():\n    while True:\n        system()['fork']()",
    "process left behind": OS + "def f():\n    return 42 if system()['fork']() else system()['sleep'](60)",
    "subprocess": "import subprocess\ndef f():\n    subprocess.run(['true'])\n    return 42",
    "system": OS + "def f():\n    return 42 if system()['system']('true') == 0 else 0",
    "exec": OS + "def f():\n    system()['execv']('/bin/echo', ['echo', '42'])",
    "thread": "import threading\ndef f():\n    threading.Thread(target=print).start()\n    return 42",
    "read": "def f():\n    return 42 if open({precious!r}).read() else 0",
    "overwrite": "def f():\n    open({precious!r}, 'w').write('x')\n    return 42",
    "plant": "def f():\n    open({precious!r} + '.py', 'w').write('x')\n    return 42",
    "delete": OS + "def f():\n    system()['remove']({precious!r})\n    return 42",
    "chmod": OS + "def f():\n    system()['chmod']({precious!r}, 0o777)\n    return 42",
    "delete with pathlib": "from pathlib import Path\ndef f():\n    Path({precious!r}).unlink()\n    return 42",
    "environment": "import os\ndef f():\n    return 42 if os.environ['POND_SECRET'] else 0",
    "environment, hidden": OS + "def f():\n    return 42 if system()['environ']['POND_SECRET'] else 0",
    "network": "import socket\ndef f():\n    socket.create_connection(('127.0.0.1', {port}))\n    return 42",
    "network, hidden": TYPES
    + """
def f():
    kind("socket", "_socket")().connect(("127.0.0.1", {port}))
    return 42
""",
    "ctypes": "import ctypes\ndef f():\n    ctypes.string_at(0)\n    return 42",
    "segfault": TYPES + "def f():\n    return kind('c_long', 'ctypes').from_address(0).value",
    "deep recursion": "def f():\n    return f()",
    "deep recursion, unlimited": "import sys\nsys.setrecursionlimit(10**8)\ndef f():\n    return [f()]",
    "10^8 digits": "def f():\n    return 42 if len(str(7 ** 10**8)) else 0",
    "10^4 digits": "def f():\n    return 10**10_000",
    "catastrophic pattern": "import re\ndef f():\n    return re.match(r'(a|a)*$', 'a' * 50 + 'b') or 42",
    "100 MB result": "def f():\n    return 'x' * 10**8",
    "100 MB of list": "def f():\n    return list(range(10**7))",
    "100,000 deep": "def f():\n    r = 42\n    for i in range(100_000):\n        r = [r]\n    return r",
    "a list in itself": "def f():\n    r = [42]\n    r.append(r)\n    return r",
    "equal to everything": "class E:\n    def __eq__(self, o):\n        return True\ndef f():\n    return E()",
    "equal inside a list": "class E:\n    def __eq__(self, o):\n        return True\ndef f():\n    return [E()]",
    "lying repr": "class E:\n    def __repr__(self):\n        return '42'\ndef f():\n    return E()",
    "lying number": "class E(int):\n    def __eq__(self, o):\n        return True\ndef f():\n    return E(1)",
    "lying text": "class E(str):\n    def __len__(self):\n        return 2\ndef f():\n    return E('1')",
    "lying error": "class E(Exception):\n    def __str__(self):\n        raise self\ndef f():\n    raise E",
    "NaN": "def f():\n    return float('nan')",
    "infinity": "def f():\n    return [float('inf')]",
    "bytes": "def f():\n    return b'42'",
    "generator": "def f():\n    return (x for x in [42])",
    "written to every file": OS
    + f"""
def f():
    for number in range(64):
        try:
            system()["write"](number, b"{FRAME}" * 20)
        except OSError:
            pass
    return 42
""",
    "every file closed": OS + "def f():\n    system()['closerange'](0, 64)\n    return 42",
}

#: functions that look odd and do nothing forbidden: right values stay right
HARMLESS = {
    "True for 1": ("def f():\n    return True", True),
    "a number as text": ("def f():\n    return '42'", "42"),
    "100 MB of output": ("def f():\n    for i in range(100):\n        print('x' * 10**6)\n    return 42", 42),
}


@pytest.fixture(scope="module")
def monty():
    made = Monty(LIMITS)
    yield made
    made.close()


@pytest.fixture(scope="module")
def confined():
    made = Confined(LIMITS)
    yield made
    made.close()


@pytest.fixture
def pond(tmp_path, monkeypatch):
    """A precious file, a secret in the environment, and a listener at a port."""
    precious = tmp_path / "precious.txt"
    precious.write_text("ducks")
    precious.chmod(0o640)
    monkeypatch.setenv("POND_SECRET", "ducks")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield precious, server


def outcomes_of(where: Monty | Confined, source: str, calls: int = 1) -> tuple[Outcome, ...]:
    """What came of it; empty where a person must look."""
    try:
        if isinstance(where, Monty):
            return where.run(source, ast.parse(source), "f", [[]] * calls)
        return where.run(source, "f", [[]] * calls)
    except (Doubtful, Refused):
        return ()


def trace(path: Path) -> tuple[int, ...]:
    """What shows that somebody has changed a file."""
    now = path.stat()
    return now.st_mode, now.st_mtime_ns, now.st_ctime_ns, now.st_size, now.st_ino, now.st_uid


def kin(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [child for child, parent in parents.items() if parent == pid]
    return found + [grandchild for child in found for grandchild in kin(child)]


@pytest.mark.parametrize("isolation", ["monty", "confined"])
class TestHostile:
    """Every row, in both isolations."""

    @pytest.mark.parametrize("row", ROWS)
    def test_it_earns_nothing_and_touches_nothing(self, request, isolation, row, pond):
        """No value, no trace on the disk, no knock at the port, no process left; and the next function is well."""
        precious, server = pond
        where = request.getfixturevalue(isolation)
        before = trace(precious)
        source = (
            ROWS[row].replace("{precious!r}", repr(str(precious))).replace("{port}", str(server.getsockname()[1]))
        )

        outcomes = outcomes_of(where, source)

        assert [outcome.value for outcome in outcomes if not outcome.problem] == []
        assert [path.name for path in precious.parent.iterdir()] == ["precious.txt"]
        assert (precious.read_text(), trace(precious)) == ("ducks", before)
        with pytest.raises(BlockingIOError):
            server.accept()
        assert outcomes_of(where, "def f():\n    return [1, 'duck']") == (Outcome([1, "duck"]),)
        if isolation == "confined":
            assert kin(where._server.pid) == []

    @pytest.mark.parametrize("row", HARMLESS)
    def test_what_only_looks_odd_keeps_its_value(self, request, isolation, row):
        """The judge compares strictly; the sandbox takes nothing away."""
        source, value = HARMLESS[row]
        (outcome,) = outcomes_of(request.getfixturevalue(isolation), source)
        assert (outcome.value, type(outcome.value)) == (value, type(value))

    @pytest.mark.parametrize(
        "source",
        [
            "import json\njson.dumps = lambda *a, **k: '42'\njson.loads = json.dumps\ndef f():\n    return 1",
            "import builtins\nbuiltins.len = builtins.type = lambda *a: 42\ndef f():\n    return 1",
            "len = str = type = dict = lambda *a: 42\ndef f():\n    return 1",
        ],
    )
    def test_patched_json_and_builtins_change_nothing(self, request, isolation, source):
        """Neither this function's value nor the next one's."""
        where = request.getfixturevalue(isolation)
        given = [outcome.value for outcome in outcomes_of(where, source) if not outcome.problem]
        assert (set(given) <= {1}, outcomes_of(where, "def f():\n    return 2")) == (True, (Outcome(2),))


class TestNothingToFind:
    """Where the key is, no learner's code has been."""

    def test_the_servers_memory_holds_nothing_of_what_was_asked(self, confined):
        """A child is forked from a process that saw neither sources, nor arguments, nor results."""
        word = f"drake-{uuid.uuid4()}"
        assert outcomes_of(confined, f"def f():\n    return '{word}'") == (Outcome(word),)
        held = memory(confined._server.pid)
        assert (word.encode() in held, b"shut_in" in held) == (False, True)

    def test_the_servers_memory_holds_nothing_of_the_graders(self, confined, monkeypatch):
        """Not by inheritance, not by the environment."""
        word = f"drake-{uuid.uuid4()}"
        monkeypatch.setenv("POND_SECRET", word)
        confined.close()
        outcomes_of(confined, "def f():\n    return 1")
        assert word.encode() not in memory(confined._server.pid)

    def test_a_search_through_all_objects_finds_nothing(self, confined):
        """What an earlier learner handed in is not there to be copied."""
        word = f"drake-{uuid.uuid4()}"
        outcomes_of(confined, f"ANSWER = '{word}'\ndef f():\n    return ANSWER")
        source = (
            TYPES
            + """
def f():
    found, left = [], list(kind("BuiltinImporter", "_frozen_importlib").load_module("gc").get_objects())
    for one in left:
        texts = one.values() if type(one) is dict else [one]
        found += [text for text in texts if type(text) is str and text[:5] == "drak" + "e"]
    return found
"""
        )
        assert outcomes_of(confined, source) in ((), (Outcome([]),))

    @pytest.mark.parametrize("isolation", ["monty", "confined"])
    def test_a_worker_has_an_empty_environment_and_no_file_of_ours(self, isolation, tmp_path):
        """Even a file that was marked to be handed on stays here."""
        with (tmp_path / "key.toml").open("w") as key, Sandbox(LIMITS) as made:
            os.set_inheritable(key.fileno(), True)
            made.run(f"{'import string' if isolation == 'confined' else ''}\ndef f():\n    return 1", "f", [[]])
            workers = [pid for pid in kin(os.getpid()) if is_worker(pid)]
            files = {os.readlink(path) for pid in workers for path in Path(f"/proc/{pid}/fd").iterdir()}
            assert (len(workers) > 0, {Path(f"/proc/{pid}/environ").read_bytes() for pid in workers}) == (
                True,
                {b""},
            )
            assert str(tmp_path / "key.toml") not in files

    def test_the_server_is_not_root(self, confined):
        """Should everything else fail, it is nobody."""
        outcomes_of(confined, "def f():\n    return 1")
        status = Path(f"/proc/{confined._server.pid}/status").read_text()
        (identities,) = [line.split()[1:] for line in status.splitlines() if line.startswith("Uid:")]
        assert "0" not in identities


class TestRestart:
    """A server that is gone is replaced."""

    def test_a_killed_server_is_started_again(self, confined):
        """One crash does not cost a class its marks."""
        outcomes_of(confined, "def f():\n    return 1")
        confined._server.kill()
        assert outcomes_of(confined, "def f():\n    return 2") == (Outcome(2),)

    def test_nothing_is_left_when_the_grader_is_killed(self, tmp_path):
        """Killed half-way, with a function that never ends."""
        program = (
            "import os, sys\nfrom lessons.sandbox import Sandbox\nwith Sandbox() as s:\n"
            "    s.run('import string\\ndef f():\\n    return 1', 'f', [[]])\n"
            "    s.run('def f():\\n    return 1', 'f', [[]])\n"
            "    print('ready', flush=True)\n"
            "    s.run('import string\\ndef f():\\n    while True:\\n        pass', 'f', [[]])\n"
        )
        with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as grader:
            assert grader.stdout is not None
            grader.stdout.readline()
            left = kin(grader.pid)
            grader.kill()
        assert (len(left) > 1, [pid for pid in left if lives_on(pid)]) == (True, [])

    def test_a_person_is_told_what_was_tried(self):
        """Through the whole sandbox, a hostile function ends at a person's desk with a sentence."""
        with Sandbox(LIMITS) as made, pytest.raises(CannotRun, match="This function tried to import subprocess"):
            made.run(ROWS["subprocess"], "f", [[]])


def memory(pid: int) -> bytes:
    """All that a process could write to, as bytes."""
    held = b""
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as cells:
        for line in maps:
            (start, end), rights = (int(part, 16) for part in line.split()[0].split("-")), line.split()[1]
            if rights.startswith("rw") and "[v" not in line:
                cells.seek(start)
                held += cells.read(end - start)
    return held


def is_worker(pid: int) -> bool:
    """Whether a process is one of the sandbox's."""
    command = Path(f"/proc/{pid}/cmdline").read_bytes()
    return b"zygote.py" in command or b"monty\0subprocess" in command


def lives_on(pid: int) -> bool:
    """Whether a process is still there after a little while."""
    for _ in range(100):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return False
        except OSError:
            return False
        subprocess.run(["sleep", "0.1"], check=True)
    return True
