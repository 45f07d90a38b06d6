"""Whose work it is: the same record in two hand-ins, and names that meet."""

from __future__ import annotations

from tests.hand_ins import (
    graded,
    hand_in,
    item,
    record,
    write_book,
)
from tests.toy_class import Class, toys

__all__ = ["toys"]  # fixtures, under the names the tests ask for


class TestCopies:
    """One record in two hand-ins."""

    def both(self, toys: Class, **fields: object) -> dict:
        """Ana, and Ben who handed in Ana's book."""
        hand_in(toys.hand_ins, "Ana", toys.case, {"who-counted": "gardener"}, who="calm-crane")
        hand_in(toys.hand_ins, "Ben", toys.case, {"who-counted": "gardener"}, who="calm-crane")
        return graded(toys.hand_ins, toys.key, toys.out, **fields)[1]

    def test_earns_no_point_until_a_person_has_looked(self, toys):
        """Nobody can tell whose it is: it waits, and both are named."""
        found = self.both(toys)
        assert [(item(r, "who-counted").status, r.raw) for r in found.values()] == [("needs a person", None)] * 2

    def test_the_owner_keeps_it_where_the_rest_tells(self, toys):
        """Whose other answers are of another pseudonym is not the owner; the owner loses nothing."""
        own = record(toys.case, "collected", "vet", who="keen-hare")
        write_book(toys.hand_ins / "Ben" / "answers" / "02_more.jsonl", [own])
        found = self.both(toys)
        assert (found["ana"].raw, found["ben"].raw) == (1, 1)
        assert item(found["ben"], "who-counted").status == "needs a person"

    def test_a_group_may_share_a_book(self, toys, tmp_path):
        """Learners of one group in the roster worked together, and both earn it."""
        roster = tmp_path / "class.csv"
        roster.write_text("id,name,group\nana,Ana,1\nben,Ben,1\n", encoding="utf-8")
        assert [result.raw for result in self.both(toys, roster=roster).values()] == [1, 1]

    def test_the_same_pseudonym_is_no_copy(self, toys):
        """A teacher who laid the course out once for all gave them one pseudonym; their answers are their own."""
        for hour, name in enumerate(("Ana", "Ben")):
            time = f"2026-11-20T1{hour}:00:00+00:00"
            hand_in(toys.hand_ins, name, toys.case, {"who-counted": "gardener"}, who="calm-crane", time=time)
        assert [r.raw for r in graded(toys.hand_ins, toys.key, toys.out)[1].values()] == [1, 1]


class TestNames:
    """Whose work it is."""

    def test_the_same_name_twice_is_two_learners(self, toys, tmp_path):
        """Without a roster, two folders of one name are kept apart, and told."""
        for place in ("a", "b"):
            hand_in(tmp_path / place, "Ana", toys.case, {"who-counted": "gardener"}, who=f"keen-{place}")
        found = graded([tmp_path / "a", tmp_path / "b"], toys.key, toys.out)[1]
        assert ([*found], len(found["ana-2"].problems)) == (["ana", "ana-2"], 1)

    def test_with_a_roster_it_is_one(self, toys, tmp_path):
        """A learner of the roster who handed in twice is read once, with all answers."""
        for place, id in (("a", "who-counted"), ("b", "collected")):
            hand_in(tmp_path / place, "Ana", toys.case, {id: {"who-counted": "gardener", "collected": "vet"}[id]})
        roster = tmp_path / "class.csv"
        roster.write_text("id,name\nana,Ana\n", encoding="utf-8")
        found = graded([tmp_path / "a", tmp_path / "b"], toys.key, toys.out, roster=roster)[1]
        assert ([*found], found["ana"].raw) == (["ana"], 2)

    def test_whoever_handed_in_nothing_is_missing(self, toys, tmp_path):
        """A learner of the roster without a hand-in has a row without points."""
        roster = tmp_path / "class.csv"
        roster.write_text("id,name\nana,Ana\nben,Ben\n", encoding="utf-8")
        hand_in(toys.hand_ins, "Ana", toys.case, {"collected": "vet"})
        found = graded(toys.hand_ins, toys.key, toys.out, roster=roster)[1]["ben"]
        assert (found.raw, {item.status for item in found.items}) == (None, {"missing"})

    def test_whoever_is_not_on_the_roster_is_graded_and_told(self, toys, tmp_path):
        """A name the roster does not have loses nothing."""
        roster = tmp_path / "class.csv"
        roster.write_text("id,name\nben,Ben\n", encoding="utf-8")
        hand_in(toys.hand_ins, "Zoe", toys.case, {"collected": "vet"})
        found = graded(toys.hand_ins, toys.key, toys.out, roster=roster)[1]["zoe"]
        assert (found.raw, found.problems[0].where) == (1, "Zoe")
