"""Reading a hand-in: every record that is there, whatever became of its files."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
from pathlib import Path

import pytest

from lessons.answers import MIME, Record
from lessons.handins import HandIn, Piece, Problem, read
from tests.handed_in import (
    WHAT,
    WHERE,
    WHO,
    answered,
    book,
    cells,
    costly,
    lay,
    notebook,
    output,
    read_files,
    told,
)

BOTH = cells(WHO.plain(), WHAT.plain())


def in_notebook(folder: Path, shown: str) -> list[tuple[str, str]]:
    """What is told of a notebook that shows this JSON as an answer between two good ones."""
    whole = json.dumps({"cells": cells(WHO.plain(), "spot", WHERE.plain())})
    submission = read_files(folder, a_ipynb=whole.replace('"spot"', shown).encode())
    assert answered(submission) == [WHO, WHERE]
    return told(submission)


class TestNotebook:
    """Records in outputs, wherever those are."""

    def test_gives_its_records_in_order(self, tmp_path):
        """Every answer in the outputs is read."""
        submission = read_files(tmp_path, a_ipynb=notebook(WHO, WHAT))
        assert answered(submission) == [WHO, WHAT]
        assert (submission.problems, submission.unreadable, submission.files) == ((), (), ("a.ipynb",))

    def test_records_of_a_later_version_are_read(self, tmp_path):
        """A learner may have a newer course than the grader."""
        later = json.dumps({"cells": cells({**WHO.plain(), "schema": 7, "mood": "fine"})}).encode()
        (record,) = answered(read_files(tmp_path, a_ipynb=later))
        assert (record.schema_, record.answer) == (7, "gardener")

    def test_nothing_but_outputs_is_looked_at(self, tmp_path):
        """What widgets left in the notebook's metadata is no answer."""
        state = {"widgets": {"state": {"outputs": [output(WHAT.plain())]}}}
        assert answered(read_files(tmp_path, a_ipynb=notebook(WHO, metadata=state))) == [WHO]

    @pytest.mark.parametrize(
        "shape",
        [
            {"cells": [{"outputs": [output(WHO.plain()), output(WHAT.plain())]}]},
            {"cells": [{"cell_type": "raw", "outputs": [output(WHO.plain())]}, *cells(WHAT.plain())]},
            {"cells": [7, None, [], {"outputs": 3}, {"outputs": [1, {"data": []}]}, *BOTH]},
            {"cells": BOTH, "nbformat": 6, "pages": []},
            {"worksheets": [{"cells": [{"outputs": [{MIME: r.plain()} for r in (WHO, WHAT)]}]}], "nbformat": 3},
            {"cells": cells(json.dumps(WHO.plain()), WHAT.plain())},
        ],
        ids=["merged", "other cells", "odd cells", "a later format", "format 3", "as text"],
    )
    def test_cells_may_be_of_any_shape(self, tmp_path, shape):
        """Merged, stripped, odd, older and later cells give their answers all the same."""
        submission = read_files(tmp_path, a_ipynb=json.dumps(shape).encode())
        assert (answered(submission), submission.problems) == ([WHO, WHAT], ())

    @pytest.mark.parametrize(
        "change",
        [
            lambda whole: b"\xef\xbb\xbf" + whole,
            lambda whole: whole.replace(b"\n", b"\r\n"),
            lambda whole: whole.decode().encode("utf-16"),
            lambda whole: b"\xfe\xff" + whole.decode().encode("utf-16-be"),
            lambda whole: whole.decode().encode("utf-32"),
            lambda whole: whole.replace(b"application/vnd", b"application\\/vnd"),
        ],
        ids=["BOM", "CRLF", "UTF-16", "UTF-16 BE", "UTF-32", "escaped"],
    )
    def test_any_writing_is_read(self, tmp_path, change):
        """Byte order marks, line ends and wide letters change no answer, and need no word."""
        accents = Record(exercise="text", answer="Kachně – 鴨 🦆")
        submission = read_files(tmp_path, a_ipynb=change(notebook(WHO, accents)))
        assert (answered(submission), submission.problems) == ([WHO, accents], ())

    def test_latin_1_is_read_and_told(self, tmp_path):
        """Letters of an older system are guessed; that costs no answer."""
        accents = Record(exercise="text", answer="Küken")
        content = notebook(accents).decode().replace("–", "-").encode("latin-1")
        submission = read_files(tmp_path, a_ipynb=content)
        assert (answered(submission), costly(submission)) == ([accents], [False])

    def test_one_damaged_letter_does_not_spoil_the_others(self, tmp_path):
        """Where most letters are good UTF-8, the good ones are kept."""
        content = notebook(Record(exercise="text", answer="Küken, Köche, Käse!"))
        submission = read_files(tmp_path, a_ipynb=content.replace(b"!", b"\xff"))
        assert [record.answer for record in answered(submission)] == ["Küken, Köche, Käse\ufffd"]

    def test_half_an_emoji_is_kept(self, tmp_path):
        """A browser may save half of a letter; the answer is read all the same."""
        content = notebook(Record(exercise="text", answer="a duck!")).replace(b"!", b"\\ud83e")
        assert [record.answer for record in answered(read_files(tmp_path, a_ipynb=content))] == ["a duck?"]

    def test_a_notebook_without_answers_is_told_once(self, tmp_path):
        """Cleared outputs are no damage; a teacher is told where the answers may be."""
        submission = read_files(tmp_path, a_ipynb=notebook(), b_ipynb=notebook())
        assert (told(submission), costly(submission), submission.unreadable) == (
            [("a.ipynb, b.ipynb", "No answers in what was handed in.")],
            [False],
            (),
        )


class TestNoNotebook:
    """Files that are called notebooks and are none."""

    @pytest.mark.parametrize(
        ("content", "found"),
        [
            (b"", "It is called a notebook, but is an empty file."),
            (b"\0\0\0\n", "It is called a notebook, but is an empty file."),
            (b"\x89PNG\r\n\x1a\n\0", "It is called a notebook, but is a picture."),
            (b"%PDF-1.7 ...", "It is called a notebook, but is a PDF."),
            (b"<!DOCTYPE html><html>", "It is called a notebook, but is a web page."),
            (b"PK\x03\x04...", "It is called a notebook, but is a zip or an office document."),
            (b"ducks", "A damaged notebook: it breaks off, or is no valid JSON."),
            (b"[" * 200_000, "A damaged notebook: it breaks off, or is no valid JSON."),
            (b'{"cells": ' + b"9" * 9_000 + b"}", "A damaged notebook: it breaks off, or is no valid JSON."),
            (b"[]", "It is called a notebook, but has no cells."),
            (b'{"cells": 1}', "It is called a notebook, but has no cells."),
            (b'{"worksheets": []}', "A notebook in an old format, which keeps no answers."),
        ],
        ids=lambda value: "" if isinstance(value, str) else str(value[:14]),
    )
    def test_is_told_and_not_taken_for_missing(self, tmp_path, content, found):
        """What cannot be read may hold answers: it is named, and nothing else is lost."""
        submission = read_files(tmp_path, a_ipynb=content, b_ipynb=notebook(WHO))
        assert (told(submission), costly(submission)) == ([("a.ipynb", found)], [True])
        assert (submission.unreadable, answered(submission)) == (("a.ipynb",), [WHO])

    def test_a_file_that_went_away_is_told(self, tmp_path):
        """A file that cannot be opened costs only itself."""
        lay(tmp_path, {"b.ipynb": notebook(WHO)})
        submission = read(HandIn("Ana", (Piece(tmp_path / "a.ipynb"), Piece(tmp_path / "b.ipynb"))))
        assert (told(submission), submission.unreadable, answered(submission)) == (
            [("a.ipynb", "It cannot be read (No such file or directory).")],
            ("a.ipynb",),
            [WHO],
        )

    def test_a_folder_in_place_of_a_file_is_told(self, tmp_path):
        """A folder that took a file's place is no reason to stop."""
        (tmp_path / "a.ipynb").mkdir()
        assert costly(read(HandIn("Ana", (Piece(tmp_path / "a.ipynb"),)))) == [True]

    def test_what_was_refused_while_looking_is_not_missing_either(self, tmp_path):
        """A refused file may hold answers."""
        link = Problem(where="b.jsonl", found="A link.", done="Not opened.", costs=True)
        note = Problem(where="c.pdf", found="A PDF.", done="Not read.")
        submission = read(HandIn("Ana", (), problems=(link, note)))
        assert (submission.problems, submission.unreadable) == ((link, note), ("b.jsonl",))


class TestSaving:
    """A damaged notebook gives what is left."""

    @pytest.mark.parametrize("kept", [0.5, 0.8, 0.95])
    def test_a_truncated_notebook_gives_what_it_still_holds(self, tmp_path, kept):
        """An upload that broke off costs what came after, and says that there may be more."""
        records = [Record(exercise=f"duck-{n}", answer=n) for n in range(20)]
        whole = notebook(*records)
        cut = whole[: int(len(whole) * kept)]
        complete = cut.count(b'"who"')  # the last field of a record
        submission = read_files(tmp_path, a_ipynb=cut)
        assert abs(len(answered(submission)) - complete) <= 1
        assert answered(submission) == records[: len(answered(submission))]
        assert (costly(submission)[-1], submission.unreadable) == (True, ("a.ipynb",))

    def test_says_how_many_were_saved(self, tmp_path):
        """A teacher reads what is certain and what may be lost."""
        submission = read_files(tmp_path, a_ipynb=notebook(WHO, WHAT)[:-3])
        (problem,) = submission.problems
        assert problem.done.startswith("2 records could be saved from it; more may be lost.")

    def test_an_answer_without_end_costs_only_itself(self, tmp_path):
        """One record that no parser can follow does not take the notebook with it."""
        deep = '{"exercise": "spot", "answer": ' + "[" * 50_000 + "]" * 50_000 + "}"
        assert in_notebook(tmp_path, deep) == [
            ("a.ipynb", "A damaged notebook: it breaks off, or is no valid JSON.")
        ]

    def test_a_number_without_end_costs_only_itself(self, tmp_path):
        """One number that no parser takes does not take the notebook with it."""
        assert len(in_notebook(tmp_path, '{"exercise": "spot", "answer": ' + "9" * 5_000 + "}")) == 1

    def test_a_very_large_notebook_is_searched(self, tmp_path):
        """Beyond a few megabytes only the records are looked for: pictures cost no memory."""
        shown = output(WHO.plain())
        shown["data"]["image/png"] = "A" * 12_000_000
        whole = {"cells": [{"outputs": [shown]}, *cells(WHAT.plain())]}
        content = json.dumps(whole).encode()
        lay(tmp_path, {"a.ipynb": content})
        tracemalloc.start()
        submission = read(HandIn("Ana", (Piece(tmp_path / "a.ipynb"),)))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert (answered(submission), submission.problems) == ([WHO, WHAT], ())
        assert peak < 3 * len(content)

    def test_a_large_notebook_of_nothing_costs_little_memory(self, tmp_path):
        """Millions of empty lists are not built."""
        lay(tmp_path, {"a.ipynb": b'{"cells": [' + b"[]," * 3_000_000 + b"[]]}"})
        tracemalloc.start()
        read(HandIn("Ana", (Piece(tmp_path / "a.ipynb"),)))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 30_000_000

    def test_a_thousand_broken_answers_take_no_time(self, tmp_path):
        """A search that fails again and again is given up."""
        broken = b'"' + MIME.encode() + b'": {"a": "'
        submission = read_files(tmp_path, a_ipynb=broken * 100_000)
        assert (answered(submission), submission.unreadable) == ([], ("a.ipynb",))

    def test_a_file_beyond_the_limit_is_refused(self, tmp_path, monkeypatch):
        """Nothing larger than the limit is loaded."""
        monkeypatch.setattr("lessons.handins.reading.MOST_OF_ONE", 1_000)
        submission = read_files(tmp_path, a_ipynb=notebook(WHO) + b" " * 1_000, b_jsonl=book(WHAT))
        assert (told(submission), answered(submission)) == ([("a.ipynb", "It is larger than 0 MB.")], [WHAT])


class TestRefused:
    """Answers that nobody can have given in a notebook of the course."""

    @pytest.mark.parametrize(
        ("answer", "why"),
        [
            ("NaN", "An answer with a number that cannot be worked with, such as NaN or infinity."),
            ('{"a": [-Infinity]}', "An answer with a number that cannot be worked with, such as NaN or infinity."),
            ("1e999", "An answer with a number that cannot be worked with, such as NaN or infinity."),
            ("9" * 4_000, "An answer with a number that cannot be worked with, such as NaN or infinity."),
            ("[" * 60 + "]" * 60, "An answer of lists within lists, more than 50 deep."),
            ('"' + "a" * 200_001 + '"', "An answer of more than 200,000 letters."),
            (json.dumps({f"{n:06}": 0 for n in range(15_000)}), "An answer of more than 200,000 letters."),
        ],
        ids=["NaN", "infinity", "too large a float", "too large a number", "deep", "long", "wide"],
    )
    @pytest.mark.parametrize("place", ["notebook", "book"])
    def test_is_told_by_its_exercise(self, tmp_path, answer, why, place):
        """One refused answer costs no other, and its exercise is named."""
        line = f'{{"exercise": "spot", "answer": {answer}}}'
        if place == "notebook":
            assert in_notebook(tmp_path, line) == [("spot", why)]
        else:
            submission = read_files(tmp_path, a_jsonl=book(WHO) + line.encode() + b"\n" + book(WHAT))
            assert (told(submission), answered(submission)) == ([("spot", why)], [WHO, WHAT])

    @pytest.mark.parametrize("id", ["../../etc/passwd", "", "a" * 121, "=1+1", "spot\n", "<script>"])
    def test_an_exercise_must_have_a_name(self, tmp_path, id):
        """A record of what cannot be an exercise's name is told by its file."""
        content = book(Record(exercise=id, answer=1), WHO)
        submission = read_files(tmp_path, a_jsonl=content)
        assert ([problem.where for problem in submission.problems], answered(submission)) == (["a.jsonl"], [WHO])

    @pytest.mark.parametrize("fields", [{"who": "a" * 300}, {"attempt": 10**400}, {"round": "x" * 300}])
    def test_other_fields_are_looked_at_too(self, tmp_path, fields):
        """A record that the desk cannot have written is refused."""
        submission = read_files(tmp_path, a_jsonl=book(Record(exercise="spot", **fields), WHO))
        assert (told(submission), answered(submission)) == (
            [("spot", "A record that no notebook of this course can have written.")],
            [WHO],
        )

    def test_problems_without_end_are_summed_up(self, tmp_path):
        """Ten thousand refused answers make a short list."""
        lines = b"".join(b'{"exercise": "e%d", "answer": NaN}\n' % n for n in range(10_000))
        assert told(read_files(tmp_path, a_jsonl=lines))[-1] == ("e50", "9,950 more problems like these.")

    def test_what_is_no_record_is_counted(self, tmp_path):
        """Values that stand where an answer should are told by their number."""
        content = json.dumps({"cells": cells({"duck": 1}, 7, None, [], WHO.plain())}).encode()
        submission = read_files(tmp_path, a_ipynb=content)
        assert answered(submission) == [WHO]
        assert told(submission) == [("a.ipynb", "4 answers in it cannot be read.")]


class TestBook:
    """The folder “answers”."""

    def test_a_damaged_line_costs_only_itself(self, tmp_path):
        """The lines before and after are read; the damage is counted."""
        content = book(WHO) + b'{"exercise": "wh\n[1]\n' + book(WHAT) + b'{"exer'
        submission = read_files(tmp_path, a_jsonl=content)
        assert (answered(submission), told(submission), costly(submission), submission.unreadable) == (
            [WHO, WHAT],
            [("a.jsonl", "3 lines in it cannot be read.")],
            [True],
            (),
        )

    def test_reading_changes_nothing_on_the_disk(self, tmp_path):
        """A damaged book is read as it is, not mended."""
        read_files(tmp_path, a_jsonl=book(WHO) + b"duck\n")
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.jsonl": book(WHO) + b"duck\n"}

    def test_a_book_of_damage_alone_is_unreadable(self, tmp_path):
        """Where no line can be read, what is not found elsewhere is not missing."""
        assert read_files(tmp_path, a_jsonl=b"duck\nduck\n").unreadable == ("a.jsonl",)

    @pytest.mark.parametrize(
        "change",
        [
            lambda whole: b"\xef\xbb\xbf" + whole,
            lambda whole: whole.replace(b"\n", b"\r\n"),
            lambda whole: whole.replace(b"\n", b"\r"),
            lambda whole: whole.decode().encode("utf-16"),
            lambda whole: whole.replace(b"\n", b"\n\n\0\0\0"),
            lambda whole: whole.replace(b"\n", b"\n\xef\xbb\xbf"),
            lambda whole: whole.rstrip(),
        ],
        ids=["BOM", "CRLF", "CR", "UTF-16", "zeros", "BOM within", "no last line end"],
    )
    def test_any_writing_is_read(self, tmp_path, change):
        """Byte order marks, line ends and what a lost battery leaves change no answer."""
        accents = Record(exercise="text", answer="Kachně – 鴨 🦆")
        submission = read_files(tmp_path, a_jsonl=change(book(WHO, accents)))
        assert (answered(submission), submission.problems) == ([WHO, accents], ())

    def test_latin_1_is_read_and_told(self, tmp_path):
        """A line in the letters of an older system is a line."""
        accents = Record(exercise="text", answer="Küken")
        submission = read_files(tmp_path, a_jsonl=book(WHO) + accents.line().encode("latin-1") + b"\n")
        assert (answered(submission), costly(submission)) == ([WHO, accents], [False])

    def test_a_book_without_end_gives_its_newest_lines(self, tmp_path, monkeypatch):
        """What is too much is left out from the beginning, and told."""
        monkeypatch.setattr("lessons.handins.records.MOST", 5)
        records = [Record(exercise=f"duck-{n}") for n in range(8)]
        submission = read_files(tmp_path, a_jsonl=book(*records))
        assert (answered(submission), costly(submission)) == (records[3:], [True])


class TestWhole:
    """All files of a learner together."""

    def test_a_record_counts_once(self, tmp_path):
        """Notebook and book hold the same answers; a book copied onto itself too."""
        submission = read_files(tmp_path, a_ipynb=notebook(WHO), b_jsonl=book(WHO, WHAT, WHO, WHAT))
        assert answered(submission) == [WHO, WHAT]

    def test_what_was_found_last_stays_last(self, tmp_path):
        """An answer changed there and back within a second is the last one of the three."""
        mind = [Record(exercise="who", answer=answer, time=WHO.time) for answer in ("a", "b", "a")]
        assert [record.answer for record in answered(read_files(tmp_path, a_jsonl=book(*mind)))] == ["b", "a"]

    def test_books_come_after_notebooks(self, tmp_path):
        """Where neither attempt nor time tells, the book is the newer: it is written first."""
        submission = read_files(tmp_path, a_jsonl=book(WHO), z_ipynb=notebook(WHAT))
        assert answered(submission) == [WHAT, WHO]

    def test_true_is_not_one(self, tmp_path):
        """Answers that only look alike are kept apart."""
        records = [Record(exercise="who", answer=answer) for answer in (1, 1.0, True, "1")]
        assert len(answered(read_files(tmp_path, a_jsonl=book(*records)))) == 4

    def test_the_hash_tells_names_and_contents(self, tmp_path):
        """The same files give the same hash in any order; a changed byte or name gives another."""
        made = [
            read_files(tmp_path / str(n), **files).sha256
            for n, files in enumerate(
                [
                    {"a_ipynb": notebook(WHO), "b_jsonl": book(WHAT)},
                    {"b_jsonl": book(WHAT), "a_ipynb": notebook(WHO)},
                    {"a_ipynb": notebook(WHO), "c_jsonl": book(WHAT)},
                    {"a_ipynb": notebook(WHO) + b" ", "b_jsonl": book(WHAT)},
                ]
            )
        ]
        assert (made[0] == made[1], len(set(made)), len(made[0])) == (True, 3, hashlib.sha256().digest_size * 2)

    def test_whatever_fails_costs_one_file(self, tmp_path, monkeypatch):
        """An error nobody thought of is told of its file; the next file is read."""

        def fail(content: bytes, file: str) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("lessons.handins.reading.in_notebook", fail)
        submission = read_files(tmp_path, a_ipynb=notebook(WHO), b_jsonl=book(WHAT))
        assert (told(submission), answered(submission)) == (
            [("a.ipynb", "It cannot be read (ZeroDivisionError).")],
            [WHAT],
        )
