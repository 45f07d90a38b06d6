"""The machine that measures, in words that name no host."""

from __future__ import annotations

import os
import platform
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psutil

#: what the figures depend on
PACKAGES = ("according-to", "pydantic", "jinja2", "click")


def described() -> str:
    """Processor, memory, system, versions, the date, and how busy the machine is already."""
    speed = f"ten million additions in Python took {_additions():.2f} s"
    busy = ", ".join(f"{load:.2f}" for load in os.getloadavg())
    memory = f"{psutil.virtual_memory().total / 2**30:.0f} GiB of memory"
    return "\n".join(
        (
            f"- {date.today():%d %B %Y}; load before the first run (1, 5, 15 minutes): {busy}",
            f"- {os.cpu_count()} cores of {_processor()}; {memory}; {speed}",
            f"- {_system()}; Python {platform.python_version()}",
            f"- {', '.join(f'{name} {version(name)}' for name in PACKAGES)}",
        )
    )


def _additions() -> float:
    # a virtual machine is not equally fast all day: the figures can be read against this one
    began, total = time.perf_counter(), 0
    for number in range(10_000_000):
        total += number
    return time.perf_counter() - began


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _system() -> str:
    named = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return f"{named}, Linux {platform.release().partition('-')[0]}"
