"""Opening an export as a stream of bytes, whatever it is packed in."""

import gzip
import hashlib
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BufferedReader
from pathlib import Path
from typing import IO

import zstandard

from civiltongue.errors import ArchiveInvalid

CHUNK = 1 << 16
"""How many bytes are read at once."""

_GZIP, _ZSTANDARD, _ZIP = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", (b"PK\x03\x04", b"PK\x05\x06")
_UNPACKING_FAULTS = (
    EOFError,
    NotImplementedError,
    gzip.BadGzipFile,
    zipfile.BadZipFile,
    zlib.error,
    zstandard.ZstdError,
)


def chunks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of an export that is plain, or packed with gzip, zip or Zstandard.

    What it is packed in is told from its first bytes, never from its name. A zip file must hold
    exactly one XML file. Raises ArchiveInvalid for what cannot be opened or unpacked.
    """
    try:
        with _opened(path) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except _UNPACKING_FAULTS as error:
        raise ArchiveInvalid(
            f"The file is damaged or incomplete, it cannot be unpacked ({error}).",
            where=path.name,
            hint="Nothing was imported. Copy or download it again, or unpack it by hand.",
        ) from error
    except OSError as error:
        raise _closed(path, error) from error


def digest(path: Path) -> str:
    """Return a hash by which the very same file is known again; raises ArchiveInvalid."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _closed(path, error) from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        start = file.read(4)
        file.seek(0)
        if start.startswith(_GZIP):
            yield stack.enter_context(BufferedReader(gzip.GzipFile(fileobj=file)))
        elif start == _ZSTANDARD:
            unpacker = zstandard.ZstdDecompressor(max_window_size=1 << 27)
            yield stack.enter_context(unpacker.stream_reader(file, read_across_frames=True))
        elif start in _ZIP:
            packed = stack.enter_context(zipfile.ZipFile(file))
            yield stack.enter_context(packed.open(_only_member(packed, path)))
        else:
            yield file


def _only_member(packed: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    members = [
        member
        for member in packed.infolist()
        if member.filename.lower().endswith(".xml") and not member.filename.startswith("__MACOSX/")
    ]
    if len(members) != 1:
        raise ArchiveInvalid(
            f"The zip file holds {len(members) or 'no'} XML files, and one is expected.",
            where=path.name,
            hint="Nothing was imported. Unpack it and import each XML file by itself.",
        )
    if members[0].flag_bits & 1:
        raise ArchiveInvalid(
            "The zip file is locked with a password.",
            where=path.name,
            hint="Nothing was imported. Unpack it and import the XML file.",
        )
    return members[0]


def _closed(path: Path, error: OSError) -> ArchiveInvalid:
    return ArchiveInvalid(
        f"The file cannot be opened ({error.strerror or error}).",
        where=path.name,
        hint="Nothing was imported.",
    )
