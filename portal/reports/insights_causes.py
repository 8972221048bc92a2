"""What was behind several reports at once: how many, for how long, and how those customers were cared for. Pure."""

from dataclasses import dataclass
from datetime import datetime

from portal.reports.ledger import Share


@dataclass(frozen=True, slots=True)
class CauseSeen:
    """A cause with what came of the reports in it. `closed_at` is None while it lasts. Instants are in UTC."""

    id: int
    title: str
    topic: str
    created_at: datetime
    closed_at: datetime | None
    reports: int
    open: int
    cared_for: Share

    def lasted_s(self, now: datetime) -> int:
        """Seconds from its opening to its end, or to `now`."""
        return max(0, int(((self.closed_at or now) - self.created_at).total_seconds()))


def most_first(causes: list[CauseSeen]) -> list[CauseSeen]:
    """Those with the most reports first, then the newest."""
    return sorted(causes, key=lambda cause: (-cause.reports, -cause.id))


def causes_in_words(causes: list[CauseSeen]) -> str:
    """How much of the trouble had few causes; empty without any."""
    if not causes:
        return ""
    reports, lasting = sum(cause.reports for cause in causes), sum(cause.closed_at is None for cause in causes)
    behind = f"{len(causes)} {'cause' if len(causes) == 1 else 'causes'} stood behind {reports:,} reports"
    return f"{behind}; {lasting} of them {'lasts' if lasting == 1 else 'last'} still." if lasting else f"{behind}."
