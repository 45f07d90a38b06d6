"""Variants: one task in several wordings, each with its key, and every learner always meets the same one."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons.case import Case, read_case
from lessons.errors import AnswerError
from lessons.exercises import AnyExercise, Key
from tests.toy import asked, change, faults_of, write_toy

ASKED = """\
before = "the ducks of last spring"

[[exercises.variants]]
prompt = "Geese now: how large a share of the geese expected?"
hints = ["Divide the geese."]
[exercises.variants.bases]
expected = "the geese expected next spring"
before = "the geese of last spring"

[[exercises.variants]]
prompt = "Swans now: how large a share of the swans expected?"
"""
HELD = """\
wrong_number = [{ number = 150, because = "That is 60 of 40." }]

[[share-of-expected.variants]]
value = { number = 25, base = "expected", unit = "percent" }
because = "5 of 20 geese."
wrong_number = [{ number = 400, because = "That is 20 of 5." }]

[[share-of-expected.variants]]
value = { number = 50, base = "expected", unit = "percent" }
because = "2 of 4 swans."
"""
ASKED_AT, HELD_AT = ASKED.splitlines()[0], HELD.splitlines()[0]


def write_varied(folder: Path) -> Path:
    """Give the toy case's number exercise two more variants, in the case and in its key."""
    write_toy(folder)
    change(folder, "exercises/01-pond.toml", ASKED_AT, ASKED)
    change(folder, "key/practice/01-pond.toml", HELD_AT, HELD)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The toy case with variants."""
    return write_varied(tmp_path / "toy")


@pytest.fixture
def case(folder: Path) -> Case:
    """The same, read."""
    return read_case(folder)


def pair(case: Case) -> tuple[AnyExercise, Key]:
    """The exercise with variants, and its key."""
    return asked(case, "share-of-expected")


class TestVariant:
    """The same task in other words and figures."""

    def test_has_its_own_words(self, case):
        """What a variant names is its own, table or sentence."""
        exercise = pair(case)[0].variant(1)
        assert (exercise.prompt[:9], exercise.bases["before"], exercise.hints) == (
            "Geese now",
            "the geese of last spring",
            ("Divide the geese.",),
        )

    def test_keeps_what_it_does_not_name(self, case):
        """Everything else is as the exercise is written."""
        first, _, third = pair(case)[0].each
        assert (third.bases, third.units, third.points) == (first.bases, first.units, first.points)

    def test_the_first_is_the_exercise_as_written(self, case):
        """Variant 0 needs no extra writing."""
        exercise, key = pair(case)
        assert (exercise.variant(0), key.for_variant(0)) == (exercise, key)

    @pytest.mark.parametrize(("number", "right"), [(0, 66.7), (1, 25), (2, 50)])
    def test_is_graded_by_its_own_key(self, case, number, right):
        """The right number of one variant earns nothing in the others."""
        exercise, key = pair(case)
        answer = {"number": right, "base": "expected", "unit": "percent"}
        earned = [exercise.variant(n).mark(key.for_variant(n), answer, case.page).share for n in range(3)]
        assert earned == [float(n == number) for n in range(3)]

    def test_a_key_that_lacks_it_says_so(self, case):
        """A key of another version is a sentence, not a wrong grade."""
        with pytest.raises(AnswerError, match="no answer for variant 3"):
            pair(case)[1].for_variant(3)


class TestAsked:
    """The hash in a record tells which variant was answered."""

    def test_each_has_a_hash_of_its_own(self, case):
        """And it leads back to the variant."""
        exercise = pair(case)[0]
        assert [exercise.variant_asked(each.asked) for each in exercise.each] == [0, 1, 2]

    def test_another_wording_is_none_of_them(self, case):
        """An answer to words of last year is not taken for one of today's."""
        assert pair(case)[0].variant_asked("0123456789ab") is None

    def test_writing_variants_does_not_make_older_answers_stale(self, case, tmp_path):
        """The exercise as it was keeps its hash."""
        before = read_case(write_toy(tmp_path / "before"))
        assert asked(before, "share-of-expected")[0].asked == pair(case)[0].asked

    def test_a_copy_in_other_words_has_other_hashes(self, case):
        """Nothing of the first exercise's hashes sticks to a copy."""
        exercise = pair(case)[0]
        before = exercise.variant_asked(exercise.asked)
        copy = exercise.model_copy(update={"prompt": "How many?"})
        assert (before, copy.variant_asked(exercise.asked), copy.variant_asked(copy.asked)) == (0, None, 0)


class TestDrawing:
    """Which variant a learner meets."""

    NAMES = tuple(f"kind-otter-{n}" for n in range(60))

    def test_is_the_same_at_every_opening(self, case):
        """The pseudonym decides, and nothing else."""
        exercise = pair(case)[0]
        assert [exercise.variant_for(n) for n in self.NAMES] == [exercise.variant_for(n) for n in self.NAMES]

    def test_every_variant_is_met(self, case):
        """Among sixty learners each is given to some."""
        drawn = [pair(case)[0].variant_for(name) for name in self.NAMES]
        assert [drawn.count(n) >= 10 for n in range(3)] == [True, True, True]

    def test_stays_what_it_was(self, case):
        """Another version of the course gives a learner the same variant."""
        assert [pair(case)[0].variant_for(name) for name in self.NAMES[:8]] == [0, 1, 2, 2, 2, 2, 2, 2]

    def test_without_a_pseudonym_it_is_the_first(self, case):
        """Nobody in particular reads what is written first."""
        assert pair(case)[0].variant_for("") == 0

    def test_one_wording_is_everybodys(self, case):
        """Most exercises have no variants."""
        assert asked(case, "who-counted")[0].variant_for("kind-otter") == 0


class TestFaults:
    """What is wrong with a variant is told before anybody meets it."""

    def test_variants_that_fit_have_none(self, folder):
        """Exercise and key in step pass the check."""
        assert faults_of(folder) == []

    @pytest.mark.parametrize(
        ("file", "old", "new", "found"),
        [
            (
                "key/practice/01-pond.toml",
                'because = "5 of 20 geese."',
                'because = "5 of 20 geese."\nwrong_base = { before = "Last spring.", geese = "Not offered." }',
                "variant 1: base “geese”",
            ),
            (
                "key/practice/01-pond.toml",
                'because = "2 of 4 swans."',
                'because = "2 of 4 swans."\nsample_wrong = { number = 50, base = "expected", unit = "percent" }',
                "variant 2: a sample_wrong that earns points",
            ),
            (
                "key/practice/01-pond.toml",
                HELD[HELD.rindex("[[") :],
                "",
                "1 variants in the key",
            ),
            (
                "key/practice/01-pond.toml",
                'because = "2 of 4 swans."',
                "because = 4",
                "variant 2 has a “because” that does not fit: Input should be a valid string",
            ),
            (
                "exercises/01-pond.toml",
                'hints = ["Divide the geese."]',
                "points = 5",
                "variant 1 changes “points”, which all variants share",
            ),
            (
                "exercises/01-pond.toml",
                'hints = ["Divide the geese."]',
                'show = ["forty-geese"]',
                "claim “forty-geese”",
            ),
        ],
    )
    def test_one_slip_is_one_fault(self, folder, file, old, new, found):
        """The fault names file, exercise and variant."""
        change(folder, file, old, new)
        assert [(f.file, f.id, f.found) for f in faults_of(folder)] == [(file, "share-of-expected", found)]
