"""Rows of the store that contradict each other, beyond what its own constraints refuse. Each rule is one query.

Only what no act of ours leaves behind is a fault, so that a rule holds at every moment, also while people work.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, exists, func, or_, select

from portal.promises.clocks import State
from portal.reports.timeline import Kind
from portal.store.tables import attachments, clocks, notices, reports, texts, timeline


class Rule(StrEnum):
    """What is broken."""

    SENT_WITHOUT_INSTANT = "sent without instant"
    HELD_THOUGH_DONE = "held though done"
    LEFT_BEHIND = "left behind"
    GATHERED_WRONGLY = "gathered wrongly"
    OF_ANOTHER_REPORT = "of another report"
    FAILED_UNTOLD = "failed untold"
    MISSED_UNTOLD = "missed untold"
    WORDS_MISSING = "words missing"
    FILE_OF_ANOTHER_REPORT = "file of another report"


@dataclass(frozen=True, slots=True)
class Broken:
    """One row that breaks a rule: `reference` is that of its report, empty where it has none; `row` names the row."""

    rule: Rule
    reference: str
    row: str


_leader = notices.alias("leader")
_told = timeline.alias("told")


def _notices(*conditions: Any, joined: Any = notices) -> Select[Any]:
    described = select(reports.c.reference, notices.c.key).select_from(joined)
    return described.outerjoin(reports, reports.c.id == notices.c.report_id).where(*conditions).order_by(notices.c.id)


def _tells(kind: Kind, report_id: Any) -> Any:
    return exists().where(_told.c.report_id == report_id, _told.c.kind == kind.value)


_GATHERED = notices.join(_leader, _leader.c.id == notices.c.gathered_into)
_QUERIES: dict[Rule, Select[Any]] = {
    Rule.SENT_WITHOUT_INSTANT: _notices((notices.c.state == "sent") != notices.c.sent_at.is_not(None)),
    Rule.HELD_THOUGH_DONE: _notices(notices.c.state != "queued", notices.c.lease.is_not(None)),
    # Nobody claims what goes with another's mail; once that mail is done, nobody would ever send it.
    Rule.LEFT_BEHIND: _notices(notices.c.state == "queued", _leader.c.state != "queued", joined=_GATHERED),
    Rule.GATHERED_WRONGLY: _notices(
        or_(
            _leader.c.gathered_into.is_not(None),
            notices.c.report_id != _leader.c.report_id,
            notices.c.recipient_kind != "customer",
            _leader.c.recipient_kind != "customer",
        ),
        joined=_GATHERED,
    ),
    Rule.OF_ANOTHER_REPORT: _notices(
        timeline.c.report_id != notices.c.report_id,
        joined=notices.join(timeline, timeline.c.id == notices.c.entry_id),
    ),
    Rule.FAILED_UNTOLD: _notices(
        notices.c.state == "failed",
        notices.c.report_id.is_not(None),
        ~_tells(Kind.NOTICE_FAILED, notices.c.report_id),
    ),
    # A clock that nobody looks at again has told its miss.
    Rule.MISSED_UNTOLD: select(reports.c.reference, clocks.c.commitment)
    .join(clocks, clocks.c.report_id == reports.c.id)
    .where(
        clocks.c.missed_at.is_not(None),
        clocks.c.state != State.VOIDED.value,
        clocks.c.next_check_at.is_(None),
        ~_tells(Kind.MISSED, reports.c.id),
    )
    .order_by(reports.c.id),
    Rule.WORDS_MISSING: select(reports.c.reference, timeline.c.kind)
    .join(timeline, timeline.c.report_id == reports.c.id)
    .outerjoin(texts, texts.c.entry_id == timeline.c.id)
    .where(
        timeline.c.kind == Kind.RECEIVED.value,
        texts.c.entry_id.is_(None),
        ~_tells(Kind.ERASED, reports.c.id),
    )
    .order_by(reports.c.id),
    Rule.FILE_OF_ANOTHER_REPORT: select(reports.c.reference, attachments.c.id)
    .join(attachments, attachments.c.report_id == reports.c.id)
    .join(timeline, timeline.c.id == attachments.c.entry_id)
    .where(timeline.c.report_id != attachments.c.report_id)
    .order_by(reports.c.id),
}
_COUNTS = select(*(select(func.count()).select_from(table).scalar_subquery() for table in (reports, notices)))


def broken_rows(conn: Connection) -> Iterator[Broken]:
    """Every row that breaks a rule, rule by rule."""
    for rule, query in _QUERIES.items():
        for reference, row in conn.execute(query):
            yield Broken(rule, reference or "", str(row))


def counted(conn: Connection) -> tuple[int, int]:
    """How many reports and how many notices there are."""
    all_reports, all_notices = conn.execute(_COUNTS).one()
    return int(all_reports), int(all_notices)
