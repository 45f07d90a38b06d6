"""A monthly series to look at: from where to where, in which unit, by which rule, on which axis."""

from __future__ import annotations

from typing import Any

import traitlets

from lessons.widgets.base import script, style
from lessons.widgets.knobs import KnobsWidget

#: where each list stands
_VIEW = {name: traitlets.Unicode() for name in ("from", "to", "unit", "rule", "scale", "axis")}


class TrendWidget(KnobsWidget):
    """Values by unit and rule, one for each month or none, and where an axis begins that is not from zero."""

    _esm = script("page", "draw", "knobs", "trend")
    _css = style("knobs", "trend")

    #: each month and its words
    months = traitlets.Dict(value_trait=traitlets.Unicode()).tag(sync=True)
    columns = traitlets.Dict(value_trait=traitlets.Dict()).tag(sync=True)
    #: the months that the writer chose, of those there are
    writer: Any = traitlets.List(traitlets.Unicode()).tag(sync=True)
    knobs: Any = traitlets.List(traitlets.Dict()).tag(sync=True)
    value = traitlets.Dict(per_key_traits=_VIEW).tag(sync=True)
    pinned = traitlets.Dict(per_key_traits=_VIEW).tag(sync=True)
