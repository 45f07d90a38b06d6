"""The two real articles, read and examined once for all tests of a process: a case is a frozen value."""

from __future__ import annotations

from pathlib import Path

from lessons.case import read_case

SEEDS = Path(__file__).parent.parent / "seeds"
#: the article of the course, and the one that its last lesson brings
CASES = [read_case(SEEDS / name) for name in ("north-korea-russia", "riverside-bus")]
CASE = CASES[0]
