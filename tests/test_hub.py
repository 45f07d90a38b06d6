"""The guide's page on a JupyterHub holds: a real hub, two learners, one course folder each, nothing shared."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from lessons.answers import Book
from lessons.case.where import read_course
from tests.hub import LEARNERS, MISSING, Learner, hub
from tests.test_cli_grading import say
from tests.test_room import BOOK, VOTE

pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"no hub was started: this machine has no {', no '.join(MISSING)} (extra “hub”)"
)
NOTEBOOK = "04_one_source_or_many.ipynb"
#: what the teacher adds to a course that is in use
WORD = "A word from your teacher."
#: what each learner votes
VOTES = dict(zip(LEARNERS, ("sent", "said"), strict=True))


@pytest.fixture(scope="module")
def learners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Learner, ...]]:
    """Two learners of one hub, each with an open server and a vote in lesson 4."""
    with hub(tmp_path_factory.mktemp("hub")) as found:
        for learner in found:
            learner.open_server()
            vote(learner, "my-course")
        yield found


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository as the guide says: the zip of “lessons handout”, unpacked, and answers left out."""
    folder = tmp_path_factory.mktemp("repository")
    packed = folder / "course.zip"
    assert say("handout", "--mode", "practice", "--lessons", "4", "-o", packed).exit_code == 0
    with zipfile.ZipFile(packed) as files:
        files.extractall(folder)
    course = folder / "according-to"
    (course / ".gitignore").write_text("answers/\nset-aside/\n", encoding="utf-8")
    git(course, "init", "--quiet", "--initial-branch=main")
    commit(course)
    return course


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and give what it said."""
    who = ("-c", "user.name=teacher", "-c", "user.email=teacher@example.org")
    return subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(course: Path) -> None:
    """Commit everything that is not ignored."""
    git(course, "add", "--all")
    git(course, "commit", "--quiet", "--message", "The course")


def vote(learner: Learner, folder: str) -> None:
    """Open lesson 4, run the cells that the vote needs, press its button, and save the page."""
    path = f"{folder}/{NOTEBOOK}"
    notebook = learner.notebook(path)
    needed = [cell for cell in notebook["cells"] if is_needed(cell)]
    with learner.kernel(path) as kernel:
        for cell in needed:
            kernel.run(cell["source"])
        widget = kernel.run(f"print(desk.questions[{VOTE!r}, 'first'].widget.model_id)")
        kernel.press(widget.strip(), VOTES[learner.name])
    for number, cell in enumerate(needed):
        cell["execution_count"] = number + 1
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": f"what {learner.name} saw\n"}]
    learner.save(path, notebook)


def is_needed(cell: dict[str, Any]) -> bool:
    """Whether it is a cell that opens the desk or asks for the first vote."""
    return cell["cell_type"] == "code" and bool(
        re.search(r'open_desk\(|desk\.vote\("first"\)', "".join(cell["source"]))
    )


def voted(course: Path) -> list[Any]:
    """The votes in the answer book of a course folder, as the disk has them."""
    return [record.answer for record in Book.open(course / BOOK).of(VOTE, "first") if record.committed]


def test_each_answer_lies_in_its_own_home_and_the_room_sees_both(learners, tmp_path):
    """The start-up line lays a course out for each; their votes lie in my-course/answers; nobody is named."""
    assert {learner.name: voted(learner.home / "my-course") for learner in learners} == {
        name: [answer] for name, answer in VOTES.items()
    }
    pseudonyms = {getattr(read_course(learner.home / "my-course"), "pseudonym", "") for learner in learners}
    assert (len(pseudonyms), "" in pseudonyms) == (2, False)
    for paths in ([learner.home / "my-course" for learner in learners], [learners[0].home.parent]):
        shown = room(paths, tmp_path / "room.html")
        assert "2 of 2 have voted" in shown
        assert [name for name in (*LEARNERS, *pseudonyms) if re.search(rf"\b{name}\b", shown)] == []


def room(paths: Sequence[Path], page: Path) -> str:
    """What “lessons room” shows of these folders."""
    assert say("room", *paths, "--for", "1s", "-o", page).exit_code == 0
    return page.read_text(encoding="utf-8")


def test_nobody_reads_the_files_of_another_through_the_hub(learners):
    """Each reads their own folder, and is refused the other's, its kernels and its server."""
    for own, other in (learners, learners[::-1]):
        assert own.refused(f"/user/{own.name}/api/contents/my-course") == 0
        for what in ("api/contents/my-course", f"files/my-course/{BOOK}", "api/kernels", "lab"):
            assert own.refused(f"/user/{other.name}/{what}") in (403, 404)
        assert own.refused(f"/hub/api/users/{other.name}") in (403, 404)


def test_lab_is_set_up_as_lessons_lab_does(learners):
    """The page of a hub saves as often, and keeps widgets in the file: answers travel with a notebook."""
    place = f"/user/{learners[0].name}/lab/api/settings/@jupyter-widgets/jupyterlab-manager:plugin"
    assert learners[0].ask(place)["schema"]["properties"]["saveState"]["default"] is True


def test_a_server_that_starts_again_keeps_answers_and_notebook(learners):
    """The start-up line runs at each start, and changes nothing that the learner did."""
    learner, course = learners[1], learners[1].home / "my-course"
    before = [(course / name).read_bytes() for name in (BOOK, NOTEBOOK, "course.toml")]
    learner.close_server()
    learner.open_server()
    assert [(course / name).read_bytes() for name in (BOOK, NOTEBOOK, "course.toml")] == before


def test_a_course_that_the_teacher_renews_keeps_what_the_learner_did(learners, repository):
    """Nbgitpuller: a line changed by both stays the learner's; what the teacher alone changed is renewed."""
    learner, course = learners[0], learners[0].home / "class"
    learner.pull(repository, "class")
    vote(learner, "class")
    drawn = getattr(read_course(course), "pseudonym", "")
    renew(repository)
    learner.pull(repository, "class")
    cells = learner.notebook(f"class/{NOTEBOOK}")["cells"]
    outputs = [cell["outputs"][0]["text"] for cell in cells if is_needed(cell)]
    assert (outputs, cells[-1]["source"]) == ([f"what {learner.name} saw\n"] * 2, WORD)
    assert (course / "README.md").read_text(encoding="utf-8").endswith(WORD)
    kept = read_course(course)
    assert kept is not None
    assert (kept.pseudonym, kept.files[NOTEBOOK]) == (drawn, hash_of(repository / NOTEBOOK))
    assert (bool(drawn), voted(course)) == (True, [VOTES[learner.name]])


def renew(repository: Path) -> None:
    """Commit what a new handout changes: a word at two ends, other outputs, and what course.toml lists."""
    path, listed = repository / NOTEBOOK, repository / "course.toml"
    before, notebook = hash_of(path), json.loads(path.read_text(encoding="utf-8"))
    for cell in filter(is_needed, notebook["cells"]):
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["what the teacher saw\n"]}]
    notebook["cells"].append({"cell_type": "markdown", "id": "word", "metadata": {}, "source": [WORD]})
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    listed.write_text(listed.read_text(encoding="utf-8").replace(before, hash_of(path)), encoding="utf-8")
    with (repository / "README.md").open("a", encoding="utf-8") as page:
        page.write(WORD)
    commit(repository)


def hash_of(path: Path) -> str:
    """The hash that course.toml lists for a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
