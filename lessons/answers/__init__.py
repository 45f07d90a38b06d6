"""Answers: the record, the book, which record counts, and what a notebook carries."""

from lessons.answers.book import Book
from lessons.answers.counting import by_place, counting, counts, is_answered, listings, names_in, receipt
from lessons.answers.notebook import MIME, bundled, each_of, lesson_in, records_in_notebook, worth_keeping
from lessons.answers.record import LISTED_AS, Json, Place, Record, as_record, place_of

__all__ = [
    "LISTED_AS",
    "MIME",
    "Book",
    "Json",
    "Place",
    "Record",
    "as_record",
    "bundled",
    "by_place",
    "counting",
    "counts",
    "each_of",
    "is_answered",
    "lesson_in",
    "listings",
    "names_in",
    "place_of",
    "receipt",
    "records_in_notebook",
    "worth_keeping",
]
