"""Opening a course in JupyterLab."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

from lessons.case.gathering import gather
from lessons.case.where import COURSE_FILE, read_course
from lessons.course.laying import Laid, start
from lessons.course.mending import fresh_notebooks, mend
from lessons.course.notebooks import numbered
from lessons.errors import CourseError


def course_to_open(folder: Path | None) -> Laid:
    """The course in a folder, by default the one at hand: as it was handed out, else laid out anew."""
    chosen = folder or (Path() if Path(COURSE_FILE).is_file() else Path("my-course"))
    course = read_course(chosen)
    if not (course and course.handed_out):
        return start(chosen)
    return Laid(chosen, told=[*mend(chosen, fresh_notebooks(chosen)), *gather(chosen)])


def first_notebook(folder: Path) -> Path:
    """The notebook a course opens on."""
    notebooks = numbered(folder)
    if not notebooks:
        raise CourseError(f"No notebook in {folder}; run “lessons start {folder}” first.")
    return notebooks[0]


def open_lab(folder: Path, *, browser: bool, port: int | None) -> int:
    """Open a course folder in JupyterLab on its first notebook, and wait until it is closed."""
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--LabApp.default_url=/lab/tree/{first_notebook(folder).name}",
    ]
    command += [] if browser else ["--no-browser"]
    command += [f"--port={port}"] if port else []
    # in a container everybody is root, and JupyterLab would only refuse to start
    command += ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    try:
        return subprocess.run(command, cwd=folder, env=lab_environment(), check=False).returncode
    except KeyboardInterrupt:
        return 0


def lab_environment() -> dict[str, str]:
    """The environment in which JupyterLab saves often and keeps widgets in the file."""
    ours = resources.files("lessons.course") / "for_lab"
    theirs = os.environ.get("JUPYTER_CONFIG_PATH")
    return {
        **os.environ,
        "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, [str(ours), theirs])),
    }
