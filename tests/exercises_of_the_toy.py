"""The exercises of the toy case, by kind, and answers to them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st

from lessons.case import Case
from lessons.exercises import Exercise, Key
from tests.articles import CASE
from tests.toy import ARTICLE, toy_case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The toy case; nothing here changes it."""
    return toy_case(tmp_path_factory.mktemp("case") / "toy")


ids = st.sets(st.sampled_from("abcdef"), min_size=1)


def span(start: int, end: int, paragraph: int = 1) -> dict[str, Any]:
    """A marked stretch as the page sends it."""
    return {"paragraph": paragraph, "start": start, "end": end, "quote": "as marked"}


def words(quote: str) -> dict[str, Any]:
    """These words of the first paragraph, marked."""
    start = ARTICLE.splitlines()[1].index(quote)
    return span(start, start + len(quote))


def of_kind(case: Case, kind: str) -> Exercise[Any]:
    """The toy case's first exercise of a kind; the shipped case's, where the toy has none."""
    return held_of_kind(case, kind)[1]


def held_of_kind(case: Case, kind: str) -> tuple[Case, Exercise[Any], Key]:
    """The same with its case and its key."""
    home, exercise = next(
        (c, e) for c in (case, CASE) for lesson in c.lessons for e in lesson.exercises if e.kind == kind
    )
    return home, exercise, {**home.practice, **home.graded}[exercise.id]
