"""Half an answer where no key replies: every kind says in a sentence what is still missing."""

from __future__ import annotations

from typing import Any

import pytest

from lessons.errors import AnswerError
from lessons.exercises import KINDS
from lessons.exercises.base import NOTHING
from lessons.exercises.wording import count_words
from tests.exercises_of_the_toy import case, held_of_kind, of_kind, words
from tests.learners import right
from tests.toy import asked, marked

__all__ = ["case"]  # fixtures, under the names the tests ask for

BLANK = {
    "choose": "Choose one of the options, then press the button.",
    "choose-several": "Tick each option that belongs, then press the button.",
    "deck": "2 cards are still without your vote.",
    "edges": "Draw an arrow, then press the button.",
    "hunt": "Choose the page you trust most and say what you conclude, then press the button.",
    "interval": "Type both ends of the range, then press the button.",
    "label": "Row 1 and row 2 have no label yet.",
    "number": "Type a number, then press the button.",
    "order": "Move an item, or choose “It is in my order already”, then press the button.",
    "predict": "Say what you expect, then press the button.",
    "spans": "Mark the words, then press the button.",
    "text": "Write your text, then press the button.",
}
HALF: dict[str, list[tuple[Any, str]]] = {
    "deck": [(["yes"], "One card is still without your vote.")],
    "edges": [
        (
            [["office", "gardener"], ["club", ""]],
            "The arrow from “the pond club” has no end yet: choose one, or let it go.",
        ),
        ([["", "club"]], "The arrow to “the pond club” has no beginning yet: remove it, and draw it anew."),
        ([["club", "club"]], "An arrow from “the pond club” ends where it begins: choose another end."),
    ],
    "hunt": [
        ({"moves": [{"move": "choose", "page": "count"}]}, "Say what you conclude, then press the button."),
        (
            {"moves": [{"move": "conclude", "choice": "office"}]},
            "Choose the page you trust most, then press the button.",
        ),
    ],
    "interval": [
        ({"low": 40, "high": None}, "A range has two ends: type a number for “to” too."),
        ({"high": 40}, "A range has two ends: type a number for “from” too."),
        ({"low": 67, "high": 40}, "The range goes from 67 down to 40: type the lower end first."),
    ],
    "label": [
        ({"forty-ducks": "fact"}, "Row 2 has no label yet."),
        ({"forty-ducks": "", "sixty-next": "fact"}, "Row 1 has no label yet."),
    ],
    "number": [
        ({"number": 66}, "Say the unit and the base too, then press the button."),
        ({"number": 0, "unit": "percent"}, "Say the base too, then press the button."),
    ],
    "spans": [
        (
            [{"paragraph": 1, "start": 0, "end": 5, "quote": "About", "begun": True}],
            "A mark begins at “About”: choose its last word, or press Esc to let it go.",
        )
    ],
    "text": [(" ", "Write your text, then press the button.")],
}
BEGUN = {"paragraph": 1, "start": 0, "end": 5, "quote": "About", "begun": True}


class TestEveryKind:
    """What holds for all of them."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_nothing_is_told_as_what_is_to_be_done(self, case, kind):
        """Whoever presses the button too early reads what the question waits for."""
        told = {of_kind(case, kind).lacks(blank) for blank in (None, "", [], {})}
        assert told == {BLANK.get(kind, NOTHING)}

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_whole_answer_lacks_nothing(self, case, kind):
        """A right answer is never held up."""
        home, exercise, key = held_of_kind(case, kind)
        assert exercise.lacks(right(exercise, key, home)) == ""

    @pytest.mark.parametrize(
        ("kind", "answer", "sentence"), [(kind, *half) for kind, halves in HALF.items() for half in halves]
    )
    def test_half_an_answer_is_told_as_half(self, case, kind, answer, sentence):
        """The sentence names what is missing and where."""
        assert of_kind(case, kind).lacks(answer) == sentence


class TestBegun:
    """What is begun and not ended counts for nothing, and breaks nothing."""

    @pytest.mark.parametrize(("kind", "half"), [("edges", [["office", ""]]), ("spans", [BEGUN])])
    def test_alone_it_is_blank(self, case, kind, half):
        """One end of an arrow, or of a mark, is no answer yet."""
        exercise, key = asked(case, of_kind(case, kind).id)
        assert exercise.grade(key, half, case.page).status == "blank"

    def test_half_an_arrow_takes_nothing_from_the_whole_ones(self, case):
        """Only whole arrows are judged."""
        whole = right(*asked(case, "who-told-whom"), case)
        assert marked(case, "who-told-whom", [*whole, ["club", ""]])[0] == 1

    def test_a_mark_begun_takes_nothing_from_the_whole_ones(self, case):
        """Only marks with both ends are judged."""
        whole = right(*asked(case, "find-the-hedge"), case)
        assert marked(case, "find-the-hedge", [*whole, {**words("pond"), "begun": True}])[0] == 1

    def test_an_arrow_to_nowhere_is_still_refused(self, case):
        """An end that is not offered is no open end."""
        with pytest.raises(AnswerError, match="“duck” is not offered here"):
            asked(case, "who-told-whom")[0].accept([["duck", ""]])


class TestGuesses:
    """A guess is kept to what may be guessed, whatever the page sends."""

    @pytest.fixture
    def guess(self, case):
        """A guess of a percentage."""
        fields = {"options": {}, "unit": "percent", "low": 0.0, "high": 100.0}
        return asked(case, "guess-the-month")[0].model_copy(update=fields)

    @pytest.mark.parametrize("answer", [0, 64.5, 100])
    def test_within_its_range_it_is_taken(self, guess, answer):
        """Both ends belong to the range."""
        assert guess.accept(answer) == answer

    @pytest.mark.parametrize("answer", [-1, 640, "64", "many", True, float("nan")])
    def test_outside_it_is_refused(self, guess, answer):
        """A text is no number, and 640 percent was not asked for."""
        with pytest.raises(AnswerError):
            guess.accept(answer)

    @pytest.mark.parametrize(
        ("low", "high", "sentence"),
        [
            (0.0, 100.0, "Type a number from 0 to 100; 640 was given."),
            (None, 100.0, "Type a number of 100 or less; 640 was given."),
            (1000.0, None, "Type a number of 1000 or more; 640 was given."),
        ],
    )
    def test_the_range_is_told(self, guess, low, high, sentence):
        """The refusal says what may be typed."""
        with pytest.raises(AnswerError, match=sentence):
            guess.model_copy(update={"low": low, "high": high}).accept(640)

    @pytest.mark.parametrize(("value", "faults"), [(64.5, 0), (640, 1), ("many", 1)])
    def test_what_turned_out_can_be_guessed(self, case, guess, value, faults):
        """An author is told of a range that leaves the answer out."""
        key = asked(case, "guess-the-month")[1].model_copy(update={"value": value})
        assert len(list(guess.faults(key, case.page))) == faults

    @pytest.mark.parametrize("end", ["66", True, None])
    def test_an_end_of_a_range_is_a_number(self, case, end):
        """What holds for a number holds for both ends of a range."""
        with pytest.raises(AnswerError, match="type a number for “to” too"):
            asked(case, "range-of-share")[0].accept({"low": 40, "high": end})


class TestWords:
    """Words are counted in every script."""

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", 0),
            ("well-known ducks, 3.5 – yes", 5),
            ("ראיתי ארבעים ברווזים", 3),
            ("오리 마흔 마리", 3),
            ("我们看到四十只鸭子", 4),
            ("เราเห็นเป็ดสี่สิบตัว", 4),
            ("我们 saw ducks", 3),
        ],
    )
    def test_words_are_counted_with_and_without_spaces(self, text, words):
        """Where no space stands between words, about as many as there are."""
        assert count_words(text) == words
