"""The empty form. It is the same for everybody but for two hidden fields, so it is written out once and kept.

When something breaks down, many open it at once; what they wait for then is two signatures.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from flask import current_app
from flask_wtf.csrf import generate_csrf

from portal import static_paths
from portal.intake.report_form import ReportForm
from portal.languages.speaking import language
from portal.web.current import service, workplace

_LINKED = ("favicon.svg", "forthright.css", "service.css")
_MOST_KEPT = 200

# The page up to the CSRF token, from there to the stamp, and from there on.
_Pieces = tuple[str, str, str]


@dataclass
class EmptyForms:
    """The forms of one service, by what they show."""

    _kept: dict[tuple[object, ...], _Pieces] = field(default_factory=dict)

    def page(self, topic: str, made: Callable[[], tuple[ReportForm, str]]) -> str:
        """The form with a topic filled in; `made` gives a fresh form and its page, which is kept without what is the
        visitor's alone in it.
        """
        shown = _shown(topic)
        if shown not in self._kept:
            form, page = made()
            self._keep(shown, form, page)
            return page
        before, between, after = self._kept[shown]
        return f"{before}{generate_csrf()}{between}{service().stamps.new(workplace().now())}{after}"

    def _keep(self, shown: tuple[object, ...], form: ReportForm, page: str) -> None:
        """Not while templates are edited, nor where the two values do not stand in it once each, in their order."""
        token = form.csrf_token.current_token if "csrf_token" in form else ""
        before, _, rest = page.partition(f'value="{token}"')
        between, _, after = rest.partition(f'value="{form.stamp.data}"')
        others = before + between + after
        if current_app.jinja_env.auto_reload or not (token and after) or token in others or form.stamp.data in others:
            return
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[shown] = (f'{before}value="', f'"{between}value="', f'"{after}')


def _shown(topic: str) -> tuple[object, ...]:
    """All that the form follows: release, day, language and topic, and the files that its page links to."""
    here = workplace()
    linked = (static_paths.asset(here.settings.static_dirs, name) for name in _LINKED)
    known = topic if topic in here.library.public.topics else ""
    return (here.release.hash, here.local_day(here.now()), language(), known, *linked)
