"""The house stands on its floors: a room imports only what lies below it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lessons.exercises import KINDS

HOUSE = Path(__file__).parent.parent / "lessons"
FLOORS = {
    "cli": 7,
    "course": 6,
    "review": 6,
    "gradebook": 5,
    "desk": 5,
    "case": 4,
    "exercises": 3,
    "handins": 2,
    "ledger": 2,
    "answers": 1,
    "article": 1,
    "charts": 1,
    "widgets": 1,
    "errors": 0,
}
FILES = [path for path in sorted(HOUSE.rglob("*.py")) if path != HOUSE / "__init__.py"]


def room(path: Path) -> str:
    """The room a file belongs to: its folder, or its own name."""
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imported(source: str, rooms: set[str]) -> Iterator[str]:
    """The rooms of the house that a source imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            # a cell that is written for a notebook imports as well
            names = [
                f"{m[1]}." for m in re.finditer(r"^(?:from|import) (lessons\.[\w.]+)", node.value, re.MULTILINE)
            ]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        yield from (
            parts[1]
            for name in names
            if (parts := name.split("."))[0] == "lessons" and parts[1:2] and parts[1] in rooms
        )


def relative(source: str) -> list[int]:
    """The lines that import by dots."""
    return [n.lineno for n in ast.walk(ast.parse(source)) if isinstance(n, ast.ImportFrom) and n.level]


def test_a_room_imports_only_lower_floors():
    """No file reaches up, or into another room on its own floor."""
    reached = [(path, name) for path in FILES for name in imported(path.read_text(encoding="utf-8"), set(FLOORS))]
    far = [
        (path.name, name) for path, name in reached if name != room(path) and FLOORS[name] >= FLOORS[room(path)]
    ]
    assert (len(reached) > len(FILES), far) == (True, [])


def test_the_package_itself_imports_only_late():
    """Naming the package costs nothing: what it needs is imported when it is called."""
    tree = ast.parse((HOUSE / "__init__.py").read_text(encoding="utf-8"))
    top = [ast.unparse(node) for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert top == ["from __future__ import annotations", "from typing import TYPE_CHECKING"]


def test_imports_name_the_whole_way():
    """No import by dots, which the walk above could not see."""
    assert [path.name for path in FILES if relative(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "source",
    [
        "import lessons.cli",
        "from lessons.cli import cli",
        "from lessons import cli",
        "def f():\n    import lessons.cli",
        "CELL = 'from lessons.cli import cli'",
    ],
)
def test_the_walk_sees_every_way_to_import(source):
    """However an import is written, the room it reaches is found."""
    assert list(imported(source, set(FLOORS))) == ["cli"]


def test_no_room_names_anything_of_the_article():
    """Another article needs no other code: no case is named in the package."""
    cases = [path.parent.name for path in (HOUSE.parent / "seeds").glob("*/case.toml")]
    naming = [path.name for path in FILES for case in cases if case in path.read_text(encoding="utf-8")]
    assert (len(cases) > 0, naming) == (True, [])


def named_kinds(source: str) -> Iterator[str]:
    """The kinds of exercise that a source imports, and what it imports from their files."""
    homes = {kind.__module__ for kind in KINDS.values()}
    names = {kind.__name__ for kind in KINDS.values()}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            yield from (one.name for one in node.names if node.module in homes or one.name in names)


def test_no_room_names_a_kind():
    """What differs from kind to kind is asked of the kind: another kind needs no other room."""
    above = [path for path in FILES if room(path) != "exercises"]
    naming = [(path.name, name) for path in above for name in named_kinds(path.read_text(encoding="utf-8"))]
    seen = [*named_kinds((HOUSE / "exercises" / "__init__.py").read_text(encoding="utf-8"))]
    assert (naming, len(seen)) == ([], len(KINDS))


def drawn() -> str:
    """The map of rooms as CONTRIBUTING.md shows it: floors from the top, each room with its first line."""
    lines = []
    for floor in sorted(set(FLOORS.values()), reverse=True):
        for name in sorted(name for name, level in FLOORS.items() if level == floor):
            lines.append(f"{floor}  {name:<13} {first_words(name)}")
    return "```text\n" + "\n".join(lines) + "\n```"


def first_words(name: str) -> str:
    """What a room says of itself in its first line."""
    path = HOUSE / name / "__init__.py" if (HOUSE / name).is_dir() else HOUSE / f"{name}.py"
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return told.splitlines()[0].rstrip(".")


def test_the_map_for_contributors_is_that_of_the_code():
    """CONTRIBUTING.md shows every room on its floor, in the room's own words."""
    told = (HOUSE.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shown = told.partition("<!-- rooms -->\n")[2].partition("\n<!-- end of rooms -->")[0]
    assert shown == drawn()


def test_every_room_has_a_floor_and_few_rooms_there_are():
    """A new room is not forgotten here, none is named that is not there, and a stranger can hold them all."""
    rooms = {room(path) for path in FILES}
    assert (rooms, len(rooms) <= 14, len(set(FLOORS.values())) <= 8) == (set(FLOORS), True, True)
