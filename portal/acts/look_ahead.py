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
from portal.team.roster import on_shift
from portal.team.routing import Route


@dataclass(frozen=True, slots=True)
class LookAhead:
    """`people` are the display names of those on shift in the team that gets it; `owner` is who would have it."""

    route: Route
    team: str
    owner: str | None
    people: tuple[str, ...]
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
        route = choose_route(conn, workplace, topic, about_page, now)
    live = library.public.live_on(workplace.local_day(now))
    members = roster.members(route.team)
    owner = roster.responders.get(route.owner or "")
    commitments = library.commitments_for(topic, severity, workplace.local_day(now))
    promised = earliest_of_each_indicator((commitment_version(library, each.slug) for each in commitments), now)
    return LookAhead(
        route=route,
        team=roster.teams[route.team].name,
        owner=owner.name if owner else None,
        people=tuple(person.name for person in members if on_shift(person, roster.time_zone, now)),
        promises=tuple(sorted(promised.values(), key=lambda each: each.due_at)),
        limitations=matching_limitations(live.limitations.values(), what_happened, topic),
        release=release.hash,
        now=now,
    )
