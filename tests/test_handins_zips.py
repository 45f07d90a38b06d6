"""Zips: read in memory, weighed while they are read, and never believed."""

from __future__ import annotations

import io
import stat
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from lessons.answers import Record
from lessons.handins import HandIn, Piece, Submission, find, read
from tests.handed_in import WHAT, WHO, answered, book, costly, lay, notebook, told, zipped

GOOD = {"good.ipynb": notebook(WHO)}


def opened(folder: Path, content: bytes) -> Submission:
    """What is read of a learner's zip."""
    return read(HandIn("Ana", (Piece(lay(folder, {"ana.zip": content}) / "ana.zip"),)))


def with_info(name: str, **fields: object) -> bytes:
    """A zip with a good notebook, and a member whose entry was tampered with."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        info = zipfile.ZipInfo(name)
        for field, value in fields.items():
            setattr(info, field, value)
        archive.writestr(info, b"../../key.jsonl")
        archive.writestr("good.ipynb", GOOD["good.ipynb"])
    return held.getvalue()


class TestZip:
    """A learner's own zip."""

    def test_gives_what_is_in_it(self, tmp_path):
        """Notebooks and books anywhere in a zip are read, and named by the zip."""
        submission = opened(tmp_path, zipped({"c/a.ipynb": notebook(WHO), "c/answers/a.jsonl": book(WHAT)}))
        assert answered(submission) == [WHO, WHAT]
        assert (submission.problems, submission.files) == (
            (),
            ("ana.zip/c/a.ipynb", "ana.zip/c/answers/a.jsonl"),
        )

    def test_nothing_is_unpacked_to_the_disk(self, tmp_path):
        """After reading there is the zip and nothing else."""
        opened(tmp_path, zipped({"../evil.ipynb": b"", "/evil.ipynb": b"", **GOOD}))
        assert [path.name for path in tmp_path.rglob("*")] == ["ana.zip"]

    def test_a_zip_in_it_is_opened(self, tmp_path):
        """A learner may zip what is zipped."""
        inner = zipped({"a.ipynb": notebook(WHO)})
        assert answered(opened(tmp_path, zipped({"inner.zip": inner}))) == [WHO]

    def test_a_zip_in_a_zip_in_a_zip_is_refused(self, tmp_path):
        """Zips may be nested without end; the third is not opened, and the rest is read."""
        innermost = zipped({"inner.zip": zipped({"a.ipynb": notebook(WHAT)})})
        submission = opened(tmp_path, zipped({"middle.zip": innermost, **GOOD}))
        assert (told(submission), answered(submission), submission.unreadable) == (
            [("middle.zip/inner.zip", "A zip inside a zip inside a zip.")],
            [WHO],
            ("middle.zip/inner.zip",),
        )

    def test_an_empty_zip_is_told(self, tmp_path):
        """A zip of nothing is no damage."""
        assert told(opened(tmp_path, zipped({}))) == [("ana.zip", "No answers in what was handed in.")]

    def test_a_learners_zip_in_the_zip_of_a_class(self, tmp_path):
        """What an LMS packed once more is opened for its learner alone."""
        own = zipped({"02_sourcing.ipynb": notebook(WHO)})
        path = lay(tmp_path, {"all.zip": zipped({"liana_1_2_own.zip": own, "benbo_3_4_a.jsonl": book(WHAT)})})
        read_all = {hand_in.name: answered(read(hand_in)) for hand_in in find([path / "all.zip"])}
        assert read_all == {"benbo": [WHAT], "liana": [WHO]}

    def test_names_in_utf_8_that_do_not_say_so(self, tmp_path):
        """Many programs write UTF-8 and leave out the mark for it."""
        content = zipped({"Zo#/a.ipynb": notebook(WHO), "B/a.ipynb": b"x", "C/a.ipynb": b"x"})
        path = lay(tmp_path, {"all.zip": content.replace(b"Zo#", "ë".encode() + b"!")}) / "all.zip"
        learners = {hand_in.name: hand_in for hand_in in find([path])}
        assert (sorted(learners), answered(read(learners["ë!"]))) == (["B", "C", "ë!"], [WHO])

    def test_names_of_an_old_system(self, tmp_path):
        """Where it is no UTF-8, it is the code page that zips began with."""
        path = lay(tmp_path, {"all.zip": zipped({"Zo#/a.ipynb": b"", "B/a.ipynb": b""}).replace(b"#", b"\x89")})
        assert sorted(hand_in.name for hand_in in find([path / "all.zip"])) == ["B", "Zoë"]


class TestRefused:
    """One member that is refused costs no other."""

    @pytest.mark.parametrize("name", ["/a.ipynb", "../a.ipynb", "b/../../a.ipynb", "C:/a.ipynb"])
    def test_a_name_that_leads_outside(self, tmp_path, name):
        """Absolute paths, steps upwards and drive letters are told and not followed."""
        submission = opened(tmp_path, zipped({name: notebook(WHAT), **GOOD}))
        assert (told(submission), answered(submission), costly(submission)) == (
            [(f"ana.zip/{name}", "A file whose name leads outside its folder.")],
            [WHO],
            [True],
        )

    def test_what_holds_no_answers_costs_none(self, tmp_path):
        """A refused script is told; nothing that is missing can have been in it."""
        submission = opened(tmp_path, zipped({"../.evil.sh": b"rm", **GOOD}))
        assert (costly(submission), submission.unreadable) == ([False], ())

    def test_a_link(self, tmp_path):
        """A link in a zip is told and not followed."""
        submission = opened(tmp_path, with_info("a.jsonl", external_attr=(stat.S_IFLNK | 0o777) << 16))
        assert (told(submission), answered(submission)) == (
            [("ana.zip/a.jsonl", "A link to some other place.")],
            [WHO],
        )

    def test_a_password(self, tmp_path):
        """A member with a password is told; nobody is asked for it."""
        content = bytearray(zipped({"a.jsonl": book(WHAT), **GOOD}))
        for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            content[content.index(mark) + place] |= 1
        submission = opened(tmp_path, bytes(content))
        assert (told(submission), answered(submission)) == (
            [("ana.zip/a.jsonl", "A file with a password.")],
            [WHO],
        )

    def test_an_unusual_packing(self, tmp_path):
        """Only the two common ways are opened: others can ask for gigabytes."""
        submission = opened(tmp_path, zipped({"a.jsonl": book(WHAT)}, zipfile.ZIP_LZMA))
        assert told(submission) == [("ana.zip/a.jsonl", "A file packed in an unusual way.")]

    def test_two_members_of_one_name(self, tmp_path):
        """The last is read, and that there were two is told."""
        twice = zipped({"a.jsonl": book(WHAT), "b.jsonl": book(WHO)}).replace(b"b.jsonl", b"a.jsonl")
        submission = opened(tmp_path, twice)
        assert (answered(submission), told(submission)) == (
            [WHO],
            [("ana.zip/a.jsonl", "Two files of the same name in one zip.")],
        )

    def test_folders_without_end(self, tmp_path):
        """A member a thousand folders deep is told."""
        submission = opened(tmp_path, zipped({"a/" * 1_000 + "a.ipynb": b"", **GOOD}))
        assert (costly(submission), answered(submission)) == ([True], [WHO])

    def test_the_zip_of_a_class_in_a_learners_place(self, tmp_path):
        """A class's zip among hand-ins is nobody's own work."""
        submission = opened(tmp_path, zipped({"liana_1_2_a.ipynb": notebook(WHO), "benbo_3_4_a.ipynb": b""}))
        assert (told(submission), answered(submission)) == ([("ana.zip", "The zip of a whole class.")], [])

    def test_no_zip(self, tmp_path):
        """Anything that is called a zip may be anything."""
        for content in (b"", b"PK\x03\x04", notebook(WHO), zipped(GOOD)[:-10]):
            submission = opened(tmp_path, content)
            assert told(submission) == [("ana.zip", "A zip that cannot be opened: it is damaged, or is no zip.")]

    def test_a_damaged_member(self, tmp_path):
        """A member that does not unpack costs only itself."""
        content = bytearray(zipped({"a.jsonl": book(WHAT), **GOOD}))
        content[60] ^= 0xFF
        submission = opened(tmp_path, bytes(content))
        assert (told(submission), answered(submission)) == (
            [("ana.zip/a.jsonl", "It is damaged inside its zip.")],
            [WHO],
        )


class TestBombs:
    """Zips that grow."""

    def test_what_unpacks_to_a_thousand_times_its_size(self, tmp_path):
        """A bomb is noticed after a megabyte."""
        submission = opened(tmp_path, zipped({"a.ipynb": bytes(40_000_000), **GOOD}))
        assert (told(submission), answered(submission)) == (
            [("ana.zip/a.ipynb", "It unpacks to more than 200 times its size.")],
            [WHO],
        )

    def test_memory_stays_small(self, tmp_path):
        """A bomb is never held whole."""
        lay(tmp_path, {"ana.zip": zipped({f"{n}.ipynb": bytes(20_000_000) for n in range(3)})})
        tracemalloc.start()
        read(HandIn("Ana", (Piece(tmp_path / "ana.zip"),)))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 8_000_000

    def test_a_header_that_lies_about_the_size(self, tmp_path):
        """What a header claims is not believed, whether it claims little or much."""
        for claimed in (10, 2**31):
            content = bytearray(zipped({"a.ipynb": bytes(40_000_000), **GOOD}))
            for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
                struct.pack_into("<L", content, content.index(mark) + place, claimed)
            submission = opened(tmp_path, bytes(content))
            assert (costly(submission), answered(submission)) == ([True], [WHO])

    def test_one_file_beyond_the_limit(self, tmp_path, monkeypatch):
        """What does not shrink is stopped by its size."""
        monkeypatch.setattr("lessons.handins.reading.MOST_OF_ONE", 5_000)
        long = book(*(Record(exercise=f"duck-{n}") for n in range(200)))
        submission = opened(tmp_path, zipped({"a.jsonl": long, **GOOD}))
        assert (told(submission), answered(submission)) == (
            [("ana.zip/a.jsonl", "It is larger than 0 MB.")],
            [WHO],
        )

    def test_all_files_beyond_the_limit(self, tmp_path, monkeypatch):
        """Many files that are each within the limit are stopped together."""
        monkeypatch.setattr("lessons.handins.reading.MOST_OF_ALL", 6_000)
        submission = opened(tmp_path, zipped({f"{n}.jsonl": book(WHO) * 10 for n in range(9)}))
        assert (answered(submission), len(submission.unreadable) > 3) == ([WHO], True)

    def test_ten_thousand_files(self, tmp_path):
        """The first thousand are read, and it is told."""
        members = {f"{n:05}.jsonl": b"" for n in range(10_000)}
        submission = opened(tmp_path, zipped({"0.jsonl": book(WHO), **members}, zipfile.ZIP_STORED))
        assert ("ana.zip/00999.jsonl", "More than 1,000 files from one learner.") in told(submission)
        assert answered(submission) == [WHO]

    def test_a_million_files(self, tmp_path):
        """A list of members longer than any learner's is not even read."""
        one = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
        members = one * 200_000
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, len(members), 0, 0)
        tracemalloc.start()
        submission = opened(tmp_path, members + end)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (told(submission), peak < 40_000_000) == ([("ana.zip", "A zip with too many files in it.")], True)

    def test_the_neighbour_is_read(self, tmp_path):
        """In a class's zip, one learner's bomb costs the others nothing."""
        members = {"liana_1_2_a.ipynb": bytes(9_000_000), "benbo_3_4_a.ipynb": notebook(WHAT)}
        path = lay(tmp_path, {"all.zip": zipped(members)}) / "all.zip"
        made = {hand_in.name: read(hand_in) for hand_in in find([path])}
        assert (answered(made["benbo"]), made["benbo"].problems, costly(made["liana"])) == ([WHAT], (), [True])
