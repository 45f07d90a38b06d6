"""What a notebook says where Python alone would show a traceback; light, since every kernel loads it."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Any

_NOT_OPEN = (
    "“{name}” is not known, because no desk is open in this page yet. Choose Run ▸ Run All Cells in the menu: "
    "your answers come back."
)
_SET_UP = (
    "If the first box of code is gone, make a new one at the top, with these two lines:\n\n"
    '    from lessons import open_desk\n    desk = open_desk("{lesson}")'
)
_FRESH = "If the first box of code is gone, get a fresh page: type “lessons fresh” and its number in a terminal."


def load_ipython_extension(_: Any) -> None:
    """What IPython calls in every kernel of this environment: the set-up cell may not have run, or be gone."""
    speak_plainly()


def speak_plainly() -> None:
    """Say in a sentence what to do where a cell asks for a desk that is not open, in this notebook's kernel."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    if shell is not None and not shell.custom_exceptions:
        shell.set_custom_exc((NameError,), _tell)


def _tell(
    shell: Any, kind: type[NameError], error: NameError, trace: TracebackType | None, tb_offset: int | None = None
) -> None:
    if said := _said(error.name or "", shell.user_ns):
        error._render_traceback_ = lambda: [said]  # type: ignore[attr-defined]  # Jupyter asks for this
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def _said(name: str, known: dict[str, Any]) -> str:
    """The sentence for a name that is not known; empty where a desk is open, and the slip is the learner's own."""
    lesson = lesson_of(Path(os.environ.get("JPY_SESSION_NAME", "")))  # where JupyterLab tells which it is
    if "desk" in known or not (lesson or name in ("desk", "open_desk")):
        return ""
    how = _SET_UP.format(lesson=lesson) if lesson else _FRESH
    return f"{_NOT_OPEN.format(name=name)} {how}"


def lesson_of(notebook: Path) -> str:
    """The lesson that a notebook's file says it is of; empty where it says none, or cannot be read."""
    from lessons.answers.notebook import lesson_in  # late: needed where something went wrong

    try:
        return lesson_in(notebook.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""
