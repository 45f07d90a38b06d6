"""The timeline: where each report of the pack stands, by its date and by the steps back to the first speaker."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from lessons import open_desk
from lessons.case import read_case
from lessons.desk.timeline import in_words, still, timeline_of, when
from tests.articles import CASE
from tests.desks import course, place, tell
from tests.toy import change, toy_case

__all__ = ["course"]  # the fixture, under the name the tests ask for

SEED = Path(__file__).parent.parent / "seeds" / "north-korea-russia"
DAY = date(2025, 3, 27)


@pytest.fixture(name="told")
def toy_timeline(tmp_path):
    """The timeline of the toy case, of whose three reports one was opened."""
    return timeline_of(toy_case(tmp_path), ["old-count"])


class TestRows:
    """The nearer to the article's day, the finer."""

    def test_a_report_stands_in_the_row_of_its_date(self, told):
        """Days of the article's month, other years whole, and no date at the end."""
        assert [(row["label"], row["when"]) for row in told["rows"]] == [
            ("2023", "before"),
            ("14 May 2024", "before"),
            ("no date", "open"),
        ]

    @pytest.mark.parametrize(
        ("row", "stands"),
        [
            ("2024", "before"),
            ("2025-02", "before"),
            ("2025-03-26", "before"),
            ("2025-03-27", "day"),
            ("2025-03-28", "after"),
            ("2025-04", "after"),
            ("2026", "after"),
            ("2025", "open"),
            ("2025-03", "open"),
            ("undated", "open"),
        ],
    )
    def test_before_and_after_are_told_as_far_as_the_date_tells(self, row, stands):
        """A month or a year that holds the article's day settles nothing."""
        assert when(row, DAY) == stands

    @pytest.mark.parametrize(
        ("printed", "words"),
        [("2025-03-05", "5 March 2025"), ("2025-04", "April 2025"), ("1999", "1999"), ("undated", "no date")],
    )
    def test_a_date_reads_as_people_write_it(self, printed, words):
        """No more of it than was printed."""
        assert in_words(printed) == words

    def test_every_report_of_the_real_pack_stands_somewhere(self):
        """All are there, once each, and those after the article's day are as many as their dates say."""
        told = timeline_of(CASE)
        late = [page for page in told["pages"] if told["rows"][page["row"]]["when"] == "after"]
        by_date = [r for r in CASE.reports if r.date != "undated" and r.date > DAY.isoformat()[: len(r.date)]]
        assert sorted(page["id"] for page in told["pages"]) == sorted(report.id for report in CASE.reports)
        assert len(late) == len(by_date) > 0


class TestSteps:
    """How far a page stands from the one who said it first."""

    def test_steps_follow_what_rests_on_what(self, told):
        """A report of a speaker who had it from another stands two steps off; each is named."""
        pages = {page["id"]: (page["steps"], page["chain"]) for page in told["pages"]}
        assert pages["count-sheet"] == ("2 steps", ["The town gardener", "The bird office"])
        assert pages["old-count"] == ("none shown", [])

    def test_of_two_ways_back_the_shorter_counts(self):
        """On the real pack: no page stands further off than one step more than the nearest it rests on."""
        steps = {page["id"]: len(page["chain"]) for page in timeline_of(CASE)["pages"]}
        pages = [report for report in CASE.reports if set(report.rests_on) & set(steps)]
        assert all(steps[r.id] <= 1 + min(steps[id] for id in r.rests_on if id in steps) for r in pages)
        assert pages

    def test_pages_that_rest_on_each_other_are_no_endless_chain(self, tmp_path):
        """A circle ends where it began."""
        folder = tmp_path / "toy"
        toy_case(folder)
        change(folder, "evidence.toml", 'rests_on = ["gardener"]', 'rests_on = ["old-count"]')
        change(folder, "evidence.toml", 'says = "Between', 'rests_on = ["count-sheet"]\nsays = "Between')
        pages = {page["id"]: page["steps"] for page in timeline_of(read_case(folder))["pages"]}
        assert (pages["count-sheet"], pages["old-count"]) == ("1 step", "1 step")


class TestShown:
    """What the desk puts on the page."""

    def test_what_was_opened_in_a_hunt_is_numbered(self, course):
        """In the order of opening, each page once, as soon as the hunt's record tells."""
        desk = open_desk("pond")
        desk.explore("count")
        desk.timeline()
        before = [page["opened"] for page in desk.session.places["timeline"].widget.content["pages"]]
        moves = [
            {"move": "open", "page": "old-count"},
            {"move": "compare", "pages": ["old-count", "count-sheet"]},
        ]
        tell(desk, "hunt-the-count", "change", {"moves": moves})
        after = {page["id"]: page["opened"] for page in desk.session.places["timeline"].widget.content["pages"]}
        assert (before, after) == ([0, 0, 0], {"old-count": 1, "count-sheet": 2, "nest-rate": 0})

    def test_it_waits_for_all_that_it_would_answer(self, course):
        """Several questions may stand behind one slot; the line names each."""
        waits = '[after]\ntimeline = "who-counted, explore count"\n\n[[exercises]]\nid = "who-counted"'
        change(course / "case", "exercises/01-pond.toml", '[[exercises]]\nid = "who-counted"', waits)
        desk = open_desk("pond")
        desk.guided()
        desk.timeline()
        tell(desk, "who-counted", "commit", "gardener")
        widget = desk.session.places["timeline"].widget
        numbers = [desk.lesson.numbers[id] for id in ("who-counted", "hunt-the-count")]
        assert (place(desk, "timeline"), widget.line) == (
            "",
            f"Opens when you have answered {' and '.join(numbers)}.",
        )

    def test_it_reads_without_a_kernel(self, told):
        """How many stand where, as a table; the same whatever was opened."""
        assert "3 pages: 2 before the article's day, 1 with no day printed." in told["summary"]
        assert still(told).count("<tr>") == 1 + len(told["rows"])

    def test_an_article_without_reports_lacks_it(self, course, capsys):
        """The course goes on, in a sentence."""
        desk = open_desk("pond")
        vars(desk.case)["reports"] = ()
        desk.timeline()
        assert "This article's case has no timeline in this lesson. Go on" in capsys.readouterr().out
