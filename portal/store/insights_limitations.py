"""What came in on each limitation, what was declined beside it, and what customers wrote of both. Never by person."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, case, exists, func, literal, select

from portal.reports.insights_weeks import Period
from portal.reports.ledger import Share
from portal.reports.report import Status
from portal.reports.timeline import Kind
from portal.store.columns import Instant
from portal.store.desk_tables import feedback, matched_limitations, page_drafts
from portal.store.insights import received_in
from portal.store.page_drafts import DraftKind, DraftState
from portal.store.tables import contacts, reports, texts, timeline

_IS_REPORT = reports.c.status != Status.VOID.value
_IS_MATCHED = exists().where(matched_limitations.c.report_id == reports.c.id)
_FROM_CUSTOMERS = (Kind.RECEIVED.value, Kind.CUSTOMER_WROTE.value)


class Matched(NamedTuple):
    """Reports whose words were like a limitation: of the period, of as many weeks before, and what became of them."""

    reports: int
    before: int
    declined: int
    cared_for: Share


class Written(NamedTuple):
    """What the customer of a report wrote; `customer` is the same for all reports of one address."""

    report_id: int
    customer: str
    name: str
    body: str


class WaitingDraft(NamedTuple):
    """A page that is proposed; `matched` is a limitation that the report behind it was like, if there is one."""

    id: int
    slug: str
    title: str
    matched: str | None


def matched_by_limitation(conn: Connection, period: Period) -> dict[str, Matched]:
    """By limitation (slug)."""
    now = reports.c.received_at >= literal(period.since, Instant)
    declined = now & (reports.c.status == Status.DECLINED.value)
    counted = (
        select(
            matched_limitations.c.limitation,
            func.sum(case((now, 1), else_=0)).label("reports"),
            func.sum(case((now, 0), else_=1)).label("before"),
            func.sum(case((declined, 1), else_=0)).label("declined"),
            func.sum(case((now & feedback.c.cared_for.is_(True), 1), else_=0)).label("cared_for"),
            func.sum(case((now & feedback.c.cared_for.is_not(None), 1), else_=0)).label("answers"),
        )
        .join(reports, reports.c.id == matched_limitations.c.report_id)
        .outerjoin(feedback, feedback.c.report_id == reports.c.id)
        .where(_IS_REPORT, reports.c.received_at >= period.before.since, reports.c.received_at <= period.until)
        .group_by(matched_limitations.c.limitation)
    )
    return {
        row.limitation: Matched(
            int(row.reports), int(row.before), int(row.declined), Share(int(row.cared_for), int(row.answers))
        )
        for row in conn.execute(counted)
    }


def declined_unmatched_by_topic(conn: Connection, period: Period) -> dict[str, int]:
    """Reports of the period that were declined and whose words were like no limitation."""
    counted = select(reports.c.topic, func.count().label("number")).where(
        reports.c.status == Status.DECLINED.value, received_in(period), ~_IS_MATCHED
    )
    return {row.topic: row.number for row in conn.execute(counted.group_by(reports.c.topic))}


def newest_matched(conn: Connection, period: Period, limit: int) -> dict[str, list[int]]:
    """By limitation (slug), the numbers of at most `limit` reports of the period whose words were like it."""
    of = matched_limitations.c.limitation
    like_it = select(of.label("key"), reports.c.id, _place_by(of)).join(
        reports, reports.c.id == matched_limitations.c.report_id
    )
    return _newest(conn, like_it.where(_IS_REPORT, received_in(period)), limit)


def newest_declined_unmatched(conn: Connection, period: Period, limit: int) -> dict[str, list[int]]:
    """By topic, those that were declined and whose words were like no limitation."""
    declined = select(reports.c.topic.label("key"), reports.c.id, _place_by(reports.c.topic)).where(
        reports.c.status == Status.DECLINED.value, received_in(period), ~_IS_MATCHED
    )
    return _newest(conn, declined, limit)


def newest_of_all(conn: Connection, period: Period, limit: int) -> list[int]:
    """The numbers of the newest reports of the period."""
    return list(
        conn.scalars(
            select(reports.c.id).where(_IS_REPORT, received_in(period)).order_by(reports.c.id.desc()).limit(limit)
        )
    )


def written_by_customers(conn: Connection, report_ids: Iterable[int]) -> list[Written]:
    """What stands, in order; what was erased is not among it. Without an address each report is a customer's own."""
    wanted = (
        select(timeline.c.report_id, contacts.c.address, contacts.c.name, texts.c.body)
        .join(texts, texts.c.entry_id == timeline.c.id)
        .outerjoin(contacts, contacts.c.report_id == timeline.c.report_id)
        .where(timeline.c.report_id.in_(list(report_ids)), timeline.c.kind.in_(_FROM_CUSTOMERS))
        .order_by(timeline.c.report_id, timeline.c.id)
    )
    return [
        Written(row.report_id, (row.address or "").casefold() or f"#{row.report_id}", row.name or "", row.body)
        for row in conn.execute(wanted)
    ]


def waiting_limitations(conn: Connection) -> list[WaitingDraft]:
    """The limitations that are proposed and not decided on yet."""
    proposed = (
        select(page_drafts.c.id, page_drafts.c.slug, page_drafts.c.title, matched_limitations.c.limitation)
        .outerjoin(matched_limitations, matched_limitations.c.report_id == page_drafts.c.report_id)
        .where(page_drafts.c.kind == DraftKind.LIMITATION.value, page_drafts.c.state == DraftState.WAITING.value)
        .order_by(page_drafts.c.id, matched_limitations.c.limitation)
    )
    return [WaitingDraft(*row) for row in conn.execute(proposed)]


def _place_by(key: ColumnElement[str]) -> ColumnElement[int]:
    return func.row_number().over(partition_by=key, order_by=reports.c.id.desc()).label("place")


def _newest(conn: Connection, numbered: Select[Any], limit: int) -> dict[str, list[int]]:
    """The newest of each key first."""
    placed = numbered.subquery("placed")
    found: dict[str, list[int]] = {}
    for row in conn.execute(select(placed).where(placed.c.place <= limit).order_by(placed.c.key, placed.c.place)):
        found.setdefault(row.key, []).append(row.id)
    return found
