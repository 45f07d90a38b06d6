"""What leaves the clone: the wheel and the sdist, and a course laid out from the wheel alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent
GRADED = sorted((ROOT / "seeds").glob("*/key/graded/*.toml"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, as an installer would build it."""
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


def graded_ids() -> set[str]:
    """The table headings of the graded key."""
    return {
        line
        for path in GRADED
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("[") and "." not in line and not line.startswith("[[")
    }


def test_there_is_a_graded_key_to_keep():
    """The promises below are about something: the clone has a graded key."""
    assert len(graded_ids()) >= 10


def test_the_wheel_carries_the_course_and_no_graded_key(wheel):
    """Notebooks and case travel in the wheel; no file of it holds a graded answer."""
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
        lines = {
            line
            for name in names
            if name.endswith((".toml", ".md", ".ipynb"))
            for line in packed.read(name).decode().splitlines()
        }
    assert "lessons/_course/notebooks/00_cold_read.ipynb" in names
    assert (graded_ids() & lines, [name for name in names if "/graded/" in name]) == (set(), [])


def test_the_sdist_carries_no_graded_key(tmp_path):
    """The source archive is for everybody: the graded key stays in the clone."""
    archive = next(SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with tarfile.open(archive) as packed:
        names = packed.getnames()
    assert (any("key/practice" in name for name in names), [n for n in names if "/graded/" in n]) == (True, [])


def test_a_course_is_laid_out_from_the_wheel_alone(wheel, tmp_path):
    """Installed without the clone, “lessons start” lays out notebooks and case, and the case is whole."""
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    (tmp_path / "empty").mkdir()
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    for arguments in (["start", "mine"], ["check", "mine/case"]):
        subprocess.run(
            [sys.executable, "-m", "lessons.cli", *arguments], cwd=tmp_path / "empty", env=env, check=True
        )
    laid = {path.name for path in (tmp_path / "empty" / "mine").iterdir()}
    assert laid == {"case", "next", "course.toml", *(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))}
