"""How long it takes to try the sample's roster with a year of reports, and how that grows with their number."""

from bench.clocks import AT
from bench.databases import ROOT
from bench.rounds import Figures, seconds
from portal.library.loader import checked_library
from portal.upkeep.simulation.policies import DEFAULT
from portal.upkeep.simulation.trial import Trial, expect


def measure(*, reports: int = 10_000) -> Figures:
    """A year with the policy that the portal uses, and one with a tenth of the reports."""
    library = checked_library(ROOT, AT.date())
    few, many = (Trial(library, expect(library, seed=1, per_day=each / 365)) for each in (reports / 10, reports))
    few_s, many_s = seconds(lambda: few.run(DEFAULT)), seconds(lambda: many.run(DEFAULT))
    return {
        f"simulate_{reports}_reports_s": many_s,
        "simulate_reports_per_s": reports / many_s,
        "simulate_ten_times_the_reports_ratio": many_s / few_s,
    }
