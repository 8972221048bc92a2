"""A responder's page on one report, with few and with many reports in the database, on each database there is."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import cycle

from bench.bulk import write_reports
from bench.databases import ROOT, databases, scratch, workplace_on
from bench.rounds import Figures, medians_s
from portal import paths
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.library.loader import checked_library
from portal.reports.links import responder_token
from portal.store import reports

_PAGES_A_ROUND = 20
_DISTINCT = 5_000


def measure(*, few: int = 100, many: int = 100_000, rounds: int = 15) -> Figures:
    now = datetime.now(UTC).replace(microsecond=0)
    library = checked_library(ROOT, now.date())
    with scratch() as folder, ExitStack() as stack:
        kinds = stack.enter_context(databases(folder, ("few", "many")))
        works: dict[str, Callable[[], object]] = {}
        small: list[Workplace] = []
        large: list[Workplace] = []
        for addresses in kinds.values():
            opened = [stack.enter_context(workplace_on(folder, each, library, now)) for each in addresses]
            small.append(opened[0])
            large.append(opened[1])
        write_reports(small, few, now)
        write_reports(large, many, now, distinct=_DISTINCT)
        for kind, less, more in zip(kinds, small, large, strict=True):
            works |= {f"{kind} few": _open_pages(less, now), f"{kind} many": _open_pages(more, now)}
        taken = medians_s(rounds, works)
    figures: Figures = {}
    for kind in kinds:
        name = "desk" if kind == "sqlite" else f"desk_{kind}"
        figures |= {
            f"{name}_{few}_ms": taken[f"{kind} few"] / _PAGES_A_ROUND * 1000,
            f"{name}_{many}_ms": taken[f"{kind} many"] / _PAGES_A_ROUND * 1000,
            f"{name}_{many}_over_{few}_ratio": taken[f"{kind} many"] / taken[f"{kind} few"],
        }
    return figures


def _open_pages(workplace: Workplace, now: datetime) -> Callable[[], None]:
    """Opens the pages of the newest reports by their signed links, as from a notice."""
    client = create_service(workplace).test_client()
    expires = (now + timedelta(days=30)).date()
    with workplace.store.reading() as conn:
        newest = reports.reports_to(conn, limit=_PAGES_A_ROUND)
    addresses = cycle(
        paths.desk_report(responder_token(workplace.secret, each.reference, each.generation, each.owner or "", expires))
        for each in newest
    )

    def open_pages() -> None:
        for _ in range(_PAGES_A_ROUND):
            answer = client.get(next(addresses))
            assert answer.status_code == 200, answer.status_code

    return open_pages
