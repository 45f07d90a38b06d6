"""The article to read, with labels to switch on and off."""

from __future__ import annotations

import html
from typing import Any

import traitlets

from lessons.widgets.base import StillWidget, script, style


class ReaderWidget(StillWidget):
    """Numbered paragraphs of sentences; ``shown`` lists the fields whose labels are switched on."""

    _esm = script("page", "reader")
    _css = style("reader")

    # told to the page
    paragraphs: Any = traitlets.List().tag(sync=True)
    claims: Any = traitlets.List().tag(sync=True)
    fields = traitlets.Dict().tag(sync=True)
    # told by the page
    shown = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def still(self) -> str:
        lines = (self._line(paragraph["number"], paragraph["sentences"]) for paragraph in self.paragraphs)
        return f'<div style="max-width:46em;font-family:Georgia,serif">{"".join(lines)}</div>'

    def _line(self, number: int, sentences: list[list[dict[str, str]]]) -> str:
        text = " ".join("".join(piece["text"] for piece in pieces) for pieces in sentences)
        tag = "h3" if number == 0 else "p"
        return f"<{tag}><small>{number}</small> {html.escape(text)}</{tag}>"
