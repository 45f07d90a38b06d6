"""What a page shows where nothing is alive: exported, printed, opened elsewhere, or after the server was gone."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from lessons.widgets import FACES, MapWidget, ReaderWidget, ShareWidget, TrendWidget
from lessons.widgets.still import STILL, WAKE, still_answer
from tests.test_widgets import SETUPS

STATE, VIEW = "application/vnd.jupyter.widget-state+json", "application/vnd.jupyter.widget-view+json"
SENTENCES = [[{"text": "Forty ducks.", "claims": [], "ends": []}]]


def shown(widget: Any, capsys: pytest.CaptureFixture[str]) -> str:
    """What displaying a widget prints where there is no notebook."""
    capsys.readouterr()
    widget._ipython_display_()
    return str(capsys.readouterr().out)


def exported(folder: Path, *outputs: dict[str, Any]) -> str:
    """The page that “jupyter nbconvert --to html” makes of one cell's outputs, with every widget's state saved."""
    from nbconvert import HTMLExporter

    notebook = {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": 1,
                "metadata": {},
                "source": "desk.guided()",
                "outputs": [{"output_type": "display_data", "metadata": {}, "data": data} for data in outputs],
            }
        ],
        "metadata": {"widgets": {STATE: {"state": {"m": {}}, "version_major": 2, "version_minor": 0}}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    path = folder / "worked.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return str(HTMLExporter().from_filename(str(path))[0])


class TestBesideTheWidget:
    """Every widget stands beside its still face, each in an output of its own."""

    @pytest.mark.parametrize("face", SETUPS)
    def test_a_question_is_followed_by_its_words(self, face, capsys):
        """Where the widget cannot live, the question and how to wake it stand in the next output."""
        said = shown(FACES[face](setup=SETUPS[face]), capsys)
        assert (STILL in said, WAKE in said) == (True, True)

    def test_the_article_is_followed_by_its_words(self, capsys):
        """An exported page holds the article that was read."""
        widget = ReaderWidget(paragraphs=[{"number": 1, "sentences": SENTENCES}])
        assert "Forty ducks." in shown(widget, capsys)

    def test_what_has_no_still_face_adds_nothing(self, capsys):
        """An instrument without a picture leaves no empty output behind."""
        assert STILL not in shown(ShareWidget(), capsys)

    def test_the_widget_s_own_output_says_nothing_twice(self):
        """What is kept as HTML in the widget's own output is empty: the words stand in the next one."""
        bundle = FACES["choice"](setup=SETUPS["choice"])._repr_mimebundle_()
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        assert (data["text/html"], data["text/plain"]) == ("", "<ChoiceWidget>")

    @pytest.mark.parametrize("widget", [*FACES.values(), ReaderWidget, ShareWidget, TrendWidget, MapWidget])
    def test_a_live_widget_hides_its_still_face(self, widget):
        """Every style sheet holds the rule; a page that shows the widget does not say everything twice."""
        assert f".{STILL} {{ display: none; }}" in str(widget._css)

    def test_the_sentence_names_the_command(self):
        """Where no widget can wake, the page says what opens the course."""
        assert ("Run All Cells" in WAKE, "lessons lab" in WAKE) == (True, True)


class TestAnswer:
    """What was answered and said, as HTML."""

    REMARKS = (
        {"tone": "wrong", "text": "Not *so* many.\nCount again."},
        {"tone": "right", "text": "`2 + 2` is so."},
    )

    def text(self, *given: Any) -> str:
        """The words of a still answer."""
        return html.unescape(re.sub(r"<[^>]+>", "", still_answer(*given)))

    def test_says_answer_sureness_hints_remarks_and_state(self):
        """Nothing that the page said is lost on paper."""
        said = self.text("forty", 80, ["Look below."], self.REMARKS, "1 of 2 points.")
        told = ("Your answer: forty (80 % sure)", "Hint 1: Look below.", "Look again: Not so many. Count again.")
        assert [part for part in (*told, "Right: 2 + 2 is so.", "1 of 2 points.") if part not in said] == []

    def test_a_hint_taken_before_any_answer_stands_alone(self):
        """A hint is said; no answer and no verdict are made up."""
        assert self.text("", None, ["Look below."], [], "Not answered yet.") == "Hint 1: Look below."

    def test_an_answer_of_several_lines_keeps_them(self):
        """A row of a table each, or a learner's own lines."""
        assert self.text("1. ducks – fact\n2. spring – sign", None, [], [], "").endswith("fact\n2. spring – sign")

    def test_what_a_learner_wrote_never_wakes(self):
        """An answer is text, whatever it looks like."""
        assert "<b>" not in still_answer("<b>forty</b>", None, [], [], "")

    def test_emphasis_is_drawn_as_in_the_page(self):
        """Stars and backticks are not printed."""
        said = still_answer("x", None, [], self.REMARKS, "")
        assert ("<em>so</em>" in said, "<code>2 + 2</code>" in said) == (True, True)


def test_an_exported_page_shows_what_was_asked_and_answered(tmp_path):
    """nbconvert passes over a widget's own HTML when its state is saved; what stands beside it is shown."""
    asked = {"text/html": f'<div class="{STILL}">Choose one: ducks</div>', "text/plain": ""}
    answered = {"text/html": still_answer("ducks", None, [], [], "Recorded."), "text/plain": ""}
    widget = {
        VIEW: {"model_id": "m", "version_major": 2, "version_minor": 0},
        "text/html": "",
        "text/plain": "<W>",
    }
    page = exported(tmp_path, widget, asked, answered)
    assert [words for words in ("Choose one: ducks", "Recorded.", "Your answer: ") if words not in page] == []
