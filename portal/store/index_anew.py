"""The index of the search made anew for every report, after rows were carried here without it."""

from sqlalchemy import BindParameter, Connection, bindparam, select

from portal.store.search_index import index_words
from portal.store.tables import contacts, reports, texts, timeline

REPORTS_A_BATCH = 500

_FIRST: BindParameter[int] = bindparam("first")
_LAST: BindParameter[int] = bindparam("last")
_NEXT = (
    select(reports.c.id, reports.c.reference)
    .where(reports.c.id > bindparam("after"))
    .order_by(reports.c.id)
    .limit(REPORTS_A_BATCH)
)
_CONTACTS = select(contacts).where(contacts.c.report_id.between(_FIRST, _LAST))
_TEXTS = (
    select(timeline.c.report_id, texts.c.body)
    .join(texts, texts.c.entry_id == timeline.c.id)
    .where(timeline.c.report_id.between(_FIRST, _LAST))
    .order_by(timeline.c.id, texts.c.field)
)


def index_anew(conn: Connection) -> None:
    """A row for each report, of what stands in its texts and its contact now."""
    after = 0
    while batch := conn.execute(_NEXT, {"after": after}).all():
        span = {"first": batch[0].id, "last": batch[-1].id}
        after = span["last"]
        bodies = {row.id: [row.reference] for row in batch}
        for row in conn.execute(_CONTACTS, span):
            bodies[row.report_id] += [row.name, row.address]
        for row in conn.execute(_TEXTS, span):
            bodies[row.report_id].append(row.body)
        index_words(conn, bodies)
