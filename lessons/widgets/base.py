"""What all widgets of the course share: files by one stem, a stable repr, and a face without a kernel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import traitlets
from IPython.display import display

from lessons.widgets.still import STILL

_HERE = Path(__file__).parent


@cache  # of most files many widgets need a copy
def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def script(*stems: str) -> str:
    """The JavaScript files of these stems as one module, behind those that all widgets share."""
    return "\n".join(_file(f"{stem}.js") for stem in ("dom", "hearing", *stems))


def style(*stems: str) -> str:
    """The style sheets of these stems, between those that all widgets share."""
    return "\n".join(_file(f"{stem}.css") for stem in ("tokens", "page", *stems, "still"))


class StillWidget(anywidget.AnyWidget):
    """A widget whose output also reads well where no kernel runs."""

    def still(self) -> str:
        """HTML for a page in which the widget does not live; constant, so that nbval may compare it."""
        return ""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data is not None:
            data |= {"text/plain": repr(self), "text/html": ""}
        return bundle

    def _ipython_display_(self) -> None:
        """Show the widget, then its still face as an output of its own: an exported page takes only the second."""
        bundle = self._repr_mimebundle_()
        data, about = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        display(data, metadata=about, raw=True)
        self.show_still()

    def show_still(self) -> None:
        """The face without a kernel, as an output of its own."""
        if still := self.still():
            display({"text/html": f'<div class="{STILL}">{still}</div>', "text/plain": ""}, raw=True)


class WaitingWidget(StillWidget):
    """A widget that waits for answers, with a quiet line that says for which."""

    # told to the page
    line = traitlets.Unicode("").tag(sync=True)
    #: whether somebody may see what waits before its time
    can_show = traitlets.Bool(False).tag(sync=True)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._look: Callable[[], None] | None = None
        self._show: Callable[[], None] | None = None
        self.on_msg(self._hear)

    def listen(self, look: Callable[[], None], show: Callable[[], None]) -> None:
        """Call ``look`` when a page draws this, ``show`` when somebody will not wait."""
        self._look, self._show = look, show

    def _hear(self, _: object, message: dict[str, Any], __: object) -> None:
        called = {"hello": self._look, "show": self._show}.get(str(message.get("type")))
        if called is not None:
            called()


def show_beside(widgets: Sequence[StillWidget]) -> None:
    """Widgets beside each other where the page is wide enough, and below each other where it is not."""
    from ipywidgets import HBox, Layout  # late: most stand alone

    for widget in widgets:
        widget.layout = Layout(flex="1 1 24em", min_width="0")
    row = HBox(list(widgets), layout=Layout(flex_flow="row wrap", grid_gap="1.5em"))
    plain = {"text/plain": " ".join(map(repr, widgets)), "text/html": ""}
    display({**row._repr_mimebundle_(), **plain}, raw=True)
    for widget in widgets:
        widget.show_still()
