"""The huddle of a team before a shift, read from timelines, the roster, and what was published. DESIGN §1.2, §6.

A reading only: nothing of it is kept but the points that people add.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from sqlalchemy import Connection

from portal import paths
from portal.acts.huddle_now import due_by, known_now
from portal.acts.huddle_past import MOST_READ, changed_pages, misses, thanked_scripts, thanks_shown
from portal.acts.roster_in_force import by_person, pattern_of
from portal.acts.wall import wall
from portal.acts.workplace import Workplace
from portal.library.pages import Drill, Guide, Page
from portal.store import huddle_points, huddle_reading, roster_exceptions
from portal.store.huddle_points import StoredPoint
from portal.store.thanks import Thanks
from portal.team.exercises import Exercise, exercise_of_the_day
from portal.team.huddle import Section, sections
from portal.team.huddle_facts import HuddleFacts, Point, Tally
from portal.team.huddle_times import beginning, end_of, huddles_between, last_huddle, on_duty
from portal.team.roster import Person, Roster

LOOKED_BACK = timedelta(days=14)
HARD_LATELY = timedelta(days=14)
_KINDS = {"commitments": "Promise", "limitations": "What we accept", "policies": "Policy"}


@dataclass(frozen=True, slots=True)
class Huddle:
    """`people` are those who begin at `start`, `end` is when the last of them goes (UTC).

    One that is over has no points, and nothing that falls due.
    """

    team: str
    start: datetime
    end: datetime
    since: datetime
    people: tuple[Person, ...]
    sections: tuple[Section, ...]
    points: tuple[StoredPoint, ...]
    exercise: Exercise | None
    is_over: bool


def huddle(workplace: Workplace, team: str, start: datetime) -> Huddle:
    """Of a team in team.yml and a time at which somebody of it begins. Raises StoreUnavailable."""
    shown = [each for each in wall(workplace) if each.on_wall_since is not None]
    with workplace.store.reading() as conn:
        return _read(conn, workplace, team, start, shown)


def huddle_address(team: str = "", start: datetime | None = None) -> str:
    """The page of the team's huddle before the shifts that begin at `start`, or of the one at hand; a path.

    Without a team it is that of the reader's first one.
    """
    asked = {"team": team, "shift": f"{start.astimezone(UTC):%Y%m%dT%H%MZ}" if start else ""}
    given = {name: value for name, value in asked.items() if value}
    return f"{paths.DESK_HUDDLE}?{urlencode(given)}" if given else paths.DESK_HUDDLE


def past_huddles(conn: Connection, workplace: Workplace, team: str) -> tuple[datetime, ...]:
    """When those of the last fourteen days were (UTC), the latest first."""
    now = workplace.now()
    return tuple(reversed(huddles_between(roster_lately(conn, workplace), team, now - LOOKED_BACK, now)))


def roster_lately(conn: Connection, workplace: Workplace) -> Roster:
    """The team with its dated exceptions, those of the last weeks too."""
    since = workplace.now() - 2 * LOOKED_BACK
    return pattern_of(workplace.release).with_exceptions(by_person(roster_exceptions.in_force(conn, since)))


def _read(conn: Connection, workplace: Workplace, team: str, start: datetime, shown: list[Thanks]) -> Huddle:
    now, roster = workplace.now(), roster_lately(conn, workplace)
    since, end = last_huddle(roster, team, start), end_of(roster, team, start)
    until, is_over = min(now, start), now >= end
    found = huddle_reading.answers(conn, team, since, until)
    counted = huddle_reading.promises(conn, team, since, until)
    due, due_count = ((), 0) if is_over else due_by(conn, workplace, team, end, MOST_READ)
    points = () if is_over else tuple(huddle_points.open_points(conn, team))
    exercise = _exercise(conn, workplace, team, start)
    names = {key: person.name for key, person in roster.people.items()}
    facts = HuddleFacts(
        now=now,
        start=start,
        since=since,
        time_zone=roster.time_zone,
        names=tuple(names.values()),
        there=on_duty(roster, team, start),
        kept=Tally(counted.kept, counted.kept + counted.missed),
        solved=Tally(found.solved, found.solved_answers),
        cared_for=Tally(found.cared_for, found.cared_for_answers),
        scripts=thanked_scripts(conn, workplace, team, since, until),
        missed=misses(conn, workplace, team, since, until),
        missed_count=counted.missed,
        due=due,
        due_count=due_count,
        known=() if is_over else tuple(known_now(conn, workplace, now)),
        changed=changed_pages(conn, workplace, since, until),
        thanks=thanks_shown(roster, team, shown, since, until),
        points=tuple(_point(each, names) for each in points),
        exercise=exercise,
    )
    all_of_it = sections(facts)
    left_out = ("due", "known", "points") if is_over else ()
    return Huddle(
        team=team,
        start=start,
        end=end,
        since=since,
        people=beginning(roster, team, start),
        sections=tuple(section for section in all_of_it if section.key not in left_out),
        points=points,
        exercise=exercise,
        is_over=is_over,
    )


def _point(point: StoredPoint, names: Mapping[str, str]) -> Point:
    address = paths.desk_report_signed_in(point.reference) if point.reference else ""
    return Point(point.words, names.get(point.added_by, "Somebody who has left"), address)


def _exercise(conn: Connection, workplace: Workplace, team: str, start: datetime) -> Exercise | None:
    """Of the drills and guides that are live on the day of the shift."""
    library, day = workplace.library, workplace.local_day(start)
    own = [slug for slug, topic in library.public.topics.items() if topic.team == team]
    hard = huddle_reading.hard_topics(conn, team, start - HARD_LATELY, start)
    guides = [_guide(page) for page in library.desk.guides.values() if _is_live(page, day)]
    drills = [_drill(page) for page in library.desk.drills.values() if _is_live(page, day)]
    return exercise_of_the_day([*guides, *drills], day, hard=hard, own=own)


def _is_live(page: Page, day: date) -> bool:
    begun = page.publish_on is None or page.publish_on <= day
    return not page.draft and begun and (page.expires_on is None or day < page.expires_on)


def _guide(page: Guide) -> Exercise:
    topics = () if "all" in page.topics else tuple(page.topics)
    return Exercise("guide", page.slug, page.title, page.summary, topics)


def _drill(page: Drill) -> Exercise:
    return Exercise("drill", page.slug, page.title, page.summary, (page.topic,), paths.DESK_PRACTICE)
