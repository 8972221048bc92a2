"""How to reach the customer of a report: one row each, the only place that holds it, emptied by erasure."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select, update

from portal.reports.report import Contact, ContactKind
from portal.store.prepared import Prepared, Values, Write
from portal.store.search_index import index_report
from portal.store.tables import contacts
from portal.store.upsert import insert_on_each

_OF_REPORTS = select(contacts).where(contacts.c.report_id.in_(bindparam("report_ids", expanding=True)))
_OF_REPORT = Prepared(
    select(contacts.c.kind, contacts.c.address, contacts.c.name).where(contacts.c.report_id == bindparam("report_id")),
    back=(contacts.c.kind, contacts.c.address, contacts.c.name),
)
_ERASE = update(contacts).where(contacts.c.report_id == bindparam("of_report")).values(address="", name="")


_VALUES = ("kind", "address", "name")
_SAVE = Prepared(
    insert_on_each(
        contacts,
        lambda insertion: insertion.on_conflict_do_update(
            index_elements=["report_id"], set_={name: insertion.excluded[name] for name in _VALUES}
        ),
    ),
    given=("report_id", *_VALUES),
)


def first_contact(report_id: int, contact: Contact) -> Write:
    """That of a new report, whose search is the caller's to keep."""
    return _SAVE, [_values(report_id, contact)]


def save_contact(conn: Connection, report_id: int, contact: Contact) -> None:
    """Set or correct the report's contact."""
    _SAVE.run(conn, [_values(report_id, contact)])
    index_report(conn, report_id)


def _values(report_id: int, contact: Contact) -> Values:
    return {"report_id": report_id, "kind": contact.kind.value, "address": contact.address, "name": contact.name}


def contact_of(conn: Connection, report_id: int) -> Contact | None:
    found = _OF_REPORT.row(conn, {"report_id": report_id})
    return None if found is None else Contact(ContactKind(found[0]), found[1], found[2])


def contacts_of(conn: Connection, report_ids: Iterable[int]) -> dict[int, Contact]:
    """The contacts of many reports in one query, by report."""
    rows = conn.execute(_OF_REPORTS, {"report_ids": list(report_ids)})
    return {row.report_id: Contact(ContactKind(row.kind), row.address, row.name) for row in rows}


def erase_contact(conn: Connection, report_id: int) -> None:
    """Address and name are gone; what kind of contact it was remains."""
    conn.execute(_ERASE, {"of_report": report_id})
    index_report(conn, report_id)
