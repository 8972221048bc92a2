"""What a huddle says of the hours ahead: what falls due, and what is otherwise than usual."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from portal import paths
from portal.acts.workplace import Workplace
from portal.store import causes, clocks, obstacles, policy_exceptions
from portal.store.desk_reading import Lane, Narrowing, Stage, counts, listed
from portal.team.huddle_facts import Due, Known
from portal.team.obstacles import Standing

_NOBODY = ""
_STANDING = {Standing.ANSWERED: " A lead has answered.", Standing.DONE: " A lead did something."}


def due_by(
    conn: Connection, workplace: Workplace, team: str, until: datetime, limit: int
) -> tuple[tuple[Due, ...], int]:
    """The team's open reports that are late or fall due before `until` (UTC), the first due first, and how many."""
    lanes, narrowing = [Lane(Stage.OPEN, _NOBODY, team)], Narrowing(due_before=until)
    found = listed(conn, lanes, narrowing, limit=limit)
    running = clocks.clocks_of_reports(conn, [each.id for each in found])
    topics = workplace.library.public.topics
    due = []
    for each in found:
        first = next((clock for clock in running.get(each.id, []) if clock.is_to_be_kept), None)
        if first is not None:
            topic = topics[each.topic].says if each.topic in topics else each.topic
            address = paths.desk_report_signed_in(each.reference)
            due.append(Due(each.reference, topic, first.indicator, first.due_at, each.owner is None, address))
    return tuple(due), counts(conn, [(lanes, narrowing)])[0]


def known_now(conn: Connection, workplace: Workplace, now: datetime) -> Iterator[Known]:
    """Open causes, exceptions for everybody, and what is in the team's way; nobody is named."""
    for cause in causes.open_causes(conn):
        yield Known(f"{cause.title}. {cause.sentence}".strip(), paths.desk_cause(cause.id))
    policies = workplace.library.public.policies
    for exception in policy_exceptions.in_force(conn, now):
        if not exception.for_report_only:
            title = policies[exception.policy].title if exception.policy in policies else exception.policy
            yield Known(f"{exception.allowed} An exception to “{title}”.", paths.DESK_EXCEPTIONS)
    for obstacle in obstacles.open_obstacles(conn):
        yield Known(f"In our way: {obstacle.line}{_STANDING.get(obstacle.standing, '')}", paths.DESK_IN_MY_WAY)
