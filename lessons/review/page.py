"""The review as one page that prints, with its tables beside it as CSV."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from lessons.charts.flow import LETTERS, flow, in_words
from lessons.errors import GradingError
from lessons.review.pupils import SMALLEST
from lessons.review.review import Review
from lessons.review.spread import FIELDS, paragraphs
from lessons.review.tables import TABLES, csv_of
from lessons.widgets.alone import page_style

_MARKDOWN = MarkdownIt("commonmark").enable("table")


def template(name: str) -> str:
    """A template of this room."""
    return resources.files("lessons.review").joinpath(name).read_text(encoding="utf-8")


def pages() -> Environment:
    """The room's templates, with the filters that they share."""
    made = Environment(loader=FunctionLoader(template), undefined=StrictUndefined, autoescape=True)
    made.filters["md"] = lambda text: Markup(_MARKDOWN.renderInline(text.strip()))
    made.filters["block"] = lambda text: Markup(_MARKDOWN.render(text.strip()))
    made.globals.update(
        page_style=page_style, letters=LETTERS, flow=lambda *told: Markup(flow(*told)), in_words=in_words
    )
    return made


def page(review: Review, *, names: bool = False) -> str:
    """The review as HTML: self-contained, light and dark, on paper too; names only where they are asked for."""
    return (
        pages()
        .get_template("review.html.j2")
        .render(
            review=review,
            pupils=len(review.school_class.pupils),
            names=names,
            smallest=SMALLEST,
            fields=FIELDS,
            paragraphs=paragraphs(review.case, review.spreads),
            known={one.name: one for one in review.misconceptions},
            language=review.case.settings.language,
            headline=review.case.article.paragraphs[0],
        )
    )


def write_review(review: Review, folder: Path, *, names: bool = False) -> list[Path]:
    """Write the page and its tables, and say where they stand."""
    files = {"review.html": page(review, names=names)}
    files |= {f"{name}.csv": csv_of(table(review)) for name, table in TABLES.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            # a spreadsheet takes a CSV for UTF-8 only by its mark
            coding = "utf-8-sig" if name.endswith(".csv") else "utf-8"
            (folder / name).write_text(text, encoding=coding, newline="")
    except OSError as error:
        found = f"{folder} cannot be written ({error.strerror})"
        raise GradingError(f"{found}; expected a folder of your own. Choose another: -o FOLDER.") from None
    return [folder / name for name in files]
