"""Reading one file of a case: whatever is wrong with it becomes faults, never a traceback."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from lessons.errors import CaseError, Fault
from lessons.ledger import WITHHELD

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


@dataclass
class Reader:
    """Reads files below one folder and collects every fault on the way."""

    folder: Path
    faults: list[Fault] = field(default_factory=list)
    #: files and ids that could not be read: told once, and not again wherever they are named
    lost: set[str] = field(default_factory=set)

    def part(self, read: Callable[..., T], *which: Any) -> T:
        """What a function reads with this reader: a part of the case, whatever its faults."""
        return read(self, *which)

    def forgiving(self) -> Reader:
        """A reader for what may be missing or have faults."""
        return self

    def needed(self, value: T | None) -> T:
        """A value without which there is no such part of the case."""
        if value is None:
            raise CaseError(self.faults)
        return value

    def fault(self, file: str, id: str, found: str, expected: str, do: str) -> None:
        """Note a fault; reading goes on, so that all are reported and not the first."""
        self.faults.append(Fault(file, id, found, expected, do))

    def text(self, file: str) -> str | None:
        """A file's text in UTF-8, or ``None`` and a fault."""
        try:
            return (self.folder / file).read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            self.fault(file, "", "no such file", "it in the case's folder", "Restore it or write it.")
        except UnicodeDecodeError as error:
            found = f"a byte that is not UTF-8 at position {error.start}"
            self.fault(file, "", found, "UTF-8 text", "Save the file again as UTF-8.")
        except OSError as error:
            found = f"a file that cannot be read ({error.strerror})"
            self.fault(file, "", found, "a readable file", "Check its permissions.")
        self.lost.add(file)
        return None

    def table(self, file: str) -> dict[str, Any] | None:
        """A TOML file's content, or ``None`` and a fault."""
        text = self.text(file)
        if text is None:
            return None
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self.fault(file, "", f"TOML that cannot be read: {error}", "whole TOML", "Mend that line.")
            self.lost.add(file)
            return None

    def value(self, model: type[M], row: Any, file: str, id: str = "") -> M | None:
        """A row as a checked value, or ``None`` and a fault for each thing wrong with it."""
        try:
            return model.model_validate(row)
        except ValidationError as error:
            name = id or (str(row.get("id", "")) if isinstance(row, dict) else "")
            self.faults.extend(_explained(error, file, name))
            self.lost.add(name)
            return None

    def whole(self, model: type[M], file: str) -> M | None:
        """A TOML file that is one value, or ``None`` and its faults."""
        table = self.table(file)
        return None if table is None else self.value(model, table, file)

    def rows(self, model: type[M], table: dict[str, Any], name: str, file: str) -> tuple[M, ...]:
        """All rows of an array of tables that can be read."""
        read = (self.value(model, row, file) for row in self.raw_rows(table, name, file))
        return tuple(value for value in read if value is not None)

    def raw_rows(self, table: dict[str, Any], name: str, file: str) -> list[dict[str, Any]]:
        """The rows of an array of tables as they stand."""
        rows = table.get(name, [])
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            return rows
        self.fault(file, name, "something else", f"rows headed [[{name}]]", "Use double brackets.")
        self.lost.add(file)
        return []


class Strict(Reader):
    """Refuses a part that has any fault, and says nothing of the others: for use, not for a check."""

    def part(self, read: Callable[..., T], *which: Any) -> T:
        alone = Reader(self.folder)
        value = read(alone, *which)
        if alone.faults:
            raise CaseError(alone.faults)
        return value

    def forgiving(self) -> Reader:
        return Reader(self.folder)


def _explained(error: ValidationError, file: str, id: str) -> Iterator[Fault]:
    for item in error.errors():
        place = ".".join(str(part) for part in item["loc"]) or "the row"
        if item["type"] == "missing":
            yield Fault(file, id, f"no {place}", f"a field “{place}”", "Add it.")
        elif item["type"] == "extra_forbidden":
            yield Fault(file, id, f"a field “{place}”", "only known fields", "Remove or correct its name.")
        elif item["type"] == "value_error":
            found = item["msg"].removeprefix("Value error, ")
            yield Fault(file, id, found, "fields that fit together", "Correct them.")
        else:
            given = f"{place} = {item['input']!r}"
            found = given if len(given) < 90 else given[:90] + "…"
            # only a handout may say “withheld”: it is no choice for an author
            expected = re.sub(rf"(?:,| or) ('[^']*') or '{WITHHELD}'$", r" or \1", item["msg"])
            yield Fault(file, id, found, expected.removeprefix("Input should be "), "Correct the value.")
