"""A real JupyterLab on a course, closed to everything of this user, and a browser that works in it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
#: everything but this machine is cut off, so that a request elsewhere fails and is seen
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    OFFLINE,
]
PANEL = ".jp-NotebookPanel:not(.lm-mod-hidden)"
_FOLDERS = ("_CONFIG_DIR", "_DATA_DIR", "_RUNTIME_DIR", "LAB_SETTINGS_DIR", "LAB_WORKSPACES_DIR")
_SETTINGS = {
    "IdentityProvider": {"token": ""},
    "ServerApp": {"disable_check_xsrf": True},  # a test ends kernels as no page does
    "LabApp": {"expose_app_in_browser": True},
    "JupyterNotebookApp": {"expose_app_in_browser": True},
}


def isolated(home: Path) -> dict[str, str]:
    """An environment in which nothing of this user's Jupyter is read or written."""
    names = {f"JUPYTER{name}": str(home / name.lower()) for name in _FOLDERS}
    config = home / "_config_dir"
    config.mkdir(parents=True, exist_ok=True)
    for app in ("server", "lab", "notebook"):
        (config / f"jupyter_{app}_config.json").write_text(json.dumps(_SETTINGS))
    env = {k: v for k, v in os.environ.items() if k not in ("LESSONS_ANSWERS", "JPY_SESSION_NAME")}
    return {**env, **names, "HOME": str(home)}


@contextmanager
def lab(course: Path, home: Path) -> Iterator[str]:
    """``lessons lab`` on a course; gives its address, and ends it afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "lessons.cli", "lab", str(course), "--no-browser", "--port", str(port)]
    with (home / "lab.log").open("ab") as log:
        server = subprocess.Popen(command, env=isolated(home), stdout=log, stderr=log, start_new_session=True)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/status")
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, 15)
        server.wait(20)


def _wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def open_notebook(page: Page, address: str, name: str) -> None:
    """Open a notebook and wait until its kernel is connected and idle."""
    page.goto(f"{address}/lab/tree/{name}?reset")
    is_ready(page)


def is_ready(page: Page) -> None:
    """Wait until a notebook is drawn and its kernel is connected and idle, in JupyterLab or Notebook."""
    page.wait_for_selector(f"{PANEL} .jp-Cell", timeout=60_000)
    page.wait_for_function(
        "() => { const k = window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel;"
        " return k && k.connectionStatus === 'connected' && k.status === 'idle'; }",
        timeout=60_000,
    )


def run_all(page: Page) -> None:
    """Run all cells as somebody who goes to work at once."""
    run_and_wait(page)
    page.keyboard.press("Shift")  # a hand on the keys: nothing leads back to the top any more


def run_and_wait(page: Page) -> None:
    """Run all cells, touch nothing, and wait until each has run and the kernel is idle again."""
    # a stored page has a number at each cell: without it, what has run can be told from what has not
    page.evaluate(
        "() => { for (const cell of window.jupyterapp.shell.currentWidget.content.model.cells)"
        " if (cell.type === 'code') cell.executionCount = null;"
        " return window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
    )
    page.wait_for_function(
        "() => { const w = window.jupyterapp.shell.currentWidget;"
        " const cells = [...w.content.model.cells].filter((c) => c.type === 'code' && c.sharedModel.source);"
        " return cells.every((c) => c.executionCount) && w.sessionContext.session.kernel.status === 'idle'; }",
        timeout=120_000,
    )
