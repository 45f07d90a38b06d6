"""Which notebook this is, whose answers it keeps, and where."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from lessons import __version__
from lessons.answers import LISTED_AS, Book, Place, Record, records_in_notebook
from lessons.answers.counting import is_answered
from lessons.case.lesson import Lesson
from lessons.case.pseudonym import pseudonym_of, write_down
from lessons.case.where import Course, book_of, course_folder, read_course
from lessons.desk.plain_errors import lesson_of
from lessons.errors import CourseError

if TYPE_CHECKING:
    from lessons.desk.maps import ArticleMap
    from lessons.desk.naming import Naming
    from lessons.desk.places import Waiting
    from lessons.desk.question import Question

#: the sessions of each kernel, by book: a set-up cell run twice must not sit down at a second copy
_OPEN: WeakKeyDictionary[Any, dict[Path, Session]] = WeakKeyDictionary()


@dataclass
class Session:
    """A learner at one notebook: the book of answers and the pseudonym they are kept under."""

    book: Book
    pseudonym: str = ""
    #: the notebook's own file, where it is known
    notebook: Path | None = None
    #: finds it again where it was renamed meanwhile
    find: Callable[[], Path | None] = lambda: None
    #: one object for each question and round, however often its cell is run
    questions: dict[Place, Question] = field(default_factory=dict)
    #: what belongs after an answer, by its name on the page
    places: dict[str, Waiting | ArticleMap | Naming] = field(default_factory=dict)
    #: the course folder, where this notebook lies in one
    home: Path | None = None

    def notebook_now(self) -> Path | None:
        """The notebook's file by the name it has now."""
        if self.notebook is None or not self.notebook.is_file():
            self.notebook = self.find()
        return self.notebook

    def look_around(self) -> None:
        """Something was answered: open what waited for it."""
        self.sign()
        for question in self.questions.values():
            question.look()
        for waiting in self.places.values():
            waiting.look()

    def listed_as(self) -> str:
        """What the teacher's list calls this learner, as they wrote it in any lesson; empty where they did not."""
        course, said = None, self.book.latest(LISTED_AS)
        with suppress(CourseError):  # a course.toml that was spoilt meanwhile must not stand in an answer's way
            course = read_course(self.home) if self.home else None
        here = str(said.answer) if said else ""
        return here if course is None or course.listed_as is None else course.listed_as

    def list_as(self, name: str) -> None:
        """Write down what the teacher's list calls this learner, for the whole folder and in this book."""
        # a folder to read only, or a course.toml that was spoilt: this notebook's book has it all the same
        with suppress(OSError, ValueError):
            if self.home:
                write_down(self.home, "listed_as", name)
        self._list(name)

    def sign(self) -> None:
        """Let a book that holds answers say what was written in another lesson."""
        if self.book.records:
            self._list(self.listed_as())

    def _list(self, name: str) -> None:
        said = self.book.latest(LISTED_AS)
        if name != (said.answer if said else ""):
            self.record(exercise=LISTED_AS, round="", answer=name, attempt=1, committed=True)

    def record(self, **fields: Any) -> Record:
        """Write an answer down before anything else happens, and give it back."""
        self.book.refresh()
        before = self.book.of(fields["exercise"], fields["round"])
        number = 1 + max((record.number for record in before), default=0)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        record = Record(time=now, who=self.pseudonym, course=__version__, number=number, **fields)
        self.book.append(record)
        return record


def is_open(session: Session, place: Place) -> bool:
    """Whether a question was handed in, or what comes after it was shown all the same."""
    return any(map(opens, session.book.of(*place)))


def opens(record: Record) -> bool:
    """Whether a record opens what comes after its question."""
    return (record.committed and is_answered(record)) or record.shown


def open_session(lesson: Lesson) -> Session:
    """The session of the notebook this kernel belongs to, with all that book and notebook hold."""
    start = Path.cwd()
    book = book_of(start, lesson.stem)
    sessions = _sessions()
    if book not in sessions:
        home = course_folder(start)
        find = partial(_notebook, start, lesson)
        sessions[book] = Session(Book(book), pseudonym_of(home) if home else "", find=find, home=home)
    session = sessions[book]
    session.book.refresh()
    if (notebook := session.notebook_now()) and not os.environ.get("LESSONS_ANSWERS"):
        session.book.adopt(records_in_notebook(notebook))
    return session


def gathered(start: Path) -> tuple[str, ...]:
    """What copies of a syncing program held, brought into the books; told in sentences."""
    home = course_folder(start)
    if home is None or os.environ.get("LESSONS_ANSWERS") or not _has_copies(home):
        return ()
    from lessons.case.gathering import gather  # late: most folders hold no copy

    return gather(home)


def _has_copies(home: Path) -> bool:
    """Whether the course holds a notebook or a book by a name that nothing of ours gives it."""
    laid_out = {Path(name).stem for name in (read_course(home) or Course(case="")).files}
    found = [*home.glob("*.ipynb"), *(home / "answers").glob("*.jsonl")]
    return any(path.stem not in laid_out and not path.name.endswith(".damaged.jsonl") for path in found)


def _sessions() -> dict[Path, Session]:
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    return {} if shell is None else _OPEN.setdefault(shell, {})


def _notebook(start: Path, lesson: Lesson) -> Path | None:
    named = Path(os.environ.get("JPY_SESSION_NAME", ""))
    if named.suffix == ".ipynb" and named.is_file():
        return named
    # outside JupyterLab: the only notebook beside the kernel that says it is this lesson
    fitting = [path for path in sorted(start.glob("*.ipynb")) if lesson_of(path) == lesson.slug]
    return fitting[0] if len(fitting) == 1 else None
