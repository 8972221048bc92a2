"""What would happen to a report that arrives now: who gets it, by when each promise is due, what we know already.

A reading only: the check page shows it, nothing is kept.
"""

from dataclasses import dataclass
from datetime import datetime

from portal.acts.submit import choose_route
from portal.acts.workplace import Workplace
from portal.library.commitment_versions import commitment_version
from portal.library.matching import Match, matching_limitations
from portal.promises.several_promises import PromisedTime, earliest_of_each_indicator
from portal.team.roster import Person, Roster, on_shift, shift_ends_at
from portal.team.routing import Reason, Route


@dataclass(frozen=True, slots=True)
class LookAhead:
    """`people` are the display names of those on shift in the team that gets it; `owner` is who would have it.

    `answering` are the names of whom the first answer can be expected from: who is there until it is due.
    """

    route: Route
    team: str
    owner: str | None
    people: tuple[str, ...]
    answering: tuple[str, ...]
    promises: tuple[PromisedTime, ...]
    limitations: tuple[Match, ...]
    release: str
    now: datetime


def look_ahead(
    workplace: Workplace, topic: str, severity: str, what_happened: str, about_page: str | None = None
) -> LookAhead:
    """Raises StoreUnavailable."""
    now = workplace.now()
    release, roster = workplace.release, workplace.roster()
    library = release.library
    with workplace.store.reading() as conn:
        route = choose_route(conn, workplace, topic, about_page, now, severity=severity)
    live = workplace.library_as_read.public.live_on(workplace.local_day(now))
    members = roster.members(route.team)
    owner = roster.responders.get(route.owner or "")
    commitments = library.commitments_for(topic, severity, workplace.local_day(now))
    promised = earliest_of_each_indicator((commitment_version(library, each.slug) for each in commitments), now)
    first = next((each for each in promised.values() if each.commitment.indicator == "first_response"), None)
    present = [person for person in members if on_shift(person, roster.time_zone, now)]
    begun_at = route.starts_at or now
    expected = present if present and route.reason is not Reason.ANSWERS_FOR_PAGE else [owner] if owner else []
    return LookAhead(
        route=route,
        team=workplace.team_name(route.team),
        owner=owner.name if owner else None,
        people=tuple(person.name for person in present),
        answering=tuple(
            person.name
            for person in expected
            if first is None or _is_there_until(person, roster, max(begun_at, now), first.due_at)
        ),
        promises=tuple(sorted(promised.values(), key=lambda each: each.due_at)),
        limitations=matching_limitations(live.limitations.values(), what_happened, topic),
        release=release.hash,
        now=now,
    )


def _is_there_until(person: Person, roster: Roster, at: datetime, due_at: datetime) -> bool:
    """Whether the shift that they work at `at` lasts until the answer is due, or they are on another one then."""
    ends_at = shift_ends_at(person, roster.time_zone, at)
    return (ends_at is not None and ends_at >= due_at) or on_shift(person, roster.time_zone, due_at)
