"""My desk, the page a responder lives on: what is due first is on top. LOOK, "The desk"."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.rest import rest_now
from portal.acts.standing import loads_of
from portal.desk.asked_of_me import asked_of_me
from portal.desk.my_day import colleagues_on_shift, my_day
from portal.desk.my_desk import MyDesk, View, Wanted, first_view, my_desk, page_of
from portal.desk.my_desk_form import NarrowingForm, address_of, read_wanted
from portal.desk.obstacles_beside import obstacles_line
from portal.reports.references import find_reference
from portal.store import desk_reading, held_reports, reports
from portal.store.desk_reading import Place, Stage
from portal.web.access import signed_in
from portal.web.current import workplace

blueprint = Blueprint("desk_my_desk", __name__)

LABELS = {
    View.MINE: "Yours",
    View.TEAM: "Your team’s",
    View.NOBODYS: "Nobody’s yet",
    View.WAITING: "Waiting",
    View.CLOSED: "Closed lately",
}


@dataclass(frozen=True, slots=True)
class ViewShown:
    """A list to choose; `late` is empty where nothing in it is."""

    label: str
    address: str
    is_current: bool
    there: str
    late: str


@blueprint.get(paths.DESK_REPORTS)
def mine() -> str:
    me = signed_in()
    form = NarrowingForm(request.args)
    form.offer(workplace().library)
    wanted = read_wanted(request.args, form, first_view(me.person, me.is_lead))
    now, roster = workplace().now(), workplace().roster()
    colleagues = colleagues_on_shift(roster, me.person, now)
    with workplace().store.reading() as conn:
        desk = my_desk(conn, workplace(), me.person, wanted)
        in_my_way = obstacles_line(conn, workplace(), me.person.key, is_lead=me.is_lead)
        asked = asked_of_me(conn, workplace(), me.person) if me.is_lead else ()
        held = held_reports.count_waiting(conn)
        loads = loads_of(conn, workplace(), [me.person.key, *(person.key for person in colleagues)])
    return render_template(
        "desk/my_desk.html",
        desk=desk,
        in_my_way=in_my_way,
        held=held,
        asked=asked,
        day=my_day(roster, me.person, rest_now(workplace(), me.person), colleagues, loads, now),
        form=form,
        wanted=wanted,
        views=_views(desk, wanted, is_lead=me.is_lead),
        is_open=wanted.view.stage is Stage.OPEN,
        following=address_of(wanted, after=desk.following) if desk.following else "",
        first_page=address_of(wanted) if wanted.after else "",
        unnarrowed=address_of(Wanted(wanted.view)),
    )


@blueprint.get(paths.DESK_NEXT)
def next_report() -> Response:
    """To the report that follows in my list, or the one due first; to my desk where there is no other."""
    me = signed_in()
    view = first_view(me.person, me.is_lead)
    reference = find_reference(request.args.get("after", "")) or ""
    with workplace().store.reading() as conn:
        current = reports.report_by_reference(conn, reference)
        after = _place(desk_reading.listed_by_id(conn, [current.id])[current.id], view) if current else None
        found = page_of(conn, workplace(), me.person, Wanted(view, after=after), 1)
    return redirect(paths.desk_report_signed_in(found[0].reference) if found else paths.DESK_REPORTS, 303)


def _place(current: desk_reading.Listed, view: View) -> Place | None:
    """Its place in the list; from a report that stands in no list of open ones one begins at the top."""
    return current.place_in(view.stage) if current.status == view.stage.value else None


def _views(desk: MyDesk, wanted: Wanted, *, is_lead: bool) -> list[ViewShown]:
    """A change of the list keeps what it was narrowed to. Leads are never given reports, so they have no own."""
    found = []
    for view, label in LABELS.items():
        if view is View.MINE and is_lead and wanted.view is not View.MINE:
            continue
        tally = desk.tallies.get(view)
        there, late = (tally.there, tally.late) if tally else ("", "")
        found.append(ViewShown(label, address_of(wanted, view=view), view is wanted.view, there, late))
    return found
