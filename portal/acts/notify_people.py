"""Queueing notices to our own people that are about no report, in the transaction of their cause."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.notices.threads import domain_of, new_message_id
from portal.store import outbox
from portal.store.outbox import NewNotice


def notify_people(
    conn: Connection,
    workplace: Workplace,
    message: str,
    people: Iterable[str],
    facts: Mapping[str, object],
    *,
    cause: str,
) -> None:
    """`cause` names what happened, so that nobody is told of it twice; `facts` holds no personal text."""
    if not workplace.tells_people:
        return
    for person in dict.fromkeys(people):
        message_id = new_message_id(domain_of(workplace.settings.mail_from))
        notice = NewNotice(
            key=f"{message}:{cause}:{person}",
            message=message,
            recipient_kind="responder",
            message_id=message_id,
            created_at=workplace.now(),
            recipient=person,
            facts=dict(facts),
        )
        outbox.queue(conn, notice)
