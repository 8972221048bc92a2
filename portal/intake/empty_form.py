"""The empty form. It is the same for everybody but for two hidden fields, so it is written out once and kept.

When something breaks down, many open it at once; what they wait for then is two signatures.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from portal.acts.workplace import Workplace
from portal.intake.report_form import ReportForm
from portal.languages.speaking import language
from portal.web.current import workplace
from portal.web.kept_pages import KeptPage, LookOfPages, kept_page

_MOST_KEPT = 200


@dataclass
class EmptyForms:
    """The forms of one service, by what they show."""

    _look: LookOfPages
    _kept: dict[tuple[object, ...], KeptPage] = field(default_factory=dict)

    def page(self, topic: str, made: Callable[[], tuple[ReportForm, str]]) -> str:
        """The form with a topic filled in; `made` gives a fresh form and its page, which is kept without what is the
        visitor's alone in it.
        """
        shown = self._shown(workplace(), language(), topic)
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

    def kept(self, workplace: Workplace, tongue: str, topic: str) -> KeptPage | None:
        """The form with a topic filled in and spoken in `tongue`, where it was written out before."""
        return self._kept.get(self._shown(workplace, tongue, topic))

    def _shown(self, workplace: Workplace, tongue: str, topic: str) -> tuple[object, ...]:
        """All that the form follows: release, day, language and topic, and the files that its page links to."""
        release = workplace.release
        known = topic if topic in release.library.public.topics else ""
        today = workplace.local_day(workplace.now())
        return release.hash, today, tongue, known, self._look.now(release.library.site)
