"""Looking back: what was missed comes again, and the report says what was done."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from lessons import open_desk
from lessons.answers import Book, Record
from lessons.case import read_case
from lessons.desk.desk import Desk
from lessons.desk.errors_again import from_bank, missed_before
from lessons.desk.past import Past
from lessons.desk.review import report
from tests.desks import place
from tests.toy import asked, be_in_course, change, hand_out, quick, write_lesson, write_whole

POND, NEST, REED, EGG, LAST, KEEP = (
    "01_pond",
    "02_nest",
    "03_reed",
    "04_egg",
    "08_last_look",
    "09_keep",
)
ODD = [40, True, "duck", [1], [[1]], [None], {"duck": 1}, {"forty-ducks": [1]}, {"moves": 1}]
odd = pytest.mark.parametrize("junk", ODD, ids=str)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course folder with the whole toy case, to be in; nothing is answered."""
    home = tmp_path / "mine"
    hand_out(write_whole(home / "case"))
    return be_in_course(home, monkeypatch)


def answer(course: Path, stem: str, exercise: str, given: Any, **fields: Any) -> None:
    """Hand an answer in, in a notebook of the course."""
    record = {"exercise": exercise, "answer": given, "committed": True, "attempt": 1, **fields}
    Book.open(course / "answers" / f"{stem}.jsonl").append(Record.model_validate(record))


def past(course: Path) -> Past:
    """The learner's past, as lesson 9 sees it."""
    return Past.of(read_case(course / "case"), Book.open(course / "answers" / f"{KEEP}.jsonl"))


def again(course: Path, slug: str) -> list[str]:
    """What the recall of a lesson adds for this learner."""
    known = past(course)
    return [exercise.id for exercise in missed_before(known.case.lesson(slug), known)]


def bank(course: Path, size: int = 8) -> list[str]:
    """The items of the bank that this learner is asked, by lesson and number."""
    known = past(course)
    return [e.id.removeprefix("bank-") for e in from_bank(known.case.lesson("keep"), known, size)]


def told(course: Path) -> list[str]:
    """The paragraphs of the report."""
    return list(report(past(course)))


def look_back(desk: Desk) -> None:
    """Run every cell that looks at what was answered before."""
    desk.recall()
    desk.from_errors()
    desk.answers("first-look")
    desk.answers("pond")
    desk.report()
    desk.export_verdicts()
    desk.move_log("count")
    desk.progress()


class TestMissed:
    """What was not right at the first try."""

    def missed(self, course: Path, slug: str) -> list[str]:
        known = past(course)
        return [exercise.id for exercise in known.missed(known.case.lesson(slug))]

    def test_is_what_was_first_answered_wrong(self, course):
        """Right answers, and questions left out, are not among it."""
        answer(course, NEST, "nest-one", "no")
        assert self.missed(course, "nest") == ["nest-one"]

    def test_stays_missed_when_mended(self, course):
        """The first answer is how the question was met."""
        for given in ("no", "yes"):
            answer(course, NEST, "nest-one", given)
        assert self.missed(course, "nest") == ["nest-one"]

    def test_is_not_what_was_mended_before_the_button(self, course):
        """A draft is no answer."""
        answer(course, NEST, "nest-one", "no", committed=False)
        answer(course, NEST, "nest-one", "yes")
        assert self.missed(course, "nest") == []

    def test_half_right_is_missed(self, course):
        """What did not earn every point may come again."""
        answer(course, POND, "kinds-of-claim", {"forty-ducks": "fact", "sixty-next": "fact"})
        assert self.missed(course, "pond") == ["kinds-of-claim"]

    def test_is_judged_as_it_was_asked(self, course):
        """Right in the learner's own variant is right, whatever the first wording's answer is."""
        row, key = quick("nest-one", variants=[{"prompt": "Was it never so?"}])
        key["variants"] = [{"value": "no", "sample_wrong": "yes", "wrong": {"yes": "Never.", "open": "It can."}}]
        write_lesson(course / "case", "02-nest", (row, key))
        variant = asked(read_case(course / "case"), "nest-one")[0].variant(1)
        answer(course, NEST, "nest-one", "no", asked=variant.asked)
        assert self.missed(course, "nest") == []

    @pytest.mark.parametrize(
        ("exercise", "given"),
        [
            ("guess-the-month", "april"),
            ("bread-vote", "no"),
            ("in-your-words", "Ducks."),
            ("turn-the-cards", ["yes", "no"]),
            ("collected", "baker"),
        ],
    )
    def test_a_guess_a_vote_a_text_or_what_is_handed_in_is_not_missed(self, course, exercise, given):
        """Only what the practice key calls right or wrong comes again."""
        answer(course, POND, exercise, given, round="second" if exercise == "bread-vote" else "")
        assert self.missed(course, "pond") == []

    def test_is_found_in_any_book(self, course):
        """A copy of a notebook keeps a book of its own, and counts."""
        answer(course, "my copy", "nest-one", "no")
        assert self.missed(course, "nest") == ["nest-one"]

    def test_first_is_first_in_time(self, course):
        """Of two books, the earlier answer is the first one, whatever the books are called."""
        answer(course, "a copy", "nest-one", "yes", time="2024-05-02T10:00:00+00:00")
        answer(course, "the other", "nest-one", "no", time="2024-05-01T10:00:00+00:00")
        assert self.missed(course, "nest") == ["nest-one"]


class TestRecall:
    """Questions from one lesson back, and from three."""

    def test_adds_one_from_one_lesson_back_and_one_from_three(self, course):
        """Of all that was missed, the first of each."""
        for stem, exercise in ((REED, "reed-two"), (REED, "reed-one"), (NEST, "nest-one"), (POND, "who-counted")):
            answer(course, stem, exercise, "baker" if stem == POND else "no")
        assert again(course, "egg") == ["reed-one", "who-counted"]

    def test_adds_nothing_for_who_missed_nothing(self, course):
        """Right answers do not come again."""
        answer(course, REED, "reed-one", "yes")
        assert again(course, "egg") == []

    def test_adds_nothing_from_two_lessons_back(self, course):
        """The rule is one and three."""
        answer(course, NEST, "nest-one", "no")
        assert again(course, "egg") == []

    def test_adds_nothing_from_a_lesson_that_only_recorded(self, course):
        """What is answered at the end of the course is not given away before."""
        answer(course, "00_first_look", "a-flawed-1", "yes")
        assert (again(course, "pond"), again(course, "reed")) == ([], [])

    def test_comes_after_the_fixed_questions(self, course):
        """The lesson's own recall is asked first, under its own number; what comes again keeps its number."""
        answer(course, REED, "reed-one", "no")
        desk = open_desk("egg")
        desk.recall()
        asked = [(id, question.name) for (id, _), question in desk.questions.items()]
        assert asked == [("egg-recall", "Question 4.1"), ("reed-one", "Question 3.1 (from lesson 3)")]

    def test_comes_blank(self, course):
        """A question that came back does not show the old answer."""
        answer(course, REED, "reed-one", "no")
        desk = open_desk("egg")
        desk.recall()
        assert desk.questions["reed-one", "recall-4"].widget.value is None

    def test_answering_it_changes_neither_first_nor_last_answer(self, course):
        """What is answered when a question comes back is kept apart."""
        answer(course, REED, "reed-one", "no")
        desk = open_desk("egg")
        desk.recall()
        desk.questions["reed-one", "recall-4"].act("commit", "yes", None)
        assert again(course, "egg") == ["reed-one"]

    @pytest.mark.parametrize("slug", ["pond", "nest", "reed", "egg", "last-look", "keep"])
    def test_a_learner_who_skipped_lessons_gets_the_fixed_questions(self, course, slug):
        """Without earlier answers nothing is added, and nothing fails."""
        desk = open_desk(slug)
        desk.recall()
        fixed = [e.id for e in desk.lesson.exercises if e.stage == "recall"]
        assert [id for id, _ in desk.questions] == fixed


class TestBank:
    """Eight items, most on what was missed."""

    IN_TURN = ("pond-1", "nest-1", "reed-1", "egg-1", "pond-2", "nest-2", "reed-2", "egg-2")

    def test_without_errors_takes_each_lesson_in_turn(self, course):
        """A learner who missed nothing, or lost the book, gets eight all the same."""
        assert bank(course) == list(self.IN_TURN)

    def test_takes_two_of_a_lesson_with_errors_first(self, course):
        """Then the rest in turn, none twice."""
        answer(course, REED, "reed-one", "no")
        assert bank(course) == [
            "reed-1", "reed-2", "pond-1", "nest-1", "egg-1", "pond-2", "nest-2", "egg-2",
        ]  # fmt: skip

    def test_most_errors_come_first(self, course):
        """The lesson with two errors stands before the lesson with one."""
        for stem, exercise in ((NEST, "nest-one"), (REED, "reed-one"), (REED, "reed-two")):
            answer(course, stem, exercise, "no")
        assert bank(course)[:4] == ["reed-1", "reed-2", "nest-1", "nest-2"]

    def test_errors_in_every_lesson_give_two_of_each(self, course):
        """Eight places, four lessons."""
        for stem, exercise in ((NEST, "nest-one"), (REED, "reed-one"), (EGG, "egg-one")):
            answer(course, stem, exercise, "no")
        answer(course, POND, "who-counted", "baker")
        assert sorted(bank(course)) == sorted(self.IN_TURN)

    def test_two_lessons_with_errors_have_half_of_the_eight(self, course):
        """Both items of each, before any other lesson's."""
        answer(course, EGG, "egg-one", "no")
        answer(course, NEST, "nest-two", "no")
        assert set(bank(course)[:4]) == {"egg-1", "egg-2", "nest-1", "nest-2"}

    @pytest.mark.parametrize(("size", "asked"), [(1, 1), (8, 8), (16, 16), (99, 16)])
    def test_gives_as_many_as_there_are(self, course, size, asked):
        """No item is asked twice, whatever is wished for."""
        assert len(set(bank(course, size))) == asked

    def test_stays_the_same_while_it_is_answered(self, course):
        """A wrong answer to the bank does not shuffle it."""
        before = bank(course)
        answer(course, KEEP, "bank-egg-1", "no")
        assert bank(course) == before

    def test_is_asked_by_the_desk(self, course):
        """The eight are questions like any other, and their numbers rise down the page."""
        desk = open_desk("keep")
        desk.from_errors()
        assert [id for id, _ in desk.questions] == [
            e.id for e in desk.lesson.exercises if e.id.removeprefix("bank-") in self.IN_TURN
        ]

    def test_a_lesson_without_one_says_so(self, course, capsys):
        """Where there is no bank, the lesson goes on."""
        open_desk("egg").from_errors()
        assert "has no bank of questions in this lesson. Go on" in capsys.readouterr().out


class TestReport:
    """What a learner sees of themselves."""

    def test_with_nothing_answered_is_one_sentence(self, course):
        """An empty report says how it fills."""
        assert told(course) == ["There are no answers yet: this report fills up as you work through the lessons."]

    def test_says_hits_and_false_alarms_apart_for_each_form(self, course):
        """Before and after stand beside each other, as counts and never as a gain."""
        for form, stem, given in (("a", "00_first_look", "no"), ("b", LAST, "yes")):
            for id in ("flawed-1", "flawed-2", "sound-1", "sound-2"):
                answer(course, stem, f"{form}-{id}", given)
        assert [re.sub(r" Good judgement.*", "", line) for line in told(course)[:2]] == [
            "Cold read, before the lessons: you called 2 of 2 flawed sentences flawed, and 2 of 2 sound ones.",
            "Second reading, after them: you called 0 of 2 flawed sentences flawed, and 0 of 2 sound ones.",
        ]

    def test_leaves_out_a_form_that_was_not_answered(self, course):
        """A learner who skipped the cold read reads nothing of it."""
        answer(course, LAST, "b-flawed-1", "no")
        assert [line.split(":")[0] for line in told(course) if "flawed" in line] == ["Second reading, after them"]

    def test_says_how_sure_and_how_right(self, course):
        """Sureness of first answers is scored, and the score explained."""
        answer(course, "00_first_look", "a-flawed-1", "no", confidence=80)
        answer(course, "00_first_look", "a-sound-1", "no", confidence=80)
        assert told(course)[1] == (
            "You said how sure you were 2 times; 1 of 2 first answers were right. "
            "Brier score: 0.34 (0 is perfect; saying “50 %” to everything gives 0.25)."
        )

    def test_says_what_was_done(self, course):
        """Questions, hints and minutes; a long pause is no work."""
        for minute, hints in (("00", 1), ("03", 2), ("30", 2), ("31", 2)):
            id = "nest-one" if hints == 1 else "nest-two"
            answer(course, NEST, id, "yes", hints=hints, time=f"2024-05-01T10:{minute}:00+00:00")
        assert told(course) == [
            "2 questions answered, 3 hints taken, about 4 minutes between answers "
            "(pauses over five minutes left out)."
        ]

    def test_says_what_changed(self, course):
        """First beside last answer: what was mended, and what was only changed."""
        for exercise, answers in (("nest-one", ("no", "yes")), ("nest-two", ("yes", "open"))):
            for given in answers:
                answer(course, NEST, exercise, given)
        assert told(course)[-1] == (
            "You changed 2 answers after reading why; 1 of 2 went from not right to right."
        )

    @pytest.mark.parametrize("time", ["", "yesterday", "2024-05-01", "2024-05-01T10:00:00", "99"])
    def test_reads_whatever_a_record_has_for_a_time(self, course, time):
        """A time that cannot be read, or has no zone, costs the report nothing."""
        answer(course, NEST, "nest-one", "yes", time=time)
        answer(course, NEST, "nest-two", "yes", time="2024-05-01T10:00:00+00:00")
        assert told(course)[0].startswith("2 questions answered")

    def test_shows_sureness_as_a_chart(self, course):
        """Where sureness was given, the dots are shown."""
        answer(course, "00_first_look", "a-flawed-1", "no", confidence=80)
        desk = open_desk("last-look")
        desk.report()
        assert "First answers, by how sure you were. 80 % sure: 1 of 1 right." in place(desk, "report")


class TestAnswers:
    """The answers of a lesson that only recorded."""

    def shown(self, capsys: pytest.CaptureFixture[str]) -> str:
        capsys.readouterr()
        open_desk("last-look").answers("first-look")
        return capsys.readouterr().out

    def test_stand_beside_the_learners_own(self, course, capsys):
        """What was answered first, what is right, and why."""
        answer(course, "00_first_look", "a-flawed-1", "yes")
        shown = self.shown(capsys)
        wanted = (
            "Your answer: “it is so”",
            "Not “yes” for a-flawed-1.",
            "The answer is “it is not so”. The page says so of a-flawed-1.",
        )
        assert [words in shown for words in wanted] == [True] * 3

    def test_are_shown_to_who_skipped_it(self, course, capsys):
        """Without an answer of one's own, the right one is there all the same."""
        assert self.shown(capsys).count("you did not answer it") == 2 * 4  # as Markdown and as text

    @pytest.mark.parametrize("given", [["reportedly"], {"forty-ducks": "fact"}, 40], ids=str)
    def test_of_any_kind_can_be_shown(self, course, capsys, given):
        """A lesson may hold other kinds than choices."""
        ids = {list: "which-weakened", dict: "kinds-of-claim", int: "range-of-share"}
        answer(course, POND, ids[type(given)], given)
        open_desk("last-look").answers("pond")
        assert "Your answer: " in capsys.readouterr().out

    def test_of_a_lesson_that_is_not_there(self, course, capsys):
        """Another article may lack the lesson; that is a sentence."""
        open_desk("last-look").answers("geese")
        assert "has no lesson “geese” in this lesson. Go on" in capsys.readouterr().out


class TestMoveLog:
    """A learner's moves beside an expert's."""

    MOVES = ({"move": "search", "words": "forty"}, {"move": "conclude", "choice": "nobody"})

    def shown(self) -> str:
        desk = open_desk("pond")
        desk.move_log("count")
        return place(desk, "moves count")

    def test_without_a_move_is_a_sentence(self, course):
        """Before the hunt there is nothing to show."""
        assert "No moves yet. They are listed here as you make them." in self.shown()

    def test_is_shown_before_the_button_without_the_experts(self, course):
        """A draft's moves are listed, and the expert's kept back."""
        answer(course, POND, "hunt-the-count", {"moves": list(self.MOVES)}, committed=False)
        shown = self.shown()
        assert (
            "searched for “forty”" in shown,
            "expert&#x27;s moves, with" in shown or "expert's moves, with" in shown,
        ) == (True, False)

    def test_stands_beside_the_experts_with_reasons(self, course):
        """Once handed in, both logs are there."""
        answer(course, POND, "hunt-the-count", {"moves": list(self.MOVES)})
        shown = self.shown()
        wanted = ("concluded “Nobody counted.”", "chose Mill Town Hall, 2024-05-14. <em>It is signed.</em>")
        assert [words in shown for words in wanted] == [True, True]

    def test_of_a_step_without_a_hunt_says_so(self, course, capsys):
        """Another article may have fewer hunts."""
        open_desk("pond").move_log("geese")
        assert "has no hunt of that name in this lesson. Go on" in capsys.readouterr().out


class TestLostAndDamaged:
    """Nothing that happened to a book keeps a lesson shut."""

    @pytest.mark.parametrize("slug", ["first-look", "pond", "egg", "last-look", "keep"])
    def test_a_learner_without_a_book_can_look_back(self, course, slug):
        """Whoever lost the book, or skipped every lesson, gets no exception."""
        desk = open_desk(slug)
        look_back(desk)
        assert desk.session.book.records == []

    def test_looking_back_writes_nothing(self, course):
        """Without an answer no file is left."""
        before = sorted(course.rglob("*"))
        look_back(open_desk("keep"))
        assert sorted(course.rglob("*")) == before

    @pytest.mark.parametrize("damage", [b"\xff\n", b'{"exercise": "nest-t', b"[[[[\n", b"\x00" * 40])
    def test_a_damaged_book_of_another_lesson_costs_nothing(self, course, damage):
        """The good answers of a damaged book count, and those of the others."""
        answer(course, REED, "reed-one", "no")
        answer(course, NEST, "nest-one", "no")
        with (course / "answers" / f"{NEST}.jsonl").open("ab") as book:
            book.write(damage)
        assert bank(course)[:4] == ["nest-1", "nest-2", "reed-1", "reed-2"]

    def test_lines_set_aside_are_not_read_as_a_book(self, course):
        """What was set aside stays aside."""
        answer(course, f"{NEST}.damaged", "nest-one", "no")
        assert past(course).records == ()

    @odd
    def test_an_odd_record_stops_nothing(self, course, junk):
        """A book with answers of another shape is looked back at like any other."""
        for lesson in read_case(course / "case").lessons:
            for exercise in lesson.exercises:
                answer(course, lesson.stem.replace("-", "_"), exercise.id, junk, confidence=80)
        for slug in ("pond", "egg", "last-look", "keep"):
            look_back(open_desk(slug))
        assert [line for line in told(course) if "questions answered" in line] != []

    def test_a_record_of_an_unknown_exercise_stops_nothing(self, course):
        """An answer to a question that is no more is passed over."""
        answer(course, NEST, "goose", "yes")
        assert told(course)[0].startswith("1 question answered")

    def test_a_slip_in_another_lesson_does_not_stop_looking_back(self, course):
        """A lesson whose file is broken costs only itself."""
        change(course / "case", "exercises/02-nest.toml", 'id = "nest-two"', "id =")
        answer(course, REED, "reed-one", "no")
        desk = open_desk("keep")
        assert [e.id for e in from_bank(desk.lesson, desk._past(), 2)] == ["bank-reed-1", "bank-reed-2"]
