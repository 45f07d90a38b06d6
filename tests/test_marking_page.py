"""Marking pages: every answer as text, no name on them, and nothing on them that could run."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from lessons.answers import Record
from lessons.case import Case
from lessons.exercises import Remark, Text
from lessons.exercises.text import TextKey
from lessons.gradebook.by_hand import CHANGED
from lessons.gradebook.marking import answer_hash
from lessons.gradebook.marking_page import HELD, PAGE, Paper, code, codes, marking_pages
from lessons.gradebook.results import Item
from lessons.handins.people import Learner
from tests.toy import asked, share_answer, toy_case

SALT = "of this gradebook only"
QUESTION = Text(
    id="what-of-the-ducks",
    kind="text",
    stage="hand-in",
    points=4,
    prompt="What is *known* of the ducks?",
    extract="A letter counts <25> of them.",
    criteria={"source": "a source is *named*", "doubt": "what is open stays open"},
)
KEY = TextKey(
    value="The town gardener counted 40.",
    because="Name *who* counted.",
    sample_wrong="Ducks.",
    samples=[
        {"text": f"Sample {level}.", "levels": {"source": level, "doubt": level}, "because": f"It is {level}."}
        for level in (4, 2, 0)
    ],
)
#: the third of them tries to wake up
ANSWERS = (
    "The gardener counted 40.",
    "Somebody counted.\n\nPerhaps.",
    "<script>window.opened = 1</script><img src=x onerror='window.opened = 2'></div></article>",
    "[a link](javascript:alert(1)) & <b>bold</b>",
)


def paper(id: str, answer: Any, **item: Any) -> Paper:
    """One learner's answer to a question, waiting for a person."""
    row = {"exercise": QUESTION.id, "status": "needs a person", "points": None, "out_of": 4, **item}
    hashed = Item(**{**row, "answer_hash": answer_hash(answer)})
    return Paper(Learner(id=id, name=f"Name of {id}"), Record(exercise=QUESTION.id, answer=answer), hashed)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The toy case; nothing here changes it."""
    return toy_case(tmp_path_factory.mktemp("case") / "toy")


def pages(case: Case, papers: list[Paper], **fields: Any) -> list[tuple[str, str]]:
    """The pages of the question of these tests: name and text of each."""
    given = {"salt": SALT, **fields}
    return [(made.name, "".join(made.chunks)) for made in marking_pages(QUESTION, case, KEY, papers, **given)]


@pytest.fixture(scope="module")
def page(case: Case) -> str:
    """A page with the four answers."""
    ((_, text),) = pages(case, [paper(f"learner-{n}", answer) for n, answer in enumerate(ANSWERS)])
    return text


class Reading(HTMLParser):
    """What a browser would find: the tags, and the text of each answer."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.answers: list[str] = []
        self._in_answer = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._in_answer = "text" in (dict(attrs).get("class") or "").split() and tag == "div"
        if self._in_answer:
            self.answers.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_answer = False

    def handle_data(self, data: str) -> None:
        if self._in_answer:
            self.answers[-1] += data


class TestAnswers:
    """What the learners wrote."""

    def test_every_answer_stands_there_as_text(self, page):
        """Whatever an answer holds, a browser shows just that."""
        assert sorted(Reading(page).answers) == sorted(ANSWERS)

    @pytest.mark.parametrize("place", ['<div class="text"', "<blockquote", "<legend", '<textarea class="says"'])
    def test_what_is_read_and_written_runs_as_its_script_does(self, page, place):
        """Arabic and Hebrew run from the right, in answers, samples, criteria and comments."""
        assert f'{place} dir="auto"' in page

    def test_no_answer_becomes_a_tag(self, page):
        """The page has one script, its own, and no picture or link."""
        tags = Reading(page).tags
        assert (tags.count("script"), tags.count("img"), tags.count("a"), tags.count("b")) == (1, 0, 0, 5)

    def test_a_very_long_answer_is_shortened_and_says_so(self, case):
        """A page stays usable whatever is handed in."""
        ((_, text),) = pages(case, [paper("one", "x" * 50_000)])
        assert (len(text) < 60_000, "the whole has 50,000 characters" in text) == (True, True)

    def test_a_page_runs_its_own_script_and_no_other(self, page):
        """The policy of the page names the hash of the script that stands there."""
        script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
        assert f"script-src 'sha256-{digest}'" in page

    def test_a_page_needs_no_other_file(self, page):
        """Nothing on it is fetched."""
        assert re.findall(r"""url\(|\bsrc="|href="|<link|@import|fetch\(""", page) == []


class TestNames:
    """Who wrote what."""

    def test_no_name_and_no_id_is_on_the_page(self, page):
        """A marker sees answers, not people."""
        assert [n for n in range(4) if f"learner-{n}" in page] == []

    def test_names_are_there_when_asked_for(self, case):
        """A teacher of one class may want them; then the pile is in their order."""
        papers = [paper(id, f"Answer of {id}.") for id in ("zoe", "ada")]
        ((_, text),) = pages(case, papers, names="shown")
        assert re.findall(r"<bdi>(.*?)</bdi>", text) == ["Name of ada", "Name of zoe"]

    def test_the_order_is_that_of_the_codes(self, case):
        """The alphabet does not tell whose answer comes first, and another gradebook has another order."""
        ids = [f"learner-{n:02d}" for n in range(30)]
        orders = [
            re.findall(
                r"Text of (learner-\d\d)", pages(case, [paper(i, f"Text of {i}") for i in ids], salt=s)[0][1]
            )
            for s in ("one", "one", "other")
        ]
        assert (orders[0] == orders[1], orders[0] != ids, orders[0] != orders[2]) == (True, True, True)

    def test_a_code_leads_back_to_its_learner(self):
        """What a page wrote can be taken into the gradebook."""
        assert codes(SALT, ["ada", "ben"])[code(SALT, "ben")] == "ben"

    def test_a_code_is_letters_only(self):
        """A spreadsheet takes no code for a number or a date."""
        assert [c for n in range(300) if not re.fullmatch("[a-z]{12}", c := code(SALT, str(n)))] == []

    def test_a_reason_that_may_name_somebody_is_not_told(self, case):
        """Two hand-ins with the same record: the page without names says only that there is a reason."""
        why = "the same record stands in the hand-in of Ben"
        hidden = pages(case, [paper("ada", "x", why=why)])[0][1]
        shown = pages(case, [paper("ada", "x", why=why)], names="shown")[0][1]
        assert ("Ben" in hidden, HELD in hidden, why in shown) == (False, True, True)


class TestQuestion:
    """What a marker wants beside the answers."""

    def test_has_prompt_source_criteria_and_samples(self, page):
        """All that decides a level is in view."""
        expected = ["What is <em>known</em>", "&lt;25&gt;", "Name <em>who</em>", "It is 2."]
        assert [words for words in expected if words not in page] == []

    def test_no_asterisk_of_an_author_stands_there(self, case):
        """Criteria are read as Markdown wherever they stand, and so is the reason why an answer waits."""
        papers = [paper(id, f"From {id}.", status="ungradable", why=f"No *number* from {id}.") for id in "ab"]
        text = pages(case, [*papers, paper("c", "Forty.")])[0][1]
        counted = (text.count("a source is <em>named</em>"), text.count("<em>number</em>"), "*named" in text)
        assert counted == (1 + 3 + 1, 2, False)

    def test_what_stands_beside_all_answers_is_not_under_each(self, case):
        """The key's paragraph is why every text waits: it is read once, and what is special stays in its place."""
        reasons = (Remark(tone="note", text=KEY.because),)
        whys = (KEY.because, f"{KEY.because}; {CHANGED}")
        text = pages(case, [paper(f"l{n}", "x y", why=why, reasons=reasons) for n, why in enumerate(whys)])[0][1]
        assert (text.count("Name <em>who</em>"), text.count(CHANGED), HELD in text) == (1, 1, False)

    def test_a_reason_that_all_share_is_told_once(self, case):
        """At the top, and under none of the answers."""
        papers = [paper(f"l{n}", "x", status="ungradable", why="this does not fit") for n in range(3)]
        text = pages(case, papers)[0][1]
        assert (text.count("this does not fit"), "Why these answers wait" in text) == (1, True)

    def test_one_word_is_one_word(self, case):
        """And two are two words."""
        text = pages(case, [paper("a", "Ducks."), paper("b", "Forty ducks.")])[0][1]
        assert sorted(re.findall(r"\d words?\b", text)) == ["1 word", "2 words"]

    def test_the_samples_come_with_their_levels(self, page):
        """From strong to weak, each with its level on each criterion."""
        assert re.findall(r"<h2>(Sample .*?)</h2>", page) == [
            f"Sample {n}: {v} · {v}" for n, v in ((1, 4), (2, 2), (3, 0))
        ]

    def test_each_criterion_has_five_levels(self, page):
        """Four answers, two criteria, levels 0 to 4."""
        assert (page.count("<fieldset"), page.count('type="radio"')) == (8, 40)

    def test_what_could_not_be_read_gets_a_field_for_points(self, case):
        """No level fits an answer that is no text; a person may still give points."""
        ((_, text),) = pages(case, [paper("ada", {"not": "a text"}, status="ungradable", why="this does not fit")])
        found = (text.count("<fieldset"), 'max="4"' in text, "this does not fit" in text)
        assert (found, Reading(text).answers) == ((0, True, True), ['{"not": "a text"}'])

    def test_a_function_is_shown_with_its_results_and_a_right_one(self, case):
        """A marker reads what was written, what it gave, and how the key writes it."""
        exercise, key = asked(case, "write-the-share")
        why, answer = "Somebody else has it too.", share_answer("def share(a, b):\n    return a\n")
        waiting = paper("ada", answer, why=why, reasons=(Remark(tone="note", text=why),))
        ((made),) = marking_pages(exercise, case, key, [waiting], salt=SALT)
        text = "".join(made.chunks)
        told = ('class="text code"' in text, why in text, "return 100 * part / whole" in text)
        assert (told, "share(1, 4) → 1" in text) == ((True, True, True), True)


class TestManyAnswers:
    """A large class."""

    def test_answers_go_on_further_pages(self, case):
        """No page holds more than a browser scrolls with ease; numbers run on."""
        made = pages(case, [paper(f"learner-{n}", "x") for n in range(PAGE + 2)])
        counts = [(name, text.count("<article"), f"Answer {PAGE + 1}<" in text) for name, text in made]
        assert counts == [("what-of-the-ducks-1.html", PAGE, False), ("what-of-the-ducks-2.html", 2, True)]

    def test_nothing_to_mark_gives_no_page(self, case):
        """An empty pile needs no file."""
        assert pages(case, []) == []
