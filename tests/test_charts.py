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
from lessons.charts.share import Amount, PartOfWhole, read_share, share_chart, what_moved

NAMES = {"office": "the bird office", "gardener": "the town gardener", "club": "the pond club"}
ARROWS = [Arrow("office", "gardener", True), Arrow("gardener", "club", False)]
DUCKS = PartOfWhole(Amount("counted", 40, 24, 40), Amount("expected", 60, 60, 80), "ducks")
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


def of_sixty(ducks: float) -> PartOfWhole:
    """Another number of ducks out of the same whole."""
    return replace(DUCKS, part=replace(DUCKS.part, value=ducks))


def picture(chart: Chart) -> Image.Image:
    """What is seen of a chart."""
    content = base64.b64decode(chart.image().partition(",")[2])
    return Image.open(io.BytesIO(content)).convert("RGB")


class TestChart:
    """A figure, the sentence under it, and the table behind it."""

    CHART = Chart("40 < 60", 'A "bar"', ("who", "how many"), (("a <b>", 40),), new_figure(1, 1))

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
            lambda: share_chart(DUCKS),
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
        assert read_share(DUCKS).traits()["rows"][2] == ["share", "67 %", "30 %", "67 %"]

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

    def test_its_labels_stand_at_their_rates(self):
        """Each rate is named right above it, and so is the band: there is no legend to look up."""
        figure = compare_rates("Ducks for each nest", "ducks", RATES, BAND).figure
        names = ["the river: 1.5", "the lake: 2 to 5", "the mill pond: 4", "older counts: 2 to 3"]
        texts = sorted(figure.axes[0].texts, key=lambda text: text.get_position()[1])
        assert ([text.get_text().strip() for text in texts], figure.legends) == (names, [])

    def test_its_axis_begins_at_nought(self):
        """A ratio is never made large by cutting its axis."""
        assert compare_rates("Ducks", "ducks", RATES, None).figure.axes[0].get_xlim()[0] == 0

    def test_its_alt_text_lists_them(self):
        """The alt text names each rate and the band."""
        assert compare_rates("Ducks for each nest", "ducks", RATES, BAND).alt == (
            "Dot chart, Ducks for each nest, in ducks, on an even axis that begins at 0. "
            "From lowest, at the foot, to highest: the river 1.5; the lake 2 to 5; the mill pond 4. "
            "A shaded band shows older counts, 2 to 3."
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
        assert (DUCKS.share.low, pytest.approx(DUCKS.share.high)) == (30, 100 * 40 / 60)

    def test_its_sentence_gives_figures_share_and_range(self):
        """Everything the picture shows is in one sentence."""
        assert read_share(DUCKS).summary == (
            "40 out of 60 ducks is 67 %, anywhere from 30 % to 67 % within the ends chosen."
        )

    def test_its_alt_text_says_both_scales_and_every_length(self):
        """Whoever cannot see the bars reads how long each is, where its range ends, and on which scale."""
        assert read_share(DUCKS).alt == (
            "Three bars. Two on one scale in ducks that begins at zero: the base, expected: 60, within a range "
            "from 60 to 80; the part, counted: 40, within a range from 24 to 40. Below, on a scale from 0 to 100 "
            "percent of the base, the share: 67 %, anywhere from 30 % to 67 % within the ends chosen."
        )

    def test_its_alt_text_says_where_a_bar_stops(self):
        """A bar that would be longer than the whole stops there, and is said to."""
        assert read_share(of_sixty(90)).alt.endswith("The bar stops at 100 percent.")

    def test_its_table_has_the_ends(self):
        """Part, base and share each have a row with their ends."""
        assert read_share(DUCKS).rows == (
            ("part: counted", "40", "24", "40"),
            ("base: expected", "60", "60", "80"),
            ("share", "67 %", "30 %", "67 %"),
        )

    def test_more_than_the_whole_is_told(self):
        """A part larger than its base cannot belong to it, and the sentence says so."""
        said = read_share(of_sixty(90)).summary
        assert said.endswith("More than the whole: these two cannot belong together.")

    def test_its_bars_are_as_long_as_its_figures(self):
        """Base and part stand on one scale, the share on one that ends at the whole."""
        counted, percent = share_chart(of_sixty(30)).figure.axes
        assert ([p.get_width() for p in counted.patches], [p.get_width() for p in percent.patches]) == (
            [60, 30],
            [100, 50],
        )

    def test_its_bar_ends_at_the_whole(self):
        """Even an impossible share stays within the picture."""
        _, percent = share_chart(of_sixty(90)).figure.axes
        assert max(patch.get_width() for patch in percent.patches) == 100

    def test_what_moved_is_said_in_points(self):
        """A share that goes from 67 to 50 percent is 17 points less, and why is said first."""
        assert what_moved(DUCKS, of_sixty(30)) == (
            "Against the pinned view the part moved (40, now 30): "
            "the share went from 67 % to 50 %, 17 percentage points less."
        )

    def test_another_card_is_another_base(self):
        """A base with another name did not move: it is another one."""
        said = what_moved(DUCKS, replace(DUCKS, whole=replace(DUCKS.whole, label="hoped for", value=80)))
        assert said.startswith("Against the pinned view the base is another one (60, now 80): the share went")

    def test_two_of_the_same_have_not_moved(self):
        """The view that was just pinned is not compared with itself."""
        assert what_moved(DUCKS, DUCKS).startswith("Both views are the same")

    def test_a_share_that_stays_is_said_to(self):
        """Twice the part of twice the base is the same share."""
        twice = replace(DUCKS, part=replace(DUCKS.part, value=80), whole=replace(DUCKS.whole, value=120))
        assert what_moved(DUCKS, twice).endswith("the share stays at 67 %.")
