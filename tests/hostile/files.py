"""Hand-ins that are damaged, or that try the reader; each is written into a folder of its own."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from lessons.answers import MIME, Record
from lessons.case import Case
from tests.hand_ins import notebook_of, record, write_book, write_notebook

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452")
Writer = Callable[[Path, Case], object]


def _right(case: Case, **fields: object) -> Record:
    return record(case, "collected", "vet", **fields)


def _plain(case: Case) -> dict:
    return notebook_of([_right(case)])


def _notebook(change: Callable[[dict], object]) -> Writer:
    """A right notebook after this was done to it."""

    def write(folder: Path, case: Case) -> None:
        notebook = _plain(case)
        change(notebook)
        (folder / "01_pond.ipynb").write_text(json.dumps(notebook), encoding="utf-8")

    return write


def _encoded(encode: Callable[[str], bytes]) -> Writer:
    def write(folder: Path, case: Case) -> None:
        notebook = _plain(case)
        notebook["cells"][0]["source"] = "# é"
        (folder / "01_pond.ipynb").write_bytes(encode(json.dumps(notebook, ensure_ascii=False, indent=1)))

    return write


def _bytes(content: Callable[[bytes], bytes]) -> Writer:
    def write(folder: Path, case: Case) -> None:
        whole = json.dumps(_plain(case)).encode()
        (folder / "01_pond.ipynb").write_bytes(content(whole))

    return write


def _book(*records: Callable[[Case], Record]) -> Writer:
    return lambda folder, case: write_book(folder / "answers" / "01_pond.jsonl", [r(case) for r in records])


def _beside(name: str, content: bytes) -> Writer:
    """A right notebook, and something beside it."""

    def write(folder: Path, case: Case) -> None:
        write_notebook(folder / "01_pond.ipynb", [_right(case)])
        (folder / name).write_bytes(content)

    return write


def _climbing() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name, link in (("../../planted.ipynb", ""), ("a.ipynb", "/etc/passwd")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = (tarfile.SYMTYPE, link) if link else (tarfile.REGTYPE, "")
            archive.addfile(info)
    return held.getvalue()


def _zip(fill: Callable[[zipfile.ZipFile, bytes], object]) -> Writer:
    """A zip that holds a right notebook, and what it should not."""

    def write(folder: Path, case: Case) -> None:
        whole = json.dumps(_plain(case)).encode()
        with zipfile.ZipFile(folder / "mine.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("01_pond.ipynb", whole)
            fill(packed, whole)

    return write


def _nested(packed: zipfile.ZipFile, whole: bytes) -> None:
    content = whole
    for depth in range(4):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as deeper:
            deeper.writestr("01_pond.ipynb" if depth == 0 else "inner.zip", content)
        content = inner.getvalue()
    packed.writestr("inner.zip", content)


def _link(packed: zipfile.ZipFile, whole: bytes) -> None:
    link = zipfile.ZipInfo("02_nest.ipynb")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    packed.writestr(link, "/etc/passwd")


def _many(packed: zipfile.ZipFile, whole: bytes) -> None:
    for number in range(10_001):
        packed.writestr(f"junk/{number}.txt", b"")


def _outside(folder: Path, case: Case) -> None:
    secret = folder.parent.parent / "secret.ipynb"
    secret.write_text(json.dumps(_plain(case)), encoding="utf-8")
    (folder / "02_nest.ipynb").symlink_to(secret)
    write_notebook(folder / "01_pond.ipynb", [_right(case)])


def _answer(value: str) -> Writer:
    """A book whose right answer stands beside this one, in raw JSON."""

    def write(folder: Path, case: Case) -> None:
        write_book(folder / "answers" / "01_pond.jsonl", [_right(case)])
        with (folder / "answers" / "01_pond.jsonl").open("a", encoding="utf-8") as book:
            book.write(
                f'{{"exercise": "share-of-expected", "attempt": 1, "committed": true, "answer": {value}}}\n'
            )

    return write


def _old_format(notebook: dict) -> None:
    notebook["worksheets"] = [{"cells": notebook.pop("cells")}]
    notebook["nbformat"] = 3


def _stripped(notebook: dict) -> None:
    notebook["metadata"] = {}
    for cell in notebook["cells"]:
        cell.pop("metadata")


def _merged(notebook: dict) -> None:
    extra = _cells(notebook)[0]["outputs"]
    notebook["cells"] = [{"cell_type": "code", "source": "all()", "outputs": [*extra], "metadata": {}}]


def _cells(notebook: dict) -> list[dict]:
    return list(notebook["cells"])


def _cheat(notebook: dict) -> None:
    record = notebook["cells"][0]["outputs"][0]["data"][MIME]
    record.update({"points": 100, "status": "graded", "share": 1, "answer": {"$ref": "key"}})


#: what is handed in, and whether the right answer in it keeps its point
ROWS: dict[str, tuple[Writer, bool]] = {
    # edited, moved, doubled
    "an edited answer": (_notebook(_cheat), False),
    "a deleted cell": (_notebook(lambda n: n["cells"].insert(0, {"cell_type": "raw"})), True),
    "cells doubled": (_notebook(lambda n: n["cells"].extend(_cells(n))), True),
    "cells re-ordered": (_notebook(lambda n: n["cells"].reverse()), True),
    "cells merged": (_notebook(_merged), True),
    "cell ids doubled": (_notebook(lambda n: [c.update(id="same") for c in n["cells"] * 2]), True),
    "metadata stripped": (_notebook(_stripped), True),
    "renamed": (lambda folder, case: write_notebook(folder / "Copy (3) final.ipynb", [_right(case)]), True),
    "a future format": (_notebook(lambda n: n.update(nbformat=9)), True),
    "format 3": (_notebook(_old_format), True),
    # encodings
    "a mark at the start": (_encoded(lambda text: text.encode("utf-8-sig")), True),
    "latin-1": (_encoded(lambda text: text.encode("latin-1")), True),
    "utf-16": (_encoded(lambda text: text.encode("utf-16")), True),
    "other line ends": (_encoded(lambda text: text.replace("\n", "\r\n").encode()), True),
    # no notebook at all
    "an empty file": (_bytes(lambda whole: b""), False),
    "not JSON": (_bytes(lambda whole: b"{cells: none}"), False),
    "a truncated file": (_bytes(lambda whole: whole[:-60]), True),
    "half a record": (_bytes(lambda whole: whole[: whole.index(b'"vet"')]), False),
    "a picture": (_bytes(lambda whole: PNG), False),
    "a PDF": (_bytes(lambda whole: b"%PDF-1.7\n%\xe2\xe3"), False),
    "nested ten thousand deep": (_bytes(lambda whole: b'{"cells":' + b"[" * 10_000), False),
    # answers
    "an exercise that is not there": (
        _book(lambda c: _right(c).model_copy(update={"exercise": "not-there"}), _right),
        True,
    ),
    "an older wording": (_book(lambda c: _right(c, asked="000000000000")), True),
    "two answers of one attempt": (
        _book(lambda c: _right(c), lambda c: record(c, "collected", "baker", time="2026-11-20T09:00:00+00:00")),
        True,
    ),
    "an answer that is no number": (_answer('{"number": NaN, "base": "expected", "unit": "percent"}'), True),
    "an infinite answer": (_answer('{"number": 1e999, "base": "expected", "unit": "percent"}'), True),
    "true for a number": (_answer('{"number": true, "base": "expected", "unit": "percent"}'), True),
    "text for a number": (_answer('{"number": "66.7", "base": "expected", "unit": "percent"}'), True),
    "a number for a text": (_answer("66.7"), True),
    "an answer of a megabyte": (_answer('"' + "x" * 1_000_000 + '"'), True),
    "an answer nested deep": (_answer("[" * 5000 + "]" * 5000), True),
    "half an emoji": (_answer('"\\ud83d"'), True),
    # archives
    "a zip bomb": (_zip(lambda z, whole: z.writestr("02_nest.ipynb", b"0" * 80_000_000)), True),
    "a zip that climbs out": (_zip(lambda z, whole: z.writestr("../../planted.ipynb", whole)), True),
    "a zip from the root": (_zip(lambda z, whole: z.writestr("/tmp/planted.ipynb", whole)), True),
    "a zip for another drive": (_zip(lambda z, whole: z.writestr("C:\\planted.ipynb", whole)), True),
    "a zip with a link": (_zip(_link), True),
    "zips in zips": (_zip(_nested), True),
    "ten thousand files": (_zip(_many), True),
    "a zip cut short": (lambda f, case: (f / "mine.zip").write_bytes(b"PK\x03\x04 no more"), False),
    "a link out of the folder": (_outside, True),
    "a rar beside it": (_beside("more.rar", b"Rar!\x1a\x07\x01\x00"), True),
    "a tar that climbs out": (_beside("more.tar", _climbing()), True),
    "a gzip bomb": (_beside("more.ipynb.gz", gzip.compress(bytes(80_000_000))), True),
    "a zip of an old kind without a name": (_beside("more", b"PK\x03\x04 no more"), True),
}

#: rows that are as good as untouched: nothing about them needs a line in the report
QUIET = {
    "a deleted cell", "cells doubled", "cells re-ordered", "cells merged", "cell ids doubled", "metadata stripped",
    "renamed", "a future format", "format 3", "a mark at the start", "utf-16", "other line ends",
}  # fmt: skip

#: what learners may be called
NAMES = [
    "C:drive",
    'a "quote"',
    "=1+1",
    "@SUM(A1)",
    "🦆 duck",
    "\u202ebackwards",
    "ليلى",
    "CON",
    "a\nnewline",
    "<script>alert(1)</script>",
    "x" * 200,
]
