"""Column types that read and write the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """Keep an aware UTC time as whole microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Write the time; a naive one is refused with ValueError."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times are aware and UTC")
        return (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Read the time back."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)


class Document(TypeDecorator[Any]):
    """Keep lists and mappings as JSON text, which both databases return unchanged."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        """Write the value as compact JSON."""
        return None if value is None else msgspec.json.encode(value).decode()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any:
        """Read the value back as plain lists and mappings."""
        return None if value is None else msgspec.json.decode(value)


class Fingerprint(TypeDecorator[int]):
    """Keep a number of 64 bits without a sign as one with a sign, which databases have."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """Write the number; its highest bit becomes the sign."""
        return value - (1 << 64) if value is not None and value >= 1 << 63 else value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> int | None:
        """Read the number back."""
        return None if value is None else value % (1 << 64)
