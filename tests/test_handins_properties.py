"""Whatever bytes are handed in: reading never raises, and what is whole is read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lessons.answers import MIME, Record
from lessons.handins import HandIn, Piece, Submission, find, read
from lessons.handins.names import kind_of, tidy, whose_file, whose_folder
from lessons.handins.records import LARGEST
from tests.handed_in import WHAT, WHERE, WHO, answered, book, cells, lay, notebook, zipped
from tests.toy import unhurried

RECORDS = (WHO, WHAT, WHERE)
NOTEBOOK, BOOK = notebook(*RECORDS), book(*RECORDS)
ZIP = zipped({"a/02_sourcing.ipynb": NOTEBOOK, "a/answers/02.jsonl": BOOK, "b/old.zip": zipped({"c.jsonl": BOOK})})

names = st.sampled_from(["cells", "outputs", "data", "worksheets", MIME, "exercise", "answer", "metadata"])
trees = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.just(WHO.plain()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names | st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)
answers = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
records = st.builds(
    Record,
    exercise=st.from_regex(r"[a-z0-9][a-z0-9-]{0,40}", fullmatch=True),
    answer=answers,
    attempt=st.integers(0, 99),
    committed=st.booleans(),
    time=st.just("2024-05-13T10:00:00+00:00") | st.text(max_size=9),
)


def damaged(whole: bytes) -> st.SearchStrategy[bytes]:
    """Bytes with some flipped, some cut out, and some put in where they do not belong."""
    place = st.integers(0, len(whole))
    flips = st.lists(st.tuples(place, st.integers(1, 255)), max_size=6)
    return st.builds(_damaged, st.just(whole), flips, place, place, place, place, st.binary(max_size=9))


def _damaged(
    whole: bytes, flips: list[tuple[int, int]], start: int, end: int, other: int, last: int, junk: bytes
) -> bytes:
    changed = bytearray(whole)
    for place, bits in flips:
        if place < len(changed):
            changed[place] ^= bits
    spliced = changed[:start] + junk + changed[min(end, other) : max(end, other)] + changed[start:]
    return bytes(spliced[:last] if last % 3 == 0 else spliced)


def read_as(name: str, content: bytes) -> Submission:
    """What is read of one file; the catch-all for errors nobody thought of must not be needed."""
    with TemporaryDirectory() as folder:
        lay(Path(folder), {name: content})
        submission = read(HandIn("Ana", (Piece(Path(folder) / name),)))
    assert [problem for problem in submission.problems if problem.done == "Please report it."] == []
    return submission


def is_sound(submission: Submission) -> bool:
    """Whether nothing that was let through can hurt who works with it."""
    found = answered(submission)
    lines = [json.loads(record.line()) for record in found]
    return all(len(json.dumps(line)) < 13 * LARGEST for line in lines) and all(record.exercise for record in found)


class TestDamage:
    """Bytes flipped, cut and spliced."""

    @unhurried
    @given(damaged(NOTEBOOK))
    def test_no_damage_to_a_notebook_is_too_much(self, content):
        """A damaged notebook gives what can be read, and never an error."""
        assert is_sound(read_as("a.ipynb", content))

    @unhurried
    @given(damaged(BOOK))
    def test_no_damage_to_a_book_is_too_much(self, content):
        """A damaged book gives what can be read, and never an error."""
        assert is_sound(read_as("a.jsonl", content))

    @unhurried
    @given(damaged(ZIP))
    def test_no_damage_to_a_zip_is_too_much(self, content):
        """A damaged zip gives what can be read, and never an error."""
        assert is_sound(read_as("a.zip", content))

    @unhurried
    @given(damaged(ZIP))
    def test_no_damage_to_the_zip_of_a_class_is_too_much(self, content):
        """Learners are found in a damaged zip, or one whose name is the zip's."""
        with TemporaryDirectory() as folder:
            path = lay(Path(folder), {"class.zip": content}) / "class.zip"
            assert all(is_sound(read(hand_in)) for hand_in in find([path]))

    @unhurried
    @given(st.binary(max_size=300), st.sampled_from(["a.ipynb", "a.jsonl", "a.zip"]))
    def test_any_bytes_can_be_handed_in(self, content, name):
        """Whatever a file is called, it may hold anything."""
        assert is_sound(read_as(name, content))

    @unhurried
    @given(st.integers(0, len(NOTEBOOK)))
    def test_a_notebook_cut_short_gives_a_beginning(self, end):
        """What is saved from a notebook that breaks off is what stood first, unchanged."""
        saved = answered(read_as("a.ipynb", NOTEBOOK[:end]))
        assert saved == list(RECORDS[: len(saved)])


class TestShapes:
    """JSON that is none of a notebook."""

    @unhurried
    @given(trees)
    def test_a_notebook_may_be_any_json(self, tree):
        """Any JSON may stand in place of a notebook."""
        assert is_sound(read_as("a.ipynb", json.dumps(tree).encode()))

    @unhurried
    @given(trees, trees, trees)
    def test_any_json_among_the_cells_costs_no_answer(self, cell, output, shown):
        """Whatever stands beside a record, in cells, outputs or bundles, the record is read."""
        odd = [cell, {"outputs": [output, {"data": {MIME: shown}}]}]
        whole = {"cells": [*odd, *cells(WHAT.plain()), {"outputs": output}, {"outputs": [{"data": shown}]}]}
        assert WHAT in answered(read_as("a.ipynb", json.dumps(whole).encode()))

    @unhurried
    @given(st.lists(trees, max_size=5))
    def test_lines_of_any_json_cost_no_answer(self, lines):
        """Whatever lines stand in a book, its records are read."""
        content = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
        assert answered(read_as("a.jsonl", content + book(WHAT)))[-1] == WHAT


class TestWhole:
    """What is undamaged is read."""

    @unhurried
    @given(st.lists(records, max_size=5), st.lists(st.binary(max_size=30), max_size=5), st.randoms())
    def test_every_undamaged_line_of_a_book_is_read(self, made, junk, order):
        """Whatever lies between them, whole lines are records, in their order."""
        lines = [(record.line().encode(), record) for record in made]
        lines += [(b"#" + noise.replace(b"\n", b"").replace(b"\r", b""), None) for noise in junk]
        order.shuffle(lines)
        content = b"{}\n" + b"\n".join(line for line, _ in lines)
        assert answered(read_as("a.jsonl", content)) == once([record for _, record in lines if record])

    @unhurried
    @given(st.lists(records, max_size=5), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    def test_every_record_of_a_notebook_is_read(self, made, letters):
        """Whatever was answered comes out as it went in."""
        content = notebook(*made).decode().encode(letters)
        assert answered(read_as("a.ipynb", content)) == once(made)

    @unhurried
    @given(st.lists(records, min_size=1, max_size=5))
    def test_a_search_finds_what_reading_finds(self, made):
        """Records that have to be searched for come out as they went in."""
        assert answered(read_as("a.ipynb", notebook(*made).rstrip()[:-1])) == once(made)


def once(made: list[Record]) -> list[Record]:
    """Each record once, where it stands last."""
    last: dict[str, Record] = {}
    for record in made:
        last.pop(repr(record), None)
        last[repr(record)] = record
    return list(last.values())


class TestNames:
    """Any name a system allows."""

    @unhurried
    @given(st.text(max_size=300))
    def test_any_name_becomes_one_line(self, name):
        """A name can be printed, and making it so twice changes nothing."""
        plain = tidy(name)
        assert (len(plain.splitlines()) <= 1, tidy(plain), plain.encode().decode()) == (True, plain, plain)

    @unhurried
    @given(st.text(max_size=300))
    def test_any_name_is_somebodys(self, name):
        """Every name of a file and of a folder has a learner and a kind."""
        found: list[Callable[[str], Any]] = [whose_folder, lambda name: whose_file(name, "x"), kind_of]
        assert all(look(name) for look in found)

    @unhurried
    @given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40), max_size=6, unique=True))
    def test_any_names_may_be_in_a_zip(self, members):
        """Whatever the members of a class's zip are called, each is found or told."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            for member in members:
                archive.writestr(zipfile.ZipInfo(member), BOOK)
        with TemporaryDirectory() as folder:
            path = lay(Path(folder), {"class.zip": held.getvalue()}) / "class.zip"
            assert all(is_sound(read(hand_in)) for hand_in in find([path]))
