"""Which limitations to look at again: what speaks for it, in one sentence, the strongest first. Pure. DESIGN §1.1."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.promises.spoken import spoken_day
from portal.reports.ledger import Share

LEAST_ANSWERS = 8
LEAST_REPORTS = 5
_GROWN, _LESS_CARED_FOR = 1.5, 0.10
_SOON = timedelta(days=60)
_NOBODY = Share(0, 0)


@dataclass(frozen=True, slots=True)
class LimitationSeen:
    """What came in on a limitation (slug) in a period of `weeks`, and in as many weeks before.

    `reports` are those whose words were like it at receipt, `declined` some of them. `declined_unmatched` were declined
    on its topics in words that no limitation knows.
    """

    slug: str
    title: str
    review_by: date
    weeks: int
    reports: int = 0
    before: int = 0
    declined: int = 0
    declined_unmatched: int = 0
    cared_for: Share = _NOBODY


@dataclass(frozen=True, slots=True)
class Reconsider:
    """`weight` orders; 0 where nothing speaks for looking again. `reason` is one sentence."""

    limitation: LimitationSeen
    weight: int
    reason: str


def to_reconsider(limitations: Sequence[LimitationSeen], all_cared_for: Share, today: date) -> list[Reconsider]:
    """Each with its reason, what speaks most for looking again first. `all_cared_for` is of all reports."""
    found = [_weighed(each, all_cared_for, today) for each in limitations]
    return sorted(found, key=lambda each: (-each.weight, -each.limitation.reports, each.limitation.title))


def _weighed(seen: LimitationSeen, all_cared_for: Share, today: date) -> Reconsider:
    reasons = list(_reasons(seen, all_cared_for, today))
    if not reasons:
        return Reconsider(seen, 0, "Nothing speaks for it now.")
    said = "; ".join(reason for _, reason in reasons)
    return Reconsider(seen, sum(weight for weight, _ in reasons), f"{said[0].upper()}{said[1:]}.")


def _reasons(seen: LimitationSeen, all_cared_for: Share, today: date) -> Iterator[tuple[int, str]]:
    if seen.reports >= LEAST_REPORTS and seen.reports >= _GROWN * seen.before:
        yield (
            4,
            f"{seen.reports:,} reports in these {seen.weeks} weeks, after {seen.before:,} in the {seen.weeks} before",
        )
    if _cared_for_less(seen.cared_for, all_cared_for):
        ours = f"{seen.cared_for.part:,} of {seen.cared_for.whole:,}"
        yield 3, f"{ours} felt cared for, of all reports {all_cared_for.part:,} of {all_cared_for.whole:,}"
    if seen.declined_unmatched >= LEAST_REPORTS:
        yield 2, f"{seen.declined_unmatched:,} were declined on its topics in words that no limitation knows"
    if seen.review_by < today:
        yield 2, f"its day to be looked at again, {spoken_day(seen.review_by)}, has passed"
    elif seen.review_by - today <= _SOON:
        yield 1, f"it is to be looked at again by {spoken_day(seen.review_by)} anyway"
    if not seen.reports and not seen.before:
        yield 1, f"nobody wrote of it in {2 * seen.weeks} weeks, so perhaps it need not be said any more"


def _cared_for_less(share: Share, of_all: Share) -> bool:
    if share.whole < LEAST_ANSWERS or not of_all.whole:
        return False
    return share.part / share.whole <= of_all.part / of_all.whole - _LESS_CARED_FOR
