"""Lessons: what colleagues have kept for all, and the form by which one keeps one's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.keep_lesson import all_lessons, keep_lesson, take_back_lesson
from portal.acts.workplace import Workplace
from portal.desk.access import access
from portal.desk.lesson_forms import LessonForm
from portal.desk.sign_in_forms import ButtonForm
from portal.errors import MoveRefused
from portal.promises.spoken import spoken_date, spoken_time
from portal.reports.report import Report
from portal.store import timeline
from portal.store.lessons import Lesson
from portal.web.access import signed_in
from portal.web.current import workplace
from portal.web.story_words import StoryWords

blueprint = Blueprint("desk_lessons", __name__)
Answer = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class LessonShown:
    """`who` is `A colleague` where its owner keeps their name to themselves."""

    id: int
    topic: str
    topic_address: str
    who: str
    day: str
    what_happened: str
    learned: str
    do_now: str
    is_mine: bool
    with_name: bool


def lessons_shown(here: Workplace, found: Iterable[Lesson], me: str) -> list[LessonShown]:
    return [_shown(here, each, me) for each in found]


@blueprint.get(paths.DESK_LESSONS)
def lessons() -> Answer:
    return _page()


@blueprint.route(paths.DESK_LESSONS + "/from/<reference>", methods=["GET", "POST"])
def keep(reference: str) -> Answer:
    report, me, form = access(reference=reference).report, signed_in().person.key, LessonForm(prefix="lesson")
    form.offer(_own_entries(report, me))

    def page(status: int = 200) -> tuple[str, int]:
        return render_template("desk/lesson_keep.html", report=report, form=form), status

    if request.method == "GET":
        return page()
    if not form.validate():
        return page(422)
    try:
        keep_lesson(workplace(), report, me, form.filling, entry_id=int(form.entry.data), told=form.told)
    except MoveRefused as error:
        form.problems.append(str(error))
        return page(409)
    flash("Kept for all. It is yours: take it back here whenever you like.")
    return redirect(paths.DESK_LESSONS, 303)


@blueprint.post(paths.DESK_LESSONS + "/<int:lesson_id>/take-back")
def take_back(lesson_id: int) -> Answer:
    form = ButtonForm(prefix="take-back")
    if not form.validate():
        return _page(form, 422)
    try:
        take_back_lesson(workplace(), lesson_id, signed_in().person.key)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(form, 409)
    flash("Taken back. Nothing of it is kept.")
    return redirect(paths.DESK_LESSONS, 303)


def _page(wrong: ButtonForm | None = None, status: int = 200) -> tuple[str, int]:
    here, me = workplace(), signed_in().person.key
    topic = here.library.public.topics.get(request.args.get("topic", ""))
    found = all_lessons(here, topic.slug if topic else None)
    page = render_template(
        "desk/lessons.html",
        lessons=lessons_shown(here, found, me),
        topic=topic,
        taking_back=ButtonForm(prefix="take-back", formdata=None),
        wrong=wrong,
    )
    return page, status


def _own_entries(report: Report, me: str) -> list[tuple[str, str]]:
    """What the person did on the report, the newest first: id, and `You answered, 14:03 today`."""
    here = workplace()
    roster, now = here.roster(), here.now()
    with here.store.reading() as conn:
        own = [entry for entry in timeline.entries(conn, report.id) if entry.author.key == me]
    words = StoryWords(
        {key: person.name for key, person in roster.people.items()},
        {key: team.name for key, team in roster.teams.items()},
        roster.time_zone,
        now,
        here.library.site.currency,
    )
    return [
        (str(entry.id), f"You {words.what(entry)}, {spoken_time(entry.at, now, roster.time_zone)}")
        for entry in reversed(own)
    ]


def _shown(here: Workplace, found: Lesson, me: str) -> LessonShown:
    topic, owner = here.library.public.topics.get(found.topic), here.roster().people.get(found.person)
    return LessonShown(
        id=found.id,
        topic=topic.says if topic else found.topic.replace("-", " "),
        topic_address=paths.desk_lessons_on(found.topic) if topic else "",
        who=owner.name if owner and found.with_name else "A colleague",
        day=spoken_date(found.at, here.library.site.time_zone),
        what_happened=found.what_happened,
        learned=found.learned,
        do_now=found.do_now,
        is_mine=found.person == me,
        with_name=found.with_name,
    )
