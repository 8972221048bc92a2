"""Publishing what editors asked for, one after the other, by `deliver` on a host that has content/.

How far a process came that died is found out from what lies beside the file, so the next one goes on. DESIGN §6, §8.
"""

import logging

from portal.acts.ask_to_publish import ABANDONED_AFTER
from portal.acts.audit import PAGE_NOT_PUBLISHED, PAGE_PUBLISHED, record_act
from portal.acts.edit_page import why_not_here
from portal.acts.workplace import Workplace
from portal.editing.content_lock import content_lock
from portal.editing.one_publication import OnePublication
from portal.editing.outcomes import Outcome
from portal.editing.taken_up import note_taken, taken_here
from portal.publishing.site_to_freeze import MakeSite
from portal.store import content_drafts, content_publications
from portal.store.content_publications import ContentPublication, PublicationState

logger = logging.getLogger(__name__)


def publish_waiting(workplace: Workplace, make_site: MakeSite) -> int:
    """Do what waits; gives how many. Nothing on a host without content/. Raises StoreUnavailable."""
    if why_not_here(workplace) or _next(workplace) is None:
        return 0
    done = 0
    with content_lock(workplace.settings) as is_ours:
        while is_ours and (waiting := _taken(workplace)) is not None:
            one = OnePublication(workplace, waiting, make_site)
            ended = one.ended()
            if ended is None:
                if not one.was_begun:
                    _hand_back(workplace, waiting)
                break
            _end(workplace, waiting, *ended)
            done += 1
            try:
                one.has_ended()
            except OSError:
                logger.exception("what was kept of publication %d in var/ could not be removed", waiting.id)
    return done


def _next(workplace: Workplace) -> ContentPublication | None:
    with workplace.store.reading() as conn:
        return content_publications.next_under_way(conn)


def _taken(workplace: Workplace) -> ContentPublication | None:
    """The first that waits, or that a dead process left; None while another host is at one, so that they take turns.

    What readers will notice is told against the release in force, so that is looked at first.
    """
    workplace.in_force.refresh(workplace.now())
    waiting, now = _next(workplace), workplace.now()
    if waiting is None:
        return None
    ours = taken_here(workplace.settings, waiting.id)
    with workplace.store.writing() as conn:
        is_taken = content_publications.take(conn, waiting.id, now, now - ABANDONED_AFTER, ours)
    if not is_taken:
        return None
    note_taken(workplace.settings, waiting.id, now)
    return waiting


def _hand_back(workplace: Workplace, waiting: ContentPublication) -> None:
    with workplace.store.writing() as conn:
        content_publications.hand_back(conn, waiting.id)


def _end(workplace: Workplace, waiting: ContentPublication, state: PublicationState, outcome: Outcome) -> None:
    now, is_published = workplace.now(), state is PublicationState.PUBLISHED
    facts = {"publication": waiting.id, "page": waiting.source}
    with workplace.store.writing() as conn:
        content_publications.finish(conn, waiting.id, state, now, outcome)
        if is_published:
            content_drafts.mark_published(conn, waiting.draft_id)
        record_act(conn, now, PAGE_PUBLISHED if is_published else PAGE_NOT_PUBLISHED, waiting.person, None, facts)
