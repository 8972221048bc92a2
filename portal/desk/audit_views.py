"""The audit log, for leads: who did what on the desk, newest first."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from wtforms import Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from portal import paths
from portal.desk.audit_words import act_words
from portal.promises.spoken import spoken_time
from portal.reports.references import find_reference
from portal.store import audit, reports
from portal.store.audit import Act
from portal.web.access import require_lead
from portal.web.current import workplace
from portal.web.forms import typed_line

blueprint = Blueprint("desk_audit", __name__)
MOST_SHOWN = 200


class FilterForm(Form):  # type: ignore[misc]
    """Sent by GET, so that a filtered log can be kept as a bookmark."""

    person = SelectField("Who", validate_choice=False)
    report = StringField("Reference of a report", filters=[typed_line])


@dataclass(frozen=True, slots=True)
class ActShown:
    at: str
    at_iso: str
    who: str
    what: str
    reference: str | None
    address: str


@blueprint.get(paths.DESK_AUDIT)
def audit_log() -> str | tuple[str, int]:
    require_lead()
    form, people = FilterForm(request.args), workplace().roster().everybody
    form.person.choices = [
        SelectChoice("", "Everybody"),
        *(SelectChoice(key, person.name) for key, person in sorted(people.items(), key=lambda item: item[1].name)),
    ]
    reference = form.report.data or ""
    with workplace().store.reading() as conn:
        report = reports.report_by_reference(conn, find_reference(reference) or "") if reference else None
        if reference and report is None:
            form.report.errors = ["There is no report with this reference. Look at it again; it is like R7K4-M2PX."]
            return render_template("desk/audit.html", form=form, acts=[], most=MOST_SHOWN), 422
        found = audit.latest(conn, MOST_SHOWN, person=form.person.data or None, report_id=report.id if report else None)
    return render_template("desk/audit.html", form=form, acts=[_shown(act) for act in found], most=MOST_SHOWN)


def _shown(act: Act) -> ActShown:
    roster = workplace().roster()
    person = roster.everybody.get(act.person or "")
    return ActShown(
        at=spoken_time(act.at, workplace().now(), roster.time_zone),
        at_iso=act.at.isoformat(timespec="seconds"),
        who=person.name if person else act.person or "Somebody",
        what=act_words(act.act, act.facts),
        reference=act.reference,
        address=paths.desk_report_signed_in(act.reference) if act.reference else "",
    )
