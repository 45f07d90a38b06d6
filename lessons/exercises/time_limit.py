"""A time limit that reaches into the middle of a loop, on every system.

What cannot be ended from here is one long step inside C, such as ``sum(range(10**12))``.
"""

from __future__ import annotations

import signal
import sys
import threading
from time import monotonic
from types import FrameType
from typing import Any

#: seconds between two alarms, once the time is up
_AGAIN = 0.25


class OutOfTime(BaseException):
    """Raised where the time is up; no ``Exception``, so that a learner's own ``except`` lets it pass."""

    def __init__(self, limit: TimeLimit) -> None:
        super().__init__()
        self._limit = limit

    def __del__(self) -> None:
        # Python stops watching where a watcher raised; a bare "except:" has taken this one, and the loop goes on
        self._limit.watch()


class TimeLimit:
    """Raises ``OutOfTime`` in whatever is called inside, at every new line once the time is up."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._is_over = seconds, False

    def __enter__(self) -> None:
        self._until = monotonic() + self._seconds
        self._caller, self._tracer_before = sys._getframe(1), sys.gettrace()
        # a sleep or a wait has no lines: an alarm ends it, where the system has one
        self._has_alarm = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        # before Python 3.12, "while True: pass" on one line is no new line: there every step is looked at
        self._each_step = sys.version_info < (3, 12) and not self._has_alarm
        if self._has_alarm:
            self._handler_before = signal.signal(signal.SIGALRM, self._ring)
            self._timer_before = signal.setitimer(signal.ITIMER_REAL, self._seconds + _AGAIN, _AGAIN)
        sys.settrace(self._trace)

    def __exit__(self, *_: object) -> None:
        self._is_over = True
        sys.settrace(self._tracer_before)
        if self._has_alarm:
            signal.setitimer(signal.ITIMER_REAL, *self._timer_before)
            signal.signal(signal.SIGALRM, self._handler_before)

    def watch(self) -> None:
        """Look at every line again, in what is being called now as well."""
        frame: FrameType | None = sys._getframe(1)
        while frame and frame is not self._caller and not self._is_over:
            if not _is_ours(frame):
                frame.f_trace, frame.f_trace_opcodes = self._trace, self._each_step
            frame = frame.f_back
        if not self._is_over:
            sys.settrace(self._trace)

    def _trace(self, frame: FrameType, event: str, _: Any) -> Any:
        if _is_ours(frame):
            return None
        if monotonic() > self._until:
            raise OutOfTime(self)
        frame.f_trace_opcodes = self._each_step
        return self._trace

    def _ring(self, _: int, frame: FrameType | None) -> None:
        if not self._is_over and frame and not _is_ours(frame):
            raise OutOfTime(self)


def _is_ours(frame: FrameType) -> bool:
    # to begin and to end the watching must not be cut short by it
    return frame.f_code.co_filename == __file__
