"""What may be read of causes by everybody now, from the store. DESIGN §6."""

from portal.acts.workplace import Workplace
from portal.library.known_causes import KnownCause, KnownCauses
from portal.store import causes


def known_causes_now(workplace: Workplace) -> KnownCauses:
    """The sentences of all open causes, the newest first. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        found = causes.public_causes(conn)
    known = (KnownCause(each.id, each.topic, each.sentence, each.updated_at, each.due_at) for each in found)
    return KnownCauses(workplace.now(), tuple(known))
