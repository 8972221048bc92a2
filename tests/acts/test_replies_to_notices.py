"""A notice says where a reply goes, and a reply to it comes back to where it belongs."""

from dataclasses import replace

from portal.acts.answer import answer
from portal.acts.take_mail import take_mail
from portal.acts.workplace import Workplace
from portal.inbound.reading import read_mail
from portal.notices.reply_line import REPLY_LINE
from portal.reports.timeline import Kind
from portal.store.inbound_mails import MailState
from tests.acts.mails_in import mails_sent, taking_replies
from tests.flows.mails import text_of
from tests.workplaces import filling, reported, story


def test_each_recipient_has_a_reply_address_of_their_own(sqlite_workplace: Workplace) -> None:
    desk = taking_replies(sqlite_workplace)
    reported(desk)
    sent = mails_sent(desk)
    addresses = {str(mail["Reply-To"]) for mail in sent.values()}
    assert len(addresses) == len(sent) == 2
    assert all(address.startswith("reply+") and address.endswith("@riverside.example") for address in addresses)


def test_the_mail_says_that_one_can_reply_and_to_whom_the_words_go(sqlite_workplace: Workplace) -> None:
    desk = taking_replies(sqlite_workplace)
    reported(desk)
    sent = mails_sent(desk)
    for mail in sent.values():
        assert text_of(mail).startswith(REPLY_LINE)
        assert REPLY_LINE in text_of(mail, "html")
    assert "You can reply to this mail" in " ".join(text_of(sent["received"]).split())
    assert "goes to the customer as your answer" in " ".join(text_of(sent["assigned"]).split())


def test_without_a_reply_address_the_mail_says_that_nobody_reads_replies(sqlite_workplace: Workplace) -> None:
    reported(sqlite_workplace)
    sent = mails_sent(sqlite_workplace)
    assert sent["received"]["Reply-To"] is None
    assert "Nobody reads replies" in " ".join(text_of(sent["received"]).split())
    assert REPLY_LINE not in text_of(sent["received"]) + text_of(sent["assigned"])


def test_what_no_reply_can_answer_has_no_reply_address(sqlite_workplace: Workplace) -> None:
    """A word to a colleague must not end up with the customer."""
    from portal.acts.withdraw import withdraw

    desk = taking_replies(sqlite_workplace)
    report = reported(desk)
    mails_sent(desk)
    withdraw(desk, report.id)
    mail = mails_sent(desk)["withdrawn_by_customer"]
    assert mail["Reply-To"] is None
    assert REPLY_LINE not in text_of(mail)


def test_a_reply_quoting_our_whole_mail_leaves_the_repliers_words(sqlite_workplace: Workplace) -> None:
    desk = taking_replies(sqlite_workplace)
    report = reported(desk)
    answer(desk, report.id, "mira", filling(), "Is the kitchen dry as well?\n\n> you wrote: dry")
    ours = mails_sent(desk)["answered"]
    quoted = "\n".join(f"> {line}".rstrip() for line in text_of(ours).split("\n"))
    reply = (
        f"From: ada@example.org\r\nTo: {ours['Reply-To']}\r\nSubject: Re: {ours['Subject']}\r\n"
        f"In-Reply-To: {ours['Message-ID']}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Yes, it is.\n\nOn Mon, 23 Nov 2026 Mira <{ours['Reply-To']}> wrote:\n\n{quoted}\n"
    ).encode()
    assert take_mail(desk, read_mail(reply, desk.now(), "ada@example.org")) is MailState.PLACED
    entry = story(desk, report)[-1]
    assert (entry.kind, entry.texts["words"]) == (Kind.CUSTOMER_WROTE, "Yes, it is.")


def test_the_same_notice_has_the_same_reply_address_for_ever(sqlite_workplace: Workplace) -> None:
    desk = taking_replies(sqlite_workplace)
    report = reported(desk)
    first = mails_sent(desk)["received"]["Reply-To"]
    later = replace(desk, now=lambda: report.received_at.replace(year=2027))
    answer(later, report.id, "mira", filling(), "Soon.")
    assert mails_sent(later)["answered"]["Reply-To"] == first
