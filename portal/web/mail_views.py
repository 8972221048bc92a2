"""/mail: what went into the mail folder, for trying the portal out. On this machine only."""

from flask import Blueprint, Response, abort, render_template, request

from portal import paths
from portal.notices.carriers.folder import read_mail, read_mails
from portal.setting_values import is_loopback
from portal.web.current import workplace

blueprint = Blueprint("mail", __name__, url_prefix=paths.MAIL)


@blueprint.before_request
def only_here() -> None:
    """A second guard behind the refused start: neither the visitor nor the host name may be from elsewhere."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    if not is_loopback(request.remote_addr or "") or not is_loopback(host):
        abort(404)


@blueprint.get("")
def mails() -> str:
    return render_template("mail/list.html", mails=read_mails(workplace().settings.mail_dir))


@blueprint.get("/<name>")
def mail(name: str) -> str:
    try:
        return render_template("mail/mail.html", mail=read_mail(workplace().settings.mail_dir, name))
    except FileNotFoundError:
        abort(404)


@blueprint.get("/<name>/source")
def source(name: str) -> Response:
    try:
        found = read_mail(workplace().settings.mail_dir, name)
    except FileNotFoundError:
        abort(404)
    return Response(found.raw, mimetype="text/plain")
