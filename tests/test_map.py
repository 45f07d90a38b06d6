"""The article map: empty at first, then the learner's labels, then the ledger's beside them. No browser."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import tomlkit

from lessons import open_desk
from lessons.desk.desk import Desk
from lessons.desk.maps import BOTH
from lessons.widgets import MapWidget
from tests.desks import course, desk, sit_down, tell
from tests.toy import be_in_course, hand_out, quick, write_lesson, write_toy

__all__ = ["course", "desk"]  # fixtures, under the names the tests ask for


def drawn(desk: Desk, label: str = "kind") -> MapWidget:
    """The map of a label as the page shows it."""
    desk.map(label)
    shown: MapWidget = desk.session.places[f"map {label}"].widget
    return shown


def labels(widget: MapWidget, which: str) -> dict[str, str]:
    """The labels that are drawn, by the claim's words."""
    found = {widget.paragraphs[r["paragraph"]][r["start"] : r["end"]]: r[which] for r in widget.rows}
    return {words.split()[-1]: label for words, label in found.items() if label}


def test_a_bar_stands_where_its_words_stand(desk):
    """Each claim once, in reading order, at the words of its quotation."""
    widget = drawn(desk)
    words = [widget.paragraphs[row["paragraph"]][row["start"] : row["end"]] for row in widget.rows]
    assert words == [claim.quote for claim in desk.case.claims]


def test_it_is_empty_until_something_is_answered(desk):
    """Neither label nor count, in the drawing and in the words."""
    widget = drawn(desk)
    assert (labels(widget, "mine"), labels(widget, "label")) == ({}, {})
    assert widget.alt.endswith("4 paragraphs with 6 claims. No label yet.")


def test_it_says_which_questions_fill_it(desk):
    """A learner sees what to do for the ledger's labels."""
    assert drawn(desk).line.endswith("the ledger's when you have answered 1.3.")


def test_a_draft_is_drawn_as_the_learners_alone(desk):
    """What is chosen shows at once; the ledger waits until it is handed in."""
    widget = drawn(desk)
    tell(desk, "kinds-of-claim", "change", {"forty-ducks": "estimate"})
    assert (labels(widget, "mine"), labels(widget, "label")) == ({"pond": "estimate"}, {})


def test_the_ledgers_labels_come_with_the_feedback(desk):
    """All claims are told, and only where the two differ it says so."""
    widget = drawn(desk)
    tell(desk, "kinds-of-claim", "commit", {"forty-ducks": "estimate", "sixty-next": "forecast"})
    told = {claim.quote.split()[-1]: claim.kind for claim in desk.case.claims}
    assert labels(widget, "label") == told
    assert labels(widget, "differs") == {"pond": True}
    assert widget.line == "Yours beside the ledger's: of 2 that you labelled, 1 differs."


def test_the_alt_text_counts_what_is_drawn(desk):
    """Yours and the ledger's, label by label, in the words of the page."""
    widget = drawn(desk)
    tell(desk, "kinds-of-claim", "commit", {"forty-ducks": "fact", "sixty-next": "forecast"})
    assert "you: checkable event (it may still be false) 1, about the future 1; the ledger: " in widget.alt
    assert "checkable event (it may still be false) 3, a size somebody assessed 1" in widget.alt


def test_it_is_filled_when_the_notebook_is_opened_again(desk):
    """The book knows what was answered, with no cell of the question run."""
    tell(desk, "kinds-of-claim", "commit", {"forty-ducks": "fact", "sixty-next": "forecast"})
    desk.session.questions.clear()
    assert labels(drawn(open_desk("pond")), "mine") == {"pond": "fact", "spring": "forecast"}


def test_a_page_that_draws_it_again_is_told_again(desk):
    """A reload says hello; the map looks at the book."""
    widget = drawn(desk)
    tell(desk, "kinds-of-claim", "commit", {"forty-ducks": "fact"})
    widget.rows = []
    widget._handle_custom_msg({"type": "hello"}, [])
    assert labels(widget, "mine") == {"pond": "fact"}


def test_a_cell_run_twice_shows_the_same_map(desk):
    """One map for a label, however often its cell is run."""
    assert drawn(desk) is drawn(desk)


def test_what_is_asked_further_on_is_not_told(course):
    """A claim of a question outside the core stays without the ledger's label until that is answered."""
    later, key = _kinds("kinds-further", "bread-liked", stage="further", core=False)
    _add(course, later, key)
    desk = sit_down()
    desk.further()
    widget = drawn(desk)
    tell(desk, "kinds-of-claim", "commit", {"forty-ducks": "fact", "sixty-next": "forecast"})
    assert ("bread" not in labels(widget, "label"), "One claim is asked about further on" in widget.line) == (
        True,
        True,
    )
    tell(desk, "kinds-further", "commit", {"bread-liked": "fact"})
    assert labels(widget, "label")["bread"] == "fact"


def test_what_a_question_of_the_core_speaks_of_is_told_after_it(course):
    """Another kind of question about a claim is not answered by the map: the claim waits for it."""
    _add(course, *quick("who-likes-bread", about=["bread-liked"]))
    desk = sit_down()
    widget = drawn(desk)
    tell(desk, "kinds-of-claim", "commit", {"forty-ducks": "fact"})
    assert "bread" not in labels(widget, "label")
    tell(desk, "who-likes-bread", "commit", "no")
    assert labels(widget, "label")["bread"] == "fact"


def test_what_the_feedback_has_told_waits_for_nothing(desk):
    """A row of the table that was answered is compared at once, whatever else is asked about its claim."""
    widget = drawn(desk)
    tell(desk, "kinds-of-claim", "commit", {"forty-ducks": "estimate"})
    assert labels(widget, "differs") == {"pond": True}


def test_two_labels_that_are_accepted_do_not_differ(course):
    """Where the key takes more than the ledger's label, the map marks no difference and says why."""
    row, key = _kinds("kinds-open", "lovely-noise", right=["opinion", "fact"])
    _add(course, row, key)
    desk = sit_down()
    widget = drawn(desk)
    tell(desk, "kinds-of-claim", "commit", {"forty-ducks": "fact"})
    tell(desk, "kinds-open", "commit", {"lovely-noise": "fact"})
    assert (labels(widget, "differs"), labels(widget, "note")) == ({}, {"lovely": BOTH})


def test_what_is_withheld_is_drawn_so_and_not_told(course):
    """A label taken out of a graded handout is withheld on the map, and differs from nothing."""
    path = course / "case" / "ledger.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('kind = "fact"', 'kind = "withheld"', 1), encoding="utf-8")
    desk = sit_down()
    widget = drawn(desk)
    tell(desk, "kinds-of-claim", "commit", {"forty-ducks": "estimate", "sixty-next": "forecast"})
    assert (labels(widget, "label")["pond"], labels(widget, "differs")) == ("withheld", {})
    assert "withheld until the hand-ins are graded 1" in widget.alt


def test_a_later_lesson_draws_the_labels_of_an_earlier_one(tmp_path, monkeypatch):
    """At the end of the course the map is what was labelled all along, from the books beside this one."""
    home = tmp_path / "mine"
    folder = write_toy(home / "case")
    write_lesson(folder, "09-keep", quick("kept"))
    hand_out(folder)
    be_in_course(home, monkeypatch)
    tell(sit_down(), "kinds-of-claim", "commit", {"forty-ducks": "fact", "sixty-next": "forecast"})
    later = open_desk("keep")
    assert labels(drawn(later), "mine") == {"pond": "fact", "spring": "forecast"}
    assert "when you have answered" not in later.session.places["map kind"].widget.line


def test_a_label_nobody_asks_for_is_told_at_once(desk):
    """Where a case has no question on a label, nothing can be given away."""
    assert len(labels(drawn(desk, "access"), "label")) == len(desk.case.claims)


def test_an_unknown_label_is_told_in_a_sentence(desk, capsys):
    """A slip in a cell is no traceback."""
    desk.map("colour")
    assert "has no map of “colour” in this lesson" in capsys.readouterr().out


def test_the_still_map_is_the_same_for_everybody(desk):
    """A stored page holds the claims' words and no label, before and after an answer."""
    widget = drawn(desk)
    before = widget.still()
    tell(desk, "kinds-of-claim", "commit", {"forty-ducks": "fact", "sixty-next": "forecast"})
    assert (widget.still(), repr(widget)) == (before, "<MapWidget>")
    assert re.findall(r"<td>(\d)</td>", before) == ["1", "1", "2", "2", "3", "3"]


@pytest.mark.parametrize("answer", [None, 7, {"no-such": "fact"}, {"forty-ducks": "no such"}])
def test_an_answer_that_does_not_fit_draws_nothing(desk, answer):
    """An older wording, or a damaged record, leaves the map as it was."""
    desk.session.record(
        exercise="kinds-of-claim", asked="", round="", answer=answer, confidence=None, attempt=1, committed=False
    )
    assert labels(drawn(desk), "mine") == {}


def _kinds(id: str, claim: str, right: Any = "fact", **fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    row = {
        "id": id,
        "kind": "label",
        "stage": "guided",
        "labels": "kind",
        "claims": [claim],
        "prompt": "What kind?",
    }
    key = {"because": "So.", "value": {claim: right}, "items": {claim: "So."}, "sample_wrong": {claim: "forecast"}}
    return {**row, "hints": ["Look."], **fields}, key


def _add(course: Path, row: dict[str, Any], key: dict[str, Any]) -> None:
    """One more question in the toy lesson."""
    for name, more in (("exercises", {"exercises": [row]}), ("key/practice", {row["id"]: key})):
        path = course / "case" / name / "01-pond.toml"
        path.write_text(path.read_text(encoding="utf-8") + "\n" + tomlkit.dumps(more), encoding="utf-8")


def test_marks_join_where_they_were_asked_for(desk):
    """A sign at each number of the ledger, with what it counts; none where nobody asked."""
    desk.map("kind", "numbers", "links")
    shown = desk.session.places["map kind"].widget
    counted = {number.words: number.counts for number in desk.case.numbers}
    numbers = [mark["words"] for mark in shown.marks if mark["sign"] == "◆"]
    assert numbers == [f"“{words}”: {counts}" for words, counts in counted.items()]
    assert [drawn(open_desk("pond"), "voice").marks, f"◆ a number: {len(counted)}." in shown.alt] == [[], True]


def test_a_link_names_from_whom_a_speaker_had_it(course):
    """A sign at a speaker who rests on another; one whose link is withheld has none."""
    ledger = tomlkit.parse((course / "case" / "ledger.toml").read_text(encoding="utf-8"))
    first, second = ledger["sources"][:2]
    first["rests_on"], second["rests_on"], second["withheld"] = [second["id"]], [first["id"]], ["rests_on"]
    (course / "case" / "ledger.toml").write_text(tomlkit.dumps(ledger), encoding="utf-8")
    desk = open_desk("pond")
    desk.map("kind", "links")
    words = [mark["words"] for mark in desk.session.places["map kind"].widget.marks]
    assert words[:1] == [f"{first['name']} had it from: {second['name']}"]
    assert not any(said.startswith(f"{second['name']} had it") for said in words)


def test_who_will_not_wait_is_shown_the_ledger_and_it_is_noted(desk):
    """“Show it anyway” tells the labels, and the book says that they were shown before the answer."""
    shown = drawn(desk)
    before = shown.can_show
    shown._handle_custom_msg({"type": "show"}, [])
    assert (before, shown.can_show, bool(labels(shown, "label"))) == (True, False, True)
    assert desk.session.book.latest("kinds-of-claim").shown


def test_two_articles_stand_beside_each_other(desk, capsys):
    """One output for both maps, the same in every kernel, then what each is on paper."""
    capsys.readouterr()
    desk.map("kind", beside=desk)
    shown = ast.literal_eval(capsys.readouterr().out.splitlines()[0])
    assert shown["text/plain"] == "<MapWidget> <MapWidget>"
