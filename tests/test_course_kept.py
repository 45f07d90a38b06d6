"""A course folder loses no answer: damaged notebooks, copies made by other programs, and fresh copies."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from lessons.answers import MIME, Book, Record
from lessons.case.gathering import gather
from lessons.case.where import read_course
from lessons.cli import cli
from lessons.course import course_to_open, renew, start
from lessons.course.handout import staged
from lessons.course.mending import mend
from lessons.errors import CourseError
from tests.toy import quick, unhurried, write_clone, write_lesson

POND, NEST = "01_pond.ipynb", "02_nest.ipynb"

#: each example writes books and notebooks
ON_DISK = settings(unhurried, max_examples=20)


def notebook(slug: str, *records: Record, **more: Any) -> bytes:
    """A notebook of a lesson whose outputs hold these records."""
    code = {"cell_type": "code", "metadata": {}, "execution_count": None, "id": "a"}
    setup = {**code, "outputs": [], "source": f'from lessons import open_desk\ndesk = open_desk("{slug}")'}
    outputs = [{"output_type": "display_data", "metadata": {}, "data": {MIME: one.plain()}} for one in records]
    cells = [setup, {**code, "id": "b", "outputs": outputs, "source": "desk.alone()"}]
    return json.dumps({"cells": cells, "metadata": more, "nbformat": 4, "nbformat_minor": 5}, indent=1).encode()


@pytest.fixture(autouse=True, scope="module")
def _answers_lie_in_the_course() -> Iterator[None]:
    """Not where the tests send them: where a learner's are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("LESSONS_ANSWERS")
        yield


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone to be in, with two lessons and a notebook for each."""
    home = write_clone(tmp_path / "clone")
    (home / "notebooks" / "00_pond.ipynb").unlink()
    write_lesson(home / "seeds" / "toy", "02-nest", quick("nest-one"), quick("nest-two"))
    (home / "notebooks" / POND).write_bytes(notebook("pond"))
    (home / "notebooks" / NEST).write_bytes(notebook("nest"))
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def course(clone: Path, tmp_path: Path) -> Path:
    """A course of one's own, laid out from that clone."""
    start(tmp_path / "mine")
    return tmp_path / "mine"


@pytest.fixture
def handed(clone: Path, tmp_path: Path) -> Path:
    """A course as it was handed out, unpacked."""
    with staged(clone / "seeds" / "toy", "practice", "") as stage:
        for name, content in stage.files().items():
            (tmp_path / "handed" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "handed" / name).write_bytes(content)
    return tmp_path / "handed"


def said(exercise: str, answer: str, minute: int = 0, **fields: Any) -> Record:
    """A record of an answer, given at some minute."""
    return Record(exercise=exercise, answer=answer, time=f"2026-11-29T10:{minute:02}:00+00:00", **fields)


def write_book(path: Path, *records: Record) -> Path:
    """An answer book with these records."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(record.line() + "\n" for record in records), encoding="utf-8")
    return path


def answers(course: Path, stem: str) -> list[str]:
    """The answers in a book, in the order they were given."""
    records = Book.open(course / "answers" / f"{stem}.jsonl").records
    return [record.answer for record in sorted(records, key=lambda record: record.time)]


def half(content: bytes) -> bytes:
    """A notebook that breaks off after its answers."""
    return content[: content.rindex(b'"source": "desk.alone()"')]


def tailed(content: bytes) -> bytes:
    """A notebook whose end became zeros when the power went."""
    return half(content) + bytes(4096)


def locked(read: Callable[[Path], bytes], name: str) -> Callable[[Path], bytes]:
    """A reader of files to which another program has locked those of one name."""

    def refusing(path: Path) -> bytes:
        if path.name == name and "mine" in path.parts:
            raise OSError(16, "Resource busy")
        return read(path)

    return refusing


def bare_course(home: Path) -> Path:
    """A course folder with nothing in it but the exercises of a lesson."""
    (home / "case" / "exercises").mkdir(parents=True)
    (home / "course.toml").write_text('case = "case"\n', encoding="utf-8")
    rows = "".join(f'[[exercises]]\nid = "{id}"\n' for id in ("nest-one", "nest-two"))
    (home / "case" / "exercises" / "02-nest.toml").write_text(rows, encoding="utf-8")
    return home


def ends_of_records(content: bytes) -> list[int]:
    """Where in a notebook's text each record ends."""
    text, key = content.decode("ascii"), f'"{MIME}": '
    starts = [match.end() for match in re.finditer(re.escape(key), text)]
    return [json.JSONDecoder().raw_decode(text, start)[1] for start in starts]


class TestUnreadable:
    """A notebook that cannot be opened is replaced, and gives what it still holds."""

    @pytest.mark.parametrize("damaged", [half, tailed])
    @pytest.mark.parametrize("kind", ["course", "handed"])
    def test_gives_its_answers_and_makes_room_for_a_fresh_one(self, request, kind, damaged):
        """Half a file, or a tail of zeros: the answers go to the book, and the notebook is as it was laid out."""
        home = request.getfixturevalue(kind)
        fresh = (home / NEST).read_bytes()
        (home / NEST).write_bytes(damaged(notebook("nest", said("nest-one", "yes"))))
        (told,) = course_to_open(home).told
        assert (answers(home, "02_nest"), (home / NEST).read_bytes() == fresh) == (["yes"], True)
        assert ("1 record could be saved" in told, "Run All Cells" in told) == (True, True)

    @pytest.mark.parametrize("content", [b"", bytes(100), b"my words", b"{}", b"[1]"])
    def test_is_told_whatever_it_became(self, course, content):
        """An empty file, zeros, a text and other JSON are no notebooks."""
        (course / NEST).write_bytes(content)
        (told,) = start(course).told
        assert told.startswith(f"{NEST} could not be read: ")

    def test_is_kept_as_it_was(self, course):
        """What could not be read lies aside, byte for byte, under a name that says so."""
        (course / NEST).write_bytes(b"my words")
        start(course)
        assert (course / "set-aside" / "02_nest.unreadable.ipynb").read_bytes() == b"my words"

    def test_never_takes_the_place_of_an_earlier_one(self, course):
        """Two mishaps leave two files."""
        for words in (b"first", b"second"):
            (course / NEST).write_bytes(words)
            start(course)
        kept = sorted(path.read_bytes() for path in (course / "set-aside").iterdir())
        assert kept == [b"first", b"second"]

    def test_adds_to_what_the_book_holds(self, course):
        """What the book knew stays, and what only the notebook knew comes to it."""
        write_book(course / "answers" / "02_nest.jsonl", said("nest-one", "no", 1))
        (course / NEST).write_bytes(half(notebook("nest", said("nest-one", "yes", 2))))
        start(course)
        assert answers(course, "02_nest") == ["no", "yes"]

    def test_gives_the_first_and_the_newest_answer_too(self, course):
        """What a notebook keeps beside the record that counts is found in a damaged one as well."""
        data = {**said("nest-one", "yes", 2).plain(), "others": [said("nest-one", "no", 1).plain()]}
        whole = notebook("nest", said("nest-one", "stand-in"))
        stand_in = json.dumps(said("nest-one", "stand-in").plain(), indent=1)
        spaced = json.dumps(json.loads(whole)).encode()
        plain = json.dumps(json.loads(stand_in)).encode()
        (course / NEST).write_bytes(half(spaced.replace(plain, json.dumps(data).encode())))
        start(course)
        assert answers(course, "02_nest") == ["no", "yes"]

    def test_a_handout_without_fresh_copies_says_what_to_do(self, handed):
        """An older handout holds no fresh notebook: the sentence says where to take one from."""
        (handed / "case" / "notebooks.zip").unlink()
        (handed / NEST).write_bytes(b"")
        (told,) = course_to_open(handed).told
        assert ("unpack what you were given once more" in told, (handed / NEST).exists()) == (True, False)

    def test_one_that_cannot_be_opened_is_told_and_not_moved(self, course, monkeypatch):
        """A lock of another program is no damage: a sentence, and nothing is set aside."""
        monkeypatch.setattr(Path, "read_bytes", locked(Path.read_bytes, NEST))
        with pytest.raises(CourseError, match=r"02_nest\.ipynb cannot be opened \(Resource busy\)"):
            start(course)
        assert not (course / "set-aside").exists()

    @ON_DISK
    @given(at=st.floats(0, 1))
    def test_cut_at_any_byte_it_gives_every_record_that_is_whole(self, tmp_path_factory, at):
        """Wherever the power went, what stands complete before that place is in the book."""
        content = notebook("nest", *(said("nest-one", f"answer {n}", n) for n in range(4)))
        cut = int(at * (len(content) - 1))
        home = bare_course(tmp_path_factory.mktemp("cut"))
        (home / NEST).write_bytes(content[:cut])
        list(mend(home, {NEST: notebook("nest")}))
        whole = [f"answer {n}" for n, end in enumerate(ends_of_records(content)) if end <= cut]
        assert answers(home, "02_nest") == whole

    def test_the_lab_tells_it(self, handed, monkeypatch):
        """“lessons lab” prints the sentence before the page opens."""
        monkeypatch.setattr("lessons.course.open_lab", lambda *_, **__: 0)
        (handed / NEST).write_bytes(b"")
        assert "could not be read" in CliRunner().invoke(cli, ["lab", str(handed)]).output


class TestCopies:
    """What programs that sync folders, and people, call a copy."""

    @pytest.mark.parametrize(
        "name",
        [
            "02_nest (conflicted copy 2026-11-29).jsonl",
            "02_nest (Ana's conflicted copy 2026-11-29).jsonl",
            "02_nest (1).jsonl",
            "02_nest-Copy1.jsonl",
            "02_nest - Copy.jsonl",
            "02_nest.sync-conflict-20261129-101112-ABCDEFG.jsonl",
            "02_nest-ANAS-LAPTOP.jsonl",
            "02_nest 2.jsonl",
            "02_nest.jsonl~",
            "my-lesson-2.jsonl",
        ],
    )
    def test_a_book_is_merged_and_set_aside(self, course, name):
        """Each record comes to the lesson's book once, and the copy is kept where nothing reads it."""
        both = said("nest-one", "no", 1)
        write_book(course / "answers" / "02_nest.jsonl", both, said("nest-one", "open", 3))
        copy = write_book(course / "answers" / name, both, said("nest-two", "yes", 2)).read_bytes()
        (told,) = gather(course)
        assert answers(course, "02_nest") == ["no", "yes", "open"]
        assert ((course / "set-aside" / name).read_bytes(), "1 record brought in" in told) == (copy, True)

    def test_is_told_once(self, course):
        """The second opening has nothing to say."""
        write_book(course / "answers" / "02_nest (1).jsonl", said("nest-one", "no"))
        (course / "02_nest-Copy1.ipynb").write_bytes(notebook("nest", said("nest-two", "yes")))
        assert [len(gather(course)) for _ in range(3)] == [2, 0, 0]

    @pytest.mark.parametrize(
        "name", ["02_nest-Copy1.ipynb", "my own.ipynb", "01_pond (1).ipynb", "02_nest.ipynb~"]
    )
    def test_a_notebook_gives_its_answers_and_stays(self, course, name):
        """By the lesson it opens, whatever it is called."""
        content = notebook("nest", said("nest-one", "yes"))
        (course / name).write_bytes(content)
        gather(course)
        assert (answers(course, "02_nest"), (course / name).read_bytes()) == (["yes"], content)

    def test_a_notebook_is_known_by_its_metadata_too(self, course):
        """A notebook whose set-up cell was deleted still says which lesson it is."""
        content = notebook("nest", said("nest-one", "yes"), lessons={"lesson": "nest"})
        (course / "mine.ipynb").write_bytes(content.replace(b"open_desk", b"print"))
        gather(course)
        assert answers(course, "02_nest") == ["yes"]

    def test_what_was_asked_again_does_not_tell_the_lesson(self, course):
        """A book with more questions from an earlier lesson than of its own is still of its own."""
        again = [said("nest-one", "no", n, round="recall-1") for n in (1, 2, 3)]
        write_book(course / "answers" / "old.jsonl", *again, said("share", "yes", 4), said("kinds", "x", 5))
        exercises = {"02-nest": {"nest-one"}, "01-pond": {"share", "kinds"}}
        gather(course, exercises)
        assert len(answers(course, "01_pond")) == 5

    def test_another_learner_s_files_are_left_alone(self, course):
        """A book that a friend sent is not made one's own."""
        write_book(course / "answers" / "02_nest (1).jsonl", said("nest-one", "no", who="friend-stork-100"))
        assert (gather(course), answers(course, "02_nest")) == ((), [])

    def test_the_same_learner_is_known_by_an_older_name(self, course):
        """A pseudonym that the book already bears is this learner's."""
        write_book(course / "answers" / "02_nest.jsonl", said("nest-one", "no", 1, who="old-stork-100"))
        write_book(course / "answers" / "02_nest (1).jsonl", said("nest-two", "no", 2, who="old-stork-100"))
        gather(course)
        assert len(answers(course, "02_nest")) == 2

    def test_what_is_of_no_lesson_stays(self, course):
        """A file of other exercises, or of none, is not touched."""
        strange = [
            write_book(course / "answers" / "a.jsonl", said("nobody-knows", "no")),
            write_book(course / "answers" / "b.jsonl"),
            write_book(course / "answers" / "02_nest.damaged.jsonl", said("nest-one", "no")),
        ]
        assert (gather(course), [path.is_file() for path in strange]) == ((), [True] * 3)

    def test_one_lesson_can_be_gathered_by_itself(self, course):
        """What a notebook that is opened asks for: its own lesson, and no other."""
        write_book(course / "answers" / "02_nest (1).jsonl", said("nest-one", "no"))
        (course / "02_nest-Copy1.ipynb").write_bytes(notebook("nest", said("nest-two", "yes")))
        told = [gather(course, {stem: ids}) for stem, ids in (("01-pond", {"kinds"}), ("02-nest", {"nest-one"}))]
        assert [len(sentences) for sentences in told] == [0, 2]

    @ON_DISK
    @given(shares=st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=1, max_size=4), data=st.data())
    def test_however_answers_are_spread_each_is_in_the_book_once(self, tmp_path_factory, shares, data):
        """Books and notebooks with any shares of the answers, together or apart: none is lost, none doubled."""
        home = bare_course(tmp_path_factory.mktemp("spread"))
        every = [said("nest-one", f"answer {n}", n, number=n + 1) for n in range(6)]
        for at, share in enumerate(shares):
            held = [every[n] for n in sorted(share)]
            if data.draw(st.booleans()):
                write_book(home / "answers" / f"02_nest{f' ({at})' * (at > 0)}.jsonl", *held)
            else:
                (home / f"copy {at}.ipynb").write_bytes(notebook("nest", *held))
        gather(home)
        assert answers(home, "02_nest") == [f"answer {n}" for n in sorted(set().union(*shares))]

    def test_are_found_by_start_and_by_the_lab(self, course):
        """Whichever way a course is opened."""
        for at, opening in enumerate((start, course_to_open)):
            write_book(course / "answers" / f"02_nest ({at}).jsonl", said("nest-one", "no", at))
            assert len(opening(course).told) == 1


class TestFresh:
    """A fresh copy of a notebook: “lessons fresh”."""

    @pytest.mark.parametrize("which", ["2", "02", "nest", "02_nest", "02_nest.ipynb", "02-nest"])
    @pytest.mark.parametrize("kind", ["course", "handed"])
    def test_is_laid_out_by_number_name_or_file(self, request, kind, which):
        """The notebook is as it was laid out, and the old one kept with the time in its name."""
        home = request.getfixturevalue(kind)
        fresh, old = (home / NEST).read_bytes(), notebook("nest", title="spoiled")
        (home / NEST).write_bytes(old)
        renew(home, which)
        (kept,) = (home / "set-aside").iterdir()
        assert ((home / NEST).read_bytes(), kept.read_bytes(), kept.name[:9]) == (fresh, old, "02_nest 2")

    def test_keeps_the_answers_of_the_old_one(self, course):
        """What only the notebook knew comes to the book first."""
        (course / NEST).write_bytes(notebook("nest", said("nest-one", "yes")))
        renew(course, "02")
        assert answers(course, "02_nest") == ["yes"]

    def test_brings_back_one_that_is_gone(self, handed):
        """A notebook that was deleted, or moved, is laid out again."""
        (handed / NEST).unlink()
        assert ("was not there" in renew(handed, "2"), (handed / NEST).is_file()) == (True, True)

    @pytest.mark.parametrize("which", ["7", "stork", "", "0"])
    def test_a_lesson_that_is_not_there_is_told_with_those_that_are(self, course, which):
        """A slip is answered with what may stand there."""
        with pytest.raises(CourseError, match=r"expected a number or one of 01_pond\.ipynb, 02_nest\.ipynb"):
            renew(course, which)

    def test_without_a_fresh_copy_the_old_one_stays(self, handed):
        """Nothing is moved where nothing can take its place."""
        (handed / "case" / "notebooks.zip").write_bytes(b"no zip")
        before = (handed / NEST).read_bytes()
        with pytest.raises(CourseError, match="unpack what you were given once more"):
            renew(handed, "2")
        assert (handed / NEST).read_bytes() == before

    def test_is_a_command(self, course):
        """It says where the old one is and what to do next."""
        told = CliRunner().invoke(cli, ["fresh", "02", "--course", str(course)]).output
        assert ("kept as set-aside/02_nest 2" in told, "Run All Cells" in told) == (True, True)

    def test_the_course_stays_as_it_was_laid_out(self, course):
        """A fresh notebook is not taken for one that the learner changed."""
        (course / NEST).write_bytes(notebook("nest", title="spoiled"))
        renew(course, "02")
        assert (start(course).kept, NEST in read_course(course).files) == ([], True)
