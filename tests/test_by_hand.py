"""Marks by hand: read, merged, written, and put into a result for just the answer they were given for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lessons.errors import GradingError
from lessons.gradebook.by_hand import HandMark, Marks, apply, merge
from lessons.gradebook.by_hand_csv import csv_of_marks, read_marks
from lessons.gradebook.results import Item, Result
from lessons.handins.people import Learner
from tests.test_marking_page import QUESTION
from tests.toy import unhurried

HEAD = "learner,exercise,answer,levels,points,comment,marker,time\n"
LINE = "ada,what-of-the-ducks,a-12ab,source=4;doubt=3,,Good.,Möller,2026-05-04T09:30:00.000Z\n"
MARK = HandMark(
    "ada", "what-of-the-ducks", "12ab", {"source": 4, "doubt": 3}, None, "Good.", "Möller",
    "2026-05-04T09:30:00.000+00:00",
)  # fmt: skip
EXERCISES = {QUESTION.id: QUESTION}


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """A CSV file with this text."""
    path = folder / "by_hand.csv"
    path.write_bytes(text.encode(encoding))
    return path


def read(folder: Path, text: str, encoding: str = "utf-8") -> Marks:
    """What is read from a by_hand.csv with this text."""
    return read_marks(written(folder, text, encoding), {})


class TestReading:
    """What a person may do to the file between two readings."""

    def test_reads_a_line(self, tmp_path):
        """Each column lands in its place."""
        assert read(tmp_path, HEAD + LINE) == Marks((MARK,))

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
    def test_reads_what_spreadsheets_write(self, tmp_path, encoding):
        """Byte order marks and the old Windows encoding lose no letter."""
        assert read(tmp_path, HEAD + LINE, encoding).rows == (MARK,)

    def test_reads_a_file_saved_with_semicolons(self, tmp_path):
        """Half of Europe's spreadsheets separate by semicolons, and quote the levels."""
        line = LINE.replace("source=4;doubt=3", '"source=4§doubt=3"').replace(",", ";").replace("§", ";")
        assert read(tmp_path, "sep=;\r\n" + HEAD.replace(",", ";") + line).rows == (MARK,)

    def test_reads_points_with_a_comma(self, tmp_path):
        """The decimal comma of the same spreadsheets is a number."""
        line = 'ada;crowd;12ab;;"1,5";;;2026-05-04T09:30Z\n'
        assert [mark.points for mark in read(tmp_path, HEAD.replace(",", ";") + line).rows] == [1.5]

    def test_the_order_of_columns_does_not_matter(self, tmp_path):
        """A column of one's own may stand between, too."""
        text = "time,note,learner,exercise,answer,points,levels,comment,marker\n,mine,ada,crowd,a-1f,1,,,\n"
        assert read(tmp_path, text).rows == (HandMark("ada", "crowd", "1f", points=1),)

    def test_reads_a_comment_of_several_lines(self, tmp_path):
        """A line break inside quotation marks is part of the comment."""
        assert read(tmp_path, HEAD + LINE.replace("Good.", '"Good.\nBut ""who""?"')).rows == (
            replace(MARK, comment='Good.\nBut "who"?'),
        )

    @pytest.mark.parametrize(
        ("old", "new", "found"),
        [
            ("source=4", "source=5", "Found the level “source=5”"),
            ("source=4", "4", "Found the level “4”"),
            (";doubt=3,,", ";doubt=3,many,", "Found “many” points"),
            (";doubt=3,,", ";doubt=3,-1,", "Found “-1” points"),
            ("a-12ab", "", "Found the answer “”"),
            ("a-12ab", "1.23E+11", "Found the answer “1.23E+11”"),
            ("ada", "", "Found no learner"),
            (",Möller,2026-05-04T09:30:00.000Z", "", "Found 6 cells"),
        ],
    )
    def test_a_damaged_row_is_told_and_costs_no_other(self, tmp_path, old, new, found):
        """The rows before and after it are read, and its number is named."""
        other = LINE.replace("ada", "ben")
        marks = read(tmp_path, HEAD + LINE + LINE.replace(old, new) + other)
        assert [mark.learner for mark in marks.rows] == ["ada", "ben"]
        assert [(p.where, p.found.startswith(found), p.costs) for p in marks.problems] == [
            ("by_hand.csv, row 3", True, True)
        ]

    def test_a_quotation_mark_that_is_never_closed_is_told_by_its_line(self, tmp_path):
        """Nothing is taken before it is mended, so no mark below it is lost unseen."""
        with pytest.raises(GradingError, match="quotation mark in line 2"):
            read(tmp_path, HEAD + LINE.replace("Good.", '"Good.') + LINE.replace("ada", "ben"))

    def test_a_time_nobody_can_read_loses_no_mark(self, tmp_path):
        """It counts as the oldest, and that is told."""
        marks = read(tmp_path, HEAD + LINE.replace("2026-05-04T09:30:00.000Z", "yesterday"))
        assert (marks.rows, [p.costs for p in marks.problems]) == ((replace(MARK, time=""),), [False])

    def test_a_time_is_read_as_a_spreadsheet_may_write_it(self, tmp_path):
        """Day, month, year, as in the file's own country."""
        assert read(tmp_path, HEAD + LINE.replace("2026-05-04T09:30:00.000Z", "04.05.2026 09:30")).rows == (MARK,)

    @pytest.mark.parametrize("head", ["a,b,c\n", "", "learner,exercise\n"])
    def test_another_file_is_refused_with_what_is_expected(self, tmp_path, head):
        """A wrong file is one sentence that names the columns."""
        with pytest.raises(GradingError, match=r"found .* expected .*|empty"):
            read(tmp_path, head)

    def test_a_missing_file_is_a_sentence(self, tmp_path):
        """No traceback for a wrong path."""
        with pytest.raises(GradingError, match="cannot be read"):
            read_marks(tmp_path / "none.csv", {})


class TestPageCsv:
    """What a marking page wrote."""

    TEXT = HEAD.replace("learner", "code") + LINE.replace("ada", "qwrtzz")

    def test_a_code_becomes_its_learner(self, tmp_path):
        """The page knows no names; the gradebook does."""
        assert read_marks(written(tmp_path, self.TEXT), {"qwrtzz": "ada"}).rows == (MARK,)

    def test_a_code_of_another_gradebook_is_told(self, tmp_path):
        """Nobody gets a mark that was meant for somebody else."""
        marks = read_marks(written(tmp_path, self.TEXT), {"other": "ada"})
        assert (marks.rows, "the code “qwrtzz”" in marks.problems[0].found) == ((), True)


class TestWriting:
    """Marks as a file of their own."""

    def test_what_is_written_is_read_back(self, tmp_path):
        """Nothing is lost on the way, whatever stands in a comment."""
        rows = (MARK, replace(MARK, learner="-ben", comment='=1+1\n"so", he said; 5\'', points=1.5, levels={}))
        assert read(tmp_path, csv_of_marks(rows)) == Marks(rows)

    def test_no_cell_is_a_formula(self):
        """A spreadsheet that opens the file calculates nothing."""
        text = csv_of_marks([replace(MARK, learner="@ada", comment="=1+1")])
        assert ('"\'=1+1"' in text, '"\'@ada"' in text) == (True, True)

    @given(some.lists(some.text(max_size=12), min_size=2, max_size=2), some.integers(0, 3))
    @unhurried
    def test_any_damage_leaves_the_other_lines(self, tmp_path_factory, words, at):
        """Whatever stands in one line, the reader returns, and finds the lines around it."""
        folder = tmp_path_factory.mktemp("damaged")
        spoilt = "".join(words).replace("\r", "").replace("\n", "").encode("utf-8", "replace").decode()
        lines = [LINE.replace("ada", f"learner{n}") for n in range(4)]
        lines.insert(at, spoilt.replace("\0", "") + "\n")
        try:
            marks = read(folder, HEAD + "".join(lines))
        except GradingError:  # control characters: the file as a whole is no text
            return
        assert len(marks.rows) >= 3


class TestMerging:
    """Old marks and new ones."""

    def test_the_newer_of_one_marker_counts(self):
        """Whichever file it stands in."""
        newer = replace(MARK, levels={"source": 1, "doubt": 1}, time="2026-05-05T00:00:00.000+00:00")
        assert [merge(Marks((one,)), Marks((two,))).rows for one, two in ((MARK, newer), (newer, MARK))] == [
            (newer,),
            (newer,),
        ]

    def test_of_the_same_time_the_new_file_counts(self):
        """A level that was mended in a spreadsheet keeps its time."""
        mended = replace(MARK, levels={"source": 1, "doubt": 1})
        assert merge(Marks((MARK,)), Marks((mended,))).rows == (mended,)

    def test_two_markers_stand_side_by_side(self):
        """A second opinion replaces nobody's."""
        other = replace(MARK, marker="Ng")
        assert merge(Marks((MARK,)), Marks((other,))).rows == (MARK, other)

    def test_a_mark_for_another_answer_replaces_none(self):
        """Newer or not: who hands in the first answer again has its mark again."""
        other = replace(MARK, answer="ffff", time="2026-05-05T00:00:00.000+00:00")
        assert merge(Marks((MARK,)), Marks((other,))).rows == (MARK, other)

    def test_a_later_comment_takes_no_levels_away(self):
        """Who only adds a comment has not withdrawn the mark."""
        comment = replace(MARK, levels={}, comment="See me.", time="2026-05-05T00:00:00.000+00:00")
        assert merge(Marks((MARK,)), Marks((comment,))).rows == (replace(comment, levels=MARK.levels),)


def result(*items: Item, learner: str = "ada") -> Result:
    """A learner's result of these items."""
    return Result(learner=Learner(id=learner, name="Ada"), items=items)


def waiting(**fields: Any) -> Item:
    """The question of these tests, answered and waiting for a person."""
    row = {"exercise": QUESTION.id, "status": "needs a person", "points": None, "out_of": 4, "answer_hash": "12ab"}
    return Item(**(row | fields))


def applied(item: Item, *marks: HandMark, exercises: Any = EXERCISES) -> Item:
    """An item after these marks."""
    return apply(result(item), Marks(marks), exercises).items[0]


def told(item: Item) -> tuple[str, float | None, str]:
    """What of an item these tests look at."""
    return item.status, item.points, item.why


class TestApplying:
    """A mark counts for the answer it was given for."""

    def test_levels_become_points(self):
        """Four points, two criteria: seven of eight levels."""
        item = applied(waiting(why="free text"), MARK)
        assert (told(item), item.marker, item.comment) == (("graded", 3.5, ""), "Möller", "Good.")

    def test_each_criterion_is_a_reason(self):
        """Points never travel without a reason, in words."""
        assert [(reason.tone, reason.text) for reason in applied(waiting(), MARK).reasons] == [
            ("right", "4 of 4, fully there: a source is *named*."),
            ("note", "3 of 4, nearly there: what is open stays open."),
        ]

    def test_points_are_taken_where_there_are_no_levels(self):
        """A function without results gets points from a person, and the reason says so."""
        item = applied(waiting(), replace(MARK, levels={}, points=2.5), exercises={})
        assert (told(item), [r.text for r in item.reasons]) == (
            ("graded", 2.5, ""),
            ["A person looked at this answer and gave 2.5 of 4."],
        )

    def test_a_person_overrules_the_machine(self):
        """A mark by hand stands above what was graded before."""
        graded = waiting(status="graded", points=0)
        assert told(applied(graded, replace(MARK, points=4, levels={}))) == ("graded", 4, "")

    @pytest.mark.parametrize("now", ["ffff", ""])
    def test_a_mark_for_another_answer_does_not_count(self, now):
        """The status stays, and it is said why."""
        item = applied(waiting(answer_hash=now, why="free text"), MARK)
        assert told(item) == ("needs a person", None, "free text; the answer changed after it was marked")

    @pytest.mark.parametrize(
        ("mark", "why"),
        [
            ({"levels": {"source": 4}}, "still to mark: doubt"),
            ({"levels": {"source": 4, "doubt": 1, "style": 1}}, "marked by “style”, no criterion here"),
            ({"levels": {}, "points": 5}, "marked with 5 points; expected 0 to 4"),
        ],
    )
    def test_a_mark_that_is_not_whole_gives_no_points(self, mark, why):
        """Half a mark is no mark, and says what is missing."""
        assert told(applied(waiting(), replace(MARK, **mark))) == ("needs a person", None, why)

    def test_a_comment_alone_is_kept(self):
        """The learner reads it, and the points stay open."""
        item = applied(waiting(), replace(MARK, levels={}))
        assert (told(item), item.comment, item.marker) == (("needs a person", None, ""), "Good.", "")

    def test_of_two_markers_the_later_counts(self):
        """Somebody has to have the last word, and that is in the file's times."""
        later = replace(MARK, marker="Ng", levels={"source": 0, "doubt": 0}, time="2026-06-01T00:00:00.000+00:00")
        item = applied(waiting(), later, MARK)
        assert (item.points, item.marker) == (0, "Ng")

    def test_of_two_ways_the_one_that_was_answered_decides(self):
        """The column is a number's, the answer a text: levels count."""
        item = waiting(exercise="a-number", answered=QUESTION.id)
        assert applied(item, replace(MARK, exercise="a-number")).points == 3.5

    def test_nobody_elses_mark_counts(self):
        """Without a mark a result is the very same."""
        before = result(waiting(), learner="ben")
        assert apply(before, Marks((MARK,)), EXERCISES) is before


def test_ten_thousand_marks_are_found_by_place_not_by_search():
    """Putting marks in takes the time of the results, not of results times marks."""
    marks = Marks(tuple(replace(MARK, learner=f"learner{n}") for n in range(10_000)))
    results: Sequence[Result] = [result(waiting(), learner=f"learner{n}") for n in range(0, 10_000, 100)]
    assert {apply(one, marks, EXERCISES).items[0].points for one in results} == {3.5}
