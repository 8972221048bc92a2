"""Types of columns that mean the same on SQLite and on PostgreSQL."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator

_as_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_TEXT_WIDTH = len("2026-11-22 09:00:00.000000")
Id = BigInteger().with_variant(Integer(), "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware datetime, given back in UTC with its microseconds. A naive one is refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = _in_utc(value)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    # SQLite has no type for it: naive UTC text of a fixed width sorts as the instants do. It is written and read here
    # in one step, where SQLAlchemy's way over a naive datetime takes four, for every instant of every row.

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        return _of_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone; an instant is an aware datetime")
    return value if value.tzinfo is UTC else value.astimezone(UTC)


def _as_text(value: datetime | None) -> str | None:
    """`2026-11-22 09:00:00.000000`."""
    if value is None:
        return None
    utc = value if value.tzinfo is UTC else _in_utc(value)
    return utc.isoformat(" ", "microseconds")[:_TEXT_WIDTH]


def _of_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


class Words(TypeDecorator[str]):
    """Text that somebody wrote. U+0000, which PostgreSQL cannot hold, becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return _without_nul(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        return _without_nul


def _without_nul(value: str | None) -> str | None:
    return value.replace("\0", "\ufffd") if value else value


class Facts(TypeDecorator[Mapping[str, Any]]):
    """Plain JSON data, kept as text with sorted keys; never queried by what is inside."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, Any] | None, dialect: Dialect) -> str | None:
        return _facts_text(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[Mapping[str, Any] | None], str | None]:
        return _facts_text

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else json.loads(value)


def _facts_text(value: Mapping[str, Any] | None) -> str | None:
    return None if value is None else _as_json(dict(value))
