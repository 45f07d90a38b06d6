"""The ledger: an article's sources, claims, numbers and times, and what others reported.

The vocabulary follows the codebook. Labels describe the evidence on the page, never whose side is right.
"""

import datetime
from abc import abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from lessons.article import Anchor

#: what stands for a label that a graded exercise asks about, until the hand-ins are graded; never an option
WITHHELD: Literal["withheld"] = "withheld"
#: the same, where words would stand
WITHHELD_WORDS = "Withheld until the hand-ins are graded."

Kind = Literal["fact", "estimate", "forecast", "opinion", "withheld"]
Voice = Literal["named", "unnamed", "hedge-only", "article", "withheld"]
Access = Literal["own", "observer", "relay", "unclear", "withheld"]
Certainty = Literal["firm", "hedged", "boosted", "withheld"]
Verdict = Literal[
    "well supported",
    "one origin",
    "disputed",
    "not reproduced",
    "contradicted",
    "cannot be checked here",
    "withheld",
]
Wording = Literal["kept", "shifted up", "shifted down", "moved", "overtaken", "source unknown", "withheld"]
Role = Literal[
    "government",
    "military",
    "intelligence",
    "lawmaker",
    "leader",
    "diplomat",
    "state media",
    "officials",
    "company",
    "association",
    "expert",
    "witness",
]
Bound = Literal["exact", "about", "at least", "at most", "nearly", "more than", "withheld"]
Agrees = Literal["yes", "partly", "no", "unknown", "withheld"]

#: How a label is spelled out on the page, by field; the codes are for files.
LABELS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "kind": {
            "fact": "checkable event (it may still be false)",
            "estimate": "a size somebody assessed",
            "forecast": "about the future",
            "opinion": "a meaning or a value",
        },
        "voice": {
            "named": "a named speaker",
            "unnamed": "a speaker without a name",
            "hedge-only": "no speaker, only a word like “reportedly”",
            "article": "the article itself",
        },
        "access": {
            "own": "speaks of its own acts or words",
            "observer": "saw it, and the page says how",
            "relay": "was told it by another, and the page says so",
            "unclear": "the page does not say how",
        },
        "certainty": {
            "firm": "said plainly",
            "hedged": "weakened",
            "boosted": "strengthened",
            "hedged+boosted": "weakened and strengthened at once",
        },
        "verdict": {
            "well supported": "well supported",
            "one origin": "one origin: nothing shows a second",
            "disputed": "disputed by others who could know",
            "not reproduced": "not reproduced: could not be rebuilt",
            "contradicted": "contradicted by independent evidence",
            "cannot be checked here": "cannot be checked here",
        },
        "wording": {
            "kept": "kept as the source said it",
            "shifted up": "more certain or general than its source",
            "shifted down": "less certain or general than its source",
            "moved": "speaker, object, unit or grouping changed",
            "overtaken": "true when first said, no longer what was known",
            "source unknown": "the source could not be read",
        },
    }
)


class Entry(BaseModel):
    """A frozen row of a case's files; unknown fields are refused."""

    # types are not put off by “from __future__”: pydantic would compile each of them, 20 ms at every opening
    # built when one is read: a desk opens without the ledger
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    #: the fields that a graded handout takes out of this row
    withheld: tuple[str, ...] = ()


class Anchored(Entry):
    """An entry that stands in the article, in these words."""

    paragraph: int = Field(ge=0)
    prefix: str = ""
    suffix: str = ""

    @property
    @abstractmethod
    def printed(self) -> str:
        """The exact words in the article."""

    @property
    def anchor(self) -> Anchor:
        """Where the words stand."""
        return Anchor(self.paragraph, self.printed, self.prefix, self.suffix)

    def __str__(self) -> str:
        return self.printed


class Quoted(Anchored):
    """An anchored entry whose words are its ``quote``."""

    quote: str = Field(min_length=1)

    @property
    def printed(self) -> str:
        return self.quote


class Worded(Anchored):
    """An anchored entry whose words are its ``words``."""

    words: str = Field(min_length=1)

    @property
    def printed(self) -> str:
        return self.words


class Party(Entry):
    """Somebody who may know something, what it has at stake, and from whom it has what it says."""

    name: str
    side: str = ""
    #: what it may want readers to believe; every side has one
    stake: str = ""
    #: where published evidence shows from whom it has this; and where that is only suspected
    rests_on: tuple[str, ...] = ()
    perhaps_rests_on: tuple[str, ...] = ()
    rests_on_why: str = ""
    evidence: tuple[str, ...] = ()


class Origin(Party):
    """Who stands behind a source without being named in the article."""

    role: Role | Literal["news agency", "outlet", "document"]


class Source(Quoted, Party):
    """Somebody the article lets speak."""

    role: Role
    named: bool


class Claim(Quoted):
    """The smallest statement that could be right or wrong on its own."""

    kind: Kind
    voice: Voice
    source: str = ""
    access: Access
    certainty: tuple[Certainty, ...]
    hedge_words: tuple[str, ...] = ()
    boost_words: tuple[str, ...] = ()
    #: after reading elsewhere: is the core supported, and does the wording keep what was said?
    verdict: Verdict
    wording: Wording
    verdict_why: str
    evidence: tuple[str, ...] = ()

    def label(self, field: str) -> str:
        """Its label in a field of the codebook, as one word or two joined by a plus."""
        value = getattr(self, field)
        return value if isinstance(value, str) else "+".join(sorted(value, reverse=True))


class Period(BaseModel):
    """A stretch of time, open where the text does not close it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    start: datetime.date | None = Field(None, alias="from")
    end: datetime.date | None = Field(None, alias="to")


class Number(Worded):
    """A figure in the text: what it counts, when, out of what; an open end is ``None``."""

    low: float | None = None
    high: float | None = None
    bound: Bound
    unit: str
    counts: str
    window: Period | None = None
    base: str = ""
    claim: str = ""


class Time(Worded, Period):
    """A time expression and the dates it means, as far as the page can close them."""

    why: str


class Report(Entry):
    """What a publication elsewhere said, in our words; evidence for a claim, a provenance or a base rate."""

    role: Literal["claim", "provenance", "base-rate"]
    claims: tuple[str, ...] = ()
    publisher: str
    date: Annotated[str, BeforeValidator(str)] = Field(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?|undated)$")
    date_note: str = ""
    address: str = Field(pattern=r"^https?://\S+$")
    low: float | None = None
    high: float | None = None
    unit: str = ""
    attribution: str = ""
    agrees: Agrees
    says: str
    rests_on: tuple[str, ...] = ()
    perhaps_rests_on: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.publisher}, {self.date}: {self.says}"
