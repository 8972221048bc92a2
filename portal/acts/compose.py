"""A queued notice becomes a mail: what it says is read from the store when it is sent, so that erasure reaches it.

The link in it is made again here; nothing private lies in the outbox.
"""

from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from portal import paths
from portal.acts.cause_mail import CAUSE_MESSAGES, cause_mail
from portal.acts.compose_words import one, several
from portal.acts.notice_matter import Matter, matter_of
from portal.acts.person_mail import person_mail
from portal.acts.sign_in import MESSAGE as SIGN_IN
from portal.acts.sign_in_mail import sign_in_mail
from portal.acts.subscriber_mail import subscriber_mail
from portal.acts.workplace import Workplace
from portal.errors import NobodyToTell
from portal.languages.messages import _
from portal.languages.speaking import language, speaking
from portal.notices.context import AboutReport
from portal.notices.digests import ALWAYS_SENT
from portal.notices.mail import mail_of
from portal.notices.messages import MESSAGES
from portal.notices.reply_line import REPLY_LINE
from portal.notices.roster_messages import ToPerson
from portal.notices.subscriber_messages import SUBSCRIBER_MESSAGES
from portal.notices.threads import domain_of, thread_root
from portal.reports.links import MUTE, TRACK, customer_token, responder_token
from portal.reports.reply_addresses import reply_address
from portal.reports.report import ContactKind
from portal.store import reports
from portal.store.outbox import ClaimedNotice


def mail_for(workplace: Workplace, notice: ClaimedNotice, also: Sequence[ClaimedNotice] = ()) -> EmailMessage:
    """The whole mail; with what goes in it beside the notice, in the order in which it came about.

    Raises PermanentFailure when there is nobody left to send it to, StoreUnavailable.
    """
    if notice.message == SIGN_IN:
        return sign_in_mail(workplace, notice)
    if notice.message in SUBSCRIBER_MESSAGES:
        return subscriber_mail(workplace, notice)
    if notice.message in CAUSE_MESSAGES:
        return cause_mail(workplace, notice)
    if issubclass(MESSAGES[notice.message], ToPerson):
        return person_mail(workplace, notice)
    with speaking(_language(workplace, notice)):
        return _about_report(workplace, notice, also)


def _language(workplace: Workplace, notice: ClaimedNotice) -> str:
    """That which the customer chose; what we say to our own people is English."""
    site = workplace.library.site
    if notice.recipient_kind != "customer":
        return site.spoken_inside()
    if len(site.languages) == 1 or notice.report_id is None:
        return site.languages[0]
    with workplace.store.reading() as conn:
        report = reports.report_by_id(conn, notice.report_id)
    return workplace.language_of(report) if report else site.languages[0]


def _about_report(workplace: Workplace, notice: ClaimedNotice, also: Sequence[ClaimedNotice]) -> EmailMessage:
    with workplace.store.reading() as conn:
        matter = matter_of(conn, workplace, notice)
    to, name = _recipient(matter)
    settings = workplace.settings
    common = _frame(workplace, matter, name)
    said = several(workplace, matter, (notice, *also), common) if also else one(workplace, matter, common)
    return mail_of(
        said.rendered,
        to=to,
        sender=settings.mail_from,
        sender_name=said.author,
        message_id=notice.message_id,
        in_reply_to=None,
        references=(thread_root(matter.report.reference, domain_of(settings.mail_from)),),
        created_at=notice.created_at,
        organisation=workplace.library_as_read.site.organisation,
        auto_submitted=said.auto_submitted,
        unsubscribe_url=_unsubscribe_url(workplace, matter),
        reply_to=_reply_to(workplace, matter),
    )


def _recipient(matter: Matter) -> tuple[str, str]:
    """Address and name. Raises PermanentFailure."""
    if matter.to_old_address:
        if not matter.text("old_address"):
            raise NobodyToTell("The old address has been erased.")
        return matter.text("old_address"), ""
    if matter.notice.recipient_kind == "customer":
        if matter.contact.kind is not ContactKind.MAIL or not matter.contact.address:
            raise NobodyToTell("The customer is no longer reached by mail.")
        return matter.contact.address, matter.contact.name
    person = matter.roster.people.get(matter.notice.recipient or "")
    if person is None:
        # Whoever has their reports now hears of it in a notice of their own (portal.acts.hand_on).
        raise NobodyToTell(f"{matter.notice.recipient} is no longer in team.yml.")
    return person.mail, person.name


def _link(workplace: Workplace, matter: Matter) -> str:
    """The one link of the mail. Whoever reads the old address may be somebody else by now, and gets no link."""
    if matter.to_old_address:
        return ""
    report, url = matter.report, workplace.settings.service_url
    if matter.notice.recipient_kind == "customer":
        return url + paths.tracking(customer_token(workplace.secret, TRACK, report.reference, report.generation))
    expires = (workplace.now() + timedelta(days=workplace.settings.responder_link_valid_days)).date()
    person = matter.notice.recipient or ""
    return url + paths.desk_report(
        responder_token(workplace.secret, report.reference, report.generation, person, expires)
    )


def _reply_to(workplace: Workplace, matter: Matter) -> str:
    """The address that only this recipient's replies go to; empty where a reply would become nothing."""
    base, kind = workplace.settings.reply_address, MESSAGES[matter.notice.message]
    if not base or matter.to_old_address or not issubclass(kind, AboutReport) or not kind.takes_replies:
        return ""
    report = matter.report
    return reply_address(base, workplace.secret, report.reference, report.generation, matter.notice.recipient)


def _unsubscribe_url(workplace: Workplace, matter: Matter) -> str:
    """Only mails that can be stopped say how; what somebody asked for just now cannot."""
    if matter.notice.recipient_kind != "customer" or matter.notice.message in ALWAYS_SENT:
        return ""
    token = customer_token(workplace.secret, MUTE, matter.report.reference, matter.report.generation)
    return workplace.settings.service_url + paths.stop_mails(token)


def _frame(workplace: Workplace, matter: Matter, name: str) -> dict[str, Any]:
    """What every message about a report says beside its particulars."""
    library, report = workplace.library_as_read, matter.report
    topic = library.public.topics.get(report.topic)
    return {
        "organisation": library.site.organisation,
        "reference": report.reference,
        "topic": topic.says if topic else _("Your report"),
        "link": _link(workplace, matter),
        "fallback": library.site.fallback_contact,
        "time_zone": library.site.time_zone,
        "recipient_name": name,
        "language": language(),
        "reply_line": _(REPLY_LINE) if _reply_to(workplace, matter) else "",
    }
