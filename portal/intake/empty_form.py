"""The empty form. It is the same for everybody but for two hidden fields, so it is written out once and kept.

When something breaks down, many open it at once; what they wait for then is two signatures.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from portal.intake.report_form import ReportForm
from portal.languages.speaking import language
from portal.web.current import workplace
from portal.web.kept_pages import KeptPage, kept_page, look_of_pages

_MOST_KEPT = 200


@dataclass
class EmptyForms:
    """The forms of one service, by what they show."""

    _kept: dict[tuple[object, ...], KeptPage] = field(default_factory=dict)

    def page(self, topic: str, made: Callable[[], tuple[ReportForm, str]]) -> str:
        """The form with a topic filled in; `made` gives a fresh form and its page, which is kept without what is the
        visitor's alone in it.
        """
        shown = _shown(topic)
        kept = self._kept.get(shown)
        if kept is not None:
            return kept.for_this_visitor()
        form, page = made()
        fresh = kept_page(page, [form])
        if fresh is not None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[shown] = fresh
        return page


def _shown(topic: str) -> tuple[object, ...]:
    """All that the form follows: release, day, language and topic, and the files that its page links to."""
    here = workplace()
    linked = look_of_pages(here.settings, here.library.site)
    known = topic if topic in here.library.public.topics else ""
    return here.release.hash, here.local_day(here.now()), language(), known, linked
