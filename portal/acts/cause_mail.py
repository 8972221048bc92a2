"""The mail to our own people that a cause needs its next word. It is about no single report."""

from datetime import datetime
from email.message import EmailMessage

from portal import paths
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.notices.cause_messages import CauseDue, CauseLate
from portal.notices.mail import mail_of
from portal.notices.rendering import render
from portal.store import causes
from portal.store.outbox import ClaimedNotice

CAUSE_MESSAGES = {"cause_due": CauseDue, "cause_late": CauseLate}


def cause_mail(workplace: Workplace, notice: ClaimedNotice) -> EmailMessage:
    """Raises PermanentFailure where nobody needs to hear it any more, StoreUnavailable."""
    person = workplace.roster().people.get(notice.recipient or "")
    if person is None:
        raise PermanentFailure(f"{notice.recipient} is no longer in team.yml.")
    cause_id, due_at = int(notice.facts["cause"]), datetime.fromisoformat(str(notice.facts["due_at"]))
    with workplace.store.reading() as conn:
        cause = causes.cause_by_id(conn, cause_id)
        size = causes.sizes(conn, [cause_id]).get(cause_id, causes.Size())
    if cause is None or cause.due_at != due_at:
        raise PermanentFailure("The sentence has been renewed, or the cause closed, before this could be sent.")
    site, settings = workplace.library.site, workplace.settings
    context = CAUSE_MESSAGES[notice.message](
        organisation=site.organisation,
        link=settings.service_url + paths.desk_cause(cause_id),
        fallback=site.fallback_contact,
        time_zone=site.time_zone,
        recipient_name=person.name,
        language=site.languages[0],
        title=cause.title,
        words=cause.sentence,
        due_at=due_at,
        reports=size.open,
    )
    return mail_of(
        render(notice.message, context, settings.template_dirs),
        to=person.mail,
        sender=settings.mail_from,
        sender_name="",
        message_id=notice.message_id,
        in_reply_to=None,
        references=(),
        created_at=notice.created_at,
        organisation=site.organisation,
        auto_submitted=context.auto_submitted,
    )
