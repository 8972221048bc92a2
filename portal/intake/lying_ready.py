"""What lies ready for whoever asks for it plainly: the empty form, their report's page, that it has no news.

For portal.web.early_answers. A link is looked at as portal.web.links does; where it opens nothing, Flask says so.
"""

import re
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.http import parse_etags

from portal import paths
from portal.acts.workplace import Workplace
from portal.errors import StoreUnavailable
from portal.intake.asked_forms import Asked
from portal.intake.kept_for_all import KeptPages, keep_pages
from portal.intake.known_links import KnownLink
from portal.web.customers_language import asked_for
from portal.web.early_answers import FindReady, Ready, Unchanged, answer_early
from portal.web.kept_pages import KeptPage
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
            tags = environ.get("HTTP_IF_NONE_MATCH")
            return news(environ, token.removesuffix(_NEWS), tags) if tags else None
        return page(environ, token) if kept.tracking.has(token) else None

    def form(environ: "WSGIEnvironment") -> Ready | None:
        moment, _ = kept.lately.moment(environ)
        asked = environ.get("QUERY_STRING", ""), environ.get("HTTP_ACCEPT_LANGUAGE")
        return kept.asked_forms.kept(moment, asked, form_for)

    def form_for(asked: Asked) -> KeptPage | None:
        query, accepted = asked
        plain = _FORM_ASKED.fullmatch(query)
        if plain is None:
            return None
        tongue = asked_for(here.library.site.languages_spoken(), plain["lang"] or "", accepted)
        return kept.forms.kept(here, tongue, plain["topic"] or "")

    def news(environ: "WSGIEnvironment", token: str, tags: str) -> Ready | None:
        link = opened(environ, token)
        if link is None:
            return None
        unchanged = Unchanged(link.version)
        return unchanged if tags == unchanged.etag or parse_etags(tags).contains_weak(link.version) else None

    def page(environ: "WSGIEnvironment", token: str) -> Ready | None:
        link = opened(environ, token)
        if link is None:
            return None
        return kept.tracking.kept(token, link.moment.minute, link.version, link.tongue, link.moment.look)

    def opened(environ: "WSGIEnvironment", token: str) -> KnownLink | None:
        """Raises BadToken, StoreUnavailable."""
        if not token.isascii() or "/" in token:
            return None
        moment, answered = kept.lately.moment(environ)
        if not answered:
            return None
        try:
            link = kept.links.opened(token, moment)
        except StoreUnavailable:
            # Flask need not wait for it twice more.
            note_release(environ)
            raise
        if link is not None:
            note_report(environ, link.report)
        return link

    return find
