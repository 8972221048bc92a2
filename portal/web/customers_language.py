"""The language in which a customer's page speaks: that of their report, or else the one that they ask for.

They ask by `lang` in the address, which the public pages and the form's own steps put there; else their browser does
(RFC 9110 §12.5.4). The desk speaks English: docs/decisions/0033.
"""

from collections.abc import Sequence
from functools import lru_cache

from flask import Flask, g, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from portal import paths
from portal.acts.workplace import Workplace
from portal.languages.locales import direction, name_of_language, own_name
from portal.languages.speaking import begin_speaking, language, stop_speaking
from portal.reports.report import Report
from portal.web.current import workplace

_FOR_CUSTOMERS = (paths.REPORT, paths.TRACKING)
# Of what a browser accepts, which takes some fifty letters: what was read is kept, and a header may be far longer.
_MOST_READ = 1_000


def speak_to_customers(app: Flask, workplace: Workplace) -> None:
    """To be added before all that may answer a request."""

    @app.before_request
    def begin() -> None:
        if request.path.startswith(_FOR_CUSTOMERS):
            g.spoken_before = begin_speaking(_asked_for(workplace))

    @app.teardown_request
    def end(_: BaseException | None) -> None:
        before = g.pop("spoken_before", None)
        if before is not None:
            stop_speaking(before)


def speak_about(report: Report) -> None:
    """From here on the page speaks to the report's customer."""
    speak_in(workplace().language_of(report))


def speak_in(tongue: str) -> None:
    """From here on the page speaks in `tongue`."""
    if tongue == language():
        return
    before = begin_speaking(tongue)
    g.setdefault("spoken_before", before)


def step(address: str) -> str:
    """An address of a page that no report stands behind, in the language of this one."""
    return paths.in_language(address, language()) if len(workplace().library.site.languages_spoken()) > 1 else address


def other_languages(address: str) -> list[dict[str, str]]:
    """The same page in each other language that we speak."""
    tags = (tag for tag in workplace().library.site.languages_spoken() if tag != language())
    return [
        {"tag": tag, "name": own_name(tag), "direction": direction(tag), "path": paths.in_language(address, tag)}
        for tag in tags
    ]


def language_of_answers() -> str:
    """The language in which our people write, said in that of the page; empty where both are the same."""
    first = workplace().library.site.languages[0]
    return "" if language() == first else name_of_language(first)


def asked_for(spoken: Sequence[str], chosen: str, accepted: str | None) -> str:
    """Of what we speak: what they chose by `lang`, or else what their browser accepts (the header Accept-Language)."""
    if chosen in spoken:
        return chosen
    return (_accepted(spoken, accepted[:_MOST_READ]) if accepted and len(spoken) > 1 else "") or spoken[0]


def _asked_for(workplace: Workplace) -> str:
    spoken = workplace.library.site.languages_spoken()
    if len(spoken) == 1:
        return spoken[0]
    return asked_for(spoken, request.args.get("lang", ""), request.headers.get("Accept-Language"))


@lru_cache(maxsize=256)
def _accepted(spoken: Sequence[str], accepted: str) -> str:
    """What the browser likes best of what we speak, whatever the region; empty where it likes none. RFC 4647 §3.4."""
    for wanted, quality in parse_accept_header(accepted, LanguageAccept):
        same = (tag for tag in spoken if tag.lower() == wanted.lower())
        alike = (tag for tag in spoken if _without_region(tag) == _without_region(wanted))
        if quality > 0 and (found := next(same, "") or next(alike, "")):
            return found
    return ""


def _without_region(tag: str) -> str:
    return tag.lower().partition("-")[0]
