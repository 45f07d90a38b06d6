"""Archives, zip and tar: members are listed, weighed and read in memory; nothing is ever unpacked to the disk."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import IO, Any, cast

from lessons.handins.members import Archive, Refused, badly_named, too_large, tree_of
from lessons.handins.model import Folder

#: bytes of the list of members: of a learner's own archive, and of one that holds a class
LEARNERS, CLASS = 6_000_000, 64_000_000
_MOST_MEMBERS = 100_000
#: bytes of a class's tar, unpacked
_MOST_OF_TAR = 400_000_000
#: an honest notebook shrinks to a tenth; this much of a member is read before its ratio is looked at
MOST_RATIO, UNSUSPECTED = 200, 1_000_000
_CHUNK = 65_536
#: where in a file a tar says that it is one, and how
TAR, USTAR = slice(257, 262), b"ustar"
_IN_UTF8, _ENCRYPTED = 0x800, 0x1
_READ_WITH = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@contextmanager
def _whole(otherwise: str) -> Iterator[None]:
    """Refuse what cannot be read: what is damaged fails in a dozen ways."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        raise Refused(otherwise, "Nothing in it was read. Ask for it again.") from error


class _Bounded:
    """A file that never gives more than ``most`` bytes at once: a list of members is read in one go."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        self._file, self._most = file, most

    def read(self, size: int = -1) -> bytes:
        if size > self._most:
            raise Refused("A zip with too many files in it.", "Nothing in it was read.")
        return self._file.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class Zip(Archive):
    """A zip, of which every member is weighed while it is read: what its header claims is not believed."""

    def __init__(self, path: Path, file: IO[bytes], most: int = LEARNERS) -> None:
        self._path = path
        with _whole("A zip that cannot be opened: it is damaged, or is no zip."):
            self._zip = zipfile.ZipFile(cast(IO[bytes], _Bounded(file, most)))
        named = ((_name(info), info) for info in self._zip.infolist())
        self._members = sorted(named, key=itemgetter(0))
        self._infos = dict(self._members)

    def place(self) -> Folder:
        return tree_of(self._path, ((name, self._why_not(name, info)) for name, info in self._members))

    def _why_not(self, name: str, info: zipfile.ZipInfo) -> Refused | None:
        if why := badly_named(name, is_link=stat.S_ISLNK(info.external_attr >> 16)):
            return why
        if info.flag_bits & _ENCRYPTED:
            return Refused("A file with a password.", "It was not read. Ask for it without one.")
        if info.compress_type not in _READ_WITH:
            return Refused("A file packed in an unusual way.", "It was not read. Ask for an ordinary zip.")
        if info is not self._infos[name]:
            return Refused("Two files of the same name in one zip.", "Only the last was read.")
        return None

    def content(self, member: str, most: int) -> bytes:
        with _whole("It is damaged inside its zip."):
            return self._weighed(self._infos[member], most)

    def _weighed(self, info: zipfile.ZipInfo, most: int) -> bytes:
        parts, size = list[bytes](), 0
        with self._zip.open(info) as member:
            while part := member.read(_CHUNK):
                parts.append(part)
                size += len(part)
                if size > max(UNSUSPECTED, MOST_RATIO * info.compress_size):
                    raise Refused(f"It unpacks to more than {MOST_RATIO} times its size.")
                if size > most:
                    raise too_large(most)
        return b"".join(parts)


class Tar(Archive):
    """A tar, which lies in memory whole."""

    def __init__(self, path: Path, content: bytes) -> None:
        self._path, self._members = path, dict[str, tarfile.TarInfo]()
        with _whole("A tar that cannot be opened: it is damaged, or is no tar."):
            self._tar = tarfile.open(fileobj=io.BytesIO(content), mode="r:")  # noqa: SIM115 -- it lies in memory
            for number, info in enumerate(self._tar):
                if number == _MOST_MEMBERS:
                    raise Refused("A tar with too many files in it.", "Nothing in it was read.")
                self._members[f"{info.name}/" if info.isdir() else info.name] = info

    def place(self) -> Folder:
        return tree_of(self._path, ((name, self._why_not(name)) for name in sorted(self._members)))

    def _why_not(self, name: str) -> Refused | None:
        info = self._members[name]
        return badly_named(name, is_link=not (info.isfile() or info.isdir()))

    def content(self, member: str, most: int) -> bytes:
        info = self._members[member]
        if info.size > most:
            raise too_large(most)
        with _whole("It is damaged inside its tar."):
            file = self._tar.extractfile(info)
            return file.read() if file else b""


def gunzipped(content: bytes, most: int) -> bytes:
    """What was packed with gzip, weighed while it is unpacked."""
    most = min(most, max(UNSUSPECTED, MOST_RATIO * len(content)))
    with _whole("A file packed with gzip that is damaged."), gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
        unpacked = file.read(most + 1)
    if len(unpacked) > most:
        raise too_large(most)
    return unpacked


def archive_at(path: Path) -> Archive:
    """The archive of a whole class, kept open from one learner to the next."""
    try:
        found = path.stat()
        return _opened(path, found.st_size, found.st_mtime_ns)
    except OSError as error:
        raise Refused(f"The zip cannot be read ({error.strerror}).", "Check its permissions.") from None


@lru_cache(maxsize=2)
def _opened(path: Path, size: int, changed: int) -> Archive:
    file = path.open("rb")
    try:
        begins = file.read(512)
        file.seek(0)
        if begins.startswith(b"\x1f\x8b") or begins[TAR] == USTAR:
            with file:
                content = file.read(_MOST_OF_TAR + 1)
            return Tar(path, content if content[TAR] == USTAR else gunzipped(content, _MOST_OF_TAR))
        return Zip(path, file, CLASS)
    except Refused:
        file.close()
        raise


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: many programs write UTF-8 and do not say so."""
    name = info.orig_filename.replace("\\", "/")  # as PowerShell's Compress-Archive joins folders
    if info.flag_bits & _IN_UTF8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name
