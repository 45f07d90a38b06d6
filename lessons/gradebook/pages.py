"""Feedback pages, made by workers while the rest of a gradebook is written."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Executor, Future
from pathlib import Path

from lessons.gradebook.feedback import feedback_page
from lessons.gradebook.keys import Setup, load
from lessons.gradebook.model import Filed, Result

#: stored answers and their result, a line of JSON each
Told = tuple[bytes, bytes]
#: pages made by one call, and calls under way: memory does not grow with the class
_TOGETHER, _MOST = 25, 8


def write_pages(setup: Setup, folder: Path, learners: tuple[Told, ...]) -> None:
    """What a worker does: the page of each of these learners who handed something in."""
    case = load(setup).case
    for filed_line, line in learners:
        filed, result = Filed.model_validate_json(filed_line), Result.model_validate_json(line)
        if filed.answers or filed.files:
            answers = {answer.exercise: answer for answer in filed.answers}
            page = feedback_page(result, case, answers, case.settings.title)
            (folder / f"{result.learner.id}.html").write_text(page, encoding="utf-8")


class Pages:
    """Hands pages out to be made, and waits for them at the end."""

    def __init__(self, executor: Executor, setup: Setup, folder: Path) -> None:
        self._executor, self._setup, self._folder = executor, setup, folder.absolute()
        self._waiting, self._running = list[Told](), deque[Future[None]]()

    def add(self, filed_line: bytes, line: bytes) -> None:
        """Have a learner's page made, soon."""
        self._waiting.append((filed_line, line))
        if len(self._waiting) == _TOGETHER:
            self._hand_out()

    def _hand_out(self) -> None:
        if len(self._running) == _MOST:
            self._running.popleft().result()
        learners = tuple(self._waiting)
        self._running.append(self._executor.submit(write_pages, self._setup, self._folder, learners))
        self._waiting.clear()

    def finish(self) -> None:
        """Wait until every page is written."""
        if self._waiting:
            self._hand_out()
        while self._running:
            self._running.popleft().result()
