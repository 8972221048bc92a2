"""What the stance ledger is made from: which topics and releases there are reports under, and what came of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, distinct, func, insert, literal, select

from portal.reports.ledger import Count
from portal.reports.report import Status
from portal.reports.timeline import Kind
from portal.store.counting import Span, count_by_keys, counted_reports
from portal.store.desk_tables import matched_limitations
from portal.store.prepared import Prepared, Write
from portal.store.tables import publications, reports, timeline

_RECORD = Prepared(insert(matched_limitations), given=("report_id", "limitation"))


@dataclass(frozen=True, slots=True)
class Stances:
    """How each topic was met: `usual` by topic, and by topic and release where one said otherwise."""

    usual: Mapping[str, str]
    otherwise: Mapping[tuple[str, str], str] = field(default_factory=dict)


def filed_under(conn: Connection, span: Span) -> list[tuple[str, str]]:
    """The topics and releases (hashes) that the span's reports are under, the release published last first."""
    published = (
        select(publications.c.release_hash, func.max(publications.c.id).label("last"))
        .group_by(publications.c.release_hash)
        .subquery("published")
    )
    pairs = (
        select(reports.c.topic, reports.c.release_hash)
        .where(span.holds_report, reports.c.status != Status.VOID.value)
        .distinct()
        .subquery("pairs")
    )
    found = (
        select(pairs.c.topic, pairs.c.release_hash)
        .join(published, published.c.release_hash == pairs.c.release_hash)
        .order_by(published.c.last.desc(), pairs.c.topic)
    )
    return [(row.topic, row.release_hash) for row in conn.execute(found)]


def counts_by_stance(conn: Connection, span: Span, stances: Stances) -> dict[tuple[str, str], Count]:
    """By topic and the stance that was in force for it at receipt."""
    keys = (reports.c.topic, _stance(stances).label("stance"))
    counted = counted_reports(span.until, *keys).where(span.holds_report).cte("counted")
    return {(topic, stance): count for (topic, stance), count in count_by_keys(conn, counted).items()}


def counts_by_limitation(conn: Connection, span: Span) -> dict[str, Count]:
    """By limitation (slug), of the reports whose words were like it at receipt."""
    counted = counted_reports(span.until, matched_limitations.c.limitation).where(span.holds_report)
    counted = counted.join(matched_limitations, matched_limitations.c.report_id == reports.c.id)
    return {limitation: count for (limitation,), count in count_by_keys(conn, counted.cte("counted")).items()}


def matches(report_id: int, limitations: Iterable[str]) -> Write:
    """That a report's words are like these limitations (slugs), whatever becomes of it."""
    return _RECORD, [{"report_id": report_id, "limitation": limitation} for limitation in limitations]


def limitations_of(conn: Connection, report_id: int) -> list[str]:
    """The limitations (slugs) that a report's words were like at receipt."""
    found = select(matched_limitations.c.limitation).where(matched_limitations.c.report_id == report_id)
    return sorted(conn.scalars(found))


def set_aside_by_reason(conn: Connection, span: Span) -> dict[str, int]:
    """How many were no reports, by reason: spam, test, duplicate."""
    found: dict[str, int] = {}
    for facts, number in conn.execute(_set_aside(span)):
        reason = str(facts["reason"])
        found[reason] = found.get(reason, 0) + number
    return dict(sorted(found.items()))


def _set_aside(span: Span) -> Select[Any]:
    return (
        select(timeline.c.facts, func.count(distinct(reports.c.id)))
        .join(reports, reports.c.id == timeline.c.report_id)
        .where(timeline.c.kind == Kind.SET_ASIDE.value, reports.c.status == Status.VOID.value, span.holds_report)
        .group_by(timeline.c.facts)
    )


def _stance(stances: Stances) -> ColumnElement[Any]:
    """One arm for each topic and stance, so that it stays short however many releases there were."""
    releases: dict[tuple[str, str], list[str]] = {}
    for (topic, release_hash), stance in stances.otherwise.items():
        releases.setdefault((topic, stance), []).append(release_hash)
    arms: list[tuple[ColumnElement[bool], ColumnElement[str]]] = [
        (and_(reports.c.topic == topic, reports.c.release_hash.in_(hashes)), literal(stance))
        for (topic, stance), hashes in sorted(releases.items())
    ]
    arms += [(reports.c.topic == topic, literal(stance)) for topic, stance in sorted(stances.usual.items())]
    return case(*arms, else_="") if arms else literal("")
