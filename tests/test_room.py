"""The vote live: nothing counted twice, nothing lost, nobody named, whatever the files do meanwhile."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from lessons.answers import Record
from lessons.case.quizzed import quizzed, sizes, wording
from lessons.review.made_up import made_up_pupil
from lessons.review.pupils import Pupil
from lessons.review.room import Room, page, watch
from lessons.review.votes import Vote, votes
from lessons.review.watching import Watch
from tests.hand_ins import write_book, write_notebook
from tests.phones import write_code
from tests.test_cli_grading import say
from tests.test_notebooks import CASE

LESSON = CASE.lesson("one-source-or-many")
VOTE = "does-outlet-six-add-anything"
BOOK = "answers/04_one_source_or_many.jsonl"


def voters(number: int) -> list[Pupil]:
    """Made-up pupils, each with two votes."""
    return [made_up_pupil(CASE, place) for place in range(number)]


def cast(pupil: Pupil, *rounds: str) -> list[Record]:
    """A pupil's votes of these rounds."""
    return [record for record in pupil.records if record.exercise == VOTE and record.round in rounds]


def told(watched: Watch) -> Vote:
    """The vote as it is counted at the next look."""
    return next(vote for vote in votes(CASE, watched.look()) if vote.exercise.id == VOTE)


def shown(folder: Path, watched: Watch) -> str:
    """The page as it would be written now."""
    return page(Room(CASE, (folder,), folder / "room.html"), watched, watched.look(), "")


def add(book: Path, text: bytes) -> None:
    """Add to a file, as a program does that may be torn away in the middle."""
    book.parent.mkdir(parents=True, exist_ok=True)
    with book.open("ab") as file:
        file.write(text)


class TestCounting:
    """Files of a class in a hurry."""

    @pytest.mark.parametrize("number", [30, 200])
    def test_torn_doubled_and_copied_votes_come_out_right(self, tmp_path, number):
        """Lines torn in two, written twice, copied into a notebook: every vote is there once, in both rounds."""
        class_, luck, watched = voters(number), Random(number), Watch(CASE, [tmp_path])
        for round in ("first", "second"):
            for place, pupil in enumerate(luck.sample(class_, number)):
                (record,), book = cast(pupil, round), tmp_path / pupil.name / BOOK
                line = f"{record.line()}\n".encode()
                add(book, line[:50])
                if place % 25 == 0:
                    watched.look()
                add(book, line[50:] + line * (place % 3))
                if place % 4 == 0:
                    write_notebook(tmp_path / pupil.name / "04_one_source_or_many.ipynb", [record])
        truth = next(vote for vote in votes(CASE, class_) if vote.exercise.id == VOTE)
        assert told(watched) == truth

    def test_what_was_seen_is_not_lost_with_its_file(self, tmp_path):
        """A book emptied, cut or gone after it was counted stays counted."""
        class_, watched = voters(3), Watch(CASE, [tmp_path])
        books = [write_book(tmp_path / p.name / BOOK, cast(p, "first")) for p in class_]
        before = told(watched)
        books[0].write_bytes(b"")
        books[1].write_bytes(books[1].read_bytes()[:30])
        books[2].unlink()
        assert told(watched) == before

    def test_a_copied_folder_is_one_pupil(self, tmp_path):
        """Whoever hands in twice, under two names, has voted once."""
        (pupil,) = voters(1)
        for name in ("ana", "ana (copy)"):
            write_book(tmp_path / name / BOOK, cast(pupil, "first"))
        assert told(Watch(CASE, [tmp_path])).voted == 1

    def test_a_clock_that_was_set_back_does_not_undo_a_vote(self, tmp_path):
        """In one book the later number counts, whatever its time."""
        first = cast(voters(1)[0], "first")[0]
        late = first.model_copy(
            update={"answer": "said", "number": 2, "attempt": 2, "time": "2020-01-01T00:00:00"}
        )
        early = first.model_copy(update={"answer": "sent", "number": 1})
        write_book(tmp_path / "ana" / BOOK, [early, late])
        assert told(Watch(CASE, [tmp_path])).first == {"sent": 0, "nothing": 0, "said": 1}

    def test_folders_that_are_called_alike_are_pupils_of_their_own(self, tmp_path):
        """A hub's course folders, all called my-course, are named one by one; or the folder of the homes is."""
        for pupil in voters(3):
            write_book(tmp_path / pupil.name / "my-course" / BOOK, cast(pupil, "first"))
            (tmp_path / pupil.name / "my-course" / "course.toml").write_text('case = "case"')
        ways = ([tmp_path], list(tmp_path.glob("*/my-course")))
        assert [told(Watch(CASE, way)).voted for way in ways] == [3, 3]

    def test_codes_come_in_a_pasted_text_that_grows(self, tmp_path):
        """A list that is not there yet, then is, then is longer; one mistyped code is no vote."""
        asked, file = quizzed(LESSON), tmp_path / "codes.txt"
        places = [place for place, one in enumerate(asked) for _ in one.sizes]
        values = [int(asked[place].exercise.id == VOTE and asked[place].round == "first") for place in places]
        codes = [
            write_code(LESSON.number, wording(asked), phone, values, sizes(asked))
            for phone in ("AAAA", "BBBB", "CCCC")
        ]
        watched, counts = Watch(CASE, [file]), [0]
        for pasted in (codes[:1], codes[:2], [*codes[:2], codes[2][:-1]]):
            assert watched.look() is not None
            file.write_text("\n".join(pasted))
            counts.append(told(watched).voted)
        assert (counts, list(watched.troubles)) == ([0, 1, 2, 2], ["codes.txt"])

    def test_memory_does_not_grow(self, tmp_path):
        """Two hundred pupils looked at again and again take no more than at first."""
        for pupil in voters(200):
            write_book(tmp_path / pupil.name / BOOK, cast(pupil, "first", "second"))
        watched = Watch(CASE, [tmp_path])
        watched.look()
        watched.look()
        tracemalloc.start()
        watched.look()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(6):
            watched.look()
        grown = tracemalloc.get_traced_memory()[0] - before
        tracemalloc.stop()
        assert grown < 200_000


class TestPage:
    """What a class sees."""

    @staticmethod
    def after(folder: Path, rounds: Sequence[Sequence[str]]) -> str:
        """The page after pupils voted in these rounds."""
        for pupil, mine in zip(voters(len(rounds)), rounds, strict=True):
            write_book(folder / pupil.name / BOOK, cast(pupil, *mine))
        return shown(folder, Watch(CASE, [folder]))

    def test_says_how_many_have_voted(self, tmp_path):
        """Of those found, also who has no vote yet."""
        assert "2 of 3 have voted" in self.after(tmp_path, [["first"], ["first"], []])

    def test_the_first_result_is_hidden_until_all_have_voted_again(self, tmp_path):
        """One who has not is enough to hide it; then it is open."""
        hidden = 'class="until"'
        assert hidden in self.after(tmp_path, [["first", "second"], ["first"]])
        assert hidden not in self.after(tmp_path, [["first", "second"], ["first", "second"]])

    def test_names_nobody(self, tmp_path):
        """Neither a name nor a pseudonym."""
        assert re.findall(r"pupil \d", self.after(tmp_path, [["first", "second"]] * 4)) == []

    def test_ends_and_says_so(self, tmp_path):
        """When the time is over, the page says that nothing follows."""
        said: list[str] = []
        write_book(tmp_path / "class" / "ana" / BOOK, cast(voters(1)[0], "first"))
        watch(Room(CASE, (tmp_path / "class",), tmp_path / "room.html"), 0.1, said.append)
        text = (tmp_path / "room.html").read_text(encoding="utf-8")
        assert ("The vote ended at" in text, "1 voted" in said[0]) == (True, True)

    def test_a_folder_that_is_not_there_is_told_on_the_page(self, tmp_path):
        """The room waits for it, and no traceback reaches anybody."""
        watch(Room(CASE, (tmp_path / "nowhere",), tmp_path / "room.html"), 0.1, lambda _: None)
        assert "Nothing lies at" in (tmp_path / "room.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", ["soon", "5", "1 day"])
def test_a_length_of_time_that_is_none_is_told(tmp_path, wrong):
    """A sentence on what was expected."""
    done = say("room", tmp_path, "--for", wrong)
    assert (done.exit_code, "expected a number with s, m or h, such as 45m" in done.output) == (2, True)
