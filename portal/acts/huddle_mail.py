"""What the mail of a huddle says: the page's sections as they stand when it is sent."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portal.acts.huddle import huddle
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.notices.huddle_message import Part
from portal.promises.spoken import spoken_time
from portal.team.huddle import Section
from portal.team.roster import Person

# Later than this nobody stands together any more.
USEFUL_FOR = timedelta(minutes=15)


def huddle_particulars(workplace: Workplace, facts: Mapping[str, Any], person: Person) -> dict[str, Any]:
    """Raises PermanentFailure once the shift is well under way, or for a person who no longer begins then;
    StoreUnavailable.
    """
    roster, team, start = workplace.roster(), str(facts["team"]), datetime.fromisoformat(str(facts["start"]))
    if workplace.now() > start + USEFUL_FOR:
        raise PermanentFailure("The shift has begun; the huddle is on the desk.")
    found = huddle(workplace, team, start) if team in roster.teams else None
    if found is None or person.key not in {each.key for each in found.people}:
        raise PermanentFailure(f"{person.key} no longer begins a shift then.")
    return {
        "team": roster.teams[team].name,
        "begins": f"{start.astimezone(ZoneInfo(roster.time_zone)):%H:%M}",
        "since": f"since {spoken_time(found.since, start, roster.time_zone)}",
        "sections": tuple(_part(section) for section in found.sections if section.lines),
        "other_teams": tuple(roster.teams[key].name for key in person.teams if key != team and key in roster.teams),
    }


def _part(section: Section) -> Part:
    more = (f"{section.more_words[0].upper()}{section.more_words[1:]}.",) if section.more else ()
    return Part(section.title, (*(line.whole for line in section.lines), *more))
