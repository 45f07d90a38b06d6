"""case.toml: what a case is called, and the slots by which notebooks reach it without naming it."""

import datetime
from typing import Literal

from pydantic import Field

from lessons.charts.drawing import ChartKind
from lessons.exercises.base import Frozen


class Graph(Frozen):
    """Who is drawn in the source graph: ids of sources, origins and reports."""

    nodes: tuple[str, ...] = Field(min_length=1)


class Card(Frozen):
    """A part or a base to choose, by reference to a figure; its bounds for the slider where known."""

    label: str
    of: str
    least: str = ""
    most: str = ""


class Share(Frozen):
    """Parts and bases that a learner may put over one another."""

    step: str = ""
    title: str
    unit: str
    parts: tuple[Card, ...] = Field(min_length=1)
    bases: tuple[Card, ...] = Field(min_length=1)


class OwnRate(Frozen):
    """A ratio worked out from two figures of the article."""

    label: str
    part: str
    whole: str


class PublishedRate(Frozen):
    """A published base rate: what it is of, and the report that gives it."""

    label: str
    of: str


class Rates(Frozen):
    """A ratio of the article beside published base rates."""

    title: str
    unit: str
    own: tuple[OwnRate, ...] = Field(min_length=1)
    band: PublishedRate | None = None
    cases: tuple[PublishedRate, ...] = ()


class ChartOf(Frozen):
    """A chart of the case's series: what is drawn, and the choices by which it may mislead."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    kind: ChartKind = "line"
    column: str = ""
    columns: tuple[str, ...] = ()
    names: dict[str, str] = Field(default_factory=dict)
    start: str = Field(alias="from", default="")
    end: str = Field(alias="to", default="")
    months: tuple[str, ...] = ()
    hide: tuple[str, ...] = ()
    title: str = ""
    y_label: str = ""
    unit: str = ""
    axis_from: float = 0
    scale: Literal["linear", "log"] = "linear"
    scaled_by: Literal["side", "area"] = "area"
    percent_of: str = ""
    cumulative: bool = False
    second: str = ""


class Rules(Frozen):
    """The columns of one unit, by the date an event began and, where there is one, by the date it ended."""

    start: str
    end: str = ""


class Trend(Frozen):
    """What the trend explorer offers, and the two months the writer chose."""

    title: str
    start: str = Field(alias="from")
    end: str = Field(alias="to")
    units: dict[str, Rules] = Field(min_length=1)
    #: changes from month to month that a graded exercise asks about: in a graded handout they are not said
    withheld: tuple[tuple[str, str], ...] = ()


class Term(Frozen):
    """A name or a word, and the one line that explains it; ``words`` open that line where the article has them."""

    name: str
    words: tuple[str, ...] = ()
    line: str


class Settings(Frozen):
    """The content of case.toml."""

    id: str
    #: how a course that holds this case was handed out; empty in a case as its author has it
    handed_out: Literal["", "practice", "graded"] = ""
    title: str
    #: how questions speak of it, as in “the article, paragraph 3”
    called: str = "the article"
    outlet: str
    language: str
    published: datetime.date
    published_why: str = ""
    rights: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    series: str = ""
    #: names a notebook may use for a number, claim, source or report: ``case.featured["part"]``
    featured: dict[str, str] = Field(default_factory=dict)
    graph: Graph | None = None
    shares: tuple[Share, ...] = ()
    rates: Rates | None = None
    charts: tuple[ChartOf, ...] = ()
    trend: Trend | None = None
    #: who is who and what words mean, by group
    glossary: dict[str, tuple[Term, ...]] = Field(default_factory=dict)
