"""Several entries that wait for one customer go as one mail, each is in exactly one, and none is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.message import EmailMessage

import pytest

from portal.acts.answer import answer
from portal.acts.mute import send_mails_again, stop_mails
from portal.acts.send_link_again import send_customer_link_again
from portal.acts.send_notices import send_due_notices
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure, TemporaryFailure
from portal.reports.report import Report
from portal.reports.timeline import Kind
from portal.store import gathering
from portal.store.tables import notices
from tests.acts.test_send_notices import Postbox, text_of
from tests.workplaces import ADA, Clock, reported, rows, story
from tests.workplaces import filling as new_filling


def begun(workplace: Workplace) -> Report:
    """A report whose first mails have gone."""
    report = reported(workplace)
    send_due_notices(workplace, Postbox())
    return report


def says(workplace: Workplace, report: Report, words: str) -> None:
    answer(workplace, report.id, "mira", new_filling(), words)


def may_wait(workplace: Workplace, report: Report, words: str) -> None:
    """Something that may wait for what comes next."""
    says(workplace, report, words)
    with workplace.store.writing() as conn:
        changed = notices.update().where(notices.c.message == "answered", notices.c.state == "queued")
        conn.execute(changed.values(message="effort_logged", facts={}))


def sent(workplace: Workplace, box: Postbox | None = None) -> list[str]:
    """The text of every mail that the customer gets now."""
    box = box or Postbox()
    while send_due_notices(workplace, box):
        pass
    return [text_of(mail) for mail in box.to(ADA.address)]


def states(workplace: Workplace) -> dict[str, int]:
    found = [row.state for row in rows(workplace.store)["notices"] if row.recipient_kind == "customer"]
    return {state: found.count(state) for state in sorted(set(found))}


def test_one_entry_is_the_mail_that_it_always_was(workplace: Workplace) -> None:
    report = begun(workplace)
    says(workplace, report, "I found the leak.")
    [mail] = sent(workplace)
    assert "Mira at the lines desk has written to you about your report." in " ".join(mail.split())
    assert "since our last mail" not in mail


def test_what_waits_together_is_one_mail_with_all_of_it_in_order(workplace: Workplace) -> None:
    report = begun(workplace)
    for words in ("First I look.", "Then I dig.", "Now it runs."):
        says(workplace, report, words)
    [mail] = sent(workplace)
    assert "three things have happened on your report" in " ".join(mail.split())
    assert mail.index("First I look.") < mail.index("Then I dig.") < mail.index("Now it runs.")
    assert states(workplace) == {"sent": 4}
    assert sent(workplace) == []


def test_a_mail_of_several_can_be_stopped_and_replied_to_and_stays_in_its_thread(sqlite_workplace: Workplace) -> None:
    report = begun(sqlite_workplace)
    says(sqlite_workplace, report, "First I look.")
    says(sqlite_workplace, report, "Then I dig.")
    box = Postbox()
    send_due_notices(sqlite_workplace, box)
    [mail] = box.to(ADA.address)
    assert "List-Unsubscribe" in mail
    assert mail["Auto-Submitted"] is None
    assert "Mira at Riverside Water" in str(mail["From"])
    assert report.reference in str(mail["Subject"])
    assert text_of(mail).count("http") == 1


def test_reports_of_one_customer_are_not_mixed(sqlite_workplace: Workplace) -> None:
    first, second = begun(sqlite_workplace), begun(sqlite_workplace)
    says(sqlite_workplace, first, "About the tap.")
    says(sqlite_workplace, second, "About the bill.")
    assert len(sent(sqlite_workplace)) == 2


def test_what_may_wait_comes_ten_minutes_after_the_last_mail_and_holds_what_came_since(
    workplace: Workplace, clock: Clock
) -> None:
    report = begun(workplace)
    may_wait(workplace, report, "one")
    assert len(sent(workplace)) == 1
    for _ in range(2):
        clock.pass_by(minutes=3)
        may_wait(workplace, report, "more")
        assert sent(workplace) == []
    clock.pass_by(minutes=4)
    [mail] = sent(workplace)
    assert "two things have happened" in " ".join(mail.split())


def test_an_answer_goes_at_once_and_takes_along_what_waits(workplace: Workplace, clock: Clock) -> None:
    report = begun(workplace)
    may_wait(workplace, report, "one")
    sent(workplace)
    clock.pass_by(minutes=1)
    may_wait(workplace, report, "two")
    assert sent(workplace) == []
    says(workplace, report, "It runs again.")
    [mail] = sent(workplace)
    assert "two things have happened" in " ".join(mail.split())
    assert "It runs again." in mail
    clock.pass_by(minutes=20)
    assert sent(workplace) == []


def test_what_waits_uses_up_no_attempt(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = begun(sqlite_workplace)
    may_wait(sqlite_workplace, report, "one")
    sent(sqlite_workplace)
    may_wait(sqlite_workplace, report, "two")
    sent(sqlite_workplace)
    (waiting,) = [row for row in rows(sqlite_workplace.store)["notices"] if row.state == "queued"]
    assert (waiting.attempts, waiting.lease, waiting.due_at) == (0, None, clock.now + timedelta(minutes=10))


class Dies(Postbox):
    """Takes the mail, and the process dies before it can say so."""

    def send(self, mail: EmailMessage, recipient_kind: str) -> None:
        super().send(mail, recipient_kind)
        if ADA.address in str(mail["To"]):
            raise KeyboardInterrupt


def test_after_a_crash_the_same_mail_goes_again_and_what_came_since_goes_in_another(
    workplace: Workplace, clock: Clock
) -> None:
    report = begun(workplace)
    says(workplace, report, "First I look.")
    says(workplace, report, "Then I dig.")
    first = Dies()
    with pytest.raises(KeyboardInterrupt):
        send_due_notices(workplace, first)
    says(workplace, report, "Now it runs.")
    clock.pass_by(minutes=6)
    second = Postbox()
    sent(workplace, second)
    repeat, news = second.to(ADA.address)
    assert repeat["Message-ID"] == first.sent[-1]["Message-ID"]
    assert repeat.as_bytes() == first.sent[-1].as_bytes()
    assert "Now it runs." in text_of(news)
    assert "I dig" not in text_of(news)
    assert states(workplace) == {"sent": 4}


def test_a_crash_before_anything_was_handed_over_loses_nothing(workplace: Workplace, clock: Clock) -> None:
    class Absent(Postbox):
        def send(self, mail: EmailMessage, recipient_kind: str) -> None:
            raise KeyboardInterrupt

    report = begun(workplace)
    says(workplace, report, "First I look.")
    says(workplace, report, "Then I dig.")
    with pytest.raises(KeyboardInterrupt):
        send_due_notices(workplace, Absent())
    clock.pass_by(minutes=6)
    [mail] = sent(workplace)
    assert "I look" in mail
    assert "I dig" in mail


class Breaks(Postbox):
    """The server takes the mail, and the connection breaks before its answer comes."""

    def send(self, mail: EmailMessage, recipient_kind: str) -> None:
        super().send(mail, recipient_kind)
        raise TemporaryFailure("The connection to the mail server broke.")


def test_what_was_tried_goes_again_as_it_was_and_what_came_since_in_another_mail(
    workplace: Workplace, clock: Clock
) -> None:
    report, first = begun(workplace), Breaks()
    for words in ("First I look.", "Then I dig."):
        says(workplace, report, words)
    send_due_notices(workplace, first)
    clock.pass_by(minutes=1)
    for words in ("Now it runs.", "It still runs."):
        says(workplace, report, words)
    clock.pass_by(hours=1)
    box = Postbox()
    sent(workplace, box)
    repeat, news = box.to(ADA.address)
    assert repeat.as_bytes() == first.to(ADA.address)[0].as_bytes()
    assert "two things have happened" in " ".join(text_of(news).split())
    assert "I dig" not in text_of(news)
    assert states(workplace) == {"sent": 5}


def test_a_mail_that_is_given_up_is_given_up_with_all_that_is_in_it(sqlite_workplace: Workplace) -> None:
    report = begun(sqlite_workplace)
    says(sqlite_workplace, report, "First I look.")
    says(sqlite_workplace, report, "Then I dig.")
    sent(sqlite_workplace, Postbox(PermanentFailure("No such mailbox."), ADA.address))
    assert states(sqlite_workplace) == {"failed": 2, "sent": 1}
    (failed,) = [entry for entry in story(sqlite_workplace, report) if entry.kind is Kind.NOTICE_FAILED]
    assert (failed.facts["message"], failed.facts["also"]) == ("answered", ["answered"])


def test_four_processes_put_each_entry_into_exactly_one_mail(workplace: Workplace) -> None:
    many = [begun(workplace) for _ in range(6)]
    for report in many:
        for number in range(3):
            says(workplace, report, f"Word {report.reference} {number}.")
    boxes = [Postbox() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda box: sent(workplace, box), boxes))
    everything = "\n".join(text_of(mail) for box in boxes for mail in box.to(ADA.address))
    for report in many:
        for number in range(3):
            assert everything.count(f"Word {report.reference} {number}.") == 1
    assert states(workplace) == {"sent": 24}


def test_more_mails_than_a_person_would_get_become_fewer_and_none_is_lost(workplace: Workplace, clock: Clock) -> None:
    report, box = begun(workplace), Postbox()
    for number in range(40):
        says(workplace, report, f"Word {number}.")
        send_due_notices(workplace, box)
        clock.pass_by(seconds=10)
    assert len(box.to(ADA.address)) < 12
    clock.pass_by(hours=1)
    sent(workplace, box)
    everything = "\n".join(text_of(mail) for mail in box.to(ADA.address))
    assert all(everything.count(f"Word {number}.") == 1 for number in range(40))


def test_what_waited_when_the_mails_were_stopped_is_not_sent_and_is_counted(workplace: Workplace) -> None:
    report = begun(workplace)
    says(workplace, report, "First I look.")
    says(workplace, report, "Then I dig.")
    stop_mails(workplace, report.id)
    assert sent(workplace) == []
    assert states(workplace) == {"sent": 1, "unwanted": 2}
    with workplace.store.reading() as conn:
        assert gathering.count_unwanted(conn, report.id) == 2
    send_mails_again(workplace, report.id)
    says(workplace, report, "Now it runs.")
    [mail] = sent(workplace)
    assert "I dig" not in mail


def test_what_was_queued_beside_the_stop_is_found_when_it_would_be_sent(sqlite_workplace: Workplace) -> None:
    report = begun(sqlite_workplace)
    stop_mails(sqlite_workplace, report.id)
    with sqlite_workplace.store.writing() as conn:
        conn.execute(notices.update().values(state="queued", message="answered", sent_at=None))
    assert sent(sqlite_workplace) == []
    assert states(sqlite_workplace) == {"unwanted": 1}


def test_what_is_asked_for_comes_although_the_mails_were_stopped(sqlite_workplace: Workplace) -> None:
    report = begun(sqlite_workplace)
    stop_mails(sqlite_workplace, report.id)
    send_customer_link_again(sqlite_workplace, report.reference, ADA.address)
    assert len(sent(sqlite_workplace)) == 1


def test_a_message_at_fault_does_not_keep_the_others_of_its_mail_back(sqlite_workplace: Workplace) -> None:
    report = begun(sqlite_workplace)
    says(sqlite_workplace, report, "First I look.")
    with sqlite_workplace.store.writing() as conn:
        # A reminder of a wait that nobody has begun.
        broken = notices.update().where(notices.c.message == "answered")
        conn.execute(broken.values(message="waiting_reminder", entry_id=None))
    says(sqlite_workplace, report, "Then I dig.")
    [mail] = sent(sqlite_workplace)
    assert "I dig" in mail
    assert "stands on your report's page" in " ".join(mail.split())
