"""Pages that somebody proposes: the list, each one with its preview and its problems, and the form that makes one.

Every responder reads them; leads decide. A GET shows, only a POST changes. Behind the door (portal.web.access).
"""

import re
from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, send_file
from werkzeug.wrappers import Response

from portal import editing_paths, paths
from portal.acts.behind_a_no import behind
from portal.acts.decide_draft import decide_draft
from portal.acts.propose_limitation import propose_limitation
from portal.desk.page_draft_forms import DecideForm, ProposeForm
from portal.errors import MoveRefused
from portal.library.single_page import Checked, check_single_page, source_of
from portal.promises.spoken import spoken_time
from portal.reports.references import find_reference
from portal.reports.report import Report, Status
from portal.reports.timeline import Kind
from portal.store import page_drafts, reports, timeline
from portal.store.page_drafts import DraftKind, DraftState, PageDraft
from portal.web.access import require_lead, signed_in
from portal.web.current import workplace

blueprint = Blueprint("desk_page_drafts", __name__)
Answer = str | tuple[str, int] | Response
MOST_SHOWN = 100
_DRAFT = paths.DESK_PAGE_DRAFTS + "/<draft_id>"
_FROM = paths.DESK_PAGE_DRAFTS + "/from/<reference>"
_WHAT = {DraftKind.LIMITATION: "a new limitation", DraftKind.POLICY: "a change to a policy"}


@dataclass(frozen=True, slots=True)
class DraftShown:
    """A draft with its instants and people in words."""

    draft: PageDraft
    address: str
    what: str
    source: str
    who: str
    when: str
    decided_by: str
    decided: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line that says what stands behind a draft, and the reports it names: references with addresses."""

    label: str
    reports: tuple[tuple[str, str], ...]


@blueprint.get(paths.DESK_PAGE_DRAFTS)
def drafts() -> Answer:
    with workplace().store.reading() as conn:
        found = {state: page_drafts.newest(conn, state, MOST_SHOWN) for state in DraftState}
    shown = {state.value: [_shown(draft) for draft in listed] for state, listed in found.items()}
    return render_template("desk/page_drafts.html", drafts=shown)


@blueprint.get(_FROM)
def propose_form(reference: str) -> Answer:
    report = _report(reference)
    if report.status is not Status.DECLINED:
        return _not_declined(report)
    form = ProposeForm(prefix="page", formdata=None)
    with workplace().store.reading() as conn:
        found = behind(conn, workplace(), report)
        entries = timeline.entries(conn, report.id)
    decline = next((entry.texts for entry in reversed(entries) if entry.kind is Kind.DECLINED), {})
    form.begin(decline, found.phrases)
    return render_template("desk/propose_page.html", form=form, report=report, wrong=False)


@blueprint.post(_FROM)
def propose(reference: str) -> Answer:
    report, form = _report(reference), ProposeForm(prefix="page")
    if report.status is not Status.DECLINED:
        return _not_declined(report)
    if not form.validate():
        return render_template("desk/propose_page.html", form=form, report=report, wrong=True), 422
    try:
        draft_id = propose_limitation(workplace(), report.id, signed_in().person.key, form.filling, form.proposal())
    except MoveRefused as error:
        form.problems.append(str(error))
        return render_template("desk/propose_page.html", form=form, report=report, wrong=True), 409
    flash("Proposed. It waits here until a lead decides, and you hear what becomes of it.")
    return redirect(paths.desk_page_draft(draft_id), 303)


@blueprint.get(_DRAFT)
def draft(draft_id: str) -> Answer:
    return _page(_kept(draft_id), DecideForm(prefix="decide", formdata=None), wrong=False)


@blueprint.get(_DRAFT + "/markdown")
def markdown(draft_id: str) -> Answer:
    kept = _kept(draft_id)
    name = f"{kept.slug.rpartition('/')[2]}.md"
    octets = kept.markdown.encode("utf-8")
    return send_file(BytesIO(octets), "text/markdown; charset=utf-8", as_attachment=True, download_name=name)


@blueprint.post(_DRAFT + "/decide")
def decide(draft_id: str) -> Answer:
    me = require_lead()
    kept, form = _kept(draft_id), DecideForm(prefix="decide")
    if not form.validate():
        return _page(kept, form, wrong=True), 422
    taken = form.taken.data == "yes"
    try:
        decide_draft(workplace(), kept.id, me.person.key, taken=taken, why=form.why.data)
    except MoveRefused as error:
        form.problems.append(str(error))
        return _page(_kept(draft_id), form, wrong=True), 409
    flash("Taken. Put the file into content, and publish it." if taken else "Not taken, with your word why.")
    return redirect(paths.desk_page_draft(kept.id), 303)


def _page(kept: PageDraft, form: DecideForm, *, wrong: bool) -> str:
    return render_template(
        "desk/page_draft.html",
        shown=_shown(kept),
        checked=_checked(kept),
        evidence=_evidence(kept) if signed_in().answers else [],
        form=form,
        wrong=wrong,
        i_lead=signed_in().is_lead,
        begin_at=_begin_at(kept),
    )


def _begin_at(kept: PageDraft) -> str:
    """Where an editor begins a draft from it; empty for everybody else, and once it was refused."""
    may = signed_in().is_editor and kept.state is not DraftState.REFUSED
    return f"{editing_paths.PROPOSED}/{kept.id}" if may else ""


def _checked(kept: PageDraft) -> Checked:
    today = workplace().local_day(workplace().now())
    return check_single_page(kept.markdown, kept.kind.value, kept.slug, workplace().library, today)


def _kept(draft_id: str) -> PageDraft:
    with workplace().store.reading() as conn:
        kept = page_drafts.draft_by_id(conn, int(draft_id)) if re.fullmatch("[0-9]{1,18}", draft_id) else None
    return kept or abort(404)


def _report(reference: str) -> Report:
    """Aborts with 404 for what is no report."""
    with workplace().store.reading() as conn:
        found = reports.report_by_reference(conn, find_reference(reference) or "")
    return found or abort(404)


def _not_declined(report: Report) -> Response:
    flash("Only what was declined can be proposed as a page.")
    return redirect(paths.desk_report_signed_in(report.reference), 303)


def _shown(kept: PageDraft) -> DraftShown:
    now, roster = workplace().now(), workplace().roster()
    people = {key: person.name for key, person in roster.everybody.items()}
    return DraftShown(
        draft=kept,
        address=paths.desk_page_draft(kept.id),
        what=_WHAT[kept.kind],
        source=source_of(kept.kind.value, kept.slug),
        who=people.get(kept.proposed_by, "A colleague"),
        when=spoken_time(kept.created_at, now, roster.time_zone),
        decided_by=people.get(kept.decided_by or "", "A lead"),
        decided=spoken_time(kept.decided_at, now, roster.time_zone) if kept.decided_at else "",
    )


def _evidence(kept: PageDraft) -> list[Evidence]:
    lines = {
        "declined_on_topic": "Declined on the same topic in the year before",
        "declined_alike": "Declined on other topics with much the same words",
        "same_cause": "Of the same cause",
    }
    named = {"": [kept.reference] if kept.reference else []} | {name: kept.facts.get(name, []) for name in lines}
    return [
        Evidence(lines.get(name, "It began with"), tuple((each, paths.desk_report_signed_in(each)) for each in found))
        for name, found in named.items()
        if found
    ]
