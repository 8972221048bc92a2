"""My desk: which lists there are, what belongs to each, and where the next page begins."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.desk.report_rows import ReportRow, report_rows
from portal.store.desk_reading import MOST_COUNTED, Lane, Listed, Narrowing, Owned, Place, Stage, counts, listed
from portal.team.roster import Person

REPORTS_A_PAGE = 25
CLOSED_LATELY = timedelta(days=14)


class View(StrEnum):
    """A list of my desk; the value stands in its address."""

    MINE = "mine"
    TEAM = "team"
    NOBODYS = "nobodys"
    WAITING = "waiting"
    CLOSED = "closed"

    @property
    def stage(self) -> Stage:
        return {View.WAITING: Stage.WAITING, View.CLOSED: Stage.CLOSED}.get(self, Stage.OPEN)


class DueState(StrEnum):
    """Which of the open ones; the value stands in the address of a narrowed list."""

    LATE = "late"
    TODAY = "today"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks my desk for. `topic` and `severity` are keys, or empty for all."""

    view: View
    topic: str = ""
    severity: str = ""
    due: DueState | None = None
    after: Place | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.topic or self.severity or self.due)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many a list holds and how many of them are late, as words: `12`, `more than 99`."""

    there: str
    late: str


@dataclass(frozen=True, slots=True)
class MyDesk:
    """`following` is where the next page begins; None on the last."""

    rows: list[ReportRow]
    following: Place | None
    tallies: Mapping[View, Tally]


def first_view(me: Person, is_lead: bool) -> View:
    """Where one begins: with one's own, and as a lead, who never has any, with the team's."""
    return View.TEAM if is_lead else View.MINE


def my_desk(conn: Connection, workplace: Workplace, me: Person, wanted: Wanted) -> MyDesk:
    """Raises StoreUnavailable."""
    found = page_of(conn, workplace, me, wanted, REPORTS_A_PAGE + 1)
    shown = found[:REPORTS_A_PAGE]
    following = shown[-1].place_in(wanted.view.stage) if len(found) > len(shown) else None
    return MyDesk(report_rows(conn, workplace, me.key, shown), following, _tallies(conn, workplace, me))


def page_of(conn: Connection, workplace: Workplace, me: Person, wanted: Wanted, limit: int) -> list[Listed]:
    """The first `limit` reports of the list that come after its place, what is due first on top."""
    narrowing = _narrowing(workplace, wanted)
    return listed(conn, _lanes(me, wanted.view), narrowing, limit=limit, after=wanted.after)


def place_in_words(place: Place) -> str:
    """A place as it stands in an address; `read_place` gives it back."""
    at = place.at.astimezone(UTC).strftime("%Y%m%dT%H%M%S.%f") if place.at else "none"
    return f"{at}-{place.id}"


def read_place(text: str) -> Place | None:
    """The place in an address; None, so the first page, for whatever is none."""
    found = re.fullmatch(r"(none|\d{8}T\d{6}\.\d{6})-(\d{1,18})", text, re.ASCII)
    if found is None:
        return None
    try:
        at = None if found[1] == "none" else datetime.strptime(found[1], "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Place(at, int(found[2]))


def _lanes(me: Person, view: View) -> list[Lane]:
    """The parts of a list that an index holds in order."""
    stage = view.stage
    owned = {View.TEAM: Owned.BY_OTHERS, View.NOBODYS: Owned.BY_NOBODY}.get(view, Owned.BY_OTHERS_OR_NOBODY)
    mine = [Lane(stage, me.key)] if view not in (View.TEAM, View.NOBODYS) else []
    teams = [Lane(stage, me.key, team, owned) for team in me.teams] if view is not View.MINE else []
    return mine + teams


def _narrowing(workplace: Workplace, wanted: Wanted) -> Narrowing:
    now = workplace.now()
    is_open = wanted.view.stage is Stage.OPEN
    return Narrowing(
        topic=wanted.topic,
        severity=wanted.severity,
        due_from=now if is_open and wanted.due is DueState.TODAY else None,
        due_before={DueState.LATE: now, DueState.TODAY: _midnight(workplace, now), None: None}[wanted.due]
        if is_open
        else None,
        closed_from=now - CLOSED_LATELY if wanted.view is View.CLOSED else None,
    )


def _midnight(workplace: Workplace, now: datetime) -> datetime:
    """The end of today, where the organisation is."""
    tomorrow = workplace.local_day(now) + timedelta(days=1)
    return datetime.combine(tomorrow, time(), ZoneInfo(workplace.library.site.time_zone)).astimezone(UTC)


def _tallies(conn: Connection, workplace: Workplace, me: Person) -> dict[View, Tally]:
    """Of what is closed, nobody has to do anything, so it is not counted."""
    counted = (View.MINE, View.TEAM, View.NOBODYS, View.WAITING)
    late = [view for view in counted if view.stage is Stage.OPEN]
    past = Narrowing(due_before=workplace.now())
    questions = [(_lanes(me, view), Narrowing()) for view in counted] + [(_lanes(me, view), past) for view in late]
    numbers = counts(conn, questions)
    lates = dict(zip(late, numbers[len(counted) :], strict=True))
    return {
        view: Tally(_at_most(number), _at_most(lates[view]) if lates.get(view) else "")
        for view, number in zip(counted, numbers, strict=False)
    }


def _at_most(number: int) -> str:
    return str(number) if number <= MOST_COUNTED else f"more than {MOST_COUNTED}"
