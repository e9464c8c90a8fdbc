"""Reading the elements of a large XML document one by one, in constant memory.

The parser is expat, fed piece by piece. A document type declaration is refused, and with it every
entity of the document's own: no export has one, and files that exhaust memory or reach for other
files (CWE-776, CWE-611) need it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn
from xml.parsers import expat

from civiltongue.errors import ArchiveInvalid

LONGEST_FIELD = 1 << 20
"""How many characters of one field are kept; an element with a longer one is marked."""

_LONGEST_TAG = 1 << 20
_DEEPEST = 64
_NOT_IMPORTED = "Nothing was imported."


@dataclass(frozen=True, slots=True)
class Element:
    """One element under the root. ``fields`` maps ``author/name`` to its text, ``thread@id`` to an attribute.

    Names are without their prefixes, texts without the white space around them. ``oversize`` says
    that a field was longer than :data:`LONGEST_FIELD`, and is left out.
    """

    kind: str
    line: int
    fields: Mapping[str, str]
    oversize: bool = False

    def text(self, name: str) -> str:
        """Return the text of a field, empty where it is missing."""
        return self.fields.get(name, "")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Say which root is expected and which fields of which elements are kept; all else is passed over."""

    root: str
    fields: Mapping[str, frozenset[str]]
    system: str


def elements(chunks: Iterable[bytes], wanted: Wanted, *, where: str) -> Iterator[Element]:
    """Yield the wanted elements directly under the root, in the order of the document.

    Raises ArchiveInvalid, with line and column, for what is not well-formed, has another root, or
    holds a document type declaration.
    """
    reading = _Reading(wanted, where)
    for chunk in chunks:
        yield from reading.feed(chunk)
    yield from reading.finish()


class _Reading:
    """Collect what expat reports until an element is complete."""

    def __init__(self, wanted: Wanted, where: str) -> None:
        self._wanted = wanted
        self._where = where
        self._path: list[str] = []
        self._ready: list[Element] = []
        self._keep: frozenset[str] = frozenset()
        self._fields: dict[str, str] = {}
        self._line = 0
        self._oversize = False
        self._field: str | None = None
        self._pieces: list[str] = []
        self._length = 0
        self._fed = 0
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser = parser

    def feed(self, chunk: bytes) -> list[Element]:
        """Parse some more bytes; returns the elements that they completed."""
        self._fed += len(chunk)
        found = self._parse(chunk, final=False)
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TAG + len(chunk):
            self._refuse("A tag or comment is longer than 1 MiB.", "No export has one: this is another file.")
        return found

    def finish(self) -> list[Element]:
        """Parse the end; returns the last elements."""
        return self._parse(b"", final=True)

    def _parse(self, chunk: bytes, *, final: bool) -> list[Element]:
        try:
            self._parser.Parse(chunk, final)
        except (LookupError, ValueError) as error:
            self._refuse(f"The file cannot be decoded ({error}).", "Save it as UTF-8, and declare that.")
        except expat.ExpatError as error:
            if final:
                self._refuse("The file ends before its last element does.", "Download or copy it again.")
            self._refuse(
                f"The XML cannot be read: {expat.ErrorString(error.code)}.",
                "Stray control characters and what stands before the first tag can be mended with --mend.",
            )
        found, self._ready = self._ready, []
        return found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        self._path.append(name)
        depth = len(self._path)
        if depth > _DEEPEST:
            self._refuse("Elements are nested too deep.", "No export is like this: this is another file.")
        if depth == 1:
            self._check_root(tag, name)
        elif depth == 2:
            self._begin(name, attributes)
        elif self._keep:
            self._begin_field("/".join(self._path[2:]), attributes)

    def _check_root(self, tag: str, name: str) -> None:
        if name != self._wanted.root:
            self._refuse(
                f"This is no {self._wanted.system} export: its first element is <{tag}>, not <{self._wanted.root}>.",
                f"Choose the XML file that {self._wanted.system} sent.",
            )

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._keep = self._wanted.fields.get(name, frozenset())
        self._fields = {}
        self._oversize = False
        self._line = self._parser.CurrentLineNumber
        self._keep_attributes("", attributes)

    def _begin_field(self, field: str, attributes: dict[str, str]) -> None:
        self._keep_attributes(field, attributes)
        self._field = field if field in self._keep and field not in self._fields else None
        self._pieces = []
        self._length = 0

    def _keep_attributes(self, field: str, attributes: dict[str, str]) -> None:
        for tag, value in attributes.items():
            name = f"{field}@{_local(tag)}"
            if name in self._keep:
                self._fields.setdefault(name, value.strip())

    def _text(self, piece: str) -> None:
        if self._field is None:
            return
        self._length += len(piece)
        if self._length > LONGEST_FIELD:
            self._oversize = True
            self._pieces = []
        else:
            self._pieces.append(piece)

    def _end(self, tag: str) -> None:
        if self._field is not None:
            self._fields[self._field] = "".join(self._pieces).strip()
            self._field = None
        if len(self._path) == 2 and self._keep:
            self._ready.append(Element(self._path[1], self._line, self._fields, self._oversize))
            self._keep = frozenset()
        self._path.pop()

    def _refuse_doctype(self, *declaration: object) -> None:
        self._refuse(
            "The file declares a document type, which no export does.",
            "Such files can be made to harm the reader: get the export from its system again.",
        )

    def _refuse(self, message: str, hint: str) -> NoReturn:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        raise ArchiveInvalid(
            message, where=f"{self._where}, line {line}, column {column}", hint=f"{_NOT_IMPORTED} {hint}"
        )


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
