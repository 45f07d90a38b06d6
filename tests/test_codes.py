"""Short codes: what a phone writes is read back, and a slip is told and never credited."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.answers.codes import LOOK, CodeError, read_code, values_in
from lessons.answers.counting import LETTERS
from lessons.case.quizzed import quizzed, records_in, sizes, wording
from lessons.errors import GradingError
from lessons.gradebook.codes import CodeList, as_hand_ins, is_code_list, read_codes
from lessons.review import read_class
from tests.hand_ins import results
from tests.phones import write_code
from tests.test_cli_grading import say
from tests.test_notebooks import CASE
from tests.toy import unhurried
from tests.toy_class import Class, toys

__all__ = ["toys"]
LESSON = CASE.lesson("one-source-or-many")
ASKED = quizzed(LESSON)
SIZES = sizes(ASKED)


def code(values: list[int] | None = None, phone: str = "7KQ2", **fields: int) -> str:
    """A code of lesson 4: the first option of everything, where nothing else is said."""
    told = {"lesson": LESSON.number, "wording": wording(ASKED), **fields}
    return write_code(told["lesson"], told["wording"], phone, values or [1] * len(SIZES), SIZES)


def listed(folder: Path, *rows: str, name: str = "codes.csv") -> CodeList:
    """A list of codes, as read."""
    (folder / name).write_text("\n".join(rows), encoding="utf-8")
    return read_codes(folder / name, CASE)


class TestOneCode:
    """A code holds the answers themselves."""

    @unhurried
    @given(st.lists(st.integers(0, 6), min_size=1, max_size=40))
    def test_says_again_what_was_put_in(self, values):
        """Any numbers below their sizes come back."""
        made = write_code(4, 77, "7KQ2", values, [7] * len(values))
        assert values_in(read_code(made), [7] * len(values)) == values

    def test_every_slip_of_one_letter_is_noticed(self):
        """Each letter after the version, put wrong in every way, and each two neighbours swapped."""
        plain = code().replace("-", "")
        wrong = [plain[:at] + letter + plain[at + 1 :] for at in range(2, len(plain)) for letter in LETTERS]
        wrong += [plain[:n] + plain[n + 1] + plain[n] + plain[n + 2 :] for n in range(2, len(plain) - 1)]
        taken = [text for text in wrong if text != plain and _is_read(text)]
        assert (len(wrong) > 500, taken) == (True, [])

    @pytest.mark.parametrize("change", [str.lower, lambda c: c.replace("-", " "), lambda c: c.replace("0", "o")])
    def test_what_people_do_to_letters_does_no_harm(self, change):
        """Small letters, spaces for dashes, O for 0."""
        assert read_code(change(code())) == read_code(code())

    @pytest.mark.parametrize("letters", range(1, 12))
    def test_a_cut_code_is_told(self, letters):
        """Whatever is missing at its end."""
        with pytest.raises(CodeError, match=r"cut or mistyped|too short"):
            read_code(code()[:-letters])

    def test_another_version_is_told(self):
        """A code of a later course is not guessed at."""
        with pytest.raises(CodeError, match="begin with “Q1”"):
            read_code(code().replace("Q1", "Q2"))

    def test_another_edition_is_told(self):
        """Questions that have changed since would take its numbers for other answers."""
        with pytest.raises(CodeError, match="another edition"):
            records_in(read_code(code(wording=(wording(ASKED) + 1) % 1024)), CASE)

    def test_a_lesson_that_is_not_there_is_told(self):
        """Nothing is counted for it."""
        with pytest.raises(CodeError, match="lesson 20"):
            records_in(read_code(code(lesson=20)), CASE)

    def test_is_short_in_every_lesson(self):
        """At most 45 letters with its dashes: typed in a minute."""
        made = [write_code(n.number, 0, "AAAA", [0] * len(s), s) for n in CASE.lessons if (s := sizes(quizzed(n)))]
        assert (len(made), max(map(len, made)) <= 45) == (10, True)

    def test_a_heading_of_a_form_is_no_code(self):
        """“Q1 Which page would you open first?” is a question."""
        assert LOOK.search("Q1 Which page would you open first?") is None


def _is_read(text: str) -> bool:
    try:
        read_code(text)
    except CodeError:
        return False
    return True


class TestAList:
    """What a form tool exports, or a chat holds."""

    def test_codes_are_found_by_their_look_and_names_by_their_heading(self, tmp_path):
        """Whatever the columns are called, and in whatever order they come."""
        found = listed(
            tmp_path, "Time;Your name;Q1. Your code", f"9:00;Ana Li;{code()}", f"9:01;Ben;{code(phone='AAAA')}"
        )
        assert (list(found.records), found.taken, found.refused) == (["Ana Li", "Ben"], 2, [])

    def test_without_names_the_phone_tells_pupils_apart(self, tmp_path):
        """Two pupils who answer alike are two, one who hands in twice is one."""
        found = listed(tmp_path, code(), code(phone="AAAA"), code(), name="codes.txt")
        assert list(found.records) == ["phone 7KQ2", "phone AAAA"]

    def test_a_wrong_code_is_told_counted_and_never_credited(self, tmp_path):
        """A cut one, a mistyped one and a joke: each in a sentence with its row."""
        rows = (f"Ana,{code()}", f"Ben,{code(phone='AAAA')[:-3]}", "Cleo,I forgot", f"Dee,{code()[:-1]}Z")
        found = listed(tmp_path, "name,code", *rows)
        assert (found.taken, list(found.records), [line.split(":")[0] for line in found.refused]) == (
            1,
            ["Ana"],
            ["codes.csv, row 3", "codes.csv, row 4", "codes.csv, row 5"],
        )

    def test_the_code_of_a_friend_is_not_counted_twice(self, tmp_path):
        """One phone, two names: the first has it, and the second is told."""
        found = listed(tmp_path, "name,code", f"Ana,{code()}", f"Ben,{code()}")
        assert (list(found.records), "Ben handed in a code of somebody else" in found.refused[0]) == (
            ["Ana"],
            True,
        )

    def test_the_newest_code_of_a_phone_counts(self, tmp_path):
        """Who goes on and hands in again is counted once, by the later row."""
        later = [2, *[1] * (len(SIZES) - 1)]
        listed(tmp_path, "name,code", f"Ana,{code()}", f"Ana,{code(later)}")
        (pupil,) = read_class([tmp_path / "codes.csv"], CASE).pupils
        first = ASKED[0].exercise
        assert pupil.counts[first.id, ""].answer == list(first.options)[1]

    def test_a_list_of_other_things_is_none(self, tmp_path):
        """A class list is not taken for codes."""
        (tmp_path / "class.csv").write_text("name,email\nAna,ana@school\n")
        assert is_code_list(tmp_path / "class.csv") is False
        with pytest.raises(GradingError, match="no column of codes"):
            read_codes(tmp_path / "class.csv", CASE)

    def test_a_name_never_leads_out_of_the_folder(self, tmp_path):
        """Dots and slashes in a name are no way up."""
        found = listed(tmp_path, "name,code", f"../../Ana,{code()}", f"..,{code(phone='AAAA')}")
        as_hand_ins([found], tmp_path / "out")
        books = [path.relative_to(tmp_path / "out").parts for path in (tmp_path / "out").rglob("*.jsonl")]
        assert {(len(parts), parts[0]) for parts in books} == {(4, "codes")}


def test_grade_reads_a_list(toys: Class, tmp_path: Path):
    """Points are given for what the codes answer; how many were read and how many not stands on the screen."""
    asked = quizzed(toys.case.lesson("pond"))
    made = [
        write_code(1, wording(asked), phone, [1] * len(sizes(asked)), sizes(asked)) for phone in ("AAAA", "BBBB")
    ]
    (tmp_path / "quiz.csv").write_text(f"name,code\nAna,{made[0]}\nBen,{made[1][:-2]}\n")
    done = say("grade", tmp_path / "quiz.csv", "--key", toys.key / "practice", "-o", toys.out, "--jobs", 1)
    points = {item.exercise: item.points for item in results(toys.out)["ana"].items if item.points is not None}
    assert ("1 code read, 1 not" in done.output, points["who-counted"], set(results(toys.out))) == (
        True,
        1,
        {"ana"},
    )
