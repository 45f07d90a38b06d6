"""Feedback: a small page that explains every point, whatever a learner handed in."""

from __future__ import annotations

import datetime
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from lessons.answers import Record
from lessons.case import Case, read_case
from lessons.exercises import Remark
from lessons.gradebook.asked import DRAFT, OLDER
from lessons.gradebook.feedback import LIMIT, feedback_page
from lessons.gradebook.marking import Marking
from lessons.gradebook.results import Item, Lateness, Result
from lessons.gradebook.work import Work, marked
from lessons.handins import Problem
from lessons.handins.people import Learner
from tests.articles import CASE
from tests.learners import wrong
from tests.toy import change, share_answer, toy_case
from tests.toy import toy_folder as toy_folder

HOSTILE = (
    "</div><script>alert(1)</script><img src=http://x.example/a onerror=alert(2)> [x](javascript:alert(3)) "
    "![y](http://x.example) <http://x.example> \u202e\ud83d \"'&"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The toy case; nothing here changes it."""
    return toy_case(tmp_path_factory.mktemp("case") / "toy")


def item(exercise: str, status: str = "graded", points: float | None = None, **fields: Any) -> Item:
    """What came of an exercise worth two points."""
    return Item(**{"exercise": exercise, "status": status, "points": points, "out_of": 2, **fields})


def result(*items: Item, name: str = "Ada", **fields: Any) -> Result:
    """A learner's result of these items."""
    return Result(learner=Learner(id="ada", name=name), items=items, **fields)


def page(case: Case, result: Result, title: str = "Ducks", **answers: Any) -> str:
    """The page of a result; answers by exercise, with _ for -."""
    given = {name.replace("_", "-"): value for name, value in answers.items()}
    return feedback_page(result, case, {n: Record(exercise=n, answer=v) for n, v in given.items()}, title)


class Reading(HTMLParser):
    """What a browser finds: tags with their attributes, and all text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, *names: str) -> list[str]:
        """The tags of these names, in order."""
        return [tag for tag, _ in self.tags if tag in names]


def text_of(page: str) -> str:
    """The words of a page, spaces evened out."""
    return re.sub(r"\s+", " ", Reading(page.split("</style>")[1]).text)


class TestPoints:
    """Points, what they are out of, and what is still open."""

    def test_says_points_before_and_after_lateness_with_the_reason(self, case):
        """Both numbers stand there, so that nobody has to reckon back."""
        late = Lateness(seconds=7200, keeps=0.5, because="Two hours late: half is kept.")
        words = text_of(page(case, result(item("who-counted", points=2), item("collected", points=1), late=late)))
        assert "Points: 3 of 4 After lateness: 1.5 of 4 Two hours late: half is kept." in words

    @pytest.mark.parametrize(
        ("status", "why", "words"),
        [
            ("blank", "", "1.1 · not answered"),
            ("missing", "", "1.1 · not handed in"),
            ("needs a person", "", "1.1 · a person still has to look at this"),
            ("ungradable", "no number in it", "1.1 · could not be read: no number in it"),
        ],
    )
    def test_what_has_no_points_is_said_and_is_no_zero(self, case, status, why, words):
        """A status is a sentence, and the sum is no number either."""
        found = text_of(page(case, result(item("who-counted", status, why=why))))
        assert (words in found, "Points: no points yet, of 2" in found, "0 of 2" in found) == (True, True, False)

    def test_why_a_person_must_look_is_not_told(self, case):
        """It may name somebody else."""
        held = item("who-counted", "needs a person", why="the same record stands in the hand-in of Ben")
        assert "Ben" not in page(case, result(held))

    def test_has_the_number_of_the_notebook_and_the_prompt(self, case):
        """A learner finds the question again, its Markdown set."""
        made = page(case, result(item("kinds-of-claim", points=1)))
        number = [e.id for e in case.lesson("pond").exercises].index("kinds-of-claim") + 1
        prompt = next(e.prompt for e in case.lesson("pond").exercises if e.id == "kinds-of-claim")
        assert (f"<h3>1.{number} · 1 of 2 points</h3>" in made, prompt in text_of(made)) == (True, True)

    def test_lessons_have_a_table_of_points(self):
        """One row a lesson, read row by row."""
        case = CASE
        first = [lesson.exercises[0].id for lesson in case.lessons[:2]]
        tags = Reading(page(case, result(*(item(id, points=1) for id in first)))).tags
        scopes = [attrs.get("scope") for tag, attrs in tags if tag == "th"]
        assert scopes == ["col"] * 4 + ["row"] * 2


class TestAnswers:
    """The learner's own answer, in words."""

    @pytest.mark.parametrize(
        ("exercise", "answer", "words"),
        [
            ("who-counted", "gardener", "the town gardener"),
            ("kinds-of-claim", {"forty-ducks": "fact"},
             "2. “The pond club expects at least 60 ducks next spring” – no label"),
            ("share-of-expected", {"number": 66.7, "base": "expected", "unit": "percent"},
             "66.7 percent, out of the ducks expected next spring"),
            ("range-of-share", {"low": 67, "high": 40}, "40 to 67 percent"),
            ("from-sure-to-unsure", ["said", "counted", "expects", "reportedly"], "“said” → “counted” →"),
            ("who-told-whom", [["office", "club"]], "“the bird office” told “the pond club”"),
            ("hunt-the-count", {"moves": [{"move": "search", "words": "forty"}]}, "1. searched for “forty”"),
            ("in-your-words", "Forty, they say.", "Forty, they say."),
            ("share-of-expected", {"number": "many"}, '{"number": "many"}'),
        ],
    )  # fmt: skip
    def test_every_kind_is_said_in_words(self, case, exercise, answer, words):
        """No learner meets the form in which answers are stored."""
        made = page(case, result(item(exercise, points=1)), **{exercise: answer})
        assert words in text_of(made)

    def test_a_question_answered_in_its_other_way_shows_that(self, case):
        """A function and a number may be two ways to the same points."""
        answer = share_answer()
        graded = item("share-of-expected", points=2, answered="write-the-share")
        words = text_of(page(case, result(graded), share_of_expected={"number": 1}, write_the_share=answer))
        assert ("return 100 * part / whole" in words, "share(1, 4) → 25.0" in words) == (True, True)

    def test_a_learner_finds_the_variant_they_were_asked(self, toy):
        """Each learner meets their own figures again."""
        other = 'variants = [{ prompt = "Who says that bread is bad for ducks?" }]\n[exercises.options]\nvet ='
        change(toy, "exercises/01-pond.toml", "[exercises.options]\nvet =", other)
        with (toy / "key/graded/01-pond.toml").open("a", encoding="utf-8") as key:
            key.write("variants = [{}]\n")
        case = read_case(toy)
        asked = next(e for e in case.lesson("pond").exercises if e.id == "collected").variant(1).asked
        given = {"collected": Record(exercise="collected", answer="vet", asked=asked)}
        words = text_of(feedback_page(result(item("collected", points=1)), case, given, "Ducks"))
        assert ("Who says that bread is bad for ducks?" in words, OLDER in words) == (True, False)

    def test_a_long_answer_is_shortened_and_says_so(self, case):
        """Two thousand characters are enough to know it again."""
        words = text_of(page(case, result(item("in-your-words", points=1)), in_your_words="word " * 1000))
        assert "[shortened; the whole has 5,000 characters]" in words

    def test_a_comment_and_its_marker_stand_below(self, case):
        """What a person wrote is set apart from what a machine said."""
        marked = item("in-your-words", points=1, marker="Möller", comment="Well seen.")
        assert "Comment by Möller Well seen." in text_of(page(case, result(marked)))


class TestReasons:
    """Why."""

    def test_the_tone_is_a_word(self, case):
        """Who cannot see the colour reads the same."""
        reasons = [Remark(tone=tone, text=f"So {tone}.") for tone in ("right", "wrong", "note")]
        words = text_of(page(case, result(item("who-counted", points=1, reasons=tuple(reasons)))))
        assert "Right: So right. Look again: So wrong. Note: So note." in words

    @pytest.mark.parametrize(
        ("fields", "note"),
        [
            ({}, ""),
            ({"committed": False}, DRAFT),
            ({"asked": "ffffffffffff"}, OLDER),
        ],
    )
    def test_what_was_odd_about_an_answer_is_told_kindly(self, case, fields, note):
        """A draft and an answer to older words are graded, and the learner knows."""
        given = {"who-counted": Record(exercise="who-counted", answer="gardener", **{"committed": True, **fields})}
        words = text_of(feedback_page(result(item("who-counted", points=1)), case, given, "Ducks"))
        assert re.findall("Good to know: (.*?button.*?other|.*?teacher).", words) == ([note[:-1]] if note else [])

    def test_what_is_said_to_the_teacher_stays_there(self, case):
        """A problem of an answer may hold a hidden case; only one that cost the answer is told."""
        problems = tuple(
            Problem(where="who-counted", found=found, done="Look.", costs=costs)
            for found, costs in (("It stopped at share(40, 60).", False), ("An answer of 300,000 letters.", True))
        )
        words = text_of(page(case, result(item("who-counted", points=1), problems=problems)))
        assert ("40, 60" in words, "Good to know: An answer of 300,000 letters." in words) == (False, True)

    def test_of_other_problems_only_those_that_may_cost_answers_are_told(self, case):
        """What concerns the teacher alone stays with the teacher."""
        costs, other = (
            Problem(where="book.jsonl", found=f, done="", costs=c)
            for f, c in (("Half a line.", True), ("Ben's too.", False))
        )
        words = text_of(page(case, result(item("who-counted", points=1), problems=(costs, other))))
        assert ("book.jsonl: Half a line." in words, "Ben" in words) == (True, False)


def monstrous(case: Case) -> tuple[Result, dict[str, Any]]:
    """A result in which everything is as long and as hostile as it can be."""
    long = (HOSTILE + "\n") * 300
    ids = [e.id for e in case.lesson("pond").exercises] + [f"{'&' * 40}{n}" for n in range(300)]
    reasons = tuple(Remark(tone="wrong", text=long) for _ in range(50))
    fields = {"points": 0, "reasons": reasons, "why": long, "comment": long, "marker": long}
    problems = tuple(Problem(where=where, found=long, done=long, costs=True) for where in ("a" * 9000, *ids[:40]))
    late = Lateness(seconds=1, keeps=1, because=long)
    items = (
        item(id, **{**fields, **({} if n % 2 else {"status": "ungradable", "points": None})})
        for n, id in enumerate(ids)
    )
    time = datetime.datetime(2026, 5, 4, 9, 30, tzinfo=datetime.UTC)
    made = result(*items, name=long, problems=problems, late=late, submitted=time, receipt=long)
    return made, dict.fromkeys(ids, long)


class TestHostile:
    """Whatever is handed in, the page is small, whole and asleep."""

    def test_a_page_is_small_whatever_was_handed_in(self, case):
        """Thousands of long answers, reasons and comments still make one small page."""
        made, answers = monstrous(case)
        assert len(page(case, made, title=HOSTILE * 100, **answers).encode()) < LIMIT

    def test_nothing_a_learner_writes_wakes_up(self, case):
        """No script, no picture, no link, no handler: signs stay signs."""
        fields = {
            "why": HOSTILE,
            "comment": HOSTILE,
            "marker": HOSTILE,
            "reasons": (Remark(tone="note", text=HOSTILE),),
        }
        items = (item("in-your-words", points=1, **fields), item("who-counted", "ungradable", **fields))
        problems = tuple(
            Problem(where=where, found=HOSTILE, done="", costs=True) for where in ("who-counted", HOSTILE)
        )
        made = page(
            case,
            result(*items, name=HOSTILE, problems=problems),
            title=HOSTILE,
            in_your_words=HOSTILE,
            who_counted=HOSTILE,
        )
        read = Reading(made)
        attributes = {name for _, attrs in read.tags for name in attrs}
        assert read.named("script", "img", "a", "iframe", "form", "object", "link") == []
        assert attributes <= {"lang", "charset", "name", "content", "http-equiv", "class", "dir", "scope"}
        assert "<script>alert(1)</script>" in read.text

    def test_a_page_allows_nothing_to_run_or_load(self, case):
        """A browser is told so, too."""
        policy = next(a["content"] for t, a in Reading(page(case, result())).tags if a.get("http-equiv"))
        assert policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    def test_a_name_that_cannot_be_written_is_no_hindrance(self, case):
        """Half an emoji in a file name leaves the page readable."""
        assert "Ada ?" in page(case, result(name="Ada \ud83d"))

    def test_an_answer_nested_beyond_reading_is_said_to_be_that(self, case):
        """No answer makes a page fail."""
        deep: Any = "x"
        for _ in range(100_000):
            deep = [deep]
        given = Record.model_construct(exercise="who-counted", answer=deep, asked="")
        made = feedback_page(result(item("who-counted", "ungradable")), case, {"who-counted": given}, "Ducks")
        assert "too deeply nested to be shown" in made


class TestReaders:
    """Screen readers, phones, paper."""

    def test_headings_come_in_order_below_one_first(self, case):
        """A page can be read by its headings."""
        made = page(case, result(item("who-counted", points=1), item("collected", points=0)))
        assert Reading(made).named("h1", "h2", "h3", "h4") == ["h1", "h2", "h3", "h3"]

    def test_what_was_asked_and_answered_runs_as_its_script_does(self, case):
        """Arabic and Hebrew run from the right."""
        made = page(case, result(item("who-counted", points=1)), who_counted="gardener")
        assert ('<div class="prompt" dir="auto">' in made, '<div class="answer" dir="auto">' in made) == (
            True,
            True,
        )

    def test_says_its_language_and_fits_a_phone(self, case):
        """A voice reads it in its language; a phone does not shrink it."""
        made = page(case, result())
        assert ('<html lang="en">' in made, "width=device-width" in made) == (True, True)


class TestRealCase:
    """The course's own graded exercises."""

    def test_a_class_that_got_everything_wrong_gets_small_pages_with_reasons(self):
        """The longest pages there are in earnest keep every question and a reason for each."""
        case = CASE
        marking = Marking(case, case.graded)
        given = {e.id: Record(exercise=e.id, answer=wrong(e, case.graded[e.id], case)) for e in marking.items}
        result = marked(Work(Learner(id="ada", name="Ada"), tuple(given.values())), marking)
        made = feedback_page(result, case, given, "According To")
        assert (len(made.encode()) < LIMIT, Reading(made).named("h3")) == (True, ["h3"] * len(marking.items))
        assert made.count('<ul class="reasons">') == len(marking.items)
