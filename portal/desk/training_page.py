"""What the page of training shows: mine, the drills that help, what is asked; and to leads what they must act on.

Names stand only where a lead must act, because training runs out or somebody waits for an answer. DESIGN §1.5.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.desk.training_forms import AnswerTrainingForm
from portal.library.pages import Drill
from portal.promises.spoken import spoken_day, spoken_time
from portal.store import training_requests
from portal.store.training_requests import TrainingRequest
from portal.team.roster import Person, Roster
from portal.team.shift_words import spoken_span
from portal.team.training import RUNS_OUT_WITHIN, RunningOut, current_for, running_out, skill_gaps, skills_of

GAPS_AHEAD_DAYS = 7
MOST_REQUESTS = 20
# What nobody has answered for half a year was settled elsewhere.
LOOK_BACK = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class SkillShown:
    """A skill of mine: until when, in words; which topics need it and which drills help with it."""

    skill: str
    until: str
    soon: bool
    needed_for: tuple[str, ...]
    drills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverShown:
    """A skill as a lead sees it: how many are current, whom to train (`runs_out`), and when nobody there has it."""

    skill: str
    current: int
    runs_out: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestShown:
    """What somebody asked for; `due` is empty where nothing is promised, `form` is for a lead who can answer."""

    request: TrainingRequest
    asker: str
    asked: str
    due: str
    late: bool
    answerer: str
    answered: str
    form: AnswerTrainingForm | None


@dataclass(frozen=True, slots=True)
class TrainingPage:
    mine: tuple[SkillShown, ...]
    ending: tuple[str, ...]
    topics: tuple[tuple[str, str, tuple[str, ...]], ...]
    requests: tuple[RequestShown, ...]
    waiting: tuple[RequestShown, ...]
    cover: tuple[CoverShown, ...]
    days: int = RUNS_OUT_WITHIN.days
    gap_days: int = GAPS_AHEAD_DAYS


def training_page(workplace: Workplace, me: Person, *, is_lead: bool, form: AnswerTrainingForm | None) -> TrainingPage:
    """`form` is a lead's answer that came back, if one did. Raises StoreUnavailable."""
    now = workplace.now()
    today = workplace.local_day(now)
    with workplace.store.reading() as conn:
        mine = training_requests.requests_of(conn, me.key, MOST_REQUESTS)
        waiting = asked_for_training(conn, workplace, me) if is_lead else []
    return TrainingPage(
        mine=tuple(_skill(workplace, skill, until, today) for skill, until in sorted(me.skills.items())),
        ending=tuple(_ending(each, today) for each in running_out([me], today)),
        topics=tuple(_topics(workplace)),
        requests=tuple(_request(workplace, each, now, None) for each in mine),
        waiting=tuple(_request(workplace, each, now, _form_for(each, form)) for each in waiting),
        cover=tuple(_cover(workplace, skill, now) for skill in _skills_to_cover(workplace)) if is_lead else (),
    )


def asked_for_training(conn: Connection, workplace: Workplace, lead: Person) -> list[TrainingRequest]:
    """What those whom `lead` leads have asked for and nobody has answered, the longest waiting first."""
    waiting = training_requests.open_requests(conn, workplace.now() - LOOK_BACK)
    roster = workplace.roster()
    return [each for each in waiting if each.person != lead.key and _leads(roster, lead, each.person)]


def answer_form(request_id: int, *, blank: bool = True) -> AnswerTrainingForm:
    prefix = f"training-{request_id}"
    return AnswerTrainingForm(prefix=prefix, formdata=None) if blank else AnswerTrainingForm(prefix=prefix)


def _form_for(request: TrainingRequest, came_back: AnswerTrainingForm | None) -> AnswerTrainingForm:
    fresh = answer_form(request.id)
    return came_back if came_back is not None and came_back.answer.name == fresh.answer.name else fresh


def _leads(roster: Roster, lead: Person, person: str) -> bool:
    """Whether it is one of theirs who asks; who has left is everybody's."""
    found = roster.people.get(person)
    return found is None or any(lead in roster.leads_of(team) for team in found.teams)


def _skill(workplace: Workplace, skill: str, until: date | None, today: date) -> SkillShown:
    topics = _needing(workplace, skill)
    words = "does not lapse" if until is None else f"until {spoken_day(until)}"
    if until is not None and until < today:
        words = f"ended on {spoken_day(until)}"
    return SkillShown(
        skill=skill,
        until=words,
        soon=until is not None and until <= today + RUNS_OUT_WITHIN,
        needed_for=tuple(workplace.library.public.topics[slug].says for slug in topics),
        drills=tuple(drill.title for drill in _drills_on(workplace, topics)),
    )


def _ending(each: RunningOut, today: date) -> str:
    return f"{each.skill} {_ends(each, today)}"


def _ends(each: RunningOut, today: date) -> str:
    return f"{'ended' if each.until < today else 'ends'} on {spoken_day(each.until)}"


def _topics(workplace: Workplace) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    """Each topic that needs a skill or has a drill: what it says, its skills in words, its drills."""
    for slug, topic in workplace.library.public.topics.items():
        drills = tuple(drill.title for drill in _drills_on(workplace, [slug]))
        if topic.needs_skills or drills:
            yield topic.says, ", ".join(topic.needs_skills), drills


def _needing(workplace: Workplace, skill: str) -> list[str]:
    return [slug for slug, topic in workplace.library.public.topics.items() if skill in topic.needs_skills]


def _drills_on(workplace: Workplace, topics: Iterable[str]) -> list[Drill]:
    wanted = set(topics)
    return [drill for drill in workplace.library.desk.drills.values() if drill.topic in wanted]


def _skills_to_cover(workplace: Workplace) -> tuple[str, ...]:
    """Those that a topic needs first, then the others that somebody has."""
    needed = sorted({skill for topic in workplace.library.public.topics.values() for skill in topic.needs_skills})
    return tuple(dict.fromkeys([*needed, *skills_of(workplace.roster())]))


def _cover(workplace: Workplace, skill: str, now: datetime) -> CoverShown:
    roster, today = workplace.roster(), workplace.local_day(now)
    ending = [each for each in running_out(roster.people.values(), today) if each.skill == skill]
    # Only where customers may need it is its absence a gap.
    gaps = skill_gaps(roster, skill, now, GAPS_AHEAD_DAYS) if _needing(workplace, skill) else []
    return CoverShown(
        skill=skill,
        current=len(current_for(roster, skill, today)),
        runs_out=tuple(f"{roster.people[each.person].name}: {_ends(each, today)}" for each in ending),
        gaps=tuple(spoken_span(gap.start, gap.end, roster.time_zone) for gap in gaps),
    )


def _request(
    workplace: Workplace, request: TrainingRequest, now: datetime, form: AnswerTrainingForm | None
) -> RequestShown:
    roster = workplace.roster()
    zone = roster.time_zone
    asker, answerer = roster.people.get(request.person), roster.people.get(request.answered_by or "")
    return RequestShown(
        request=request,
        asker=asker.name if asker else "A former colleague",
        asked=spoken_time(request.asked_at, now, zone),
        due=spoken_time(request.due_at, now, zone) if request.due_at else "",
        late=request.answered_at is None and request.due_at is not None and now > request.due_at,
        answerer=answerer.name if answerer else "A lead",
        answered=spoken_time(request.answered_at, now, zone) if request.answered_at else "",
        form=form,
    )
