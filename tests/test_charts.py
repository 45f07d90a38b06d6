"""Charts: what is read instead of a picture says what the rows say. Never bytes."""

from __future__ import annotations

import base64
import io
import itertools
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from PIL import Image, ImageChops

from lessons.charts.calibration import calibration
from lessons.charts.chart import Chart, new_figure
from lessons.charts.drawing import Drawing, Line
from lessons.charts.graph import Arrow, source_graph
from lessons.charts.plot import plot
from lessons.charts.rates import Rate, compare_rates
from lessons.charts.share import PartOfWhole, ShareChart

NAMES = {"office": "the bird office", "gardener": "the town gardener", "club": "the pond club"}
ARROWS = [Arrow("office", "gardener", True), Arrow("gardener", "club", False)]
DUCKS = PartOfWhole("counted", "expected", "ducks", 40, 24, 40, 60, 60, 80)
RATES = [
    Rate("the mill pond", 4, 4, "the article", own=True),
    Rate("the lake", 2, 5, "Bird Office, 2023"),
    Rate("the river", 1.5, 1.5, "Bird Office, 2022"),
]
BAND = Rate("older counts", 2, 3, "Pond Letter, 2020")


DRAWN = Drawing("line", ("2024-04", "2024-05"), (Line("ducks", (31, 40)),), "ducks")


class Cells(HTMLParser):
    """Collects the cells of a table and the alt text of pictures."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.alts: list[str | None] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th"):
            self.cells.append("")
        if tag == "img":
            self.alts.append(dict(attrs)["alt"])

    def handle_data(self, data: str) -> None:
        if self.lasttag in ("td", "th"):
            self.cells[-1] += data


def picture(chart: Chart) -> Image.Image:
    """What is seen of a chart."""
    content = base64.b64decode(chart.image().partition(",")[2])
    return Image.open(io.BytesIO(content)).convert("RGB")


class TestChart:
    """A figure, the sentence under it, and the table behind it."""

    CHART = Chart(new_figure(1, 1), "40 < 60", 'A "bar"', ("who", "how many"), (("a <b>", 40),))

    def test_its_picture_has_the_alt_text(self):
        """Whoever cannot see the picture reads the alt text, quotation marks and all."""
        assert Cells(self.CHART.html()).alts == ['A "bar"']

    def test_its_table_is_the_rows(self):
        """Every cell is in the table as a word, never as HTML."""
        assert Cells(self.CHART.html()).cells == ["who", "how many", "a <b>", "40"]

    @pytest.mark.parametrize(
        "chart",
        [
            lambda: source_graph(NAMES, ARROWS),
            lambda: compare_rates("Ducks for each nest", "ducks", RATES, BAND),
            lambda: ShareChart().show(DUCKS),
            lambda: calibration([(60, 0), (90, 1)]),
            lambda: plot(DRAWN),
            lambda: plot(replace(DRAWN, kind="bar", second=Line("nests", (9, 12)))),
            lambda: plot(replace(DRAWN, kind="pictogram", title="Ducks in the pond, spring")),
            lambda: plot(replace(DRAWN, scale="log")),
        ],
    )
    def test_its_picture_is_drawn_once_and_is_whole(self, chart):
        """A chart is drawn only once: boxes, arrows and margins are then where a second drawing leaves them."""
        once, again = chart(), chart()
        again.figure.savefig(io.BytesIO())
        changed = ImageChops.difference(picture(once), picture(again))
        assert max(most for _, most in changed.getextrema()) < 64  # less is a hundredth of a pixel

    def test_its_picture_needs_no_file(self):
        """The picture travels with the notebook."""
        assert self.CHART.image().startswith("data:image/png;base64,")

    def test_its_repr_is_its_sentence(self):
        """Printed, a chart says what it shows, the same in every kernel."""
        assert repr(self.CHART) == "<Chart: 40 < 60>"

    def test_its_traits_are_plain(self):
        """What a widget is told is text and lists of text."""
        assert self.CHART.traits()["rows"] == [["a <b>", "40"]]

    def test_shows_itself_as_html_and_as_text(self):
        """A notebook stores a face that needs no kernel."""
        assert set(self.CHART._repr_mimebundle_()) == {"text/html", "text/plain"}


class TestGraph:
    """Who rests on whom."""

    def test_its_rows_are_the_arrows(self):
        """Each arrow is a row: who told, whom, and how that is known."""
        assert source_graph(NAMES, ARROWS).rows == (
            ("the bird office", "the town gardener", "a published report"),
            ("the town gardener", "the pond club", "not known"),
        )

    def test_its_alt_text_tells_known_from_not_known(self):
        """Solid and dotted are words for whoever cannot see them."""
        assert source_graph(NAMES, ARROWS).alt == (
            "Graph of who told whom. the bird office told 1: the town gardener. "
            "Whether the town gardener told the pond club is not known. "
            "No documented arrow comes in to: the bird office; the pond club."
        )

    def test_its_sentence_counts(self):
        """A suspected arrow does not make an origin: two names have no documented one."""
        assert source_graph(NAMES, ARROWS).summary == (
            "3 names, 1 documented arrow, 1 not known; "
            "2 names for which no published report shows an earlier origin."
        )

    def test_a_suspected_arrow_says_so_in_the_picture(self):
        """“not known” stands on the dotted line, and only there."""
        texts = [text.get_text() for text in source_graph(NAMES, ARROWS).figure.axes[0].texts]
        assert texts.count("not known") == 1

    def test_origins_stand_on_the_left(self):
        """A box stands right of all that it rests on."""
        boxes = {
            text.get_text().replace("\n", " "): text.xy[0]
            for text in source_graph(NAMES, ARROWS).figure.axes[0].texts[:3]
        }
        assert boxes == {"the bird office": 0, "the town gardener": 1, "the pond club": 2}

    def test_without_arrows_all_boxes_are_there(self):
        """Names that rest on nobody are drawn all the same."""
        assert len(source_graph(NAMES, []).figure.axes[0].texts) == 3

    def test_a_page_gets_the_same_layers_once(self):
        """What a browser draws is told as plain data: each name after all that it rests on, with its layer."""
        told = source_graph(NAMES, ARROWS, withheld=["office"]).drawing
        assert [(name["id"], name["layer"], name["withheld"]) for name in told["names"]] == [
            ("office", 0, True),
            ("gardener", 1, False),
            ("club", 2, False),
        ]
        assert [tuple(arrow.values()) for arrow in told["arrows"]] == [
            ("office", "gardener", True),
            ("gardener", "club", False),
        ]

    def test_a_chain_stands_together(self):
        """In the order of a narrow page a name follows what it rests on, before the next one begins."""
        names = {id: id for id in ("a", "b", "of-a", "of-b", "of-both")}
        arrows = [
            Arrow(*ends, True) for ends in (("a", "of-a"), ("b", "of-b"), ("a", "of-both"), ("b", "of-both"))
        ]
        order = [name["id"] for name in source_graph(names, arrows).drawing["names"]]
        assert order == ["a", "of-a", "b", "of-b", "of-both"]

    def test_boxes_of_one_layer_never_share_a_row(self):
        """Each box takes two half rows; the next one begins below."""
        arrows = [Arrow("root", f"site-{at}", True) for at in range(5)] + [Arrow("root", "other", True)]
        names = {id: id for id in ("root", "other", *(f"site-{at}" for at in range(5)), "end", "last")}
        arrows += [Arrow("site-1", "end", True), Arrow("site-3", "last", True)]
        boxes = source_graph(names, arrows).drawing["names"]
        for layer in {box["layer"] for box in boxes}:
            rows = sorted(box["row"] for box in boxes if box["layer"] == layer)
            assert rows[0] >= 1
            assert all(below - above >= 2 for above, below in itertools.pairwise(rows))

    def test_a_circle_is_drawn_and_not_a_traceback(self):
        """Two that rest on each other are shown as that."""
        circle = [Arrow("office", "gardener", True), Arrow("gardener", "office", False)]
        assert len(source_graph(NAMES, circle).rows) == 2


class TestRates:
    """A ratio beside published ones."""

    def test_its_rows_run_from_lowest_to_highest(self):
        """Rows are ordered by their middle, the band comes last."""
        assert compare_rates("Ducks for each nest", "ducks", RATES, BAND).rows == (
            ("the river", "1.5", "Bird Office, 2022"),
            ("the lake", "2 to 5", "Bird Office, 2023"),
            ("the mill pond", "4", "the article"),
            ("older counts", "2 to 3", "Pond Letter, 2020"),
        )

    def test_its_labels_are_in_the_order_of_its_rows(self):
        """What stands at the axis is what stands in the table."""
        axes = compare_rates("Ducks for each nest", "ducks", RATES, None).figure.axes[0]
        assert [label.get_text() for label in axes.get_yticklabels()] == ["the river", "the lake", "the mill pond"]

    def test_its_axis_begins_at_nought(self):
        """A ratio is never made large by cutting its axis."""
        assert compare_rates("Ducks", "ducks", RATES, None).figure.axes[0].get_xlim()[0] == 0

    def test_its_alt_text_lists_them(self):
        """The alt text names each rate and the band."""
        assert compare_rates("Ducks for each nest", "ducks", RATES, BAND).alt == (
            "Dot chart, Ducks for each nest, in ducks, from lowest to highest: "
            "the river 1.5; the lake 2 to 5; the mill pond 4. A shaded band shows older counts, 2 to 3."
        )

    def test_its_sentence_sets_the_article_apart(self):
        """The article's own rate is told first, then the spread of the others."""
        assert compare_rates("Ducks", "ducks a nest", RATES, BAND).summary == (
            "the mill pond: 4 ducks a nest; published rates run from 1.5 to 5, the band from 2 to 3."
        )

    def test_without_others_its_sentence_still_stands(self):
        """Where nothing was published, nothing is said of it."""
        assert compare_rates("Ducks", "ducks a nest", RATES[:1], None).summary == "the mill pond: 4 ducks a nest."


class TestShare:
    """A part of a whole, with its range."""

    def test_the_least_share_is_the_least_part_of_the_greatest_whole(self):
        """The ends cross: 24 of 80, 40 of 60."""
        assert (DUCKS.low, pytest.approx(DUCKS.high)) == (30, 100 * 40 / 60)

    def test_its_sentence_gives_figures_share_and_range(self):
        """Everything the picture shows is in one sentence."""
        assert ShareChart().show(DUCKS).summary == (
            "40 out of 60 ducks is 67 %, anywhere from 30 % to 67 % within the ends chosen."
        )

    def test_its_alt_text_follows_the_figures(self):
        """Other figures give another alt text."""
        said = ShareChart().show(replace(DUCKS, part_value=3, part_low=3, part_high=3, whole_high=60)).alt
        assert said == "Bar of a share: counted out of expected, 5.0 % of the base."

    def test_its_table_has_the_ends(self):
        """Part, base and share each have a row with their ends."""
        assert ShareChart().show(DUCKS).rows == (
            ("part: counted", "40", "24", "40"),
            ("base: expected", "60", "60", "80"),
            ("share", "67 %", "30 %", "67 %"),
        )

    def test_more_than_the_whole_is_told(self):
        """A part larger than its base cannot belong to it, and the sentence says so."""
        said = ShareChart().show(replace(DUCKS, part_value=90)).summary
        assert said.endswith("More than the whole: these two cannot belong together.")

    def test_is_made_once_and_updated(self):
        """Moving a slider draws on the same figure, on the same bars."""
        chart = ShareChart()
        first = chart.show(DUCKS)
        before = list(first.figure.axes[0].patches)
        after = chart.show(replace(DUCKS, part_value=30))
        assert (after.figure, list(after.figure.axes[0].patches)) == (first.figure, before)

    def test_its_bar_is_as_long_as_its_share(self):
        """The bar shows what the sentence says."""
        chart = ShareChart().show(replace(DUCKS, part_value=30))
        assert 50 in [patch.get_width() for patch in chart.figure.axes[0].patches]

    def test_its_bar_ends_at_the_whole(self):
        """Even an impossible share stays within the picture."""
        widths = [
            patch.get_width() for patch in ShareChart().show(replace(DUCKS, part_value=90)).figure.axes[0].patches
        ]
        assert max(widths) == 100
