"""Months in words, at an axis, and how far apart they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say(month: str) -> str:
    """``2024-05`` as May 2024."""
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def months_between(start: str, end: str) -> int:
    """Steps from one to the other by the calendar: a month that a series leaves out has passed all the same."""
    (year, month), (last_year, last_month) = (map(int, name.split("-")) for name in (start, end))
    return 12 * (last_year - year) + last_month - month


def month_ticks(months: Sequence[str], every: int = 1) -> list[str]:
    """Short names of every month, or every third; the year below the first one of each year."""
    shown = months[::every]
    new_year = [at == 0 or month[:4] != shown[at - 1][:4] for at, month in enumerate(shown)]
    names = [MONTHS[int(month[5:]) - 1] for month in shown]
    return [
        f"{name}\n{month[:4]}" if new else name for name, month, new in zip(names, shown, new_year, strict=True)
    ]


def say_spacing(months: Sequence[str]) -> str:
    """How the months stand on an even axis, and where it leaves some out."""
    left_out = [pair for pair in pairwise(months) if months_between(*pair) > 1]
    if len(months) == 1:
        return f"There is one month, {say(months[0])}."
    if not left_out:
        return f"Every month from {say(months[0])} to {say(months[-1])} has its place, evenly spaced."
    gaps = ", ".join(f"right after {say(before)} comes {say(after)}" for before, after in left_out)
    return f"The {len(months)} months stand at even steps, and not every month is there: {gaps}."
