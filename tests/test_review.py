"""The class review: each figure on a class that can be counted by hand, and what the page keeps to itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lessons.answers import Record
from lessons.case import Case
from lessons.charts.flow import flow, in_words
from lessons.desk.judgement import brier
from lessons.errors import CourseError, GradingError
from lessons.review import Pupil, Review, SchoolClass, made_up_class, read_class
from lessons.review.judging import sureness
from lessons.review.page import page, write_review
from lessons.review.spread import differing, paragraphs
from lessons.review.tables import TABLES, csv_of
from tests.hand_ins import graded, hand_in, record, rows
from tests.test_cli_grading import say
from tests.test_notebooks import CASE
from tests.toy import toy_case, write_whole
from tests.toy_class import Class, toys

__all__ = ["toys"]
WRONG = {"who-counted": "baker"}
RIGHT = {"who-counted": "gardener"}


def pupil(case: Case, name: str, given: dict[str, Any], group: str = "", **fields: Any) -> Pupil:
    """A pupil of these answers."""
    return Pupil.of(name, (record(case, id, answer, who=name, **fields) for id, answer in given.items()), group)


def of(case: Case, *pupils: Pupil) -> Review:
    """A review of these pupils, by the practice keys."""
    return Review(SchoolClass(case, case.practice, pupils))


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The toy case; nothing here changes it."""
    return toy_case(tmp_path_factory.mktemp("case") / "toy")


@pytest.fixture(scope="module")
def made_up() -> Review:
    """A made-up class of thirty on the real article."""
    return Review(made_up_class(CASE, 30))


class TestTeachAgain:
    """The questions that went worst, with what to say."""

    def test_counts_first_answers(self, toy):
        """A pupil who was wrong first and right after the reason counts as wrong."""
        both = (record(toy, "who-counted", a, attempt=n, number=n) for n, a in ((1, "baker"), (2, "gardener")))
        (item,) = of(toy, Pupil.of("ana", both), pupil(toy, "ben", RIGHT)).items
        assert (item.answered, item.right, item.share) == (2, 1, 0.5)

    def test_the_commonest_wrong_answer_comes_first(self, toy):
        """Two bakers outnumber one nobody."""
        answers = ("baker", "nobody", "baker")
        (item,) = of(toy, *(pupil(toy, f"p{n}", {"who-counted": a}) for n, a in enumerate(answers))).items
        assert [(way.said, len(way.pupils)) for way in item.wrong] == [("a baker", 2), ("nobody named", 1)]

    def test_there_are_three_on_the_real_article_each_with_something_to_say(self, made_up):
        """Every worst question names a misconception, with a line for pupils and one for the teacher."""
        known = {one.name: one for one in made_up.misconceptions}
        shown = [known[item.wrong[0].slip] for item in made_up.teach_again]
        assert [bool(one.told.pupils and one.told.teachers) for one in shown] == [True] * 3

    def test_a_row_of_a_table_is_a_wrong_answer_of_its_own(self, toy):
        """Of two rows the wrong one is told, with the label that was given."""
        rows = {"forty-ducks": "opinion", "sixty-next": "forecast"}
        (item,) = of(toy, pupil(toy, "ana", {"kinds-of-claim": rows})).items
        assert [way.said.rpartition(": ")[2] for way in item.wrong] == ["a meaning or a value"]

    def test_what_few_answered_is_no_worst_question(self, toy):
        """In a class of six, one wrong answer alone decides nothing."""
        others = [pupil(toy, f"p{n}", {"which-weakened": ["lovely"]}) for n in range(5)]
        assert [i.exercise.id for i in of(toy, pupil(toy, "ana", WRONG), *others).teach_again] == [
            "which-weakened"
        ]


class TestVotes:
    """First beside second, and who moved where."""

    @pytest.fixture
    def vote(self) -> Any:
        """Five pupils of the real article: three move, one never votes again, one comes late."""
        id = "does-outlet-six-add-anything"
        pairs = (("sent", "said"), ("sent", "said"), ("said", "sent"), ("nothing", ""), ("", "said"))
        pupils = [
            Pupil.of(
                f"p{n}",
                [record(CASE, id, a, round=r) for a, r in zip(pair, ("first", "second"), strict=True) if a],
            )
            for n, pair in enumerate(pairs)
        ]
        (counted,) = of(CASE, *pupils).votes
        return counted

    def test_both_rounds_are_counted(self, vote):
        """Every option has its count, none included."""
        assert (vote.first, vote.second) == (
            {"sent": 2, "nothing": 1, "said": 1},
            {"sent": 1, "nothing": 0, "said": 3},
        )

    def test_who_voted_once_is_no_move(self, vote):
        """Only those who voted twice can have moved."""
        assert (dict(vote.moves), vote.moved, vote.voted) == ({("sent", "said"): 2, ("said", "sent"): 1}, 3, 5)

    def test_the_drawing_says_what_it_shows(self, vote):
        """Its words hold every move."""
        assert "A to C: 2; C to A: 1" in flow(list(vote.options), vote.moves)

    def test_the_drawing_has_a_band_for_each_move(self, vote):
        """As many bands as moves, and none is drawn for nobody."""
        assert flow(list(vote.options), vote.moves).count("<path") == 2

    def test_nobody_voted_twice(self):
        """Then there is nothing to draw or to tell."""
        assert (flow(["a", "b"], {}), list(in_words(["a", "b"], {}))) == ("", [])


class TestSpread:
    """Where the room disagrees."""

    def test_simpsons_index_as_it_is_taught(self):
        """The worked example of the Offwell wood: 2, 8, 1, 1 and 3 plants of 15; D = 0.3, so 1 - D = 0.7."""
        assert round(differing([2, 8, 1, 1, 3]), 1) == 0.7

    def test_all_agree_and_nobody_does(self):
        """Nought where all say the same, one where no two do."""
        assert (differing([9]), differing([1, 1, 1]), differing([1])) == (0, 1, 0)

    def test_the_paragraph_is_whole(self, made_up):
        """Cut where claims begin and end, the words of the article are all there, once."""
        cut = paragraphs(CASE, made_up.spreads)
        assert ["".join(piece.text for piece in p.pieces) for p in cut] == [
            CASE.article.paragraphs[p.number] for p in cut
        ]

    def test_every_label_is_counted_once(self, made_up):
        """No claim has more labels in a field than there are pupils."""
        assert {row.answered for row in made_up.spreads} == {30}


class TestBeforeAndAfter:
    """Noticed and false alarms apart."""

    @pytest.fixture
    def whole(self, tmp_path: Path) -> Case:
        """The toy case with two readings of two flawed and two sound sentences."""
        from lessons.case import read_case

        return read_case(write_whole(tmp_path / "whole"))

    def test_counts_both_apart_and_says_on_how_many_it_rests(self, whole):
        """One pupil suspects everything at first; another, who read once, is left out."""
        names = ("flawed-1", "flawed-2", "sound-1", "sound-2")
        before = {f"a-{name}": "no" for name in names}
        after = {f"b-{name}": "no" if "flawed" in name else "yes" for name in names}
        told = of(whole, pupil(whole, "ana", before | after), pupil(whole, "ben", before)).readings
        forms = [(form.hits, form.flawed, form.false_alarms, form.sound) for form in told.forms.values()]
        assert (told.pupils, told.only_one, forms) == (1, 1, [(2, 2, 2, 2), (2, 2, 0, 2)])


class TestSureness:
    """Sureness beside rightness."""

    @pytest.mark.parametrize(
        ("sure", "right", "score"), [(100, 1, 0), (70, 1, 0.09), (30, 1, 0.49), (50, 1, 0.25)]
    )
    def test_the_brier_score_of_the_worked_example(self, sure, right, score):
        """It rains: forecasts of 100, 70, 30 and 50 percent score 0, 0.09, 0.49 and 0.25 (Wikipedia)."""
        assert brier([(sure, right)]) == pytest.approx(score)

    def test_steps_hold_every_answer_once(self):
        """Fifty belongs to the second step, a hundred to the last."""
        steps = sureness([(25, 1.0), (50, 0.0), (69, 1.0), (100, 1.0)])
        assert [(s.low, s.answers, s.right) for s in steps] == [(0, 1, 1), (50, 2, 1), (90, 1, 1)]


class TestMinutes:
    """How long it took, by the records' own times."""

    def test_pauses_are_left_out_and_gaps_are_summed(self, toy):
        """Two minutes, an hour's lunch, and one minute more come to three."""
        core = [e.id for e in toy.lesson("pond").exercises if e.core]
        times = ["10:00", "10:02", *["11:02"] * (len(core) - 3), "11:03"]
        given = [
            Record(exercise=i, answer="x", committed=True, time=f"2026-11-20T{t}:00+00:00")
            for i, t in zip(core, times, strict=True)
        ]
        (lesson,) = Review(SchoolClass(toy, toy.practice, (Pupil.of("ana", given),)), {1: 20}).minutes
        assert (lesson.median, lesson.pupils, lesson.planned) == (3, 1, 20)

    def test_who_did_little_does_not_count(self, toy):
        """One answer of many says nothing on how long a lesson takes."""
        assert of(toy, pupil(toy, "ana", RIGHT)).minutes == []


class TestGroups:
    """Sections of the class list; small ones are never shown alone."""

    @pytest.mark.parametrize(
        ("sizes", "expected"),
        [
            ({"a": 6, "b": 7}, {"a": 6, "b": 7}),
            ({"a": 6, "b": 3, "c": 3}, {"a": 6, "smaller sections together": 6}),
            ({"a": 6, "b": 7, "c": 2}, {"b": 7, "smaller sections together": 8}),
            ({"a": 2, "b": 1}, {"smaller sections together": 3}),
        ],
    )
    def test_under_five_are_merged(self, toy, sizes, expected):
        """Until no group but the whole class is under five."""
        pupils = [pupil(toy, f"{g}{n}", RIGHT, g) for g, size in sizes.items() for n in range(size)]
        groups = of(toy, *pupils).school_class.groups()
        assert {name: len(mine) for name, mine in groups.items()} == expected


class TestPage:
    """What is printed."""

    def test_names_nobody_unless_asked(self, made_up):
        """No pupil's name stands on the page, nor in its tables; with names, they do."""
        tables = "".join(csv_of(table(made_up)) for table in TABLES.values())
        found = [bool(re.search(r"pupil \d", text)) for text in (page(made_up), tables, page(made_up, names=True))]
        assert found == [False, False, True]

    def test_is_self_contained(self, made_up):
        """Nothing is fetched and nothing runs."""
        assert re.findall(r"<script|<link|src=|href=|url\(|@import", page(made_up)) == []

    def test_a_cell_that_looks_like_a_formula_is_a_text(self, made_up):
        """A spreadsheet calculates nothing of it."""
        cells = [line for table in TABLES.values() for line in csv_of(table(made_up)).splitlines()]
        assert [line for line in cells if re.search(r'(^|,)"?[=+@]', line)] == []

    def test_a_class_under_five_is_warned_of(self, toy):
        """Whoever reads it can tell who is meant."""
        assert "Keep this page to yourself" in page(of(toy, pupil(toy, "ana", WRONG)))

    def test_a_folder_that_cannot_be_written(self, toy, tmp_path):
        """A sentence says what to do."""
        (tmp_path / "file").write_text("")
        with pytest.raises(CourseError, match="Choose a folder of your own: -o FOLDER"):
            write_review(of(toy, pupil(toy, "ana", WRONG)), tmp_path / "file")


class TestReading:
    """From a gradebook, or from hand-ins."""

    def test_both_say_the_same(self, toys):
        """What was graded and what lies in the folder count alike."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        hand_in(toys.hand_ins, "Ben", toys.case, {"collected": "baker"})
        graded(toys.hand_ins, toys.key, toys.out)
        both = [read_class([path], toys.case) for path in (toys.hand_ins, toys.out)]
        told = [[(p.name, dict(p.first)) for p in found.pupils] for found in both]
        assert (told[0], len(told[0])) == (told[1], 2)

    def test_a_folder_without_answers_is_told(self, toys):
        """A sentence, and no empty page."""
        with pytest.raises(GradingError, match="Found no answers in"):
            read_class([toys.hand_ins], toys.case)

    def test_the_command_writes_page_and_tables(self, toys: Class, tmp_path: Path):
        """One page and a CSV for each part."""
        hand_in(toys.hand_ins, "Ana", toys.case, WRONG)
        done = say("review", toys.hand_ins, "--case", toys.case.folder, "-o", tmp_path / "out")
        assert (done.exit_code, {p.stem for p in (tmp_path / "out").iterdir()}) == (0, {"review", *TABLES})
        assert [row["commonest wrong"] for row in rows(tmp_path / "out" / "items.csv")] == ["a baker"]
