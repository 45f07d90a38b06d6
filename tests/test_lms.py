"""Points back into the LMS: its own file, the grade cells filled, every other byte as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.errors import GradingError
from lessons.gradebook.lms import LmsFile, check_target, lms_file
from lessons.gradebook.results import Item, Lateness, Result
from lessons.handins.csv_file import CsvFile, number_in, read_csv, safe_cell
from lessons.handins.people import Learner
from lessons.handins.roster import Roster, read_roster
from tests.toy import unhurried

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Ducks (77),Ducks Current Score,Final Score (1)\r\n"
    ",,,,,Manual Posting,,\r\n"
    "    Points Possible,,,,,10.00,(read only),(read only)\r\n"
    '"Li, Ana",4711,ana,ana.li,"A ""north""",,=1+1,\r\n'
    '"Oz, Ben",4712,ben,ben.oz,A,3.50,@x,\r\n'
    '"Student, Test",9999,,abc,A,,,\r\n'
)
TWO = CANVAS.replace("Ducks Current Score", "Geese (78)").replace("(read only)", "5", 1).replace("=1+1", "")
MOODLE = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 1,"Ana Li",ana,a@b.example,Submitted,,"100,00",Yes,-,-,\n'
    'Participant 2,"Ben Oz",ben,b@b.example,Submitted,"55,00","100,00",Yes,-,-,"Well done, Ben"\n'
)
GRADESCOPE = (
    "First Name,Last Name,SID,Email,Ducks,Ducks - Max Points,Ducks - Submission Time,Ducks - Lateness (H:M:S)\n"
    "Ana,Li,ana,a@b.example,,10.0,,\nBen,Oz,ben,b@b.example,4.0,20.0,,\n"
)
MOODLE_BOOK = (
    "First name,Last name,ID number,Email address,Assignment: Ducks (Real),Assignment: Geese (Real),"
    "Course total (Real),Last downloaded from this course\n"
    "Ana,Li,ana,a@b.example,-,-,-,1\nBen,Oz,ben,b@b.example,-,-,-,1\n"
)
EXPORTS = {"canvas": CANVAS, "worksheet": MOODLE, "gradebook": MOODLE_BOOK, "gradescope": GRADESCOPE}


def result(id: str, points: float | None, *, out_of: float = 10, waiting: int = 0, keeps: float = 1.0) -> Result:
    """A result of one exercise, and perhaps of others that wait for a person."""
    done = Item(exercise="a", status="blank" if points is None else "graded", points=points, out_of=out_of)
    open_ones = [Item(exercise=f"w{n}", status="needs a person", points=None, out_of=0) for n in range(waiting)]
    late = Lateness(seconds=60, keeps=keeps, because="Late.") if keeps < 1 else None
    return Result(learner=Learner(id=id, name=id), items=(done, *open_ones), late=late)


def roster(folder: Path, text: str | bytes) -> Roster:
    """The roster of a file that holds this."""
    path = folder / "roster.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_roster(path)


def filled(folder: Path, text: str, *results: Result, assignment: str = "") -> LmsFile:
    """The file with these results in it."""
    return lms_file(roster(folder, text), by_learner(*results), assignment)


def by_learner(*results: Result) -> Mapping[str, Result]:
    """Results as a gradebook gives them."""
    return {one.learner.id: one for one in results}


def changes(before: str, after: LmsFile) -> list[tuple[str, str]]:
    """Each cell that is not what it was, as its header and what it is now."""
    old, new = (list(csv.reader(io.StringIO(text, newline=""))) for text in (before, after.content.decode()))
    assert [len(row) for row in old] == [len(row) for row in new]
    pairs = [(n, a, b) for o, e in zip(old, new, strict=True) for n, (a, b) in enumerate(zip(o, e, strict=True))]
    return [(old[0][n], b) for n, a, b in pairs if a != b]


class TestCanvas:
    """Canvas' gradebook export."""

    def test_only_the_grade_cell_changes(self, tmp_path):
        """Formulas, quotes, line ends and the row of maxima are the instructor's own."""
        made = filled(tmp_path, CANVAS, result("ana", 7.5))
        before, after = '"A ""north""",,=1+1', '"A ""north""",7.5,=1+1'
        assert made.content.decode() == CANVAS.replace(before, after)

    def test_the_only_assignment_needs_no_name(self, tmp_path):
        """Totals of Canvas are no assignments, even of a grading period called 1."""
        made = filled(tmp_path, CANVAS, result("ben", 8))
        assert (made.name, changes(CANVAS, made), made.notes) == ("canvas.csv", [("Ducks (77)", "8")], ())

    @pytest.mark.parametrize("assignment", ["Geese (78)", "geese", "78"])
    def test_an_assignment_by_its_name(self, tmp_path, assignment):
        """By header, by title or by Canvas' number."""
        made = filled(tmp_path, TWO, result("ana", 5, out_of=5), assignment=assignment)
        assert changes(TWO, made) == [("Geese (78)", "5")]

    @pytest.mark.parametrize(
        ("text", "assignment", "message"),
        [
            (TWO, "", "found several assignments; expected one of “Ducks (77)”, “Geese (78)”"),
            (TWO, "Swans", "found no single “Swans”; expected one of “Ducks (77)”, “Geese (78)”"),
            (CANVAS.replace(" (77)", ""), "", "found no assignment's column"),
        ],
    )
    def test_no_column_is_ever_added(self, tmp_path, text, assignment, message):
        """A new name would be a new assignment: what is not certain is refused, with the columns there are."""
        with pytest.raises(GradingError) as refused:
            filled(tmp_path, text, result("ana", 5), assignment=assignment)
        assert message in str(refused.value)

    def test_the_column_can_be_checked_before_any_work(self, tmp_path):
        """The refusal need not wait until ten thousand are graded."""
        with pytest.raises(GradingError, match="several assignments"):
            check_target(roster(tmp_path, TWO))

    def test_another_maximum_is_scaled_and_told(self, tmp_path):
        """Twelve of sixteen is seven and a half of ten."""
        made = filled(tmp_path, CANVAS, result("ana", 12, out_of=16), result("ben", 16, out_of=16))
        assert changes(CANVAS, made) == [("Ducks (77)", "7.5"), ("Ducks (77)", "10")]
        assert made.notes == ("Points are scaled from 16 to the LMS's maximum of 10.",)

    def test_an_excused_learner_stays_excused(self, tmp_path):
        """A word in the cell is a teacher's decision."""
        text = CANVAS.replace("3.50", "EX")
        made = filled(tmp_path, text, result("ben", 8))
        assert (changes(text, made), made.notes) == ([], ("Left as it was, as the cell says “EX”: Oz, Ben.",))

    def test_a_decimal_comma_stays_one(self, tmp_path):
        """A file with commas gets commas, and semicolons between cells."""
        text = "Student;ID;SIS Login ID;Section;Ducks (77)\n    Points Possible;;;;10,00\nLi, Ana;1;ana;A;\n"
        made = filled(tmp_path, text, result("ana", 7.25))
        assert made.content.decode().splitlines()[2] == "Li, Ana;1;ana;A;7,25"


class TestPoints:
    """What is written, and what is never written."""

    def test_points_after_lateness_are_written(self, tmp_path):
        """The LMS gets what counts."""
        assert changes(CANVAS, filled(tmp_path, CANVAS, result("ana", 8, keeps=0.5))) == [("Ducks (77)", "4")]

    def test_nothing_graded_is_no_zero(self, tmp_path):
        """Blank work leaves the cell as it was."""
        assert filled(tmp_path, CANVAS, result("ana", None), result("ben", None)).content == CANVAS.encode()

    def test_an_earned_zero_is_a_zero(self, tmp_path):
        """All wrong is graded."""
        assert changes(CANVAS, filled(tmp_path, CANVAS, result("ana", 0))) == [("Ducks (77)", "0")]

    @pytest.mark.parametrize("points", [5, None])
    def test_work_that_waits_is_not_written_and_told(self, tmp_path, points):
        """Points so far would look like the whole."""
        made = filled(tmp_path, CANVAS, result("ben", points, waiting=1))
        assert (made.content, made.notes) == (
            CANVAS.encode(),
            ("Left as it was, as an answer waits for a person or could not be read: Oz, Ben.",),
        )

    def test_somebody_who_is_not_in_the_file_is_told(self, tmp_path):
        """Their points are not lost in silence."""
        made = filled(tmp_path, CANVAS, result("zoe", 5))
        assert made.notes == ("Not in the file, so their points are in gradebook.csv only: zoe.",)

    def test_a_long_list_is_cut(self, tmp_path):
        """A note stays readable in a course of hundreds."""
        made = filled(tmp_path, CANVAS, *(result(f"z{n}", 5) for n in range(30)))
        assert made.notes[0].endswith("z19 and 10 more.")

    @unhurried
    @given(st.floats(0, 10), st.sampled_from([0.0, 0.5, 1.0]))
    def test_no_points_leave_the_range(self, tmp_path_factory, points, keeps):
        """What is written is a number from nothing to the maximum."""
        made = filled(tmp_path_factory.getbasetemp(), GRADESCOPE, result("ben", round(points, 2), keeps=keeps))
        written = number_in(csv_rows(made)[2][4])
        assert written is not None
        assert 0 <= written <= 20


def csv_rows(made: LmsFile) -> list[list[str]]:
    """The rows of a file as written."""
    return list(csv.reader(io.StringIO(made.content.decode("utf-8-sig"), newline="")))


class TestMoodle:
    """Moodle's offline grading worksheet, and its gradebook export."""

    def test_grade_in_moodles_maximum_and_a_comment(self, tmp_path):
        """The grade is scaled with the file's decimal comma; the comment says our points."""
        made = filled(tmp_path, MOODLE, result("ana", 7.25))
        assert changes(MOODLE, made) == [("Grade", "72,5"), ("Feedback comments", "7,25 of 10 points.")]
        assert made.notes == ("Points are scaled from 10 to the LMS's maximum of 100.",)

    def test_the_comment_says_what_lateness_took(self, tmp_path):
        """Raw and adjusted are both shown."""
        made = filled(tmp_path, MOODLE, result("ana", 8, keeps=0.5))
        assert changes(MOODLE, made)[1] == ("Feedback comments", "4 of 10 points, 8 before lateness.")

    def test_a_teachers_comment_stays(self, tmp_path):
        """Only an empty comment, or one of ours, is written over."""
        assert changes(MOODLE, filled(tmp_path, MOODLE, result("ben", 8))) == [("Grade", "80")]

    @pytest.mark.parametrize("ours", ["5,5 of 10 points.", "<p>5,5 of 10 points, 9 before lateness.</p>"])
    def test_a_comment_of_ours_follows_the_grade(self, tmp_path, ours):
        """Also after Moodle has put it into a paragraph."""
        text = MOODLE.replace("Well done, Ben", ours)
        assert changes(text, filled(tmp_path, text, result("ben", 8)))[1] == (
            "Feedback comments",
            "8 of 10 points.",
        )

    def test_no_comment_without_a_grade(self, tmp_path):
        """Feedback alone would delete grades."""
        assert filled(tmp_path, MOODLE, result("ana", 5, waiting=1)).content == MOODLE.encode()

    def test_a_locked_grade_stays(self, tmp_path):
        """“Grade can be changed: No” is obeyed, and told."""
        text = MOODLE.replace("Yes", "No", 1)
        made = filled(tmp_path, text, result("ana", 5))
        assert made.content == text.encode()
        assert made.notes == ("Left as it was, as the LMS says the grade cannot be changed: Ana Li.",)

    def test_a_scale_is_not_given_a_number(self, tmp_path):
        """An assignment graded in words has no maximum to scale to."""
        text = MOODLE.replace('"100,00"', "Good")
        assert filled(tmp_path, text, result("ana", 5)).content == text.encode()

    @pytest.mark.parametrize("assignment", ["Ducks", "Assignment: Ducks (Real)"])
    def test_gradebook_export(self, tmp_path, assignment):
        """The assignment's column; its maximum is not in the file, so it is told."""
        made = filled(tmp_path, MOODLE_BOOK, result("ana", 5), assignment=assignment)
        assert changes(MOODLE_BOOK, made) == [("Assignment: Ducks (Real)", "5")]
        assert made.notes == (
            "The file states no maximum: the points are out of 10. Set the same one in the LMS.",
        )


class TestGradescope:
    """Gradescope's export."""

    def test_each_row_has_its_maximum(self, tmp_path):
        """Points go into the assignment's column, in the row's own maximum."""
        made = filled(tmp_path, GRADESCOPE, result("ana", 5), result("ben", 5))
        assert changes(GRADESCOPE, made) == [("Ducks", "5"), ("Ducks", "10")]


class TestPlain:
    """A plain class list becomes a table that any gradebook imports."""

    def test_name_id_email_points(self, tmp_path):
        """Everybody stands in it; where there are no points there is no number."""
        text = "student,matriculation number,mail\nAna Li,S 1,a@b.example\nBen Oz,S 2,\n=cmd(),S 3,\n"
        made = filled(tmp_path, text, result("s-1", 7.5), result("s-3", 1, waiting=1))
        assert csv_rows(made) == [
            ["name", "id", "email", "points"],
            ["Ana Li", "S 1", "a@b.example", "7.5"],
            ["Ben Oz", "S 2", "", ""],
            ["'=cmd()", "S 3", "", ""],
        ]
        assert made.notes == ("Left empty, as an answer waits for a person or could not be read: =cmd().",)


class TestByteForByte:
    """What is not ours to change does not change."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
    @pytest.mark.parametrize("export", EXPORTS)
    def test_without_results_the_file_comes_back(self, tmp_path, export, encoding):
        """Encoding and byte order mark included."""
        content = EXPORTS[export].replace("Ana", "Äna").encode(encoding)
        made = lms_file(roster(tmp_path, content), {}, "Ducks")
        assert made.content == content

    @unhurried
    @given(
        st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=8), min_size=1, max_size=4), max_size=5),
        st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
        st.sampled_from(["\r\n", "\n", "\r"]),
    )
    def test_any_rows_below_come_back(self, tmp_path_factory, rows, quoting, line_end):
        """Whatever an instructor's cells hold, the file without results is the file."""
        table = io.StringIO(newline="")
        csv.writer(table, quoting=quoting, lineterminator=line_end).writerows(rows)
        # a control character is no text; row ids of its own keep made-up rows from being the same person
        kept = "".join(c for c in table.getvalue() if c >= " " or c in "\t\r\n")
        content = (CANVAS + kept).encode()
        folder = tmp_path_factory.getbasetemp()
        try:
            read = roster(folder, content)
        except GradingError:
            return
        assert lms_file(read, {}).content == content

    @unhurried
    @given(st.text(max_size=60), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
    def test_the_cells_of_a_file_are_its_whole_text(self, text, encoding):
        """No character falls between two cells."""
        text = text.encode("utf-8", "replace").decode()
        assert CsvFile("any", text, encoding).changed({}) == text.encode(encoding)

    @unhurried
    @given(
        st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=6), min_size=2, max_size=2), min_size=1),
        st.text(st.characters(codec="utf-8"), max_size=6),
        st.data(),
    )
    def test_one_cell_is_changed_alone(self, rows, new, data):
        """Read again, the one cell is new and all others are what they were."""
        table = io.StringIO(newline="")
        csv.writer(table, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *rows])
        place = data.draw(st.tuples(st.integers(0, len(rows)), st.integers(0, 1)))
        before = CsvFile("any", table.getvalue())
        expected = [list(row) for row in before.rows()]
        expected[place[0]][place[1]] = new
        after = CsvFile("any", before.changed({place: new}).decode())
        assert [list(row) for row in after.rows()] == expected

    def test_cells_read_as_the_csv_module_reads_them(self, tmp_path):
        """Quotes, delimiters and line ends within quotes are no surprise."""
        path = tmp_path / "a.csv"
        path.write_bytes(CANVAS.encode())
        assert [list(row) for row in read_csv(path).rows()][:-1] == list(csv.reader(io.StringIO(CANVAS)))


class TestSafeCell:
    """No cell of ours is a formula."""

    @pytest.mark.parametrize(
        "text", ["=1+1", "+cmd", "-x", "@sum", "\tx", "\rx", "\n=1", " =1", "＝1", "-3-2", "+49 30"]
    )
    def test_what_would_calculate_is_escaped(self, text):
        """An apostrophe makes it a text, in every spreadsheet."""
        assert safe_cell(text) == f"'{text}"

    @pytest.mark.parametrize(
        "text", ["", "Ana", "7.5", "-3", "-3,5", "+1", "-1e-5", "1=1", "a@b.example", "O'Brien"]
    )
    def test_what_is_harmless_stays(self, text):
        """Numbers above all."""
        assert safe_cell(text) == text

    @unhurried
    @given(st.text(max_size=20))
    def test_no_text_begins_like_a_formula(self, text):
        """Whatever a learner is called."""
        cell = safe_cell(text)
        assert number_in(cell) is not None or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
