"""A chart with controls above it; it draws itself once and is told what changed."""

from __future__ import annotations

from typing import Any

import traitlets

from lessons.widgets.base import StillWidget, script, style


class KnobsWidget(StillWidget):
    """Lists and sliders, a picture, a sentence and a table; ``value`` maps each knob to its setting."""

    _esm = script("dom", "knobs")
    _css = style("knobs")

    # told to the page
    name = traitlets.Unicode().tag(sync=True)
    knobs: Any = traitlets.List().tag(sync=True)
    chart = traitlets.Dict().tag(sync=True)
    #: HTML of the chart as first drawn
    still_chart = ""
    # told by the page
    value = traitlets.Dict().tag(sync=True)

    def still(self) -> str:
        return self.still_chart
