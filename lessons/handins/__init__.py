"""What was handed in, and by whom: hand-ins found and read, class lists; nothing in a hand-in is ever run.

Whose a file is, the names alone tell:

- A folder of hand-ins holds a folder for each learner, called after them; all beneath it is theirs, zips too.
- A folder is one learner's own where it holds ``course.toml``, or no folders but those of a course and either
  ``answers`` or only notebooks called by their lesson (``02_sourcing.ipynb``); so is one that an LMS named.
- Canvas: ``lastfirst_LATE_12345_67890_name.ipynb``: the first number is the learner's; ``anon_x7Kq2_…`` is a code.
- Moodle: ``Full Name_123456_assignsubmission_file_``, a folder or not: the number is the participant's.
- Gradescope: ``submission_123456/``; the list beside the folders, where there is one, says whose each is.
- Brightspace: ``123-456 - Full Name - Nov 20, 2026 1159 PM``, a folder or not.
- Blackboard: ``Title_login_attempt_2026-11-20-23-59-00_name.ipynb``; its own page of each attempt is passed over.
- A single file is its stem's, without the lesson: ``ana_li_02_sourcing.ipynb`` is ana_li's.
- A zip given by itself is a class's, by these same rules, unless it is made like one learner's folder or holds a
  single file; a zip found in a folder is one learner's. Zips in zips are opened one deep. Tars are read like zips.
- A file whose name does not tell what it is, is looked into. What may hold answers and cannot be read is told.
- What systems and editors leave (hidden files, ``__MACOSX``, ``Thumbs.db``), what a course set aside
  (``*.damaged.jsonl``, ``set-aside``), cases, gradebooks, and lists (``.csv``, ``.toml``, ``.yml``) beside the
  hand-ins are passed over; others are told.
- Links are never followed. Two folders of the same name stay two hand-ins.
"""

from lessons.handins.finding import find, whole
from lessons.handins.model import HandIn, Piece, Problem, Submission
from lessons.handins.reading import read

__all__ = ["HandIn", "Piece", "Problem", "Submission", "find", "read", "whole"]
