"""What all widgets of the course share: files by one stem, a stable repr, and a face without a kernel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anywidget

_HERE = Path(__file__).parent


def script(*stems: str) -> str:
    """The JavaScript files of these stems as one module."""
    return "\n".join((_HERE / f"{stem}.js").read_text(encoding="utf-8") for stem in stems)


def style(stem: str) -> str:
    """The style sheet of a stem."""
    return (_HERE / f"{stem}.css").read_text(encoding="utf-8")


class StillWidget(anywidget.AnyWidget):
    """A widget whose output also reads well where no kernel runs."""

    def still(self) -> str:
        """HTML for a notebook that has not been run; constant, so that nbval may compare it."""
        return ""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data is None:
            return bundle
        data["text/plain"] = repr(self)
        if still := self.still():
            data["text/html"] = still
        return bundle
