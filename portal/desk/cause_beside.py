"""The cause of a report, on the report's page: what is behind it, how many others have it, and the acts about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal import paths
from portal.acts.cause_acting import Sentence, next_word_promised
from portal.acts.join_cause import join_cause
from portal.acts.leave_cause import leave_cause
from portal.acts.open_cause import open_cause
from portal.acts.workplace import Workplace
from portal.desk.cause_forms import JoinCauseForm, LeaveCauseForm, OpenCauseForm
from portal.promises.spoken import spoken_time
from portal.reports.causes import Cause
from portal.reports.report import Report
from portal.store import causes
from portal.store.causes import Size
from portal.web.forms import StampedForm


@dataclass(frozen=True, slots=True)
class CauseBeside:
    """`others` counts the reports beside this one; `due` is when the next word comes, in words, or empty."""

    address: str
    title: str
    sentence: str
    others: int
    due: str
    is_late: bool
    is_open: bool


def cause_beside(workplace: Workplace, report: Report) -> CauseBeside | None:
    """Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        cause = causes.cause_of(conn, report.id)
        size = causes.sizes(conn, [cause.id]).get(cause.id, Size()) if cause else Size()
    if cause is None:
        return None
    now, zone = workplace.now(), workplace.library.site.time_zone
    return CauseBeside(
        address=paths.desk_cause(cause.id),
        title=cause.title,
        sentence=cause.sentence,
        others=max(0, size.whole - 1),
        due=spoken_time(cause.due_at, now, zone) if cause.due_at else "",
        is_late=cause.is_late(now),
        is_open=cause.is_open,
    )


def offer_cause_choices(form: StampedForm, workplace: Workplace, report: Report) -> None:
    """What the forms about a cause know of the report before they are filled in. Raises StoreUnavailable."""
    match form:
        case JoinCauseForm():
            form.offer(_choices(workplace, report))
        case LeaveCauseForm():
            with workplace.store.reading() as conn:
                cause = causes.cause_of(conn, report.id)
            form.offer(was_told=bool(cause and cause.sentence))
        case OpenCauseForm():
            form.offer(promised_words(workplace, report.topic))


def promised_words(workplace: Workplace, topic: str) -> str:
    """By when the site's promises want the next word, such as `by 15:30 today`; empty where none applies."""
    now = workplace.now()
    promised = next_word_promised(workplace, topic, now)
    return f"by {spoken_time(promised, now, workplace.library.site.time_zone)}" if promised else ""


def do_join(workplace: Workplace, report_id: int, person: str, form: JoinCauseForm) -> None:
    join_cause(workplace, report_id, person, form.filling, cause_id=int(form.cause.data))


def do_open(workplace: Workplace, report_id: int, person: str, form: OpenCauseForm) -> None:
    next_word = form.next_word_at(workplace.now(), workplace.library.site.time_zone)
    sentence = Sentence(form.sentence.data or "", next_word)
    open_cause(workplace, report_id, person, form.filling, title=form.title.data, sentence=sentence)


def do_leave(workplace: Workplace, report_id: int, person: str, form: LeaveCauseForm) -> None:
    leave_cause(workplace, report_id, person, form.filling, why=form.why.data, words=form.words.data or "")


CAUSE_ACTS: Mapping[str, tuple[Any, Any, str]] = {
    "join-cause": (JoinCauseForm, do_join, "It is with the others of this cause."),
    "open-cause": (OpenCauseForm, do_open, "The cause is open. Colleagues can put other reports to it."),
    "leave-cause": (LeaveCauseForm, do_leave, "Taken out. It goes its own way again."),
}


def _choices(workplace: Workplace, report: Report) -> list[tuple[int, str]]:
    """Those of the report's own topic first, the newest of each on top."""
    with workplace.store.reading() as conn:
        found = causes.open_causes(conn)
        sizes = causes.sizes(conn, [cause.id for cause in found])
    found.sort(key=lambda cause: cause.topic != report.topic)
    return [(cause.id, _called(workplace, cause, sizes.get(cause.id, Size()))) for cause in found]


def _called(workplace: Workplace, cause: Cause, size: Size) -> str:
    topic = workplace.library.public.topics.get(cause.topic)
    number = "1 open report" if size.open == 1 else f"{size.open} open reports"
    return f"{cause.title} ({number}; {topic.title if topic else cause.topic})"
