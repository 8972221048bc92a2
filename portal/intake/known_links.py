"""Links that opened their report a moment ago, so that whoever waits there costs one question.

The question is asked each time. While the database says the same to the letter, the link's generation among it, the
link still opens that report, and the version of its page (portal.intake.tracking_version) is still the same.
"""

from dataclasses import dataclass, field

from portal.acts.workplace import Workplace
from portal.intake.this_minute import ThisMinute
from portal.intake.tracking_version import version_of
from portal.reports.links import TRACK, read_customer_token, require_customer_link
from portal.reports.report import Report
from portal.store.tracking_state import Standing, standing_of, told_by
from portal.web.lately import Moment

_MOST_KNOWN = 2_000


@dataclass(frozen=True, slots=True)
class KnownLink:
    """`version` is that of the page of the report which `standing` says, in this moment; `tongue` is the language in
    which it speaks.
    """

    standing: Standing
    report: Report
    moment: Moment
    version: str
    tongue: str


@dataclass
class KnownLinks:
    """Those of one process, of the present minute only."""

    _here: Workplace
    _known: ThisMinute[KnownLink] = field(default_factory=lambda: ThisMinute(_MOST_KNOWN))

    def opened(self, token: str, moment: Moment) -> KnownLink | None:
        """What the link opens now; None where there is no such report. Raises BadToken, StoreUnavailable."""
        known = self._known.get(token, moment.minute)
        reference = read_customer_token(token).reference if known is None else known.report.reference
        standing = self._here.store.glance(lambda conn: standing_of(conn, reference))
        if standing is None:
            return None
        if known is None or standing != known.standing or moment != known.moment:
            report, state = told_by(standing)
            require_customer_link(read_customer_token(token), self._here.keys, TRACK, report.generation)
            version, tongue = version_of(self._here, report, state), self._here.language_of(report)
            known = KnownLink(standing, report, moment, version, tongue)
            self._known.keep(token, known)
        return known
