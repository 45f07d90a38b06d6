"""A review of a class as values, and as tables for whoever looks further."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lessons.case import Case
from lessons.desk.judgement import brier
from lessons.review.items import Shown, Went, shown, went, worst
from lessons.review.judging import Minutes, Readings, Sureness, minutes, rated, readings, sureness
from lessons.review.pupils import SchoolClass
from lessons.review.spread import Spread, spreads
from lessons.review.votes import Vote, votes


@dataclass(frozen=True)
class Table:
    """Rows under their headings: a notebook shows them, a file keeps them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def first(self, number: int) -> Table:
        """Its first rows."""
        return Table(self.columns, self.rows[:number])

    def __repr__(self) -> str:
        return "\n".join(" | ".join(map(str, row)) for row in (self.columns, *self.rows))

    def _repr_html_(self) -> str:
        lines = [("th", self.columns), *(("td", row) for row in self.rows)]
        cells = ("".join(f"<{t}>{html.escape(str(cell))}</{t}>" for cell in row) for t, row in lines)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


@dataclass(frozen=True)
class Review:
    """What a class's answers say of the next hour; each part is reckoned when it is asked for."""

    school_class: SchoolClass
    #: minutes of each lesson's core by the plan
    planned: Mapping[int, float] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        """What the class was asked about."""
        return self.school_class.case

    @property
    def holds_graded(self) -> bool:
        """Whether it speaks of questions that count: such a page is not for pupils."""
        return any(item.exercise.id not in self.case.practice for item in self.items)

    @cached_property
    def items(self) -> list[Went]:
        """How each question went."""
        return went(self.school_class)

    @cached_property
    def teach_again(self) -> list[Went]:
        """The three questions that went worst."""
        return worst(self.items, self.school_class.least)

    @cached_property
    def misconceptions(self) -> list[Shown]:
        """Misconceptions, the commonest first."""
        return shown(self.items)

    @cached_property
    def votes(self) -> list[Vote]:
        """Votes with movement."""
        return votes(self.case, self.school_class.pupils)

    @cached_property
    def spreads(self) -> list[Spread]:
        """The labels of each claim."""
        return spreads(self.school_class)

    @cached_property
    def readings(self) -> Readings:
        """Before and after."""
        return readings(self.school_class, self.school_class.pupils)

    @cached_property
    def rated(self) -> Sequence[tuple[float, float]]:
        """Sureness and share right, answer by answer."""
        return rated(self.school_class)

    @cached_property
    def sureness(self) -> list[Sureness]:
        """Sureness beside rightness."""
        return sureness(self.rated)

    @property
    def brier(self) -> float | None:
        """Mean squared distance of sureness from rightness."""
        return brier(self.rated) if self.rated else None

    @cached_property
    def minutes(self) -> list[Minutes]:
        """How long each core took."""
        return minutes(self.school_class, self.planned)

    @cached_property
    def groups(self) -> dict[str, tuple[int, Readings]]:
        """By section of the class list: pupils, and their before and after; nothing where there is one."""
        groups = self.school_class.groups()
        told = {name: (len(mine), readings(self.school_class, mine)) for name, mine in groups.items()}
        return told if len(told) > 1 else {}
