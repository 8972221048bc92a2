"""What a responder has begun to write on a report: kept for them alone, until it is sent or thrown away."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from portal.store.desk_tables import drafts
from portal.store.upsert import insert_into

_OF_PERSON = select(drafts).where(drafts.c.report_id == bindparam("report_id"), drafts.c.person == bindparam("person"))
_BEING_WRITTEN = (
    select(drafts.c.person, drafts.c.act)
    .where(drafts.c.report_id == bindparam("report_id"), drafts.c.saved_at > bindparam("since"))
    .order_by(drafts.c.saved_at)
)
_DISCARD = delete(drafts).where(
    drafts.c.report_id == bindparam("of_report"),
    drafts.c.person == bindparam("of_person"),
    drafts.c.act == bindparam("of_act"),
)
_DISCARD_FILLING = delete(drafts).where(
    drafts.c.report_id == bindparam("of_report"), drafts.c.filling == bindparam("of_filling")
)
_DISCARD_BEFORE = delete(drafts).where(drafts.c.saved_at < bindparam("before"))
_ERASE = delete(drafts).where(drafts.c.report_id == bindparam("of_report"))


@dataclass(frozen=True, slots=True)
class Draft:
    """`fields` are the texts of one form by the names of its fields; `filling` is which filling-in of it this is."""

    filling: str
    fields: Mapping[str, str]
    saved_at: datetime


def save_draft(conn: Connection, report_id: int, person: str, act: str, draft: Draft) -> None:
    """Keep the draft of one form in place of what was kept before."""
    body = json.dumps(dict(draft.fields), ensure_ascii=False, sort_keys=True)
    key = {"report_id": report_id, "person": person, "act": act}
    kept = {"filling": draft.filling, "body": body, "saved_at": draft.saved_at}
    insertion = insert_into(conn, drafts).values(**key, **kept)
    conn.execute(insertion.on_conflict_do_update(index_elements=list(key), set_=kept))


def drafts_of(conn: Connection, report_id: int, person: str) -> dict[str, Draft]:
    """The person's own drafts on the report, by form. Nobody sees another's."""
    rows = conn.execute(_OF_PERSON, {"report_id": report_id, "person": person})
    return {row.act: Draft(row.filling, json.loads(row.body), row.saved_at) for row in rows}


def being_written(conn: Connection, report_id: int, since: datetime) -> dict[str, str]:
    """Who has kept a draft on the report after `since`, and of which form, the last where there are several.

    Nothing of what they write.
    """
    rows = conn.execute(_BEING_WRITTEN, {"report_id": report_id, "since": since})
    return {row.person: row.act for row in rows}


def discard_draft(conn: Connection, report_id: int, person: str, act: str) -> None:
    conn.execute(_DISCARD, {"of_report": report_id, "of_person": person, "of_act": act})


def discard_filling(conn: Connection, report_id: int, filling: str) -> None:
    """Discard the draft of a form that was sent."""
    conn.execute(_DISCARD_FILLING, {"of_report": report_id, "of_filling": filling})


def discard_before(conn: Connection, before: datetime) -> int:
    """Discard what was kept before an instant; gives the number."""
    return conn.execute(_DISCARD_BEFORE, {"before": before}).rowcount


def erase(conn: Connection, report_id: int) -> None:
    """Discard everybody's drafts on the report."""
    conn.execute(_ERASE, {"of_report": report_id})
