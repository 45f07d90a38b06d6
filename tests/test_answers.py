"""Answers: the record, the book that only grows, and the records a notebook carries."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from lessons.answers import MIME, Book, Record, by_place, records_in_notebook
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

    @pytest.mark.parametrize("sure", [101, -5])
    def test_refuses_a_confidence_that_was_never_offered(self, sure):
        """Sureness runs from a blind guess to certainty."""
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

    def test_the_book_itself_is_only_added_to(self, path):
        """Reading a damaged book changes no byte of it: another kernel may be writing at the same moment."""
        later = json.dumps({**FIRST.plain(), "schema": 2, "mood": "fine"}).encode() + b"\n"
        path.parent.mkdir()
        path.write_bytes(later + b"duck\n")
        Book.open(path)
        assert path.read_bytes() == later + b"duck\n"

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

    def test_may_carry_several_records_of_a_question(self, path):
        """What an output holds is one record, or a list of those worth keeping."""
        outputs = [{"data": {MIME: [FIRST.plain(), SECOND.plain()]}}, {"data": {MIME: DRAFT.plain()}}]
        assert records_in_notebook(notebook_with(path, *outputs)) == [FIRST, SECOND, DRAFT]

    def test_what_the_book_lacks_is_written_into_it_at_once(self, path):
        """A record that only a notebook holds is on the disk as soon as it was found."""
        other = Record(exercise="what", answer="duck")
        book_of(path, SECOND).adopt([other, SECOND])
        assert Book.open(path).records == [SECOND, other]

    def test_never_overrules_the_book(self, path):
        """An older answer that is taken in stays the older one."""
        book = book_of(path, SECOND)
        book.adopt([FIRST])
        assert book.latest("who") == SECOND


class TestOneTruth:
    """The file is the truth, whoever writes into it."""

    def test_what_another_kernel_writes_is_read(self, path):
        """Two books on one file hold the same after both have looked."""
        mine, other = Book.open(path), Book.open(path)
        other.append(FIRST)
        mine.refresh()
        assert mine.records == [FIRST]

    def test_a_line_twice_is_one_record(self, path):
        """What a syncing program writes again is not another answer."""
        book_of(path, FIRST)
        path.write_bytes(path.read_bytes() * 2)
        assert Book.open(path).records == [FIRST]

    def test_what_the_disk_refuses_is_written_with_the_next(self, path):
        """A full disk, or a lock, costs no answer: it waits, and says so."""
        path.parent.parent.mkdir(exist_ok=True)
        path.parent.write_text("in the way")
        book = Book(path)
        book.append(FIRST)
        refused = book.trouble, list(book.unwritten), list(book.records)
        path.parent.unlink()
        book.append(SECOND)
        assert (refused, book.trouble) == (("File exists", [FIRST], [FIRST]), "")
        assert Book.open(path).records == [FIRST, SECOND]


def turns(*rows: tuple[str, int, str, str]) -> list[str]:
    """The answers of some records (answer, number, time of day, learner) in the order they count."""
    records = [
        Record(exercise="who", answer=a, number=n, time=f"2026-11-20T{t}:00Z", who=w) for a, n, t, w in rows
    ]
    (ordered,) = by_place(records).values()
    return [record.answer for record in ordered]


class TestOrder:
    """Which record is newer."""

    def test_a_clock_set_back_changes_nothing_in_a_book(self):
        """Within one book its own numbers tell, whatever the clock said."""
        assert turns(("later", 2, "08:00", "otter"), ("earlier", 1, "10:00", "otter")) == ["earlier", "later"]

    def test_between_two_books_time_tells(self):
        """A new computer's first answer is newer than an old one's second."""
        rows = ("first", 1, "08:00", "wren"), ("second", 2, "09:00", "wren"), ("new", 1, "10:00", "otter")
        assert turns(*rows) == ["first", "second", "new"]

    def test_a_book_that_went_on_in_two_copies_is_ordered_by_time(self):
        """Two records of one number are of two copies: the one written last is the newest."""
        rows = ("a", 1, "08:00", "wren"), ("b", 2, "08:10", "wren"), ("c", 3, "08:20", "wren")
        assert turns(*rows, ("other copy", 2, "09:00", "wren"))[-1] == "other copy"

    def test_a_record_without_a_number_is_older(self):
        """What an earlier version of the course wrote comes before."""
        assert turns(("old", 0, "12:00", "wren"), ("new", 1, "08:00", "wren")) == ["old", "new"]
