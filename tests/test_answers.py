"""Answers: the record, the book that only grows, and the records a notebook carries."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from lessons.answers import MIME, Book, Record, records_in_notebook
from tests.toy import unhurried

FIRST = Record(exercise="who", answer="gardener", attempt=1, committed=True, time="2024-05-13T10:00:00+00:00")
SECOND = Record(exercise="who", answer="baker", attempt=2, committed=True)
DRAFT = Record(exercise="who", answer="vet", attempt=2)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a book lies, in a folder that does not exist yet."""
    return tmp_path / "answers" / "01_pond.jsonl"


def book_of(path: Path, *records: Record) -> Book:
    """A book with these records, opened anew."""
    book = Book.open(path)
    for record in records:
        book.append(record)
    return Book.open(path)


class TestRecord:
    """One answer at one moment."""

    def test_names_the_version_of_its_format(self):
        """A reader can tell which format a line has."""
        assert json.loads(FIRST.line())["schema"] == 1

    def test_is_one_line(self):
        """A line break in an answer does not break the line."""
        assert "\n" not in Record(exercise="text", answer="one\ntwo").line()

    def test_keeps_letters_readable(self):
        """An answer in any script can be read in the file as it was typed."""
        assert "Ente – ü – 鴨" in Record(exercise="text", answer="Ente – ü – 鴨").line()

    @pytest.mark.parametrize("sure", [49, 101, -5])
    def test_refuses_a_confidence_that_was_never_offered(self, sure):
        """Sureness runs from a coin toss to certainty."""
        with pytest.raises(ValidationError, match="confidence"):
            Record(exercise="who", confidence=sure)

    def test_reads_fields_of_a_later_version(self):
        """A field that this version does not know is no damage."""
        line = json.dumps({**FIRST.plain(), "schema": 2, "mood": "fine"})
        assert Record.model_validate_json(line).answer == "gardener"


class TestAppend:
    """What is written down stays."""

    def test_nothing_is_written_before_an_answer(self, path):
        """Opening a book creates no file."""
        Book.open(path)
        assert not path.exists()

    def test_an_answer_is_on_the_disk_at_once(self, path):
        """A record can be read by another reader as soon as it was appended."""
        Book.open(path).append(FIRST)
        assert Book.open(path).records == [FIRST]

    def test_earlier_answers_stay(self, path):
        """A changed mind is a new line; the old one is kept, in order."""
        assert book_of(path, FIRST, SECOND, DRAFT).records == [FIRST, SECOND, DRAFT]

    def test_a_line_cut_off_is_not_glued_to_the_next(self, path):
        """A record written after half a line stands on a line of its own."""
        book = book_of(path, FIRST)
        with path.open("ab") as file:
            file.write(b'{"exercise": "wh')
        book.append(SECOND)
        assert Book.open(path).records == [FIRST, SECOND]

    def test_a_last_line_without_its_end_is_kept(self, path):
        """A whole record whose line end was lost is a good record."""
        book = book_of(path, FIRST)
        path.write_bytes(path.read_bytes().rstrip(b"\n"))
        book.append(SECOND)
        assert Book.open(path).records == [FIRST, SECOND]

    @unhurried
    @given(json_values)
    def test_any_answer_comes_back_as_it_was(self, answer):
        """Whatever JSON an answer is, it is read as it was written."""
        with TemporaryDirectory() as folder:
            book = book_of(Path(folder) / "book.jsonl", Record(exercise="who", answer=answer))
        assert book.records[0].answer == answer

    def test_half_an_emoji_is_kept(self, path):
        """A browser may send half a surrogate pair; it must not cost the answer."""
        book_of(path, Record(exercise="text", answer="a duck \ud83e"))
        assert Book.open(path).records[0].answer.startswith("a duck ")


class TestDamage:
    """A damaged line never costs the others."""

    DAMAGE = pytest.mark.parametrize(
        "line",
        [
            b'{"exercise": "who", "ans',
            b"\xff\xfe\x00duck",
            b'{"duck": 40}',
            b"[1, 2]",
            b"40",
            b'{"exercise": "who", "attempt": -1}',
            b"[" * 100_000,
        ],
        ids=["half a line", "no UTF-8", "no record", "a list", "a number", "a bad attempt", "too deep"],
    )

    @DAMAGE
    def test_the_good_answers_stay(self, path, line):
        """Records before and after a damaged line are read, in order."""
        book_of(path, FIRST)
        with path.open("ab") as file:
            file.write(line + b"\n" + SECOND.line().encode() + b"\n")
        assert Book.open(path).records == [FIRST, SECOND]

    @DAMAGE
    def test_the_damaged_line_is_set_aside_beside_the_book(self, path, line):
        """What could not be read is kept, byte for byte, in a file beside the book."""
        book_of(path, FIRST)
        with path.open("ab") as file:
            file.write(line)
        aside = Book.open(path).set_aside
        assert (aside, aside.read_bytes()) == (path.with_name("01_pond.damaged.jsonl"), line + b"\n")

    def test_is_told_once(self, path):
        """A book that was mended is whole when it is opened again."""
        book_of(path, FIRST)
        with path.open("ab") as file:
            file.write(b"duck\n")
        Book.open(path)
        again = Book.open(path)
        assert (again.records, again.set_aside) == ([FIRST], None)

    def test_a_second_damage_is_added_to_the_first(self, path):
        """Nothing that was set aside is lost when more has to be."""
        for line in (b"one", b"two"):
            book_of(path, FIRST)
            with path.open("ab") as file:
                file.write(line)
            aside = Book.open(path).set_aside
        assert aside.read_bytes() == b"one\ntwo\n"

    def test_good_lines_are_kept_as_they_were_written(self, path):
        """Mending a book takes nothing from a good line, even a field of a later version."""
        later = json.dumps({**FIRST.plain(), "schema": 2, "mood": "fine"}).encode() + b"\n"
        path.parent.mkdir()
        path.write_bytes(later + b"duck\n")
        Book.open(path)
        assert path.read_bytes() == later

    @unhurried
    @given(st.binary(max_size=60))
    def test_no_bytes_cost_the_good_records(self, junk):
        """Whatever is appended to a book, the records that were there are still there."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "book.jsonl"
            book_of(path, FIRST, SECOND)
            with path.open("ab") as file:
                file.write(junk)
            assert Book.open(path).records[:2] == [FIRST, SECOND]


class TestFind:
    """The newest answer, and the first."""

    def test_the_last_answer_counts(self, path):
        """The newest record is given, be it a draft."""
        assert book_of(path, FIRST, SECOND, DRAFT).latest("who") == DRAFT

    def test_the_first_answer_is_the_first_one_handed_in(self, path):
        """A draft before the first answer shows no thinking yet."""
        assert book_of(path, DRAFT, FIRST, SECOND).first("who") == FIRST

    def test_a_draft_is_no_first_answer(self, path):
        """Where nothing was handed in, there is no first answer."""
        assert book_of(path, DRAFT).first("who") is None

    def test_rounds_are_apart(self, path):
        """The two votes on one question are two answers."""
        votes = [Record(exercise="who", round=name, answer=name) for name in ("first", "second")]
        assert book_of(path, *votes).latest("who", "first") == votes[0]

    def test_what_was_never_asked_has_no_answer(self, path):
        """An unknown exercise has no newest record."""
        assert book_of(path, FIRST).latest("what") is None


def notebook_with(path: Path, *outputs: dict[str, object]) -> Path:
    """A notebook of one cell with these outputs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        json.dumps({"cells": [{"outputs": list(outputs)}, {"cell_type": "markdown"}]}), encoding="utf-8"
    )
    return path


class TestNotebook:
    """A lone notebook is complete."""

    def test_carries_its_records(self, path):
        """The records in a notebook's outputs are read in order."""
        outputs = [{"data": {MIME: record.plain()}} for record in (FIRST, SECOND)]
        assert records_in_notebook(notebook_with(path, *outputs)) == [FIRST, SECOND]

    def test_other_outputs_are_passed_over(self, path):
        """Outputs without a record, or with something that is none, cost nothing."""
        outputs = [{"output_type": "stream"}, {"data": {MIME: {"duck": 1}}}, {"data": {MIME: FIRST.plain()}}]
        assert records_in_notebook(notebook_with(path, *outputs)) == [FIRST]

    @pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"cells": 1}', b'{"cells": [1]}'])
    def test_a_broken_notebook_has_none(self, path, content):
        """A notebook that cannot be read holds no records, and says so by giving none."""
        path.parent.mkdir()
        path.write_bytes(content)
        assert records_in_notebook(path) == []

    def test_a_missing_notebook_has_none(self, path):
        """A notebook that is not there holds no records."""
        assert records_in_notebook(path) == []

    def test_fills_in_what_the_book_lacks(self, path):
        """Records of exercises that the book does not know are taken in as older ones."""
        other = Record(exercise="what", answer="duck")
        book = book_of(path, SECOND)
        book.adopt([other])
        assert book.records == [other, SECOND]

    def test_never_overrules_the_book(self, path):
        """Where book and notebook both know an exercise, the book counts."""
        book = book_of(path, SECOND)
        book.adopt([FIRST])
        assert book.records == [SECOND]
