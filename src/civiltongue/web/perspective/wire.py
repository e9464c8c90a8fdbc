"""Reading JSON as Google's services read it: names in two spellings, null for absent, errors by path."""

import re
from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from typing import Any, TypeVar

import msgspec

from civiltongue.web.perspective.errors import Refusal, invalid

Value = TypeVar("Value")
_UNDERSCORE = re.compile(r"_([a-z0-9])")
_SHOWN = 100


def read_json(body: bytes) -> Mapping[str, Any]:
    """Return the object in a body; raises Refusal."""
    try:
        found = msgspec.json.decode(body)
    except UnicodeDecodeError as error:
        raise _unreadable("Encountered non UTF-8 code points.") from error
    except RecursionError as error:
        raise _unreadable("Message too deep. Max recursion depth reached.") from error
    except msgspec.MsgspecError as error:
        raise _unreadable(f"{str(error)[:_SHOWN]}.") from error
    if not isinstance(found, Mapping):
        raise _unreadable("Root element must be a message.")
    return found


class Message:
    """A JSON object whose fields are read one by one; a name that is none of its fields is refused."""

    def __init__(self, node: object, names: Iterable[str], *, path: str = "") -> None:
        """Take an object of these field names; an empty list stands for an empty object, as PHP writes it."""
        if node == [] or node is None:
            node = {}
        if not isinstance(node, Mapping):
            raise _wrong(path or "request", "an object", node)
        self._path = path
        self._fields: dict[str, Any] = {}
        known = frozenset(names)
        for name, value in node.items():
            spelt = _UNDERSCORE.sub(lambda found: found[1].upper(), name)
            if spelt not in known:
                where = f" at '{path}'" if path else ""
                raise _unreadable(f'Unknown name "{name[:_SHOWN]}"{where}: Cannot find field.')
            if value is not None:
                self._fields[spelt] = value

    def has(self, name: str) -> bool:
        """Say whether a field is there."""
        return name in self._fields

    def text(self, name: str, *, default: str = "") -> str:
        """Return a text."""
        value = self._fields.get(name, default)
        if not isinstance(value, str):
            raise _wrong(self._at(name), "TYPE_STRING", value)
        return value

    def boolean(self, name: str) -> bool:
        """Return true or false, false where it is absent."""
        value = self._fields.get(name, False)
        if value in ("true", "false"):
            return bool(value == "true")
        if not isinstance(value, bool):
            raise _wrong(self._at(name), "TYPE_BOOL", value)
        return value

    def number(self, name: str) -> float | None:
        """Return a number, None where it is absent."""
        value = self._fields.get(name)
        if value is None:
            return None
        try:
            number = float(value) if not isinstance(value, bool | list | dict) else None
        except (ValueError, OverflowError):
            number = None
        if number is None or not isfinite(number):
            raise _wrong(self._at(name), "TYPE_FLOAT", value)
        return number

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; one text alone counts as a list of it."""
        value = self._fields.get(name, [])
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            raise _wrong(self._at(name), "TYPE_STRING", value)
        return tuple(values)

    def message(self, name: str, *names: str) -> "Message":
        """Return an object among the fields, an empty one where it is absent."""
        return Message(self._fields.get(name), names, path=self._at(name))

    def messages(self, name: str, *names: str) -> list["Message"]:
        """Return a list of objects."""
        value = self._fields.get(name, [])
        if not isinstance(value, list):
            raise _wrong(self._at(name), "a list", value)
        return [Message(each, names, path=f"{self._at(name)}[{place}]") for place, each in enumerate(value)]

    def mapping(self, name: str, read: Callable[[Any, str], Value]) -> dict[str, Value]:
        """Return an object whose keys are free; ``read`` takes each value with its path."""
        value = self._fields.get(name)
        if value is None or value == []:
            return {}
        if not isinstance(value, Mapping):
            raise _wrong(self._at(name), "a map", value)
        return {key: read(each, f"{self._at(name)}[{key[:_SHOWN]}]") for key, each in value.items()}

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name


def _wrong(path: str, kind: str, value: object) -> Refusal:
    shown = msgspec.json.encode(value).decode()
    return invalid(f"Invalid value at '{path}' ({kind}), {shown[:_SHOWN]}")


def _unreadable(what: str) -> Refusal:
    return invalid(f"Invalid JSON payload received. {what}")
