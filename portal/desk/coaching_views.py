"""Coaching notes: where one begins, and the conversation, for the two people whose it is.

For everybody else, leads included, there is nothing at its address. Nothing here is reached by the link of a notice
alone: one has to be signed in.
"""

from flask import Blueprint, abort, flash, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.coached_work import entries_of, people_of
from portal.acts.coaching import ask_coach, close_thread, offer_note, reopen_thread, write_note
from portal.acts.read_coaching import conversation, my_conversations
from portal.desk.access import access
from portal.desk.coaching_forms import AskForm, CoachsNoteForm, OfferForm, ReplyForm
from portal.desk.coaching_page import conversation_shown
from portal.desk.sign_in_forms import ButtonForm
from portal.errors import MoveRefused
from portal.reports.timeline import Entry
from portal.store.coaching import Subject
from portal.web.access import signed_in
from portal.web.current import workplace
from portal.web.forms import StampedForm

blueprint = Blueprint("desk_coaching", __name__)
Answer = str | tuple[str, int] | Response
_THREAD = paths.DESK_COACHING + "/<int:thread_id>"
_MOVES = {
    "close": (close_thread, "Closed. Nobody can write here until you open it again."),
    "reopen": (reopen_thread, "Open again."),
}


@blueprint.get(paths.DESK_COACHING)
def coaching() -> Answer:
    me, here = signed_in().person.key, workplace()
    found = [conversation_shown(here, each, me) for each in my_conversations(here, me)]
    return render_template("desk/coaching.html", conversations=found)


@blueprint.route(paths.DESK_COACHING + "/on/<reference>", methods=["GET", "POST"])
def begin(reference: str) -> Answer:
    report, me, here = access(reference=reference).report, signed_in().person.key, workplace()
    subject = Subject("report", report.id)
    with here.store.reading() as conn:
        entries = entries_of(conn, subject)
    forms = _ways_in(entries, me)
    if request.method == "GET":
        return render_template("desk/coaching_begin.html", report=report, forms=forms, wrong=None)
    sent = forms.get("offer" if "offer-stamp" in request.form else "ask")

    def mended(status: int) -> Answer:
        return render_template("desk/coaching_begin.html", report=report, forms=forms, wrong=sent), status

    if sent is None:
        return mended(409)
    if not sent.validate():
        return mended(422)
    try:
        if isinstance(sent, OfferForm):
            thread_id = offer_note(here, subject, me, sent.filling, responder=sent.responder.data or "", note=sent.note)
        else:
            thread_id = ask_coach(here, subject, me, sent.filling, coach=sent.coach.data or "", note=sent.note)
    except MoveRefused as error:
        sent.problems.append(str(error))
        return mended(409)
    flash("Written. They have a notice, without the words.")
    return redirect(paths.desk_coaching_thread(thread_id), 303)


@blueprint.get(_THREAD)
def thread(thread_id: int) -> Answer:
    return _page(thread_id)


@blueprint.post(_THREAD + "/write")
def write(thread_id: int) -> Answer:
    form = _form(thread_id, blank=False)
    if not form.validate():
        return _page(thread_id, form, 422)
    try:
        write_note(workplace(), thread_id, signed_in().person.key, form.filling, form.note)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(thread_id, form, 409)
    flash("Written. They have a notice, without the words.")
    return redirect(paths.desk_coaching_thread(thread_id), 303)


@blueprint.post(_THREAD + "/<move>")
def move(thread_id: int, move: str) -> Answer:
    do, done = _MOVES.get(move) or abort(404)
    form = ButtonForm(prefix="move")
    if not form.validate():
        return _page(thread_id, form, 422)
    try:
        do(workplace(), thread_id, signed_in().person.key)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(thread_id, form, 409)
    flash(done)
    return redirect(paths.desk_coaching_thread(thread_id), 303)


def _ways_in(entries: list[Entry], me: str) -> dict[str, AskForm | OfferForm]:
    """What the person can begin with: ask, where they wrote on the report; offer, where they coach and others did."""
    coaches, workers = workplace().roster().coaches, people_of(workplace(), entries)
    others = [coach for key, coach in sorted(coaches.items()) if key != me]
    found: dict[str, AskForm | OfferForm] = {}
    if me in workers and others:
        ask = AskForm(prefix="ask")
        ask.offer(others)
        ask.quote_from(entries)
        found["ask"] = ask
    theirs = [person for key, person in workers.items() if key != me]
    if me in coaches and theirs:
        offer = OfferForm(prefix="offer")
        offer.offer(theirs)
        offer.quote_from(entries)
        found["offer"] = offer
    return found


def _form(thread_id: int, *, blank: bool) -> CoachsNoteForm | ReplyForm:
    found = conversation(workplace(), thread_id, signed_in().person.key) or abort(404)
    kind = ReplyForm if found.thread.responder == signed_in().person.key else CoachsNoteForm
    form: CoachsNoteForm | ReplyForm = kind(prefix="note", formdata=None) if blank else kind(prefix="note")
    with workplace().store.reading() as conn:
        form.quote_from(entries_of(conn, found.thread.subject))
    return form


def _page(thread_id: int, wrong: StampedForm | None = None, status: int = 200) -> tuple[str, int]:
    me, here = signed_in().person.key, workplace()
    found = conversation(here, thread_id, me) or abort(404)
    form = wrong if isinstance(wrong, CoachsNoteForm | ReplyForm) else _form(thread_id, blank=True)
    page = render_template(
        "desk/coaching_thread.html",
        page=conversation_shown(here, found, me),
        form=form,
        moving=ButtonForm(prefix="move", formdata=None),
        wrong=wrong,
    )
    return page, status
