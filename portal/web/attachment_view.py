"""Handing out an attachment: always as a download, never shown inside a page of ours."""

from flask import abort, send_file
from werkzeug.wrappers import Response

from portal.acts import uploads
from portal.reports.report import Report
from portal.store import attachments
from portal.web.current import workplace


def send_attachment(report: Report, attachment_id: str) -> Response:
    """The file, if it belongs to this report; aborts with 404 if it does not or its bytes are gone."""
    with workplace().store.reading() as conn:
        found = attachments.attachment(conn, report.id, attachment_id)
    if found is None:
        abort(404)
    file = uploads.path_of(workplace().settings, found)
    if not file.is_file():
        abort(404)
    response = send_file(file, mimetype=found.media_type, as_attachment=True, download_name=found.name)
    response.headers["Cache-Control"] = "no-store"
    return response
