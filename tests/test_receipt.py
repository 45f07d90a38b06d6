"""The receipt at the end of a notebook: what is there, what is missing, and letters that a teacher finds too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lessons import open_desk
from lessons.answers import Book, Record, records_in_notebook
from lessons.answers.counting import counting, receipt
from lessons.desk.desk import Desk
from lessons.desk.receipt import CHANGED, DRAFT, MISSING, RECORDED, Row, Slip, slip
from tests.desks import course, desk, place, put_notebook, sit_down, tell
from tests.toy import PRACTICE, change, quick, write_lesson

__all__ = ["course", "desk"]  # the fixtures, under the names the tests ask for
HAND_IN = "1.16"


def slip_of(desk: Desk) -> Slip:
    """The receipt of a desk as it stands."""
    return slip(desk.lesson, desk.case, desk.session)


def states(desk: Desk) -> dict[str, str]:
    """What is said of each question that is handed in."""
    return {row.number: row.state for row in slip_of(desk).rows}


def printed(desk: Desk) -> str:
    """The receipt's letters on the slip of this notebook."""
    found = re.search(r"in this notebook.*Receipt: `([0-9A-Z-]{9})`", slip_of(desk).tail[0])
    assert found
    return found[1]


class TestUnanswered:
    """Before the first answer."""

    def test_is_the_same_for_everybody(self, desk):
        """A stored output can be compared: no time, no name, no path, no letters."""
        assert slip_of(desk) == Slip(
            head="To hand in: 0 of 1 recorded.",
            rows=(Row(HAND_IN, "Who says bread harms ducks?", MISSING),),
            read=("this notebook, once it is saved", "this lesson’s file in the folder `answers`"),
            tail=("Nothing is answered in this notebook yet, so there is no receipt.",),
        )

    def test_a_hint_is_no_answer(self, desk):
        """Who only took a hint has answered nothing."""
        tell(desk, "collected", "hint")
        assert slip_of(desk) == slip_of(open_desk("pond"))

    def test_other_lessons_do_not_show(self, desk, course):
        """What lies in the folder from other notebooks changes nothing here."""
        before = slip_of(desk)
        Book.open(course / "answers" / "02_nest.jsonl").append(Record(exercise="nest", answer="yes"))
        assert slip_of(desk) == before

    def test_follows_every_answer(self, desk):
        """The receipt on the page is that of the newest answer; nobody runs its cell again."""
        desk.receipt()
        tell(desk, "collected", "commit", "vet")
        assert place(desk, "receipt") == slip_of(desk).html()


class TestRows:
    """Where each question stands."""

    def test_a_recorded_answer(self, desk):
        """The button was pressed."""
        tell(desk, "collected", "commit", "vet")
        assert states(desk) == {HAND_IN: RECORDED}

    def test_a_draft(self, desk):
        """An answer without the button is told before it is too late."""
        tell(desk, "collected", "change", "vet")
        assert states(desk) == {HAND_IN: DRAFT}

    def test_a_change_after_recording(self, desk):
        """What was recorded counts, and the learner reads that the change does not."""
        tell(desk, "collected", "commit", "vet")
        tell(desk, "collected", "change", "baker")
        assert states(desk) == {HAND_IN: CHANGED}

    def test_a_hint_after_recording_changes_nothing(self, desk):
        """A hint is no second thought."""
        tell(desk, "collected", "commit", "vet")
        tell(desk, "collected", "hint", "vet")
        assert states(desk) == {HAND_IN: RECORDED}

    def test_a_text_is_told_once_it_is_begun(self, desk):
        """A teacher may read texts: one that is there is told, and none is asked for."""
        tell(desk, "in-your-words", "change", "Forty.")
        assert states(desk) == {"1.13": DRAFT, HAND_IN: MISSING}

    def test_in_a_graded_handout_only_what_has_no_key_is_collected(self, course):
        """A practice text that is begun does not look like one more thing to hand in there."""
        change(course / "case", "case.toml", '"practice"', '"graded"')
        desk = sit_down()
        tell(desk, "in-your-words", "change", "Forty.")
        assert states(desk) == {HAND_IN: MISSING}

    def test_whatever_has_no_answer_here_is_to_hand_in(self, course):
        """Where a practice answer was not handed out, somebody else grades the question."""
        last = PRACTICE[PRACTICE.index("[sure-of-sixty]") :]
        change(course / "case", "key/practice/01-pond.toml", last, "")
        assert list(states(open_desk("pond"))) == ["1.15", HAND_IN]

    def test_of_two_ways_one_is_enough(self, course):
        """A function and its paper twin are one question, answered in either."""
        paper, code = quick("on-paper", stage="hand-in"), quick("in-code", stage="hand-in", same_as="on-paper")
        write_lesson(course / "case", "02-nest", paper, code)
        desk = open_desk("nest")
        desk.hand_in()
        before = states(desk)
        tell(desk, "in-code", "commit", "yes")
        assert (before, states(desk)) == ({"2.1 or 2.2": MISSING}, {"2.1 or 2.2": RECORDED})

    def test_long_questions_are_cut_at_a_word(self, course):
        """The first words are enough to find the question."""
        change(
            course / "case", "exercises/01-pond.toml", "Who says bread harms ducks?", "Who *says* " + "so " * 40
        )
        (row,) = slip_of(open_desk("pond")).rows
        assert row.words == "Who “says”" + " so" * 15 + "…"


class TestHead:
    """The first line."""

    def test_counts_what_is_recorded(self, desk):
        """A draft is not counted as recorded."""
        tell(desk, "collected", "change", "vet")
        assert slip_of(desk).head == "To hand in: 0 of 1 recorded."

    def test_a_lesson_without_says_so(self, course):
        """Not every lesson is collected; its answers are kept all the same."""
        write_lesson(course / "case", "02-nest", quick("nest-one"))
        desk = open_desk("nest")
        desk.guided()
        tell(desk, "nest-one", "commit", "yes")
        assert (slip_of(desk).head, slip_of(desk).rows) == (
            "This lesson has nothing for your teacher to grade.",
            (),
        )

    def test_a_lesson_that_only_records_says_when_the_answers_come(self, course):
        """The cold read is graded by nobody, and every question of it is listed."""
        write_lesson(course / "case", "00-look", quick("look-one", stage="cold"), answers_shown_in="pond")
        assert (slip_of(open_desk("look")).head, list(states(open_desk("look")))) == (
            "0 of 1 recorded. Nothing is graded here; your answers come back in lesson 1.",
            ["0.1"],
        )


class TestWhatIsRead:
    """The notebook's own file, and the book."""

    @pytest.fixture
    def desk(self, course: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
        """A desk in a notebook that is on the disk."""
        put_notebook(course / "01 my pond.ipynb")
        monkeypatch.setenv("JPY_SESSION_NAME", str(course / "01 my pond.ipynb"))
        return sit_down()

    def test_an_unsaved_notebook_is_told(self, desk):
        """The book has it all at once, the notebook's file only when it is saved."""
        tell(desk, "collected", "commit", "vet")
        tell(desk, "who-counted", "commit", "baker")
        assert slip_of(desk).read == (
            "this notebook, `01 my pond.ipynb`, as it was last saved: 0 of 2 answers. Save it (Ctrl+S) for the "
            "rest.",
            "`answers/01_pond.jsonl`: 2 of 2 answers",
        )

    def test_a_saved_notebook_holds_them(self, desk, course):
        """After saving both say the same."""
        tell(desk, "collected", "commit", "vet")
        put_notebook(course / "01 my pond.ipynb", desk.questions["collected", ""].last)
        assert slip_of(desk).read[0] == "this notebook, `01 my pond.ipynb`, as it was last saved: 1 of 1 answer"

    def test_a_file_name_is_shown_and_not_run(self, course, monkeypatch):
        """HTML in a notebook's name stays a name."""
        put_notebook(course / "<b>.ipynb")
        monkeypatch.setenv("JPY_SESSION_NAME", str(course / "<b>.ipynb"))
        desk = sit_down()
        tell(desk, "collected", "commit", "vet")
        assert "<code>&lt;b&gt;.ipynb</code>" in slip_of(desk).html()


class TestLetters:
    """The receipt itself."""

    def test_a_teacher_finds_the_same(self, desk, course):
        """The book that is handed in gives the letters that the learner saw."""
        for id, answer in (("collected", "vet"), ("who-counted", "baker"), ("which-weakened", ["lovely"])):
            tell(desk, id, "commit", answer)
        tell(desk, "bread-vote", "commit", "no", round="first")
        handed_in = Book.open(course / "answers" / "01_pond.jsonl").records
        assert printed(desk) == receipt(counting(handed_in)[0])

    def test_the_notebook_alone_gives_the_same(self, desk, course):
        """After second thoughts without the button, too: the notebook holds what counts."""
        tell(desk, "collected", "commit", "vet")
        tell(desk, "collected", "change", "baker")
        tell(desk, "who-counted", "change", "baker")
        bundles = [question._bundle() for question in desk.questions.values()]
        records = [Record(**data) for bundle in bundles for mime, data in bundle.items() if "answer+json" in mime]
        put_notebook(course / "01_pond.ipynb", *records)
        assert printed(desk) == receipt(counting(records_in_notebook(course / "01_pond.ipynb"))[0])

    def test_the_folder_has_letters_of_its_own(self, desk, course):
        """Who hands in all lessons at once finds the receipt of them all."""
        tell(desk, "collected", "commit", "vet")
        other = Record(exercise="nest-one", answer="yes", attempt=1, committed=True)
        Book.open(course / "answers" / "02_nest.jsonl").append(other)
        whole = receipt([*counting(desk.session.book.records)[0].values(), other])
        said = f"The folder `answers` holds your other lessons too: 2 answers. Receipt: `{whole}`"
        assert slip_of(desk).tail[1] == said

    def test_the_newest_time_is_told(self, desk, monkeypatch):
        """In the learner's own time zone, with its name."""
        tell(desk, "collected", "commit", "vet")
        (record,) = desk.session.book.records
        desk.session.book.records[0] = record.model_copy(update={"time": "2025-05-03T12:32:00+00:00"})
        assert slip_of(desk).tail[0].startswith("1 answer in this notebook, the newest of 3 May 2025, ")

    @pytest.mark.parametrize("time", ["", "soon", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00"])
    def test_an_odd_time_stops_nothing(self, desk, time):
        """Whatever stands in a book, the receipt is printed."""
        tell(desk, "collected", "commit", "vet")
        (record,) = desk.session.book.records
        desk.session.book.records[0] = record.model_copy(update={"time": time})
        assert printed(desk) == receipt([record])


def test_a_notebook_renamed_while_it_is_open_is_found_again(course):
    """The receipt names the file as it is called now."""
    put_notebook(course / "01_pond.ipynb")
    desk = sit_down()
    (course / "01_pond.ipynb").rename(course / "my ducks.ipynb")
    tell(desk, "collected", "commit", "vet")
    assert "this notebook, `my ducks.ipynb`" in slip_of(desk).read[0]
