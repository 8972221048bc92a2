"""Whoever has a report open sees who else has, since when, and that they write; never what."""

from portal.acts.drafts import keep_draft
from portal.acts.viewing import Other, forget_viewers, note_viewing, others_viewing
from portal.acts.workplace import Workplace
from tests.workplaces import NOON, Clock, filling, reported, rows


def test_the_other_is_seen_since_they_came_and_is_gone_after_a_minute(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    for _ in range(4):
        note_viewing(workplace, report.id, "tom")
        clock.pass_by(seconds=30)
    assert others_viewing(workplace, report.id, "mira") == [Other("tom", NOON, None)]
    assert others_viewing(workplace, report.id, "tom") == []
    clock.pass_by(seconds=30)
    assert others_viewing(workplace, report.id, "mira") == []


def test_that_they_write_is_known_from_what_they_kept_just_now(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    keep_draft(workplace, report.id, "tom", "answer", filling(), {"words": "I dig."})
    assert others_viewing(workplace, report.id, "mira") == []
    note_viewing(workplace, report.id, "tom")
    assert others_viewing(workplace, report.id, "mira") == [Other("tom", NOON, "answer")]
    clock.pass_by(seconds=59)
    note_viewing(workplace, report.id, "tom")
    clock.pass_by(seconds=1)
    assert others_viewing(workplace, report.id, "mira") == [Other("tom", NOON, None)]


def test_somebody_who_stays_is_written_down_once_in_twenty_seconds(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    note_viewing(workplace, report.id, "tom")
    before = rows(workplace.store)
    clock.pass_by(seconds=19)
    note_viewing(workplace, report.id, "tom")
    assert rows(workplace.store) == before
    clock.pass_by(seconds=1)
    note_viewing(workplace, report.id, "tom")
    assert rows(workplace.store) != before


def test_who_left_is_forgotten(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    note_viewing(workplace, report.id, "tom")
    clock.pass_by(seconds=61)
    note_viewing(workplace, report.id, "mira")
    assert forget_viewers(workplace) == 1
    assert [row.person for row in rows(workplace.store)["viewers"]] == ["mira"]
