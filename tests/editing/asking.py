"""A page changed and asked to be published, and what came of it."""

from portal.acts.ask_to_publish import ask_to_publish
from portal.acts.edit_page import begin_draft, save_draft
from portal.acts.workplace import Workplace
from portal.editing.publish_pages import publish_waiting
from portal.publishing.site_to_freeze import MakeSite
from portal.site_app import site_to_freeze
from portal.store import content_drafts, content_publications
from portal.store.content_publications import ContentPublication
from tests.workplaces import filling

REFUNDS = "content/public/policies/refunds.md"
OLD, NEW = "Because we looked at it.", "Within five days."


def asked(here: Workplace, source: str = REFUNDS, old: str = OLD, new: str = NEW, person: str = "ines") -> int:
    draft_id = begin_draft(here, person, filling(), source)
    with here.store.reading() as conn:
        draft = content_drafts.draft_by_id(conn, draft_id)
    assert draft is not None
    assert old in draft.text
    saved = save_draft(here, draft_id, person, draft.revision, draft.text.replace(old, new))
    return ask_to_publish(here, draft_id, person, saved.revision, "Say by when.")


def publish(here: Workplace, make_site: MakeSite | None = None) -> int:
    return publish_waiting(here, make_site or site_to_freeze(here.settings))


def came_of(here: Workplace, publication_id: int) -> ContentPublication:
    with here.store.reading() as conn:
        found = content_publications.publication_by_id(conn, publication_id)
    assert found is not None
    return found


def file_of(here: Workplace) -> str:
    return (here.settings.site_dir / REFUNDS).read_text("utf-8")
