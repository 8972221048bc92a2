"""What lies ready for whoever asks for it plainly: the empty form, their report's page, that it has no news.

For portal.web.early_answers. A link is looked at as portal.web.links does; where it opens nothing, Flask says so.
"""

import re
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.http import parse_etags

from portal import paths
from portal.acts.workplace import Workplace
from portal.intake.kept_for_all import KeptPages, keep_pages
from portal.intake.tracking_version import version_of
from portal.reports.links import TRACK, read_customer_token, require_customer_link
from portal.reports.report import Report
from portal.store.tracking_state import report_and_state
from portal.web.customers_language import asked_for
from portal.web.early_answers import FindReady, Ready, Unchanged, answer_early
from portal.web.keep_release_current import look_it_up
from portal.web.looked_up import note_release, note_report

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_NEWS = "/news"
_FORM_ASKED = re.compile(r"(?:topic=(?P<topic>[\w-]+))?(?:(?:^|&)lang=(?P<lang>[\w-]+))?", re.ASCII)


def answer_what_lies_ready(app: Flask, workplace: Workplace) -> None:
    """To be added before what every answer passes through."""
    answer_early(app, _finding(workplace, keep_pages(app, workplace)))


def _finding(here: Workplace, kept: KeptPages) -> FindReady:
    def find(environ: "WSGIEnvironment") -> Ready | None:
        path: str = environ.get("PATH_INFO", "")
        if path == paths.REPORT:
            return form(environ)
        if not path.startswith(paths.TRACKING):
            return None
        token = path[len(paths.TRACKING) :]
        if token.endswith(_NEWS):
            tag = environ.get("HTTP_IF_NONE_MATCH")
            return news(environ, token.removesuffix(_NEWS), tag) if tag else None
        return page(environ, token) if kept.tracking.has(token) else None

    def form(environ: "WSGIEnvironment") -> Ready | None:
        asked = _FORM_ASKED.fullmatch(environ.get("QUERY_STRING", ""))
        if asked is None:
            return None
        refresh(environ)
        spoken = here.library.site.languages_spoken()
        tongue = asked_for(spoken, asked["lang"] or "", environ.get("HTTP_ACCEPT_LANGUAGE"))
        return kept.forms.kept(here, tongue, asked["topic"] or "")

    def news(environ: "WSGIEnvironment", token: str, tags: str) -> Ready | None:
        found = opened(environ, token)
        return Unchanged(found[1]) if found and parse_etags(tags).contains_weak(found[1]) else None

    def page(environ: "WSGIEnvironment", token: str) -> Ready | None:
        found = opened(environ, token)
        return kept.tracking.kept(here, token, found[1], here.language_of(found[0])) if found else None

    def opened(environ: "WSGIEnvironment", token: str) -> tuple[Report, str] | None:
        """The report that a link opens, and the version of its page. Raises BadToken, StoreUnavailable."""
        if not token.isascii() or "/" in token:
            return None
        link = read_customer_token(token)
        if not refresh(environ):
            return None
        found = here.store.glance(lambda conn: report_and_state(conn, link.reference))
        if found is None:
            return None
        note_report(environ, found[0])
        require_customer_link(link, here.keys, TRACK, found[0].generation)
        return found[0], version_of(here, *found)

    def refresh(environ: "WSGIEnvironment") -> bool:
        """Whether the store answered; where it did not, Flask need not wait for it once more."""
        answered = look_it_up(here)
        note_release(environ)
        return answered

    return find
