"""The editing room: every page of content/ with what is to be said of it, the drafts under way, and a new page.

Everybody on the desk may look; editors begin. Behind the door (portal.web.access). A GET shows, only a POST changes.
"""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import editing_paths, paths
from portal.acts.edit_page import begin_draft, why_not_here
from portal.desk.editing_forms import NewPageForm
from portal.desk.editing_shown import found_by, shown_draft, shown_pages
from portal.errors import EditRefused
from portal.store import content_drafts, page_drafts
from portal.store.page_drafts import DraftState
from portal.web.access import require_editor, signed_in
from portal.web.current import workplace
from portal.web.editing_room import editing_room
from portal.web.forms import typed_line

blueprint = Blueprint("desk_editing_list", __name__)
Answer = str | tuple[str, int] | Response
MOST_WAITING = 100


@blueprint.get(editing_paths.ROOT)
def pages() -> Answer:
    me, words = signed_in(), typed_line(request.args.get("q"))
    with workplace().store.reading() as conn:
        drafts = content_drafts.open_drafts(conn)
        proposed = page_drafts.newest(conn, DraftState.WAITING, MOST_WAITING)
    not_here = why_not_here(workplace())
    listed = () if not_here else editing_room().pages()
    titles = {page.source: page.title for page in listed}
    return render_template(
        "desk/editing/pages.html",
        not_here=not_here,
        is_editor=me.is_editor,
        words=words,
        drafts=[shown_draft(draft, me.person.key, titles.get(draft.source, "")) for draft in drafts],
        proposed=[(draft.title, paths.desk_page_draft(draft.id)) for draft in proposed],
        sections=shown_pages(found_by(listed, words), drafts, me.person.key),
        addresses=editing_paths,
    )


@blueprint.get(editing_paths.NEW)
def new_page() -> Answer:
    require_editor()
    return _new(NewPageForm(prefix="new", formdata=None))


@blueprint.post(editing_paths.NEW)
def begin_page() -> Answer:
    me, form = require_editor(), NewPageForm(prefix="new")
    if not form.validate():
        return _new(form), 422
    try:
        source, text = editing_room().skeleton(form.kind.data, form.title.data)
        draft_id = begin_draft(workplace(), me.person.key, form.filling, source, text)
    except EditRefused as error:
        form.problems.append(str(error))
        return _new(form), 409
    return redirect(editing_paths.draft(draft_id), 303)


def _new(form: NewPageForm) -> str:
    return render_template(
        "desk/editing/new.html", form=form, not_here=why_not_here(workplace()), address=editing_paths
    )
