"""What may stand in a cell of a CSV file that a spreadsheet will open."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
#: what makes a spreadsheet calculate, also in the wide form of East Asian keyboards
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula; a number stays a number."""
    begins = text.lstrip(" ").startswith(_FORMULA)
    return f"'{text}" if begins and not _NUMBER.fullmatch(text) else text


def number_in(cell: str) -> float | None:
    """The number in a cell, with a decimal point or comma; ``None`` where there is none."""
    cell = cell.strip()
    return float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else None


def number_cell(number: float, mark: str = ".") -> str:
    """A number to at most two places, with the decimal mark its file uses."""
    return f"{number:.2f}".rstrip("0").rstrip(".").replace(".", mark)
