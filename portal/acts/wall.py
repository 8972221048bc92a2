"""The wall: thanks that people have agreed to show, each asked singly. DESIGN §1.5.

The newest first, and nothing counted: no league table. A customer’s words stand there without the customer’s name.
"""

from dataclasses import replace

from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.personal_traces import customer_traces, without_traces
from portal.reports.report import Contact
from portal.store import contacts, thanks
from portal.store.thanks import Thanks

MOST_SHOWN = 200


def show_on_wall(workplace: Workplace, thanks_id: int, person: str) -> None:
    """Twice is once. Raises MoveRefused for anybody but whom it was given to."""
    _show(workplace, thanks_id, person, is_shown=True)


def take_off_wall(workplace: Workplace, thanks_id: int, person: str) -> None:
    """At any time; twice is once. Raises MoveRefused for anybody but whom it was given to."""
    _show(workplace, thanks_id, person, is_shown=False)


def my_thanks(workplace: Workplace, person: str) -> list[Thanks]:
    """What was given to the person, the newest first. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        return thanks.thanks_to(conn, person, MOST_SHOWN)


def wall(workplace: Workplace) -> list[Thanks]:
    """What people have agreed to show, the newest first, without anything of a customer. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        found = thanks.on_wall(conn, MOST_SHOWN)
        customers = contacts.contacts_of(conn, {each.report_id for each in found if each.report_id})
    return [_without_customer(each, customers.get(each.report_id or 0)) for each in found]


def _without_customer(found: Thanks, contact: Contact | None) -> Thanks:
    if contact is None or found.reference is None:
        return found
    traces = customer_traces(found.words, contact, found.reference)
    return replace(found, words=without_traces(found.words, traces), report_id=None, reference=None)


def _show(workplace: Workplace, thanks_id: int, person: str, *, is_shown: bool) -> None:
    with workplace.store.writing() as conn:
        found = thanks.thanks_by_id(conn, thanks_id)
        if found is None or found.person != person:
            raise MoveRefused("Only whom it was given to decides whether thanks are shown.")
        if (found.on_wall_since is not None) != is_shown:
            thanks.show(conn, thanks_id, person, workplace.now() if is_shown else None)
