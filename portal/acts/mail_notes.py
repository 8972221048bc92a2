"""What only the team reads of a mail: notes on the timeline that stop no clock and resume nothing. DESIGN §5."""

from portal.acts.answering import Moment
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.reports.timeline import SYSTEM, Author, Entry, Kind
from portal.store.inbound_mails import SentNotice


def add_note(workplace: Workplace, moment: Moment, mail_id: int, why: str, words: str, author: Author = SYSTEM) -> int:
    """`why` is `automatic`, `other_address`, `continues` or `placed`. Gives the entry's id."""
    said = tidy(words)
    facts = {"mail": mail_id, "mail_is": why}
    entry = Entry(moment.now, Kind.NOTED, author, public=False, facts=facts, texts={"words": said} if said else {})
    return add_entry(moment.conn, workplace, moment.report, entry)


def add_bounce(workplace: Workplace, moment: Moment, mail_id: int, notice: SentNotice, said: str) -> int:
    """A mail of ours came back: the same entry as when it cannot be handed over, marked as `bounced`."""
    facts = {
        "message": notice.message,
        "recipient": notice.recipient or "customer",
        "bounced": True,
        "mail": mail_id,
    }
    entry = Entry(moment.now, Kind.NOTICE_FAILED, SYSTEM, public=False, facts=facts, texts={"error": said})
    return add_entry(moment.conn, workplace, moment.report, entry)
