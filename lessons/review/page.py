"""The review as one page that prints, with its tables beside it as CSV."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from lessons.case.pages import filled
from lessons.case.writing import write_whole
from lessons.charts.flow import LETTERS, flow, in_words
from lessons.review.pupils import SMALLEST
from lessons.review.review import Review
from lessons.review.spread import FIELDS, paragraphs
from lessons.review.tables import TABLES, csv_of

#: what every template of this room may say of a vote
SHARED = {"letters": LETTERS, "flow": lambda *told: Markup(flow(*told)), "in_words": in_words}


def page(review: Review, *, names: bool = False) -> str:
    """The review as HTML: self-contained, light and dark, on paper too; names only where they are asked for."""
    return filled(
        "review/review.html.j2",
        **SHARED,
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


def write_review(review: Review, folder: Path, *, names: bool = False) -> list[Path]:
    """Write the page and its tables, and say where they stand."""
    # a spreadsheet takes a CSV for UTF-8 only by its mark
    tables = {f"{name}.csv": "\ufeff" + csv_of(table(review)) for name, table in TABLES.items()}
    files = {"review.html": page(review, names=names), **tables}
    do = "Choose a folder of your own: -o FOLDER."
    return [write_whole(folder / name, text, do) for name, text in files.items()]
