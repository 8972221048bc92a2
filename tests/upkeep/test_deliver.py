"""A round of delivery does all that is due, each timed duty once, and carries on after what fails."""

import io
import threading
from email.message import EmailMessage
from typing import Any

import pytest

from portal.acts import uploads
from portal.acts.drafts import keep_draft
from portal.acts.viewing import note_viewing
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused, StoreUnavailable
from portal.notices.carriers.folder import FolderCarrier
from portal.store import cause_sayings, rate_counters
from portal.upkeep.deliver import deliver_round, deliver_until
from portal.upkeep.pace import Pace
from tests.workplaces import Clock, reported, rows


def carrier(workplace: Workplace) -> FolderCarrier:
    return FolderCarrier(workplace.settings.mail_dir)


def mails(workplace: Workplace) -> int:
    return len(list(workplace.settings.mail_dir.glob("*.eml")))


def test_a_round_sends_what_is_due_and_says_how_many(sqlite_workplace: Workplace) -> None:
    reported(sqlite_workplace)
    assert deliver_round(sqlite_workplace, carrier(sqlite_workplace)) == 2
    assert deliver_round(sqlite_workplace, carrier(sqlite_workplace)) == 0
    assert mails(sqlite_workplace) == 2


def test_what_was_staged_and_never_sent_is_discarded_within_the_hour(sqlite_workplace: Workplace, clock: Clock) -> None:
    attachment = uploads.stage(sqlite_workplace, "notes.txt", io.BytesIO(b"words"))
    file = uploads.path_of(sqlite_workplace.settings, attachment)
    deliver_round(sqlite_workplace, carrier(sqlite_workplace))
    clock.pass_by(hours=24)
    deliver_round(sqlite_workplace, carrier(sqlite_workplace))
    assert file.exists()
    clock.pass_by(hours=2)
    deliver_round(sqlite_workplace, carrier(sqlite_workplace))
    assert not file.exists()


def test_who_visited_is_forgotten_after_a_day(sqlite_workplace: Workplace, clock: Clock) -> None:
    with sqlite_workplace.store.writing() as conn:
        rate_counters.count(conn, "visitor", clock.now, 60)
    clock.pass_by(hours=26)
    deliver_round(sqlite_workplace, carrier(sqlite_workplace))
    with sqlite_workplace.store.writing() as conn:
        assert rate_counters.discard_before(conn, clock.now) == 0


def test_a_draft_is_forgotten_after_thirty_days_and_who_had_a_report_open_after_an_hour(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    report = reported(sqlite_workplace)
    keep_draft(sqlite_workplace, report.id, "mira", "answer", "a filling", {"words": "I dig."})
    note_viewing(sqlite_workplace, report.id, "mira")
    clock.pass_by(hours=1)
    deliver_round(sqlite_workplace, carrier(sqlite_workplace))
    kept = rows(sqlite_workplace.store)
    assert (len(kept["drafts"]), len(kept["viewers"])) == (1, 0)
    clock.pass_by(days=30)
    deliver_round(sqlite_workplace, carrier(sqlite_workplace))
    assert rows(sqlite_workplace.store)["drafts"] == []


def test_a_timed_duty_is_done_once_an_hour_however_many_ask(sqlite_workplace: Workplace, clock: Clock) -> None:
    def hourly() -> list[Any]:
        return [row for row in rows(sqlite_workplace.store)["duties"] if row.key.startswith("discard")]

    for _ in range(3):
        deliver_round(sqlite_workplace, carrier(sqlite_workplace))
    assert len(hourly()) == 1
    clock.pass_by(hours=1)
    deliver_round(sqlite_workplace, carrier(sqlite_workplace))
    assert len(hourly()) == 2


def test_a_duty_at_fault_keeps_no_mail_back_and_is_logged_once_a_minute(
    sqlite_workplace: Workplace, clock: Clock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(conn: object, limit: int) -> list[int]:
        raise MoveRefused("A row that nobody thought of.")

    monkeypatch.setattr(cause_sayings, "causes_with_unfinished", cannot)
    reported(sqlite_workplace)
    pace, box = Pace(), carrier(sqlite_workplace)
    assert deliver_round(sqlite_workplace, box, pace) == 2
    deliver_round(sqlite_workplace, box, pace)
    assert caplog.text.count("carry_on failed") == 1
    assert "A row that nobody thought of." in caplog.text
    clock.pass_by(minutes=1)
    deliver_round(sqlite_workplace, box, pace)
    assert caplog.text.count("carry_on failed") == 2


def test_without_the_database_the_round_ends(sqlite_workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(conn: object, limit: int) -> list[int]:
        raise StoreUnavailable("away")

    monkeypatch.setattr(cause_sayings, "causes_with_unfinished", cannot)
    with pytest.raises(StoreUnavailable):
        deliver_round(sqlite_workplace, carrier(sqlite_workplace))


@pytest.mark.parametrize("failure", [StoreUnavailable("away"), RuntimeError("ours")])
def test_a_round_that_fails_is_followed_by_another(sqlite_workplace: Workplace, failure: Exception) -> None:
    reported(sqlite_workplace)
    stop = threading.Event()

    class FailsFirst(FolderCarrier):
        rounds = 0

        def close(self) -> None:
            type(self).rounds += 1
            if self.rounds == 1:
                raise failure
            stop.set()

        def send(self, mail: EmailMessage, recipient_kind: Any) -> None:
            super().send(mail, recipient_kind)

    quick = sqlite_workplace.settings.model_copy(update={"deliver_poll_s": 0.01})
    object.__setattr__(sqlite_workplace, "settings", quick)
    working = threading.Thread(
        target=deliver_until, args=(stop, sqlite_workplace, FailsFirst(sqlite_workplace.settings.mail_dir))
    )
    working.start()
    working.join(timeout=20)
    assert not working.is_alive()
    assert mails(sqlite_workplace) == 2


def test_a_site_that_cannot_be_published_keeps_no_mail_back_and_is_logged_once_a_minute(
    sqlite_workplace: Workplace, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """As where its disk is full. Round follows round as if nothing were."""
    sqlite_workplace.settings.published_file.mkdir()
    pace, box = Pace(), carrier(sqlite_workplace)
    for round_number in range(3):
        reported(sqlite_workplace)
        assert deliver_round(sqlite_workplace, box, pace) == 2, round_number
    assert caplog.text.count("publish_figures failed; it is tried again in a minute") == 1
    sqlite_workplace.settings.published_file.rmdir()
    clock.pass_by(minutes=1)
    deliver_round(sqlite_workplace, box, pace)
    assert sqlite_workplace.settings.published_file.is_file()
