"""Exceptions to policies: made by a lead on the spot, in force until their end or the end of their report."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, case, insert, or_, select, update

from portal.reports.report import Status
from portal.store.desk_tables import policy_exceptions
from portal.store.tables import reports

_OPEN = tuple(status.value for status in Status if status.is_open)


@dataclass(frozen=True, slots=True)
class NewException:
    """`policy` is a slug. Without `ends_at` it is for the report alone, and ends with it. Instants are in UTC."""

    policy: str
    person: str
    allowed: str
    reason: str
    made_at: datetime
    report_id: int | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class PolicyException:
    """A stored exception; `reference` is that of the report for which it was made, if it was made for one."""

    id: int
    policy: str
    report_id: int | None
    reference: str | None
    person: str
    allowed: str
    reason: str
    made_at: datetime
    ends_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None

    @property
    def for_report_only(self) -> bool:
        return self.ends_at is None


_ADD = insert(policy_exceptions).returning(policy_exceptions.c.id)
_EXCEPTIONS = select(policy_exceptions, reports.c.reference).select_from(
    policy_exceptions.outerjoin(reports, reports.c.id == policy_exceptions.c.report_id)
)
_LASTS = and_(
    policy_exceptions.c.ended_at.is_(None),
    or_(
        and_(policy_exceptions.c.ends_at.is_not(None), policy_exceptions.c.ends_at > bindparam("now")),
        and_(policy_exceptions.c.ends_at.is_(None), reports.c.status.in_(_OPEN)),
    ),
)
_IN_FORCE = _EXCEPTIONS.where(_LASTS).order_by(policy_exceptions.c.id.desc())
_OVER = _EXCEPTIONS.where(~_LASTS).order_by(policy_exceptions.c.id.desc()).limit(bindparam("limit"))
_BY_ID = _EXCEPTIONS.where(policy_exceptions.c.id == bindparam("id"))
_OF_REPORT = _EXCEPTIONS.where(policy_exceptions.c.report_id == bindparam("report_id")).order_by(policy_exceptions.c.id)
_ALLOW = (
    update(policy_exceptions)
    .where(policy_exceptions.c.id == bindparam("of_id"))
    .values(allowed=bindparam("new_allowed"))
)
_END = (
    update(policy_exceptions)
    .where(policy_exceptions.c.id == bindparam("of_id"), policy_exceptions.c.ended_at.is_(None))
    .values(ended_at=bindparam("at"), ended_by=bindparam("by"))
)
# What was allowed to one customer alone is theirs; what holds for all is not.
_ERASE = (
    update(policy_exceptions)
    .where(policy_exceptions.c.report_id == bindparam("of_report"))
    .values(reason="", allowed=case((policy_exceptions.c.ends_at.is_(None), ""), else_=policy_exceptions.c.allowed))
)


def add(conn: Connection, new: NewException) -> int:
    """Gives its number."""
    values = {name: getattr(new, name) for name in NewException.__dataclass_fields__}
    return int(conn.execute(_ADD, values).scalar_one())


def in_force(conn: Connection, now: datetime) -> list[PolicyException]:
    """Those that hold at `now`, the newest first."""
    return _all(conn, _IN_FORCE, now=now)


def over(conn: Connection, now: datetime, limit: int) -> list[PolicyException]:
    """The newest of those that have ended by `now`."""
    return _all(conn, _OVER, now=now, limit=limit)


def exception_by_id(conn: Connection, exception_id: int) -> PolicyException | None:
    return next(iter(_all(conn, _BY_ID, id=exception_id)), None)


def of_report(conn: Connection, report_id: int) -> list[PolicyException]:
    """Those made for its customer, the oldest first."""
    return _all(conn, _OF_REPORT, report_id=report_id)


def rewrite_allowed(conn: Connection, exception_id: int, allowed: str) -> None:
    conn.execute(_ALLOW, {"of_id": exception_id, "new_allowed": allowed})


def end(conn: Connection, exception_id: int, person: str, at: datetime) -> bool:
    """False if somebody has ended it before."""
    return conn.execute(_END, {"of_id": exception_id, "by": person, "at": at}).rowcount == 1


def erase(conn: Connection, report_id: int) -> None:
    """Empty the words that may speak of the report's customer."""
    conn.execute(_ERASE, {"of_report": report_id})


def _all(conn: Connection, query: Select[Any], **values: Any) -> list[PolicyException]:
    return [_exception(row) for row in conn.execute(query, values)]


def _exception(row: Row[Any]) -> PolicyException:
    return PolicyException(**row._mapping)
