"""The roster of the weeks ahead against what is promised: by the release in force, with the dated exceptions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.acts.team_promises import promises_to_the_team
from portal.acts.workplace import Workplace
from portal.errors import PromiseError
from portal.library.commitment_versions import commitment_version
from portal.promises.commitments import CommitmentVersion
from portal.promises.open_time import open_time
from portal.promises.wall_clock import to_us
from portal.team.roster import Person
from portal.team.roster_quality import Gap, Hours, NobodyToKeep, gaps, hours_of, nobody_to_keep


@dataclass(frozen=True, slots=True)
class WeeksAhead:
    """`hours` are of everybody; who may see whose is for the page to say."""

    gaps: tuple[Gap, ...]
    nobody: tuple[NobodyToKeep, ...]
    hours: tuple[Hours, ...]


def weeks_ahead(workplace: Workplace, first: date, days: int) -> WeeksAhead:
    """From the local day `first` on, never before now."""
    roster = workplace.roster()
    start, end = _span(roster.time_zone, first, days)
    start = max(start, workplace.now())
    unkept = [
        each
        for team, version in promised_by_team(workplace, "first_response")
        for each in _nobody_to_keep(workplace, team, version, start, end)
    ]
    unkept += _no_lead_to_answer(workplace, start, end)
    return WeeksAhead(
        gaps=tuple(gap for gap in gaps_of(workplace, first, days) if gap.end > start),
        nobody=tuple(sorted(unkept)),
        hours=tuple(hours_of(person, roster.time_zone, first, days) for _, person in sorted(roster.people.items())),
    )


def gaps_of(workplace: Workplace, first: date, days: int) -> list[Gap]:
    """The hours of the calendars of a team's promises in which nobody of it is on shift, in order."""
    roster = workplace.roster()
    start, end = _span(roster.time_zone, first, days)
    found = []
    for team in roster.teams:
        calendars = {
            version.calendar
            for of_team, version in promised_by_team(workplace)
            if of_team == team and version.calendar is not None
        }
        open_spans = [span for each in calendars for span in open_time(each).windows_between(to_us(start), to_us(end))]
        found += gaps(roster, team, open_spans, first, days)
    return sorted(found)


def promised_by_team(workplace: Workplace, indicator: str = "") -> Iterator[tuple[str, CommitmentVersion]]:
    """Each team with every promise that runs on reports of its topics, once; of one indicator where it is given."""
    library, today = workplace.library, workplace.local_day(workplace.now())
    live = library.public.live_on(today)
    seen = set()
    for topic in live.topics.values():
        for severity in library.site.severities:
            for each in library.commitments_for(topic.slug, severity.key, today):
                if (topic.team, each.slug) not in seen and indicator in ("", each.indicator):
                    seen.add((topic.team, each.slug))
                    yield topic.team, commitment_version(library, each.slug)


def _no_lead_to_answer(workplace: Workplace, start: datetime, end: datetime) -> Iterator[NobodyToKeep]:
    """What responders ask while none of their leads comes in time.

    A lead without any shift has none to be outside of.
    """
    roster = workplace.roster()
    for version in promises_to_the_team(workplace, workplace.library, workplace.now()):
        for team in roster.teams if version.indicator == "lead_answer" else ():
            leads = roster.leads_of(team)
            if leads and all(lead.shifts for lead in leads):
                yield from _nobody_to_keep(workplace, team, version, start, end, leads)


def _nobody_to_keep(
    workplace: Workplace,
    team: str,
    version: CommitmentVersion,
    start: datetime,
    end: datetime,
    keepers: Iterable[Person] | None = None,
) -> list[NobodyToKeep]:
    try:
        return nobody_to_keep(workplace.roster(), team, version.slug, version.due_at, start, end, keepers)
    except PromiseError:
        return []  # a calendar without hours ahead promises nothing


def _span(time_zone: str, first: date, days: int) -> tuple[datetime, datetime]:
    zone = ZoneInfo(time_zone)
    return datetime.combine(first, time(), zone), datetime.combine(first + timedelta(days=days), time(), zone)
