"""What the check page says is what then happens, and asking changes nothing."""

import pytest

from portal.acts.look_ahead import look_ahead
from portal.acts.workplace import Workplace
from portal.intake.check_words import check_words
from tests.workplaces import Clock, clocks_on, reported, rows


@pytest.mark.parametrize("hour", [0, 7, 12, 17, 22])
@pytest.mark.parametrize("topic", ["no-water", "wrong-bill", "something-else"])
def test_the_report_gets_whom_and_what_was_announced(
    sqlite_workplace: Workplace, clock: Clock, topic: str, hour: int
) -> None:
    clock.now = clock.now.replace(hour=hour, minute=30)
    before = rows(sqlite_workplace.store)
    ahead = look_ahead(sqlite_workplace, topic, "urgent", "The tap is dry.")
    assert rows(sqlite_workplace.store) == before
    report = reported(sqlite_workplace, topic=topic)
    assert (ahead.route.owner, ahead.route.team, ahead.release) == (report.owner, report.team, report.release_hash)
    announced = {promised.commitment.indicator: promised.due_at for promised in ahead.promises}
    assert announced == {name: stored.due_at for name, stored in clocks_on(sqlite_workplace, report).items()}


def test_who_is_there_is_said_by_name(sqlite_workplace: Workplace, clock: Clock) -> None:
    assert look_ahead(sqlite_workplace, "no-water", "urgent", "x").people == ("Mira", "Tom")
    clock.pass_by(hours=5)
    assert look_ahead(sqlite_workplace, "no-water", "urgent", "x").people == ("Tom",)
    clock.pass_by(hours=2)
    assert look_ahead(sqlite_workplace, "no-water", "urgent", "x").people == ()


def test_only_what_readers_see_now_is_shown_as_known(sqlite_workplace: Workplace) -> None:
    [match] = look_ahead(sqlite_workplace, "no-water", "urgent", "There is brown water.").limitations
    assert match.limitation.slug == "brown-water"
    assert look_ahead(sqlite_workplace, "no-water", "urgent", "Dry.").limitations == ()


def test_nobody_is_named_whose_day_ends_before_the_answer_is_due(sqlite_workplace: Workplace, clock: Clock) -> None:
    """At 13:00 it is due at 17:00, when Mira has gone home."""
    assert look_ahead(sqlite_workplace, "no-water", "urgent", "x").answering == ("Mira", "Tom")
    clock.pass_by(hours=1)
    ahead = look_ahead(sqlite_workplace, "no-water", "urgent", "x")
    assert (ahead.owner, ahead.answering) == ("Mira", ("Tom",))
    assert check_words(ahead, sqlite_workplace.library).answer_by == "Tom answers by 17:00 today."
    # At 14:30 it is due at 8:30 tomorrow: Mira is there then, Tom is not.
    clock.pass_by(hours=1, minutes=30)
    assert look_ahead(sqlite_workplace, "no-water", "urgent", "x").answering == ("Mira",)
