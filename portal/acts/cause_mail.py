"""The mail to our own people that a cause needs its next word. It is about no single report."""

from datetime import datetime
from email.message import EmailMessage

from portal import paths
from portal.acts.mail_to_person import mail_to_person, recipient_of
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.notices.cause_messages import CauseDue, CauseLate
from portal.store import causes
from portal.store.outbox import ClaimedNotice

CAUSE_MESSAGES = {"cause_due": CauseDue, "cause_late": CauseLate}


def cause_mail(workplace: Workplace, notice: ClaimedNotice) -> EmailMessage:
    """Raises PermanentFailure where nobody needs to hear it any more, StoreUnavailable."""
    person = recipient_of(workplace, notice)
    cause_id, due_at = int(notice.facts["cause"]), datetime.fromisoformat(str(notice.facts["due_at"]))
    with workplace.store.reading() as conn:
        cause = causes.cause_by_id(conn, cause_id)
        size = causes.sizes(conn, [cause_id]).get(cause_id, causes.Size())
    if cause is None or cause.due_at != due_at:
        raise PermanentFailure("The sentence has been renewed, or the cause closed, before this could be sent.")
    particulars = {"title": cause.title, "words": cause.sentence, "due_at": due_at, "reports": size.open}
    page = paths.desk_cause(cause_id)
    return mail_to_person(workplace, notice, person, CAUSE_MESSAGES[notice.message], page, particulars)
