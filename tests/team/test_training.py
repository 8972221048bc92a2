"""Who is trained until when, and when nobody there is."""

from datetime import UTC, date, datetime, timedelta

from portal.team.roster import Person, Roster, Shift, Team
from portal.team.training import RunningOut, SkillGap, current_for, running_out, skill_gaps, skills_of

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
EARLY = Shift(("mon",), "08:00", "16:00")
LATE = Shift(("mon",), "14:00", "22:00")


def roster(**skills: dict[str, date | None]) -> Roster:
    shifts = {"mira": (EARLY,), "tom": (LATE,)}
    people = {
        key: Person(key, key.title(), f"{key}@example.org", ("lines",), found, shifts[key])
        for key, found in skills.items()
    }
    return Roster("Europe/London", {"lines": Team("lines", "the lines desk")}, people)


def test_nobody_with_a_skill_on_shift_while_others_are_is_a_gap() -> None:
    found = skill_gaps(roster(mira={"valves": None}, tom={}), "valves", NOW, 7)
    assert found == [SkillGap(datetime(2026, 11, 23, 16, tzinfo=UTC), datetime(2026, 11, 23, 22, tzinfo=UTC), "valves")]


def test_training_that_has_ended_covers_nothing() -> None:
    ended = roster(mira={"valves": MONDAY - timedelta(days=1)}, tom={})
    (gap,) = skill_gaps(ended, "valves", NOW, 7)
    assert (gap.start.hour, gap.end.hour) == (8, 22)
    last_day = roster(mira={"valves": MONDAY}, tom={"valves": None})
    assert skill_gaps(last_day, "valves", NOW, 7) == []


def test_when_nobody_works_at_all_no_skill_is_missing() -> None:
    tuesday = NOW + timedelta(days=1)
    assert skill_gaps(roster(mira={}, tom={}), "valves", tuesday, 5) == []


def test_what_has_begun_counts_from_now() -> None:
    nine = NOW.replace(hour=9)
    (gap,) = skill_gaps(roster(mira={}, tom={"valves": None}), "valves", nine, 1)
    assert (gap.start, gap.end.hour) == (nine, 14)


def test_what_runs_out_is_told_sixty_days_ahead_the_earliest_first() -> None:
    skills = {"soon": MONDAY + timedelta(days=60), "later": MONDAY + timedelta(days=61), "never": None}
    people = roster(mira=skills, tom={"gone": MONDAY - timedelta(days=3)}).responders.values()
    assert running_out(people, MONDAY) == [
        RunningOut(MONDAY - timedelta(days=3), "tom", "gone"),
        RunningOut(MONDAY + timedelta(days=60), "mira", "soon"),
    ]


def test_training_is_current_to_the_end_of_its_last_day() -> None:
    found = roster(mira={"valves": MONDAY}, tom={"valves": MONDAY - timedelta(days=1)})
    assert [person.key for person in current_for(found, "valves", MONDAY)] == ["mira"]
    assert skills_of(found) == ("valves",)
