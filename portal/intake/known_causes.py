"""What is known to be wrong right now, for somebody about to report it and for those who have."""

from dataclasses import dataclass

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.languages.messages import _
from portal.promises.spoken import spoken_time
from portal.reports.causes import Cause
from portal.reports.report import Report
from portal.store import causes
from portal.store.causes import Size


@dataclass(frozen=True, slots=True)
class CauseShown:
    """`said` and `due` are in words; `due` is empty where no next word is promised. `has_others` says that this is not
    the only report of it.
    """

    sentence: str
    who: str
    said: str
    due: str
    is_late: bool
    has_others: bool


def causes_of_topic(workplace: Workplace, topic: str) -> tuple[CauseShown, ...]:
    """What everybody may read about this topic, the newest first. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        found = causes.public_causes(conn, topic)
    return tuple(_shown(workplace, cause) for cause in found)


def cause_of_report(conn: Connection, workplace: Workplace, report: Report) -> CauseShown | None:
    """What is behind an open report, as long as it is; None where nothing of it is public."""
    cause = causes.cause_of(conn, report.id) if report.status.is_open else None
    if cause is None or not cause.is_public:
        return None
    size = causes.sizes(conn, [cause.id]).get(cause.id, Size())
    return _shown(workplace, cause, has_others=size.whole > 1)


def _shown(workplace: Workplace, cause: Cause, *, has_others: bool = True) -> CauseShown:
    now, zone, roster = workplace.now(), workplace.library.site.time_zone, workplace.roster()
    person = roster.people.get(cause.said_by or "")
    topic = workplace.library.public.topics.get(cause.topic, workplace.library.catch_all)
    team = workplace.team_name(topic.team)
    name = person.name if person else _("A colleague")
    return CauseShown(
        sentence=cause.sentence,
        who=_("%(person)s at %(team)s", person=name, team=team) if team else name,
        said=spoken_time(cause.updated_at, now, zone),
        due=spoken_time(cause.due_at, now, zone) if cause.due_at else "",
        is_late=cause.is_late(now),
        has_others=has_others,
    )
