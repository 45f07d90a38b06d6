"""What a learner writes into the notebook of whose it is: strong evidence, and never against other evidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lessons.answers import LISTED_AS, Record
from lessons.case import Case
from lessons.gradebook.who_csv import CREDITED
from lessons.handins.lookup import Listed
from lessons.handins.matching import SAID, Called, Match
from lessons.handins.people import Learner
from tests.hand_ins import hand_in, record, results, rows, write_book, write_notebook
from tests.test_handins_whose import Graded, index_of, say
from tests.toy_class import Class, toys

__all__ = ["toys"]  # fixtures, under the names the tests ask for
LISTED = "name,id,login\nAna Li,s1,anali17\nBen Oz,s2,benoz18\nJörg Öz,s3,oez19\n"


def listing(name: str, who: str = "kind-otter-417", time: str = "2026-11-20T10:00:00+00:00") -> Record:
    """What the last cell of a notebook records of a name that was typed there."""
    return Record(exercise=LISTED_AS, answer=name, who=who, time=time, attempt=1, committed=True, number=1)


def said(case: Case, name: str, answer: str = "gardener", who: str = "kind-otter-417") -> list[Record]:
    """An answer, and a name typed after it."""
    return [record(case, "who-counted", answer, who=who), listing(name, who)]


def heard(*called: Called) -> list[Match]:
    """Whose hand-ins are, of a class of three."""
    return index_of("Ana Li", "Ben Oz", "Jörg Öz").match_all(called)


class TestEvidence:
    """What was written, beside what else is known."""

    @pytest.mark.parametrize("written", ["Ana Li", "li ana", "s1", "Li, Ana", "Ana Li, s1", "S1 Ana Li"])
    def test_a_name_or_number_of_the_list_is_strong(self, written):
        """A file that says nothing of whose it is, is whose the notebook says."""
        (match,) = heard(Called("annies laptop", said=(written,)))
        assert (match.learner and match.learner.name, match.by) == ("Ana Li", SAID)

    def test_where_both_agree_both_are_named(self):
        """The name on the folder and in the notebook are two witnesses."""
        assert [m.by for m in heard(Called("Ana Li", said=("s1",)))] == [f"name and {SAID}"]

    @pytest.mark.parametrize("called", ["Ben Oz", "Ben Oz - Copy (1)", "joerg oez", "s2"])
    def test_somebody_elses_folder_waits(self, called):
        """A name on the file in whatever form, and another in the notebook: a person decides."""
        (match,) = heard(Called(called, said=("Ana Li",)))
        assert (match.learner, "Ana Li (s1)" in match.why, SAID in match.why) == (None, True, True)

    def test_a_weak_form_in_the_notebook_contradicts_too(self):
        """Without accents it is somebody's name all the same."""
        assert heard(Called("Ana Li", said=("joerg oez",)))[0].learner is None

    def test_an_lms_that_knows_its_people_is_not_overruled(self):
        """Canvas says whose account it came from, on the list or not; a blind number says nothing."""
        canvas, blind = heard(
            Called("zoemo", "9917", said=("Ana Li",)), Called("Participant 9", "9", said=("s2",))
        )
        assert (canvas.learner, blind.learner and blind.learner.id) == (None, "s2")

    def test_two_of_one_name_are_told_apart_by_a_number(self):
        """What the list tells by an id, the learner may tell too."""
        index = index_of("Ana Li", "Ana Li")
        assert [m.learner and m.learner.id for m in index.match_all([Called("Ana Li", said=("s2",))])] == ["s2"]

    def test_a_name_that_nobody_bears_changes_nothing_and_is_told(self):
        """A nickname, or somebody of another course: the folder counts, and who.csv says what stood there."""
        (match,) = heard(Called("Ana Li", said=("Zoe Mo",)))
        assert (match.learner and match.learner.id, "“Zoe Mo”" in match.why) == ("s1", True)

    @pytest.mark.parametrize("written", ["ana", "Ana L.", "Ana Li-Berg"])
    def test_a_part_of_the_own_name_is_no_contradiction(self, written):
        """Whoever writes half a name has said nothing else."""
        assert [(m.learner and m.learner.id, m.why) for m in heard(Called("Ana Li", said=(written,)))] == [
            ("s1", "")
        ]

    def test_two_names_in_one_hand_in_contradict(self):
        """A book of somebody else lies in the folder, and says so."""
        assert heard(Called("stuff", said=("Ana Li", "Ben Oz")))[0].learner is None

    def test_a_team_may_hand_in_what_one_of_them_wrote(self):
        """Each of a team gets the same notebook, in which one name stands."""
        team = [Listed(Learner(id, name, group="red"), (id,)) for id, name in (("s1", "Ana Li"), ("s2", "Ben Oz"))]
        found = type(index_of())(team).match_all([Called(name, said=("Ana Li",)) for name in ("Ana Li", "Ben Oz")])
        assert [m.learner and m.learner.id for m in found] == ["s1", "s2"]

    def test_a_weak_form_alone_is_weak(self):
        """Typed without accents it counts where nobody else is left, and is named so."""
        assert [m.by for m in heard(Called("my stuff", said=("jorg oz",)))] == [f"{SAID}: name, without accents"]


class TestJoining:
    """One's own word joins nobody's hand-in."""

    def test_typing_somebody_elses_name_joins_nothing(self):
        """Whoever has a hand-in of their own keeps it as it is; the other one waits."""
        own, other = heard(Called("Ana Li"), Called("x", said=("Ana Li",)))
        assert (own.by, other.learner) == ("name", None)

    def test_two_who_say_the_same_wait_both(self):
        """Nobody can tell which of them it is."""
        assert [m.learner for m in heard(*(Called(name, said=("Ana Li",)) for name in "xy"))] == [None, None]

    def test_two_notebooks_of_one_computer_are_one_learners(self):
        """Lone notebooks bear the same pseudonym, and no name but the one inside."""
        each = [Called(name, said=("Ana Li",), pseudonyms=lambda: ["kind-otter-417"]) for name in "xy"]
        assert [m.learner and m.learner.id for m in heard(*each)] == ["s1", "s1"]


class TestGraded:
    """Through the real command."""

    def laid(self, toys: Class, *folders: tuple[str, list[Record]]) -> Graded:
        """A class of three, and what these folders hold."""
        for name, records in folders:
            write_book(toys.hand_ins / name / "answers" / "01_pond.jsonl", records)
        return Graded(toys, LISTED)

    def test_the_name_in_a_book_credits_it(self, toys):
        """The folder says nothing; the screen and who.csv say by what it is known."""
        graded = self.laid(toys, ("laptop three", said(toys.case, "Ana Li")))
        done = graded.grade()
        assert (done.exit_code, graded.points()) == (0, {"s1": 1, "s2": None, "s3": None})
        assert graded.who()["laptop three"]["by"] == SAID
        assert f"Credited only by {SAID}: “laptop three” to Ana Li." in done.output

    def test_the_name_in_a_lone_notebook_credits_it(self, toys):
        """As Canvas's download of one file, renamed by a browser."""
        write_notebook(toys.hand_ins / "download7.ipynb", said(toys.case, "benoz18"))
        graded = Graded(toys, LISTED)
        assert (graded.grade().exit_code, graded.points()["s2"]) == (0, 1)

    def test_it_is_no_answer(self, toys):
        """No question, no remark, no part of the receipt."""
        graded = self.laid(toys, ("Ana Li", said(toys.case, "Ana Li")))
        graded.grade()
        with_name = rows(toys.out / "gradebook.csv")[0]["receipt"]
        other = Class(toys.case, toys.hand_ins.parent / "again", toys.out.parent / "grades-2")
        hand_in(other.hand_ins, "Ana Li", toys.case, {"who-counted": "gardener"}, who="kind-otter-417")
        again = Graded(other, LISTED)
        again.grade()
        assert (rows(other.out / "gradebook.csv")[0]["receipt"], rows(toys.out / "problems.csv")) == (
            with_name,
            [],
        )

    def test_another_persons_name_takes_nothing_and_overwrites_nothing(self, toys):
        """Ben's folder with Ana's name typed in waits; Ana keeps what she handed in."""
        graded = self.laid(
            toys,
            ("Ana Li", [record(toys.case, "who-counted", "gardener", who="calm-crane-100")]),
            ("Ben Oz", said(toys.case, "Ana Li", "baker")),
        )
        done = graded.grade()
        assert (done.exit_code, graded.points()["s1"], graded.points()["s2"]) == (3, 1, None)
        assert "“Ben Oz” would be Ben Oz (s2) by name, but Ana Li (s1)" in done.output

    def test_a_copied_book_brings_its_owners_name_along(self, toys):
        """Ben hands in Ana's book: the name in it tells, and Ana keeps her points."""
        graded = self.laid(toys, ("Ana Li", said(toys.case, "Ana Li")), ("Ben Oz", said(toys.case, "Ana Li")))
        assert (graded.grade().exit_code, graded.points()["s2"]) == (3, None)

    def test_the_newest_counts_and_empty_is_none(self, toys):
        """Corrected in another lesson, or taken out again."""
        old, new = listing("Ben Oz"), listing("Ana Li", time="2026-11-21T10:00:00+00:00")
        gone = listing("", time="2026-11-22T10:00:00+00:00")
        answer = record(toys.case, "who-counted", "gardener", who="kind-otter-417")
        graded = self.laid(toys, ("one", [answer, new, old]))
        first = (graded.grade().exit_code, graded.points().get("s1"))
        write_book(toys.hand_ins / "one" / "answers" / "01_pond.jsonl", [answer, old, new, gone])
        assert (first, graded.grade().exit_code, graded.points()["s1"]) == ((0, 1), 3, None)

    def test_a_teacher_has_the_last_word(self, toys):
        """What stands in who.csv wins over what stands in the notebook."""
        graded = self.laid(toys, ("Ben Oz", said(toys.case, "Ana Li")))
        graded.grade()
        graded.correct("Ben Oz", "s2")
        assert (graded.grade().exit_code, graded.points()["s2"], graded.who()["Ben Oz"][CREDITED]) == (0, 1, "s2")

    def test_a_list_that_comes_later_is_joined(self, toys):
        """Graded by pseudonym first; the name in the records joins it to the list."""
        graded = self.laid(toys, ("kind otter", said(toys.case, "s1")))
        say("grade", toys.hand_ins, "--key", toys.key, "-o", toys.out, "--jobs", 1)
        before = {id: result.raw for id, result in results(toys.out).items()}
        assert (before, graded.grade().exit_code, graded.points()["s1"]) == ({"kind-otter": 1}, 0, 1)

    @pytest.mark.parametrize("written", [None, 17, ["Ana Li"], "", " \u202e\n", "=1+1", "x" * 100_000])
    def test_whatever_stands_there_costs_no_point(self, toys, written):
        """A record may hold anything; the folder's name counts."""
        odd = listing("").model_copy(update={"answer": json.loads(json.dumps(written))})
        graded = self.laid(toys, ("Ana Li", [record(toys.case, "who-counted", "gardener"), odd]))
        assert (graded.grade().exit_code, graded.points()["s1"]) == (0, 1)
        assert all(cell[:2] != "=1" for row in graded.who().values() for cell in row.values())


def test_gradescopes_own_word_and_the_learners_agree(toys):
    """The list beside the hand-ins and the notebook name one learner."""
    listed = Graded(toys, LISTED)
    write_notebook(toys.hand_ins / "submission_1" / "02_sourcing.ipynb", said(toys.case, "Ana Li"))
    told = "---\nsubmission_1:\n  :submitters:\n  - :name: Ana Li\n    :sid: s1\n"
    Path(toys.hand_ins / "submission_metadata.yml").write_text(told, encoding="utf-8")
    assert (listed.grade().exit_code, listed.points()["s1"]) == (0, 1)
