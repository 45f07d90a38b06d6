"""Files as learners hand them in, as bytes: notebooks, answer books and zips, whole or spoilt."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lessons.answers import MIME, Record
from lessons.handins import HandIn, Piece, Submission, find, read
from lessons.handins.matching import Called, Index, Match

WHO = Record(exercise="who", answer="gardener", attempt=1, committed=True, time="2024-05-13T10:00:00+00:00")
WHAT = Record(exercise="what", answer=["duck", "pond"], attempt=1, committed=True)
WHERE = Record(exercise="where", answer={"duck": "pond"}, attempt=2)


def output(shown: Any) -> dict[str, Any]:
    """A cell's output that carries what is given as an answer."""
    return {"output_type": "display_data", "metadata": {}, "data": {MIME: shown, "text/plain": "Kept."}}


def cells(*shown: Any) -> list[dict[str, Any]]:
    """A cell for each of these answers, and one of prose."""
    code = [{"cell_type": "code", "id": "same", "source": "1", "outputs": [output(one)]} for one in shown]
    return [{"cell_type": "markdown", "source": "Ducks – kachny"}, *code]


def notebook(*records: Record, **fields: Any) -> bytes:
    """A notebook with these records in its outputs."""
    whole = {"cells": cells(*(record.plain() for record in records)), "metadata": {}, "nbformat": 4, **fields}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def book(*records: Record) -> bytes:
    """An answer book of these records."""
    return b"".join(record.line().encode() + b"\n" for record in records)


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def lay(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files beneath a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def read_files(folder: Path, **files: bytes) -> Submission:
    """What is read when these files are one learner's; a name's last ``_`` is its dot."""
    named = {".".join(name.rsplit("_", 1)): content for name, content in files.items()}
    lay(folder, named)
    return read(HandIn("Ana", tuple(Piece(folder / name) for name in named)))


def found_in(*paths: Path) -> list[tuple[str, list[str]]]:
    """Who handed in what, by names alone."""
    return [(hand_in.name, [piece.name for piece in hand_in.pieces]) for hand_in in find(paths)]


def answered(submission: Submission) -> list[Record]:
    """The records that were read, without their files."""
    return list(submission.records)


def told(submission: Submission | HandIn) -> list[tuple[str, str]]:
    """Where something was odd, and what."""
    return [(problem.where, problem.found) for problem in submission.problems]


def costly(submission: Submission | HandIn) -> list[bool]:
    """Whether each problem may cost answers."""
    return [problem.costs for problem in submission.problems]


def whose(index: Index, name: str, lms_id: str = "", pseudonyms: Iterable[str] = ()) -> Match:
    """Whose a single hand-in is."""
    return index.match_all([Called(name, lms_id, pseudonyms=lambda: pseudonyms)])[0]
