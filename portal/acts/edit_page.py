"""An editor works on a page: a draft is begun, saved, begun anew from what is there now, talked about, thrown away.

A draft is kept in the store and changes no file. It is its editor's; everybody on the desk may read it and say what
they think. What is published of it is asked for by portal.acts.ask_to_publish.
"""

from sqlalchemy import Connection

from portal.acts.audit import DRAFT_COMMENTED, EDIT_BEGUN, EDIT_THROWN_AWAY, record_act
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import EditorsOnly, EditRefused, SavedElsewhere
from portal.library.content_files import KeptFile, file_text, read_page, text_fault
from portal.store import content_drafts, content_publications, duties, page_drafts
from portal.store.content_drafts import Comment, ContentDraft, NewContentDraft
from portal.store.page_drafts import DraftState

NO_CONTENT = (
    "The pages are not kept on this machine, so nothing can be changed from here. Whoever runs this portal can put the "
    "folder content/ beside it; docs/operations.md says how."
)
GONE = "This draft is no longer kept: it was published or thrown away."


def why_not_here(workplace: Workplace) -> str:
    """Why pages cannot be edited on this host; empty where they can."""
    return "" if workplace.settings.content_dir.is_dir() else NO_CONTENT


def page_now(workplace: Workplace, source: str) -> KeptFile:
    """The page's file as it is on this host. Raises EditRefused."""
    if why := why_not_here(workplace):
        raise EditRefused(why)
    return read_page(workplace.settings.site_dir, source)


def begin_draft(
    workplace: Workplace,
    person: str,
    filling: str,
    source: str,
    text: str | None = None,
    proposal_id: int | None = None,
) -> int:
    """A draft of the page as it is, or with `text` in place of that; gives its number.

    Whoever works on the page already goes on with that draft, unless they bring another text. Raises EditorsOnly,
    EditRefused.
    """
    require_editor_of(workplace, person)
    file, now = page_now(workplace, source), workplace.now()
    with workplace.store.writing() as conn:
        mine = [draft for draft in content_drafts.open_drafts(conn, source) if draft.person == person]
        is_new = duties.claim_duty(conn, f"form:edit:{filling}", now)
        if mine and (text is None or not is_new):
            return mine[0].id
        if proposal_id is not None:
            _require_waiting_or_taken(conn, proposal_id)
        new = NewContentDraft(
            source=source,
            person=person,
            base_hash=file.hash,
            base_text=file.text,
            text=file_text(file.text if text is None else text),
            at=now,
            proposal_id=proposal_id,
        )
        draft_id = content_drafts.add(conn, new)
        record_act(conn, now, EDIT_BEGUN, person, None, {"draft": draft_id, "page": source})
        return draft_id


def save_draft(workplace: Workplace, draft_id: int, person: str, seen: int, typed: str) -> ContentDraft:
    """Keep what was typed; `seen` is the revision that stood on the page. Raises EditRefused, SavedElsewhere."""
    text = file_text(typed)
    with workplace.store.writing() as conn:
        draft = own_draft(conn, draft_id, person, lock=True)
        if fault := text_fault(text, draft.source):
            raise EditRefused(f"Not saved. {fault.what} {fault.remedy}")
        if draft.text == text:
            return draft
        _require_at_rest(conn, draft_id)
        if not content_drafts.save(conn, draft_id, seen, text, workplace.now()):
            raise SavedElsewhere(
                "Not saved: this draft was saved on another page of yours since you opened it here. Both texts stand "
                "below; put together what you want to keep."
            )
        return own_draft(conn, draft_id, person)


def begin_from_now(workplace: Workplace, draft_id: int, person: str, seen: int, shown_hash: str, typed: str) -> None:
    """What is there now is what the draft was begun from, from here on; what was typed has both changes in it.

    `shown_hash` is of the file that was shown beside it. Raises EditRefused, SavedElsewhere.
    """
    text = file_text(typed)
    with workplace.store.writing() as conn:
        draft = own_draft(conn, draft_id, person, lock=True)
        _require_at_rest(conn, draft_id)
        file = page_now(workplace, draft.source)
        if file.hash != shown_hash:
            raise SavedElsewhere("The page has changed once more meanwhile. Look at it again; what you typed is kept.")
        if fault := text_fault(text, draft.source):
            raise EditRefused(f"Not saved. {fault.what} {fault.remedy}")
        if not content_drafts.rebase(conn, draft_id, seen, text, file.hash, file.text, workplace.now()):
            raise SavedElsewhere("This draft was saved on another page of yours since. Open it again.")


def throw_away_draft(workplace: Workplace, draft_id: int, person: str) -> None:
    """Raises EditRefused."""
    now = workplace.now()
    with workplace.store.writing() as conn:
        draft = own_draft(conn, draft_id, person, lock=True)
        _require_at_rest(conn, draft_id)
        content_drafts.throw_away(conn, draft_id)
        record_act(conn, now, EDIT_THROWN_AWAY, person, None, {"draft": draft_id, "page": draft.source})


def comment_on_draft(workplace: Workplace, draft_id: int, person: str, filling: str, words: str) -> None:
    """Anybody on the desk may. Raises EditRefused where it is published or thrown away."""
    now = workplace.now()
    with workplace.store.writing() as conn:
        draft = content_drafts.draft_by_id(conn, draft_id)
        if draft is None or not draft.is_open:
            raise EditRefused(GONE)
        if not duties.claim_duty(conn, f"form:comment:{filling}", now):
            return
        content_drafts.add_comment(conn, draft_id, Comment(person, now, tidy(words)))
        record_act(conn, now, DRAFT_COMMENTED, person, None, {"draft": draft_id, "page": draft.source})


def own_draft(conn: Connection, draft_id: int, person: str, *, lock: bool = False) -> ContentDraft:
    """The open draft of `person`; with `lock`, whoever else would change or publish it waits. Raises EditRefused."""
    draft = content_drafts.draft_by_id(conn, draft_id, lock=lock)
    if draft is None or not draft.is_open:
        raise EditRefused(GONE)
    if draft.person != person:
        raise EditRefused("This draft is a colleague’s. Say below it what you think, or begin one of your own.")
    return draft


def _require_at_rest(conn: Connection, draft_id: int) -> None:
    """What is changed while it is being published would go with the draft, and be in no page.

    The caller has locked the draft, so nobody presses Publish in between.
    """
    last = content_publications.last_of_draft(conn, draft_id)
    if last is not None and not last.is_done:
        raise EditRefused("This draft is being published. Wait for what comes of it; your words stay here meanwhile.")


def require_editor_of(workplace: Workplace, person: str) -> None:
    if person not in workplace.roster().editors:
        raise EditorsOnly("Only editors change pages. Ask one of them for the change.")


def _require_waiting_or_taken(conn: Connection, proposal_id: int) -> None:
    proposal = page_drafts.draft_by_id(conn, proposal_id)
    if proposal is None or proposal.state is DraftState.REFUSED:
        raise EditRefused("A lead has decided not to take this page, so there is nothing to begin from.")
