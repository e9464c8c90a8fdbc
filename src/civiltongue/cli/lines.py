"""JSON lines in, JSON lines out: one answer for each line, in the same order."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any, NoReturn

from tqdm import tqdm

from civiltongue.errors import BadInput, CivilTongueError, TextTooLarge, UnreadableText
from civiltongue.policyfile.record import RecordId, record_id

MAX_LINE = 4 * 1024 * 1024
"""The longest line, in bytes; what is longer is skipped without being kept in memory."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def answer_lines(source: IO[bytes], answer: Callable[[object], dict[str, Any]]) -> bool:
    """Write an answer for each line to stdout, and return whether all lines were good.

    Lines end at a line feed and nowhere else. A bad line is answered with its id, where it has
    one that can be read, and the error. A terminal's stderr shows how far it is.
    """
    good = True
    out = sys.stdout.buffer
    with tqdm(total=_size(source), unit="B", unit_scale=True, disable=not sys.stderr.isatty()) as bar:
        for line, length in _lines(source):
            answered = _answer(line, answer)
            good = good and "error" not in answered
            out.write(json.dumps(answered, ensure_ascii=False).encode() + b"\n")
            out.flush()
            bar.update(length)
    return good


def _answer(line: bytes | None, answer: Callable[[object], dict[str, Any]]) -> dict[str, Any]:
    record: object = None
    try:
        record = _record(line)
        return answer(record)
    except CivilTongueError as error:
        return {"id": _id_of(record), "error": {"code": error.code, "message": str(error)}}


def _record(line: bytes | None) -> object:
    if line is None:
        raise TextTooLarge(f"the line is longer than {MAX_LINE // 1024**2} MB.", hint="Send a shorter one.")
    try:
        return json.loads(line.decode(), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise UnreadableText("the line is not UTF-8.", hint="Save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise BadInput(f"the line is not JSON: {error}.", hint="Write one object a line.") from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a value of JSON")


def _id_of(record: object) -> RecordId:
    try:
        return record_id(record) if isinstance(record, dict) else None
    except BadInput:
        return None


def _lines(source: IO[bytes]) -> Iterator[tuple[bytes | None, int]]:
    """Yield each line with the number of its bytes, None in place of one that is too long."""
    first = True
    while line := source.readline(MAX_LINE + 1):
        length = len(line)
        kept: bytes | None = line.removeprefix(_BYTE_ORDER_MARK) if first else line
        first = False
        while length > MAX_LINE and not line.endswith(b"\n") and (line := source.readline(MAX_LINE)):
            kept = None
            length += len(line)
        yield (None if length > MAX_LINE + 1 else kept), length


def _size(source: IO[bytes]) -> int | None:
    """Return how many bytes are to come, None where nobody knows."""
    try:
        size = os.fstat(source.fileno()).st_size
    except OSError:
        return None
    return size or None
