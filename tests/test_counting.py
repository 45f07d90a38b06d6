"""Which record counts: whatever order files are read in, the same one; and the receipt of it."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.answers import Record
from lessons.answers.counting import counting, receipt
from tests.test_answers import json_values
from tests.toy import unhurried


def answered(answer: Any, attempt: int = 1, **fields: Any) -> Record:
    """An answer to the toy question that was recorded with the button."""
    return Record(**{"exercise": "who", "answer": answer, "attempt": attempt, "committed": attempt > 0, **fields})


def chosen(*records: Record) -> Any:
    """The answer that counts of records to one question."""
    return counting(records)[0]["who", ""].answer


def last_two(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """What may not be the same in two rows."""
    return row[1:]


def told(*records: Record) -> list[tuple[str, str]]:
    """What is said of conflicts."""
    return [(conflict.found, conflict.done) for conflict in counting(records)[1]]


class TestCounting:
    """One record for each question."""

    def test_the_newest_attempt_counts(self):
        """Attempts tell the order, wherever in a file they stand."""
        assert chosen(answered("b", 2), answered("a", 1)) == "b"

    def test_a_draft_never_replaces_what_was_recorded(self):
        """A change without the button is not handed in, however new it is."""
        assert chosen(answered("a", time="2025-01-01"), answered("b", committed=False, time="2025-02-01")) == "a"

    def test_the_newest_draft_counts_where_nothing_was_recorded(self):
        """Work is not thrown away for a button: the draft counts, and says that it is one."""
        drafts = answered("a", 0, time="2025-01-02"), answered("b", 0, time="2025-01-01")
        record = counting(drafts)[0]["who", ""]
        assert (record.answer, record.committed) == ("a", False)

    def test_time_tells_between_equal_attempts(self):
        """Of two first attempts the later one counts, across time zones."""
        early, late = "2025-01-01T12:00:00+05:00", "2025-01-01T08:00:00+00:00"
        assert chosen(answered("late", time=late), answered("early", time=early)) == "late"

    @pytest.mark.parametrize("time", ["", "yesterday", "2025-13-45", "٢٠٢٥-٠١-٠١", "0001-01-01T00:00:00+23:59"])
    def test_a_time_that_cannot_be_used_is_older_than_any(self, time):
        """A missing or nonsensical time stops nothing, and never wins."""
        assert chosen(answered("dated", time="2025-01-01"), answered("odd", time=time)) == "dated"

    def test_without_times_the_last_found_counts(self):
        """Where nothing else tells, the order in which records were found does."""
        assert chosen(answered("a"), answered("b")) == "b"

    def test_rounds_are_questions_of_their_own(self):
        """A first and a second vote do not replace each other."""
        votes = [answered(vote, round=round) for vote, round in (("no", "first"), ("yes", "second"))]
        assert {place: r.answer for place, r in counting(votes)[0].items()} == {
            ("who", "first"): "no",
            ("who", "second"): "yes",
        }

    @unhurried
    @given(
        st.lists(
            st.tuples(st.sampled_from("ab"), st.integers(0, 2), st.booleans()),
            min_size=1,
            unique_by=lambda r: r[1:],
        ),
        st.randoms(use_true_random=False),
    )
    def test_the_order_of_the_files_does_not_matter(self, rows, order: random.Random):
        """Where attempts or times differ, any order of reading finds the same record."""
        records = [answered(a, n, committed=c, time=f"2025-01-0{1 + c}") for a, n, c in rows]
        shuffled = order.sample(records, len(records))
        assert counting(records)[0] == counting(shuffled)[0]


class TestConflicts:
    """Two answers that cannot both be the same attempt."""

    def test_one_attempt_with_two_answers_is_told(self):
        """Both times are named, and which answer counts."""
        records = answered("a", time="2025-01-01T10:00:00+00:00"), answered("b", time="2025-01-02T10:00:00+00:00")
        assert told(*records) == [
            (
                "Two different answers are both attempt 1: one of 2025-01-01 10:00+00:00 and the other of "
                "2025-01-02 10:00+00:00.",
                "Attempt 1 of 2025-01-02 10:00+00:00 counts, the newest. Two computers, or two copies, may have "
                "been used: ask if in doubt.",
            )
        ]

    def test_a_later_attempt_counts_all_the_same(self):
        """The conflict is told even where another attempt settles it."""
        assert told(answered("a"), answered("b"), answered("c", 2))[0][1].startswith("Attempt 2 of unknown time")

    def test_a_copy_of_a_file_is_none(self):
        """The same record in notebook and book is one answer."""
        assert told(answered("a", time="2025-01-01"), answered("a", time="2025-01-01")) == []

    def test_a_hint_taken_afterwards_is_none(self):
        """A hint repeats the answer under the same attempt."""
        assert told(answered("a"), answered("a", hints=1), answered("a", hints=2, shown=True)) == []

    def test_a_whole_number_is_the_same_with_and_without_its_point(self):
        """A browser saves 40.0 as 40: that is no other answer."""
        assert told(answered({"number": 40.0}), answered({"number": 40})) == []

    def test_a_draft_is_none(self):
        """Somebody who thinks again after recording contradicts nobody."""
        assert told(answered("a"), answered("b", committed=False)) == []

    def test_a_time_is_said_as_a_time_or_not_at_all(self):
        """Whatever stands where a time should be is not repeated to the teacher."""
        assert "<script>" not in str(told(answered("a", time="<script>"), answered("b")))


class TestReceipt:
    """A few letters that a learner and a teacher can compare."""

    A, B = answered("a"), answered(["b", 1.5], exercise="what")

    def test_can_be_read_aloud(self):
        """Two groups of four, without the letters that are read as digits."""
        assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", receipt([self.A]))

    def test_stays_what_it_is(self):
        """A receipt printed last year is still that of the same answers."""
        assert receipt([self.A, self.B]) == "AZCK-KH9A"

    @pytest.mark.parametrize(
        "change", [{"time": "2025-01-01"}, {"who": "kind-otter"}, {"hints": 2}, {"course": "9"}, {"attempt": 3}]
    )
    def test_says_nothing_of_who_and_when(self, change):
        """Only answers make it, so that it is the same on any machine."""
        assert receipt([self.A.model_copy(update=change)]) == receipt([self.A])

    @pytest.mark.parametrize(
        "change", [{"answer": "b"}, {"exercise": "x"}, {"round": "second"}, {"committed": False}]
    )
    def test_changes_with_the_answer(self, change):
        """Another answer, question, round, or a draft in its place, is another receipt."""
        assert receipt([self.A.model_copy(update=change)]) != receipt([self.A])

    def test_order_does_not_matter(self):
        """However the files were read."""
        assert receipt([self.A, self.B]) == receipt([self.B, self.A])

    def test_takes_what_counting_gives(self):
        """Desk and grader both hand over the records that count."""
        assert receipt(counting([self.B, self.A])[0]) == receipt([self.A, self.B])

    def test_an_empty_answer_is_none(self):
        """A hint taken before any answer, or an answer taken back, adds nothing."""
        hint = Record(exercise="hinted", hints=1)
        assert receipt([self.A, hint]) == receipt([self.A])

    @unhurried
    @given(json_values)
    def test_a_browser_that_saves_the_notebook_changes_nothing(self, answer):
        """Numbers written the browser's way give the same receipt, and any answer gives one."""

        def saved(value: Any) -> Any:
            if isinstance(value, list):
                return [saved(part) for part in value]
            if isinstance(value, dict):
                return {name: saved(part) for name, part in value.items()}
            return int(value) if isinstance(value, float) and value.is_integer() else value

        assert receipt([answered(saved(answer))]) == receipt([answered(answer)])
