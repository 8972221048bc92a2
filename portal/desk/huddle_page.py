"""What the page of a huddle shows, and the list of those that are over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from portal import paths
from portal.acts.huddle import LOOKED_BACK, Huddle, huddle_address, past_huddles
from portal.acts.workplace import Workplace
from portal.desk.sign_in_forms import ButtonForm
from portal.library.pages import Guide
from portal.promises.spoken import spoken_date, spoken_time
from portal.store import huddle_points
from portal.store.huddle_points import StoredPoint
from portal.team.huddle import MOST_LINES, Section
from portal.team.roster import Person, Roster
from portal.team.shift_words import spoken_span

_GONE = "Somebody who has left"


@dataclass(frozen=True, slots=True)
class TeamShown:
    """A team whose huddle can be looked at."""

    name: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PointShown:
    """`added` says by whom and when, `talked` too once it was talked about. `form` is there while it is open."""

    words: str
    added: str
    reference: str
    report_address: str
    talked: str = ""
    address: str = ""
    form: ButtonForm | None = None


@dataclass(frozen=True, slots=True)
class HuddlePage:
    """`points` are all that are open, of which `most_points` are printed. `when` is None without a shift to come."""

    team: str
    teams: tuple[TeamShown, ...]
    when: str
    since: str
    address: str
    past_address: str
    sections: tuple[Section, ...]
    points: tuple[PointShown, ...]
    most_points: int
    guide: Guide | None
    may_add: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class PastDay:
    """A day with its huddles, each a time and an address, and what was talked about on it."""

    title: str
    huddles: tuple[tuple[str, str], ...]
    points: tuple[PointShown, ...]


def past_address(team: str) -> str:
    return f"{paths.DESK_PAST_HUDDLES}?{urlencode({'team': team})}"


def teams_shown(workplace: Workplace, team: str, *, past: bool = False) -> tuple[TeamShown, ...]:
    address = past_address if past else huddle_address
    return tuple(TeamShown(each.name, address(key), key == team) for key, each in workplace.roster().teams.items())


def huddle_page(workplace: Workplace, me: Person, team: str, found: Huddle | None) -> HuddlePage:
    """`found` is None for a team of which nobody is on the roster."""
    roster, now = workplace.roster(), workplace.now()
    exercise = found.exercise if found else None
    guides = workplace.library.desk.guides
    return HuddlePage(
        team=roster.teams[team].name,
        teams=teams_shown(workplace, team),
        when=_when(roster, found) if found else "",
        since=spoken_time(found.since, now, roster.time_zone) if found else "",
        address=huddle_address(team, found.start if found else None),
        past_address=past_address(team),
        sections=found.sections if found else (),
        points=tuple(_shown(roster, each, now) for each in found.points) if found else (),
        most_points=MOST_LINES["points"],
        guide=guides.get(exercise.slug) if exercise and exercise.kind == "guide" else None,
        may_add=team in me.teams,
        is_over=found.is_over if found else False,
    )


def past_days(conn: Connection, workplace: Workplace, team: str) -> tuple[PastDay, ...]:
    """The last fourteen days on which there was a huddle or something was talked about, the latest first."""
    roster, now = workplace.roster(), workplace.now()
    huddles = past_huddles(conn, workplace, team)
    talked = huddle_points.talked_about(conn, team, now - LOOKED_BACK)
    by_day: dict[date, tuple[list[datetime], list[StoredPoint]]] = {}
    for start in huddles:
        by_day.setdefault(workplace.local_day(start), ([], []))[0].append(start)
    for point in talked:
        if point.talked_at is not None:
            by_day.setdefault(workplace.local_day(point.talked_at), ([], []))[1].append(point)
    return tuple(
        PastDay(
            title=_day_title(starts, points, roster),
            huddles=tuple((_clock(start, roster), huddle_address(team, start)) for start in sorted(starts)),
            points=tuple(_shown(roster, each, now) for each in points),
        )
        for _, (starts, points) in sorted(by_day.items(), reverse=True)
    )


def _day_title(starts: Iterable[datetime], points: Iterable[StoredPoint], roster: Roster) -> str:
    instants = [*starts, *(point.talked_at for point in points if point.talked_at)]
    return spoken_date(instants[0], roster.time_zone, with_year=False)


def _when(roster: Roster, found: Huddle) -> str:
    """`Monday 23 November, 08:00 to 16:00`, by the last of those who begin."""
    return spoken_span(found.start, found.end, roster.time_zone)


def _clock(at: datetime, roster: Roster) -> str:
    return f"{at.astimezone(ZoneInfo(roster.time_zone)):%H:%M}"


def _shown(roster: Roster, point: StoredPoint, now: datetime) -> PointShown:
    people, zone = roster.people, roster.time_zone

    def who(key: str) -> str:
        return people[key].name if key in people else _GONE

    talked = (
        f"Talked about {spoken_time(point.talked_at, now, zone)}, says {who(point.talked_by or '')}."
        if point.talked_at
        else ""
    )
    return PointShown(
        words=point.words,
        added=f"{who(point.added_by)}, {spoken_time(point.added_at, now, zone)}",
        reference=point.reference or "",
        report_address=paths.desk_report_signed_in(point.reference) if point.reference else "",
        talked=talked,
        address="" if talked else f"{paths.DESK_HUDDLE}/points/{point.id}/talked",
        form=None if talked else ButtonForm(prefix=f"talked-{point.id}", formdata=None),
    )
