"""Variants: the same task in other words and figures, and which of them a learner is asked."""

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator


class Varied(BaseModel):
    """A value with variants: what each of them has in place of the value's own fields."""

    model_config = ConfigDict(defer_build=True)

    #: what all variants share: a variant that names one of these is refused
    shared: ClassVar[frozenset[str]] = frozenset({"variants"})

    variants: tuple[dict[str, Any], ...] = ()

    def variant(self, number: int) -> Self:
        """The value in one variant; 0 is the value as it is written."""
        if number == 0:
            return self
        plain = self.model_dump(by_alias=True, exclude={"variants"})
        return type(self).model_validate({**plain, **self.variants[number - 1]})

    @property
    def each(self) -> tuple[Self, ...]:
        """All variants, the value as it is written first."""
        return tuple(self.variant(number) for number in range(len(self.variants) + 1))

    @model_validator(mode="after")
    def _can_be_varied(self) -> Self:
        for number, fields in enumerate(self.variants, 1):
            if fixed := sorted(self.shared & fields.keys()):
                raise ValueError(f"variant {number} changes “{fixed[0]}”, which all variants share")
            try:
                self.variant(number)
            except ValidationError as error:
                first = error.errors()[0]
                place = ".".join(str(part) for part in first["loc"])
                raise ValueError(f"variant {number} has a “{place}” that does not fit: {first['msg']}") from None
        return self


class Drawn(Varied):
    """Something asked, of which each learner gets one variant: by id and pseudonym, the same at every opening."""

    id: str

    @property
    def asked(self) -> str:
        """A short hash of what is asked; changes with every word of it."""
        # whether an item is sound is never asked aloud, and a graded handout leaves it out;
        # of the variants a learner meets one, which has a hash of its own
        plain = self.model_dump_json(exclude={"sound", "variants"})
        return hashlib.sha256(plain.encode()).hexdigest()[:12]

    @cached_property
    def _wordings(self) -> Mapping[str, int]:
        return {asked.asked: number for number, asked in enumerate(self.each)}

    def variant_asked(self, asked: str) -> int | None:
        """The variant of this hash; ``None`` where it is of another, older wording."""
        return self._wordings.get(asked)

    def variant_for(self, seed: str) -> int:
        """The variant of a learner, by their pseudonym; without one, what is written first."""
        if not seed or not self.variants:
            return 0
        drawn = hashlib.sha256(f"{self.id}:{seed}".encode()).digest()
        return int.from_bytes(drawn[:8], "big") % (len(self.variants) + 1)

    def __copy__(self) -> Self:
        # a copy with other words has other hashes
        copied = super().__copy__()
        copied.__dict__.pop("_wordings", None)
        return copied
