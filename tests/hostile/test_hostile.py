"""The hostile list: no unearned point, no lost point, no neighbour touched, and a line for each in the report."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from lessons.case import read_case
from lessons.gradebook.database import FILE, opened
from tests.hand_ins import answers, graded, hand_in, results
from tests.hostile.answers import HOSTILE
from tests.hostile.files import NAMES, QUIET, ROWS
from tests.toy import toy_case

each_function = pytest.mark.parametrize("name", HOSTILE)
each_file = pytest.mark.parametrize("name", ROWS)
each_name = pytest.mark.parametrize("name", NAMES)
KEEPS = [name for name, (_, keeps) in ROWS.items() if keeps]
LOSES = [name for name in ROWS if name not in KEEPS]


class TestNeighbours:
    """Whoever handed in good work has what they earned."""

    @pytest.mark.parametrize("name", ["Ana", "Zoe"])
    def test_lose_nothing(self, hostile, name):
        """The first and the last of the batch have every point a machine gives."""
        result = hostile.of(name)
        assert (result.raw, result.waiting) == (sum(i.out_of for i in result.items if i.status == "graded"), 1)

    def test_no_file_outside_the_gradebook_changed(self, hostile):
        """Hand-ins, key and all around them are as they were, and nothing was planted."""
        assert hostile.after == hostile.before

    def test_nobody_was_called(self, hostile):
        """No connection was made."""
        assert not hostile.called

    def test_no_process_was_left_behind(self, hostile):
        """Nothing that the hand-ins started is still running."""
        assert hostile.left_behind == []

    def test_everybody_is_in_the_gradebook(self, hostile):
        """Every hand-in has its row."""
        names = {result.learner.name for result in hostile.results.values()}
        assert {"Ana", "Zoe", *HOSTILE, *ROWS} - names == set()

    def test_the_command_says_that_some_could_not_be_read(self, hostile):
        """It ends with code 3 and a list of them."""
        assert (hostile.exit_code, "Could not be read" in hostile.said, "Traceback" in hostile.said) == (
            3,
            True,
            False,
        )


class TestFunctions:
    """A function that does more than answer is not run, and results that try the reader earn nothing."""

    @each_function
    def test_earns_no_point(self, hostile, name):
        """Its own points are none, or wait for a person."""
        assert not hostile.item(name, "share-of-expected").points

    @each_function
    def test_costs_no_other_point(self, hostile, name):
        """The right answer beside it keeps its point."""
        assert hostile.item(name, "collected").points == 1

    @each_function
    def test_is_in_the_report(self, hostile, name):
        """What it did is a line in problems.csv, or a wrong result that the feedback names."""
        told = hostile.problems.get(hostile.of(name).learner.id, [])
        assert told or hostile.item(name, "share-of-expected").reasons


class TestFiles:
    """A hand-in that is damaged, or that tries the reader."""

    @pytest.mark.parametrize("name", KEEPS)
    def test_keeps_the_point_that_can_be_read(self, hostile, name):
        """A right answer that is still there is graded."""
        assert hostile.item(name, "collected").points == 1

    @pytest.mark.parametrize("name", LOSES)
    def test_what_cannot_be_read_is_no_zero(self, hostile, name):
        """No number is given where nothing could be read."""
        found = hostile.item(name, "collected")
        assert (found.status, found.points) in [("ungradable", None), ("missing", None)]

    @pytest.mark.parametrize("name", [name for name in ROWS if name not in QUIET])
    def test_is_in_the_report(self, hostile, name):
        """What was odd is a line in problems.csv."""
        assert hostile.problems.get(hostile.of(name).learner.id, []) != []

    @pytest.mark.parametrize("name", sorted(QUIET))
    def test_what_is_only_moved_is_worth_no_line(self, hostile, name):
        """A harmless change is not held against anyone."""
        assert [p for p in hostile.problems.get(hostile.of(name).learner.id, []) if p["answers may be lost"]] == []

    @each_file
    def test_earns_nothing_that_was_not_answered(self, hostile, name):
        """Nothing but the one right answer earns a point."""
        assert (hostile.of(name).raw or 0) <= 1


class TestNames:
    """Whatever a learner is called."""

    @each_name
    def test_costs_no_point(self, hostile, name):
        """The work is graded under some name."""
        with opened(hostile.out) as rows:
            said = [(id, record.answer) for id in hostile.results for record in rows.counted(id).values()]
        mine = [id for id, answer in said if answer == f"<script>{name}</script>"]
        assert [hostile.results[id].raw for id in mine] == [1]

    def test_every_page_lies_in_its_folder(self, hostile):
        """No name leads out of the folder of feedback, and each has a page of its own."""
        pages = {path.resolve().parent for path in hostile.pages.iterdir()}
        assert pages == {hostile.pages.resolve()}

    def test_no_cell_is_a_formula(self, hostile):
        """A spreadsheet calculates nothing that a learner wrote."""
        cells = [cell for rows in hostile.problems.values() for row in rows for cell in row.values()]
        book = (hostile.out / "gradebook.csv").read_text(encoding="utf-8-sig")
        assert ([c for c in cells if c.startswith(("=", "+", "@", "\t"))], "\n=1+1" in book) == ([], False)

    def test_no_page_runs_a_script(self, hostile):
        """What a learner wrote is text on every page."""
        pages = [path.read_text(encoding="utf-8") for path in hostile.pages.iterdir()]
        assert [page for page in pages if "<script" in page] == []

    def test_every_page_is_small(self, hostile):
        """No answer makes a page of more than 30 KB."""
        sizes = {path.name: path.stat().st_size for path in hostile.pages.iterdir()}
        assert {name: size for name, size in sizes.items() if size >= 30_000} == {}


class TestTheCommand:
    """What may befall the command itself."""

    def command(self, home: Path, out: Path) -> list[str]:
        """Grade what is in a folder."""
        key = home / "toy" / "key"
        return [
            sys.executable,
            "-m",
            "lessons.cli",
            "grade",
            str(home / "hand-ins"),
            "--key",
            str(key),
            "-o",
            str(out),
        ]

    @pytest.fixture
    def home(self, tmp_path: Path) -> Path:
        """A class of forty, with a function each."""
        case = toy_case(tmp_path / "toy")
        given = answers(case, ids=["collected", "write-the-share"])
        for number in range(40):
            hand_in(tmp_path / "hand-ins", f"learner {number:02d}", case, given)
        return tmp_path

    def test_killed_half_way_it_goes_on(self, home):
        """After kill -9 the same command finishes it, and nothing differs."""
        out, quiet = home / "grades", subprocess.DEVNULL
        running = subprocess.Popen(self.command(home, out), start_new_session=True, stdout=quiet, stderr=quiet)
        until = time.monotonic() + 30
        while not (out / FILE).exists() and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        subprocess.run(self.command(home, out), check=True, capture_output=True)
        whole = graded(home / "hand-ins", home / "toy" / "key", home / "at-once")[1]
        assert (results(out), [result.raw for result in whole.values()]) == (whole, [3] * 40)

    def test_killed_it_leaves_no_process(self, home):
        """Whoever kills only the command, from a task manager say, has killed its workers too."""
        call = "from lessons.gradebook import executors; executors.FEW = 0; from lessons.cli import cli; cli()"
        command, quiet = self.command(home, home / "grades"), subprocess.DEVNULL
        running = psutil.Popen([command[0], "-c", call, *command[3:]], stdout=quiet, stderr=quiet)
        until, children = time.monotonic() + 30, []
        while len(children) < 3 and time.monotonic() < until:  # two workers and their tracker
            children = running.children(recursive=True)
            time.sleep(0.01)
        running.kill()
        running.wait()
        _, alive = psutil.wait_procs(children, timeout=30)
        assert (len(children), alive) == (3, [])

    def test_two_graders_at_once(self, home):
        """One finishes, the other says that it waits for nobody; the gradebook is whole."""
        out, pipe = home / "grades", subprocess.PIPE
        both = [
            subprocess.Popen(self.command(home, out), stdout=pipe, stderr=subprocess.STDOUT, text=True)
            for _ in range(2)
        ]
        said = [process.communicate(timeout=120)[0] for process in both]
        codes = sorted(process.returncode for process in both)
        assert codes in ([0, 1], [0, 0]), said
        assert ("Traceback" in "".join(said), len(results(out))) == (False, 40)

    def test_a_read_only_folder(self, home):
        """Where nothing may be written, one sentence says so."""
        locked = home / "locked"
        locked.mkdir(mode=0o555)
        # root may write anywhere but in the kernel's own folder
        place = locked if os.geteuid() else Path("/proc")
        done = subprocess.run(self.command(home, place / "grades"), capture_output=True, text=True)
        assert (done.returncode, "Cannot write" in done.stderr, "Traceback" in done.stderr) == (1, True, False)

    def test_a_full_disk(self, home):
        """When the disk is full, one sentence says so, and the gradebook is whole and as it was."""
        out = home / "grades"
        subprocess.run(self.command(home, out), check=True, capture_output=True)
        before = results(out)
        hand_in(home / "hand-ins", "too many", read_case(home / "toy"), {"in-your-words": "ducks " * 20_000})
        limited = ["/bin/sh", "-c", 'trap "" XFSZ; ulimit -f 200; exec "$@"', "sh", *self.command(home, out)]
        done = subprocess.run(limited, capture_output=True, text=True)
        told = "Cannot write in" in done.stderr, "Traceback" in done.stderr
        assert (done.returncode, told, results(out)) == (1, (True, False), before), done.stderr
