"""A page's own room: who works on it, how it has changed, and a draft begun from what it is or from what it was."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template
from werkzeug.wrappers import Response

from portal import editing_paths, paths
from portal.acts.edit_page import begin_draft, page_now, why_not_here
from portal.desk.editing_shown import name_of, shown_draft, when
from portal.desk.sign_in_forms import ButtonForm
from portal.errors import EditRefused
from portal.library.content_files import content_page
from portal.library.single_page import source_of
from portal.library.survey import PageFile
from portal.promises.spoken import spoken_day
from portal.store import content_drafts, content_publications, page_drafts
from portal.store.content_publications import PublicationState
from portal.store.page_drafts import DraftState, PageDraft
from portal.web.access import require_editor, signed_in
from portal.web.current import workplace
from portal.web.editing_room import editing_room

blueprint = Blueprint("desk_editing_page", __name__)
Answer = str | tuple[str, int] | Response
MOST_SHOWN = 50
_PAGE = editing_paths.OF_PAGE + "<path:page_name>"
_COMMIT = editing_paths.ROOT + "/commits/<commit>/<path:page_name>"
_PUBLISHED = editing_paths.PUBLICATIONS + "/<int:publication_id>/again"
_PROPOSED = editing_paths.PROPOSED + "/<int:proposal_id>"


@dataclass(frozen=True, slots=True)
class Version:
    """Something that the file was; `again` is where a draft is begun from it."""

    when: str
    who: str
    words: str
    again: str
    short: str = ""


@blueprint.get(_PAGE)
def page(page_name: str) -> Answer:
    return _page(page_name, ButtonForm(prefix="begin", formdata=None))


@blueprint.post(_PAGE)
def begin(page_name: str) -> Answer:
    me, form = require_editor(), ButtonForm(prefix="begin")
    source = _known(page_name).source
    if not form.validate():
        return _page(page_name, form), 422
    return _to(begin_draft(workplace(), me.person.key, form.filling, source))


@blueprint.post(_COMMIT)
def begin_from_commit(commit: str, page_name: str) -> Answer:
    """A draft with what the file was at a commit."""
    me, form = require_editor(), ButtonForm(prefix="begin")
    source = _known(page_name).source
    if not form.validate():
        return _page(page_name, form), 422
    text = editing_room().text_at(source, commit)
    return _to(begin_draft(workplace(), me.person.key, form.filling, source, text))


@blueprint.post(_PUBLISHED)
def begin_from_publication(publication_id: int) -> Answer:
    """A draft with what was published from the desk before."""
    me, form = require_editor(), ButtonForm(prefix="begin")
    with workplace().store.reading() as conn:
        found = content_publications.publication_by_id(conn, publication_id)
    if found is None or found.state is not PublicationState.PUBLISHED or not found.text:
        abort(404)
    if not form.validate():
        return _page(editing_paths.page(found.source).removeprefix(editing_paths.OF_PAGE), form), 422
    return _to(begin_draft(workplace(), me.person.key, form.filling, found.source, found.text))


@blueprint.get(_PROPOSED)
def proposed(proposal_id: int) -> Answer:
    """Before a draft is begun from a page that somebody proposed."""
    require_editor()
    found = _proposal(proposal_id)
    return _proposed(found, ButtonForm(prefix="begin", formdata=None))


@blueprint.post(_PROPOSED)
def begin_from_proposal(proposal_id: int) -> Answer:
    me, form, found = require_editor(), ButtonForm(prefix="begin"), _proposal(proposal_id)
    if not form.validate():
        return _proposed(found, form), 422
    source = source_of(found.kind.value, found.slug)
    return _to(begin_draft(workplace(), me.person.key, form.filling, source, found.markdown, found.id))


def _proposed(found: PageDraft, form: ButtonForm) -> str:
    return render_template(
        "desk/editing/proposed.html",
        proposal=found,
        who=name_of(found.proposed_by),
        address=paths.desk_page_draft(found.id),
        action=f"{editing_paths.PROPOSED}/{found.id}",
        form=form,
    )


def _page(page_name: str, form: ButtonForm) -> str:
    me, here = signed_in(), workplace()
    source = _known(page_name).source
    now, room = page_now(here, source), editing_room()
    with here.store.reading() as conn:
        drafts = content_drafts.open_drafts(conn, source)
        published = content_publications.published_of_page(conn, source, MOST_SHOWN)
    title = next((each.title for each in room.pages() if each.source == source), source.removeprefix("content/"))
    versions = [
        Version(when(each.done_at or each.asked_at), name_of(each.person), each.why, _again(each.id))
        for each in published
        if each.text
    ]
    commits = [
        Version(when(each.at), each.who, each.words, _at_commit(each.id, page_name), each.short)
        for each in room.commits(source)
    ]
    return render_template(
        "desk/editing/page.html",
        title=title,
        source=source,
        is_there=now.octets is not None,
        is_editor=me.is_editor,
        drafts=[shown_draft(draft, me.person.key, title) for draft in drafts],
        told=[(spoken_day(each.on), each) for each in room.told(source)[:MOST_SHOWN]],
        versions=versions,
        commits=commits,
        form=form,
        root=editing_paths.ROOT,
        address=editing_paths.page(source),
    )


def _again(publication_id: int) -> str:
    return f"{editing_paths.publication(publication_id)}/again"


def _at_commit(commit: str, page_name: str) -> str:
    return f"{editing_paths.ROOT}/commits/{commit}/{page_name}"


def _known(page_name: str) -> PageFile:
    """Aborts with 404 for what is no page of content/. Raises EditRefused on a host without it."""
    if why := why_not_here(workplace()):
        raise EditRefused(why)
    try:
        return content_page(workplace().settings.site_dir, editing_paths.source_of(page_name))
    except EditRefused:
        abort(404)


def _proposal(proposal_id: int) -> PageDraft:
    with workplace().store.reading() as conn:
        found = page_drafts.draft_by_id(conn, proposal_id)
    if found is None or found.state is DraftState.REFUSED:
        abort(404)
    return found


def _to(draft_id: int) -> Response:
    return redirect(editing_paths.draft(draft_id), 303)
