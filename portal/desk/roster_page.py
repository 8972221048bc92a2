"""What the roster's page shows: a week, day by day, who is on when and rests when, what is free, what is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from portal import paths
from portal.acts.weeks_ahead import gaps_of
from portal.acts.workplace import Workplace
from portal.desk.roster_asked import Press, RequestShown, button_form, name_of, requests_shown
from portal.desk.roster_forms import CoverForm
from portal.promises.spoken import spoken_date
from portal.store import roster_requests
from portal.team.free_shifts import free_shifts
from portal.team.planned_shifts import PlannedShift
from portal.team.roster import Person, Roster, planned_shifts
from portal.team.roster_quality import Gap
from portal.team.shift_words import spoken_breaks, spoken_hours, spoken_span

DAYS_OF_MINE = 8


@dataclass(frozen=True, slots=True)
class ShiftShown:
    """A line of the week. `note` says whose shift it was; `press` takes one that is free."""

    hours: str
    who: str
    teams: str
    breaks: str
    note: str = ""
    is_mine: bool = False
    is_free: bool = False
    press: Press | None = None


@dataclass(frozen=True, slots=True)
class DayShown:
    title: str
    is_today: bool
    shifts: tuple[ShiftShown, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RosterPage:
    title: str
    days: tuple[DayShown, ...]
    mine: tuple[tuple[str, str], ...]
    requests: tuple[RequestShown, ...]
    earlier: str | None
    later: str
    is_lead: bool
    is_responder: bool


def roster_page(workplace: Workplace, person: Person, monday: date) -> RosterPage:
    """The week that begins on `monday`, from today on. Raises StoreUnavailable."""
    roster, now = workplace.roster(), workplace.now()
    today = workplace.local_day(now)
    this_week = today - timedelta(days=today.weekday())
    with workplace.store.reading() as conn:
        asked = roster_requests.requests_since(conn, now)
    gaps = gaps_of(workplace, monday, 7)
    days = (monday + timedelta(days=number) for number in range(7))
    noon = datetime.combine(monday, datetime.min.time(), ZoneInfo(roster.time_zone)) + timedelta(hours=12)
    return RosterPage(
        title=f"The week of {spoken_date(noon, roster.time_zone)}",
        days=tuple(_day(workplace, person, day, gaps) for day in days if day >= today),
        mine=tuple(_mine(roster, person, today, now)),
        requests=tuple(requests_shown(workplace, person, asked)),
        earlier=_week(monday - timedelta(days=7)) if monday > this_week else None,
        later=_week(monday + timedelta(days=7)),
        is_lead=person.key in roster.leads,
        is_responder=person.key in roster.responders,
    )


def _week(monday: date) -> str:
    return f"{paths.DESK_ROSTER}?week={monday.isoformat()}"


def coming_shifts(roster: Roster, today: date, now: datetime, days: int) -> Iterator[tuple[str, PlannedShift]]:
    """Everybody's shifts that have not begun, by key, the earliest first."""
    zone = ZoneInfo(roster.time_zone)
    found = [
        (shift, person.key)
        for person in roster.people.values()
        for shift in planned_shifts(person, zone, today, days)
        if shift.start > now
    ]
    return ((key, shift) for shift, key in sorted(found))


def free_shift_address(person: str, start: datetime) -> str:
    return f"{paths.DESK_ROSTER}/free/{person}/{start.astimezone(UTC):%Y%m%dT%H%MZ}"


def _mine(roster: Roster, person: Person, today: date, now: datetime) -> Iterator[tuple[str, str]]:
    """My shifts of the coming weeks with their breaks, the one under way among them."""
    zone = ZoneInfo(roster.time_zone)
    first = today - timedelta(days=1)
    for shift in planned_shifts(person, zone, first, DAYS_OF_MINE + 1):
        if shift.end > now:
            breaks = spoken_breaks(shift, roster.time_zone)
            instead = f", instead of {name_of(roster, shift.instead_of)}" if shift.instead_of else ""
            when = spoken_span(shift.start, shift.end, roster.time_zone) + instead
            yield when, f"Breaks {breaks}" if breaks else "No breaks planned"


def _day(workplace: Workplace, me: Person, day: date, gaps: Iterable[Gap]) -> DayShown:
    roster, now = workplace.roster(), workplace.now()
    zone = ZoneInfo(roster.time_zone)
    lines = [
        (shift.start, person.name, _worked(roster, person, shift, me))
        for person in roster.people.values()
        for shift in planned_shifts(person, zone, day, 1)
    ]
    for free in free_shifts(roster, day, 1):
        lines.append((free.shift.start, "", _free(roster, free.person, free.shift, me, now)))
    of_day = [gap for gap in gaps if gap.start.astimezone(zone).date() == day]
    noon = datetime.combine(day, datetime.min.time(), zone) + timedelta(hours=12)
    return DayShown(
        title=spoken_date(noon, roster.time_zone, with_year=False),
        is_today=day == workplace.local_day(now),
        shifts=tuple(line for _, _, line in sorted(lines, key=lambda line: line[:2])),
        gaps=tuple(
            f"Nobody of {roster.teams[gap.team].name}, {spoken_span(gap.start, gap.end, zone.key).split(', ', 1)[-1]}"
            for gap in of_day
        ),
    )


def _worked(roster: Roster, person: Person, shift: PlannedShift, me: Person) -> ShiftShown:
    return ShiftShown(
        hours=spoken_hours(shift.start, shift.end, roster.time_zone),
        who=person.name,
        teams="lead" if person.key in roster.leads else "",
        breaks=spoken_breaks(shift, roster.time_zone),
        note=f"instead of {name_of(roster, shift.instead_of)}" if shift.instead_of else "",
        is_mine=person.key == me.key,
    )


def _free(roster: Roster, person: str, shift: PlannedShift, me: Person, now: datetime) -> ShiftShown:
    number = f"{person}-{shift.start.astimezone(UTC):%Y%m%dT%H%MZ}"
    press = None
    if shift.end > now and me.key in roster.leads:
        form = CoverForm(prefix=f"take-{number}", formdata=None)
        form.offer(roster, person)
        press = Press(form, free_shift_address(person, shift.start), "Put them down", "plain")
    elif shift.end > now and me.key != person:
        press = Press(button_form("take", number), free_shift_address(person, shift.start), "Take it", "plain")
    return ShiftShown(
        hours=spoken_hours(shift.start, shift.end, roster.time_zone),
        who="Free",
        teams="",
        breaks=spoken_breaks(shift, roster.time_zone),
        note=f"{name_of(roster, person)} has time off",
        is_free=True,
        press=press,
    )
