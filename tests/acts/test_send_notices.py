"""Every notice is handed over at least once, recognisably the same, and one that cannot go holds no other back."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import delete

from portal.acts.answer import answer
from portal.acts.ask_for_training import ask_for_training
from portal.acts.close import decline, resolve
from portal.acts.correct_contact import correct_contact
from portal.acts.customer_writes import customer_writes
from portal.acts.hand_over import hand_over
from portal.acts.notify_people import notify_people
from portal.acts.send_link_again import send_customer_link_again, send_responder_link_again
from portal.acts.send_notices import BATCH, HandedOver, send_due_notices
from portal.acts.try_something import Effort, try_something
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure, StoreUnavailable, TemporaryFailure
from portal.reports.links import (
    TRACK,
    read_customer_token,
    read_responder_token,
    require_customer_link,
    require_responder_link,
)
from portal.reports.report import Contact, ContactKind, Report
from portal.reports.timeline import Kind
from portal.store import contacts, timeline
from portal.store.outbox import NewNotice, queue
from portal.store.tables import notices, reports
from tests.workplaces import (
    ADA,
    NO_CONTACT,
    SECRET,
    Clock,
    filling,
    kinds,
    publish,
    reported,
    rows,
    small_library,
    story,
    without_person,
    without_shifts,
)


@dataclass
class Postbox:
    """A carrier that keeps what it is given, or fails as it is told to."""

    failure: Exception | None = None
    fails_for: str = ""
    sent: list[EmailMessage] = field(default_factory=list)

    def send(self, mail: EmailMessage, recipient_kind: str) -> None:
        if self.failure and self.fails_for in str(mail["To"]):
            raise self.failure
        self.sent.append(mail)

    def close(self) -> None:
        pass

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.sent if address in str(mail["To"])]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def states(workplace: Workplace) -> list[str]:
    return sorted(row.state for row in rows(workplace.store)["notices"])


def test_each_notice_goes_to_whom_it_is_for_and_is_not_sent_again(workplace: Workplace) -> None:
    reported(workplace)
    box = Postbox()
    assert send_due_notices(workplace, box) == 2
    assert sorted(str(mail["To"]) for mail in box.sent) == [ADA.address, "mira@riverside.example"]
    assert send_due_notices(workplace, box) == 0
    assert states(workplace) == ["sent", "sent"]


def test_the_links_in_the_mails_open_this_report_and_nothing_else(sqlite_workplace: Workplace) -> None:
    report, box = reported(sqlite_workplace), Postbox()
    send_due_notices(sqlite_workplace, box)
    to_customer, to_mira = text_of(box.to(ADA.address)[0]), text_of(box.to("mira")[0])
    link = read_customer_token(to_customer)
    require_customer_link(link, SECRET, TRACK, report.generation)
    assert link.reference == report.reference
    theirs = read_responder_token(to_mira)
    require_responder_link(theirs, SECRET, report.generation, sqlite_workplace.now().date() + timedelta(days=30))
    assert (theirs.reference, theirs.person) == (report.reference, "mira")
    assert "/desk/" not in to_customer


def test_the_first_mail_never_carries_what_was_typed_into_the_form(sqlite_workplace: Workplace) -> None:
    """Anybody can type a stranger's address."""
    reported(sqlite_workplace, what_happened="BUY NOW", contact=replace(ADA, name="http://spam.example"))
    box = Postbox()
    send_due_notices(sqlite_workplace, box)
    [mail] = box.to(ADA.address)
    assert "BUY NOW" not in mail.as_string()
    assert "spam.example" not in mail.as_string()


def test_a_failure_that_may_pass_is_tried_again_later_and_later(workplace: Workplace, clock: Clock) -> None:
    reported(workplace, contact=NO_CONTACT)
    box = Postbox(TemporaryFailure("The mail server is away."))
    waits = []
    for _ in range(4):
        began = clock.now
        while not send_due_notices(workplace, box):
            clock.pass_by(seconds=1)
        waits.append((clock.now - began).total_seconds())
    assert waits[0] == 0
    assert 5 <= waits[1] <= 11
    assert waits[1] < waits[2] < waits[3]
    box.failure = None
    clock.pass_by(hours=1)
    send_due_notices(workplace, box)
    assert (len(box.sent), states(workplace)) == (1, ["sent"])


def test_after_three_days_of_trying_the_team_sees_that_somebody_was_not_reached(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    report = reported(sqlite_workplace)
    box = Postbox(TemporaryFailure("The mail server is away."), ADA.address)
    began = clock.now
    while "failed" not in states(sqlite_workplace):
        send_due_notices(sqlite_workplace, box)
        clock.pass_by(minutes=31)
    assert timedelta(days=2) < clock.now - began < timedelta(days=6)
    last = story(sqlite_workplace, report)[-1]
    assert (last.kind, last.public) == (Kind.NOTICE_FAILED, False)
    assert last.facts == {"message": "received", "recipient": "customer"}
    assert last.texts == {"error": "The mail server is away."}


def test_what_can_never_go_through_is_given_up_at_once(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    box = Postbox(PermanentFailure("No such mailbox."), ADA.address)
    send_due_notices(sqlite_workplace, box)
    assert states(sqlite_workplace) == ["failed", "sent"]
    assert kinds(sqlite_workplace, report, public=False) == [Kind.ROUTED, Kind.NOTICE_FAILED]


def test_giving_up_after_the_clock_was_set_back_leaves_the_story_in_order(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    report = reported(sqlite_workplace)
    clock.pass_by(minutes=-30)
    for _ in range(3):
        send_due_notices(sqlite_workplace, Postbox(PermanentFailure("No such mailbox.")))
        clock.pass_by(minutes=20)
    instants = [entry.at for entry in story(sqlite_workplace, report)]
    assert Kind.NOTICE_FAILED in kinds(sqlite_workplace, report)
    assert instants == sorted(instants)


def test_a_customer_who_is_no_longer_reached_by_mail_gets_none_and_the_team_sees_it(
    sqlite_workplace: Workplace,
) -> None:
    for contact in (NO_CONTACT, Contact(ContactKind.MAIL, "")):
        report = reported(sqlite_workplace)
        with sqlite_workplace.store.writing() as conn:
            contacts.save_contact(conn, report.id, contact)
        box = Postbox()
        send_due_notices(sqlite_workplace, box)
        assert [str(mail["To"]) for mail in box.sent if "riverside" not in str(mail["To"])] == []
        assert Kind.NOTICE_FAILED in kinds(sqlite_workplace, report)


def test_a_responder_who_left_gets_none_and_the_team_sees_it(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace, contact=NO_CONTACT)
    clock.pass_by(minutes=1)
    publish(sqlite_workplace, without_person(small_library(), report.owner or ""))
    box = Postbox()
    send_due_notices(sqlite_workplace, box)
    assert box.sent == []
    assert story(sqlite_workplace, report)[-1].facts["recipient"] == "mira"


def test_a_process_that_died_after_handing_over_sends_again_under_the_same_message_id(
    workplace: Workplace, clock: Clock
) -> None:
    class Dies(Postbox):
        def send(self, mail: EmailMessage, recipient_kind: str) -> None:
            super().send(mail, recipient_kind)
            raise KeyboardInterrupt

    reported(workplace, contact=NO_CONTACT)
    first, second = Dies(), Postbox()
    with pytest.raises(KeyboardInterrupt):
        send_due_notices(workplace, first)
    assert send_due_notices(workplace, second) == 0, "its lease still runs"
    clock.pass_by(minutes=6)
    send_due_notices(workplace, second)
    assert first.sent[0]["Message-ID"] == second.sent[0]["Message-ID"]


def test_one_notice_that_cannot_be_composed_holds_no_other_back(sqlite_workplace: Workplace) -> None:
    broken = sqlite_workplace.settings.site_dir / "templates" / "notices" / "received"
    broken.mkdir(parents=True)
    (broken / "body.txt").write_text("{{ nobody.knows.this }}", "utf-8")
    for _ in range(3):
        reported(sqlite_workplace)
    box = Postbox()
    send_due_notices(sqlite_workplace, box)
    assert {str(mail["To"]) for mail in box.sent} == {"mira@riverside.example", "tom@riverside.example"}
    assert states(sqlite_workplace) == ["queued"] * 3 + ["sent"] * 3


def test_a_notice_of_a_kind_that_nobody_knows_holds_no_other_back(sqlite_workplace: Workplace) -> None:
    reported(sqlite_workplace)
    with sqlite_workplace.store.writing() as conn:
        conn.execute(notices.update().where(notices.c.message == "received").values(message="unheard-of"))
    box = Postbox()
    send_due_notices(sqlite_workplace, box)
    assert [str(mail["To"]) for mail in box.sent] == ["mira@riverside.example"]


def test_a_slow_mail_server_does_not_keep_anything_from_ever_being_sent(sqlite_workplace: Workplace) -> None:
    """Whatever time the settings allow a mail server, the first notice of a batch is handed over."""
    slow = replace(sqlite_workplace, settings=sqlite_workplace.settings.model_copy(update={"smtp_timeout_s": 300.0}))
    reported(slow)
    box = Postbox()
    send_due_notices(slow, box)
    assert len(box.sent) == 2


def test_a_batch_that_takes_long_stops_before_others_take_it_over(sqlite_workplace: Workplace, clock: Clock) -> None:
    class Slow(Postbox):
        def send(self, mail: EmailMessage, recipient_kind: str) -> None:
            clock.pass_by(minutes=2)
            super().send(mail, recipient_kind)

    for _ in range(4):
        reported(sqlite_workplace, contact=NO_CONTACT)
    box = Slow()
    send_due_notices(sqlite_workplace, box)
    assert 1 <= len(box.sent) < 4
    clock.pass_by(minutes=6)
    send_due_notices(sqlite_workplace, box)
    clock.pass_by(minutes=6)
    send_due_notices(sqlite_workplace, box)
    assert len({mail["Message-ID"] for mail in box.sent}) == len(box.sent) == 4


def test_four_processes_send_each_notice_once(workplace: Workplace) -> None:
    for _ in range(15):
        reported(workplace)
    boxes = [Postbox() for _ in range(4)]

    def work(box: Postbox) -> None:
        while send_due_notices(workplace, box):
            pass

    with ThreadPoolExecutor(4) as many:
        list(many.map(work, boxes))
    sent = [mail["Message-ID"] for box in boxes for mail in box.sent]
    assert len(sent) == len(set(sent)) == 30
    assert BATCH < 30


def test_erasure_reaches_what_is_still_queued(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    answer(sqlite_workplace, report.id, "mira", filling(), "canary-words")
    with sqlite_workplace.store.writing() as conn:
        timeline.erase_texts(conn, report.id)
        contacts.erase_contact(conn, report.id)
    box = Postbox()
    send_due_notices(sqlite_workplace, box)
    assert "canary-words" not in "".join(mail.as_string() for mail in box.sent)
    assert box.to(ADA.address) == []


TOLD = {
    "received",
    "assigned",
    "answered",
    "effort_logged",
    "handed_over",
    "handed_to_you",
    "customer_wrote",
    "resolved",
    "declined",
    "withdrawn",
    "withdrawn_by_customer",
    "contact_changed",
    "link_again",
    "fresh_link",
}


def _all_that_can_happen(workplace: Workplace) -> list[Report]:
    first, second, third = (reported(workplace) for _ in range(3))
    try_something(workplace, first.id, "mira", filling(), Effort("I rang the works.", "", "I ring at two.", "Priya"))
    answer(workplace, first.id, "mira", filling(), "I found the leak.")
    hand_over(workplace, first.id, "mira", filling(), to="tom", why="My day ends.", must_know="Ring twice.")
    customer_writes(workplace, first.id, filling(), "Thank you.")
    resolve(workplace, first.id, "tom", filling(), "We mended it.")
    send_customer_link_again(workplace, first.reference, ADA.address)
    send_responder_link_again(workplace, first, "tom")
    decline(workplace, second.id, "mira", filling(), tried="I rang.", why="There is no pipe.", instead="A tank.")
    correct_contact(workplace, second.id, replace(ADA, address="ada@new.example.org"))
    withdraw(workplace, third.id)
    return [first, second, third]


def test_every_message_that_is_queued_is_composed_from_real_data(workplace: Workplace) -> None:
    _all_that_can_happen(workplace)
    queued = {row.message for row in rows(workplace.store)["notices"]}
    box = Postbox()
    while send_due_notices(workplace, box):
        pass
    assert set(states(workplace)) == {"sent"}
    everything = "\n".join(text_of(mail) for mail in box.sent)
    for words in ("I rang the works.", "I found the leak.", "Ring twice.", "Thank you.", "We mended it.", "A tank."):
        assert words in everything
    assert "None" not in everything
    assert queued >= TOLD


def test_a_report_for_a_whole_team_is_mailed_to_each_with_the_reason(sqlite_workplace: Workplace, clock: Clock) -> None:
    clock.pass_by(minutes=1)
    publish(sqlite_workplace, without_shifts(small_library()))
    reported(sqlite_workplace)
    box = Postbox()
    send_due_notices(sqlite_workplace, box)
    for person in ("mira@", "tom@"):
        assert "so all of you have it" in " ".join(text_of(box.to(person)[0]).split())


def test_what_a_person_wrote_comes_in_their_name_and_what_we_wrote_says_so(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    answer(sqlite_workplace, report.id, "mira", filling(), "I look at it.")
    box = Postbox()
    send_due_notices(sqlite_workplace, box)
    received, answered = box.to(ADA.address)
    assert (received["Auto-Submitted"], answered["Auto-Submitted"]) == ("auto-generated", None)
    assert "Mira at Riverside Water" in str(answered["From"])
    assert received["References"] == answered["References"]
    assert received["Subject"] == answered["Subject"]


def test_what_is_one_persons_own_goes_to_them_and_what_is_for_the_team_to_its_chat(sqlite_workplace: Workplace) -> None:
    class Chat(Postbox):
        def send(self, mail: EmailMessage, recipient_kind: str) -> None:
            if recipient_kind == "responder":
                super().send(mail, recipient_kind)

    ask_for_training(sqlite_workplace, "mira", filling(), "How are valves tested?")
    with sqlite_workplace.store.writing() as conn:
        facts = {"team": "lines", "loads": {"mira": 12}}
        notify_people(conn, sqlite_workplace, "team_full", ["ruth"], facts, cause="full")
    chat = Chat()
    assert send_due_notices(sqlite_workplace, chat) == 2
    assert [str(mail["To"]) for mail in chat.sent if "valves" in text_of(mail)] == []
    assert len(chat.sent) == 1


def test_a_notice_of_a_report_that_is_no_longer_kept_is_given_up_quietly(sqlite_workplace: Workplace) -> None:
    now = sqlite_workplace.now()
    with sqlite_workplace.store.writing() as conn:
        queue(conn, NewNotice("orphan", "assigned", "responder", "<orphan@example.org>", now, recipient="mira"))
        conn.execute(delete(reports))
    box = Postbox()
    send_due_notices(sqlite_workplace, box)
    assert (box.sent, states(sqlite_workplace)) == ([], ["failed"])


def test_what_was_handed_over_as_the_database_went_away_is_not_sent_again(
    sqlite_workplace: Workplace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process knows what it has handed over, and marks it first when the database is back."""
    reported(sqlite_workplace, contact=NO_CONTACT)
    box, handed_over = Postbox(), HandedOver()

    def away(*_: object) -> bool:
        raise StoreUnavailable("The database is away.")

    with monkeypatch.context() as outage:
        outage.setattr("portal.store.outbox.mark_sent", away)
        with pytest.raises(StoreUnavailable):
            send_due_notices(sqlite_workplace, box, handed_over)
    assert (len(box.sent), states(sqlite_workplace)) == (1, ["queued"])
    clock.pass_by(hours=1)
    assert send_due_notices(sqlite_workplace, box, handed_over) == 0
    assert (len(box.sent), states(sqlite_workplace)) == (1, ["sent"])
