"""How likely each promise is missed: mostly better than its objective, now and then a little worse, one month badly."""

from datetime import date
from random import Random

from portal.library.library import Library
from portal.library.pages import Commitment
from portal.upkeep.demo.season import Storm

_SHARE_A_LITTLE_WORSE = 5
_BAD_MONTH = 0.34
_IN_A_STORM = 0.22
_ALWAYS_KEPT = 0.004


class Prospects:
    """The chances of a year, for the promises of a library."""

    def __init__(self, library: Library, random: Random, storm: Storm) -> None:
        self._storm = storm
        customers = [page for page in library.public.commitments.values() if page.audience == "customers"]
        self._usual = {page.slug: _better(random, page.objective) for page in customers}
        # The promise that covers most is the one whose bad month is seen.
        by_size = sorted(customers, key=lambda page: (-_kinds_covered(library, page), page.slug))
        answers = [page for page in by_size if page.indicator == "first_response"] or by_size
        self._bad = answers[0].slug if answers else ""
        others = sorted(slug for slug in self._usual if slug != self._bad)
        for slug in random.sample(others, len(others) // _SHARE_A_LITTLE_WORSE):
            self._usual[slug] = 1 - library.public.commitments[slug].objective + random.uniform(0.01, 0.018)

    def chance_of_a_miss(self, commitment: str, received_on: date, *, weather: bool) -> float:
        """From 0 to 1, for what was received on a day; `weather` is true for what a storm brings."""
        usual = self._usual.get(commitment, 0)
        if weather and usual > _ALWAYS_KEPT and self._storm.holds(received_on):
            return max(_IN_A_STORM, usual)
        first = self._storm.first_day
        if commitment == self._bad and (received_on.year, received_on.month) == (first.year, first.month):
            return _BAD_MONTH
        return usual


def _better(random: Random, objective: float) -> float:
    return max(_ALWAYS_KEPT, (1 - objective) * random.uniform(0.15, 0.65))


def _kinds_covered(library: Library, page: Commitment) -> int:
    """How many pairs of topic and severity it covers."""
    severities = [severity.key for severity in library.site.severities]
    return sum(page.applies_to.covers(topic, key) for topic in library.public.topics for key in severities)
