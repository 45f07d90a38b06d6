"""The desk: a learner reads, answers, takes hints, changes their mind, closes the lid and comes back."""

from __future__ import annotations

import ast
import json
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from lessons import __version__, open_desk
from lessons.answers import MIME, Book, Record
from lessons.case import read_case
from lessons.counting import counting
from lessons.desk import Desk
from lessons.desk.instruments import ShareExplorer
from lessons.desk.pages import reader
from lessons.desk.question import KEPT, NOT_YET, NOTHING, Question
from lessons.errors import CaseError, CourseError
from tests.test_variants import write_varied
from tests.toy import asked, be_in_course, change, hand_out, write_next, write_toy

ODD = pytest.mark.parametrize(
    "junk", [40, True, "duck", [1], [[1]], [None], {"duck": 1}, [{"paragraph": 1}]], ids=str
)
STAGES = ("recall", "predict", "guided", "alone", "explore", "write", "hand_in")


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder with the toy case, to be in."""
    home = tmp_path / "mine"
    hand_out(write_toy(home / "case"))
    return be_in_course(home, monkeypatch)


@pytest.fixture
def desk(course: Path) -> Desk:
    """The desk of the toy lesson, with every question on the page."""
    return sit_down()


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    """A notebook's interpreter, for functions that are written in it."""
    quiet = Config({"HistoryManager": {"enabled": False}})
    yield InteractiveShell.instance(config=quiet, user_module=types.ModuleType("learners_notebook"))
    InteractiveShell.clear_instance()


def sit_down() -> Desk:
    """Open the desk of the toy lesson and run every cell that asks."""
    desk = open_desk("pond")
    for stage in STAGES:
        getattr(desk, stage)()
    desk.guided("kinds")
    desk.vote("first")
    desk.vote("second")
    desk.function("share")
    return desk


def tell(desk: Desk, id: str, act: str, value: Any = None, sure: float | None = None, round: str = "") -> Question:
    """What the page says about a question, and the question."""
    question = desk.questions[id, round]
    question.widget._handle_custom_msg({"type": act, "value": value, "confidence": sure}, [])
    return question


def said(question: Question) -> list[str]:
    """The sentences of feedback on the page."""
    return [remark["text"] for remark in question.widget.feedback]


def book(course: Path) -> list[Record]:
    """The records in the answer book, as another reader finds them."""
    return Book.open(course / "answers" / "01_pond.jsonl").records


class TestReading:
    """What a notebook prints."""

    def test_a_note_is_printed_with_what_it_fetches(self, desk, capsys):
        """A slot of the lesson's notes reads as text."""
        desk.read("opening")
        assert "The town gardener counted 40 ducks." in capsys.readouterr().out

    def test_a_worked_example_is_a_note(self, desk, capsys):
        """The clean model comes from the case's notes."""
        desk.worked()
        assert "**Last spring there were reportedly about 25**" in capsys.readouterr().out

    def test_without_a_slot_the_article_opens(self, desk, capsys):
        """The whole article can be read at any time."""
        desk.read()
        assert capsys.readouterr().out == "<ReaderWidget>\n"

    @pytest.mark.parametrize(
        ("ask", "what"),
        [
            (lambda desk: desk.read("geese"), "note “geese”"),
            (lambda desk: desk.worked("geese"), "note “worked geese”"),
            (lambda desk: desk.exit(), "questions for “exit”"),
            (lambda desk: desk.guided("geese"), "questions for “guided geese”"),
            (lambda desk: desk.function("geese"), "function “geese”"),
            (lambda desk: desk.explore_share("geese"), "figures to divide"),
        ],
    )
    def test_what_the_case_lacks_is_said_and_the_lesson_goes_on(self, desk, capsys, ask, what):
        """Another article may lack what a notebook asks for; that is a sentence, not an error."""
        ask(desk)
        assert f"This article's case has no {what} in this lesson. Go on" in capsys.readouterr().out

    def test_an_unknown_lesson_is_one_sentence(self, course):
        """A notebook that names no lesson of the case reads which there are, without a traceback."""
        with pytest.raises(CourseError) as caught:
            open_desk("geese")
        assert caught.value._render_traceback_() == ["CourseError: This case has no lesson “geese”; it has pond."]

    def test_a_case_with_a_fault_does_not_open(self, course):
        """A learner is told what is wrong with the case before anything is asked."""
        change(course / "case", "ledger.toml", 'source = "vet"', 'source = "dentist"')
        with pytest.raises(CaseError, match="dentist"):
            open_desk("pond")

    def test_its_repr_is_short(self, desk):
        """A notebook may show the desk."""
        assert repr(desk) == "<Desk: lesson 1, pond>"


class TestAsking:
    """A question on the page."""

    def test_has_its_number_its_sentence_and_its_prompt(self, course, capsys):
        """What is asked stands above the widget, with the words it is about."""
        open_desk("pond").guided()
        printed = capsys.readouterr().out
        wanted = ("**Question 1.1**", "**The town gardener counted 40 ducks on the mill pond** on Monday.")
        assert [words in printed for words in (*wanted, "Who stands behind the 40 ducks?")] == [True] * 3

    def test_nothing_personal_is_stored_before_an_answer(self, course, capsys):
        """A blank notebook holds no time, no version and no pseudonym."""
        sit_down()
        printed = capsys.readouterr().out
        assert [word in printed for word in (MIME, "kind-otter", __version__)] == [False, False, False]

    def test_a_blank_notebook_writes_no_book(self, desk, course):
        """Running every cell without answering leaves no file."""
        assert not (course / "answers").exists()

    def test_a_blank_question_says_so(self, desk):
        """Before an answer the state is said in words."""
        assert {question.widget.state for question in desk.questions.values()} == {NOT_YET}

    def test_a_step_asks_only_its_own(self, course):
        """A named step leaves the other questions of its stage out."""
        desk = open_desk("pond")
        desk.guided("kinds")
        assert list(desk.questions) == [("kinds-of-claim", "")]


class TestAnswering:
    """Pressing the button."""

    def test_a_right_answer_is_told_with_its_reason(self, desk):
        """Points and reason come together."""
        question = tell(desk, "who-counted", "commit", "gardener")
        assert (question.widget.state, said(question)) == (
            "Right: 1 of 1 point.",
            ["The gardener is the subject of counted."],
        )

    def test_a_wrong_answer_is_told_why_and_may_be_changed(self, desk):
        """The option's own sentence is said, and the next step."""
        question = tell(desk, "who-counted", "commit", "baker")
        assert (question.widget.state, said(question)) == (
            "0 of 1 point. Read why, change your answer and check again, as often as you like.",
            ["The baker comes a paragraph later."],
        )

    def test_a_second_try_replaces_the_first_one_s_feedback(self, desk):
        """What is said belongs to the answer that is there."""
        tell(desk, "who-counted", "commit", "baker")
        question = tell(desk, "who-counted", "commit", "gardener")
        assert said(question) == ["The gardener is the subject of counted."]

    def test_is_written_down_with_all_that_grading_needs(self, desk, course):
        """A record holds who, what, on which wording, in which version."""
        question = tell(desk, "who-counted", "commit", "gardener")
        record = book(course)[-1]
        assert record.model_dump(exclude={"time", "confidence", "round", "schema_"}) == {
            "exercise": "who-counted",
            "asked": question.exercise.asked,
            "answer": "gardener",
            "attempt": 1,
            "committed": True,
            "hints": 0,
            "shown": False,
            "who": "kind-otter",
            "course": __version__,
        }

    def test_every_try_is_a_record(self, desk, course):
        """How a mind changed can be read afterwards."""
        for option in ("baker", "nobody", "gardener"):
            tell(desk, "who-counted", "commit", option)
        tries = [(record.attempt, record.answer) for record in book(course) if record.committed]
        assert tries == [(1, "baker"), (2, "nobody"), (3, "gardener")]

    def test_stands_in_the_notebook_too(self, desk, capsys):
        """The cell's output holds the record, so that a lone notebook is complete."""
        tell(desk, "who-counted", "commit", "gardener")
        bundle = ast.literal_eval(capsys.readouterr().out.strip().splitlines()[-1])
        assert (bundle[MIME]["answer"], bundle["text/plain"]) == (
            "gardener",
            "Kept in your answers: the town gardener",
        )

    def test_what_is_kept_is_shown_as_text(self, desk, capsys):
        """HTML that a learner types is shown, not run."""
        tell(desk, "in-your-words", "commit", "<b>Forty</b>")
        bundle = ast.literal_eval(capsys.readouterr().out.strip().splitlines()[-1])
        assert "&lt;b&gt;Forty&lt;/b&gt;" in bundle["text/html"]

    @pytest.mark.parametrize("id", ["who-counted", "which-weakened", "kinds-of-claim", "share-of-expected"])
    @pytest.mark.parametrize("blank", [None, "", [], {}])
    def test_no_answer_is_no_try(self, desk, course, id, blank):
        """The button without an answer asks for one, and nothing is counted."""
        question = tell(desk, id, "commit", blank)
        assert (question.widget.state, question.attempt) == (NOTHING, 0)

    def test_an_answer_that_does_not_fit_is_no_try(self, desk):
        """What an exercise cannot take is told, and nothing is counted."""
        question = tell(desk, "from-sure-to-unsure", "commit", ["counted"])
        assert (question.widget.state, question.attempt) == ("this order does not hold every item once.", 0)

    @pytest.mark.parametrize(
        "junk", [40, True, "duck", [1], [[1]], [None], {"duck": 1}, [{"paragraph": 1}]], ids=str
    )
    def test_whatever_the_page_sends_is_answered_in_words(self, desk, junk):
        """No answer, however odd, ends in an error: every question says something about it."""
        states = {tell(desk, id, "commit", junk, 80, round).widget.state for id, round in desk.questions}
        assert states.isdisjoint({"", NOT_YET})

    @pytest.mark.parametrize(
        "junk", [40, True, "duck", [1], [[1]], [None], {"duck": 1}, [{"paragraph": 1}]], ids=str
    )
    def test_an_odd_record_does_not_keep_a_notebook_shut(self, course, junk):
        """A book with answers of another shape is opened like any other."""
        kept = Book.open(course / "answers" / "01_pond.jsonl")
        for id, round in sit_down().questions:
            kept.append(Record(exercise=id, round=round, answer=junk, attempt=1, committed=True))
        assert len(sit_down().questions) == len(kept.records)

    def test_sureness_is_asked_for_where_it_is_wanted(self, desk):
        """Where sureness is asked, an answer without it is not taken yet."""
        question = tell(desk, "sure-of-sixty", "commit", "hope")
        assert (question.widget.state, question.attempt) == (
            "Say how sure you are, then press the button again.",
            0,
        )

    def test_sureness_is_written_down(self, desk, course):
        """The answer's record says how sure the learner was."""
        tell(desk, "sure-of-sixty", "commit", "hope", sure=80)
        assert (book(course)[-1].answer, book(course)[-1].confidence) == ("hope", 80)

    def test_half_points_are_told(self, desk):
        """Part of the points is said as part."""
        question = tell(desk, "kinds-of-claim", "commit", {"forty-ducks": "fact", "sixty-next": "opinion"})
        assert question.widget.state.startswith("0.5 of 1 point. ")

    def test_a_text_is_recorded_with_samples_to_compare(self, desk):
        """Free text gets no points from a machine, and something to look at."""
        question = tell(desk, "in-your-words", "commit", "Forty were counted.")
        assert (question.widget.state, len(said(question))) == ("Recorded.", 4)


class TestDrafts:
    """What is not handed in yet is kept all the same."""

    def test_a_change_is_kept_before_the_button(self, desk, course):
        """A closed lid costs no answer."""
        desk.questions["who-counted", ""].widget.set_state({"value": "baker"})
        assert [(r.answer, r.attempt, r.committed) for r in book(course)] == [("baker", 0, False)]

    def test_a_draft_is_not_judged(self, desk):
        """Nothing is said about an answer that was not handed in."""
        question = desk.questions["who-counted", ""]
        question.widget.set_state({"value": "baker"})
        assert (question.widget.state, said(question)) == (KEPT, [])

    def test_after_recording_the_notebook_holds_what_was_recorded(self, desk, course, capsys):
        """A lone notebook holds the record that counts, and says that the change does not yet."""
        tell(desk, "who-counted", "commit", "gardener")
        tell(desk, "who-counted", "change", "baker")
        bundle = ast.literal_eval(capsys.readouterr().out.strip().splitlines()[-1])
        assert (bundle[MIME]["answer"], bundle["text/plain"]) == (
            "gardener",
            "Kept in your answers: a baker. What you recorded before counts until you press the button.",
        )

    def test_a_hint_does_not_record_a_change(self, desk, course):
        """A hint asked for in the middle of a change hands nothing in."""
        tell(desk, "who-counted", "commit", "gardener")
        tell(desk, "who-counted", "hint", "baker")
        assert [(r.answer, r.committed) for r in book(course)] == [("gardener", True), ("baker", False)]

    def test_the_same_draft_is_written_once(self, desk, course):
        """A change that changes nothing adds no line."""
        for _ in range(3):
            tell(desk, "who-counted", "change", "baker")
        assert len(book(course)) == 1


class TestHints:
    """A ladder: a nudge, where to look, the answer."""

    def test_come_one_at_a_time_in_order(self, desk):
        """Each press shows the next one."""
        taken = [list(tell(desk, "who-counted", "hint").widget.hints) for _ in range(2)]
        assert taken == [["Look at the verb."], ["Look at the verb.", "Who is its subject?"]]

    def test_are_kept_before_anything_is_answered(self, desk, course):
        """A hint alone is on record, and answers nothing."""
        question = tell(desk, "who-counted", "hint")
        assert ([(r.hints, r.answer) for r in book(course)], question.widget.state) == ([(1, None)], NOT_YET)

    def test_end(self, desk):
        """There are no more hints than were written."""
        for _ in range(5):
            question = tell(desk, "who-counted", "hint")
        assert len(question.widget.hints) == 2

    def test_are_counted_with_the_answer(self, desk, course):
        """A record says how many hints were taken before it."""
        tell(desk, "who-counted", "hint")
        tell(desk, "who-counted", "commit", "gardener")
        assert book(course)[-1].hints == 1

    def test_come_before_the_answer(self, desk):
        """All hints without a try do not yet offer the answer."""
        for _ in range(2):
            question = tell(desk, "who-counted", "hint")
        assert not question.widget.can_show

    @pytest.mark.parametrize(
        ("acts", "offered"),
        [
            (["commit"], False),
            (["commit", "commit"], True),
            (["commit", "hint"], False),
            (["commit", "hint", "hint"], True),
            (["hint", "hint", "commit"], True),
        ],
    )
    def test_the_answer_is_offered_after_tries(self, desk, acts, offered):
        """After a second try, or after one try and all hints, the answer may be shown."""
        for act in acts:
            question = tell(desk, "who-counted", act, "baker")
        assert question.widget.can_show is offered

    def test_the_answer_is_not_offered_to_who_has_it(self, desk):
        """A right answer needs no showing."""
        for option in ("baker", "nobody", "gardener"):
            question = tell(desk, "who-counted", "commit", option)
        assert not question.widget.can_show

    def test_asking_too_early_shows_nothing(self, desk, course):
        """A page that asks for the answer before it is offered gets none."""
        question = tell(desk, "who-counted", "show", "baker")
        assert (said(question), [record.shown for record in book(course)]) == ([], [False])

    def test_the_answer_is_shown_with_its_reason(self, desk):
        """Whoever asks gets the answer and why."""
        for act in ("commit", "commit", "show"):
            question = tell(desk, "who-counted", act, "baker")
        assert said(question) == ["The answer is “the town gardener”. The gardener is the subject of counted."]

    def test_a_shown_answer_is_noted_from_then_on(self, desk, course):
        """Records after the answer was shown say so; those before do not."""
        for act in ("commit", "commit", "show"):
            tell(desk, "who-counted", act, "baker")
        tell(desk, "who-counted", "commit", "gardener")
        assert [record.shown for record in book(course) if record.committed] == [False, False, True, True]


class TestVariants:
    """One task in several wordings: a learner meets theirs, and no other."""

    @pytest.fixture(params=range(3))
    def number(self, request: pytest.FixtureRequest, course: Path) -> int:
        """A variant, and a learner who is given it."""
        write_varied(course / "case")
        hand_out(course / "case")
        exercise = asked(read_case(course / "case"), "share-of-expected")[0]
        name = next(
            name for name in map("kind-otter-{}".format, range(99)) if exercise.variant_for(name) == request.param
        )
        change(course, "course.toml", "kind-otter", name)
        return request.param

    def test_the_learner_reads_their_own(self, number, course, capsys):
        """Words and bases on the page are those of the variant."""
        bases = sit_down().questions["share-of-expected", ""].widget.setup["bases"]
        printed = capsys.readouterr().out
        read = [words in printed for words in ("share of the expected ducks", "Geese now", "Swans now")]
        own = "the geese of last spring" if number == 1 else "the ducks of last spring"
        assert (read, bases["before"]) == ([n == number for n in range(3)], own)

    def test_is_answered_by_its_own_key(self, number):
        """The right number is the variant's, with the variant's reason."""
        right, why = [(66.7, "40 of 60."), (25, "5 of 20 geese."), (50, "2 of 4 swans.")][number]
        answer = {"number": right, "base": "expected", "unit": "percent"}
        question = tell(sit_down(), "share-of-expected", "commit", answer)
        assert (question.widget.state, said(question)) == ("Right: 2 of 2 points.", [why])

    def test_the_record_says_which(self, number, course):
        """A grader finds the variant by the record alone."""
        tell(sit_down(), "share-of-expected", "commit", {"number": 1, "base": "expected", "unit": "percent"})
        exercise = asked(read_case(course / "case"), "share-of-expected")[0]
        assert exercise.variant_asked(book(course)[-1].asked) == number

    def test_an_answered_one_stays_under_another_name(self, number, course):
        """Moved to another computer, a question stays as it was asked."""
        tell(sit_down(), "share-of-expected", "change", {"number": 1, "base": "expected", "unit": "percent"})
        (course / "course.toml").write_text('case = "case"\npseudonym = "wise-wren"\n', encoding="utf-8")
        again = sit_down().questions["share-of-expected", ""]
        assert again.exercise.asked == book(course)[-1].asked


class TestComingBack:
    """The lid was closed; the answers are there."""

    def test_a_handed_in_answer_is_there_with_its_feedback(self, desk):
        """Answer, state and reasons are as they were left."""
        left = tell(desk, "who-counted", "commit", "baker").widget
        found = sit_down().questions["who-counted", ""].widget
        assert (found.value, found.state, found.feedback) == (left.value, left.state, left.feedback)

    def test_a_draft_is_there_unjudged(self, desk):
        """A draft comes back as a draft."""
        tell(desk, "who-counted", "change", "baker")
        found = sit_down().questions["who-counted", ""].widget
        assert (found.value, found.state, list(found.feedback)) == ("baker", KEPT, [])

    def test_hints_and_sureness_are_there(self, desk):
        """What was taken is not taken back."""
        tell(desk, "sure-of-sixty", "hint")
        tell(desk, "sure-of-sixty", "commit", "hope", sure=80)
        found = sit_down().questions["sure-of-sixty", ""].widget
        assert (found.confidence, list(found.hints)) == (80, ["Look at the verb."])

    def test_tries_go_on_counting(self, desk, course):
        """The third try after two is the third."""
        for option in ("baker", "nobody"):
            tell(desk, "who-counted", "commit", option)
        tell(sit_down(), "who-counted", "commit", "gardener")
        assert book(course)[-1].attempt == 3

    def test_coming_back_writes_nothing(self, desk, course):
        """Opening a notebook adds no record."""
        tell(desk, "who-counted", "commit", "baker")
        before = book(course)
        sit_down()
        assert book(course) == before

    def test_an_answer_to_other_wording_is_kept_and_not_shown(self, course):
        """Where an answer no longer fits the question, the question is blank and the record stays."""
        old = Record(exercise="who-counted", answer="duck", attempt=1, committed=True)
        Book.open(course / "answers" / "01_pond.jsonl").append(old)
        found = sit_down().questions["who-counted", ""].widget
        assert (found.value, found.state, book(course)) == (None, NOT_YET, [old])

    def test_an_answer_to_new_wording_is_the_newest(self, course):
        """Tries go on counting over a change of words, so that the older answer does not win."""
        old = Record(exercise="who-counted", answer="duck", attempt=3, committed=True)
        Book.open(course / "answers" / "01_pond.jsonl").append(old)
        tell(sit_down(), "who-counted", "commit", "gardener")
        assert counting(book(course))[0]["who-counted", ""].answer == "gardener"

    def test_a_damaged_book_is_told_and_the_good_answers_are_there(self, desk, course, capsys):
        """The learner reads what happened; no good answer is lost."""
        tell(desk, "who-counted", "commit", "baker")
        with (course / "answers" / "01_pond.jsonl").open("ab") as file:
            file.write(b'\xff\n{"duck": 1}\n{"exercise": "who-cou')
        capsys.readouterr()
        found = open_desk("pond")
        assert "set aside in 01_pond.damaged.jsonl" in capsys.readouterr().out
        found.guided()
        assert found.questions["who-counted", ""].widget.value == "baker"

    def test_a_lone_notebook_is_enough(self, course):
        """Without a book, the answers in the notebook's own outputs come back."""
        record = Record(exercise="who-counted", answer="baker", attempt=1, committed=True)
        put_notebook(course / "01_pond.ipynb", record)
        assert sit_down().questions["who-counted", ""].widget.value == "baker"

    def test_the_book_is_named_after_the_notebook(self, course, monkeypatch):
        """A second copy of a notebook keeps a book of its own."""
        put_notebook(course / "my copy.ipynb")
        monkeypatch.setenv("JPY_SESSION_NAME", str(course / "my copy.ipynb"))
        tell(sit_down(), "who-counted", "commit", "baker")
        assert (course / "answers" / "my copy.jsonl").is_file()

    def test_two_notebooks_of_a_lesson_are_not_mixed_up(self, course):
        """Where it cannot be told which notebook this is, neither's outputs are taken in."""
        record = Record(exercise="who-counted", answer="baker", attempt=1, committed=True)
        for name in ("one.ipynb", "two.ipynb"):
            put_notebook(course / name, record)
        assert sit_down().questions["who-counted", ""].widget.value is None


def put_notebook(path: Path, *records: Record) -> None:
    """A notebook of the toy lesson whose outputs hold these records."""
    outputs = [{"data": {MIME: record.plain()}} for record in records]
    notebook = {"metadata": {"lessons": {"lesson": "pond"}}, "cells": [{"outputs": outputs}]}
    path.write_text(json.dumps(notebook), encoding="utf-8")


class TestVotes:
    """Vote, talk, vote again."""

    def test_the_first_vote_is_not_judged(self, desk):
        """Before the talk nothing is given away."""
        question = tell(desk, "bread-vote", "commit", "no", round="first")
        assert (question.widget.state, said(question)) == ("Recorded. Talk it over, then vote again below.", [])

    def test_the_second_vote_is_answered_without_points(self, desk):
        """After the talk the reason is told, and nothing is counted."""
        question = tell(desk, "bread-vote", "commit", "no", round="second")
        assert (question.widget.state, said(question)) == ("Recorded.", ["Liking is not the same."])

    def test_are_two_answers(self, desk, course):
        """Both votes are kept, each under its round."""
        tell(desk, "bread-vote", "commit", "no", round="first")
        tell(desk, "bread-vote", "commit", "yes", round="second")
        assert [(r.round, r.answer) for r in book(course) if r.committed] == [("first", "no"), ("second", "yes")]

    def test_the_readings_wait_for_the_first_vote(self, course, capsys):
        """Nobody reads two reasoned readings before they have voted themselves."""
        desk = open_desk("pond")
        for round in ("first", "second"):
            desk.vote(round)
        assert "The vet could know." not in capsys.readouterr().out

    def test_the_readings_come_with_the_second(self, course, capsys):
        """Once the first vote is in the book, two reasoned readings stand above the second."""
        desk = open_desk("pond")
        desk.vote("first")
        vote = next(question for (_, round), question in desk.questions.items() if round == "first")
        vote.act("commit", next(iter(vote.exercise.options)), None)
        capsys.readouterr()
        desk.vote("second")
        assert "The vet could know." in capsys.readouterr().out


class TestPredictions:
    """A guess, then what turned out."""

    def test_is_locked_by_the_reveal(self, desk):
        """After the guess the answer is shown, and the guess is closed."""
        question = tell(desk, "guess-the-month", "commit", "april")
        assert (question.widget.locked, said(question)) == (True, ["May had 40, April 31."])

    def test_cannot_be_changed_after_the_reveal(self, desk, course):
        """Whatever the page sends afterwards, the guess stays what it was."""
        for act, guess in (("commit", "april"), ("change", "may"), ("commit", "may")):
            tell(desk, "guess-the-month", act, guess)
        assert [record.answer for record in book(course)][-1] == "april"

    def test_stays_locked_after_coming_back(self, desk):
        """Reopening the notebook gives no second guess."""
        tell(desk, "guess-the-month", "commit", "april")
        assert sit_down().questions["guess-the-month", ""].widget.locked

    def test_may_be_changed_before_the_button(self, desk):
        """A draft of a guess locks nothing."""
        assert not tell(desk, "guess-the-month", "change", "april").widget.locked


class TestDecks:
    """Cards, one at a time."""

    def test_a_vote_turns_the_next_card(self, desk):
        """In the middle of a deck nothing is judged."""
        question = tell(desk, "turn-the-cards", "commit", ["yes"])
        assert (question.widget.state, said(question)) == ("Voted. The next card is up.", [])

    def test_the_last_vote_gets_the_reasons_and_closes(self, desk):
        """After the last card every card is spoken of, and the deck is closed."""
        for votes in (["yes"], ["yes", "yes"]):
            question = tell(desk, "turn-the-cards", "commit", votes)
        assert (question.widget.locked, said(question)) == (
            True,
            ["The baker: Liking is no harm.", "The vet: He says harm.", "Only the vet speaks of harm."],
        )

    def test_half_a_deck_is_there_after_coming_back(self, desk):
        """A deck goes on at the card where it was left."""
        tell(desk, "turn-the-cards", "commit", ["yes"])
        found = sit_down().questions["turn-the-cards", ""].widget
        assert (found.value, found.locked) == (["yes"], False)


class TestFunctions:
    """A few lines of the learner's own."""

    STUB = "def share(part, whole):\n    return None\n"
    RIGHT = "def share(part, whole):\n    return 100 * part / whole\n"

    def ask(self, shell: InteractiveShell, source: str) -> Desk:
        """Run a cell with this source, and ask for the function below it."""
        shell.run_cell(source)
        desk = open_desk("pond")
        desk.function("share")
        return desk

    def test_a_stub_is_not_attempted(self, course, shell):
        """The stub as handed out is not a wrong answer, and is not recorded."""
        question = tell(self.ask(shell, self.STUB), "write-the-share", "commit")
        assert (question.widget.state, book(course)) == (
            "Not attempted yet: the function still returns nothing.",
            [],
        )

    def test_where_there_is_none_it_is_not_attempted(self, course, shell):
        """A cell that was not run yet is no error."""
        question = tell(self.ask(shell, "part = 40"), "write-the-share", "commit")
        assert question.widget.state == "Not attempted yet: the function still returns nothing."

    def test_what_is_written_is_kept_before_the_button(self, course, shell):
        """Running the cell below a function keeps its source as a draft."""
        self.ask(shell, self.RIGHT)
        assert [(r.answer, r.committed) for r in book(course)] == [(self.RIGHT, False)]

    def test_is_judged_by_what_it_returns(self, course, shell):
        """A right function earns its points."""
        question = tell(self.ask(shell, self.RIGHT), "write-the-share", "commit")
        assert question.widget.state == "Right: 2 of 2 points."

    def test_a_failure_is_a_sentence(self, course, shell):
        """A function that stops is told on which call and how."""
        question = tell(self.ask(shell, self.RIGHT.replace("whole\n", "0\n")), "write-the-share", "commit")
        assert said(question)[0] == "share(1, 4) stopped: ZeroDivisionError: division by zero"

    def test_is_not_asked_by_its_stage(self, course, capsys):
        """Only its own line asks for a function."""
        open_desk("pond").further()
        assert "no questions for “further”" in capsys.readouterr().out


class TestHandingIn:
    """What is graded elsewhere."""

    @pytest.mark.parametrize("option", ["vet", "baker"])
    def test_right_and_wrong_are_answered_alike(self, desk, option):
        """A graded exercise says only that it is recorded."""
        question = tell(desk, "collected", "commit", option)
        assert (question.widget.state, said(question)) == (
            "Recorded. This one is for handing in; whoever holds the key will grade it.",
            [],
        )

    def test_never_offers_its_answer(self, desk):
        """However often it is tried, there is nothing to show."""
        for act in ("commit", "commit", "hint", "show"):
            question = tell(desk, "collected", act, "baker")
        assert (question.widget.can_show, said(question)) == (False, [])

    def test_its_button_promises_no_check(self, desk):
        """The button says what it does."""
        buttons = [desk.questions[id, ""].widget.button for id in ("collected", "who-counted")]
        assert buttons == ["Record my answer", "Check my answer"]


class TestLessonThatRecords:
    """The first lesson asks, records, and reveals nothing."""

    @pytest.fixture
    def desk(self, course: Path) -> Desk:
        """The toy lesson as one whose answers are shown in another."""
        file = course / "case" / "exercises" / "01-pond.toml"
        file.write_text('answers_shown_in = "pond"\n' + file.read_text(encoding="utf-8"), encoding="utf-8")
        return sit_down()

    def test_says_where_the_answers_are_shown(self, desk):
        """An answer is recorded, whatever it is, and may still be changed."""
        question = tell(desk, "who-counted", "commit", "baker")
        assert (question.widget.state, said(question)) == (
            "Recorded. The answers are shown in lesson 1; you may still change yours.",
            [],
        )

    def test_gives_no_answer_away(self, desk):
        """However often it is tried, nothing is offered."""
        for act in ("commit", "commit", "hint", "hint", "show"):
            question = tell(desk, "who-counted", act, "baker")
        assert (question.widget.can_show, said(question)) == (False, [])

    def test_locks_no_guess(self, desk):
        """What is not revealed may be changed."""
        assert not tell(desk, "guess-the-month", "commit", "april").widget.locked

    def test_its_progress_says_nothing_of_right_and_wrong(self, desk, capsys):
        """How sure and how right is not told before the answers are."""
        tell(desk, "sure-of-sixty", "commit", "hope", sure=80)
        assert "right at the first try" not in shown_progress(desk, capsys)


def shown_progress(desk: Desk, capsys: pytest.CaptureFixture[str]) -> str:
    """The HTML that desk.progress() shows."""
    capsys.readouterr()
    desk.progress()
    return str(ast.literal_eval(capsys.readouterr().out)["text/html"])


class TestProgress:
    """What is answered so far."""

    def test_a_blank_notebook_has_answered_nothing(self, desk, capsys):
        """Both votes on one question count; functions are beyond the core."""
        assert "<b>0 of 16</b> of the core answered." in shown_progress(desk, capsys)

    def test_counts_an_answer_whatever_it_is_worth(self, desk, capsys):
        """Answered is answered, right or wrong, handed in or draft."""
        tell(desk, "who-counted", "commit", "baker")
        tell(desk, "which-weakened", "change", ["lovely"])
        assert "<tr><td>Guided</td><td>2 of 3</td></tr>" in shown_progress(desk, capsys)

    def test_an_answer_taken_back_is_not_counted(self, desk, capsys):
        """An emptied answer is no answer."""
        tell(desk, "which-weakened", "change", ["lovely"])
        tell(desk, "which-weakened", "change", [])
        assert "<b>0 of 16</b>" in shown_progress(desk, capsys)

    def test_paper_counts_for_the_function(self, desk, capsys):
        """Nobody needs to program: the paper question answers for its twin."""
        tell(desk, "share-of-expected", "commit", {"number": 66.7, "base": "expected", "unit": "percent"})
        assert "<b>1 of 1</b> of what goes further answered." in shown_progress(desk, capsys)

    def test_gives_no_score(self, desk, capsys):
        """Progress is not points."""
        tell(desk, "collected", "commit", "vet")
        assert "point" not in shown_progress(desk, capsys)

    def test_sets_sureness_beside_the_first_try(self, desk, capsys):
        """The first answer counts, before any feedback."""
        tell(desk, "sure-of-sixty", "commit", "count", sure=80)
        tell(desk, "sure-of-sixty", "commit", "hope", sure=100)
        assert "Of the 1 answer you were 70 to 80 % sure of, 0 were right" in shown_progress(desk, capsys)

    def test_stores_no_count_as_text(self, desk, capsys):
        """The plain text of the cell is the same for every learner, so that it can be compared."""
        desk.progress()
        assert "'text/plain': 'Run this cell to see what is answered.'" in capsys.readouterr().out


class TestInstruments:
    """Exhibits that can be moved."""

    def test_the_source_graph_is_of_this_case(self, desk, capsys):
        """Arrows follow what the ledger says rests on what."""
        desk.source_graph()
        assert "<Chart: 3 voices, 1 documented arrows, 1 not known" in capsys.readouterr().out

    def test_the_rates_are_of_this_case(self, desk, capsys):
        """The article's own ratio stands beside the published ones."""
        desk.compare_rates()
        assert (
            "<Chart: the article: 1.6 ducks for each nest; published rates run from 2 to 5"
            in capsys.readouterr().out
        )

    @pytest.mark.parametrize(
        ("ask", "what"),
        [
            (Desk.source_graph, "source graph"),
            (Desk.compare_rates, "rates to compare"),
            (Desk.explore_share, "figures to divide"),
            (Desk.explore_trend, "trend to explore"),
            (lambda desk: desk.chart("cut-axis"), "chart of that name"),
        ],
    )
    def test_a_case_without_them_says_so_and_goes_on(self, course, capsys, ask, what):
        """A case need not have any exhibit."""
        settings = (course / "case" / "case.toml").read_text(encoding="utf-8").split("[featured]")[0]
        (course / "case" / "case.toml").write_text(settings, encoding="utf-8")
        ask(open_desk("pond"))
        assert f"has no {what} in this lesson. Go on" in capsys.readouterr().out

    def test_a_chart_is_drawn_by_its_name(self, desk, capsys):
        """A notebook names the chart's slot, and sees this case's chart."""
        desk.chart("cut-axis")
        assert capsys.readouterr().out == "<Chart: A chart, Apr 2024 to May 2024.>\n"

    def test_a_chart_stands_above_its_question(self, course, capsys):
        """Where an exercise names a chart, it is seen between the prompt and the answer."""
        change(
            course / "case",
            "exercises/01-pond.toml",
            'id = "who-counted"',
            'id = "who-counted"\nchart = "cut-axis"',
        )
        open_desk("pond").guided()
        order = ("Who stands behind the 40 ducks?", "<Chart: A chart", "<ChoiceWidget>")
        printed = capsys.readouterr().out
        assert [printed.index(words) for words in order] == sorted(printed.index(words) for words in order)

    def test_the_trend_is_of_this_case(self, desk, capsys):
        """The explorer opens on the case's own series."""
        desk.explore_trend()
        assert capsys.readouterr().out == "<KnobsWidget>\n"

    def test_a_share_follows_its_slider(self, desk):
        """Moving the part moves the sentence."""
        explorer = ShareExplorer(desk.case.settings.shares[0], desk.case)
        explorer.widget.set_state({"value": {**explorer.widget.value, "part_figure": 30}})
        assert explorer.widget.chart["summary"].startswith("30 out of 60 ducks is 50 %")

    def test_a_slider_runs_between_the_ends_the_case_gives(self, desk):
        """A figure with a range gets a slider over that range."""
        explorer = ShareExplorer(desk.case.settings.shares[0], desk.case)
        ends = [(knob["name"], knob["min"], knob["max"]) for knob in explorer.widget.knobs if "min" in knob]
        assert ends == [("part_figure", 24, 40)]

    def test_another_card_sets_the_knobs_anew(self, desk):
        """A part without a range has no slider, and its own figure."""
        explorer = ShareExplorer(desk.case.settings.shares[0], desk.case)
        explorer.widget.set_state({"value": {**explorer.widget.value, "part": "1", "part_figure": 30}})
        knobs = [knob["name"] for knob in explorer.widget.knobs]
        assert (knobs, explorer.widget.value["part_figure"]) == (["part", "base"], 40)

    def test_the_stored_chart_is_the_first_one(self, desk):
        """What the notebook stores does not follow the slider."""
        explorer = ShareExplorer(desk.case.settings.shares[0], desk.case)
        before = explorer.widget.still()
        explorer.widget.set_state({"value": {**explorer.widget.value, "part_figure": 30}})
        assert explorer.widget.still() == before


class TestNextArticle:
    """A second article at the same desk."""

    @pytest.fixture
    def other(self, course: Path) -> Desk:
        """A desk on the second article of the course."""
        write_next(course / "next")
        with (course / "course.toml").open("a", encoding="utf-8") as file:
            file.write('next_case = "next"\n')
        return open_desk("pond").next_article()

    def test_asks_its_own_questions(self, other):
        """What is asked is the second article's."""
        other.alone()
        assert list(other.questions) == [("elsewhere", "")]

    def test_its_questions_say_that_the_text_is_new(self, other, capsys):
        """Two desks in one notebook do not share a number."""
        other.alone()
        assert "**Question 1.1 (new text)**" in capsys.readouterr().out

    def test_can_be_read(self, other, capsys):
        """Article and notes are at hand as on the first desk."""
        other.read()
        other.read("opening")
        printed = capsys.readouterr().out
        assert ["<ReaderWidget>" in printed, "The town gardener counted 40 ducks." in printed] == [True, True]

    def test_its_answers_are_kept_and_judged(self, other, course):
        """Answers go into this notebook's book, and get their reasons."""
        other.alone()
        question = tell(other, "elsewhere", "commit", "yes")
        assert (question.widget.state, [r.exercise for r in book(course)]) == (
            "Right: 1 of 1 point.",
            ["elsewhere"],
        )

    def test_its_answers_are_there_after_coming_back(self, other):
        """A closed lid costs no answer on the second article either."""
        other.alone()
        tell(other, "elsewhere", "commit", "no")
        again = open_desk("pond").next_article()
        again.alone()
        assert again.questions["elsewhere", ""].widget.value == "no"

    def test_its_answers_cost_the_first_article_nothing(self, other, capsys):
        """Progress on the first article does not count what belongs to the second."""
        other.alone()
        tell(other, "elsewhere", "commit", "no")
        assert "<b>0 of 16</b>" in shown_progress(open_desk("pond"), capsys)

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda course: (course / "next" / "article.txt").unlink(),
            lambda course: change(course / "next", "ledger.toml", 'source = "vet"', 'source = "dentist"'),
            lambda course: (course / "next" / "exercises" / "01-pond.toml").rename(
                course / "next" / "exercises" / "01-lake.toml"
            ),
        ],
        ids=["no article", "a fault", "another lesson"],
    )
    def test_one_that_cannot_be_used_is_said_and_the_lesson_goes_on(self, other, course, capsys, spoil):
        """A second article that is broken is a sentence, and every later cell is one too."""
        spoil(course)
        desk = open_desk("pond").next_article()
        desk.alone()
        printed = capsys.readouterr().out
        assert ["has no second article" in printed, "has no questions for “alone”" in printed] == [True, True]

    def test_a_course_without_one_says_so(self, desk, capsys):
        """A course need not have a second article."""
        desk.next_article()
        assert "has no second article in this lesson. Go on" in capsys.readouterr().out


class TestReader:
    """The article with labels to switch on."""

    def test_claims_cut_the_sentences(self, desk):
        """Pieces put together again are the sentence, and each claim ends once."""
        shown = reader(desk.case, ("kind",))
        pieces = [piece for sentence in shown.paragraphs[2]["sentences"] for piece in sentence]
        assert ("".join(p["text"] for p in pieces), [end for p in pieces for end in p["ends"]]) == (
            desk.case.article.paragraphs[2],
            [2, 3],
        )

    def test_without_labels_no_claim_is_marked(self, desk):
        """Reading comes before labels."""
        assert reader(desk.case, ()).claims == []


class TestReveal:
    """What is held back until a guess has been made."""

    def test_waits_for_the_prediction(self, desk, capsys):
        """Before the guess there is one sentence, and nothing is given away."""
        capsys.readouterr()
        desk.reveal("opening")
        assert "Make your guesses above first" in capsys.readouterr().out

    def test_comes_after_the_prediction(self, course, capsys):
        """Once the guess is made, the note is there."""
        desk = open_desk("pond")
        desk.predict()
        guess = next(question for (_, _), question in desk.questions.items())
        guess.act("commit", "may", None)
        capsys.readouterr()
        desk.reveal("opening")
        assert "Make your guesses above first" not in capsys.readouterr().out
