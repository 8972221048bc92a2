"""The small organisation with promises to its team, for the tests of these."""

from datetime import date
from typing import Any

from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.library.pages import Commitment
from portal.store import team_clocks
from portal.store.team_clocks import SubjectKind, TeamClock
from tests.workplaces import BUILT_AT, publish, small_library

TARGETS = {"lead_answer": "2 working hours", "break_taken": "30 minutes", "training_current": "365 days"}
# In Mira's shift, from noon on.
BREAK = ("12:30", "13:00")


def with_team_promises(library: Library, *, calendar: str = "office", **targets: str) -> Library:
    """The library with a promise to the team for each indicator; its slug is the indicator's name with hyphens."""
    page = library.public.commitments["first-reply"]
    made = {}
    for indicator, target in (TARGETS | targets).items():
        slug = indicator.replace("_", "-")
        values: dict[str, Any] = page.model_dump() | {
            "slug": slug,
            "path": f"/commitments/{slug}/",
            "title": f"To the team: {slug}",
            "indicator": indicator,
            "audience": "team",
            "target": target,
            "objective": "90 %",
            "calendar": calendar if "working" in target else None,
            "remedy": "A paid half day.",
        }
        made[slug] = Commitment.model_validate(values)
    commitments = library.public.commitments | made
    return library.model_copy(update={"public": library.public.model_copy(update={"commitments": commitments})})


def with_person(library: Library, key: str, **changes: Any) -> Library:
    """The library with a responder whose line in team.yml says something else."""
    team = library.desk.team
    line = type(team.responders[key]).model_validate(team.responders[key].model_dump() | changes)
    changed = team.model_copy(update={"responders": team.responders | {key: line}})
    return library.model_copy(update={"desk": library.desk.model_copy(update={"team": changed})})


def with_break(library: Library) -> Library:
    """Mira has a break half an hour after noon."""
    shift = {"days": ("mon", "tue", "wed", "thu", "fri"), "hours": ("08:00", "16:00"), "breaks": (BREAK,)}
    return with_person(library, "mira", shifts=(shift,))


def trained(library: Library, last_day: date | None, key: str = "mira") -> Library:
    """Somebody's training for valves is current up to that day."""
    return with_person(library, key, skills={"valves": last_day} if last_day else {})


def promising(
    workplace: Workplace, library: Library | None = None, *, calendar: str = "office", **targets: str
) -> Library:
    """Publish the promises, as if they had stood there since before; gives the library."""
    made = with_team_promises(library or small_library(), calendar=calendar, **targets)
    publish(workplace, made, BUILT_AT.replace(hour=13))
    return made


def clocks_of(workplace: Workplace, kind: SubjectKind) -> list[TeamClock]:
    """Every clock that runs on things of this kind, in the order in which they were begun."""
    with workplace.store.reading() as conn:
        return [clock for clock in team_clocks.batch_after(conn, 0, 1_000) if clock.subject_kind is kind]


def the_clock(workplace: Workplace, kind: SubjectKind) -> TeamClock:
    (clock,) = clocks_of(workplace, kind)
    return clock
