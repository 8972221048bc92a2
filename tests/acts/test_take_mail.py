"""A mail lands where it belongs, once; what is doubtful waits for a person, and no machine is ever answered."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from portal.acts.close import resolve
from portal.acts.take_mail import take_mail
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.reports.contact_state import address_fails
from portal.reports.incoming_mail import Bounce, Enclosure, MailKind
from portal.reports.mail_loops import LIMITS
from portal.reports.report import Status
from portal.reports.timeline import AuthorKind, Kind
from portal.store import attachments, inbound_mails, report_links, reports
from portal.store.inbound_mails import MailState
from tests.acts.mails_in import ADA_WRITES, MIRA_WRITES, in_tray, mail_to, mails_sent, taking_replies
from tests.workplaces import Clock, clocks_on, filling, kinds, now_of, reported, rows, story, told

PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02") + b"\0" * 30


@pytest.fixture
def desk(workplace: Workplace) -> Workplace:
    """With a reply address, on both databases."""
    return taking_replies(workplace)


@pytest.fixture
def sqlite_desk(sqlite_workplace: Workplace) -> Workplace:
    return taking_replies(sqlite_workplace)


def test_the_customers_reply_is_their_words_on_the_report(desk: Workplace) -> None:
    report = reported(desk)
    told(desk)
    assert take_mail(desk, mail_to(desk, report)) is MailState.PLACED
    entry = story(desk, report)[-1]
    assert (entry.kind, entry.public, entry.texts) == (Kind.CUSTOMER_WROTE, True, {"words": "It is dry here as well."})
    assert told(desk) == [("customer_wrote", "mira")]
    with desk.store.reading() as conn:
        [kept] = inbound_mails.mails_of(conn, report.id)
    assert (kept.entry_id, kept.state, entry.facts) == (entry.id, MailState.PLACED, {"mail": kept.id})


def test_the_responders_reply_is_their_answer_to_the_customer(desk: Workplace) -> None:
    report = reported(desk)
    told(desk)
    assert take_mail(desk, mail_to(desk, report, "mira", words="I dig.")) is MailState.PLACED
    entry = story(desk, report)[-1]
    assert (entry.kind, entry.author.key, entry.texts) == (Kind.ANSWERED, "mira", {"answer": "I dig."})
    assert told(desk) == [("answered", "customer")]
    assert clocks_on(desk, report)["first_response"].state == "kept"


def test_the_same_mail_twice_is_placed_once(desk: Workplace) -> None:
    report = reported(desk)
    mail = mail_to(desk, report)
    take_mail(desk, mail)
    before = rows(desk.store)
    assert take_mail(desk, mail) is None
    assert rows(desk.store) == before


def test_the_same_mail_by_another_way_is_kept_and_not_placed_again(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    mail = mail_to(sqlite_desk, report)
    take_mail(sqlite_desk, mail)
    assert take_mail(sqlite_desk, replace(mail, digest="f" * 64)) is MailState.NOTED
    assert kinds(sqlite_desk, report).count(Kind.CUSTOMER_WROTE) == 1


def test_another_message_under_the_same_message_id_is_placed(sqlite_desk: Workplace) -> None:
    """Some programs give the same one twice; a word more is another message."""
    report = reported(sqlite_desk)
    mail = mail_to(sqlite_desk, report)
    take_mail(sqlite_desk, mail)
    assert take_mail(sqlite_desk, replace(mail, digest="f" * 64, words="And the bath.")) is MailState.PLACED


@pytest.mark.parametrize("way", ["thread root", "our Message-ID", "subject"])
def test_a_mail_without_the_reply_address_finds_its_report(sqlite_desk: Workplace, way: str) -> None:
    report = reported(sqlite_desk)
    sent = mails_sent(sqlite_desk)["received"]
    ways: dict[str, dict[str, Any]] = {
        "thread root": {"thread_ids": ("<other@x.example>", f"<report-{report.reference.lower()}@riverside.example>")},
        "our Message-ID": {"thread_ids": (str(sent["Message-ID"]),)},
        "subject": {"subject": f"AW: WG: [{report.reference.lower()}] trocken"},
    }
    assert take_mail(sqlite_desk, mail_to(sqlite_desk, **ways[way])) is MailState.PLACED
    assert kinds(sqlite_desk, report)[-1] is Kind.CUSTOMER_WROTE


def test_the_reply_address_says_more_than_subject_and_thread(sqlite_desk: Workplace) -> None:
    one, other = reported(sqlite_desk), reported(sqlite_desk)
    take_mail(sqlite_desk, mail_to(sqlite_desk, one, subject=f"[{other.reference}]"))
    assert kinds(sqlite_desk, one)[-1] is Kind.CUSTOMER_WROTE
    assert Kind.CUSTOMER_WROTE not in kinds(sqlite_desk, other)


def test_a_mail_about_nothing_we_know_waits_in_the_tray(desk: Workplace) -> None:
    before = rows(desk.store)["timeline"]
    assert take_mail(desk, mail_to(desk, subject="Hello")) is MailState.TRAY
    [kept] = in_tray(desk)
    assert (kept.report_id, kept.words, kept.subject) == (None, "It is dry here as well.", "Hello")
    assert rows(desk.store)["timeline"] == before


def test_a_mail_that_cannot_be_read_waits_in_the_tray(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    take_mail(sqlite_desk, mail_to(sqlite_desk, report, fault="Its form is broken."))
    assert [kept.reason for kept in in_tray(sqlite_desk)] == ["Its form is broken."]


@pytest.mark.parametrize(
    "recipients",
    [
        pytest.param("none", id="no reply address"),
        pytest.param("customer", id="the customer's"),
        pytest.param("tom", id="a colleague's"),
        pytest.param("forged", id="a made-up one"),
    ],
)
def test_a_forged_responder_says_nothing_to_the_customer(sqlite_desk: Workplace, recipients: str) -> None:
    report = reported(sqlite_desk)
    told(sqlite_desk)
    before = story(sqlite_desk, report)
    to = {
        "none": (),
        "customer": mail_to(sqlite_desk, report).recipients,
        "tom": mail_to(sqlite_desk, report, "tom").recipients,
        "forged": (f"reply+{report.reference.lower()}.{'a' * 32}@riverside.example",),
    }[recipients]
    mail = mail_to(sqlite_desk, sender=MIRA_WRITES, recipients=to, subject=f"[{report.reference}]")
    assert take_mail(sqlite_desk, mail) is MailState.TRAY
    assert (story(sqlite_desk, report), told(sqlite_desk)) == (before, [])
    [kept] = in_tray(sqlite_desk)
    assert kept.reason.startswith("It says that it is from Mira, and nothing proves it")
    assert kept.report_id == report.id


def test_a_reply_address_of_another_report_proves_nothing(sqlite_desk: Workplace) -> None:
    one, other = reported(sqlite_desk), reported(sqlite_desk)
    right = mail_to(sqlite_desk, one, "mira").recipients[0]
    mixed = right.replace(one.reference.lower(), other.reference.lower())
    mail = mail_to(sqlite_desk, sender=MIRA_WRITES, recipients=(mixed,), subject=f"[{other.reference}]")
    assert take_mail(sqlite_desk, mail) is MailState.TRAY


def test_a_reply_address_is_revoked_with_the_links(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    mail = mail_to(sqlite_desk, report, "mira", subject=f"[{report.reference}]")
    with sqlite_desk.store.writing() as conn:
        reports.update_report(conn, report.id, generation=2)
    assert take_mail(sqlite_desk, mail) is MailState.TRAY


def test_a_lead_answers_by_their_own_reply_address(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    take_mail(sqlite_desk, mail_to(sqlite_desk, report, "ruth", sender="ruth@riverside.example"))
    assert story(sqlite_desk, report)[-1].author.kind is AuthorKind.LEAD


def test_from_another_address_the_customers_reply_waits_for_a_person_who_is_told_on_the_report(
    sqlite_desk: Workplace,
) -> None:
    report = reported(sqlite_desk)
    told(sqlite_desk)
    assert take_mail(sqlite_desk, mail_to(sqlite_desk, report, sender="ada@work.example")) is MailState.TRAY
    entry = story(sqlite_desk, report)[-1]
    assert (entry.kind, entry.public, entry.texts) == (Kind.NOTED, False, {})
    assert told(sqlite_desk) == []


def test_a_stranger_waits_in_the_tray_and_leaves_no_trace_on_the_report(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    before = story(sqlite_desk, report)
    mail = mail_to(sqlite_desk, sender="eve@example.net", subject=f"[{report.reference}]")
    assert take_mail(sqlite_desk, mail) is MailState.TRAY
    assert story(sqlite_desk, report) == before


def test_a_reply_in_the_window_opens_the_report_again(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    resolve(sqlite_desk, report.id, "mira", filling(), "Done.")
    assert take_mail(sqlite_desk, mail_to(sqlite_desk, report)) is MailState.PLACED
    assert now_of(sqlite_desk, report).status is Status.OPEN


def test_after_the_window_a_reply_opens_a_new_report_that_goes_on_from_it(desk: Workplace, clock: Clock) -> None:
    report = reported(desk)
    resolve(desk, report.id, "mira", filling(), "Done.")
    clock.pass_by(days=15)
    told(desk)
    assert take_mail(desk, mail_to(desk, report)) is MailState.PLACED
    assert now_of(desk, report).status is Status.RESOLVED
    with desk.store.reading() as conn:
        new = reports.report_by_id(conn, report_links.continued_by(conn, report.id) or 0)
    assert new is not None
    assert (new.topic, new.severity, new.received_at) == (report.topic, report.severity, clock.now)
    assert story(desk, new)[0].texts == {"what_happened": "It is dry here as well."}
    assert f"goes on as {new.reference}" in story(desk, report)[-1].texts["words"]
    assert [message for message, _ in told(desk)] == ["assigned", "received"]
    take_mail(desk, mail_to(desk, report, words="Still."))
    assert story(desk, new)[-1].texts == {"words": "Still."}, "a second one goes to the new report, not to a third"


def test_what_was_taken_back_stays_so_and_the_mail_waits(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    withdraw(sqlite_desk, report.id)
    assert take_mail(sqlite_desk, mail_to(sqlite_desk, report)) is MailState.TRAY


def test_an_answer_to_a_closed_report_is_not_sent_on(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    resolve(sqlite_desk, report.id, "mira", filling(), "Done.")
    told(sqlite_desk)
    assert take_mail(sqlite_desk, mail_to(sqlite_desk, report, "mira")) is MailState.TRAY
    assert told(sqlite_desk) == []


def test_files_come_with_the_words_and_those_we_cannot_take_are_named(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    files = (Enclosure("tap.png", PNG), Enclosure("bill.docx", b"PK"), Enclosure("tap.txt", b"dry"))
    take_mail(sqlite_desk, mail_to(sqlite_desk, report, enclosures=files))
    with sqlite_desk.store.reading() as conn:
        kept = attachments.attachments_of(conn, report.id)
    entry = story(sqlite_desk, report)[-1]
    assert [(file.name, file.entry_id) for file in kept] == [("tap.png", entry.id), ("tap.txt", entry.id)]
    assert "“bill.docx” is a kind of file we cannot take." in entry.texts["not_taken"]


def test_a_picture_without_a_word_is_a_message(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    mail = mail_to(sqlite_desk, report, words="", enclosures=(Enclosure("tap.png", PNG),))
    assert take_mail(sqlite_desk, mail) is MailState.PLACED
    assert take_mail(sqlite_desk, mail_to(sqlite_desk, report, words="")) is MailState.TRAY


def test_an_automatic_mail_is_a_note_that_resumes_nothing_and_tells_nobody(desk: Workplace) -> None:
    report = reported(desk)
    with desk.store.writing() as conn:
        reports.update_report(conn, report.id, status=Status.WAITING)
    told(desk)
    mail = mail_to(desk, report, kind=MailKind.AUTOMATIC, words="I am away.")
    assert take_mail(desk, mail) is MailState.NOTED
    entry = story(desk, report)[-1]
    assert (entry.kind, entry.public, entry.texts) == (Kind.NOTED, False, {"words": "I am away."})
    assert (now_of(desk, report).status, told(desk)) == (Status.WAITING, [])


def test_an_automatic_mail_opens_no_closed_report(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    resolve(sqlite_desk, report.id, "mira", filling(), "Done.")
    take_mail(sqlite_desk, mail_to(sqlite_desk, report, kind=MailKind.AUTOMATIC))
    assert now_of(sqlite_desk, report).status is Status.RESOLVED


def test_a_responders_absence_note_is_not_sent_to_the_customer(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    told(sqlite_desk)
    take_mail(sqlite_desk, mail_to(sqlite_desk, report, "mira", kind=MailKind.AUTOMATIC))
    assert (kinds(sqlite_desk, report)[-1], told(sqlite_desk)) == (Kind.NOTED, [])


def test_a_bounce_marks_the_address_as_failing_and_is_a_task_for_the_desk(desk: Workplace) -> None:
    report = reported(desk)
    sent = mails_sent(desk)["received"]
    bounce = Bounce((str(sent["Message-ID"]),), "5.1.1 User unknown")
    mail = mail_to(desk, kind=MailKind.BOUNCE, bounce=bounce, sender="mailer-daemon@mx.example.org")
    assert take_mail(desk, mail) is MailState.TRAY
    entry = story(desk, report)[-1]
    assert (entry.kind, entry.public, entry.facts["recipient"]) == (Kind.NOTICE_FAILED, False, "customer")
    assert address_fails(story(desk, report))
    [task] = in_tray(desk)
    assert task.report_id == report.id
    assert task.reason.startswith("The customer’s address does not work")
    assert "5.1.1 User unknown" in task.reason
    assert told(desk) == []


def test_a_bounce_that_knows_no_mail_of_ours_says_nothing_of_an_address(sqlite_desk: Workplace) -> None:
    """Anybody can make one up from the reference."""
    report = reported(sqlite_desk)
    root = f"<report-{report.reference.lower()}@riverside.example>"
    take_mail(sqlite_desk, mail_to(sqlite_desk, kind=MailKind.BOUNCE, bounce=Bounce((root,), "")))
    assert not address_fails(story(sqlite_desk, report))
    assert kinds(sqlite_desk, report)[-1] is Kind.NOTED


def test_a_mail_of_ours_that_comes_back_is_kept_and_nothing_follows(sqlite_desk: Workplace) -> None:
    report = reported(sqlite_desk)
    sent = mails_sent(sqlite_desk)["received"]
    before = story(sqlite_desk, report)
    mail = mail_to(sqlite_desk, report, message_id=str(sent["Message-ID"]))
    assert take_mail(sqlite_desk, mail) is MailState.NOTED
    assert story(sqlite_desk, report) == before


@pytest.mark.parametrize("limit", LIMITS)
def test_more_mails_than_people_write_wait_in_the_tray(
    sqlite_desk: Workplace, clock: Clock, limit: tuple[int, int]
) -> None:
    minutes, most = limit
    report = reported(sqlite_desk)
    told(sqlite_desk)
    step = timedelta(minutes=minutes) / (most + 1)
    states = []
    for _ in range(most + 1):
        states.append(take_mail(sqlite_desk, mail_to(sqlite_desk, report)))
        clock.now += step
    assert states == [MailState.PLACED] * most + [MailState.TRAY]
    assert len(told(sqlite_desk)) == most
    clock.pass_by(hours=11)
    assert take_mail(sqlite_desk, mail_to(sqlite_desk, report)) is MailState.PLACED, "after a pause it goes on"


def test_a_mail_that_waited_counts_from_its_arrival(sqlite_desk: Workplace, clock: Clock) -> None:
    report = reported(sqlite_desk)
    clock.pass_by(minutes=10)
    mail = mail_to(sqlite_desk, report)
    clock.pass_by(hours=3)
    take_mail(sqlite_desk, mail)
    assert story(sqlite_desk, report)[-1].at == mail.arrived_at


def test_without_a_reply_address_threads_still_find_the_customers_report(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    mail = mail_to(sqlite_workplace, subject=f"[{report.reference}]", sender=ADA_WRITES)
    assert take_mail(sqlite_workplace, mail) is MailState.PLACED
