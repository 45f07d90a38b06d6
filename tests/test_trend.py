"""The trend explorer: one change said three ways, and a sentence where there is none to say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lessons.case.series import Series
from lessons.case.settings import Trend
from lessons.charts.trend import Change, Window, change_of, read_trend, trend_chart
from lessons.desk.trend import TrendExplorer
from tests.toy import change, faults_of
from tests.toy import toy_folder as toy_folder

SERIES = Series.from_text(
    "month,ducks,ducks_left,nests\n"
    "2024-01,100,90,10\n2024-02,,80,12\n2024-03,0,70,14\n2024-04,-5,60,16\n2024-05,400,180,20\n"
)
TREND = Trend.model_validate(
    {
        "title": "Ducks by month",
        "from": "2024-01",
        "to": "2024-05",
        "units": {"ducks": {"start": "ducks", "end": "ducks_left"}, "nests": {"start": "nests"}},
    }
)
FIRST = "From Jan 2024 (100) to May 2024 (400 ducks): 4.0 times as many, +300 percent, +41 percent a month."
WINDOW = Window(
    "ducks", ("2024-01", "2024-02", "2024-03"), (100, 20, 400), "2024-01", "2024-03", ("2024-01", "2024-02")
)

#: how the knobs are turned, and the one sentence that follows
NO_CHANGE = {
    "the same month": (
        {"to": "2024-01"},
        "From and to are the same month: choose two months, and there is a change to look at.",
    ),
    "the end before the beginning": (
        {"from": "2024-05", "to": "2024-01"},
        "The stretch ends before it begins: choose a later month to end with.",
    ),
    "a missing value": (
        {"to": "2024-02"},
        "Feb 2024 has no value for ducks in this data: choose another month or unit.",
    ),
    "nought": ({"from": "2024-03"}, "Mar 2024 has 0 ducks: no ratio can be taken from that."),
    "a negative value": ({"to": "2024-04"}, "Apr 2024 has -5 ducks: no ratio can be taken from that."),
}


@pytest.fixture
def explorer() -> TrendExplorer:
    """An explorer as a learner opens it."""
    return TrendExplorer(TREND, SERIES)


def turn(explorer: TrendExplorer, **knobs: str) -> str:
    """Turn knobs as the page does, and read the sentence."""
    explorer.widget.set_state({"value": {**explorer.widget.value, **knobs}})
    return str(explorer.widget.told["summary"])


class TestChange:
    """One change, three ways."""

    def test_is_ratio_percent_and_percent_a_month(self):
        """Four times as many is 300 percent more, and doubling each of two months."""
        change = Change(100, 400, 2)
        assert (change.ratio, change.percent, change.per_month) == (4, 300, pytest.approx(100))

    def test_of_a_fall_is_below_nought(self):
        """Half as many is 50 percent less."""
        assert (Change(80, 40, 1).percent, Change(80, 40, 1).per_month) == (-50, -50)

    def test_counts_the_months_between(self):
        """From January to March are two months."""
        assert change_of(WINDOW) == Change(100, 400, 2)

    def test_counts_a_month_that_the_series_leaves_out(self):
        """A month without a row is still a month that went by."""
        assert change_of(replace(WINDOW, months=("2024-01", "2024-03"), values=(100, 400))) == Change(100, 400, 2)


class TestChart:
    """The picture that stands still, and what is read instead of any picture."""

    @pytest.mark.parametrize("end", ["2024-02", "2024-03"])
    def test_marks_the_writers_months_whatever_is_chosen(self, end):
        """The article's own two months stay marked, and each says so itself: there is no legend."""
        axes = trend_chart(replace(WINDOW, end=end)).figure.axes[0]
        marks = [list(map(float, (*line.get_xdata(), *line.get_ydata()))) for line in axes.lines[2:]]
        assert (marks, [text.get_text() for text in axes.texts]) == (
            [[0, 100], [1, 20]],
            ["the article:\nJan 2024", "the article:\nFeb 2024"],
        )

    def test_a_writers_month_outside_the_series_is_not_marked(self):
        """Where a month is not in the data, the other one still is."""
        axes = trend_chart(replace(WINDOW, writer=("2023-05", "2024-03"))).figure.axes[0]
        assert [list(line.get_xdata()) for line in axes.lines[2:]] == [[2]]

    @pytest.mark.parametrize(
        ("log", "from_zero", "wanted"), [(False, True, 0), (False, False, 10), (True, True, 10)]
    )
    def test_its_axis_begins_where_it_says(self, log, from_zero, wanted):
        """At zero, or at a round number below the lowest value; a logarithmic axis has no zero."""
        window = replace(WINDOW, log=log, from_zero=from_zero)
        axes = trend_chart(window).figure.axes[0]
        assert (axes.get_yscale(), axes.get_ylim()[0]) == ("log" if log else "linear", pytest.approx(wanted))
        assert f"begins at {wanted}" in read_trend(window).alt

    @pytest.mark.parametrize(
        ("log", "from_zero", "said"),
        [
            (False, True, "even and begins at 0."),
            (False, False, "even and begins at 10, not at 0."),
            (True, True, "logarithmic (equal steps up are equal factors) and begins at 10."),
        ],
    )
    def test_its_alt_text_says_axis_spacing_values_and_change(self, log, from_zero, said):
        """Whoever cannot see the axis reads it, with every month, what is marked, and the change."""
        assert read_trend(replace(WINDOW, log=log, from_zero=from_zero)).alt == (
            f"Line chart of ducks by month. The value axis is {said} "
            "Every month from Jan 2024 to Mar 2024 has its place, evenly spaced. "
            "ducks: 2024-01 100, 2024-02 20, 2024-03 400. Drawn thicker: Jan 2024 to Mar 2024. "
            "Marked as the article's own: Jan 2024 and Feb 2024. "
            "From Jan 2024 (100) to Mar 2024 (400 ducks): 4.0 times as many, +300 percent, +100 percent a month."
        )

    def test_its_table_says_where_there_is_no_value(self):
        """A gap is a row like any other."""
        reading = read_trend(replace(WINDOW, values=(100, None, 400)))
        assert reading.rows == (("2024-01", "100"), ("2024-02", "no value"), ("2024-03", "400"))

    @pytest.mark.filterwarnings("error")
    @pytest.mark.parametrize("values", [(None, None, None), (0, 0, 0), (-1, -2, -3)])
    @pytest.mark.parametrize("log", [False, True])
    def test_a_series_that_cannot_be_drawn_is_still_a_chart(self, values, log):
        """Whatever the numbers are, there is a picture and a sentence."""
        chart = trend_chart(replace(WINDOW, values=values, log=log))
        assert (chart.image()[:15], chart.summary[:8]) == ("data:image/png;", "Jan 2024")


class TestExplorer:
    """Knobs above the chart."""

    def test_opens_on_the_writers_choice(self, explorer):
        """The article's own months and first unit are what is seen first."""
        assert explorer.widget.told["summary"] == FIRST

    @pytest.mark.parametrize("what", NO_CHANGE)
    def test_says_in_one_sentence_why_there_is_no_change(self, explorer, what):
        """Months that give no change are answered with why, and what to do."""
        knobs, sentence = NO_CHANGE[what]
        assert turn(explorer, **knobs) == sentence

    @pytest.mark.parametrize("what", NO_CHANGE)
    def test_stays_usable_after_it(self, explorer, what):
        """Turned back, the explorer says what it said first."""
        turn(explorer, **NO_CHANGE[what][0])
        assert turn(explorer, **{"from": "2024-01", "to": "2024-05"}) == FIRST

    def test_another_rule_reads_another_column(self, explorer):
        """By the end date, the numbers are those of the end date."""
        assert turn(explorer, rule="end").startswith("From Jan 2024 (90) to May 2024 (180 ducks): 2.0 times")

    def test_a_rule_that_the_data_lack_is_told(self, explorer):
        """Where a unit has no end date, its start date is shown, and that is said."""
        assert turn(explorer, unit="nests", rule="end") == (
            "From Jan 2024 (10) to May 2024 (20 nests): 2.0 times as many, +100 percent, +19 percent a month."
            " By the end date, nests are not in this data; by the start date they are."
        )

    def test_goes_on_after_a_rule_that_the_data_lack(self, explorer):
        """Another unit brings the rule back."""
        turn(explorer, unit="nests", rule="end")
        assert turn(explorer, unit="ducks").startswith("From Jan 2024 (90)")

    def test_a_logarithmic_axis_from_zero_is_told(self, explorer):
        """What cannot be had is said, beside the same change."""
        assert turn(explorer, scale="log", axis="zero") == f"{FIRST} A logarithmic axis has no zero."

    @pytest.mark.parametrize("knobs", [{"axis": "lowest"}, {"axis": "lowest", "scale": "log"}])
    def test_scale_and_axis_change_no_number(self, explorer, knobs):
        """Another picture of the same numbers is the same change."""
        assert turn(explorer, **knobs) == FIRST

    def test_the_stored_chart_is_the_first_one(self, explorer):
        """What the notebook stores does not follow the knobs."""
        before = explorer.widget.still()
        turn(explorer, to="2024-04", scale="log")
        assert (explorer.widget.still(), FIRST in before) == (before, True)

    def test_what_the_page_draws_is_the_series(self, explorer):
        """Every unit and rule is sent once, with where an axis begins that is not from zero."""
        assert explorer.widget.columns["ducks"]["end"] == {"values": [90, 80, 70, 60, 180], "lowest": 50}

    def test_a_rule_that_the_data_lack_is_drawn_by_the_other(self, explorer):
        """What the sentence says is what is drawn."""
        nests = explorer.widget.columns["nests"]
        assert nests["end"] == nests["start"]

    @pytest.mark.parametrize(
        ("knobs", "said"),
        [
            (
                {"rule": "end"},
                "Against the pinned view – count each: by the date an attack began, now by the date it ended. "
                "The ratio was 4.0 times as many; now it is 2.0.",
            ),
            (
                {"scale": "log", "axis": "lowest"},
                "Against the pinned view – scale: linear, now logarithmic; axis: from zero, now from just below "
                "the lowest value. The picture moved, no number did: 4.0 times as many in both.",
            ),
            ({}, "Both views are the same: move something, and what moved is said here."),
        ],
    )
    def test_says_what_moved_against_a_pinned_view(self, explorer, knobs, said):
        """Which lists stand elsewhere, and what that did to the ratio."""
        explorer.widget.set_state({"pinned": explorer.widget.value})
        turn(explorer, **knobs)
        assert explorer.widget.told["moved"] == said

    def test_a_series_of_one_month_opens_with_a_sentence(self):
        """Where there is only one month, the explorer says what is wanting."""
        one = Series.from_text("month,ducks,nests\n2024-01,100,10\n")
        trend = TREND.model_copy(update={"end": "2024-01", "units": {"nests": TREND.units["nests"]}})
        assert TrendExplorer(trend, one).widget.told["summary"] == NO_CHANGE["the same month"][1]

    def test_a_series_out_of_order_is_shown_in_order(self):
        """However the rows of a file stand, months follow each other."""
        crooked = Series.from_text("month,ducks,ducks_left,nests\n2024-05,400,180,20\n2024-01,100,90,10\n")
        explorer = TrendExplorer(TREND, crooked)
        assert explorer.widget.told["summary"] == FIRST


class TestCase:
    """The trend in a case's files."""

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('from = "2024-04"', 'from = "1999-01"'),
            ('to = "2024-05"', 'to = "soon"'),
            ('nests = { start = "nests" }', 'nests = { start = "geese" }'),
            ('nests = { start = "nests" }', 'nests = { start = "nests", end = "geese" }'),
        ],
    )
    def test_one_that_cannot_be_shown_is_a_fault(self, toy, old, new):
        """A month or column that the series lacks is told to the author, not to a learner."""
        change(toy, "case.toml", old, new)
        assert [fault.file for fault in faults_of(toy)] == ["case.toml"]
