"""A part and a base to choose, each to be moved within its ends."""

from __future__ import annotations

from typing import Any

import traitlets

from lessons.widgets.base import script, style
from lessons.widgets.knobs import KnobsWidget

#: which part and which base, by their places, and the figure of each
_VIEW = {
    "part": traitlets.Int(),
    "base": traitlets.Int(),
    "part_figure": traitlets.Float(),
    "base_figure": traitlets.Float(),
}


class ShareWidget(KnobsWidget):
    """Rows of parts and bases (``label``, ``value``, ``low``, ``high``), counted in one unit."""

    _esm = script("page", "draw", "knobs", "share")
    _css = style("knobs", "share")

    unit = traitlets.Unicode().tag(sync=True)
    parts: Any = traitlets.List(traitlets.Dict()).tag(sync=True)
    bases: Any = traitlets.List(traitlets.Dict()).tag(sync=True)
    value = traitlets.Dict(per_key_traits=_VIEW).tag(sync=True)
    pinned = traitlets.Dict(per_key_traits=_VIEW).tag(sync=True)
