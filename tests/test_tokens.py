"""The tokens: every colour can be read on every ground, in both themes, and charts use the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lessons.charts import chart

LESSONS = Path(__file__).parent.parent / "lessons"
PAIR = re.compile(r"--lessons-(\w[\w-]*): (?:var\([^,]+, )?light-dark\((#\w+), (#\w+)\)")
COLOURS = {
    name: (light, dark) for name, light, dark in PAIR.findall((LESSONS / "widgets" / "tokens.css").read_text())
}
TEXT = ("ink", "soft", "link", "right", "wrong", "0", "1", "2", "3", "4", "5")
LINES = ("line", "accent", "focus")


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG reckons it."""
    figures = colour[1:] if len(colour) == 7 else "".join(figure * 2 for figure in colour[1:])
    parts = [int(figures[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
class TestContrast:
    """In each theme."""

    @pytest.mark.parametrize("ground", ["ground", "raised", "paper"])
    def test_text_can_be_read_on_every_ground(self, theme, ground):
        """Text stands 4.5 to 1 against each ground; a label's colour stands on the page itself."""
        for name in TEXT if ground == "ground" else TEXT[:5]:
            assert contrast(COLOURS[name][theme], COLOURS[ground][theme]) >= 4.5, name

    def test_marked_words_can_be_read(self, theme):
        """What is marked, or being marked, stays text."""
        for ground in ("mark", "open"):
            assert contrast(COLOURS["ink"][theme], COLOURS[ground][theme]) >= 4.5, ground
        assert contrast(COLOURS["on-accent"][theme], COLOURS["accent"][theme]) >= 4.5

    @pytest.mark.parametrize("ground", ["ground", "raised", "paper"])
    def test_borders_and_focus_rings_can_be_seen(self, theme, ground):
        """What says where a control is stands 3 to 1 against what is around it."""
        for name in LINES:
            assert contrast(COLOURS[name][theme], COLOURS[ground][theme]) >= 3, name


def test_drawings_that_stand_still_use_the_same_ink():
    """The charts of matplotlib and the pages around them have one accent."""
    drawn = [luminance(colour) for colour in (chart.INK, chart.ACCENT)]
    assert [luminance(COLOURS[name][0]) for name in ("ink", "accent")] == drawn


def test_a_colour_is_said_once():
    """No page, style sheet or script names a colour that is not a token, or has tokens of its own."""
    for path in (path for kind in ("css", "js", "j2") for path in LESSONS.rglob(f"*.{kind}")):
        if path.name != "tokens.css":
            assert (
                re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|--(?:ink|line|soft)\b", path.read_text()) == []
            ), path


def test_what_has_no_style_sheet_uses_the_same_colours():
    """A picture of matplotlib and a still face in a stored notebook say a colour as the light token has it."""
    light = {luminance(pair[0]) for pair in COLOURS.values()}
    for path in LESSONS.rglob("*.py"):
        said = re.findall(r"\"[^\"]*(#[0-9a-f]{6}|#[0-9a-f]{3})\b", path.read_text())
        assert {luminance(colour) for colour in said} <= light, path
