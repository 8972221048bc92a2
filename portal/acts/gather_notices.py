"""What goes in one mail with a notice to a customer, decided just before it is sent (portal.notices.digests).

A notice that was tried before goes once more as it was, with whatever went with it: of a connection that broke, as of a
process that died, nobody knows whether the mail was taken, and a repeat can be recognised by its Message-ID. Everything
else that waits for the same customer about the same report goes in the mail of the newest of them. DESIGN §8.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.notices.digests import GATHERED, LOOK_BACK, goes_at
from portal.store import gathering, muted
from portal.store.gathering import Waiting
from portal.store.outbox import ClaimedNotice

Mail = tuple[ClaimedNotice, ...]


def one_mail(workplace: Workplace, notice: ClaimedNotice, interrupted: Collection[int]) -> Mail:
    """The notices that go in one mail, the one whose Message-ID it bears first; none where they wait or are unwanted.

    `interrupted` are the numbers of those that may have gone out. Raises StoreUnavailable.
    """
    if notice.message not in GATHERED or notice.report_id is None:
        return (notice,)
    with workplace.store.writing() as conn:
        if muted.is_muted(conn, notice.report_id):
            gathering.mark_unwanted(conn, notice.report_id, GATHERED)
            return ()
        if notice.interrupted:
            return (notice, *gathering.gathered_with(conn, notice))
        waiting = [each for each in gathering.waiting_with(conn, notice, GATHERED) if each.notice.id not in interrupted]
        return _gathered(conn, notice, waiting, workplace.now())


def _gathered(conn: Connection, held: ClaimedNotice, waiting: list[Waiting], now: datetime) -> Mail:
    assert held.report_id is not None
    found = next((each for each in waiting if each.notice.id == held.id), None)
    if found is None:  # another worker has it by now
        return ()
    if found.tried:
        return (held, *gathering.gathered_with(conn, held))
    untried = [each.notice for each in waiting if not each.tried]
    messages = {notice.message for notice in untried}
    at = goes_at(messages, gathering.sent_to_customer(conn, held.report_id, now - LOOK_BACK), now)
    if at > now:
        gathering.hold(conn, untried, held, at)
        return ()
    chosen = untried[-1]
    leader = gathering.gather(conn, chosen, [each for each in untried if each.id != chosen.id], held)
    return (leader, *gathering.gathered_with(conn, leader))
