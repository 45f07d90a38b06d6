"""One real grading of everything hostile at once, between two neighbours who did nothing wrong."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from lessons.case import Case
from lessons.gradebook.results import Item, Result
from tests.hand_ins import answers, hand_in, item, results, rows
from tests.hostile.answers import HOSTILE
from tests.hostile.files import NAMES, ROWS
from tests.toy import toy_case


@dataclass(frozen=True)
class Graded:
    """What the command made of it, and what the world looked like before and after."""

    case: Case
    before: dict[str, tuple[int, bytes]]
    after: dict[str, tuple[int, bytes]]
    out: Path
    pages: Path
    results: dict[str, Result]
    problems: dict[str, list[dict[str, str]]]
    exit_code: int
    said: str
    called: bool
    left_behind: list[str]

    def of(self, name: str) -> Result:
        """The result of a hand-in, by the name of its folder."""
        return next(result for result in self.results.values() if result.learner.name == name)

    def item(self, name: str, exercise: str) -> Item:
        """What came of one exercise of a hand-in."""
        return item(self.of(name), exercise)


def world(folder: Path, *made: Path) -> dict[str, tuple[int, bytes]]:
    """Every file there, with its mode and content, but for what the commands made."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    kept = [path for path in paths if not {*made} & {*path.parents} and path.suffix != ".pyc"]
    return {str(path.relative_to(folder)): (path.stat().st_mode, path.read_bytes()) for path in kept}


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Everything hostile, graded and released by the real commands."""
    home = tmp_path_factory.mktemp("hostile")
    case, hand_ins, out, pages = toy_case(home / "toy"), home / "hand-ins", home / "grades", home / "pages"
    for name in ("Ana", "Zoe"):
        hand_in(hand_ins, name, case, answers(case))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        _write(case, hand_ins, home, listener.getsockname()[1])
        before, running = world(home, out, pages), {process.pid for process in psutil.process_iter()}
        done = _run(home, "grade", hand_ins, "--key", case.folder / "key", "-o", out)
        _run(home, "release", out, "-o", pages, "--waiting", "include").check_returncode()
        called = _was_called(listener)
    left = [line for pid, line in _orphans() if pid not in running]
    problems: dict[str, list[dict[str, str]]] = {}
    for row in rows(out / "problems.csv"):
        problems.setdefault(row["learner"], []).append(row)
    after, said = world(home, out, pages), done.stdout + done.stderr
    graded = (out, pages, results(out), problems, done.returncode, said)
    return Graded(case, before, after, *graded, called, left)


def _write(case: Case, hand_ins: Path, home: Path, port: int) -> None:
    places = {
        "{neighbour}": str(hand_ins / "Ana"),
        "{planted}": str(home / "planted"),
        "{port}": str(port),
    }
    for name, answer in HOSTILE.items():
        for mark, place in places.items():
            answer = answer.replace(mark, place) if isinstance(answer, str) else answer
        hand_in(hand_ins, name, case, {"collected": "vet", "write-the-share": answer})
    for name, (write, _) in ROWS.items():
        (hand_ins / name).mkdir(parents=True)
        write(hand_ins / name, case)
    for number, name in enumerate(NAMES):
        given = {"collected": "vet", "in-your-words": f"<script>{name}</script>"}
        hand_in(hand_ins, name, case, given, who=f"kind-{number}")


def _run(home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lessons.cli", *map(str, words)]
    return subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=300)


def _orphans() -> Iterator[tuple[int, str]]:
    """Processes that lost their parent, of the kind a hand-in would start."""
    for process in psutil.process_iter(["ppid", "cmdline"]):
        command = " ".join(process.info["cmdline"] or ())
        if process.info["ppid"] == 1 and "sleep 60" in command:
            yield process.pid, command


def _was_called(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except TimeoutError:
        return False
    return True
