"""Times as an LMS writes them, and spans of time in words."""

from __future__ import annotations

import datetime
import re

from lessons.handins.columns import table

#: English, whatever the system's language is
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_UNITS = {"week": 604800, "day": 86400, "hour": 3600, "minute": 60, "second": 1}
_SPAN = re.compile(
    r"(?P<number>\d{1,6}(?:\.\d{1,3})?) *"
    r"(?P<unit>w(?:eeks?)?|d(?:ays?)?|h(?:ours?|rs?)?|m(?:in(?:ute)?s?)?|s(?:ec(?:ond)?s?)?)(?:\s*(?:,|and)\s*|\s+|$)"
)
#: “2026年11月20日”, “2026년 11월 20일”
_IN_NUMBERS = re.compile(r"(?P<year>\d{4}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일]?")
_DAY = re.compile(r"(?<![\d:])(?P<day>\d{1,2})(?![\d:])")
_YEAR = re.compile(r"(?<!\d)(?P<year>\d{4})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d)?")


def read_moment(text: str) -> datetime.datetime | None:
    """A time in ISO form or as Moodle and Gradescope write it; without a zone where none is given."""
    text = " ".join(text.split())
    if ":" not in text:  # a day alone would be taken for its first minute
        return None
    try:
        return datetime.datetime.fromisoformat(re.sub(r" (?=[+-]\d\d:?\d\d$)", "", text.replace(" UTC", "+00:00")))
    except ValueError:
        return _spelt_out(text)


def _spelt_out(text: str) -> datetime.datetime | None:
    """A time with its month in words, in whatever language and order; or with signs for year, month and day."""
    text = text.casefold()
    clock = _CLOCK.search(text)
    rest = text.replace(clock[0], " ") if clock else text
    day = _IN_NUMBERS.search(rest) or _in_words(rest)
    if not clock or not day:
        return None
    halves = table()["words"]
    hour = int(clock["hour"])
    for half, more in (("am", 0), ("pm", 12)):
        if any(re.search(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W_])", rest) for word in halves[half]):
            hour = hour % 12 + more
    try:
        year, month, number = (int(day[part]) for part in ("year", "month", "day"))
        return datetime.datetime(year, month, number, hour, int(clock["minute"]))
    except ValueError:
        return None


def _in_words(text: str) -> dict[str, str] | None:
    year, day, month = _YEAR.search(text), _DAY.search(text), _month(re.findall(r"[^\W\d_]{3,}", text))
    return {"year": year["year"], "day": day["day"], "month": str(month)} if year and day and month else None


def _month(words: list[str]) -> int:
    """The month that one of the words names; of a weekday and a month, the month stands nearer to the year."""
    months = table()["words"]["months"]
    known = (n for word in reversed(words) for n, begins in enumerate(months, 1) if word.startswith(tuple(begins)))
    return next(known, 0)


def moment_in_words(time: datetime.datetime) -> str:
    """A time as a person writes it, with its zone: 20 November 2026, 23:59 UTC+01:00."""
    return f"{time.day} {MONTHS[time.month - 1]} {time.year}, {time:%H:%M} {time.tzname() or ''}".rstrip()


def read_span(text: str) -> datetime.timedelta | None:
    """A span of time in words, such as “15 minutes” or “2 days 4 hours”."""
    text, seconds, place = text.strip().casefold(), 0.0, 0
    by_letter = {unit[0]: length for unit, length in _UNITS.items()}
    while found := _SPAN.match(text, place):
        seconds, place = seconds + float(found["number"]) * by_letter[found["unit"][0]], found.end()
    return datetime.timedelta(seconds=seconds) if text and place == len(text) else None


def span_in_words(span: datetime.timedelta) -> str:
    """A span of time, exact to the second: “1 day 2 hours”."""
    rest, parts = int(span.total_seconds()), []
    for unit, length in list(_UNITS.items())[1:]:
        count, rest = divmod(rest, length)
        if count:
            parts.append(f"{count} {unit}{'s' * (count != 1)}")
    return " ".join(parts) or "0 minutes"
