"""Which notebook this is, whose answers it keeps, and where."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lessons import __version__
from lessons.answers import Book, Record, records_in_notebook
from lessons.case.lesson import Lesson
from lessons.case.pseudonym import pseudonym_of
from lessons.case.where import answers_folder, course_folder


@dataclass
class Session:
    """A learner at one notebook: the book of answers and the pseudonym they are kept under."""

    book: Book
    pseudonym: str = ""
    #: the notebook's own file, where it is known
    notebook: Path | None = None

    def record(self, **fields: Any) -> Record:
        """Write an answer down before anything else happens, and give it back."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        record = Record(time=now, who=self.pseudonym, course=__version__, **fields)
        self.book.append(record)
        return record


def open_session(lesson: Lesson) -> Session:
    """Open the answer book of the notebook this kernel belongs to."""
    start = Path.cwd()
    notebook = _notebook(start, lesson)
    stem = notebook.stem if notebook else lesson.stem.replace("-", "_")
    book = Book.open(answers_folder(start) / f"{stem}.jsonl")
    if notebook and not os.environ.get("LESSONS_ANSWERS"):
        book.adopt(records_in_notebook(notebook))
    home = course_folder(start)
    return Session(book, pseudonym_of(home) if home else "", notebook)


def _notebook(start: Path, lesson: Lesson) -> Path | None:
    named = Path(os.environ.get("JPY_SESSION_NAME", ""))
    if named.suffix == ".ipynb" and named.is_file():
        return named
    # outside JupyterLab: the only notebook beside the kernel that says it is this lesson
    fitting = [path for path in sorted(start.glob("*.ipynb")) if _lesson_of(path) == lesson.slug]
    return fitting[0] if len(fitting) == 1 else None


def _lesson_of(path: Path) -> str:
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["metadata"]["lessons"]["lesson"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
