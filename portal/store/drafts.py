"""What a responder has begun to write on a report: kept for them alone, until it is sent or thrown away."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select

from portal.store.desk_tables import drafts
from portal.store.upsert import insert_into

_OF_PERSON = select(drafts).where(drafts.c.report_id == bindparam("report_id"), drafts.c.person == bindparam("person"))
_DISCARD = delete(drafts).where(
    drafts.c.report_id == bindparam("of_report"),
    drafts.c.person == bindparam("of_person"),
    drafts.c.act == bindparam("of_act"),
)
_ERASE = delete(drafts).where(drafts.c.report_id == bindparam("of_report"))


def save_draft(
    conn: Connection, report_id: int, person: str, act: str, fields: Mapping[str, str], at: datetime
) -> None:
    """Keep the fields of one form in place of what was kept before."""
    body = json.dumps(dict(fields), ensure_ascii=False, sort_keys=True)
    key = {"report_id": report_id, "person": person, "act": act}
    insertion = insert_into(conn, drafts).values(**key, body=body, saved_at=at)
    conn.execute(insertion.on_conflict_do_update(index_elements=list(key), set_={"body": body, "saved_at": at}))


def drafts_of(conn: Connection, report_id: int, person: str) -> dict[str, dict[str, str]]:
    """The person's own drafts on the report: fields by form. Nobody sees another's."""
    rows = conn.execute(_OF_PERSON, {"report_id": report_id, "person": person})
    return {row.act: json.loads(row.body) for row in rows}


def discard_draft(conn: Connection, report_id: int, person: str, act: str) -> None:
    conn.execute(_DISCARD, {"of_report": report_id, "of_person": person, "of_act": act})


def erase(conn: Connection, report_id: int) -> None:
    """Discard everybody's drafts on the report."""
    conn.execute(_ERASE, {"of_report": report_id})
