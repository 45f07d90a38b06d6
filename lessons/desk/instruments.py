"""The instruments of single lessons: the source graph, the share explorer, the rates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from lessons.case import Case, Figure
from lessons.case.figures import WithheldFigure
from lessons.case.settings import PublishedRate
from lessons.charts.chart import Chart
from lessons.charts.graph import Arrow, SourceGraph, source_graph
from lessons.charts.plot import plot
from lessons.charts.rates import Rate, compare_rates
from lessons.desk.share import ShareExplorer
from lessons.ledger import WITHHELD, Party, Report
from lessons.widgets import ShareWidget

if TYPE_CHECKING:
    from IPython.display import Markdown


def chart_of(case: Case, id: str) -> Chart | None:
    """A chart of the case by its id; ``None`` where there is none."""
    try:
        return plot(case.drawing(id))
    except KeyError:
        return None


def graph_of(case: Case) -> SourceGraph | None:
    """Who rests on whom among the nodes the case chose; ``None`` where it chose none."""
    if case.settings.graph is None:
        return None
    parties: tuple[Party | Report, ...] = (*case.sources, *case.origins, *case.reports)
    by_id = {party.id: party for party in parties}
    nodes = {id: by_id[id] for id in case.settings.graph.nodes}
    withheld = [id for id, party in nodes.items() if "rests_on" in party.withheld]
    return source_graph({id: case.name_of(id) for id in nodes}, list(_arrows(nodes)), withheld)


def _arrows(nodes: dict[str, Party | Report]) -> Iterator[Arrow]:
    for id, party in nodes.items():
        yield from (Arrow(told, id, True) for told in party.rests_on if told in nodes)
        yield from (Arrow(told, id, False) for told in party.perhaps_rests_on if told in nodes)


def rates_of(case: Case) -> Chart | Markdown | None:
    """The article's own ratio beside published ones; ``None`` where the case has none."""
    rates = case.settings.rates
    if rates is None:
        return None
    own = [line for line in rates.own if _told(case, line.part, line.whole)]
    published = [rate for rate in rates.cases if _told(case, rate.of)]
    band = rates.band if rates.band and _told(case, rates.band.of) else None
    hidden = len(rates.own) + len(rates.cases) + bool(rates.band) - len(own) - len(published) - bool(band)
    if not own and not published:
        return _all_withheld()
    lines = [_own_rate(line.label, case.figure(line.part), case.figure(line.whole)) for line in own]
    lines += [_published(rate, case) for rate in published]
    chart = compare_rates(rates.title, rates.unit, lines, _published(band, case) if band else None)
    return replace(chart, summary=chart.summary + _hidden(hidden, "rate"))


def _told(case: Case, *references: str) -> bool:
    """Whether none of these figures is withheld."""
    try:
        return all(case.figure(reference) for reference in references if reference)
    except WithheldFigure:
        return False


def _hidden(number: int, what: str) -> str:
    return f" {WITHHELD.title()} until the hand-ins are graded: {number} of the {what}s." if number else ""


def _all_withheld() -> Markdown:
    from IPython.display import Markdown  # late: only where everything is withheld

    return Markdown("*What this would show is withheld until the hand-ins are graded. Go on to the next cell.*")


def _own_rate(label: str, part: Figure, whole: Figure) -> Rate:
    ratio = round(part.value / whole.value, 1)
    return Rate(label, ratio, ratio, "the article", own=True)


def _published(rate: PublishedRate, case: Case) -> Rate:
    figure, report = case.figure(rate.of), case.report(rate.of.partition(":")[2])
    return Rate(rate.label, figure.low, figure.high, f"{report.publisher}, {report.date}")


def share_of(case: Case, step: str) -> ShareWidget | Markdown | None:
    """The parts and bases of a step to put over one another; ``None`` where the case has none."""
    share = next((share for share in case.settings.shares if share.step == step), None)
    if share is None:
        return None
    parts, bases = (
        tuple(card for card in cards if _told(case, card.of, card.least, card.most))
        for cards in (share.parts, share.bases)
    )
    if not parts or not bases:
        return _all_withheld()
    hidden = len(share.parts) + len(share.bases) - len(parts) - len(bases)
    left = share.model_copy(update={"parts": parts, "bases": bases})
    return ShareExplorer(left, case, _hidden(hidden, "figure")).widget
