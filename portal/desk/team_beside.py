"""What the team has beside a report: lessons on its topic, and for whoever is signed in their own coaching notes."""

from dataclasses import dataclass

from portal import paths
from portal.acts.keep_lesson import lessons_beside
from portal.acts.read_coaching import conversations_on
from portal.desk.access import Access
from portal.desk.lesson_views import LessonShown, lessons_shown
from portal.store import timeline
from portal.web.current import workplace


@dataclass(frozen=True, slots=True)
class MyNotes:
    """A conversation of one's own about the report: its address, and with whom."""

    address: str
    other: str


@dataclass(frozen=True, slots=True)
class TeamBeside:
    """`mine` and `may_…` are empty and false for whoever came by a link alone: it may have been passed on."""

    lessons: tuple[LessonShown, ...]
    lessons_address: str
    mine: tuple[MyNotes, ...]
    may_begin: bool
    may_keep_lesson: bool
    may_thank: bool
    begin_address: str
    lesson_address: str
    thanks_address: str


def team_beside(way_in: Access) -> TeamBeside:
    """Raises StoreUnavailable."""
    here, report, me = workplace(), way_in.report, way_in.person
    people, by_link = here.roster().people, way_in.by_link
    with here.store.reading() as conn:
        writers = {entry.author.key for entry in timeline.entries(conn, report.id) if entry.author.is_staff}
    found = () if by_link else conversations_on(here, report, me)
    others_wrote = any(key in people for key in writers - {me})
    has_coach = bool(here.roster().coaches.keys() - {me})
    return TeamBeside(
        lessons=tuple(lessons_shown(here, lessons_beside(here, report), me)),
        lessons_address=paths.desk_lessons_on(report.topic),
        mine=tuple(_mine(thread.id, people[key].name) for thread in found if (key := thread.other_than(me)) in people),
        may_begin=not by_link and ((me in writers and has_coach) or (me in here.roster().coaches and others_wrote)),
        may_keep_lesson=not by_link and me in writers,
        may_thank=not by_link,
        begin_address=paths.desk_coaching_on(report.reference),
        lesson_address=paths.desk_lesson_from(report.reference),
        thanks_address=paths.desk_thanks_for(report.reference),
    )


def _mine(thread_id: int, other: str) -> MyNotes:
    return MyNotes(paths.desk_coaching_thread(thread_id), other)
