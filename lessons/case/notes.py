"""Notes: Markdown by slot, in which a note may fetch what the ledger already says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

_SLOT = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)


def thousands(number: float) -> str:
    """A whole number with commas, any other to one decimal."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


@cache
def _environment() -> Environment:
    # late: a desk opens without a note
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters["n"] = thousands
    return environment


class NoteError(ValueError):
    """A note that asks for something the case does not have."""


@dataclass(frozen=True)
class Notes:
    """The slots of one lesson's notes, as written."""

    slots: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_text(cls, text: str) -> Notes:
        """Split Markdown at its second-level headings; what stands before the first is for authors."""
        pieces = _SLOT.split(text)
        return cls({name.strip(): body.strip() for name, body in zip(pieces[1::2], pieces[2::2], strict=True)})

    def render(self, slot: str, fetch: Mapping[str, Callable[..., Any]]) -> str:
        """A slot's Markdown with everything between braces fetched from the case."""
        try:
            return _environment().from_string(self.slots[slot]).render(fetch)
        except KeyError as error:
            raise NoteError(str(error.args[0])) from error
        except Exception as error:  # whatever the expressions of a note may raise
            raise NoteError(str(error) or type(error).__name__) from error
