"""The desk: an article of one's own after this one."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons import open_desk
from lessons.desk.desk import Desk
from tests.desks import book, course, desk, shown_progress, tell
from tests.toy import write_next

__all__ = ["course", "desk"]  # fixtures, under the names the tests ask for


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

    def test_its_questions_have_letters(self, other, capsys):
        """Two desks in one notebook do not share a number: the second has letters."""
        other.alone()
        assert "### Question A" in capsys.readouterr().out

    def test_can_be_read(self, other, capsys):
        """Article and notes are at hand as on the first desk."""
        other.read()
        other.read("opening")
        printed = capsys.readouterr().out
        assert ["<ReaderWidget>" in printed, "The town gardener counted 40 ducks." in printed] == [True, True]

    @pytest.mark.usefixtures("other")
    def test_its_map_stands_beside_the_first_articles(self):
        """Two articles, two maps of the same label in one notebook, each with its own name."""
        first = open_desk("pond")
        first.map("kind")
        first.next_article().map("kind")
        titles = [shown.widget.title for shown in first.session.places.values()]
        assert titles == [f"The article in small{which}: what kind of claim" for which in ("", " (new text)")]

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
            lambda course: (course / "next" / "exercises" / "01-pond.toml").write_bytes(b"\xff"),
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
