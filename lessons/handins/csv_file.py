"""A CSV file that can be written back with single cells changed and every other byte as it was."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from lessons.errors import GradingError
from lessons.handins.columns import is_heading

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DELIMITERS = (",", ";", "\t", "|")
#: what spreadsheets save CSV in where they are not asked, most of Europe first
_OLD = ("cp1252", "cp1250", "cp1251", "cp1254", "cp1253", "cp932", "gbk", "cp949", "big5")
#: lines by which a delimiter is told
_LOOKED_AT = 12
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class CsvFile:
    """The text of a CSV file and how it was written: encoding, byte order mark, delimiter."""

    name: str
    source: str
    encoding: str = "utf-8"
    bom: bytes = b""

    @cached_property
    def delimiter(self) -> str:
        """The one that Excel was told with “sep=”, or that splits most of the first lines into as many cells."""
        lines = [line for line in self.source.splitlines()[:_LOOKED_AT] if line.strip()]
        if told := re.fullmatch(r'"?sep=(.)"?', lines[0].strip() if lines else "", re.IGNORECASE):
            return told[1]
        return max(_DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Every row as it reads, blank lines included: a row's place is its number."""
        row: list[str] = []
        for token in _tokens(self.source, self.delimiter):
            row.append(self._read(token))
            if token["end"] != self.delimiter:
                yield tuple(row)
                row = []

    def table(self, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
        """Rows that we wrote once, by their headings, each with its number; ``columns`` must be among them."""
        rows = enumerate(self.rows(), 1)
        filled = [(n, row) for n, row in rows if any(map(str.strip, row)) and row[0][:4].lower() != "sep="]
        names = [name.strip().lower() for name in filled[0][1]] if filled else []
        if not {*columns} <= {*names}:
            raise GradingError(
                f"{self.name}: found the columns {', '.join(names)[:80]}; expected {', '.join(columns)}. "
                "Put these names into its first row, or take the file as “lessons” wrote it."
            )
        for number, row in filled[1:]:
            yield number, dict(zip(names, map(bare_cell, row), strict=False))

    def _read(self, token: re.Match[str]) -> str:
        if token["quoted"] is not None:
            return token["quoted"][1:-1].replace('""', '"') + token["rest"]
        if token["bare"].lstrip(" ").startswith('"'):
            line = self.source.count("\n", 0, token.start()) + 1
            raise GradingError(
                f"{self.name}: found a quotation mark in line {line} that is never closed; expected pairs. "
                "Export the file once more, or close the mark."
            )
        return token["bare"]

    def changed(self, cells: Mapping[tuple[int, int], str]) -> bytes:
        """The file's bytes with these cells, by row and column, put in; all others as they came."""
        parts, row, column = [], 0, 0
        for token in _tokens(self.source, self.delimiter):
            text = cells.get((row, column))
            parts.append(token[0] if text is None else self._write(token, text) + token["end"])
            inside = token["end"] == self.delimiter
            row, column = (row, column + 1) if inside else (row + 1, 0)
        # only a cell of ours can hold what the file's encoding lacks: the others came out of it
        return self.bom + "".join(parts).encode(self.encoding, "replace")

    def _write(self, token: re.Match[str], text: str) -> str:
        needs_quotes = token["quoted"] is not None or any(c in text for c in f'"\r\n{self.delimiter}')
        return '"{}"'.format(text.replace('"', '""')) if needs_quotes else text


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int]:
    widths = Counter(sum(1 for _ in _tokens(line, delimiter)) for line in lines)
    del widths[1]
    width, lines_of_it = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return lines_of_it, width


def _tokens(source: str, delimiter: str) -> Iterator[re.Match[str]]:
    """One match a cell; all matches together are the whole source."""
    delimiter = re.escape(delimiter)
    bare = f"[^{delimiter}\r\n]*+"
    token = re.compile(
        rf'(?: *(?P<quoted>"(?:[^"]++|"")*+")(?P<rest>{bare})|(?P<bare>{bare}))(?P<end>{delimiter}|\r\n|\n|\r|\Z)'
    )
    for match in token.finditer(source):
        yield match
        if not match["end"]:
            return


def read_csv(path: Path) -> CsvFile:
    """Read a CSV file in UTF-8, UTF-16 or an encoding that Windows has for the language."""
    try:
        return csv_of(path.name, path.read_bytes())
    except OSError as error:
        raise GradingError(
            f"{path} cannot be read ({error.strerror}). Expected a CSV file; check the path."
        ) from None


def csv_of(name: str, content: bytes) -> CsvFile:
    """The same of a file's content."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _refused(name, "an Excel workbook", "Save it as CSV (UTF-8) and give that file.")
    if not content.strip():
        raise _refused(name, "an empty file", "Export it once more.")
    bom, encoding = _encoding(content)
    try:
        source = content[len(bom) :].decode(encoding)
    except UnicodeDecodeError:
        raise _refused(name, f"bytes that are no {encoding}", "Save it as CSV (UTF-8).") from None
    if _NO_TEXT.search(source):
        raise _refused(name, "something that is no text", "Export it once more, as CSV.")
    return CsvFile(name, source, encoding, bom)


def _encoding(content: bytes) -> tuple[bytes, str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return bom, encoding
    if b"\0" in content[:4]:  # Latin letters in UTF-16: every other byte is empty
        return b"", "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    if _decoded(content, "utf-8") is not None:
        return b"", "utf-8"
    return b"", min(_OLD, key=lambda old: _oddity(_decoded(content, old)))


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _oddity(text: str | None) -> tuple[bool, int, int]:
    """How unlikely it is that a table was written so: by headings that are known, then by letters side by side."""
    if text is None:
        return True, 0, 0
    cells = re.split(r"[,;\t|\r\n]", text[:2_000])
    return False, -sum(is_heading([cell]) for cell in cells[:40]), sum(map(_is_odd, re.findall(r"\S+", text)))


def _is_odd(word: str) -> bool:
    """Whether a word has letters of two scripts, no letter but accented ones, or signs that no name has."""
    letters = [c for c in word if c.isalpha()]
    foreign = [c for c in letters if ord(c) >= 0x370]
    is_mixed = bool(foreign) and (len(foreign) < len(letters) or any("\uff61" <= c <= "\uff9f" for c in foreign))
    is_accented = len(letters) > 1 and all(0x80 <= ord(c) < 0x250 for c in letters)
    return is_mixed or is_accented or any(0x80 <= ord(c) < 0x2010 and not c.isalnum() for c in word)


def _refused(name: str, found: str, do: str) -> GradingError:
    return GradingError(f"{name}: found {found}; expected a table as CSV text. {do}")


_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?")
#: what makes a spreadsheet calculate, also in the wide form of East Asian keyboards; a number stays a number
_FORMULA = re.compile(rf"\A(?= *[-=+@\t\r\n＝＋－＠])(?!{_NUMBER.pattern}\Z)")
#: “1,000.00”, “1.000,00” and “1,000”; “1.000” is a one with three places
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)")
#: a text that no spreadsheet takes for a formula
safe_cell = partial(_FORMULA.sub, "'")


def bare_cell(cell: str) -> str:
    """A cell as it was before it was made safe for spreadsheets."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell


def number_in(cell: str) -> float | None:
    """The number in a cell, with a decimal point or comma, thousands set apart or not; ``None`` for any other."""
    cell = re.sub(r"(?<=\d)[\s’'\u00a0\u202f](?=\d{3})", "", cell.strip())
    if _THOUSANDS.fullmatch(cell):
        first, other = (",", ".") if cell.find(".") == -1 or -1 < cell.find(",") < cell.find(".") else (".", ",")
        cell = cell.replace(first, "").replace(other, ".")
    return float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else None


def decimal_mark(cell: str) -> str:
    """The decimal mark of the number in a cell; empty where it shows none."""
    if number_in(cell) is None or re.fullmatch(r"\d{1,3}(?:,\d{3})+", cell.strip()):
        return ""
    return next((c for c in reversed(cell) if c in ",."), "")


def number_cell(number: float | None, mark: str = ".") -> str:
    """A number to at most two places, with the decimal mark its file uses; nothing where there is none."""
    return "" if number is None else f"{number:.2f}".rstrip("0").rstrip(".").replace(".", mark)
