"""What opening a desk costs beyond the widget libraries: python -m tests.benchmarks.bench_opening [RUNS]."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from lessons.course.notebooks import code_of, lesson_in
from tests.benchmarks.machine import described
from tests.benchmarks.measuring import table

NOTEBOOKS = Path(__file__).parent.parent.parent / "notebooks"
#: what one fresh process measures: the widget libraries, then the cell that every notebook begins with
MEASURED = """
import sys
from time import perf_counter, process_time

def now():
    return perf_counter(), process_time()

start = now()
import anywidget, ipywidgets
widgets = now()
from lessons import open_desk
open_desk(sys.argv[1])
opened = now()
for before, after in ((start, widgets), (widgets, opened)):
    print(*(1000 * (b - a) for a, b in zip(before, after)))
loaded = {"matplotlib", "networkx", "pandas", "jinja2", "tomlkit"} & set(sys.modules)
sys.exit(f"opening a desk loads {sorted(loaded)}" if loaded else 0)
"""

#: wall and CPU milliseconds of each part
Costs = tuple[tuple[float, float], ...]


def opened(lesson: str, kept: Path) -> Costs:
    """One opening in a fresh process, whose modules are compiled already, as those of an installed package are."""
    home = {"PYTHONPATH": str(NOTEBOOKS.parent), "PYTHONPYCACHEPREFIX": str(kept / "compiled")}
    environment = {**os.environ, **home, "LESSONS_ANSWERS": str(kept / "answers")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", MEASURED, lesson]
    run = subprocess.run(command, cwd=NOTEBOOKS, env=environment, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stderr)
    lines = [line.split() for line in run.stdout.splitlines()]
    return tuple((float(wall), float(cpu)) for wall, cpu in lines)


def lessons() -> list[str]:
    """The lesson of each notebook that opens a desk."""
    paths = sorted(NOTEBOOKS.glob("[0-9]*.ipynb"))
    return [lesson for path in paths if (lesson := lesson_in("\n".join(code_of(path))))]


def rows(runs: int) -> Iterator[tuple[str, ...]]:
    """A row a lesson: medians, and the least of what is ours, which a busy machine disturbs least."""
    with TemporaryDirectory() as folder:
        kept = Path(folder)
        opened(lessons()[0], kept)  # compiles
        for lesson in lessons():
            costs = [opened(lesson, kept) for _ in range(runs)]
            widgets, ours = ([run[part] for run in costs] for part in (0, 1))
            yield lesson, _medians(widgets), _medians(ours), f"{min(cpu for _, cpu in ours):.0f}"


def _medians(costs: list[tuple[float, float]]) -> str:
    wall, cpu = (median(run[which] for run in costs) for which in (0, 1))
    return f"{wall:.0f} / {cpu:.0f}"


def main(runs: int = 11) -> None:
    """Print the machine and the table."""
    print(described(), end="\n\n")
    print(f"Median of {runs} fresh processes, milliseconds on the clock / of the processor.\n")
    head = ("lesson", "ipywidgets and anywidget", "open_desk beyond them", "least CPU")
    print(table(head, list(rows(runs))))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
