"""Exceptions to policies that are in force: those that fit a report, for its page, and in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from portal.acts.workplace import Workplace
from portal.promises.spoken import spoken_date, spoken_time
from portal.reports.report import Report
from portal.store import policy_exceptions
from portal.store.policy_exceptions import PolicyException

_A_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class ExceptionShown:
    """An exception with its policy, people and instants in words; `path` is empty where the policy's page is gone."""

    exception: PolicyException
    title: str
    path: str
    who: str
    made: str
    until: str
    ended: str


@dataclass(frozen=True, slots=True)
class ExceptionsBeside:
    """Those that fit the report, and how many others there are."""

    fitting: tuple[ExceptionShown, ...]
    others: int


def exceptions_beside(workplace: Workplace, report: Report) -> ExceptionsBeside:
    """Made for this report, or to a policy that its topic's page links to. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        in_force = policy_exceptions.in_force(conn, workplace.now())
    topic = workplace.library.public.topics.get(report.topic)
    linked = topic.body.html if topic else ""
    fitting = [
        each
        for each in in_force
        if each.report_id == report.id or (not each.for_report_only and _is_linked(workplace, each, linked))
    ]
    return ExceptionsBeside(exceptions_shown(workplace, fitting), len(in_force) - len(fitting))


def exceptions_shown(workplace: Workplace, found: Iterable[PolicyException]) -> tuple[ExceptionShown, ...]:
    return tuple(_shown(workplace, each) for each in found)


def _is_linked(workplace: Workplace, found: PolicyException, html: str) -> bool:
    policy = workplace.library.public.policies.get(found.policy)
    return policy is not None and any(f'href="{policy.path}{end}' in html for end in ('"', "#"))


def _shown(workplace: Workplace, found: PolicyException) -> ExceptionShown:
    now, roster = workplace.now(), workplace.roster()
    policy = workplace.library.public.live_on(workplace.local_day(now)).policies.get(found.policy)
    person = roster.people.get(found.person)
    until = f"for report {found.reference} only"
    if found.ends_at:
        # It ends at the midnight after its last day.
        until = f"until the end of {spoken_date(found.ends_at - _A_MOMENT, roster.time_zone)}"
    ender = roster.people.get(found.ended_by or "")
    ended = spoken_time(found.ended_at, now, roster.time_zone) if found.ended_at else ""
    return ExceptionShown(
        exception=found,
        title=policy.title if policy else found.policy.replace("-", " "),
        path=policy.path if policy else "",
        who=person.name if person else "A lead",
        made=spoken_time(found.made_at, now, roster.time_zone),
        until=until,
        ended=f"ended by {ender.name if ender else 'a lead'}, {ended}" if ended else "",
    )
