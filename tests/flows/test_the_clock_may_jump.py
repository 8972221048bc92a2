"""Nothing is lost when the clock jumps: a day forward, a day back, or an hour as summer time begins and ends.

Every report that was taken is there with its promises as published, every mail comes once, no timeline runs backward.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from portal.acts.customer_writes import customer_writes
from portal.acts.try_something import Effort, try_something
from portal.acts.verify_store import Looked, verify_store
from portal.acts.workplace import Workplace
from portal.notices.carriers.folder import FolderCarrier
from portal.reports.timeline import Kind
from portal.upkeep.deliver import deliver_round
from portal.upkeep.pace import Pace
from tests.flows.mails import in_folder, text_of
from tests.workplaces import Clock, clocks_on, filling, kinds, reported, sqlite_workplace, workplace

__all__ = ["sqlite_workplace", "workplace"]

# Europe/London: 01:00 UTC on the last Sundays of March and October.
SPRING = datetime(2027, 3, 28, 1, 0, tzinfo=UTC)
AUTUMN = datetime(2027, 10, 31, 1, 0, tzinfo=UTC)


def _round(workplace: Workplace, pace: Pace) -> None:
    while deliver_round(workplace, FolderCarrier(workplace.settings.mail_dir), pace):
        pass


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1), timedelta(hours=-1)])
def test_a_clock_that_jumps_loses_nothing_and_says_nothing_twice(
    workplace: Workplace, clock: Clock, jump: timedelta
) -> None:
    pace, found = Pace(), [reported(workplace)]
    _round(workplace, pace)
    try_something(workplace, found[0].id, "mira", filling(), Effort("I rang.", next_step="I go."))
    clock.now += jump
    found.append(reported(workplace))
    customer_writes(workplace, found[0].id, filling(), "Thank you.")
    _round(workplace, pace)
    clock.now -= jump
    found.append(reported(workplace))
    # Mails to one person are gathered, and what a clock that ran ahead has put off is not waited for.
    for _ in range(4):
        clock.now += timedelta(minutes=61)
        _round(workplace, pace)

    assert list(verify_store(workplace, Looked())) == []
    assert all(kinds(workplace, report)[:2] == [Kind.RECEIVED, Kind.ROUTED] for report in found)
    assert kinds(workplace, found[0]).count(Kind.CUSTOMER_WROTE) == 1
    came = [mail for mail in in_folder(workplace.settings.mail_dir) if str(mail["Subject"]).startswith("[")]
    assert max(Counter(str(mail["Message-ID"]) for mail in came).values()) == 1
    assert max(Counter((str(mail["To"]), text_of(mail)) for mail in came).values()) == 1
    told = {(str(mail["To"]).partition("@")[2], str(mail["Subject"]).partition("]")[0][1:]) for mail in came}
    assert told >= {(whose, each.reference) for each in found for whose in ("example.org", "riverside.example")}


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_a_report_on_either_side_of_the_change_has_its_whole_time(
    sqlite_workplace: Workplace, clock: Clock, change: datetime
) -> None:
    """At night on a Sunday: four working hours end on Monday at noon, local time; three days go by the wall clock."""
    found = []
    for minutes in (-61, -1, 0, 1, 61):
        clock.now = change + timedelta(minutes=minutes)
        found.append((clock.now, reported(sqlite_workplace)))
        _round(sqlite_workplace, Pace())
    offset = timedelta(hours=1) if change == SPRING else timedelta()
    for received_at, report in found:
        clocks = clocks_on(sqlite_workplace, report)
        assert clocks["first_response"].due_at == datetime(change.year, change.month, change.day, 12, tzinfo=UTC) + (
            timedelta(days=1) - offset
        )
        crossed = timedelta(0) if received_at >= change else (timedelta(hours=-1) if offset else timedelta(hours=1))
        assert clocks["resolution"].due_at == received_at + timedelta(days=3) + crossed
    assert list(verify_store(sqlite_workplace, Looked())) == []
