"""Reports: insert, find, change, list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import Connection, RowMapping, Select, bindparam, func, select, update

from portal.errors import StoreError, UnknownReport
from portal.reports.references import new_reference
from portal.reports.report import Report, Status
from portal.store.prepared import Prepared
from portal.store.stands import IS_OPEN, IS_WAITING
from portal.store.tables import reports
from portal.store.upsert import insert_on_each

_OPEN = tuple(status.value for status in Status if status.is_open)
_DRAWS = 20

REPORT_COLUMNS = [column for column in reports.c if column.name not in ("submission_key", "next_due_at")]
"""What `report_of` makes a Report of, in order."""
_NAMES = [column.name for column in REPORT_COLUMNS]
_REPORTS = select(*REPORT_COLUMNS)
_BY_ID = _REPORTS.where(reports.c.id == bindparam("id"))
_BY_IDS = _REPORTS.where(reports.c.id.in_(bindparam("ids", expanding=True)))
_BY_REFERENCE = _REPORTS.where(reports.c.reference == bindparam("reference"))
_BY_SUBMISSION_KEY = _REPORTS.where(reports.c.submission_key == bindparam("submission_key"))
_OPEN_LOADS = (
    select(reports.c.owner, func.count().label("load"))
    .where(IS_OPEN, reports.c.owner.is_not(None))
    .group_by(reports.c.owner)
)
_OPEN_REPORTS = _REPORTS.where(reports.c.status.in_(_OPEN)).order_by(reports.c.received_at, reports.c.id)
_WAITING = _REPORTS.where(IS_WAITING).order_by(reports.c.id)
_OPEN_OF_OWNER = _OPEN_REPORTS.where(reports.c.owner == bindparam("owner"))
_NEWEST = _REPORTS.order_by(reports.c.received_at.desc(), reports.c.id.desc()).limit(bindparam("limit"))
_AFTER = _REPORTS.where(reports.c.id > bindparam("after")).order_by(reports.c.id).limit(bindparam("limit"))
_RECEIVED = _AFTER.where(reports.c.received_at >= bindparam("since"))


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report about to be stored. One `submission_key` of the form is one report, however often it is sent.

    `next_due_at` is when the first of its clocks is due, where it has any. `language` is what its customer chose.
    """

    submission_key: str
    topic: str
    severity: str
    team: str
    owner: str | None
    received_at: datetime
    release_hash: str
    about_page: str | None = None
    next_due_at: datetime | None = None
    language: str | None = None


_GIVEN = [each.name for each in fields(NewReport)]


_FIND_BY_ID = Prepared(_BY_ID, back=REPORT_COLUMNS)
_FIND_BY_REFERENCE = Prepared(_BY_REFERENCE, back=REPORT_COLUMNS)
_INSERT = Prepared(
    insert_on_each(reports, lambda insertion: insertion.on_conflict_do_nothing().returning(reports.c.id)),
    given=(*_GIVEN, "status", "generation", "reference"),
    back=(reports.c.id,),
)


class ReportChanges(TypedDict, total=False):
    """What may change in a stored report. `closed_at` is set exactly while the status is not open or waiting."""

    status: Status
    topic: str
    severity: str
    team: str
    owner: str | None
    generation: int
    closed_at: datetime | None
    language: str


_CHANGEABLE = frozenset(ReportChanges.__annotations__)


def insert_report(conn: Connection, new: NewReport, draw: Callable[[], str] = new_reference) -> Report | None:
    """Store an open report under a reference of its own; None if its submission key is stored already.

    Waits for whoever is storing the same key at this moment. `draw` gives references until one is free; raises
    StoreError after twenty that were all taken.
    """
    values = {name: getattr(new, name) for name in _GIVEN} | {"status": Status.OPEN.value, "generation": 1}
    for _ in range(_DRAWS):
        reference = draw()
        for (report_id,) in _INSERT.rows(conn, values | {"reference": reference}):
            return _as_stored(new, report_id, reference)
        if report_by_submission_key(conn, new.submission_key) is not None:
            return None
    raise StoreError(f"{_DRAWS} references in a row were taken; nothing was saved. Send the report again.")


def _as_stored(new: NewReport, report_id: int, reference: str) -> Report:
    return Report(
        id=report_id,
        reference=reference,
        topic=new.topic,
        severity=new.severity,
        status=Status.OPEN,
        team=new.team,
        owner=new.owner,
        received_at=new.received_at.astimezone(UTC),
        release_hash=new.release_hash,
        generation=1,
        about_page=new.about_page,
        language=new.language,
    )


def report_by_id(conn: Connection, report_id: int, *, lock: bool = False) -> Report | None:
    """`lock` keeps other transactions from changing the report until this one ends; for use in `writing` only."""
    return _locked(conn, _BY_ID, id=report_id) if lock else _found(conn, _FIND_BY_ID, id=report_id)


def reports_by_id(conn: Connection, report_ids: Iterable[int]) -> dict[int, Report]:
    """Those of these reports that are kept, by their number, in one query."""
    return {report.id: report for report in _all(conn, _BY_IDS, ids=list(report_ids))}


def report_by_reference(conn: Connection, reference: str, *, lock: bool = False) -> Report | None:
    """`lock` as in `report_by_id`."""
    if lock:
        return _locked(conn, _BY_REFERENCE, reference=reference)
    return _found(conn, _FIND_BY_REFERENCE, reference=reference)


def report_by_submission_key(conn: Connection, submission_key: str) -> Report | None:
    return next(iter(_all(conn, _BY_SUBMISSION_KEY, submission_key=submission_key)), None)


def update_report(conn: Connection, report_id: int, **changes: Unpack[ReportChanges]) -> None:
    """Change what ReportChanges allows. Raises UnknownReport; TypeError for anything else."""
    refused = changes.keys() - _CHANGEABLE
    if refused or not changes:
        raise TypeError(f"a report's {', '.join(sorted(refused)) or 'nothing'} cannot be changed")
    values: dict[str, Any] = dict(changes)
    if "status" in changes:
        values["status"] = changes["status"].value
    changed = conn.execute(
        update(reports).where(reports.c.id == bindparam("report_id")).values(values), {"report_id": report_id}
    )
    if changed.rowcount != 1:
        raise UnknownReport(f"There is no report with the number {report_id}.")


def open_loads(conn: Connection) -> dict[str, int]:
    """Open and waiting reports of each owner who has any."""
    return {row.owner: row.load for row in conn.execute(_OPEN_LOADS)}


def open_reports_of(conn: Connection, owner: str) -> list[Report]:
    """The owner's open and waiting reports, the longest waiting first."""
    return _all(conn, _OPEN_OF_OWNER, owner=owner)


def waiting(conn: Connection) -> list[Report]:
    """Reports that wait for their customer."""
    return _all(conn, _WAITING)


def newest_reports(conn: Connection, *, limit: int = 100) -> list[Report]:
    """Open or closed, the newest first; for small stores, for it reads all of them."""
    return _all(conn, _NEWEST, limit=limit)


def reports_after(conn: Connection, report_id: int, limit: int) -> list[Report]:
    """The reports that follow one by their number, so that all can be gone through a batch at a time; 0 begins."""
    return _all(conn, _AFTER, after=report_id, limit=limit)


def reports_received(conn: Connection, since: datetime, report_id: int, limit: int) -> list[Report]:
    """Those received at `since` (UTC) or later that follow one by their number, as `reports_after` gives them."""
    return _all(conn, _RECEIVED, since=since, after=report_id, limit=limit)


def _found(conn: Connection, query: Prepared, **values: Any) -> Report | None:
    row = query.row(conn, values)
    return None if row is None else report_of(row)


def _locked(conn: Connection, query: Select[Any], **values: Any) -> Report | None:
    # FOR NO KEY UPDATE: a report's number never changes, so whoever only refers to it does not wait. Otherwise somebody
    # who holds a cause and keeps what is said to its reports would wait for who holds a report and waits for the cause.
    row = conn.execute(query.with_for_update(key_share=True), values).mappings().one_or_none()
    return None if row is None else _report(row)


def _all(conn: Connection, query: Select[Any], **values: Any) -> list[Report]:
    return [_report(row) for row in conn.execute(query, values).mappings()]


def report_of(row: Iterable[Any]) -> Report:
    """Of the values of REPORT_COLUMNS."""
    return _report(dict(zip(_NAMES, row, strict=True)))


def _report(row: RowMapping | dict[str, Any]) -> Report:
    return Report(**{**row, "status": Status(row["status"])})
