"""Printed sheets: the pupils' side, the teacher's side, and nothing that a text could break."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lessons.case import Case, examine, read_case
from lessons.course.sheets import sheet, write_sheets
from tests.toy import ARTICLE, change, hand_out, toy_case
from tests.toy import toy_folder as toy_folder


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The toy case; nothing here changes it."""
    return toy_case(tmp_path_factory.mktemp("case") / "toy")


@pytest.fixture(scope="module")
def sides(case: Case) -> tuple[str, str]:
    """The pupils' side and the teacher's side of the toy lesson's sheet."""
    pupils, teacher = sheet(case.lesson("pond"), case).split('<section class="teacher">')
    return pupils, teacher


def sheet_of(folder: Path) -> str:
    """The sheet of the only lesson, whatever the case's sha256 says."""
    case, _ = examine(folder)
    return sheet(case.lesson("pond"), case)


class TestPupils:
    """What is handed to a class."""

    def test_holds_the_whole_article_numbered(self, sides):
        """Every paragraph stands there with its number."""
        printed = re.findall(r"<p><b>(\d)</b>(.*?)</p>", sides[0])
        assert printed == [(str(n), text) for n, text in enumerate(ARTICLE.splitlines()) if n]

    def test_asks_what_can_be_asked_on_paper(self, case, sides):
        """Every core exercise is there; a function is not."""
        core = [e for e in case.lesson("pond").exercises if e.core]
        assert sides[0].count('class="question"') == len(core)

    def test_a_function_is_not_asked_even_in_the_core(self, toy):
        """Nobody writes code on paper: its paper twin stands there."""
        change(toy, "exercises/01-pond.toml", "core = false\n", "")
        case = read_case(toy)
        assert "Write the share as a function." not in sheet(case.lesson("pond"), case)

    def test_holds_no_answer(self, case, sides):
        """No reason of any key is on the pupils' side."""
        reasons = [key.because for key in (*case.practice.values(), *case.graded.values())]
        assert [reason for reason in reasons if reason in sides[0]] == []

    def test_has_the_cards(self, sides):
        """The exhibit cards are printed, with what they fetch from the case."""
        assert "<h3>Card</h3>\n<p>A baker confirmed" in sides[0]

    def test_shows_the_sentence_a_question_is_about(self, sides):
        """The claim's own words are in bold."""
        assert "<strong>The town gardener counted 40 ducks on the mill pond</strong> on Monday." in sides[0]

    def test_a_deck_lies_open(self, sides):
        """What is folded on a screen is open on paper."""
        assert (sides[0].count("<details open>"), sides[0].count("<details>")) == (2, 0)

    @pytest.mark.parametrize("file", ["article.txt", "exercises/01-pond.toml"])
    def test_shows_signs_as_signs(self, toy, file):
        """A less-than sign in the article or in an option is printed, not lost."""
        old = ", though" if file == "article.txt" else 'nobody = "nobody named"'
        change(toy, file, old, old.replace("though", "<though>").replace("nobody named", "<though>"))
        assert "&lt;though&gt;" in sheet_of(toy)


class TestTeacher:
    """What stays in the teacher's hand."""

    def test_has_an_answer_for_each_question(self, sides):
        """As many answers as questions."""
        assert sides[1].count('class="question"') == sides[0].count('class="question"')

    def test_each_answer_has_its_reason(self, case, sides):
        """The reasons of all core exercises are there."""
        core = [e.id for e in case.lesson("pond").exercises if e.core and e.kind != "function"]
        keys = {**case.practice, **case.graded}
        assert [id for id in core if keys[id].because not in sides[1]] == []

    def test_has_the_minutes_and_the_objections(self, sides):
        """The plan is a table, the objections are there to answer."""
        assert ("<td>count</td>" in sides[1], "A duck is a duck." in sides[1]) == (True, True)

    def test_without_the_graded_key_it_says_so(self, toy):
        """A copy that was handed out has no graded answers, and its sheet says that."""
        assert "The key is not in this copy." in sheet_of(hand_out(toy))


class TestWrite:
    """Where sheets are written."""

    def test_makes_its_folder_and_names_the_lesson(self, case, tmp_path):
        """A sheet is named as the lesson's other files are."""
        path = write_sheets(case, tmp_path / "new" / "sheets", case.lesson("pond"))
        assert path == tmp_path / "new" / "sheets" / "01-pond.html"

    def test_is_one_file_that_needs_no_other(self, case):
        """A sheet prints without a network: nothing in it is fetched."""
        page = sheet(case.lesson("pond"), case)
        assert re.findall(r"<(?:link|script|img)\b|url\(|src=", page) == []
