"""A lead decides about a page that somebody proposed, who hears of it. Publishing it stays an editor's work."""

from portal.acts.audit import DRAFT_DECIDED, record_act
from portal.acts.notify import notify_person
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import LeadsOnly, MoveRefused
from portal.store import page_drafts, reports
from portal.store.page_drafts import DraftState


def decide_draft(workplace: Workplace, draft_id: int, person: str, *, taken: bool, why: str) -> None:
    """Raises LeadsOnly, MoveRefused where it is decided already or no longer there."""
    if person not in workplace.roster().leads:
        raise LeadsOnly("Leads decide about drafts. If you think that this one is right, tell yours.")
    now = workplace.now()
    with workplace.store.writing() as conn:
        draft = page_drafts.draft_by_id(conn, draft_id)
        if draft is None:
            raise MoveRefused("This draft is no longer kept.")
        state = DraftState.TAKEN if taken else DraftState.REFUSED
        if not page_drafts.decide(conn, draft_id, state, person, now, tidy(why)):
            raise MoveRefused("This was decided already, by you or another lead.")
        report = reports.report_by_id(conn, draft.report_id) if draft.report_id else None
        record_act(conn, now, DRAFT_DECIDED, person, report, {"draft": draft_id, "slug": draft.slug, "taken": taken})
        if report is not None and draft.proposed_by != person and draft.proposed_by in workplace.roster().people:
            facts = {"draft": draft_id, "lead": person}
            notify_person(conn, workplace, report, "draft_decided", draft.proposed_by, None, facts)
