"""Who moved where between two votes, as a small drawing: bands from the first vote to the second."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

WIDTH, HEIGHT, EDGE, GAP, BAR, SIDE = 360, 220, 8, 10, 14, 46
#: the options are called by letters here and in the table beside
LETTERS = "ABCDEFGH"


def flow(options: Sequence[str], moves: Mapping[tuple[str, str], int]) -> str:
    """An SVG of those who voted twice; the page colours ``.flow-stay`` and ``.flow-move``."""
    total = sum(moves.values())
    if not total:
        return ""
    scale = (HEIGHT - GAP * (len(options) - 1)) / total
    before = {o: sum(n for (b, _), n in moves.items() if b == o) for o in options}
    after = {o: sum(n for (_, a), n in moves.items() if a == o) for o in options}
    left, right = _tops(options, before, scale), _tops(options, after, scale)
    parts = [*_bands(options, moves, left, right, scale)]
    parts += _sides(options, before, left, scale, SIDE, "end") + _sides(
        options, after, right, scale, WIDTH - SIDE - BAR, "start"
    )
    told = "; ".join(in_words(options, moves))
    size = f'viewBox="0 {-EDGE} {WIDTH} {HEIGHT + 2 * EDGE}" width="{WIDTH}" height="{HEIGHT + 2 * EDGE}"'
    return f'<svg class="flow" role="img" aria-label="Who moved where. {told}." {size}>{"".join(parts)}</svg>'


def in_words(options: Sequence[str], moves: Mapping[tuple[str, str], int]) -> Iterator[str]:
    """Each move by its letters: ``A to B: 3``."""
    for one, before in enumerate(options):
        for other, after in enumerate(options):
            if number := moves.get((before, after), 0):
                where = f"stayed at {LETTERS[one]}" if one == other else f"{LETTERS[one]} to {LETTERS[other]}"
                yield f"{where}: {number}"


def _tops(options: Sequence[str], sizes: Mapping[str, int], scale: float) -> dict[str, float]:
    heights = [sizes[option] * scale + GAP for option in options]
    return dict(zip(options, accumulate(heights, initial=0.0), strict=False))


def _bands(
    options: Sequence[str],
    moves: Mapping[tuple[str, str], int],
    left: Mapping[str, float],
    right: Mapping[str, float],
    scale: float,
) -> Iterator[str]:
    at, to = dict(left), dict(right)
    one, other, half = SIDE + BAR, WIDTH - SIDE - BAR, WIDTH / 2
    for before in options:
        for after in options:
            high = moves.get((before, after), 0) * scale
            if high:
                y, z = at[before], to[after]
                path = (
                    f"M{one} {y:.1f}C{half} {y:.1f} {half} {z:.1f} {other} {z:.1f}v{high:.1f}"
                    f"C{half} {z + high:.1f} {half} {y + high:.1f} {one} {y + high:.1f}z"
                )
                kind = "stay" if before == after else "move"
                yield f'<path d="{path}" class="flow-{kind}"/>'
                at[before] += high
                to[after] += high


def _sides(
    options: Sequence[str], sizes: Mapping[str, int], tops: Mapping[str, float], scale: float, x: int, anchor: str
) -> list[str]:
    """The bars of one vote, each with its letter and how many chose it."""
    beside = x - 6 if anchor == "end" else x + BAR + 6
    return [
        f'<rect x="{x}" y="{tops[o]:.1f}" width="{BAR}" height="{sizes[o] * scale:.1f}" class="flow-bar"/>'
        f'<text x="{beside}" y="{tops[o] + sizes[o] * scale / 2 + 5:.1f}" text-anchor="{anchor}">'
        f"{LETTERS[number]} {sizes[o]}</text>"
        for number, o in enumerate(options)
        if sizes[o]
    ]
