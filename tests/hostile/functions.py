"""Functions that reach for more than an answer; each stands in a hand-in whose other answer is right."""

from __future__ import annotations

_TRY = "    try:\n        {}\n    except BaseException:\n        pass\n"


def _share(*lines: str, tail: str = "return 100 * 0.25") -> str:
    """A function ``share`` of these lines."""
    return "def share(part, whole):\n" + "".join(f"    {line}\n" for line in (*lines, tail))


#: what is tried, and the source; none may earn a point for the function
HOSTILE: dict[str, str] = {
    "infinite loop": _share("while True:", "    pass"),
    "ten gigabytes": _share("big = 'x' * 10_000_000_000", "return len(big)"),
    "a list that grows": _share("grown = [0]", "while True:", "    grown = grown + grown"),
    "os._exit": _share("import os", "os._exit(0)"),
    "sys.exit": _share("import sys", "sys.exit(0)"),
    "kills itself": _share("import os, signal", "os.kill(os.getpid(), signal.SIGKILL)"),
    "signal to the parent": _share("import os, signal", "os.kill(os.getppid(), signal.SIGKILL)"),
    "fork bomb": _share("import os", "while True:", "    os.fork()"),
    "a process left behind": _share("import subprocess", "subprocess.Popen(['sleep', '60'])"),
    "segfault": _share("import ctypes", "ctypes.string_at(0)"),
    "deep recursion": _share("return share(part, whole)"),
    "a long integer": _share("return 10 ** (10 ** 8)"),
    "a slow pattern": _share("import re", "re.match('(a+)+$', 'a' * 40 + 'b')", "return 0"),
    "a flood of output": _share("for _ in range(1000):", "    print('x' * 100_000)", "return 0"),
    "a huge result": _share("return 'x' * 100_000_000"),
    "a deep result": _share("deep = []", "for _ in range(100_000):", "    deep = [deep]", "return deep"),
    "equal to everything": (
        "class Same:\n    def __eq__(self, other):\n        return True\n"
        "    def __abs__(self):\n        return 0\n    def __sub__(self, other):\n        return self\n"
        "    def __le__(self, other):\n        return True\n" + _share(tail="return Same()")
    ),
    "a lying repr": (
        "class Liar(float):\n    def __repr__(self):\n        return '25.0'\n" + _share(tail="return Liar(1)")
    ),
    "not a number": _share(tail="return float('nan')"),
    "infinity": _share(tail="return float('inf')"),
    "a text for a number": _share(tail="return str(100 * part / whole)"),
    "true for one": _share(tail="return True"),
    "a patched json": _share("import json", "json.dumps = lambda *a, **k: '[25.0, 66.66666667]'", tail="return 0"),
    "a patched checker": _share("import builtins", "builtins.abs = lambda x: 0", tail="return 0"),
    "a result written early": _share(
        "import os",
        "for pipe in range(3, 40):",
        "    try:",
        '        os.write(pipe, b\'[[25.0, ""], [66.66666667, ""]]\\n\')',
        "    except OSError:",
        "        pass",
        tail="return 0",
    ),
    "looks for the key": _share(
        "import gc",
        "for thing in gc.get_objects():",
        "    if 'FunctionKey' in type(thing).__name__:",
        "        return thing.cases[0].value",
        tail="return 0",
    ),
    "reads the key": _share("text = open('{key}').read()", tail="return 25 if 'vet' in text else 0"),
    "deletes a neighbour": _share("import shutil", "shutil.rmtree('{neighbour}')", tail="return 0"),
    "overwrites a neighbour": _share("open('{neighbour}/answers/01_pond.jsonl', 'w').close()", tail="return 0"),
    "locks a neighbour out": _share("import os", "os.chmod('{neighbour}', 0)", tail="return 0"),
    "plants a file": _share("open('{planted}', 'w').write('here')", tail="return 0"),
    "reads the environment": _share("import os", tail="return 25 if os.environ.get('LESSONS_SECRET') else 0"),
    "calls out": _share(
        "import socket",
        "socket.create_connection(('127.0.0.1', {port}), 1).send(b'here')",
        tail="return 0",
    ),
}
