"""The tray: mails that came in and could not be placed, each with the reason. A GET shows, only a POST changes.

Behind the door of the desk (portal.web.access). The originals are handed out here, and only as downloads.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, send_file
from werkzeug.wrappers import Response

from portal import paths
from portal.acts.mail_originals import find_original, read_original
from portal.acts.take_mail_from_tray import (
    ReadMail,
    WrittenBy,
    place_on_report,
    report_from_mail,
    settle,
    tray_mail,
)
from portal.desk.tray_forms import NewReportForm, PlaceForm, SettleForm
from portal.errors import ReportError
from portal.promises.spoken import spoken_time
from portal.reports.report import Report
from portal.store import inbound_mails, reports
from portal.store.inbound_mails import KeptMail, MailState
from portal.web.access import signed_in
from portal.web.current import workplace
from portal.web.forms import StampedForm

Answer = str | tuple[str, int] | Response
_MAIL = paths.DESK_TRAY + "/<mail_id>"


@dataclass(frozen=True, slots=True)
class MailShown:
    """A mail as the tray shows it. `about` is the reference of the report that it seems to be about, or empty."""

    kept: KeptMail
    address: str
    arrived: str
    arrived_iso: str
    about: str


def tray(read: ReadMail) -> Blueprint:
    """The pages of the tray. `read` takes an original apart; portal.app hands it in, as the desk stands beside it."""
    blueprint = Blueprint("desk_tray", __name__)

    @blueprint.get(paths.DESK_TRAY)
    def mails() -> Answer:
        with workplace().store.reading() as conn:
            found = inbound_mails.tray(conn)
            about = {each.report_id: _reference(reports.report_by_id(conn, each.report_id or 0)) for each in found}
        shown = [_shown(each, about[each.report_id]) for each in found]
        return render_template("desk/tray.html", mails=shown)

    @blueprint.get(_MAIL)
    def mail(mail_id: str) -> Answer:
        return _page(_in_tray(mail_id))

    @blueprint.post(_MAIL + "/place")
    def place(mail_id: str) -> Answer:
        shown, form = _in_tray(mail_id), PlaceForm(prefix="place")

        def do() -> Report:
            found = tray_mail(workplace(), shown.kept.id, read)
            written_by = WrittenBy(form.written_by.data)
            return place_on_report(workplace(), found, form.reference.data, written_by, signed_in().person.key)

        return _done(shown, "place", form, do, "It is on report {}.")

    @blueprint.post(_MAIL + "/report")
    def make_report(mail_id: str) -> Answer:
        shown, form = _in_tray(mail_id), NewReportForm(prefix="report")
        form.offer(workplace().library)

        def do() -> Report:
            found = tray_mail(workplace(), shown.kept.id, read)
            return report_from_mail(workplace(), found, form.topic.data, form.severity.data, signed_in().person.key)

        return _done(shown, "report", form, do, "It is report {} now, received when the mail came.")

    @blueprint.post(_MAIL + "/settle")
    def settle_mail(mail_id: str) -> Answer:
        shown, form = _in_tray(mail_id), SettleForm(prefix="settle")

        def do() -> None:
            settle(workplace(), shown.kept.id, form.remark.data, signed_in().person.key)

        return _done(shown, "settle", form, do, "Settled. The original is kept.")

    @blueprint.get(_MAIL + "/original")
    def original(mail_id: str) -> Answer:
        """Also of a mail that was placed, for the entry that it became."""
        kept = _kept(mail_id)
        file = find_original(workplace().settings, kept.file)
        if file is None:
            abort(404)
        octets = read_original(file).octets
        # Never as message/rfc822: a browser must not be tempted to open it.
        return send_file(
            BytesIO(octets), "application/octet-stream", as_attachment=True, download_name=f"mail-{kept.id}.eml"
        )

    return blueprint


def _done(shown: MailShown, name: str, form: StampedForm, do: Callable[[], Report | None], words: str) -> Answer:
    """Do it and go back to the tray, or show the mail again with what is wrong."""
    if not form.validate():
        return _page(shown, name, form), 422
    try:
        report = do()
    except ReportError as error:
        form.problems.append(str(error))
        return _page(shown, name, form), 409
    flash(words.format(report.reference) if report else words)
    return redirect(paths.DESK_TRAY, 303)


def _page(shown: MailShown, wrong_name: str = "", wrong: StampedForm | None = None) -> str:
    forms: dict[str, StampedForm] = {
        "place": PlaceForm(prefix="place", formdata=None, data={"reference": shown.about}),
        "report": NewReportForm(prefix="report", formdata=None),
        "settle": SettleForm(prefix="settle", formdata=None),
    }
    if wrong is not None:
        forms[wrong_name] = wrong
    new_report = forms["report"]
    if isinstance(new_report, NewReportForm):
        new_report.offer(workplace().library)
    return render_template("desk/tray_mail.html", mail=shown, forms=forms, wrong=wrong)


def _in_tray(mail_id: str) -> MailShown:
    """Aborts with 404 for what is no mail of ours, 410 once it has left the tray."""
    kept = _kept(mail_id)
    if kept.state is not MailState.TRAY:
        abort(410)
    with workplace().store.reading() as conn:
        report = reports.report_by_id(conn, kept.report_id) if kept.report_id else None
    return _shown(kept, _reference(report))


def _kept(mail_id: str) -> KeptMail:
    with workplace().store.reading() as conn:
        kept = inbound_mails.mail(conn, int(mail_id)) if re.fullmatch("[0-9]{1,18}", mail_id) else None
    return kept or abort(404)


def _reference(report: Report | None) -> str:
    return report.reference if report else ""


def _shown(kept: KeptMail, about: str) -> MailShown:
    arrived = spoken_time(kept.received_at, workplace().now(), workplace().roster().time_zone)
    iso = kept.received_at.isoformat(timespec="seconds")
    return MailShown(kept, paths.desk_tray_mail(kept.id), arrived, iso, about)
