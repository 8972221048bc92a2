"""Keeping what a responder has begun to write, and forgetting it. DESIGN §2: nothing that somebody typed is lost.

A draft is no act: it takes no ownership, makes no entry and stops no clock. It goes when it is sent
(portal.acts.answering), when its writer throws it away, by erasure, and after 30 days.
"""

from collections.abc import Mapping
from datetime import timedelta

from portal.acts.answering import acting_on, is_erased, was_sent
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.store import drafts
from portal.store.drafts import Draft

KEPT_FOR = timedelta(days=30)


def keep_draft(
    workplace: Workplace, report_id: int, person: str, act: str, filling: str, fields: Mapping[str, str]
) -> Draft:
    """Keep what stands in one form, in place of what was kept of it before.

    Raises MoveRefused for a report whose words were erased and for a form that was sent, UnknownReport.
    """
    with acting_on(workplace, report_id) as moment:
        if is_erased(moment):
            raise MoveRefused("The words of this report were erased at the customer’s wish, so nothing is kept here.")
        # A script gives up what it is sending when the form is sent, and the server may finish it all the same.
        if was_sent(moment, filling):
            raise MoveRefused("This was sent already, so it is no draft any more. Open the page again to write more.")
        draft = Draft(filling, fields, workplace.now())
        drafts.save_draft(moment.conn, report_id, person, act, draft)
        return draft


def throw_away(workplace: Workplace, report_id: int, person: str, act: str) -> None:
    """Forget what the person has begun in one form. Raises StoreUnavailable."""
    with workplace.store.writing() as conn:
        drafts.discard_draft(conn, report_id, person, act)


def drafts_of(workplace: Workplace, report_id: int, person: str) -> dict[str, Draft]:
    """What the person has begun on the report, by form. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        return drafts.drafts_of(conn, report_id, person)


def forget_old_drafts(workplace: Workplace) -> int:
    """Forget what was kept for 30 days and never sent; gives the number. Raises StoreUnavailable."""
    with workplace.store.writing() as conn:
        return drafts.discard_before(conn, workplace.now() - KEPT_FOR)
