"""Wherever the work is done, the gradebook is the same to the row."""

from __future__ import annotations

from pathlib import Path

import pytest

from lessons.errors import GradingError
from lessons.gradebook import executors
from lessons.gradebook.executors import Workers
from lessons.gradebook.grade import Grading, grade_hand_ins
from lessons.gradebook.keys import find_setup
from lessons.gradebook.release import release
from tests.dying import survive
from tests.hand_ins import answers, hand_in
from tests.test_gradebook_database import everything
from tests.toy import toy_case
from tests.toy_class import contents


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of five, with everything answered, and its gradebook made in this process."""
    home = tmp_path_factory.mktemp("class")
    case = toy_case(home / "toy")
    for name in ("Ana", "Ben", "Cem", "Dee", "Eva"):
        hand_in(home / "hand-ins", name, case, answers(case))
    grade(home, "here", Workers())
    return home


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes are worth starting for a class of five."""
    monkeypatch.setattr(executors, "FEW", 0)


def grade(home: Path, out: str, workers: Workers) -> tuple[object, ...]:
    """Grade the class into a folder and release it; gives every row, table and page."""
    order = Grading((home / "hand-ins",), find_setup(home / "toy" / "key"), home / out, workers)
    grade_hand_ins(order, lambda done, of: None)
    release(home / out, home / f"{out}-pages", "include", workers)
    tables = {name: text for name, text in contents(home / out).items() if name.endswith(".csv")}
    return everything(home / out), tables, contents(home / f"{out}-pages")


class TestSameRows:
    """No executor changes a gradebook."""

    def test_of_processes(self, home, few):
        """Two processes of this machine."""
        assert grade(home, "processes", Workers(2)) == grade(home, "here", Workers())

    def test_of_a_cluster(self, home):
        """A Dask cluster of two workers, reached by its address."""
        from distributed import LocalCluster

        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            there = grade(home, "cluster", Workers(2, cluster.scheduler_address))
        assert there == grade(home, "here", Workers())

    def test_an_address_where_nobody_answers_is_told(self, home):
        """A scheduler that is not there is a sentence."""
        with pytest.raises(GradingError, match="No Dask scheduler answers"):
            grade(home, "nowhere", Workers(2, "tcp://127.0.0.1:1"))


class TestShared:
    """Work shared out."""

    def test_gives_every_batch_with_its_result(self):
        """However many, each thing comes back once."""
        found = list(Workers().share(len, range(7), 7, 3))
        assert found == [((0, 1, 2), 3), ((3, 4, 5), 3), ((6,), 1)]

    def test_takes_no_more_than_it_may(self):
        """The next batch is only drawn when another is done: memory does not grow with the class."""
        drawn, done = [], 0
        things = (drawn.append(number) or number for number in range(20))
        for _ in Workers().share(len, things, 20, 1):
            done += 1
            assert len(drawn) - done <= 4
        assert done == 20

    def test_a_worker_that_dies_costs_no_other(self, few):
        """A process that ends itself is one lost thing, and the rest is done."""
        shared = Workers(2).share(survive, range(6), 6, 2)
        told = {thing: result for batch, result in shared for thing in batch}
        assert ({thing for thing, result in told.items() if result is None}, len(told)) == ({2}, 6)
