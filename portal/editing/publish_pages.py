"""Publishing what editors asked for, one after the other: write the file, commit it, build; or put everything back.

`deliver` does it on a host that has content/. How far a process came that died is found out from the file itself, so
the next one goes on. DESIGN §6, §8.
"""

import logging
from datetime import datetime

from portal.acts.ask_to_publish import ABANDONED_AFTER, require_decided
from portal.acts.audit import PAGE_NOT_PUBLISHED, PAGE_PUBLISHED, record_act
from portal.acts.edit_page import why_not_here
from portal.acts.workplace import Workplace
from portal.editing.content_git import ContentGit
from portal.editing.content_lock import content_lock
from portal.editing.outcomes import Outcome, has_problems, published, refused
from portal.editing.reading import Reading, look_of
from portal.editing.review import own_change, page_changes
from portal.editing.written_page import WrittenPage
from portal.errors import ContentError, EditRefused, NotPublished, PortalError
from portal.library.content_files import read_page
from portal.library.loader import checked_library
from portal.library.render_cache import RenderCache
from portal.publishing.build_site import build_site
from portal.publishing.site_to_freeze import MakeSite
from portal.store import content_drafts, content_publications
from portal.store.content_drafts import ContentDraft
from portal.store.content_publications import ContentPublication, PublicationState
from portal.team.roster import Person
from portal.web.editing_room import PageChange

logger = logging.getLogger(__name__)

PATIENCE_S = 30.0
_BROKE = "Something broke on our side, and it has been recorded. Your draft is kept; press Publish once more."
_NOT_WRITTEN = (
    "The file could not be written, and is as it was. Tell whoever runs this portal; the reason is in its log. "
    "Your draft is kept."
)


def publish_waiting(workplace: Workplace, make_site: MakeSite) -> int:
    """Do what waits; gives how many. Nothing on a host without content/. Raises StoreUnavailable."""
    if why_not_here(workplace) or _next(workplace) is None:
        return 0
    done = 0
    with content_lock(workplace.settings) as is_ours:
        while is_ours and (waiting := _taken(workplace)) is not None:
            _end(workplace, waiting, *_outcome_of(workplace, waiting, make_site))
            done += 1
    return done


def _next(workplace: Workplace) -> ContentPublication | None:
    with workplace.store.reading() as conn:
        return content_publications.next_under_way(conn)


def _taken(workplace: Workplace) -> ContentPublication | None:
    """The first that waits, or that was abandoned; None while another host is at one, so that they take turns."""
    waiting, now = _next(workplace), workplace.now()
    if waiting is None:
        return None
    with workplace.store.writing() as conn:
        return waiting if content_publications.take(conn, waiting.id, now, now - ABANDONED_AFTER) else None


def _outcome_of(
    workplace: Workplace, waiting: ContentPublication, make_site: MakeSite
) -> tuple[PublicationState, Outcome]:
    page = WrittenPage(workplace.settings, waiting.id, waiting.source)
    try:
        outcome = _publish(workplace, waiting, page, make_site)
        page.is_final()
        return PublicationState.PUBLISHED, outcome
    except EditRefused as error:
        return PublicationState.REFUSED, refused(error)
    except Exception as error:
        logger.exception("publication %d of %s failed", waiting.id, waiting.source)
        page.put_back()
        why = _NOT_WRITTEN if isinstance(error, OSError) else str(error) if isinstance(error, PortalError) else _BROKE
        return PublicationState.REFUSED, refused(EditRefused(why))


def _publish(workplace: Workplace, waiting: ContentPublication, page: WrittenPage, make_site: MakeSite) -> Outcome:
    """Raises NotPublished, EditRefused; whatever is raised later than the file was written has put it back."""
    settings, at = workplace.settings, workplace.now().replace(microsecond=0)
    draft, editor = _draft_and_editor(workplace, waiting)
    file = read_page(settings.site_dir, waiting.source)
    octets = file.octets_of(waiting.text)
    is_there = file.octets == octets
    if not is_there and file.hash != draft.base_hash:
        why = "Somebody else has changed this page since your draft was begun. Nothing of theirs was overwritten."
        raise NotPublished(why, overtaken=True)
    changes = _changes(workplace, waiting, draft, at)
    git = ContentGit(settings.site_dir, settings.mail_from)
    keeps_it = git.is_there() and git.keeps(waiting.source)
    if keeps_it and not is_there and git.changes_of(waiting.source):
        raise NotPublished(
            f"Somebody has changed {waiting.source} and not committed it to git yet. Ask whoever keeps the files to "
            "commit or undo that; your draft waits here."
        )
    if not is_there:
        page.write(file, octets)
    commit = _commit(git, waiting, editor, page) if keeps_it else ""
    pages = _build(workplace, waiting, page, make_site, at, git if commit else None)
    return published(changes, pages, commit)


def _draft_and_editor(workplace: Workplace, waiting: ContentPublication) -> tuple[ContentDraft, Person]:
    with workplace.store.reading() as conn:
        draft = content_drafts.draft_by_id(conn, waiting.draft_id)
        if draft is None or not draft.is_open:
            raise NotPublished("The draft is no longer kept: it was published or thrown away.")
        require_decided(conn, draft)
    editor = workplace.roster().editors.get(waiting.person)
    if editor is None:
        raise NotPublished("Whoever pressed Publish is no editor any more.")
    return draft, editor


def _changes(
    workplace: Workplace, waiting: ContentPublication, draft: ContentDraft, at: datetime
) -> tuple[PageChange, ...]:
    """What readers will notice, the page itself first. Raises NotPublished with every problem there is."""
    today = workplace.local_day(at)
    reading = Reading(workplace.settings)
    try:
        loaded = reading.with_text(waiting.source, waiting.text, today)
    finally:
        reading.close()
    if loaded.library is None:
        raise has_problems(look_of(loaded, waiting.source).stopping)
    found = page_changes(workplace.library, loaded.library, today)
    own = own_change(waiting.source, waiting.source, draft.base_text, waiting.text, found)
    return (own, *(change for source, change in found.items() if source != waiting.source))


def _commit(git: ContentGit, waiting: ContentPublication, editor: Person, page: WrittenPage) -> str:
    """The commit's name; empty where there was nothing to commit. Raises NotPublished, with the file put back."""
    try:
        if not git.changes_of(waiting.source):
            made = git.commits(waiting.source)
            return made[0].id if page.was_begun and made else ""
        words = waiting.why or f"Change {waiting.source}"
        return git.commit(waiting.source, words, editor.name, editor.mail)
    except EditRefused as error:
        page.put_back()
        raise NotPublished(f"{error} The file was put back as it was; your draft is kept.") from error


def _build(
    workplace: Workplace,
    waiting: ContentPublication,
    page: WrittenPage,
    make_site: MakeSite,
    at: datetime,
    git: ContentGit | None,
) -> int:
    """How many files were published anew. Raises NotPublished, with the file put back, by a commit where `git` is."""
    settings = workplace.settings
    try:
        done = build_site(
            settings,
            lambda: checked_library(settings.site_dir, at.date(), kept=RenderCache(settings.render_cache_file)),
            make_site,
            at,
            patience_s=PATIENCE_S,
        )
    except Exception as error:
        logger.exception("the site could not be built with publication %d of %s", waiting.id, waiting.source)
        page.put_back()
        why = f"The site could not be built: {_reason(error)} The file was put back as it was; your draft is kept."
        if git is not None:
            why += _undone(git, waiting, settings.mail_from)
        problems = error.problems if isinstance(error, ContentError) else ()
        raise NotPublished(why, problems=problems) from error
    workplace.in_force.refresh(workplace.now())
    return len(done.changed) + len(done.deleted)


def _undone(git: ContentGit, waiting: ContentPublication, mail_from: str) -> str:
    """A commit that puts the file back in git too; what git says where it will not."""
    try:
        git.commit(waiting.source, f"Put back {waiting.source}: the site could not be built", "Forthright", mail_from)
        return ""
    except EditRefused as error:
        return f" In git it still has to be put back by hand. {error}"


def _reason(error: Exception) -> str:
    if isinstance(error, ContentError):
        return "there are problems in the content."
    return str(error) if isinstance(error, PortalError) else f"{type(error).__name__}."


def _end(workplace: Workplace, waiting: ContentPublication, state: PublicationState, outcome: Outcome) -> None:
    now, is_published = workplace.now(), state is PublicationState.PUBLISHED
    facts = {"publication": waiting.id, "page": waiting.source}
    with workplace.store.writing() as conn:
        content_publications.finish(conn, waiting.id, state, now, outcome)
        if is_published:
            content_drafts.mark_published(conn, waiting.draft_id)
        record_act(conn, now, PAGE_PUBLISHED if is_published else PAGE_NOT_PUBLISHED, waiting.person, None, facts)
