"""From a draft to the published page: what would change, the press of the button, and what came of it.

Where somebody else has changed the page meanwhile, both changes are shown, and nothing of theirs is overwritten.
"""

from datetime import timedelta

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import editing_paths
from portal.acts.ask_to_publish import ask_to_publish
from portal.acts.edit_page import begin_from_now, own_draft, page_now
from portal.desk.editing_draft_views import DRAFT, kept_draft
from portal.desk.editing_forms import BothForm, PublishForm
from portal.desk.editing_shown import name_of, when
from portal.errors import EditRefused, SavedElsewhere
from portal.library.three_way import three_way
from portal.store import content_publications
from portal.store.content_drafts import ContentDraft
from portal.store.content_publications import ContentPublication, PublicationState
from portal.web.access import require_editor, signed_in
from portal.web.current import workplace
from portal.web.editing_room import editing_room

blueprint = Blueprint("desk_editing_publish", __name__)
Answer = str | tuple[str, int] | Response
NOBODY_CAME = timedelta(minutes=1)
_PUBLICATION = editing_paths.PUBLICATIONS + "/<int:publication_id>"


@blueprint.get(DRAFT + "/publish")
def look_over(draft_id: int) -> Answer:
    kept, form = _mine(draft_id), PublishForm(prefix="publish", formdata=None)
    if _is_overtaken(kept):
        return redirect(f"{editing_paths.draft(draft_id)}/both", 303)
    form.revision.data = str(kept.revision)
    return _look_over(kept, form)


@blueprint.post(DRAFT + "/publish")
def publish(draft_id: int) -> Answer:
    me, form = require_editor().person.key, PublishForm(prefix="publish")
    kept = kept_draft(draft_id)
    if not form.validate():
        return _look_over(kept, form), 422
    try:
        publication_id = ask_to_publish(workplace(), draft_id, me, form.seen, form.why.data or "")
    except SavedElsewhere as error:
        if _is_overtaken(kept):
            flash(str(error))
            return redirect(f"{editing_paths.draft(draft_id)}/both", 303)
        form.revision.data = str(kept.revision)
        form.problems.append(str(error))
        return _look_over(kept, form), 409
    except EditRefused as error:
        form.problems.append(str(error))
        return _look_over(kept, form), 409
    return redirect(editing_paths.publication(publication_id), 303)


@blueprint.get(DRAFT + "/both")
def both(draft_id: int) -> Answer:
    """What was there, what is there now, and the draft, part by part."""
    kept, form = _mine(draft_id), BothForm(prefix="both", formdata=None)
    if not _is_overtaken(kept):
        return redirect(editing_paths.draft(draft_id), 303)
    return _both(kept, form, begin=True)


@blueprint.post(DRAFT + "/both")
def go_on(draft_id: int) -> Answer:
    me, form = require_editor().person.key, BothForm(prefix="both")
    kept = kept_draft(draft_id)
    if not form.validate():
        return _both(kept, form), 422
    try:
        begin_from_now(workplace(), draft_id, me, form.seen, form.shown.data or "", form.text.data)
    except SavedElsewhere as error:
        form.problems.append(str(error))
        return _both(kept, form), 409
    flash("Saved, with what is there now as its beginning. Look it over once more.")
    return redirect(editing_paths.draft(draft_id), 303)


@blueprint.get(_PUBLICATION)
def publication(publication_id: int) -> Answer:
    with workplace().store.reading() as conn:
        found = content_publications.publication_by_id(conn, publication_id)
    if found is None:
        abort(404)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(done=found.is_done)
    outcome = found.outcome
    return render_template(
        "desk/editing/publication.html",
        found=found,
        who=name_of(found.person),
        asked=when(found.asked_at),
        done=when(found.done_at) if found.done_at else "",
        outcome=outcome,
        is_published=found.state is PublicationState.PUBLISHED,
        nobody_came=_nobody_came(found),
        draft=editing_paths.draft(found.draft_id),
        address=editing_paths.publication(found.id),
        page_address=editing_paths.page(found.source),
        root=editing_paths.ROOT,
    )


def _nobody_came(found: ContentPublication) -> bool:
    """Whether nothing has taken it up, which `deliver` does within seconds where it runs."""
    return found.state is PublicationState.WAITING and workplace().now() - found.asked_at > NOBODY_CAME


def _look_over(kept: ContentDraft, form: PublishForm) -> str:
    review = editing_room().review(kept.source, kept.text)
    return render_template(
        "desk/editing/publish.html",
        kept=kept,
        form=form,
        review=review,
        stopping=review.look.stopping,
        wrong=bool(form.problems or form.errors),
        address=editing_paths.draft(kept.id),
        root=editing_paths.ROOT,
    )


def _both(kept: ContentDraft, form: BothForm, *, begin: bool = False) -> str:
    now = page_now(workplace(), kept.source)
    found = three_way(kept.base_text, now.text, kept.text)
    if begin:
        form.text.data = found.merged
        form.revision.data = str(kept.revision)
    form.shown.data = now.hash
    return render_template(
        "desk/editing/both.html",
        kept=kept,
        form=form,
        parts=[part for part in found.parts if part.who != "same"],
        meets=found.meets,
        is_gone=now.octets is None,
        wrong=bool(form.problems or form.errors),
        address=editing_paths.draft(kept.id),
    )


def _mine(draft_id: int) -> ContentDraft:
    """Raises EditorsOnly, EditRefused for a colleague's."""
    require_editor()
    kept = kept_draft(draft_id)
    with workplace().store.reading() as conn:
        return own_draft(conn, kept.id, signed_in().person.key)


def _is_overtaken(kept: ContentDraft) -> bool:
    return page_now(workplace(), kept.source).hash != kept.base_hash
