"""What holds for every test that works in a browser."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def answers_lie_where_a_learner_s_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the course itself: carried on, none may reach the folder that the notebooks of this process read."""
    monkeypatch.delenv("LESSONS_ANSWERS", raising=False)
