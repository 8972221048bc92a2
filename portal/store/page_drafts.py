"""Pages that somebody proposes, until a lead decides about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select, update

from portal.store.desk_tables import page_drafts
from portal.store.tables import reports


class DraftKind(StrEnum):
    """What kind of page it is; a change to a policy is the whole page with the change in it."""

    LIMITATION = "limitation"
    POLICY = "policy"


class DraftState(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A draft about to be stored. `facts` holds counts and references, and no personal text."""

    kind: DraftKind
    slug: str
    title: str
    markdown: str
    proposed_by: str
    created_at: datetime
    facts: Mapping[str, Any]
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A stored draft; `reference` is that of the report behind it, None where there is none. Instants are in UTC."""

    id: int
    kind: DraftKind
    slug: str
    title: str
    markdown: str
    report_id: int | None
    reference: str | None
    proposed_by: str
    created_at: datetime
    state: DraftState
    decided_by: str | None
    decided_at: datetime | None
    decided_why: str
    facts: Mapping[str, Any]


_ADD = insert(page_drafts).returning(page_drafts.c.id)
_DRAFTS = select(page_drafts, reports.c.reference).select_from(
    page_drafts.outerjoin(reports, reports.c.id == page_drafts.c.report_id)
)
_BY_ID = _DRAFTS.where(page_drafts.c.id == bindparam("id"))
_NEWEST = _DRAFTS.order_by(page_drafts.c.id.desc()).limit(bindparam("limit"))
_OF_STATE = _NEWEST.where(page_drafts.c.state == bindparam("state"))
_OF_REPORT = _DRAFTS.where(page_drafts.c.report_id == bindparam("report_id")).order_by(page_drafts.c.id)
_DECIDE = (
    update(page_drafts)
    .where(page_drafts.c.id == bindparam("of_id"), page_drafts.c.state == DraftState.WAITING.value)
    .values(
        state=bindparam("new_state"),
        decided_by=bindparam("by"),
        decided_at=bindparam("at"),
        decided_why=bindparam("why"),
    )
)
_REWRITE = (
    update(page_drafts)
    .where(page_drafts.c.id == bindparam("of_id"))
    .values(title=bindparam("new_title"), markdown=bindparam("new_markdown"), decided_why=bindparam("new_why"))
)


def add(conn: Connection, draft: NewDraft) -> int:
    """Gives its number."""
    values = {
        "kind": draft.kind.value,
        "slug": draft.slug,
        "title": draft.title,
        "markdown": draft.markdown,
        "report_id": draft.report_id,
        "proposed_by": draft.proposed_by,
        "created_at": draft.created_at,
        "facts": draft.facts,
    }
    return int(conn.execute(_ADD, values).scalar_one())


def draft_by_id(conn: Connection, draft_id: int) -> PageDraft | None:
    row = conn.execute(_BY_ID, {"id": draft_id}).one_or_none()
    return None if row is None else _draft(row)


def newest(conn: Connection, state: DraftState, limit: int) -> list[PageDraft]:
    """The newest of a state, newest first."""
    return _all(conn, _OF_STATE, state=state.value, limit=limit)


def of_report(conn: Connection, report_id: int) -> list[PageDraft]:
    """Those that a report gave the reason for, the oldest first."""
    return _all(conn, _OF_REPORT, report_id=report_id)


def decide(conn: Connection, draft_id: int, state: DraftState, person: str, at: datetime, why: str) -> bool:
    """False if somebody has decided before."""
    values = {"of_id": draft_id, "new_state": state.value, "by": person, "at": at, "why": why}
    return conn.execute(_DECIDE, values).rowcount == 1


def rewrite(conn: Connection, draft_id: int, title: str, markdown: str, decided_why: str) -> None:
    """For erasure; what was decided stays."""
    values = {"new_title": title, "new_markdown": markdown, "new_why": decided_why}
    conn.execute(_REWRITE, {"of_id": draft_id, **values})


def _all(conn: Connection, query: Select[Any], **values: Any) -> list[PageDraft]:
    return [_draft(row) for row in conn.execute(query, values)]


def _draft(row: Row[Any]) -> PageDraft:
    return PageDraft(**{**row._mapping, "kind": DraftKind(row.kind), "state": DraftState(row.state)})
