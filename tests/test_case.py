"""A case: read as one value, and every kind of bad input told as one clear fault."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from lessons.case import open_case, read_case
from lessons.case.counts import counts
from lessons.case.notes import NoteError, thousands
from lessons.case.series import Series
from lessons.cli import cli
from lessons.errors import CaseError, CourseError, NotInCase
from tests.spoiled import SPOILED
from tests.toy import EXERCISES, FILES, change, faults_of, hand_out
from tests.toy import toy_folder as toy_folder


class TestReading:
    """A whole case, as one value."""

    def test_the_toy_case_has_no_fault(self, toy):
        """A case that fits together is silent."""
        assert faults_of(toy) == []

    def test_holds_everything(self, toy):
        """What is in the files is in the case."""
        assert dict(counts(read_case(toy))) == {
            "paragraphs, the headline included": 4,
            "sources": 4,
            "claims": 6,
            "numbers": 3,
            "time expressions": 1,
            "reports elsewhere": 3,
            "exercises in lesson 1, pond": EXERCISES.count("[[exercises]]"),
            "practice keys": EXERCISES.count("[[exercises]]") - 1,
            "graded keys": 1,
        }

    def test_needs_no_graded_key_where_a_course_was_handed_out(self, toy):
        """A course without the graded folder has no fault."""
        assert faults_of(hand_out(toy)) == []

    def test_takes_a_byte_order_mark(self, toy):
        """An editor that marks its UTF-8 does no harm."""
        (toy / "ledger.toml").write_bytes(b"\xef\xbb\xbf" + (toy / "ledger.toml").read_bytes())
        assert faults_of(toy) == []

    def test_its_repr_is_short(self, toy):
        """A notebook may show a case without printing the article."""
        assert repr(read_case(toy)) == "<Case: 6 claims, 4 sources, 3 reports>"


class TestUse:
    """A case for use, and a check at the command line."""

    def test_a_case_with_faults_is_refused_with_all_of_them(self, toy):
        """What is raised carries every fault."""
        change(toy, "evidence.toml", "low = 24\nhigh = 27", "low = 28\nhigh = 27")
        change(toy, "exercises/01-pond.toml", 'hints = ["Divide."]\n', "")
        with pytest.raises(CaseError) as caught:
            read_case(toy)
        assert [fault.id for fault in caught.value.faults] == ["old-count", "share-of-expected"]

    def test_check_counts_a_whole_case(self, toy):
        """A case without a fault is counted, and the command succeeds."""
        result = CliRunner().invoke(cli, ["check", str(toy)])
        assert (result.exit_code, "    6  claims" in result.output) == (0, True)

    @pytest.mark.parametrize("what", SPOILED)
    def test_check_says_it_in_one_line(self, toy, what):
        """A fault makes the command fail with a sentence, never with a traceback."""
        file, old, new, fault = SPOILED[what]
        change(toy, file, old, new)
        result = CliRunner().invoke(cli, ["check", str(toy)])
        assert (result.exit_code, result.output) == (1, f"{fault}\nError: 1 fault in {toy}.\n")

    @pytest.mark.parametrize("file", FILES)
    def test_check_survives_a_file_of_noise(self, toy, file):
        """Whatever a file holds, the command fails with sentences."""
        (toy / file).write_bytes(bytes(range(256)))
        result = CliRunner().invoke(cli, ["check", str(toy)])
        assert (result.exit_code, type(result.exception)) == (1, SystemExit)


class TestOpening:
    """A case for one lesson: read as far as the lesson goes."""

    ELSEWHERE = (
        "ledger.toml",
        "evidence.toml",
        "series/ducks.csv",
        "exercises/02-geese.toml",
        "notes/02-geese.md",
    )

    @pytest.mark.parametrize("file", ELSEWHERE)
    def test_what_the_lesson_does_not_show_does_not_shut_it(self, toy, file):
        """A lesson opens, and asks, though a file that it has no need of cannot be read."""
        (toy / file).write_bytes(b"\xff")
        case = open_case(toy, "pond")
        assert "who-counted" in case.practice

    @pytest.mark.parametrize(
        "file",
        ["case.toml", "article.txt", "exercises/01-pond.toml", "notes/01-pond.md", "key/practice/01-pond.toml"],
    )
    def test_what_the_lesson_shows_must_be_whole(self, toy, file):
        """A lesson that cannot be shown says so when it is opened."""
        (toy / file).write_bytes(b"\xff")
        with pytest.raises(CaseError, match=f"{file}: found a byte that is not UTF-8"):
            open_case(toy, "pond")

    def test_words_that_were_changed_are_told(self, toy):
        """Answers are about the article as it was: a lesson does not open on another one."""
        change(toy, "article.txt", "old bread", "new bread")
        with pytest.raises(CaseError, match="words whose sha256"):
            open_case(toy, "pond")

    def test_a_fault_is_told_where_its_file_is_asked_for(self, toy):
        """What was put off is refused with its own faults, and with no others."""
        change(toy, "ledger.toml", 'voice = "named"', 'voice = "loud"')
        case = open_case(toy, "pond")
        with pytest.raises(CaseError) as caught:
            case.claims  # noqa: B018
        assert ({fault.file for fault in caught.value.faults}, len(case.reports)) == ({"ledger.toml"}, 3)

    def test_a_lesson_that_is_not_there(self, toy):
        """A notebook of another course hears which lessons this case has."""
        with pytest.raises(CourseError, match="no lesson “geese”; it has pond"):
            open_case(toy, "geese")

    def test_a_question_without_a_key_reads_no_other_lesson(self, toy):
        """Whether a question is practised is known from its own lesson."""
        (toy / "exercises" / "02-geese.toml").write_bytes(b"\xff")
        assert open_case(toy, "pond").practice.get("collected") is None


class TestLookingUp:
    """What notebooks and notes ask a case for."""

    def test_a_sentence_has_the_claim_in_bold(self, toy):
        """The whole sentence is given, the claim's words marked."""
        said = read_case(toy).sentence("bread-harms")
        assert (
            said
            == "A baker confirmed that the ducks like his old bread, though **the vet said bread harms them**."
        )

    def test_a_source_may_be_an_origin(self, toy):
        """Who stands behind a source is found like a source."""
        assert read_case(toy).source("bird-office").name == "The bird office"

    @pytest.mark.parametrize("ask", ["claim", "source", "number", "report", "drawing"])
    def test_an_unknown_id_is_a_sentence(self, toy, ask):
        """A learner who asks for what is not there reads a sentence, and no traceback."""
        with pytest.raises(NotInCase) as caught:
            getattr(read_case(toy), ask)("goose")
        assert caught.value._render_traceback_()[0].endswith("“goose”")

    def test_an_unknown_lesson_is_told_with_those_there_are(self, toy):
        """A notebook that asks for another lesson hears which this case has."""
        with pytest.raises(CourseError, match="no lesson “geese”; it has pond"):
            read_case(toy).lesson("geese")

    def test_featured_entries_are_reached_by_their_slot(self, toy):
        """A notebook names a slot, and the case says which number it is."""
        assert str(read_case(toy).featured["part"]) == "40 ducks"

    @pytest.mark.parametrize(
        ("reference", "ends"),
        [
            ("number:sixty", (60, 60, 60)),
            ("report:old-count", (24, 24, 27)),
            ("series:2024-05:ducks", (40, 40, 40)),
            ("sum:number:forty+report:old-count", (64, 64, 67)),
        ],
    )
    def test_a_figure_has_a_value_and_two_ends(self, toy, reference, ends):
        """Numbers, reports, cells and sums are all figures."""
        figure = read_case(toy).figure(reference)
        assert (figure.value, figure.low, figure.high) == ends

    @pytest.mark.parametrize(
        "reference", ["duck", "number:fifty", "series:2019-01:ducks", "sum:", "series:2024-05:note"]
    )
    def test_a_figure_that_is_not_there_is_told(self, toy, reference):
        """A wrong reference is named, not guessed."""
        with pytest.raises(KeyError):
            read_case(toy).figure(reference)


class TestNotes:
    """Notes fetch what the ledger says."""

    def test_a_figure_is_never_typed_twice(self, toy):
        """What stands between braces comes from the case."""
        case = read_case(toy)
        assert case.note(case.lesson("pond"), "recap") == "In May there were 40; see Mill Town Hall."

    def test_what_stands_before_the_first_slot_is_for_authors(self, toy):
        """Words before the first heading are never shown."""
        assert "For authors only." not in read_case(toy).lesson("pond").notes.slots.values()

    def test_an_unknown_slot_is_an_error_of_the_note(self, toy):
        """A slot that is not there is told."""
        case = read_case(toy)
        with pytest.raises(NoteError, match="geese"):
            case.note(case.lesson("pond"), "geese")

    def test_cannot_reach_beyond_the_case(self, toy):
        """A note is data: it cannot climb to the interpreter."""
        change(toy, "notes/01-pond.md", "{{ paragraph(2) }}", "{{ claim.__func__.__globals__ }}")
        assert [fault.id for fault in faults_of(toy)] == ["sheet cards"]

    @pytest.mark.parametrize(
        ("number", "printed"), [(1200, "1,200"), (1200.0, "1,200"), (66.66, "66.7"), (1234567, "1,234,567")]
    )
    def test_whole_numbers_take_commas(self, number, printed):
        """A large number is printed so that it can be read."""
        assert thousands(number) == printed


class TestSeries:
    """A monthly series."""

    SERIES = Series.from_text(FILES["series/ducks.csv"])

    def test_says_where_it_comes_from(self):
        """The comment at its head is kept."""
        assert self.SERIES.about == "Invented counts of ducks and nests by month."

    def test_a_cell_is_a_number_a_text_or_nothing(self):
        """What cannot be read as a number stays a text; an empty cell is nothing."""
        assert [row["note"] for row in self.SERIES.rows] == [None, "counted twice"]

    def test_a_month_is_found_by_name(self):
        """Months are written year first."""
        assert self.SERIES.month("2024-04")["ducks"] == 31

    def test_a_row_that_is_too_long(self, toy):
        """A row with more cells than columns is told where it stands, and is no traceback."""
        change(toy, "series/ducks.csv", "2024-04,31,9,", "2024-04,31,9,,twice,over")
        assert [fault.file for fault in faults_of(toy)] == ["series/ducks.csv"]

    def test_an_unknown_month_is_told_with_the_first_and_last(self):
        """A month that is not there is told with those there are."""
        with pytest.raises(KeyError, match="no month “2019-01”; there are 2024-04 to 2024-05"):
            self.SERIES.month("2019-01")
