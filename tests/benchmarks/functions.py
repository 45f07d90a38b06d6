"""The two functions of lessons 5 and 6 as learners write them: right in several ways, and wrong in as many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

#: the exercises and what their functions are called
FUNCTIONS = {"unaccounted": "unaccounted", "rise-in-percent": "rise_in_percent"}


@dataclass(frozen=True)
class Written:
    """A learner's source, and what kind of source it is."""

    kind: str
    source: str


#: of a hundred learners, how many write a function that is …
SHARES = {"right": 66, "a slip": 18, "an error": 8, "blank": 6, "imports": 2}
_DEFINED = {
    "unaccounted": "def unaccounted(launched, shot_down, lost):\n",
    "rise-in-percent": "def rise_in_percent(before, after):\n",
}
_PART = {"unaccounted": "launched - shot_down - lost", "rise-in-percent": "after - before"}
_BASE = {"unaccounted": "launched", "rise-in-percent": "before"}
#: bodies, with {part} and {base} as the function has them
_BODIES = {
    "right": (
        'if {base} == 0:\n    return "no base"\nreturn 100 * ({part}) / {base}',
        'rest = {part}\nif not {base}:\n    return "no base"\nreturn rest / {base} * 100',
        'try:\n    return ({part}) / {base} * 100\nexcept ZeroDivisionError:\n    return "no base"',
        'return 100 * ({part}) / {base} if {base} else "no base"',
        "def percent(part, whole):\n    return part / whole * 100\n"
        'if {base}:\n    return percent({part}, {base})\nelse:\n    return "no base"',
        'if {base} > 0:\n    share = ({part}) / {base}\n    print("the share is", share)\n'
        '    return share * 100\nreturn "no base"',
    ),
    "a slip": (
        'if {base} == 0:\n    return "no base"\nreturn ({part}) / {base}',
        'if {base} == 0:\n    return "no base"\nreturn round(100 * ({part}) / {base}, 1)',
        "if {base} == 0:\n    return 0\nreturn 100 * ({part}) / {base}",
        'if {base} == 0:\n    return "no base"\nreturn 100 * {part} / {base}',
        'if {base} == 0:\n    return "no base"\nreturn 100 * ({part}) // {base}',
    ),
    "an error": (
        "return 100 * ({part}) / {base}",
        "return 100 * ({part}) / whole",
        'if {base} = 0:\n    return "no base"\nreturn 100 * ({part}) / {base}',
        'if {base} == 0:\n    return "no base"\nreturn "100" * ({part}) / {base}',
    ),
    "blank": ("return None",),
    "imports": (
        "from fractions import Fraction\nif {base} == 0:\n"
        '    return "no base"\nreturn float(Fraction(100 * ({part}), {base}))',
    ),
    "endless": ("while {base} >= 0:\n    {base} = {base} + 1\nreturn {base}",),
}


def results(source: str, name: str, calls: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """What a source gave on each call, as a desk records it: these are our own sources."""
    if "while" in source:
        return [{"problem": "it did not finish."} for _ in calls]
    defined: dict[str, Any] = {"print": lambda *_: None}
    try:
        exec(source, defined)
        return [_result(defined[name], args) for args in calls]
    except SyntaxError as error:
        return [{"problem": f"SyntaxError: {error.msg}"} for _ in calls]


def _result(function: Callable[..., Any], args: Sequence[Any]) -> dict[str, Any]:
    try:
        return {"value": function(*args)}
    except Exception as error:
        return {"problem": f"{type(error).__name__}: {error}"}


def written(exercise: str, luck: Random, number: int, kind: str = "") -> Written:
    """A learner's function; no two learners write quite the same source."""
    kind = kind or luck.choices(list(SHARES), list(SHARES.values()))[0]
    body = luck.choice(_BODIES[kind]).format(part=_PART[exercise], base=_BASE[exercise])
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    return Written(kind, f"{_DEFINED[exercise]}    # try {number + 1}\n{lines}")
