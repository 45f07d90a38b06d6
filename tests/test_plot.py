"""Charts of a series: what each shows, what is read instead, and how much it exaggerates."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import pytest
from matplotlib.text import Text

from lessons.case import read_case
from lessons.case.drawings import drawing
from lessons.case.series import Series
from lessons.case.settings import ChartOf
from lessons.charts.drawing import Drawing, Line
from lessons.charts.plot import lie_factor, plot
from tests.toy import change, faults_of
from tests.toy import toy_folder as toy_folder

SERIES = Series.from_text(
    "month,ducks,nests\n2024-11,40,10\n2024-12,,12\n2025-01,70,15\n2025-02,100,20\n",
)
MONTHS = ("2024-11", "2024-12", "2025-01", "2025-02")
BARS = Drawing("bar", ("2024-04", "2024-05"), (Line("ducks", (40, 100)),), "ducks")
SQUARES = replace(BARS, kind="pictogram")


def drawn(**fields: object) -> Drawing:
    """The drawing of a chart described as in case.toml, of the ducks unless told."""
    return drawing(ChartOf.model_validate({"id": "toy", "column": "ducks", **fields}), SERIES)


def values(shown: Drawing) -> tuple[float | None, ...]:
    """What its first line holds."""
    return shown.lines[0].values


class TestLieFactor:
    """The change as drawn over the change in the data, measured on the drawing."""

    @pytest.mark.parametrize("kind", ["bar", "line"])
    @pytest.mark.parametrize("ends", [(40, 100), (100, 40), (3, 2500)])
    def test_is_one_from_zero(self, kind, ends):
        """An axis that begins at zero tells the change as it is."""
        assert lie_factor(replace(BARS, kind=kind, lines=(Line("ducks", ends),))) == pytest.approx(1)

    @pytest.mark.parametrize("kind", ["bar", "line"])
    def test_of_a_cut_axis_is_what_a_ruler_gives(self, kind):
        """From 30, the ducks grow from 10 to 70: six times more, where the data have one and a half."""
        assert lie_factor(replace(BARS, kind=kind, axis_from=30)) == pytest.approx(6 / 1.5)

    def test_of_a_fall_is_measured_like_a_rise(self):
        """From 70 to 10 on paper is 6/7 less, from 100 to 40 in the data 0.6 less."""
        falling = replace(BARS, lines=(Line("ducks", (100, 40)),), axis_from=30)
        assert lie_factor(falling) == pytest.approx((6 / 7) / 0.6)

    def test_grows_as_the_axis_is_cut(self):
        """The higher the axis begins, the more the drawing exaggerates."""
        factors = [lie_factor(replace(BARS, axis_from=floor)) for floor in (0, 10, 20, 30, 39)]
        assert factors == sorted(set(factors))

    def test_of_squares_scaled_by_side_is_above_one(self):
        """Sides 2.5 times as long make 6.25 times the area."""
        assert lie_factor(replace(SQUARES, scaled_by="side")) == pytest.approx(5.25 / 1.5)

    def test_of_squares_scaled_by_area_is_one(self):
        """Squares whose areas follow the values are honest."""
        assert lie_factor(replace(SQUARES, scaled_by="area")) == pytest.approx(1)

    def test_of_a_logarithmic_axis_is_below_one(self):
        """A logarithmic axis makes a large change small."""
        assert lie_factor(replace(BARS, kind="line", scale="log", lines=(Line("ducks", (10, 1000)),))) < 1

    def test_is_not_changed_by_a_second_axis(self):
        """A line with an axis of its own leaves the first line where it is."""
        assert lie_factor(replace(BARS, kind="line", second=Line("nests", (1, 900)))) == pytest.approx(1)

    def test_goes_from_first_to_last_value_over_gaps(self):
        """A gap in the middle, or at an end, is passed over."""
        gapped = replace(BARS, months=MONTHS, lines=(Line("ducks", (None, 40, None, 100)),), axis_from=30)
        assert lie_factor(gapped) == pytest.approx(4)

    @pytest.mark.parametrize("ends", [(40, None), (None, None), (40, 40), (0, 40)])
    def test_without_a_change_to_compare_there_is_a_sentence(self, ends):
        """One value, no change or a change from nought has no factor, and that is said in words."""
        with pytest.raises(ValueError, match="change"):
            lie_factor(replace(BARS, lines=(Line("ducks", ends),)))


class TestDrawing:
    """What a case describes, as values to draw."""

    def test_without_ends_is_the_whole_series(self):
        """A chart that names no months has them all."""
        assert drawn().months == MONTHS

    def test_runs_from_month_to_month(self):
        """Both ends belong to it."""
        assert drawn(**{"from": "2024-12", "to": "2025-01"}).months == ("2024-12", "2025-01")

    def test_may_have_only_the_months_it_names(self):
        """Months that are left out leave no place."""
        shown = drawn(months=["2024-11", "2025-02"])
        assert (shown.months, values(shown)) == (("2024-11", "2025-02"), (40, 100))

    def test_a_missing_value_is_a_gap(self):
        """What the series does not have is not drawn as nought."""
        assert values(drawn()) == (40, None, 70, 100)

    def test_a_hidden_month_is_a_gap(self):
        """A month may be left out with its place kept."""
        assert values(drawn(hide=["2025-01"])) == (40, None, None, 100)

    def test_percent_is_of_the_month_named(self):
        """Every value over that month's, times a hundred."""
        assert values(drawn(percent_of="2024-11")) == (100, None, 175, 250)

    def test_percent_of_a_missing_month_is_nothing(self):
        """Without a base no percent is made up."""
        assert values(drawn(percent_of="2024-12")) == (None, None, None, None)

    def test_cumulative_is_a_running_total(self):
        """Each month adds to those before it."""
        assert values(drawn(column="nests", cumulative=True)) == (10, 22, 37, 57)

    def test_several_columns_are_several_lines(self):
        """Columns are named in words, or as the case says."""
        shown = drawn(columns=["ducks", "nests"], names={"nests": "nests with eggs"})
        assert [line.name for line in shown.lines] == ["ducks", "nests with eggs"]

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({"column": "geese"}, "no column “geese”; there are month, ducks, nests"),
            ({"from": "2023-01"}, "no month “2023-01”; there are 2024-11 to 2025-02"),
            ({"months": ["2026-01"]}, "no month “2026-01”; there are 2024-11 to 2025-02"),
            ({"percent_of": "2026-01"}, "no month “2026-01”; there are 2024-11 to 2025-02"),
        ],
    )
    def test_what_the_series_lacks_is_said(self, fields, said):
        """A column or month that is not there is named, with what is."""
        with pytest.raises(KeyError) as caught:
            drawn(**fields)
        assert caught.value.args == (said,)


class TestPlot:
    """What is seen, and what is read instead."""

    def test_its_table_has_every_month_and_line(self):
        """Rows are months; a gap says that there is no value."""
        chart = plot(drawn(columns=["ducks", "nests"]))
        assert (chart.columns, chart.rows[:2]) == (
            ("month", "ducks", "nests"),
            (("2024-11", "40", "10"), ("2024-12", "no value", "12")),
        )

    def test_its_alt_text_gives_kind_axis_spacing_gap_and_values(self):
        """Whoever cannot see a cut axis reads where it begins, how the months stand, and where one is empty."""
        assert plot(drawn(kind="bar", axis_from=30)).alt == (
            "Bar chart. The value axis is even and begins at 30, not at 0. "
            "Every month from Nov 2024 to Feb 2025 has its place, evenly spaced. "
            "No value at Dec 2024: there is no bar there. "
            "ducks: 2024-11 40, 2024-12 no value, 2025-01 70, 2025-02 100."
        )

    def test_its_alt_text_names_a_logarithmic_scale(self):
        """A scale that is not even is said first, and where it begins is where it is drawn to begin."""
        chart = plot(drawn(scale="log"))
        said = "Line chart. The value axis is logarithmic (equal steps up are equal factors) and begins at 30."
        assert (chart.alt.startswith(said), chart.figure.axes[0].get_ylim()[0]) == (True, pytest.approx(30))

    def test_its_alt_text_says_where_months_are_skipped(self):
        """Steps that look even and are not are said month by month."""
        skipped = plot(drawn(months=["2024-11", "2025-01", "2025-02"])).alt
        assert "not every month is there: right after Nov 2024 comes Jan 2025." in skipped

    @pytest.mark.parametrize(("by", "side", "area"), [("side", 40, 16), ("area", 63.2, 40)])
    def test_the_alt_text_of_squares_says_how_large_they_are_drawn(self, by, side, area):
        """The question is about sizes: side and area as drawn stand beside each value."""
        assert plot(replace(SQUARES, scaled_by=by)).alt == (
            "Squares side by side on one line, for ducks. "
            "Each with its value, and with its side and area as drawn, in percent of the largest square’s: "
            f"Apr 2024 40, side {side}, area {area}; May 2024 100, side 100, area 100."
        )

    def test_the_sizes_that_are_said_are_those_drawn(self):
        """Sides in the alt text are sides of the squares in the picture."""
        patches = plot(replace(SQUARES, scaled_by="side")).figure.axes[0].patches
        assert [100 * patch.get_width() for patch in patches] == [pytest.approx(40), pytest.approx(100)]

    def test_each_line_is_named_at_its_end(self):
        """Names stand at the lines, in their colours: there is no legend to look up."""
        figure = plot(drawn(columns=["ducks", "nests"])).figure
        axes = figure.axes[0]
        named = [(text.get_text(), text.get_color(), text.xy) for text in axes.texts]
        drawn_as = [(line.get_color(), line.get_xydata()[-1]) for line in axes.lines]
        assert named == [
            (name, color, tuple(end)) for name, (color, end) in zip(("ducks", "nests"), drawn_as, strict=True)
        ]
        assert (figure.legends, axes.get_legend(), len({line.get_marker() for line in axes.lines})) == (
            [],
            None,
            2,
        )

    @pytest.mark.parametrize("fields", [{}, {"kind": "bar"}, {"second": "nests"}, {"kind": "pictogram"}])
    def test_its_letters_are_read_on_a_narrow_page(self, fields):
        """Shown in 340 pixels, as on a phone, no letter is smaller than 11."""
        figure = plot(drawn(title="Ducks", y_label="ducks", **fields)).figure
        shrunk = 340 / (figure.get_figwidth() * figure.dpi)
        sizes = {text.get_fontsize() * figure.dpi / 72 for text in figure.findobj(Text) if text.get_text()}
        assert min(sizes) * shrunk >= 11 - 0.5

    def test_the_flaw_does_not_change_the_table(self):
        """However the axis is cut, the table gives the values themselves."""
        assert plot(drawn(axis_from=39)).rows == plot(drawn()).rows

    def test_a_second_line_is_in_table_and_alt_text(self):
        """What has an axis of its own on the right is read like the first."""
        chart = plot(drawn(second="nests"))
        assert (chart.columns, chart.alt.endswith("nests: 2024-11 10, 2024-12 12, 2025-01 15, 2025-02 20.")) == (
            ("month", "ducks", "nests"),
            True,
        )

    def test_a_second_line_has_an_axis_of_its_own(self):
        """Two axes stand side by side, the right one from zero."""
        assert [axes.get_ylim()[0] for axes in plot(drawn(axis_from=30, second="nests")).figure.axes] == [30, 0]

    def test_a_gap_breaks_the_line(self):
        """No line is drawn through a month without a value."""
        line = plot(drawn()).figure.axes[0].lines[0]
        assert [isnan(value) for value in line.get_ydata()] == [False, True, False, False]

    @pytest.mark.parametrize(
        ("title", "said"),
        [
            ("", "A chart, Nov 2024 to Feb 2025."),
            ("Ducks", "Ducks, Nov 2024 to Feb 2025."),
            ("Ducks, November 2024 to February 2025", "Ducks, November 2024 to February 2025."),
            (
                "Ducks, each as percent of November 2024",
                "Ducks, each as percent of November 2024, Nov 2024 to Feb 2025.",
            ),
        ],
    )
    def test_its_sentence_has_title_and_ends_once(self, title, said):
        """A chart without a title is called a chart; a title that has both ends is not followed by them."""
        assert plot(drawn(title=title)).summary == said

    def test_without_title_and_label_none_is_drawn(self):
        """What an exercise leaves out is not put in."""
        axes = plot(drawn()).figure.axes[0]
        assert (axes.get_title(loc="left"), axes.get_ylabel()) == ("", "")

    def test_the_year_stands_below_the_first_month_and_january(self):
        """Ticks are short, and a change of year is seen."""
        labels = [label.get_text() for label in plot(drawn()).figure.axes[0].get_xticklabels()]
        assert labels == ["Nov\n2024", "Dec", "Jan\n2025", "Feb"]

    def test_squares_stand_by_their_own_month(self):
        """A gap among the squares moves no value to another month."""
        chart = plot(drawn(kind="pictogram", months=["2024-11", "2024-12", "2025-02"]))
        last = chart.figure.axes[0].get_xticklabels()[-1].get_text()
        assert (last.startswith("Feb"), last.endswith("100")) == (True, True)


class TestCase:
    """Charts in a case's files."""

    def test_a_note_may_fetch_the_factor(self, toy):
        """From 31 to 40 ducks on an axis from 30: nine times more on paper."""
        change(toy, "notes/01-pond.md", "Whose count is it?", '{{ lie_factor("cut-axis") | n }}')
        case = read_case(toy)
        assert case.note(case.lesson("pond"), "opening").endswith("31.0")

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('id = "cut-axis"', 'id = "cut-axis"\nfrom = "1999-01"'),
            ('column = "ducks"', 'column = "geese"'),
            ('column = "ducks"', 'columns = ["ducks", "geese"]'),
        ],
    )
    def test_one_that_cannot_be_drawn_is_a_fault(self, toy, old, new):
        """A month or column that the series lacks is told to the author, not to a learner."""
        change(toy, "case.toml", old, new)
        assert [(fault.file, fault.id) for fault in faults_of(toy)] == [("case.toml", "cut-axis")]

    def test_an_exercise_with_an_unknown_one_is_a_fault(self, toy):
        """A question may only stand below a chart that there is."""
        change(toy, "exercises/01-pond.toml", 'id = "sure-of-sixty"', 'id = "sure-of-sixty"\nchart = "geese"')
        assert [(f.file, f.id) for f in faults_of(toy)] == [("exercises/01-pond.toml", "sure-of-sixty")]
