"""Judgement: hits and false alarms apart, sureness beside rightness, first answers beside last."""

from __future__ import annotations

import pytest

from lessons.answers import Record
from lessons.charts.calibration import calibration
from lessons.desk.judgement import Discrimination, brier, discrimination, firsts, lasts
from lessons.exercises import Choose
from tests.toy import quick


def item(id: str, sound: bool | None) -> Choose:
    """A question whose alarm is “it is not so”."""
    return Choose.model_validate(quick(id, sound=sound, alarm=["no"])[0])


ITEMS = [item("flawed-1", False), item("flawed-2", False), item("sound-1", True), item("sound-2", True)]


def counted(*answers: str | None) -> Discrimination:
    """What comes of these answers to two flawed and two sound items."""
    return discrimination(ITEMS, {e.id: answer for e, answer in zip(ITEMS, answers, strict=True)})


def given(exercise: str, answer: str, **fields: object) -> Record:
    """An answer that was handed in."""
    return Record.model_validate({"exercise": exercise, "answer": answer, "committed": True, **fields})


class TestDiscrimination:
    """Telling flawed from sound is not the same as suspecting all."""

    def test_a_good_judge_has_hits_and_no_alarms(self):
        """Flawed is called flawed, sound is left alone."""
        assert counted("no", "no", "yes", "yes") == Discrimination(2, 2, 0, 2)

    def test_suspicion_shows_as_false_alarms(self):
        """Calling everything flawed hits all, and is wrong about all that is sound."""
        assert counted("no", "no", "no", "no") == Discrimination(2, 2, 2, 2)

    def test_trust_shows_as_missing_hits(self):
        """Calling nothing flawed gives no alarm and no hit."""
        assert counted("yes", "yes", "yes", "yes") == Discrimination(0, 2, 0, 2)

    def test_hits_and_false_alarms_are_counted_apart(self):
        """One of each does not cancel the other."""
        assert counted("no", "yes", "yes", "no") == Discrimination(1, 2, 1, 2)

    def test_cannot_tell_is_no_alarm(self):
        """“Cannot be told” is neither a hit nor a false alarm."""
        assert counted("open", "open", "open", "open") == Discrimination(0, 2, 0, 2)

    def test_what_was_not_answered_is_not_counted(self):
        """A question left out is in no base."""
        assert counted("no", None, None, "yes") == Discrimination(1, 1, 0, 1)

    def test_what_is_neither_flawed_nor_sound_is_not_counted(self):
        """An item that carries no such mark is left out."""
        assert discrimination([item("other", None)], {"other": "no"}) == Discrimination(0, 0, 0, 0)

    @pytest.mark.parametrize("junk", [40, ["no"], {"no": 1}, True], ids=str)
    def test_an_odd_answer_is_no_alarm(self, junk):
        """Whatever stands in a book, counting goes on."""
        assert discrimination(ITEMS[:1], {"flawed-1": junk}) == Discrimination(0, 1, 0, 0)


class TestBrier:
    """How far sureness is from what came out."""

    def test_sure_and_right_is_nought(self):
        """Perfect sureness, perfect score."""
        assert brier([(100, True), (100, True)]) == 0

    @pytest.mark.parametrize("right", [True, False])
    def test_a_coin_is_a_quarter(self, right):
        """Fifty percent says nothing, whatever comes out."""
        assert brier([(50, right)]) == 0.25

    def test_sure_and_wrong_is_one(self):
        """Nothing costs more than being quite sure and wrong."""
        assert brier([(100, False)]) == 1

    def test_is_the_mean(self):
        """Each answer weighs the same."""
        assert brier([(80, True), (80, False)]) == pytest.approx((0.04 + 0.64) / 2)


class TestFirstAndLast:
    """How somebody thought before any feedback, and after it."""

    RECORDS = (
        given("one", "draft", committed=False),
        given("one", "no"),
        given("two", "yes"),
        given("one", "open"),
        given("one", "yes"),
        given("one", "later draft", committed=False),
    )

    def test_the_first_is_the_first_handed_in(self):
        """A draft is not yet an answer."""
        assert {id: record.answer for id, record in firsts(self.RECORDS).items()} == {"one": "no", "two": "yes"}

    def test_the_last_is_the_last_handed_in(self):
        """A later draft does not undo it."""
        assert {id: record.answer for id, record in lasts(self.RECORDS).items()} == {"one": "yes", "two": "yes"}

    @pytest.mark.parametrize("pick", [firsts, lasts])
    @pytest.mark.parametrize("round", ["first", "second", "recall-4"])
    def test_an_answer_in_a_round_is_neither(self, pick, round):
        """A vote, or a question that came back, is not how the question was met."""
        assert pick([given("one", "no", round=round)]) == {}


class TestCalibration:
    """Sureness against rightness, as a chart."""

    RATED = ((80, True), (60, False), (80, False), (100, True))

    def test_has_a_row_for_each_sureness(self):
        """From least to most sure, how many were right of how many."""
        assert calibration(self.RATED).rows == (("60 %", "0 of 1"), ("80 %", "1 of 2"), ("100 %", "1 of 1"))

    def test_its_alt_text_says_axes_dots_and_where_each_lies(self):
        """Whoever cannot see the dots reads them, and whether a learner was surer than right."""
        assert calibration(self.RATED).alt == (
            "Dots of sureness against rightness, first answers: both axes are even and run from 0 to 100 percent, "
            "and a larger dot stands for more answers. On a dashed line sure and right go together. "
            "60 % sure: 0 of 1 right, below the line. 80 % sure: 1 of 2 right, below the line. "
            "100 % sure: 1 of 1 right, on the line."
        )

    def test_its_dots_stand_where_the_rows_say(self):
        """The picture shows the table."""
        dots = calibration(self.RATED).figure.axes[0].collections[0].get_offsets()
        assert [tuple(dot) for dot in dots] == [(60, 0), (80, 50), (100, 100)]
