"""A mail to one of our people about no report: every notice of this kind goes through here."""

from collections.abc import Mapping
from email.message import EmailMessage
from typing import Any

from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.notices.context import Context
from portal.notices.mail import mail_of
from portal.notices.rendering import render
from portal.store.outbox import ClaimedNotice
from portal.team.roster import Person


def recipient_of(workplace: Workplace, notice: ClaimedNotice) -> Person:
    """Raises PermanentFailure where whoever it is for has left the team."""
    person = workplace.roster().everybody.get(notice.recipient or "")
    if person is None:
        raise PermanentFailure(f"{notice.recipient} is no longer in team.yml.")
    return person


def mail_to_person(
    workplace: Workplace,
    notice: ClaimedNotice,
    person: Person,
    message: type[Context],
    page: str,
    particulars: Mapping[str, Any],
) -> EmailMessage:
    """`message` says what it is about, with its `particulars`; `page` is the path that its one link leads to."""
    site, settings = workplace.library.site, workplace.settings
    context = message(
        organisation=site.organisation,
        link=settings.service_url + page,
        fallback=site.fallback_contact,
        time_zone=site.time_zone,
        recipient_name=person.name,
        language=site.spoken_inside(),
        **particulars,
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
