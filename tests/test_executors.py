"""Wherever the work is done, the gradebook is the same to the byte."""

from __future__ import annotations

import os
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from lessons.errors import GradingError
from lessons.gradebook import pages
from lessons.gradebook.executors import Here, Pool, awake, dask, in_flight, in_order, local
from lessons.gradebook.run import Order, grade_hand_ins
from lessons.results.keys import find_setup
from tests.hand_ins import answers, hand_in
from tests.toy import toy_case
from tests.toy_class import contents


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of five, with everything answered, and its gradebook made in this process."""
    home = tmp_path_factory.mktemp("class")
    case = toy_case(home / "toy")
    for name in ("Ana", "Ben", "Cem", "Dee", "Eva"):
        hand_in(home / "hand-ins", name, case, answers(case))
    grade(home, home / "here", Here)
    return home


def grade(home: Path, out: Path, pool: Pool) -> dict[str, bytes]:
    """Grade the class into a folder; gives every file of it."""
    key = find_setup(home / "toy" / "key")
    grade_hand_ins(Order((home / "hand-ins",), key, out, pool), lambda done, of: None)
    return contents(out)


class TestSameBytes:
    """No executor changes a gradebook."""

    def test_of_processes(self, home):
        """Two processes of this machine."""
        assert grade(home, home / "processes", local(2)) == contents(home / "here")

    def test_of_pages_made_by_processes(self, home, monkeypatch):
        """In a large class workers write the feedback, too."""
        monkeypatch.setattr(pages, "MANY", 0)
        assert grade(home, home / "many", local(2)) == contents(home / "here")

    def test_of_threads(self, home):
        """Any executor of the standard library."""
        assert grade(home, home / "threads", lambda: ThreadPoolExecutor(2)) == contents(home / "here")

    def test_of_a_cluster(self, home):
        """A Dask cluster of two workers, reached by its address."""
        from distributed import LocalCluster

        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            assert grade(home, home / "cluster", dask(cluster.scheduler_address)) == contents(home / "here")

    def test_an_address_where_nobody_answers_is_told(self):
        """A scheduler that is not there is a sentence."""
        with pytest.raises(GradingError, match="No Dask scheduler answers"), dask("tcp://127.0.0.1:1")():
            pass


class Breaks(Executor):
    """Breaks at everything that is not a single batch of one."""

    def submit(self, call, /, *args, **named):
        future: Future = Future()
        if args[0] == "bad":
            future.set_exception(BrokenExecutor("gone"))
        else:
            future.set_result(call(*args))
        return future


class TestInFlight:
    """Batches shared out."""

    def test_gives_every_batch_with_its_result(self):
        """However many, each comes back once."""
        found = in_flight(Here, str.upper, iter("abcdefg"), 3)
        assert sorted(found) == [(letter, letter.upper()) for letter in "abcdefg"]

    def test_takes_no_more_than_it_may(self):
        """The next batch is only drawn when another is done: memory does not grow with the class."""
        drawn, done = [], []

        def batches():
            for number in range(20):
                drawn.append(number)
                yield number

        for batch, _ in in_flight(Here, str, batches(), 4):
            done.append(batch)
            assert len(drawn) - len(done) <= 4
        assert len(done) == 20

    def test_a_broken_pool_is_told_and_replaced(self):
        """What was under way when a worker died comes back without a result, and the rest goes on."""
        found = dict(in_flight(Breaks, str.upper, ["a", "bad", "c", "d"], 1))
        assert found == {"a": "A", "bad": None, "c": "C", "d": "D"}

    def test_a_worker_that_dies_costs_no_other(self):
        """A process that ends itself is one lost batch at most, and the pool is made anew."""
        found = dict(in_flight(local(2), survive, [0, 1, 2, 3], 1))
        assert found == {0: 0, 1: 1, 2: None, 3: 3}


def survive(number: int) -> int:
    """End the process at 2."""
    if number == 2:
        os._exit(1)
    return number


class TestInOrder:
    """Results in the order of their batches."""

    def test_keeps_the_order(self):
        """Whoever is done first, the order is that of the batches."""
        pool: Pool = lambda: ThreadPoolExecutor(4)  # noqa: E731
        assert list(in_order(pool, str.upper, "abcdefgh", 3)) == list("ABCDEFGH")


class TestAwake:
    """A pool that starts while its owner does something else."""

    def test_is_one_executor_that_stays(self):
        """Whoever asks it for an executor gets the same one, still open after it was used."""
        with awake(local(1), str) as pool, pool() as first:
            pass
        with pool() as second:
            assert (second is first, second.submit(str.upper, "a").result()) == (True, "A")

    def test_a_first_call_that_fails_spoils_nothing(self):
        """What its workers could not do beforehand is told by the work itself."""
        with awake(local(2), Never) as pool:
            assert list(in_order(pool, str.upper, "ab")) == ["A", "B"]


class Never:
    """What no worker can make."""

    def __init__(self) -> None:
        raise ValueError("not here")


def test_a_pool_is_a_way_to_make_executors():
    """With one job, nothing is started."""
    assert isinstance(local(1)(), Here)
