"""An editor presses Publish: what they were shown waits for `deliver`, which writes, commits and builds it in its turn.

DESIGN §5 "What is in force", §6: the database is the queue.
"""

from datetime import timedelta

from sqlalchemy import Connection

from portal.acts.audit import PUBLISHING_ASKED, record_act
from portal.acts.edit_page import own_draft, page_now, require_editor_of
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import EditRefused, SavedElsewhere
from portal.store import content_publications, page_drafts
from portal.store.content_drafts import ContentDraft
from portal.store.page_drafts import DraftState

ABANDONED_AFTER = timedelta(minutes=10)
"""A publication that was taken up and not finished by then belongs to nobody: its process has died."""


def ask_to_publish(workplace: Workplace, draft_id: int, person: str, seen: int, why: str) -> int:
    """Gives the publication's number; pressed twice, the same. `seen` is the revision that was looked over.

    Raises EditorsOnly, EditRefused, and SavedElsewhere where the draft or the page is another by now.
    """
    require_editor_of(workplace, person)
    now = workplace.now()
    with workplace.store.writing() as conn:
        # Locked before its publications are looked at: of two who press at once, the second finds the first's.
        draft = own_draft(conn, draft_id, person, lock=True)
        last = content_publications.last_of_draft(conn, draft_id)
        if last is not None and not last.is_done:
            return last.id
        if draft.revision != seen:
            raise SavedElsewhere("The draft was saved since you looked it over. Look again at what would change.")
        if page_now(workplace, draft.source).hash != draft.base_hash:
            raise SavedElsewhere("Somebody else has changed this page meanwhile. Nothing of theirs was overwritten.")
        require_decided(conn, draft)
        words = " ".join(tidy(why).split())
        publication_id = content_publications.ask(conn, draft.id, draft.source, person, draft.text, words, now)
        record_act(conn, now, PUBLISHING_ASKED, person, None, {"publication": publication_id, "page": draft.source})
        return publication_id


def require_decided(conn: Connection, draft: ContentDraft) -> None:
    """A page that somebody proposed is published once a lead has taken it. Raises EditRefused."""
    proposal = page_drafts.draft_by_id(conn, draft.proposal_id) if draft.proposal_id else None
    if proposal is None or proposal.state is DraftState.TAKEN:
        return
    if proposal.state is DraftState.REFUSED:
        raise EditRefused("A lead has decided not to take the page that this draft was begun from.")
    raise EditRefused(
        "A lead has not decided yet about the page that this draft was begun from. Ask them; the draft waits here."
    )
