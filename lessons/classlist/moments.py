"""Times as an LMS writes them, and spans of time in words."""

from __future__ import annotations

import datetime
import re

#: English, whatever the system's language is
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_UNITS = {"week": 604800, "day": 86400, "hour": 3600, "minute": 60, "second": 1}
_SPELT = {
    "weeks": "week",
    "w": "week",
    "days": "day",
    "d": "day",
    "hours": "hour",
    "h": "hour",
    "hrs": "hour",
    "hr": "hour",
    "minutes": "minute",
    "mins": "minute",
    "min": "minute",
    "m": "minute",
    "seconds": "second",
    "secs": "second",
    "sec": "second",
    "s": "second",
}
_SPAN = re.compile(r"(\d{1,6}(?:\.\d{1,3})?) *([a-z]+)(?:\s*(?:,|and)\s*|\s+|$)")
_DAY = r"(?:(?P<day>\d{1,2}) (?P<month>[a-z]{3,9})|(?P<month_first>[a-z]{3,9}) (?P<day_second>\d{1,2}))"
_MOODLE = re.compile(
    rf"(?:[a-z]+, )?{_DAY},? (?P<year>\d{{4}}),? (?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?"
)


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
    found = _MOODLE.fullmatch(text.casefold())
    if not found:
        return None
    name, day = found["month"] or found["month_first"], found["day"] or found["day_second"]
    month = next((n for n, known in enumerate(MONTHS, 1) if known.casefold().startswith(name[:9])), 0)
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    try:
        return datetime.datetime(int(found["year"]), month, int(day), hour, int(found["minute"]))
    except ValueError:
        return None


def moment_in_words(time: datetime.datetime) -> str:
    """A time as a person writes it, with its zone: 20 November 2026, 23:59 UTC+01:00."""
    return f"{time.day} {MONTHS[time.month - 1]} {time.year}, {time:%H:%M} {time.tzname() or ''}".rstrip()


def read_span(text: str) -> datetime.timedelta | None:
    """A span of time in words, such as “15 minutes” or “2 days 4 hours”."""
    text, seconds, place = text.strip().casefold(), 0.0, 0
    while place < len(text):
        found = _SPAN.match(text, place)
        unit = found and _SPELT.get(found[2], found[2])
        if not found or unit not in _UNITS:
            return None
        seconds, place = seconds + float(found[1]) * _UNITS[unit], found.end()
    return datetime.timedelta(seconds=seconds) if text else None


def span_in_words(span: datetime.timedelta) -> str:
    """A span of time, exact to the second: “1 day 2 hours”."""
    rest, parts = int(span.total_seconds()), []
    for unit, length in list(_UNITS.items())[1:]:
        count, rest = divmod(rest, length)
        if count:
            parts.append(f"{count} {unit}{'s' * (count != 1)}")
    return " ".join(parts) or "0 minutes"
