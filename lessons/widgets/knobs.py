"""An instrument: controls, and a drawing that the page makes from rows it was sent once."""

from __future__ import annotations

import traitlets

from lessons.widgets.base import StillWidget


class KnobsWidget(StillWidget):
    """What all instruments share: where the knobs stand, a view pinned beside them, and the words for both."""

    # told to the page
    name = traitlets.Unicode().tag(sync=True)
    #: where the knobs stood at first, and what that view is called where it is worth pinning
    first = traitlets.Dict().tag(sync=True)
    opening = traitlets.Unicode().tag(sync=True)
    #: the words, and the view ``of`` which (``pinned`` beside it) they speak: words of another view are not shown
    told = traitlets.Dict().tag(sync=True)
    #: HTML of the chart as first drawn
    still_chart = ""
    # told by the page
    value = traitlets.Dict().tag(sync=True)
    pinned = traitlets.Dict().tag(sync=True)

    def still(self) -> str:
        return self.still_chart
