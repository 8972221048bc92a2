"""Somebody who is told of changes, for tests: confirmed, and looked at anew when pages are published."""

from portal.acts.page_history import note_releases
from portal.acts.subscribe import ask_to_subscribe, confirm_subscription
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.store.subscriptions import Subscriber
from portal.upkeep.tell_changes import tell_changes
from tests.workplaces import Clock, filling, publish, rows

REPLY = "/commitments/first-reply/"
SAM = "sam@example.org"


def asked(workplace: Workplace, about: str = REPLY, address: str = SAM) -> str:
    """The key of the link that confirms."""
    ask_to_subscribe(workplace, filling(), address, about)
    key: str = max(rows(workplace.store)["subscription_requests"], key=lambda row: row.id).key
    return key


def subscribed_to(workplace: Workplace, about: str = REPLY, address: str = SAM) -> Subscriber:
    subscriber = confirm_subscription(workplace, asked(workplace, about, address))
    assert subscriber is not None
    return subscriber


def looked_at(workplace: Workplace) -> int:
    """What a round of `deliver` does; gives how many mails were queued."""
    note_releases(workplace)
    return tell_changes(workplace)


def published(workplace: Workplace, clock: Clock, library: Library, **later: float) -> int:
    """A release, `later` than now (by default a minute), and the round after it; gives how many mails were queued."""
    clock.pass_by(**(later or {"minutes": 1}))
    publish(workplace, library, clock.now)
    clock.pass_by(minutes=1)
    return looked_at(workplace)
