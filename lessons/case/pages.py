"""Pages: Markdown as HTML, and the package's templates with what they are filled with."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup

from lessons.case.model import Case
from lessons.exercises import AnyExercise
from lessons.widgets.alone import page_style

MARKDOWN = MarkdownIt("commonmark").enable("table")


def filled(template: str, **values: object) -> str:
    """A template by its place in the package; what stands in HTML is escaped, what stands in Markdown is not."""
    return _templates().get_template(template).render(values)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("lessons", ""),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html.j2"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["md"] = lambda text: Markup(MARKDOWN.renderInline(text.strip()))
    made.filters["block"] = lambda text: Markup(MARKDOWN.render(text.strip()))
    made.globals.update(file=_file, page_style=lambda: Markup(page_style()))
    return made


def _file(place: str) -> Markup:
    """A style or a script of the package, as it is written."""
    return Markup((resources.files("lessons") / place).read_text(encoding="utf-8"))


def picture(exercise: AnyExercise, case: Case) -> str:
    """The chart that stands above a question, if any."""
    if not exercise.chart:
        return ""
    from lessons.charts.plot import plot  # late: most pages need no chart library

    chart = plot(case.drawing(exercise.chart))
    return f'<img alt="{escape(chart.alt)}" src="{chart.image()}">'
