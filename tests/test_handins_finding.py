"""Finding hand-ins: whose a file is, by the names of files and folders alone."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from lessons.errors import GradingError
from lessons.handins import find
from lessons.handins.names import tidy
from lessons.handins.patterns import LESSONS
from tests.handed_in import costly, found_in, lay, told, zipped

NOTEBOOK = "02_sourcing.ipynb"
BOOK = "answers/02_sourcing.jsonl"


def names(folder: Path, *files: str) -> list[tuple[str, list[str]]]:
    """Who handed in what, when these files lie in a folder called hand-ins."""
    return found_in(lay(folder / "hand-ins", dict.fromkeys(files, b"")))


def zip_names(folder: Path, *members: str, called: str = "class") -> list[tuple[str, list[str]]]:
    """Who handed in what, when these are the members of a zip."""
    return found_in(lay(folder, {f"{called}.zip": zipped(dict.fromkeys(members, b""))}) / f"{called}.zip")


class TestFolders:
    """A folder for each learner."""

    def test_a_folder_is_a_learner(self, tmp_path):
        """Everything beneath a learner's folder is theirs, zips and deeper folders too."""
        files = [f"Ana Li/{NOTEBOOK}", f"Ana Li/{BOOK}", "Ana Li/more/late.ipynb", "Ana Li/more/old.zip"]
        assert names(tmp_path, *files, f"Ben/{NOTEBOOK}") == [
            ("Ana Li", [NOTEBOOK, "02_sourcing.jsonl", "late.ipynb", "old.zip"]),
            ("Ben", [NOTEBOOK]),
        ]

    def test_learners_come_in_order(self, tmp_path):
        """The same folder is found in the same order on every system."""
        made = names(tmp_path, f"c/{NOTEBOOK}", "b.ipynb", f"a/{NOTEBOOK}")
        assert [name for name, _ in made] == ["a", "b", "c"]

    def test_a_course_folder_is_one_learner(self, tmp_path):
        """A folder with course.toml is a learner's own, whatever else lies in it."""
        lay(tmp_path / "Ana", dict.fromkeys(["course.toml", NOTEBOOK, "scratch.ipynb", "notes/own.ipynb"], b""))
        assert found_in(tmp_path / "Ana") == [("Ana", [NOTEBOOK, "scratch.ipynb", "own.ipynb"])]

    @pytest.mark.parametrize(
        "files",
        [[NOTEBOOK, BOOK], [NOTEBOOK, "03_certainty.ipynb"], [BOOK], ["pond.ipynb", "answers/pond.jsonl"]],
        ids=["notebook and book", "lessons only", "answers only", "a notebook beside answers"],
    )
    def test_a_folder_like_a_course_is_one_learner(self, tmp_path, files):
        """Without course.toml, notebooks named by lesson or a folder of answers tell as much."""
        lay(tmp_path / "Ana", dict.fromkeys(files, b""))
        assert [name for name, _ in found_in(tmp_path / "Ana")] == ["Ana"]

    def test_the_folder_of_answers_alone_is_called_after_its_course(self, tmp_path):
        """Given the folder “answers”, the learner is the folder above."""
        lay(tmp_path / "Ana", {BOOK: b""})
        assert found_in(tmp_path / "Ana" / "answers") == [("Ana", ["02_sourcing.jsonl"])]

    def test_a_folder_that_only_wraps_is_looked_through(self, tmp_path):
        """Unzipping often leaves a folder in a folder."""
        made = names(tmp_path, f"week 2/Ana/{NOTEBOOK}", f"week 2/Ben/{NOTEBOOK}")
        assert [name for name, _ in made] == ["Ana", "Ben"]

    def test_a_single_learner_is_no_wrapping(self, tmp_path):
        """One learner's folder, with a course in it, is that learner."""
        assert names(tmp_path, f"Ana/{NOTEBOOK}", f"Ana/{BOOK}") == [("Ana", [NOTEBOOK, "02_sourcing.jsonl"])]

    def test_the_same_name_twice_is_two_hand_ins(self, tmp_path):
        """Nobody's work is put together with that of a namesake in another folder."""
        for week in ("one", "two"):
            lay(tmp_path / week, {f"Ana/{NOTEBOOK}": b""})
        assert [name for name, _ in found_in(tmp_path / "one", tmp_path / "two")] == ["Ana", "Ana"]

    def test_an_empty_folder_is_a_hand_in_of_nothing(self, tmp_path):
        """A learner whose folder is empty is told, not forgotten."""
        (tmp_path / "hand-ins" / "Ben").mkdir(parents=True)
        (hand_in,) = find([lay(tmp_path / "hand-ins", {})])
        assert (hand_in.name, hand_in.pieces, costly(hand_in)) == ("Ben", (), [False])

    def test_a_path_that_is_not_there_is_refused_at_once(self, tmp_path):
        """A typing error is told before anything is graded."""
        with pytest.raises(GradingError, match=r"Nothing lies at .*nowhere; expected a folder of hand-ins"):
            find([tmp_path, tmp_path / "nowhere"])


class TestFiles:
    """Single files, called after their learner."""

    def test_the_stem_is_the_learner(self, tmp_path):
        """A notebook, a book and a zip of one stem are one learner's."""
        made = names(tmp_path, "ana.ipynb", "ana.jsonl", "ana.zip", "ben.ipynb")
        assert made == [("ana", ["ana.ipynb", "ana.jsonl", "ana.zip"]), ("ben", ["ben.ipynb"])]

    def test_the_lesson_is_no_part_of_a_name(self, tmp_path):
        """Several lessons of one learner belong together, whatever joins name and lesson."""
        files = ["ana_li_02_sourcing.ipynb", "ana_li__03_certainty.ipynb", "ana_li-08_verdict (1).ipynb"]
        made = names(tmp_path, *files, "05_out_of_how_many_ana_li.ipynb", "ben.ipynb")
        assert [(name, len(pieces)) for name, pieces in made] == [("ana_li", 4), ("ben", 1)]

    def test_a_number_and_a_word_are_no_lesson(self, tmp_path):
        """Learners with numbers are not put together: only this course's lessons are taken off."""
        made = names(tmp_path, "student_01_smith.ipynb", "student_02_jones.ipynb")
        assert [name for name, _ in made] == ["student_01_smith", "student_02_jones"]

    def test_the_lessons_are_those_of_the_course(self):
        """A notebook that is renamed is known by its new name here too."""
        notebooks = sorted(path.stem for path in (Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
        assert list(LESSONS) == notebooks

    def test_a_stray_lesson_among_learners_is_nobody_elses(self, tmp_path):
        """A teacher's own copy beside the hand-ins makes no learner's work another's."""
        made = names(tmp_path, NOTEBOOK, "ana.ipynb", "ben.ipynb")
        assert [name for name, _ in made] == ["ana", "ben", "hand-ins"]

    def test_files_given_by_themselves_are_grouped_too(self, tmp_path):
        """A shell's star gives files one by one."""
        lay(tmp_path, {"ana_02_sourcing.ipynb": b"", "ana_03_certainty.ipynb": b""})
        made = found_in(*tmp_path.glob("*.ipynb"))
        assert [(name, len(pieces)) for name, pieces in made] == [("ana", 2)]

    def test_a_lesson_given_by_itself_is_its_folders(self, tmp_path):
        """A notebook called by its lesson alone belongs to the folder it lies in."""
        assert found_in(lay(tmp_path / "Ana", {NOTEBOOK: b""}) / NOTEBOOK) == [("Ana", [NOTEBOOK])]

    def test_endings_that_a_browser_adds_are_known(self, tmp_path):
        """A notebook saved by a browser may end in .txt."""
        made = names(tmp_path, "ana.ipynb.txt", "ben.IPYNB", "eva.jsonl.txt")
        assert [name for name, _ in made] == ["ana", "ben", "eva"]


class TestLms:
    """What learning management systems make of names."""

    def test_canvas(self, tmp_path):
        """Canvas' user id tells who it is; a resubmission and a late file are the same learner's."""
        files = [
            "liana_12345_67890_02_sourcing.ipynb",
            "liana_LATE_12345_67891_03_certainty-1.ipynb",
            "obenben_222_67892_answers.zip",
        ]
        hand_ins = list(find([lay(tmp_path, dict.fromkeys(files, b""))]))
        assert [(h.name, h.lms_id, h.marked_late, len(h.pieces)) for h in hand_ins] == [
            ("liana", "12345", True, 2),
            ("obenben", "222", False, 1),
        ]

    def test_canvas_with_a_text_instead_of_a_file(self, tmp_path):
        """What was typed into Canvas is no notebook, and is told for the right learner."""
        (hand_in,) = find([lay(tmp_path, {"liana_12345_text.html": b""})])
        assert (hand_in.lms_id, told(hand_in)) == (
            "12345",
            [("liana_12345_text.html", "Neither a notebook (.ipynb) nor an answer book (.jsonl).")],
        )

    @pytest.mark.parametrize(
        "file",
        [
            f"Ana Li_123456_assignsubmission_file_/{NOTEBOOK}",
            f"Ana Li_123456_assignsubmission_file/{NOTEBOOK}",
            f"Ana Li_123456_assignsubmission_file_{NOTEBOOK}",
        ],
    )
    def test_moodle(self, tmp_path, file):
        """Moodle's full name and participant number, with folders or without."""
        lay(tmp_path / "all", {file: b"", "Ben_7_assignsubmission_file_/a.ipynb": b""})
        ana, _ = find([tmp_path / "all"])
        assert (ana.name, ana.lms_id, len(ana.pieces)) == ("Ana Li", "123456", 1)

    def test_moodle_marked_blind(self, tmp_path):
        """Where Moodle hides names, the number is in the name."""
        (hand_in,) = find([lay(tmp_path, {f"Participant_77_assignsubmission_file_/{NOTEBOOK}": b""})])
        assert (hand_in.name, hand_in.lms_id) == ("Participant 77", "77")

    def test_a_learners_moodle_folder_given_by_itself(self, tmp_path):
        """A shell's star gives the folders one by one."""
        folder = lay(tmp_path / "Ana Li_5_assignsubmission_file_", {"homework.ipynb": b""})
        assert found_in(folder) == [("Ana Li", ["homework.ipynb"])]

    def test_gradescope(self, tmp_path):
        """Gradescope's folders are called after submissions; its list beside them is no hand-in."""
        made = names(tmp_path, "e/submission_1/a.ipynb", "e/submission_2/a.ipynb", "e/submission_metadata.yml")
        assert [name for name, _ in made] == ["submission_1", "submission_2"]

    def test_canvas_without_names(self, tmp_path):
        """Graded without names, each code is a learner, however many files there are."""
        files = ["anon_x7Kq2_700015_a.ipynb", "anon_x7Kq2_LATE_700016_b.ipynb", "anon_12345_700025_a.ipynb"]
        hand_ins = list(find([lay(tmp_path, dict.fromkeys(files, b""))]))
        assert [(h.name, h.lms_id, h.marked_late, len(h.pieces)) for h in hand_ins] == [
            ("anon_12345", "", False, 1),
            ("anon_x7Kq2", "", True, 2),
        ]

    def test_canvas_with_a_link_instead_of_a_file(self, tmp_path):
        """A link is told for the right learner, and is nobody's name."""
        (hand_in,) = find([lay(tmp_path, {"liana_4711_link.html": b"", "liana_4711_2_a.ipynb": b""})])
        assert (hand_in.name, [where for where, _ in told(hand_in)]) == ("liana", ["liana_4711_link.html"])

    def test_brightspace(self, tmp_path):
        """A folder for each time that somebody handed in; both are one learner's, and its page is nobody."""
        files = [
            f"12345-678 - Jean-Luc Li - Nov 20, 2026 1159 PM/{NOTEBOOK}",
            f"12345-678 - Jean-Luc Li - Nov 21, 2026 901 AM/{NOTEBOOK}",
            "999-678 - Ben Oz - 20 November, 2026 0905 - homework.ipynb",
            "index.html",
        ]
        hand_ins = list(find([lay(tmp_path / "all", dict.fromkeys(files, b""))]))
        found = [(h.name, len(h.pieces), h.problems) for h in hand_ins]
        assert found == [("Ben Oz", 1, ()), ("Jean-Luc Li", 2, ())]

    def test_blackboard(self, tmp_path):
        """The login is in the name; the text that Blackboard writes of each attempt is worth no remark."""
        attempts = [
            f"Homework 1_{who}_attempt_2026-11-20-23-59-0{n}" for n in range(4) for who in ("anali", "benoz")
        ]
        files = [f"{one}{end}" for one in attempts for end in (f"_{NOTEBOOK}", ".txt")]
        hand_ins = list(find([lay(tmp_path / "all", dict.fromkeys(files, b""))]))
        assert [(h.name, len(h.pieces), h.problems) for h in hand_ins] == [("anali", 4, ()), ("benoz", 4, ())]

    @pytest.mark.parametrize(
        "word", ["Teilnehmer_in", "Teilnehmer/in", "Deelnemer", "Katılımcı", "참가자", "参加者"]
    )
    def test_moodle_marked_blind_in_another_language(self, tmp_path, word):
        """The word for a participant is no name."""
        folder = f"{word.replace('/', '')}_77_assignsubmission_file_"
        (hand_in,) = find([lay(tmp_path, {f"{folder}/{NOTEBOOK}": b""})])
        assert hand_in.name == "Participant 77"

    def test_one_number_with_two_names_is_two_learners(self, tmp_path):
        """A date in a file name is taken for Canvas' number, but puts nobody's work together."""
        made = names(tmp_path, "ana_2024_11_homework.ipynb", "ben_2024_11_homework.ipynb")
        assert [name for name, _ in made] == ["ana", "ben"]


class TestZips:
    """A zip given by itself."""

    def test_a_canvas_zip_is_a_class(self, tmp_path):
        """Members are grouped as files are."""
        made = zip_names(tmp_path, "liana_1_2_02_sourcing.ipynb", "benbo_3_4_hw.ipynb", "liana_1_5_a.jsonl")
        assert [(name, len(pieces)) for name, pieces in made] == [("benbo", 1), ("liana", 2)]

    def test_a_moodle_zip_is_a_class(self, tmp_path):
        """Folders in a zip are folders."""
        members = [f"{name}_{n}_assignsubmission_file_/{NOTEBOOK}" for n, name in enumerate(("Ana", "Ben"))]
        assert [name for name, _ in zip_names(tmp_path, *members)] == ["Ana", "Ben"]

    @pytest.mark.parametrize("wrapping", ["", "class/"])
    def test_a_zip_of_folders_is_a_class(self, tmp_path, wrapping):
        """Learners' folders, in a folder of the zip's own name or not."""
        members = [f"{wrapping}Ana/{NOTEBOOK}", f"{wrapping}Ana/{BOOK}", f"{wrapping}Ben/{NOTEBOOK}"]
        assert zip_names(tmp_path, *members) == [
            ("Ana", [f"class.zip/{member}" for member in members[:2]]),
            ("Ben", [f"class.zip/{members[2]}"]),
        ]

    @pytest.mark.parametrize(
        "members",
        [
            [NOTEBOOK, BOOK],
            [f"ana/{NOTEBOOK}", f"ana/{BOOK}"],
            ["my-course/course.toml", f"my-course/{NOTEBOOK}"],
            ["homework.ipynb"],
        ],
        ids=["course", "in a folder of its name", "in a course folder", "one file"],
    )
    def test_a_learners_own_zip_is_theirs(self, tmp_path, members):
        """A zip that is made like a course folder is called after the zip."""
        assert zip_names(tmp_path, *members, called="ana") == [("ana", ["ana.zip"])]

    def test_a_zip_that_cannot_be_opened_is_a_hand_in(self, tmp_path):
        """A damaged zip is somebody's."""
        assert found_in(lay(tmp_path, {"ana.zip": b"PK\x03\x04 oh"}) / "ana.zip") == [("ana", ["ana.zip"])]

    def test_what_is_refused_is_told_to_its_learner(self, tmp_path):
        """A member that leads outside is told for whom its name speaks of, and the rest is found."""
        members = {"../liana_1_2_evil.ipynb": b"", "liana_1_3_good.ipynb": b"", "benbo_4_5_good.ipynb": b""}
        ben, ana = find([lay(tmp_path, {"all.zip": zipped(members)}) / "all.zip"])
        assert (told(ben), [piece.member for piece in ana.pieces], told(ana), costly(ana)) == (
            [],
            ["liana_1_3_good.ipynb"],
            [("all.zip/../liana_1_2_evil.ipynb", "A file whose name leads outside its folder.")],
            [True],
        )


class TestPassedOver:
    """What is nobody's answer."""

    def test_junk_is_not_told(self, tmp_path):
        """What systems and editors leave behind needs no word."""
        junk = [
            ".DS_Store",
            "Thumbs.db",
            "__MACOSX/._a.ipynb",
            ".ipynb_checkpoints/02_sourcing-checkpoint.ipynb",
            "answers/02.damaged.jsonl",
            "set-aside/02_sourcing.unreadable.ipynb",
            "02.ipynb.writing",
        ]
        (hand_in,) = find(
            [lay(tmp_path / "all", dict.fromkeys([*(f"Ana/{j}" for j in junk), "Ana/a.ipynb"], b""))]
        )
        assert ([piece.name for piece in hand_in.pieces], hand_in.problems) == (["a.ipynb"], ())

    def test_what_a_course_came_with_is_not_told(self, tmp_path):
        """A course folder handed in whole brings its cases; they hold no answers."""
        course = ["course.toml", "case/case.toml", "case/notes/02.md", "case/old.ipynb", "next/case.toml"]
        (hand_in,) = find([lay(tmp_path / "all", dict.fromkeys([f"Ana/{c}" for c in [*course, BOOK]], b""))])
        assert ([piece.name for piece in hand_in.pieces], hand_in.problems) == (["02_sourcing.jsonl"], ())

    def test_a_teachers_lists_and_gradebooks_are_no_learners(self, tmp_path):
        """A roster, a policy and an earlier gradebook beside the hand-ins are passed over."""
        files = ["roster.csv", "late.toml", "grades/gradebook.sqlite", "grades/answers.jsonl", f"Ana/{NOTEBOOK}"]
        assert [name for name, _ in names(tmp_path, *files)] == ["Ana"]

    def test_any_other_file_is_told_once(self, tmp_path):
        """A learner who handed in documents is told of all in one sentence."""
        files = ["Ana/a.docx", "Ana/b.pdf", "Ana/c.png", "Ana/d.png", "Ana/e.png", f"Ana/{NOTEBOOK}"]
        (hand_in,) = find([lay(tmp_path / "all", dict.fromkeys(files, b""))])
        assert [(p.where, p.done, p.costs) for p in hand_in.problems] == [
            ("a.docx, b.pdf, c.png, d.png and 1 more", "Not read.", False)
        ]

    def test_a_document_alone_is_a_hand_in(self, tmp_path):
        """Who handed in a document instead of a notebook has handed something in."""
        assert names(tmp_path, "ana.docx", "ben.ipynb") == [("ana", []), ("ben", ["ben.ipynb"])]


class TestHostile:
    """Names and folders that mean harm, or come from other systems."""

    def test_a_link_is_never_followed(self, tmp_path):
        """A link to a file or a folder is told and not opened."""
        secret = lay(tmp_path / "secret", {"key.jsonl": b""})
        folder = lay(tmp_path / "all" / "Ana", {"a.ipynb": b""})
        (folder / "b.jsonl").symlink_to(secret / "key.jsonl")
        (folder / "c").symlink_to(secret)
        (hand_in,) = find([tmp_path / "all"])
        link = "A link to some other place."
        assert [piece.name for piece in hand_in.pieces] == ["a.ipynb"]
        assert (told(hand_in), costly(hand_in)) == ([("b.jsonl", link), ("c", link)], [True, True])

    def test_a_pipe_is_never_opened(self, tmp_path):
        """Opening a pipe would wait for ever."""
        folder = lay(tmp_path / "all" / "Ana", {"a.ipynb": b""})
        os.mkfifo(folder / "b.ipynb")
        (hand_in,) = find([tmp_path / "all"])
        assert told(hand_in) == [("b.ipynb", "No ordinary file.")]

    @pytest.mark.parametrize(
        ("found", "name"),
        [
            ("Ana\nLi\t\x1b[31m", "Ana Li [31m"),
            ("\u202eiL anA\u202c", "iL anA"),
            ("Zoe\u0308", "Zoë"),
            ("عائشة 🦆 O’Neill", "عائشة 🦆 O’Neill"),
            ("=1+1", "=1+1"),
            ('"Ana", <b>', '"Ana", <b>'),
            ("a" * 999, "a" * 200),
            ("half \udce4", "half ?"),
        ],
    )
    def test_a_name_is_made_fit_to_print(self, found, name):
        """What would break a line or turn its direction goes; everything else stays."""
        assert tidy(found) == name

    def test_names_are_printed_as_found(self, tmp_path):
        """Formulas, emoji and letters from right to left are names."""
        files = [f"{name}/{NOTEBOOK}" for name in ("=1+1", "عائشة", "🦆 Ana")]
        assert {name for name, _ in names(tmp_path, *files)} == {"=1+1", "عائشة", "🦆 Ana"}

    def test_ten_thousand_files_of_one_learner(self, tmp_path):
        """So many files are refused beyond a thousand, and the neighbour is found."""
        lay(tmp_path / "all", dict.fromkeys([f"Ana/{n:05}.ipynb" for n in range(2_000)] + ["Ben/b.ipynb"], b""))
        ana, ben = find([tmp_path / "all"])
        assert (len(ana.pieces), told(ana), len(ben.pieces)) == (
            1_000,
            [("01000.ipynb", "More than 1,000 files from one learner.")],
            1,
        )

    def test_folders_without_end(self, tmp_path):
        """Folders within folders are followed only so far."""
        lay(tmp_path / "all", {f"Ana/{'a/' * 40}b.ipynb": b"", "Ana/c.ipynb": b"", "Ben/d.ipynb": b""})
        ana, _ = find([tmp_path / "all"])
        assert ([piece.name for piece in ana.pieces], costly(ana)) == (["c.ipynb"], [True])


class TestScale:
    """Thirty or ten thousand."""

    def test_hand_ins_are_found_one_by_one(self, tmp_path, monkeypatch):
        """Finding the first of many learners does not open the folders of the others."""
        lay(tmp_path / "all", {f"{n:03}/{NOTEBOOK}": b"" for n in range(100)})
        opened, scandir = list[str](), os.scandir
        monkeypatch.setattr(os, "scandir", lambda path: opened.append(str(path)) or scandir(path))
        found = find([tmp_path / "all"])
        next(found)
        at_first = len(opened)
        assert (1 + len(list(found)), at_first < 10, len(opened) > 100) == (100, True, True)

    def test_memory_stays_small(self, tmp_path):
        """Two thousand learners cost a few hundred bytes each."""
        lay(tmp_path / "all", {f"{n:04}/{NOTEBOOK}": b"" for n in range(2_000)})
        tracemalloc.start()
        for _ in find([tmp_path / "all"]):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 2_000 * 2_000
