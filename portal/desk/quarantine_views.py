"""The quarantine: reports that looked odd, for a person to let in or set aside. A GET shows, only a POST changes."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.empty_quarantine import let_in, set_aside
from portal.desk.quarantine_form import LET_IN, QuarantineForm
from portal.errors import MoveRefused
from portal.promises.spoken import spoken_time
from portal.reports.held import HeldFor, HeldReport
from portal.store import held_reports
from portal.web.access import signed_in
from portal.web.current import workplace

blueprint = Blueprint("desk_quarantine", __name__)
Answer = str | tuple[str, int] | Response

MOST_SHOWN = 50
_WHY = {
    HeldFor.FILLED_LINE: "A line was filled in that people leave empty",
    HeldFor.ONE_PLACE: "Many came from one connection",
    HeldFor.CROWD: "Very many came at once",
}


@dataclass(frozen=True, slots=True)
class HeldShown:
    held: HeldReport
    why: str
    topic: str
    severity: str
    is_grave: bool
    came: str
    came_iso: str


@blueprint.get(paths.DESK_QUARANTINE)
def quarantine() -> Answer:
    return _page(QuarantineForm(formdata=None))


@blueprint.post(paths.DESK_QUARANTINE)
def empty() -> Answer:
    """All that is ticked goes one way; each stands for itself, so that one which cannot go keeps no other back."""
    form = QuarantineForm()
    if not form.validate():
        return _page(form), 422
    done, me = 0, signed_in().person.key
    for held_id in form.chosen.data:
        try:
            if form.do.data == LET_IN:
                let_in(workplace(), int(held_id), me)
            else:
                set_aside(workplace(), int(held_id), me)
        except MoveRefused as error:
            form.problems.append(str(error))
        else:
            done += 1
    if form.problems:
        return _page(form), 409
    reports = "One report" if done == 1 else f"{done} reports"
    flash(f"{reports} let in. The team has heard." if form.do.data == LET_IN else f"{reports} set aside.")
    return redirect(paths.DESK_QUARANTINE, 303)


def _page(form: QuarantineForm) -> str:
    site = workplace().library.site
    with workplace().store.reading() as conn:
        waiting = held_reports.waiting(conn, site.highest_severity, MOST_SHOWN)
        aside = held_reports.set_aside_lately(conn, MOST_SHOWN)
        count = held_reports.count_waiting(conn)
    return render_template(
        "desk/quarantine.html",
        form=form,
        waiting=[_shown(each) for each in waiting],
        aside=[_shown(each) for each in aside],
        more=count - len(waiting),
        ticked=set(form.chosen.data or ()),
    )


def _shown(held: HeldReport) -> HeldShown:
    library = workplace().library
    severity = library.site.severity(held.severity)
    topic = library.public.topics.get(held.topic)
    return HeldShown(
        held,
        _WHY[held.held_for],
        topic.says if topic else held.topic,
        severity.label if severity else held.severity,
        held.severity == library.site.highest_severity,
        spoken_time(held.received_at, workplace().now(), workplace().roster().time_zone),
        held.received_at.isoformat(timespec="seconds"),
    )
