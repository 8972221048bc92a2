"""The draft of a page: its file, how it will look, what the check says of it, and what others say.

Its editor saves it, by the buttons or by the page's script, which asks for JSON; everybody else on the desk reads it.
"""

from flask import Blueprint, abort, flash, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import editing_paths
from portal.acts.edit_page import comment_on_draft, page_now, save_draft, throw_away_draft
from portal.desk.editing_forms import CommentForm, DraftForm
from portal.desk.editing_shown import name_of, shown_comments, shown_draft, when
from portal.desk.others_here import wall_clock
from portal.desk.sign_in_forms import ButtonForm
from portal.errors import EditRefused, SavedElsewhere
from portal.store import content_drafts, content_publications
from portal.store.content_drafts import ContentDraft, DraftState
from portal.web.access import require_editor, signed_in
from portal.web.current import workplace
from portal.web.editing_room import editing_room
from portal.web.headers import CONTENT_SECURITY_POLICY
from portal.web.limits import KEEP_DRAFT, is_over

blueprint = Blueprint("desk_editing_draft", __name__)
Answer = str | tuple[str, int] | Response | tuple[Response, int]
DRAFT = editing_paths.DRAFTS + "/<int:draft_id>"
PAGE_POLICY = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
"""The page with the draft may show its preview beside it."""
PREVIEW_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-same-origin",
    )
)
"""The preview runs no script, sends nothing and stands in no page but ours. The sandbox keeps its origin so that it may
load our own style sheets, which other origins may not."""
_TOO_OFTEN = "Not saved: you have saved very often just now. Wait ten minutes. Your words stay here."


@blueprint.get(DRAFT)
def draft(draft_id: int) -> Answer:
    kept = kept_draft(draft_id)
    if kept.state is DraftState.PUBLISHED:
        return _to_its_publication(kept)
    return draft_page(kept, _form_of(kept), CommentForm(prefix="comment", formdata=None))


@blueprint.post(DRAFT)
def save(draft_id: int) -> Answer:
    me, form = require_editor().person.key, DraftForm(prefix="page")
    kept, by_script = kept_draft(draft_id), request.accept_mimetypes.best == "application/json"
    fault, status = _fault(kept, form, me)
    if fault and by_script:
        return jsonify(problem=fault), status
    if fault:
        return draft_page(kept_draft(draft_id), form, CommentForm(prefix="comment", formdata=None), fault), status
    saved = kept_draft(draft_id)
    if by_script:
        look = editing_room().look(saved.source, saved.text)
        told = render_template("desk/editing/check.html", look=look, is_mine=True)
        clock = wall_clock(saved.saved_at, workplace().library.site.time_zone)
        return jsonify(kept=clock, revision=saved.revision, check=told)
    if request.form.get("then") == "publish":
        return redirect(editing_paths.publish(draft_id), 303)
    flash("Saved. Readers see nothing of it before you publish it.")
    return redirect(editing_paths.draft(draft_id), 303)


def _fault(kept: ContentDraft, form: DraftForm, me: str) -> tuple[str, int]:
    """Why it was not saved, and the status; empty where it was."""
    if not form.validate():
        return " ".join((*form.problems, *(str(each) for each in form.text.errors))), 422
    if is_over(workplace(), KEEP_DRAFT, me):
        return _TOO_OFTEN, 429
    try:
        save_draft(workplace(), kept.id, me, form.seen, form.text.data)
    except SavedElsewhere as error:
        return str(error), 409
    except EditRefused as error:
        return str(error), 422
    return "", 200


@blueprint.get(DRAFT + "/preview")
def preview(draft_id: int) -> Response:
    kept, refused = kept_draft(draft_id), ""
    html, room = "", editing_room()
    try:
        if kept.source.startswith("content/desk/"):
            body = room.desk_text(kept.source, kept.text)
            html = render_template("desk/editing/desk_preview.html", body=body, source=kept.source)
        else:
            html = room.preview(kept.source, kept.text)
    except EditRefused as error:
        refused = str(error)
    answer = make_response(html or render_template("desk/editing/no_preview.html", why=refused))
    answer.headers["Content-Security-Policy"] = PREVIEW_POLICY
    return answer


@blueprint.post(DRAFT + "/comment")
def comment(draft_id: int) -> Answer:
    me, form, kept = signed_in().person.key, CommentForm(prefix="comment"), kept_draft(draft_id)
    if not form.validate():
        return draft_page(kept, _form_of(kept), form), 422
    comment_on_draft(workplace(), draft_id, me, form.filling, form.words.data)
    flash("Said. Everybody on the desk can read it.")
    return redirect(f"{editing_paths.draft(draft_id)}#said", 303)


@blueprint.post(DRAFT + "/throw-away")
def throw_away(draft_id: int) -> Answer:
    me, form, kept = require_editor().person.key, ButtonForm(prefix="throw"), kept_draft(draft_id)
    if not form.validate():
        return draft_page(kept, _form_of(kept), CommentForm(prefix="comment", formdata=None), form.problems[0]), 422
    throw_away_draft(workplace(), draft_id, me)
    flash("Thrown away. The page is as it was.")
    return redirect(editing_paths.page(kept.source), 303)


def draft_page(kept: ContentDraft, form: DraftForm, said: CommentForm, fault: str = "") -> Response:
    """The page of an open draft, for its editor or for somebody else, with what is wrong on top."""
    here, me = workplace(), signed_in()
    with here.store.reading() as conn:
        others = [each for each in content_drafts.open_drafts(conn, kept.source) if each.id != kept.id]
        comments = content_drafts.comments(conn, kept.id)
        last = content_publications.last_of_draft(conn, kept.id)
    is_mine = kept.person == me.person.key and me.is_editor
    look = editing_room().look(kept.source, kept.text)
    saved_elsewhere = bool(fault) and form.seen not in (0, kept.revision)
    if saved_elsewhere:
        # Whoever has seen both may save what they make of them.
        form.revision.data = str(kept.revision)
    if fault and fault not in form.problems and not form.text.errors:
        form.problems.append(fault)
    page = render_template(
        "desk/editing/draft.html",
        kept=kept,
        form=form,
        said=said,
        throw=ButtonForm(prefix="throw", formdata=None),
        begin=ButtonForm(prefix="begin", formdata=None),
        wrong=bool(form.problems or form.errors or said.problems or said.errors),
        saved_elsewhere=saved_elsewhere,
        look=look,
        title=look.title or kept.source.removeprefix("content/"),
        is_mine=is_mine,
        is_editor=me.is_editor,
        who=name_of(kept.person),
        saved=when(kept.saved_at),
        is_overtaken=page_now(here, kept.source).hash != kept.base_hash,
        others=[shown_draft(each, me.person.key) for each in others],
        comments=shown_comments(comments),
        publication=editing_paths.publication(last.id) if last is not None else "",
        is_under_way=last is not None and not last.is_done,
        address=editing_paths.draft(kept.id),
        page_address=editing_paths.page(kept.source),
        root=editing_paths.ROOT,
    )
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = PAGE_POLICY
    return answer


def kept_draft(draft_id: int) -> ContentDraft:
    """Aborts with 404 for one that is no longer kept."""
    with workplace().store.reading() as conn:
        kept = content_drafts.draft_by_id(conn, draft_id)
    if kept is None or kept.state is DraftState.THROWN_AWAY:
        abort(404)
    return kept


def _form_of(kept: ContentDraft) -> DraftForm:
    form = DraftForm(prefix="page", formdata=None)
    form.text.data, form.revision.data = kept.text, str(kept.revision)
    return form


def _to_its_publication(kept: ContentDraft) -> Response:
    with workplace().store.reading() as conn:
        last = content_publications.last_of_draft(conn, kept.id)
    return redirect(editing_paths.publication(last.id) if last else editing_paths.page(kept.source), 303)
