"""A desk in a course folder with the toy case, and what a page says; for the tests of the desk."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from lessons import open_desk
from lessons.answers import MIME, Book, Record
from lessons.desk.desk import Desk
from lessons.desk.question import Question
from tests.toy import be_in_course, hand_out, write_toy

STAGES = ("recall", "predict", "guided", "alone", "explore", "write", "hand_in")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder with the toy case, to be in."""
    home = tmp_path / "mine"
    hand_out(write_toy(home / "case"))
    return be_in_course(home, monkeypatch)


@pytest.fixture
def desk(course: Path) -> Desk:
    """The desk of the toy lesson, with every question on the page."""
    return sit_down()


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    """A notebook's interpreter, for functions that are written in it."""
    quiet = Config({"HistoryManager": {"enabled": False}})
    yield InteractiveShell.instance(config=quiet, user_module=types.ModuleType("learners_notebook"))
    InteractiveShell.clear_instance()


def sit_down() -> Desk:
    """Open the desk of the toy lesson and run every cell that asks."""
    desk = open_desk("pond")
    for stage in STAGES:
        getattr(desk, stage)()
    desk.guided("kinds")
    desk.vote("first")
    desk.vote("second")
    desk.function("share")
    return desk


def tell(desk: Desk, id: str, act: str, value: Any = None, sure: float | None = None, round: str = "") -> Question:
    """What the page says about a question, and the question."""
    question = desk.questions[id, round]
    question.widget._handle_custom_msg({"type": act, "value": value, "confidence": sure}, [])
    return question


def said(question: Question) -> list[str]:
    """The sentences of feedback on the page."""
    return [remark["text"] for remark in question.widget.feedback]


def book(course: Path) -> list[Record]:
    """The records in the answer book, as another reader finds them."""
    return Book.open(course / "answers" / "01_pond.jsonl").records


def put_notebook(path: Path, *records: Record) -> None:
    """A notebook of the toy lesson whose outputs hold these records."""
    outputs = [{"data": {MIME: record.plain()}} for record in records]
    notebook = {"metadata": {"lessons": {"lesson": "pond"}}, "cells": [{"outputs": outputs}]}
    path.write_text(json.dumps(notebook), encoding="utf-8")


def shown_progress(desk: Desk, capsys: pytest.CaptureFixture[str]) -> str:
    """The HTML that desk.progress() shows."""
    desk.progress()
    return place(desk, "progress")


def place(desk: Desk, name: str) -> str:
    """What a place on the page shows; empty while it waits."""
    return str(desk.session.places[name].widget.content)
