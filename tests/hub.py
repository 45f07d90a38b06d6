"""A real JupyterHub with two learners on this machine, with the config that the guide shows."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "notebooks" / "instructor" / "jupyterhub.md"
LEARNERS = ("ada", "bo")
_BIN = Path(sys.executable).parent
_PATH = os.pathsep.join([str(_BIN), os.environ["PATH"]])
#: what this machine lacks to run a hub; empty where it can
MISSING = [name for name in ("jupyterhub", "nbgitpuller") if importlib.util.find_spec(name) is None] + [
    name for name in ("configurable-http-proxy", "git", "sh") if shutil.which(name, path=_PATH) is None
]
#: beside the guide's lines: two learners who need no system account, and ports on loopback
_TRIAL = """
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{ports[1]}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.JupyterHub.authenticator_class = "dummy"
c.JupyterHub.spawner_class = "simple"
c.Authenticator.allowed_users = {learners}
c.SimpleLocalProcessSpawner.home_dir_template = "{homes}/{{username}}"
c.Spawner.args = {arguments}
c.LocalProcessSpawner.interrupt_timeout = 2
c.JupyterHub.services = [{{"name": "trial", "api_token": "{token}"}}]
c.JupyterHub.load_roles = [{{"name": "trial", "services": ["trial"], "scopes": ["tokens"]}}]
"""


@dataclass(frozen=True)
class Learner:
    """A learner of the hub: what they can do with their own token, and no other way."""

    name: str
    address: str
    token: str = field(repr=False)
    home: Path

    def ask(self, path: str, method: str = "GET", content: Any = None) -> Any:
        """Ask the hub as this learner, such as ``/user/ada/api/contents``."""
        return _ask(f"{self.address}{path}", self.token, method, content)

    def refused(self, path: str) -> int:
        """The status with which a request is refused; 0 where it is not."""
        try:
            self.ask(path)
        except urllib.error.HTTPError as error:
            return error.code
        return 0

    def open_server(self) -> None:
        """Start the learner's server through the hub, and wait until it can be used."""
        self.ask(f"/hub/api/users/{self.name}/server", "POST")
        _wait(lambda: self.ask(f"/hub/api/users/{self.name}")["servers"][""]["ready"], 90)

    def close_server(self) -> None:
        """Stop the learner's server through the hub, and wait until it has ended."""
        self.ask(f"/hub/api/users/{self.name}/server", "DELETE")
        _wait(lambda: not self.ask(f"/hub/api/users/{self.name}")["servers"], 90)

    def notebook(self, path: str) -> dict[str, Any]:
        """A notebook of theirs, as the server gives it."""
        return self.ask(f"/user/{self.name}/api/contents/{path}")["content"]

    def save(self, path: str, notebook: dict[str, Any]) -> None:
        """Save a notebook of theirs, as the page does."""
        content = {"type": "notebook", "format": "json", "content": notebook}
        self.ask(f"/user/{self.name}/api/contents/{path}", "PUT", content)

    def pull(self, repository: Path, folder: str) -> None:
        """Follow an nbgitpuller link, and wait until it has merged."""
        link = f"/user/{self.name}/git-pull/api?repo={repository}&branch=main&targetpath={folder}"
        urllib.request.urlopen(_request(f"{self.address}{link}", self.token), timeout=60).read()

    @contextmanager
    def kernel(self, notebook: str) -> Iterator[Kernel]:
        """The kernel of a notebook of theirs, over the hub's websocket."""
        import websocket

        wanted = {"path": notebook, "name": "", "type": "notebook", "kernel": {"name": "python3"}}
        session = self.ask(f"/user/{self.name}/api/sessions", "POST", wanted)
        place = f"/user/{self.name}/api/kernels/{session['kernel']['id']}/channels"
        address = f"{self.address}{place}".replace("http://", "ws://")
        line = websocket.create_connection(address, header=[f"Authorization: token {self.token}"], timeout=60)
        yield Kernel(line)
        line.close()
        self.ask(f"/user/{self.name}/api/sessions/{session['id']}", "DELETE")


@dataclass(frozen=True)
class Kernel:
    """A kernel, spoken to as a page speaks to it."""

    line: Any

    def run(self, source: str) -> str:
        """Run a cell and give what it printed."""
        return self._say("execute_request", {"code": source, "silent": False, "stop_on_error": True})

    def press(self, widget: str, value: Any) -> None:
        """Press the button of a question, with this answer."""
        told = {"type": "commit", "value": value, "confidence": None}
        self._say("comm_msg", {"comm_id": widget, "data": {"method": "custom", "content": told}})

    def _say(self, kind: str, content: dict[str, Any]) -> str:
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": "s", "username": "", "version": "5.3"}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
        self.line.send(json.dumps(message))
        printed = ""
        while True:
            heard = json.loads(self.line.recv())
            if heard["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            if heard["msg_type"] == "error":
                raise AssertionError("\n".join(heard["content"]["traceback"]))
            printed += heard["content"]["text"] if heard["msg_type"] == "stream" else ""
            if heard["msg_type"] == "status" and heard["content"]["execution_state"] == "idle":
                return printed


@contextmanager
def hub(folder: Path) -> Iterator[tuple[Learner, ...]]:
    """A hub in a folder with its learners' homes; gives the learners, and ends with all their servers."""
    ports, token, homes = _free_ports(3), uuid.uuid4().hex, folder / "homes"
    homes.mkdir()
    arguments = ["--allow-root"] if os.geteuid() == 0 else []
    trial = _TRIAL.format(ports=ports, learners=set(LEARNERS), homes=homes, arguments=arguments, token=token)
    (folder / "jupyterhub_config.py").write_text(config() + trial, encoding="utf-8")
    command = [sys.executable, "-m", "jupyterhub", "-f", "jupyterhub_config.py"]
    with (folder / "hub.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=_environment(), stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{ports[0]}"
        _wait(lambda: process.poll() is None and _ask(f"{address}/hub/api/", token), 60)
        yield tuple(_learner(name, address, token, homes) for name in LEARNERS)
    finally:
        process.terminate()  # the hub ends its proxy and the learners' servers
        process.wait(90)


def config() -> str:
    """The config that the guide's page shows, word for word."""
    (shown,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return shown


def _learner(name: str, address: str, token: str, homes: Path) -> Learner:
    own = _ask(f"{address}/hub/api/users/{name}/tokens", token, "POST", {"note": "trial"})
    return Learner(name, address, own["token"], homes / name)


def _environment() -> dict[str, str]:
    ours = ("LESSONS_ANSWERS", "JPY_", "JUPYTER")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)} | {"PATH": _PATH}


def _free_ports(number: int) -> list[int]:
    opened = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in opened]
    for one in opened:
        one.close()
    return ports


def _request(address: str, token: str, method: str = "GET", content: Any = None) -> urllib.request.Request:
    data = json.dumps(content).encode() if content else None
    return urllib.request.Request(address, data, {"Authorization": f"token {token}"}, method=method)


def _ask(address: str, token: str, method: str = "GET", content: Any = None) -> Any:
    with urllib.request.urlopen(_request(address, token, method, content), timeout=60) as told:
        text = told.read()
    return json.loads(text) if text.strip() else None


def _wait(is_ready: Any, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError):  # not there yet
            if is_ready():
                return
        time.sleep(0.3)
    raise TimeoutError("The hub, or a learner's server, was not ready in time: see hub.log beside the homes.")
