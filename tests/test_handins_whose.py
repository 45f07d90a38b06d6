"""Whose a hand-in is: by evidence, strongest first; who.csv says by which, and has the last word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from lessons.cli import cli
from lessons.gradebook.by_hand import HandMark
from lessons.gradebook.by_hand_csv import csv_of_marks
from lessons.gradebook.marking import answer_hash
from lessons.gradebook.who_csv import CREDITED
from lessons.handins.lookup import Listed
from lessons.handins.matching import SAID, Called, Index, Match
from lessons.handins.names import name_words
from lessons.handins.people import Learner
from lessons.handins.roster import Roster, read_roster
from tests.hand_ins import hand_in, record, results, rows, write_notebook
from tests.handed_in import whose
from tests.hostile.files import NAMES
from tests.toy import unhurried
from tests.toy_class import Class, toys

__all__ = ["toys"]  # fixtures, under the names the tests ask for


def index_of(*names: str) -> Index:
    """A class list of these names."""
    return Index(Listed(Learner(f"s{n}", name, on_list=True), (f"s{n}",)) for n, name in enumerate(names, 1))


def matched(listed: list[str], *called: str) -> list[tuple[str, str]]:
    """For each hand-in the name it was credited to, and the evidence."""
    found = index_of(*listed).match_all(map(Called, called))
    return [(one.learner.name if one.learner else "", one.by) for one in found]


def roster(folder: Path, text: str) -> Roster:
    """The class list of this text."""
    (folder / "class.csv").write_text(text, encoding="utf-8")
    return read_roster(folder / "class.csv")


def say(*words: object) -> Result:
    """What a command answers."""
    return CliRunner().invoke(cli, [str(word) for word in words])


class Graded:
    """A class that hands in and is graded by the real command."""

    def __init__(self, toys: Class, listed: str) -> None:
        self.toys, self.roster = toys, toys.out.parent / "class.csv"
        self.roster.write_text(listed, encoding="utf-8")

    def hand_in(self, name: str, **given: str) -> None:
        """A folder with an answer to the exercise that everybody answers."""
        answer = {"who-counted": given.get("answer", "gardener")}
        hand_in(self.toys.hand_ins, name, self.toys.case, answer, who=given.get("who", f"kind-{name}"))

    def grade(self, *more: object) -> Result:
        """Grade everything there is."""
        paths = (self.toys.hand_ins, "--key", self.toys.key, "--roster", self.roster, "-o", self.toys.out)
        return say("grade", *paths, "--jobs", 1, *more)

    def points(self) -> dict[str, float | None]:
        """Points by id."""
        return {id: result.raw for id, result in results(self.toys.out).items()}

    def who(self) -> dict[str, dict[str, str]]:
        """who.csv, by what the hand-in is called."""
        return {row["called"]: row for row in rows(self.toys.out / "who.csv")}

    def correct(self, called: str, to: str) -> None:
        """Write somebody else into who.csv."""
        path = self.toys.out / "who.csv"
        old = self.who()[called][CREDITED]
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        said = [line.replace(f",{old},", f",{to},", 1) if f",{called}," in line else line for line in lines]
        path.write_text("\n".join(said), encoding="utf-8")


class TestNames:
    """A name, as it was written and as systems write it."""

    @pytest.mark.parametrize(
        ("listed", "called"),
        [
            (["Fang An"], "Fan Gan"),
            (["Trần Văn Hà"], "Trần Văn Hạ"),
            (["ハナ カト"], "バナ カト"),
            (["สมชาย ดี"], "สมชาย ดี่"),
            (["किरण राव"], "किराण राव"),
            (["Ana Li"], "Ana Li Berg"),
            (["Ana Li"], "Ana"),
            (["佐藤建"], "佐藤 健"),
            (["Anali"], "Ana Li"),
        ],
    )
    def test_another_name_is_another_person(self, listed, called):
        """Marks that differ, other spaces or one word more are another name."""
        assert matched(listed, called) == [("", "")]

    @pytest.mark.parametrize("name", ["Trần Văn Hà", "किरण राव", "สมชาย ดี", "Zoë Øre", "O’Neill, Jean-Luc"])
    def test_the_exact_name_is_strong_however_it_is_stored(self, name):
        """Letters may be stored in two ways, and words stand in any order."""
        turned = " ".join(reversed(name.replace(",", "").split()))
        called = [name, unicodedata.normalize("NFD", name), name.upper(), turned]
        assert [matched([name], one) for one in called] == [[(name, "name")]] * 4

    def test_near_homonyms_have_their_own(self):
        """With all of them on the list, each exact name is certain."""
        names = ["Nguyễn Thị Hương", "Nguyễn Thị Hường", "Trần Văn Hà", "Trần Văn Hạ"]
        assert matched(names, *names) == [(name, "name") for name in names]

    @pytest.mark.parametrize(
        ("listed", "called", "by"),
        [
            ("Nguyễn Thị Hương", "nguyen thi huong", "name, without accents"),
            ("Müller, Jörg", "Mueller_Joerg", "name, ä as ae and the like"),
            ("İpek Işık", "ipek isik", "name, without accents"),
            ("Đỗ Thị Hà", "do thi ha", "name, without accents"),
            ("Straße, Groß", "Strasse Gross", "name, without accents"),
            ("Sørensen, Søren", "Soerensen_Soeren", "name, ä as ae and the like"),
            ("Ågård, Åse", "Aagaard Aase", "name, ä as ae and the like"),
            ("Li, Ana", "liana", "name, run together"),
            ("Ana Li", "Ana Li - Copy of 05_out_of_how_many", "name, part of a longer one"),
            ("Ana Li", "Ana Li (she/her) 2026-11-20 hw 3", "name, part of a longer one"),
            ("Ana Li", "ana_li_x3z", "name, part of a longer one with figures"),
            ("Ana Li", "Nov 20 Ana Li", "name, part of a longer one"),
            ("Ana Li", "Ana Li, 20. November 2026", "name, part of a longer one"),
            ("Ana Li", "Ana Li (he|him) hw#5", "name, part of a longer one"),
            ("Ana Li", "Ana Li - group 4 - my answers", "name, part of a longer one"),
            ("Ana Li", "Kopi av 05_out_of_how_many Ana Li", "name, part of a longer one"),
            ("Ana Li", "Copia di 05 out of how many Ana Li.nbconvert", "name, part of a longer one"),
            ("김민준", "김 민준", "name, run together"),
            ("山田 太郎", "山田太郎", "name, run together"),
            ("王小明", "王 小明", "name, run together"),
        ],
    )
    def test_a_weak_form_says_which(self, listed, called, by):
        """What a file system or an LMS does to a name is undone, and named."""
        assert matched([listed, "Ben Oz"], called) == [(listed, by)]

    def test_a_weak_form_of_two_is_nobodys(self):
        """Where two are left for it, neither gets it; where one has handed in by name, the other does."""
        listed, called = ["Nguyễn Thị Hương", "Nguyễn Thị Hường"], "nguyen thi huong"
        alone, beside = matched(listed, called), matched(listed, called, listed[1])
        assert (alone, beside[0][0]) == ([("", "")], listed[0])

    def test_two_weak_hand_ins_that_reach_one_learner_are_nobodys(self):
        """Only one hand-in may be left for a weak form."""
        assert matched(["Jörg Öz"], "Jorg Oz (1) x1", "Jorg Oz x2") == [("", ""), ("", "")]

    def test_a_weak_form_never_joins_a_stronger_one(self):
        """Whoever has handed in under the exact name gets nothing added by a likeness."""
        found = index_of("Jörg Öz").match_all([Called("Jörg Öz"), Called("Joerg Oez")])
        assert (found[0].by, found[1].learner) == ("name", None)
        assert found[1].why == "“Joerg Oez” may be Jörg Öz (s1), who has a hand-in that says so more plainly."

    def test_a_list_without_accents_finds_a_name_with_them(self):
        """A registrar's list may have lost what the learner's folder has."""
        assert matched(["Jose Perez"], "José Pérez") == [("Jose Perez", "name, without accents")]


class TestWitnesses:
    """Number, login and name together."""

    CANVAS = "Student,ID,SIS Login ID,Section,Ducks (77)\nPoints Possible,,,,5\n"

    def test_a_number_needs_a_name_that_agrees(self, tmp_path):
        """A team's number is not a participant's, whoever has the same."""
        head = "Identifier,Full name,Email address,Grade,Maximum Grade,Grade can be changed\n"
        found = roster(tmp_path, f"{head}Participant 42,Ana Li,a@s.example,,5,Yes\n").index
        assert whose(found, "Team Blue", "42").learner is None
        assert whose(found, "Ana Li", "42").by == "the LMS's number and name"
        assert whose(found, "Participant 42", "42").by == "the LMS's number"

    def test_a_login_that_contradicts_the_name_is_told(self, tmp_path):
        """One of two witnesses is wrong: a person decides."""
        listed = roster(tmp_path, "name,login\nAna Li,anali17\nBen Oz,benoz18\n")
        found = whose(listed.index, "Ana Li benoz18")
        assert found.why == (
            "“Ana Li benoz18” would be Ben Oz (benoz18) by login, e-mail or id, but Ana Li (anali17) by name."
        )

    def test_gradescopes_own_list_says_who(self, toys):
        """The folders of its export bear no names; the list beside them does."""
        listed = Graded(toys, "name,id,email\nAna Li,17,ana@s.example\nBen Oz,18,ben@s.example\n")
        for number, answer in (("1", "gardener"), ("2", "baker")):
            told = [record(toys.case, "who-counted", answer, who=f"kind-{number}")]
            write_notebook(toys.hand_ins / f"submission_{number}" / "02_sourcing.ipynb", told)
        (toys.hand_ins / "submission_metadata.yml").write_text(
            "---\nsubmission_1:\n  :submitters:\n  - :name: Ana Li\n    :sid: '17'\n    :email: ana@s.example\n"
            "submission_2:\n  :submitters:\n  - :name: Ben Oz\n    :sid: '18'\n    :email: ben@s.example\n"
        )
        assert (listed.grade().exit_code, listed.points()) == (0, {"17": 1, "18": 0})

    def test_a_pair_on_gradescope_is_two_learners(self, toys):
        """What two handed in together is both's; as one group on the list they may both earn it."""
        listed = Graded(toys, "name,id,group\nAna Li,17,red\nBen Oz,18,red\n")
        told = [record(toys.case, "who-counted", "gardener", who="kind-otter")]
        write_notebook(toys.hand_ins / "submission_1" / "02_sourcing.ipynb", told)
        (toys.hand_ins / "submission_metadata.yml").write_text(
            "---\nsubmission_1:\n  :submitters:\n"
            "  - :name: Ana Li\n    :sid: '17'\n  - :sid: '18'\n    :name: Ben Oz\n"
        )
        assert (listed.grade().exit_code, listed.points()) == (0, {"17": 1, "18": 1})

    def test_a_teams_folder_is_no_participants(self, toys):
        """Moodle numbers teams and participants apart: the name must agree."""
        head = "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed\n"
        listed = Graded(toys, f"{head}Participant 42,Ana Li,a@s.example,x,,5.00,Yes\n")
        listed.hand_in("Team Blue_42_assignsubmission_file_")
        done = listed.grade()
        assert (done.exit_code, listed.points()) == (3, {"a@s.example": None, "team-blue--42": 1})
        assert "by the LMS's number, but “Team Blue” by name" in done.output


class TestWhoCsv:
    """Every hand-in, whose it is and why; a teacher corrects it."""

    def test_names_every_hand_in_and_the_evidence(self, toys):
        """Exact names, weak forms and strangers stand there, what needs a person first."""
        graded = Graded(toys, "name,id\nJörg Öz,s1\nAna Li,s2\nBen Oz,s3\n")
        for name in ("Joerg Oez", "Ana Li", "Fan Gan"):
            graded.hand_in(name)
        done = graded.grade()
        told = [(row["called"], row[CREDITED], row["by"]) for row in graded.who().values()]
        assert told == [
            ("Fan Gan", "fan-gan", "nothing"),
            ("Ana Li", "s2", "name"),
            ("Joerg Oez", "s1", "name, ä as ae and the like"),
        ]
        assert (done.exit_code, "1 hand-in is of nobody on the class list, and 1 of the 3" in done.output) == (
            3,
            True,
        )

    def test_a_stranger_is_graded_and_takes_nothing_from_a_learner(self, toys):
        """Fan Gan's points are Fan Gan's, and Fang An keeps a zero."""
        graded = Graded(toys, "name,id\nFang An,s1\n")
        graded.hand_in("Fang An", answer="baker")
        graded.hand_in("Fan Gan")
        graded.grade()
        assert graded.points() == {"s1": 0, "fan-gan": 1}

    @pytest.mark.parametrize("to", ["s1", "Fang An"])
    def test_a_correction_is_read_back_and_wins(self, toys, to):
        """An id or a name in the column credits the hand-in, now and in every later run."""
        graded = Graded(toys, "name,id\nFang An,s1\nBen Oz,s2\n")
        graded.hand_in("Fan Gan")
        graded.grade()
        graded.correct("Fan Gan", to)
        done = graded.grade()
        again = graded.grade()
        assert (done.exit_code, again.exit_code, graded.points()) == (0, 0, {"s1": 1, "s2": None})
        assert graded.who()["Fan Gan"]["by"] == "who.csv"

    def test_a_correction_may_take_a_hand_in_away(self, toys):
        """The hand-in's own name in the column makes it a stranger's."""
        graded = Graded(toys, "name,id\nJörg Öz,s1\n")
        graded.hand_in("Joerg Oez")
        graded.grade()
        graded.correct("Joerg Oez", "Joerg Oez")
        assert (graded.grade().exit_code, graded.points()) == (3, {"s1": None, "joerg-oez": 1})

    def test_an_unknown_name_in_it_is_refused(self, toys):
        """A slip of the pen is told before anything is graded."""
        graded = Graded(toys, "name,id\nFang An,s1\n")
        graded.hand_in("Fan Gan")
        graded.grade()
        graded.correct("Fan Gan", "Fang Ann")
        done = graded.grade()
        assert (done.exit_code, "row 2: found nobody called “Fang Ann”" in done.output) == (1, True)

    def test_any_name_can_be_read_back(self, toys):
        """Whatever a folder is called, a second run understands what the first one wrote."""
        graded = Graded(toys, "name,id\nFang An,s1\n")
        for number, name in enumerate([*NAMES, "\x1b[31m Ana ", "Ana, “Li”; 'x'", "'quoted'"]):
            graded.hand_in(name, who=f"kind-{number}")
        codes, first = [graded.grade().exit_code], graded.points()
        assert ([*codes, graded.grade().exit_code], graded.points()) == ([3, 3], first)

    def test_a_path_that_was_spoilt_is_told(self, toys):
        """A spreadsheet that lost letters must not make a correction pass unheard."""
        graded = Graded(toys, "name,id\nFang An,s1\n")
        graded.hand_in("Fan Gan")
        graded.grade()
        path = toys.out / "who.csv"
        path.write_text(path.read_text(encoding="utf-8-sig").replace("hand-ins/", "hand?ins/"), encoding="utf-8")
        done = graded.grade()
        assert (done.exit_code, "row 2: found no hand-in at" in done.output) == (1, True)

    def test_a_row_that_was_cut_off_takes_no_decision_back(self, toys):
        """A file that lost its end decides nothing: what a teacher wrote earlier stands."""
        graded = Graded(toys, "name,id\nFang An,s1\n")
        graded.hand_in("Fan Gan")
        graded.grade()
        graded.correct("Fan Gan", "s1")
        graded.grade()
        path = toys.out / "who.csv"
        head, row = path.read_text(encoding="utf-8-sig").splitlines()
        path.write_text(f"{head}\n{row[: row.index(',')]}", encoding="utf-8")
        assert (graded.grade().exit_code, graded.points()) == (0, {"s1": 1})

    def test_a_list_that_fits_nobody_is_the_likelier_fault(self, toys):
        """Where most hand-ins are of nobody on the list, the list is doubted."""
        graded = Graded(toys, "name,id\nAda Lo,s1\nBea Mo,s2\n")
        for name in ("Ana Li", "Ben Oz", "Cem Ay"):
            graded.hand_in(name)
        assert "the class list is the likelier fault" in graded.grade().output

    def test_two_ways_to_one_learner_are_told(self, toys):
        """A folder by name and one by login are read together, and it is said by what each is known."""
        graded = Graded(toys, "name,id,login\nAna Li,s1,annette\n")
        graded.hand_in("Ana Li")
        graded.hand_in("annette")
        graded.grade()
        assert "known by login, e-mail or id; the other by name." in graded.who()["annette"]["doubtful"]


class TestState:
    """What a gradebook knows is added to, and stays with its learner."""

    def test_one_latecomer_is_one_more(self, toys, tmp_path):
        """Graded alone into the same gradebook, a latecomer takes nobody out of it."""
        listed = "".join(f"Ana {letter},s{letter}\n" for letter in "abcdefgh")
        graded = Graded(toys, f"name,id\n{listed}Zoe Oz,late\n")
        for letter in "abcdefgh":
            graded.hand_in(f"Ana {letter}")
        graded.grade()
        late = hand_in(tmp_path / "mail", "Zoe Oz", toys.case, {"who-counted": "gardener"})
        done = say("grade", late.parent, "--key", toys.key, "-o", toys.out, "--jobs", 1)
        assert (done.exit_code, graded.points()) == (0, {"late": 1, **{f"s{letter}": 1 for letter in "abcdefgh"}})

    def test_marks_by_hand_outlive_other_ids(self, toys, tmp_path):
        """Marked before there was a list, and under the ids of another one: the mark goes with the learner."""
        graded, text = Graded(toys, "name,id\nAna Li,s1\n"), "Forty, says the gardener."
        hand_in(toys.hand_ins, "Ana Li", toys.case, {"in-your-words": text})
        paths = (toys.hand_ins, "--key", toys.key, "-o", toys.out, "--jobs", 1)
        say("grade", *paths)
        mark = HandMark("ana-li", "in-your-words", answer_hash(text), {"source": 4}, None, "", "KM", "2026-11-21")
        (tmp_path / "marks.csv").write_text(csv_of_marks([mark]), encoding="utf-8")
        say("mark", toys.out, "--take", tmp_path / "marks.csv", "--jobs", 1)
        before = graded.points()["ana-li"]
        graded.grade()
        as_listed = graded.points()
        graded.roster.write_text("name,id\nAna Li,new-17\n", encoding="utf-8")
        graded.grade()
        assert (before, as_listed, graded.points()) == (before, {"s1": before}, {"new-17": before})
        assert before is not None

    def test_a_correction_outlives_other_ids(self, toys):
        """What a teacher decided holds for the learner, not for an id of one list."""
        graded = Graded(toys, "name,id\nFang An,s1\n")
        graded.hand_in("Fan Gan")
        graded.grade()
        graded.correct("Fan Gan", "s1")
        graded.grade()
        graded.roster.write_text("name,id\nFang An,new-17\n", encoding="utf-8")
        graded.grade()
        assert graded.points() == {"new-17": 1}

    def test_marking_from_another_folder(self, toys, tmp_path, monkeypatch):
        """Paths given from one folder are found from any other."""
        hand_in(toys.hand_ins, "Ana Li", toys.case, {"in-your-words": "Ducks."})
        monkeypatch.chdir(toys.out.parent)
        say("grade", "hand-ins", "--key", "toy/key", "-o", "grades", "--jobs", 1)
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        done = say("mark", "../grades", "-o", "pages")
        assert (done.exit_code, [path.name for path in Path("pages").iterdir()] != []) == (0, True), done.output


syllables = st.sampled_from(
    ["an", "fan", "gan", "li", "Hà", "Hạ", "ha", "Jörg", "joerg", "jorg", "ハ", "バ", "O'n", "on"]
)
people = st.lists(st.lists(syllables, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=6)

#: what each hand-in is called, and what somebody wrote into its notebook
words = st.lists(syllables, min_size=1, max_size=3).map(" ".join)
hand_ins = st.lists(st.tuples(words, st.just("") | words | st.sampled_from(["s1", "s2"])), min_size=1, max_size=6)


def bears(match: Match, name: str) -> bool:
    """Whether a hand-in bears the exact name of the learner it was credited to."""
    return match.learner is not None and sorted(name_words(match.learner.name)) == sorted(name_words(name))


class TestAnyClass:
    """Random classes in which names are nearly the same."""

    @unhurried
    @given(people, hand_ins)
    def test_nobody_gets_what_does_not_bear_their_name_but_by_named_evidence(self, listed, handed_in):
        """Without the exact name it is theirs by evidence that is named, and never joins one that has it."""
        found = self.found(listed, handed_in)
        exact = {match.learner for one, match in found if bears(match, one.name)}
        for one, match in found:
            if match.learner and not bears(match, one.name):
                assert match.by.startswith((SAID, "name, "))
                assert match.learner not in exact or (SAID in match.by and match.by != SAID)
                assert SAID not in match.by or one.said

    @unhurried
    @given(people, hand_ins)
    def test_what_somebody_wrote_never_moves_an_exact_name(self, listed, handed_in):
        """With or without a name in the notebook, a folder's exact name leads to its bearer or to nobody."""
        names = {" ".join(sorted(name_words(name))): name for name in listed}.values()
        silent = [(name, "") for name, _ in handed_in]
        for (_, before), (_, after) in zip(self.found(names, silent), self.found(names, handed_in), strict=True):
            if before.by == "name":
                assert after.learner in (None, before.learner)

    @unhurried
    @given(people, hand_ins)
    def test_one_word_alone_joins_no_other_hand_in(self, listed, handed_in):
        """Whoever is somebody only by their own word has the only hand-in of that somebody."""
        everybody = [match.learner for _, match in self.found(listed, handed_in) if match.learner]
        alone = [match.learner for _, match in self.found(listed, handed_in) if match.by == SAID]
        assert [learner for learner in alone if everybody.count(learner) > 1] == []

    def found(self, listed: Iterable[str], handed_in: Iterable[tuple[str, str]]) -> list[tuple[Called, Match]]:
        """Each hand-in, and whose it is."""
        called = [Called(name, said=(word,) if word else ()) for name, word in handed_in]
        return list(zip(called, index_of(*dict.fromkeys(listed)).match_all(called), strict=True))

    @unhurried
    @given(people)
    def test_every_one_gets_what_bears_their_own_name(self, listed):
        """However near the others are, a hand-in under a name of the list is that learner's alone."""
        names = {" ".join(sorted(name_words(name))): name for name in listed}.values()
        assert matched([*names], *names) == [(name, "name") for name in names]
