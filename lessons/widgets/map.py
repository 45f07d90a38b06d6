"""An article as a page in small, with a bar for each row of a table where its words stand."""

from __future__ import annotations

import html
from typing import Any

import traitlets

from lessons.widgets.base import WaitingWidget, script, style


class MapWidget(WaitingWidget):
    """Bars coloured and patterned by a label: ``mine``, ``label``, or both beside each other where they differ."""

    _esm = script("page", "draw", "patterns", "map")
    _css = style("patterns", "map")

    # told to the page
    title = traitlets.Unicode().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    paragraphs: Any = traitlets.List().tag(sync=True)
    #: each label and its words; the order gives colour and pattern
    labels = traitlets.Dict().tag(sync=True)
    #: where the words stand, where their sentence begins and ends, ``mine``, ``label``, ``differs``, a ``note``
    rows: Any = traitlets.List().tag(sync=True)
    #: signs on the page: where they stand, the ``sign``, and ``words`` to read with the sentence
    marks: Any = traitlets.List().tag(sync=True)
    #: each sign, and what it means
    signs = traitlets.Dict().tag(sync=True)

    def still(self) -> str:
        rows = "".join(f"<tr><td>{row['paragraph']}</td><td>{self._words(row)}</td></tr>" for row in self.rows)
        head = "<tr><th>paragraph</th><th>claim</th></tr>"
        return (
            f"<p>{html.escape(self.title)}. The map is drawn when the notebook runs.</p><details>"
            f"<summary>The {len(self.rows)} claims as a table</summary><table>{head}{rows}</table></details>"
        )

    def _words(self, row: dict[str, Any]) -> str:
        return html.escape(self.paragraphs[row["paragraph"]][row["start"] : row["end"]])
