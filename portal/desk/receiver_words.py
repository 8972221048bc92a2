"""When somebody who is given a report is there, so that nobody hands one to an empty chair unawares."""

from datetime import datetime
from zoneinfo import ZoneInfo

from portal.acts.workplace import Workplace
from portal.promises.clocks import State
from portal.promises.spoken import spoken_time
from portal.store import clocks, reports
from portal.team.roster import Person, Roster, next_shift_starts_at, on_shift


def there_from(roster: Roster, person: Person, now: datetime) -> str:
    """`from 13:30 today`; empty for somebody on shift."""
    if on_shift(person, roster.time_zone, now):
        return ""
    starts_at = next_shift_starts_at(person, roster.time_zone, now)
    return f"from {spoken_time(starts_at, now, roster.time_zone)}" if starts_at else "no shift in the coming week"


def name_and_when(roster: Roster, person: Person, now: datetime) -> str:
    """`Ffion, from 13:30 today`; the name alone of somebody on shift."""
    return ", ".join(part for part in (person.name, there_from(roster, person, now)) if part)


def skill_and_when(roster: Roster, skill: str, now: datetime) -> str:
    """`valves`, and where nobody trained for it is on shift `valves (Ffion, from 13:30 today)`: who comes first."""
    today = now.astimezone(ZoneInfo(roster.time_zone)).date()
    trained = [person for _, person in sorted(roster.responders.items()) if person.is_trained_for(skill, today)]
    if any(on_shift(person, roster.time_zone, now) for person in trained):
        return skill
    starts = {person.key: next_shift_starts_at(person, roster.time_zone, now) for person in trained}
    first = min(
        (person for person in trained if starts[person.key]), key=lambda each: starts[each.key] or now, default=None
    )
    return f"{skill} ({name_and_when(roster, first, now) if first else 'nobody is there in the coming week'})"


def too_late_to_keep(workplace: Workplace, report_id: int) -> str:
    """What to know where the next promise falls due before its new owner is there; else empty."""
    roster, now = workplace.roster(), workplace.now()
    with workplace.store.reading() as conn:
        report = reports.report_by_id(conn, report_id)
        running = [clock.due_at for clock in clocks.clocks_of(conn, report_id) if clock.state == State.RUNNING]
    owner = roster.responders.get(report.owner or "") if report else None
    due_at = min((each for each in running if each > now), default=None)
    if owner is None or due_at is None or on_shift(owner, roster.time_zone, now):
        return ""
    starts_at = next_shift_starts_at(owner, roster.time_zone, now)
    if starts_at is not None and starts_at <= due_at:
        return ""
    due = spoken_time(due_at, now, roster.time_zone).removesuffix(" today")
    return (
        f"The next promise falls due at {due}, before {owner.name} is there ({there_from(roster, owner, now)}). "
        "Hand it to the team instead, and whoever is on shift has it."
    )
