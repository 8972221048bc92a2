"""`portal simulate`: tries a roster with a year of reports before anybody has to live it."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import click

from portal.cli.site_option import with_settings
from portal.errors import PortalError
from portal.library.library import Library
from portal.library.loader import checked_library
from portal.settings import Settings
from portal.upkeep.simulation.comparison import Comparison, compared
from portal.upkeep.simulation.outcome import Outcome
from portal.upkeep.simulation.past import ENOUGH_DAYS, ENOUGH_REPORTS, past_arrivals
from portal.upkeep.simulation.policies import DEFAULT, POLICIES, Policy
from portal.upkeep.simulation.report_data import as_json, comparison_data, expected_data, outcome_data
from portal.upkeep.simulation.report_words import Words
from portal.upkeep.simulation.trial import Expected, Trial, expect, policy_named

_Results = list[tuple[Policy, Outcome, Comparison | None]]


@click.command("simulate", short_help="Try a roster with a year of reports.")
@click.option("--seed", default=1, show_default=True, help="The same seed gives the same year.")
@click.option("--per-day", type=click.FloatRange(0.01, 1_000), help="Reports a day, in the mean of the year.")
@click.option(
    "--days", type=click.IntRange(1, 365), default=365, show_default=True, help="Only the first days of the year."
)
@click.option(
    "--policy",
    "policies",
    multiple=True,
    type=click.Choice([policy.key for policy in POLICIES]),
    help="Only this way of routing; may be given several times. [default: all]",
)
@click.option("--without", metavar="NAME", default="", help="Leave a responder out, and see what suffers.")
@click.option(
    "--arrivals",
    "source",
    type=click.Choice(["auto", "past", "content"]),
    default="auto",
    show_default=True,
    help="What they are drawn from: your own past, or what content/ is about; auto takes the past if there is enough.",
)
@click.option("--json", "as_data", is_flag=True, help="Print data instead of text.")
@with_settings
def command(
    settings: Settings,
    seed: int,
    per_day: float | None,
    days: int,
    policies: tuple[str, ...],
    without: str,
    source: str,
    as_data: bool,
) -> None:
    """Try the roster of content/desk/team.yml with a year of reports, by the real routing and the real clocks.

    Content need not be published for it, and nothing is written. Prints for each way of routing which promises are
    kept, how long people wait for a first answer, which breaks are missed, and the hours of the week that suffer. The
    same content, past and seed give the same bytes.
    """
    library = checked_library(settings.site_dir, datetime.now(UTC).date())
    past = [] if source == "content" else past_arrivals(settings)
    if source == "past" and not past:
        raise PortalError(
            f"There is no past to draw from: it takes at least {ENOUGH_REPORTS} reports over {ENOUGH_DAYS} days in the "
            "database. Leave --arrivals out to draw from the content."
        )
    expected = expect(library, seed=seed, per_day=per_day, days=days, past=past)
    trial = Trial(library, expected)
    chosen = [policy_named(key) for key in dict.fromkeys(policies)] or ([DEFAULT] if without else list(POLICIES))
    if without:
        trial.require_responder(without)
    results = _lived(trial, chosen, without, expected)
    click.echo(_data(expected, results) if as_data else "\n".join(_lines(library, trial, expected, results)))


def _lived(trial: Trial, policies: list[Policy], without: str, expected: Expected) -> _Results:
    """Every year that was asked for, with a bar over their reports where a terminal watches."""
    years = len(policies) * (2 if without else 1)
    with click.progressbar(
        length=years * expected.days, label="Living through it", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        lived = 0

        def show(at: datetime) -> None:
            days = min(max((at.date() - expected.first).days, 0), expected.days)
            bar.update(lived * expected.days + days - bar.pos)

        results: _Results = []
        for policy in policies:
            outcome, comparison = trial.run(policy, progress=show), None
            lived += 1
            if without:
                comparison = compared(without, outcome, trial.run(policy, without=without, progress=show))
                lived += 1
            results.append((policy, outcome, comparison))
    return results


def _lines(library: Library, trial: Trial, expected: Expected, results: _Results) -> Iterator[str]:
    words = Words(library, trial.roster, expected)
    yield from words.opening()
    for policy, outcome, comparison in results:
        yield ""
        yield from words.outcome(policy, outcome)
        if comparison is not None:
            yield ""
            yield from words.without(comparison)


def _data(expected: Expected, results: _Results) -> str:
    policies = {}
    for policy, outcome, comparison in results:
        data = outcome_data(outcome)
        policies[policy.key] = data | ({"without": comparison_data(comparison)} if comparison else {})
    return as_json({**expected_data(expected), "policies": policies})
