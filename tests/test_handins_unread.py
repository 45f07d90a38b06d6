"""Nothing earned is lost in silence: what can be read is read, and what cannot is named and never "missing"."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable

import pytest

from lessons.handins import find, read
from tests.hand_ins import graded, hand_in, item, record, results, rows, write_notebook
from tests.handed_in import WHAT, WHO, answered, book, lay, notebook, read_files, zipped
from tests.toy_class import Class, toys

__all__ = ["toys"]  # fixtures, under the names the tests ask for


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    """A tar of these members."""
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return held.getvalue()


HELD = {"course/02_sourcing.ipynb": notebook(WHAT)}
READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a browser's .json": ("06_the_trend.json", lambda: notebook(WHAT)),
    "a notebook called .txt": ("06_the_trend.txt", lambda: notebook(WHAT)),
    "a book called .txt": ("answers.txt", lambda: book(WHAT)),
    "no ending": ("06_the_trend", lambda: notebook(WHAT)),
    "an ending of a browser": ("06_the_trend.zip.download", lambda: zipped(HELD)),
    "packed with gzip": ("06_the_trend.ipynb.gz", lambda: gzip.compress(notebook(WHAT))),
    "a tar": ("mine.tar", lambda: tarred(HELD)),
    "a tar packed with gzip": ("mine.tar.gz", lambda: tarred(HELD, "w:gz")),
    "a tgz": ("mine.tgz", lambda: tarred(HELD, "w:gz")),
    "a zip with backslashes": ("mine.zip", lambda: zipped({"according-to\\06.ipynb": notebook(WHAT)})),
    "letters of two bytes": ("06.json", lambda: notebook(WHAT).decode().encode("utf-16")),
}
UNREAD = {
    "rar": ("answers.rar", b"Rar!\x1a\x07\x01\x00"),
    "7z": ("answers.7z", b"7z\xbc\xaf\x27\x1c\x00\x04"),
    "xz": ("answers.tar.xz", b"\xfd7zXZ\x00"),
    "who knows": ("scan", b"\x00\x01\x02\x03" * 9),
    "what is only called rar": ("answers.rar", b"x" * 100),
    "a mail": ("answers.eml", b"Subject: my answers"),
    "a lesson as a document": ("06_the_trend.pdf", b"%PDF-1.7"),
    "a damaged gzip": ("a.ipynb.gz", b"\x1f\x8b\x08 no more"),
    "a damaged tar": ("a.tar", b"no tar"),
    "a page of a cloud": ("06_the_trend.gdoc", b'{"url": "https://docs.example"}'),
    "what never left a cloud": (".06_the_trend.ipynb.icloud", b"bplist00"),
    "half a download": ("06_the_trend.ipynb.part", b""),
    "a disk of a Mac": ("answers.dmg", b"koly"),
    "a lesson as a program": ("06_the_trend.py", b"# In[1]:\n"),
    "a lesson as a text": ("06_the_trend.txt", b"Answer 1: the vet"),
    "a lesson by another spelling": ("06 the trend.docx", b"PK\x03\x04"),
}


class TestRead:
    """What can be read is read, whatever it is called."""

    @pytest.mark.parametrize("name", READ)
    def test_beside_a_notebook(self, tmp_path, name):
        """Its answers are found, without a remark."""
        file, content = READ[name]
        lay(tmp_path / "all" / "Ana Li", {"05_out_of_how_many.ipynb": notebook(WHO), file: content()})
        (one,) = find([tmp_path / "all"])
        submission = read(one)
        assert (WHAT in answered(submission), submission.problems, submission.unreadable) == (True, (), ())

    def test_a_tar_of_a_class(self, tmp_path):
        """A tar given by itself holds a folder for each learner, like a zip."""
        packed = tarred({"Ana/02_sourcing.ipynb": notebook(WHO), "Ben/02_sourcing.ipynb": notebook(WHAT)}, "w:gz")
        made = {one.name: answered(read(one)) for one in find([lay(tmp_path, {"c.tar.gz": packed}) / "c.tar.gz"])}
        assert made == {"Ana": [WHO], "Ben": [WHAT]}

    @pytest.mark.parametrize("name", ["../a.ipynb", "/a.ipynb", "C:/a.ipynb"])
    def test_a_tar_that_leads_outside_is_refused(self, tmp_path, name):
        """The member is named, the others are read."""
        submission = read_files(tmp_path, ana_tar=tarred({name: notebook(WHAT), "b.ipynb": notebook(WHO)}))
        told = [problem.found for problem in submission.problems]
        assert (answered(submission), told) == ([WHO], ["A file whose name leads outside its folder."])

    def test_a_bomb_in_gzip_is_refused(self, tmp_path):
        """What unpacks to far more than it is, is not unpacked."""
        submission = read_files(tmp_path, a_gz=gzip.compress(bytes(9_000_000)))
        assert (submission.unreadable, submission.records) == (("a.gz",), ())

    def test_a_text_without_answers_is_no_loss(self, tmp_path):
        """Notes beside a notebook may have any name; nothing can be missing in them."""
        lay(tmp_path / "all" / "Ana", {"a.ipynb": notebook(WHO), "notes.txt": b"Ducks.", "settings.json": b"{}"})
        (one,) = find([tmp_path / "all"])
        submission = read(one)
        assert ([problem.costs for problem in submission.problems], submission.unreadable) == ([False], ())


class TestUnread:
    """What lies there unread is named."""

    @pytest.mark.parametrize("name", UNREAD)
    def test_nothing_of_that_learner_is_missing(self, toys, name):
        """The rest is ungradable, and the file is named."""
        file, content = UNREAD[name]
        folder = hand_in(toys.hand_ins, "Ana Li", toys.case, {"collected": "vet"})
        (folder / file).write_bytes(content)
        summary, found = graded(toys.hand_ins, toys.key, toys.out)
        statuses = {one.status for one in found["ana-li"].items if one.exercise != "collected"}
        assert (item(found["ana-li"], "collected").points, statuses) == (1, {"ungradable"})
        assert file in summary.unreadable[0]


class TestWholeCourse:
    """A course folder handed in whole."""

    def test_is_graded_without_a_remark(self, toys):
        """An environment, a wheel, cases, checkpoints and caches alarm nobody; what is not answered is missing."""
        folder = hand_in(toys.hand_ins, "Ana Li", toys.case, {"collected": "vet"})
        came_along = [
            *(
                "course.toml",
                "README.md",
                "LICENSE",
                "lessons-1.0-py3-none-any.whl",
                "case/case.toml",
                "case/x.json",
            ),
            *(
                "__pycache__/a.cpython-311.pyc",
                ".venv/lib/a.json",
                "env/pyvenv.cfg",
                "env/lib/notes",
                "env/bin/python",
                "conda/conda-meta/history",
                "conda/lib/notes",
                "pictures/question.png",
            ),
            *(".ipynb_checkpoints/01_pond-checkpoint.ipynb", "start.sh", "constraints.txt.lock"),
        ]
        lay(folder, dict.fromkeys(came_along, b"\x00\x01"))
        lay(folder, {f".venv/lib/python3/site-packages/m{n}.bin": b"" for n in range(1_500)})
        found = graded(toys.hand_ins, toys.key, toys.out)[1]["ana-li"]
        assert (found.problems, {one.status for one in found.items}) == ((), {"graded", "missing"})

    def test_zipped_with_a_large_environment(self, tmp_path, monkeypatch):
        """A zip that is larger than a notebook may be is read where it lies."""
        monkeypatch.setattr("lessons.handins.reading.MOST_OF_ONE", 20_000)
        noise = {f"c/.venv/lib/{n}.bin": bytes(range(256)) * 40 for n in range(9)}
        packed = zipped({"c/course.toml": b"", "c/02_sourcing.ipynb": notebook(WHO), **noise}, 0)
        lay(tmp_path / "all", {"Ana/mine.zip": packed})
        submission = read(*find([tmp_path / "all"]))
        assert (len(packed) > 20_000, answered(submission), submission.problems) == (True, [WHO], ())


class TestTwoComputers:
    """Copies from different computers."""

    def test_time_decides_between_them(self, toys):
        """An old laptop's second attempt does not beat the new computer's first, given later; and it is told."""
        old = {"who": "old-owl", "attempt": 2, "number": 2, "time": "2026-11-18T10:00:00+00:00"}
        new = {"who": "new-newt", "attempt": 1, "number": 1, "time": "2026-11-20T10:00:00+00:00"}
        hand_in(toys.hand_ins, "Ben", toys.case, {"collected": "vet"})
        for place, answer, fields in (("laptop", "baker", old), ("desktop", "vet", new)):
            told = [record(toys.case, "collected", answer, **fields)]
            write_notebook(toys.hand_ins / "Ana" / place / "01_pond.ipynb", told)
        found = graded(toys.hand_ins, toys.key, toys.out)[1]["ana"]
        assert item(found, "collected").points == 1
        told = [(problem.where, problem.found) for problem in found.problems]
        assert told == [("collected", "Different answers under the pseudonyms new-newt, old-owl.")]


class TestLmsAndClock:
    """The LMS saw it come; a learner's clock may be anything."""

    POLICY = 'due = 2026-11-20T23:59:00+01:00\n[[steps]]\nafter = "0 minutes"\nkeeps = 0.5\n'

    def late(self, toys: Class, file: str, time: str) -> tuple[float | None, list[str]]:
        """Points after lateness, and what was told of the time."""
        told = [record(toys.case, "collected", "vet", who="kind-otter", time=time)]
        write_notebook(toys.hand_ins / file, told)
        policy = toys.out.parent / "late.toml"
        policy.write_text(self.POLICY, encoding="utf-8")
        graded(toys.hand_ins, toys.key, toys.out, late=policy)
        (found,) = results(toys.out).values()
        return found.adjusted, [problem.found for problem in found.problems]

    def test_an_early_clock_does_not_help(self, toys):
        """What Canvas calls late is late, and the contradiction is told."""
        points, told = self.late(toys, "liana_LATE_4711_700015_01_pond.ipynb", "2026-11-19T10:00:00+00:00")
        assert (points, told) == (
            0.5,
            [
                "The LMS's file name says “late”, but by the learner's clock it was handed in "
                "19 November 2026, 10:00 UTC."
            ],
        )

    def test_a_clock_in_the_future_does_not_hurt(self, toys):
        """What Canvas does not call late is in time, and the contradiction is told."""
        points, told = self.late(toys, "liana_4711_700015_01_pond.ipynb", "2027-11-19T10:00:00+00:00")
        assert (points, len(told)) == (1, 1)

    def test_it_stands_on_the_screen_and_in_the_row(self, toys):
        """Nobody has to look for a contradiction among the remarks."""
        self.late(toys, "liana_4711_700015_01_pond.ipynb", "2027-11-19T10:00:00+00:00")
        summary, _ = graded(toys.hand_ins, toys.key, toys.out)
        found = "by the learner's clock it was handed in 19 November 2027"
        (row,) = rows(toys.out / "gradebook.csv")
        assert (found in summary.notes[0], found in row["contradictions"], summary.problems) == (True, True, 0)

    def test_where_they_agree_nothing_is_told(self, toys):
        """Late by both."""
        found = self.late(toys, "liana_LATE_4711_700015_01_pond.ipynb", "2026-11-21T10:00:00+00:00")
        assert found == (0.5, [])
