"""Printed sheets: what pupils get, what is shown, what stays with the teacher, and that no key strays."""

from __future__ import annotations

import re
from html import unescape

import pytest

from lessons.case import Case, examine, read_case
from lessons.course.teaching.fields import field
from lessons.course.teaching.paper import on_pages
from lessons.course.teaching.said import shown
from lessons.course.teaching.sheets import article, cards, cards_of, on_sheet, pupil_sheet, teacher_sheet, written
from lessons.exercises.slips import wrong_answers
from lessons.widgets.still import inline
from tests.articles import CASES
from tests.toy import ARTICLE, change, hand_out, toy_case
from tests.toy import toy_folder as toy_folder

REAL = CASES
LESSONS = [
    pytest.param(case, lesson, id=f"{case.settings.id}-{lesson.stem}") for case in REAL for lesson in case.lessons
]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The toy case; nothing here changes it."""
    return toy_case(tmp_path_factory.mktemp("case") / "toy")


@pytest.fixture(scope="module")
def pupils(case: Case) -> str:
    """The toy lesson's sheet for pupils."""
    return whole(pupil_sheet(case.lesson("pond"), case))


@pytest.fixture(scope="module")
def teachers(case: Case) -> str:
    """The toy lesson's side for the teacher."""
    return whole(teacher_sheet(case.lesson("pond"), case))


def whole(document) -> str:
    """All pages of a document in one."""
    return "\n".join(document.pages)


def plain(html: str) -> str:
    """The words of a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def told(key) -> set[str]:
    """Every sentence of a key that says what is right, or why something is wrong; short ones tell nothing."""
    texts = {text for _, text in _texts(key.model_dump()) if " " in text}
    sentences = {s for text in texts for s in re.split(r"(?<=[.?!:]) ", plain(inline(text)))}
    return {sentence for sentence in sentences if len(sentence) > 40}


def _texts(value, name=""):
    """The strings in a key with the field each stands in; the value itself is asked elsewhere."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for field_name, part in value.items():
            # the text of a sample may be a card, to be given levels; the levels and the reasons may not
            if field_name not in ("text", "withhold", "slips", "slip", "sample_wrong", "quote", "variants"):
                yield from _texts(part, field_name)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part, name)


class TestPupils:
    """What is handed to a class."""

    def test_the_article_stands_there_once_and_numbered(self, case):
        """Every paragraph has its number, in a file of its own that all lessons share."""
        printed = re.findall(r'<p class="paragraph"><b>(\d+)</b>(.*?)</p>', whole(article(case)))
        assert printed == [(str(n), text) for n, text in enumerate(ARTICLE.splitlines()) if n]

    def test_asks_what_can_be_asked_on_paper(self, case, pupils):
        """Every core exercise is there; a function is not."""
        assert pupils.count('class="question"') == len([e for e in case.lesson("pond").exercises if e.core])

    def test_a_function_is_not_asked_even_in_the_core(self, toy):
        """Nobody writes code on paper: its paper twin stands there."""
        change(toy, "exercises/01-pond.toml", "core = false\n", "")
        changed = read_case(toy)
        assert "Write the share as a function." not in whole(pupil_sheet(changed.lesson("pond"), changed))

    def test_a_question_has_the_number_it_has_on_the_page(self, case, pupils):
        """One name everywhere: notebook, sheet, plan and gradebook say 1.4."""
        lesson = case.lesson("pond")
        assert re.findall(r"<h3>([\d.]+)</h3>", pupils) == [lesson.numbers[e.id] for e in on_sheet(lesson)]

    def test_shows_the_sentence_a_question_is_about(self, pupils):
        """The claim's own words are in bold."""
        assert "<strong>The town gardener counted 40 ducks on the mill pond</strong> on Monday." in pupils

    @pytest.mark.parametrize("file", ["article.txt", "exercises/01-pond.toml"])
    def test_shows_signs_as_signs(self, toy, file):
        """A less-than sign in the article or in an option is printed, not lost."""
        old = ", though" if file == "article.txt" else 'nobody = "nobody named"'
        change(toy, file, old, old.replace("though", "<though>").replace("nobody named", "<though>"))
        changed, _ = examine(toy)
        sheet = whole(pupil_sheet(changed.lesson("pond"), changed)) + whole(article(changed))
        assert "&lt;though&gt;" in sheet


class TestFields:
    """Where a pupil answers."""

    @staticmethod
    def of(case: Case, id: str) -> str:
        """The field of one question of the toy."""
        return field(next(e for e in case.lesson("pond").exercises if e.id == id), case.page, ["Card Q · AP"])

    def test_arrows_have_a_field_with_every_name_in_it(self, case):
        """There is room to draw, and each name stands in a box."""
        asked = next(e for e in case.lesson("pond").exercises if e.face == "links")
        drawn = field(asked, case.page).partition('class="drawing')[2]
        assert [f"<span>{name}</span>" in drawn for name in asked.nodes.values()] == [True] * len(asked.nodes)

    def test_an_order_has_a_box_for_each_number(self, case):
        """As many boxes as items, and it is said what 1 means."""
        asked = next(e for e in case.lesson("pond").exercises if e.face == "ordering")
        made = field(asked, case.page)
        assert (made.count('class="box"'), f"1 is {asked.first}" in made) == (len(asked.rows), True)

    def test_a_vote_has_two_rows_and_no_reading(self, case):
        """Two votes are two rows of the same boxes; the readings belong to the teacher."""
        asked = next(e for e in case.lesson("pond").exercises if e.stage == "vote")
        made = field(asked, case.page)
        assert (made.count("First vote"), made.count("Second vote")) == (1, 1)
        assert made.count('class="box"') == 2 * len(asked.options)
        assert [reading for reading in asked.readings if reading in made] == []

    def test_sureness_is_asked_where_the_page_asks_it(self, case):
        """The steps are those of the page."""
        asked = next(e for e in case.lesson("pond").exercises if e.confidence)
        assert f"{asked.sureness[0]} % · {asked.sureness[1]} %" in field(asked, case.page)


class TestCards:
    """What is shown to all."""

    def test_one_card_a_page(self, case):
        """Each card has a page, with what it fetches from the case."""
        made = cards(case.lesson("pond"), case)
        assert (len(made.pages), "A baker confirmed" in made.pages[0]) == (1, True)

    @pytest.mark.parametrize(("case", "lesson"), LESSONS)
    def test_cards_are_named_alike(self, case, lesson):
        """Card A, Card B and so on, in every lesson; a card named in the teacher's words is there."""
        names = [name for name, _ in cards_of(lesson, case)]
        letters = [name.removeprefix("Card ")[0] for name in names]
        assert letters == [chr(ord("A") + at) for at in range(len(names))]
        named = re.findall(r"\b[Cc]ards? ([A-Z0-9])\b", case.note(lesson, "sheet minutes"))
        assert set(named) <= set(letters)

    @pytest.mark.parametrize(("case", "lesson"), LESSONS)
    def test_a_deck_on_a_sheet_names_the_cards_that_are_shown(self, case, lesson):
        """No card of a deck has one name on the sheet and another on the card."""
        decks = [e for e in lesson.exercises if e.face == "deck" and e.core]
        names = [name for name, _ in cards_of(lesson, case)]
        lost = [c.title for e in decks for c in e.cards if not any(n.endswith(f"· {c.title}") for n in names)]
        assert lost == []


class TestNoKey:
    """What a key says stays with the teacher."""

    @pytest.mark.parametrize(("case", "lesson"), LESSONS)
    def test_no_sentence_of_any_key_is_on_a_sheet_or_a_card(self, case, lesson):
        """Not the reasons, not the sentences for wrong answers, not the samples."""
        shared = plain(whole(pupil_sheet(lesson, case)) + whole(cards(lesson, case)))
        asked = plain(inline(" ".join(f"{e.prompt} {e.extract}" for o in case.lessons for e in o.exercises)))
        keys = [key for other in case.lessons for keys in (other.practice, other.graded) for key in keys.values()]
        assert len(keys) > 5
        strayed = [
            s
            for key in keys
            for s in told(key)
            if s in shared and s not in asked and s not in plain(article_of(case))
        ]
        assert strayed == []

    @pytest.mark.parametrize(("case", "lesson"), LESSONS)
    def test_no_graded_question_is_handed_out(self, case, lesson):
        """What is graded is asked in the notebook, and nowhere on paper."""
        assert [e.id for e in on_sheet(lesson) if e.id in lesson.graded] == []

    def test_a_stray_reason_would_be_seen(self):
        """The search above finds a sentence that is there."""
        key = REAL[0].practice["five-sites"]
        assert any(sentence in plain(inline(key.because)) for sentence in told(key))


def article_of(case: Case) -> str:
    """The article's own words, which a key may quote."""
    return " ".join(case.article.paragraphs)


class TestTeacher:
    """What stays in the teacher's hand."""

    def test_each_answer_has_its_reason(self, case, teachers):
        """The reasons of all core exercises are there."""
        keys = {**case.practice, **case.graded}
        assert [e.id for e in on_sheet(case.lesson("pond")) if keys[e.id].because not in teachers] == []

    def test_has_the_minutes_the_objections_and_the_readings(self, case, teachers):
        """The steps are a table, the objections and the two readings are there to use."""
        vote = next(e for e in case.lesson("pond").exercises if e.stage == "vote")
        assert ("<td>count</td>" in teachers, "A duck is a duck." in teachers) == (True, True)
        assert all(plain(inline(reading)) in plain(teachers) for reading in vote.readings)

    @pytest.mark.parametrize(("case", "lesson"), LESSONS)
    def test_every_named_wrong_answer_stands_beside_its_misconception(self, case, lesson):
        """The guide's list is the case's own: no slip is lost, none is made up."""
        slips = [
            slip
            for keys in (lesson.practice, lesson.graded)
            for key in keys.values()
            for _, slip in wrong_answers(key)
        ]
        assert sum(len(where) for _, where in shown(lesson, case)) == len(list(filter(None, slips)))

    @pytest.mark.parametrize(("case", "lesson"), LESSONS)
    def test_sample_answers_at_each_level_are_there(self, case, lesson):
        """Whoever reads texts has something to compare with."""
        page = plain(whole(teacher_sheet(lesson, case)))
        samples = [s for k in lesson.practice.values() for s in getattr(k, "samples", ())]
        assert [s.text for s in samples if plain(inline(s.text)) not in page] == []

    def test_without_the_graded_key_it_says_so(self, toy):
        """A copy that was handed out has no graded answers, and its sheet says that."""
        copy = read_case(hand_out(toy))
        assert "The key is not in this copy." in whole(teacher_sheet(copy.lesson("pond"), copy))


class TestPages:
    """Blocks on pages."""

    def test_no_block_is_torn_and_none_is_lost(self):
        """The blocks come out as they went in, in their order."""
        blocks = [f"<p>{'word ' * 150}{n}</p>" for n in range(40)]
        pages = on_pages(blocks, "last")
        assert [block for page in pages for block in page.split("\n") if block != "last"] == blocks
        assert all(page.endswith("last") for page in pages)

    def test_pages_are_evenly_filled(self):
        """One block too many does not stand alone on a last page."""
        block = f"<p>{'word ' * 150}</p>"
        full = next(n for n in range(1, 99) if len(on_pages([block] * (n + 1))) == 2)
        first, last = on_pages([block] * (full + 1))
        assert first.count("<p>") - last.count("<p>") <= 1


class TestWritten:
    """Where sheets are written."""

    def test_pupil_cards_and_teacher_lie_apart(self, case, tmp_path):
        """Three folders, so that one can be copied whole and no key goes with it."""
        list(written(case, list(case.lessons), tmp_path / "new" / "sheets"))
        files = sorted(p.relative_to(tmp_path / "new" / "sheets").as_posix() for p in tmp_path.rglob("*.html"))
        assert files == ["cards/01-pond.html", "pupil/01-pond.html", "pupil/article.html", "teacher/01-pond.html"]

    def test_each_file_needs_no_other(self, case, tmp_path):
        """A sheet prints without a network: nothing in it is fetched."""
        list(written(case, list(case.lessons), tmp_path))
        pages = "".join(path.read_text(encoding="utf-8") for path in tmp_path.rglob("*.html"))
        assert re.findall(r"<(?:link|script|img)\b|url\(|src=", pages) == []
