"""A line above code that reads what is withheld: how much of it this copy leaves out."""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Collection

from lessons.case.withheld import ROWS, Place


def notice(notebook: bytes, withheld: Collection[Place]) -> bytes:
    """The notebook, each cell that reads a withheld field headed by a comment that says so."""
    counts = Counter((place.field, place.group) for place in withheld if place.group in ROWS)
    content = json.loads(notebook)
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            source = "".join(cell["source"])
            told = [f"{field} of {number} {group}" for (field, group), number in sorted(counts.items())]
            read = _read(source)
            said = [words for words, (field, _) in zip(told, sorted(counts), strict=True) if field in read]
            if said:
                cell["source"] = f"# withheld until the hand-ins are graded: {', '.join(said)}\n{source}"
    return json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n"


def _read(source: str) -> set[str]:
    """The fields that a cell reads of a row; ``case.claims`` reads none."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id != "case"
    }
