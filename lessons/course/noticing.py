"""A line above code that reads what is withheld: how much of it this copy leaves out."""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from lessons.case.withheld import ROWS, Place
from lessons.course.notebooks import as_file


def notice(notebook: bytes, withheld: Collection[Place]) -> bytes:
    """The notebook, each cell that reads a withheld field headed by a comment that says so."""
    counts = Counter((place.field, place.group) for place in withheld if place.group in ROWS)
    content = json.loads(notebook)
    for cell in content["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and (said := list(_said(source, counts))):
            cell["source"] = f"# withheld until the hand-ins are graded: {', '.join(said)}\n{source}"
    return as_file(content)


def _said(source: str, counts: Mapping[tuple[str, str], int]) -> Iterator[str]:
    read = _read(source)
    # a cell that goes through one table is not told of another
    tables = {name for of_case, name in read if of_case and name in ROWS}
    for (field, group), number in sorted(counts.items()):
        if (False, field) in read and (not tables or group in tables):
            yield f"{field} of {number} {group if number != 1 else group.removesuffix('s')}"


def _read(source: str) -> set[tuple[bool, str]]:
    """The names that a cell reads, and whether of the case or of a row in it."""
    try:
        read = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)]
    except SyntaxError:
        return set()
    return {(ast.unparse(node.value).endswith("case"), node.attr) for node in read}
