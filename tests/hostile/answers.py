"""Functions that do more than answer, were they ever run; and results that try whoever reads them."""

from __future__ import annotations

import json
from typing import Any

_SHARE = "def share(part, whole):\n    return 100 * part / whole\n"


def _source(*lines: str) -> str:
    """A source that an older desk recorded alone: whoever ran it would be harmed at once."""
    return "\n".join((*lines, _SHARE))


def _gave(*results: Any) -> dict[str, Any]:
    """A right source with results of one's own making."""
    return {"source": _SHARE, "results": list(results)}


#: what is tried, and the answer; none may earn a point for the function
HOSTILE: dict[str, Any] = {
    "infinite loop": _source("while True:", "    pass"),
    "os._exit": _source("import os", "os._exit(0)"),
    "signal to the parent": _source("import os, signal", "os.kill(os.getppid(), signal.SIGKILL)"),
    "a process left behind": _source("import subprocess", "subprocess.Popen(['sleep', '60'])"),
    "deletes a neighbour": _source("import shutil", "shutil.rmtree('{neighbour}')"),
    "plants a file": _source("open('{planted}', 'w').write('here')"),
    "calls out": _source("import socket", "socket.create_connection(('127.0.0.1', {port}), 1).send(b'here')"),
    "a source of two megabytes": f"{_SHARE}# {'x' * 2_000_000}",
    "brackets without end": f"{_SHARE}{'(' * 20_000}",
    "results without a source": {"results": [{"value": 25}, {"value": 66.66666667}]},
    "a source that is a list": {"source": [_SHARE], "results": []},
    "results that are no list": {"source": _SHARE, "results": {"value": 25}},
    "one result too few": _gave({"value": 25}),
    "one result too many": _gave({"value": 25}, {"value": 66.66666667}, {"value": 25}),
    "ten thousand results": _gave(*[{"value": 25}] * 10_000),
    "a value with a problem": _gave({"value": 25, "problem": "None."}, {"value": 66.66666667, "problem": ""}),
    "results that are only numbers": _gave(25, 66.66666667),
    "points of one's own": {**_gave({"value": 25}, {"value": 66.66666667}), "points": 2},
    "a text for a number": _gave({"value": "25.0"}, {"value": "66.66666667"}),
    "true for one": _gave({"value": True}, {"value": True}),
    "a long integer": _gave({"value": 10**4_000}, {"value": 10**400}),
    "a huge result": _gave({"value": "x" * 1_000_000}, {"value": None}),
    "a wide result": _gave({"value": [0] * 100_000}, {"value": {str(n): n for n in range(10_000)}}),
    "a deep result": _gave({"value": json.loads("[" * 90 + "]" * 90)}, {"value": 0}),
    "markup for a result": _gave(
        {"value": "<script>alert(1)</script>"}, {"problem": "=1+1 <img src=x onerror=x>"}
    ),
}
