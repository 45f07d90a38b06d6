"""Whatever happens between two answers, the last one that the page confirmed is kept."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lessons import open_desk
from lessons.answers import Book, Record, records_in_notebook
from lessons.answers.counting import counting
from lessons.case import read_case
from lessons.desk.question import Question
from tests.desks import put_notebook
from tests.test_widgets import Page
from tests.toy import hand_out, write_toy

OPTIONS = ["gardener", "baker", "nobody"]


class Sittings(RuleBasedStateMachine):
    """Pages and kernels on one notebook, a clock that is set, and a machine that stops in mid-write."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.home = Path(self.stack.enter_context(tempfile.TemporaryDirectory())) / "mine"
        hand_out(write_toy(self.home / "case"))
        (self.home / "course.toml").write_text('pseudonym = "kind-otter"\ncase = "case"\n')
        self.stack.callback(os.chdir, os.getcwd())
        os.chdir(self.home)
        environ = {k: v for k, v in os.environ.items() if k != "LESSONS_ANSWERS"}
        self.stack.enter_context(mock.patch.dict(os.environ, environ, clear=True))
        self.stack.enter_context(mock.patch("sys.stdout", StringIO()))
        case = read_case(self.home / "case")
        self.stack.enter_context(mock.patch("lessons.desk.opening.open_case", return_value=case))
        self.stack.enter_context(mock.patch("lessons.desk.session._sessions", self.sessions))
        self.stack.enter_context(mock.patch("lessons.desk.session.datetime", self))
        self.now_is = datetime(2026, 11, 20, 9, tzinfo=UTC)
        self.kernels: list[dict[Path, Any]] = []
        self.acts = 0
        self.said: list[tuple[str, bool]] = []
        self.saved = ""

    def teardown(self) -> None:
        """Leave the folder as it was."""
        self.stack.close()

    def now(self, _: object) -> datetime:
        """The clock, as the session asks for it."""
        self.now_is += timedelta(seconds=1)
        return self.now_is

    def sessions(self) -> dict[Path, Any]:
        """What the kernel at hand has open."""
        return self.kernel

    @property
    def book(self) -> Path:
        """The book on the disk."""
        return self.home / "answers" / "01_pond.jsonl"

    def sit_down(self) -> None:
        """Run the set-up cell and the question's, in the kernel at hand."""
        desk = open_desk("pond")
        desk.guided()
        self.question: Question = desk.questions["who-counted", ""]
        self.page = Page(self.question.widget)

    @initialize()
    def opens(self) -> None:
        """The notebook is opened for the first time."""
        self.a_new_kernel(0)

    @rule(half_written=st.sampled_from([0, 0, 1, 7, 60, 200]))
    def a_new_kernel(self, half_written: int) -> None:
        """Restart, or a second server on the same folder; the machine may have stopped in mid-write."""
        if half_written:
            never_said = Record(exercise="who-counted", answer="never said", number=99).line()
            self.book.parent.mkdir(exist_ok=True)
            with self.book.open("ab") as file:
                file.write(never_said.encode()[:half_written])
        self.kernel: dict[Path, Any] = {}
        self.kernels.append(self.kernel)
        self.sit_down()

    @rule(which=st.integers(0, 9))
    def another_tab(self, which: int) -> None:
        """Go on in a kernel that has been there for a while; its cells are run again."""
        self.kernel = self.kernels[which % len(self.kernels)]
        self.sit_down()

    @rule()
    def a_page_loaded_again(self) -> None:
        """The page asks whether anybody is there."""
        self.page.says(type="hello")

    @rule(
        option=st.sampled_from(OPTIONS),
        act=st.sampled_from(["commit", "change"]),
        times=st.integers(1, 2),
        hours=st.sampled_from([0, 0, -30, 30]),
    )
    def answers(self, option: str, act: str, times: int, hours: int) -> None:
        """Answer; the clock may have been set, and a page may tell the same act twice."""
        self.acts += 1
        self.now_is += timedelta(hours=hours)
        for _ in range(times):
            self.page.says(type=act, value=option, id=f"act-{self.acts}")
        assert {"type": "heard", "id": f"act-{self.acts}"} in self.page.sent
        self.said.append((option, act == "commit"))

    @precondition(lambda self: self.said)
    @rule()
    def saves(self) -> None:
        """The page writes what it knows into the notebook."""
        self.page.says(type="hello")
        kept = [Record.model_validate(told) for mime, told in self.question.widget.kept.items() if "json" in mime]
        put_notebook(self.home / "01_pond.ipynb", *kept)
        self.saved = self.counts()

    def counts(self) -> str:
        """What counts by what the learner was told: the last recorded answer, else the last draft."""
        recorded = [option for option, committed in self.said if committed]
        return (recorded or [option for option, _ in self.said])[-1]

    @invariant()
    def the_book_has_the_last_answer(self) -> None:
        """The newest record is the last act, and what counts is the last answer recorded."""
        if self.said:
            book = Book.open(self.book)
            assert book.latest("who-counted").answer == self.said[-1][0]
            assert counting(book.records)[0]["who-counted", ""].answer == self.counts()
            assert sum(record.committed for record in book.records) == sum(recorded for _, recorded in self.said)

    @invariant()
    def the_notebook_has_what_counted_when_it_was_saved(self) -> None:
        """The notebook alone would be graded by the same answer."""
        if self.saved:
            records = records_in_notebook(self.home / "01_pond.ipynb")
            assert counting(records)[0]["who-counted", ""].answer == self.saved


TestSittings = Sittings.TestCase
TestSittings.settings = settings(deadline=None, max_examples=60, stateful_step_count=14, database=None)
