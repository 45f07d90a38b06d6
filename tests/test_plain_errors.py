"""Where Python alone would show a traceback, a notebook says in a sentence what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyter_client import KernelManager

from tests.test_course_kept import notebook

SECONDS = 60


class Kernel:
    """A kernel on a notebook, as any front end starts it, and what its cells show."""

    def __init__(self, page: Path) -> None:
        self.manager = KernelManager()
        self.manager.start_kernel(env={**os.environ, "JPY_SESSION_NAME": str(page)}, cwd=str(page.parent))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=SECONDS)

    def run(self, code: str) -> tuple[str, str]:
        """The kind of error that some code ends in, and what the page shows of it."""
        asked, shown = self.client.execute(code), ("", "")
        while True:
            told: dict[str, Any] = self.client.get_iopub_msg(timeout=SECONDS)
            if told["parent_header"].get("msg_id") != asked:
                continue
            if told["msg_type"] == "error":
                shown = told["content"]["ename"], "\n".join(told["content"]["traceback"])
            if told["content"].get("execution_state") == "idle":
                return shown

    def stop(self) -> None:
        """End it."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def kernel_on(page: Path, content: bytes) -> Iterator[Kernel]:
    """A kernel on a notebook of this content."""
    page.write_bytes(content)
    kernel = Kernel(page)
    yield kernel
    kernel.stop()


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """A kernel that was restarted: nothing of its notebook has run."""
    os.environ.setdefault("PYTHONPATH", str(Path(__file__).parent.parent))
    yield from kernel_on(tmp_path_factory.mktemp("course") / "02_nest.ipynb", notebook("nest"))


class TestKernel:
    """In a kernel of the course's environment, whoever started it."""

    def test_a_cell_in_the_middle_says_what_to_run(self, kernel):
        """After a restart: one sentence instead of a traceback, and the two lines for a box that is gone."""
        kind, said = kernel.run("desk.alone()")
        assert (kind, "Traceback" in said, "Run All Cells" in said) == ("NameError", False, True)
        assert 'desk = open_desk("nest")' in said

    @pytest.mark.parametrize("code", ['desk = open_desk("nest")', "case.claims", "print(shares)"])
    def test_so_does_whatever_another_cell_would_have_made(self, kernel, code):
        """As long as no desk is open, no name of an earlier cell is known."""
        assert "no desk is open in this page yet" in kernel.run(code)[1]

    def test_other_errors_are_python_s_own(self, kernel):
        """A division by zero is the learner's business."""
        assert "Traceback" in kernel.run("1 / 0")[1]

    def test_with_a_desk_open_a_slip_is_the_learner_s_own(self, kernel):
        """A name that is misspelt later is told as Python tells it."""
        assert "Traceback" in kernel.run("desk = 1\nprint(dusk)")[1]
        kernel.run("del desk")

    def test_nothing_is_left_behind(self, kernel):
        """A learner's names are the learner's: the kernel starts as empty as any."""
        assert kernel.run("assert not [n for n in ('speak_plainly', 'lessons') if n in globals()]") == ("", "")


def test_a_notebook_of_one_s_own_is_left_alone(tmp_path):
    """In a notebook that is no lesson, an unknown name is Python's business, and nothing of ours is loaded."""
    for kernel in kernel_on(tmp_path / "mine.ipynb", b"{}"):
        assert kernel.run("import sys; assert 'pydantic' not in sys.modules") == ("", "")
        assert "Traceback" in kernel.run("print(shares)")[1]
        assert "lessons fresh" in kernel.run("desk.alone()")[1]
