"""How much of the machine one function may have."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The share of one function; far more than an honest one needs."""

    #: for one call
    seconds: float = 3.0
    #: for all calls of one function together; what it leaves unrun is said, call by call
    total: float = 6.0
    megabytes: int = 256
    #: of one result, written as JSON
    characters: int = 1_000_000
    #: of lists and dictionaries within each other
    depth: int = 50

    @property
    def too_slow(self) -> str:
        """What is said of a call that was cut off."""
        return f"it did not finish within {self.seconds:g} seconds."

    @property
    def not_reached(self) -> str:
        """What is said of a call for which no time was left."""
        return f"it was not run: the calls before it used up the {self.total:g} seconds for this function."
