"""Every test and every notebook run here answers into an empty folder of its own, and reads nothing else."""

from __future__ import annotations

import os
import tempfile

# set on import, so that the kernels which run the notebooks inherit it
os.environ["LESSONS_ANSWERS"] = tempfile.mkdtemp(prefix="answers-")
os.environ.pop("JPY_SESSION_NAME", None)
