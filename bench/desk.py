"""A responder's pages, with few and with many reports in the database, on each database there is.

My desk is that of whoever has most open reports, so the many are shown where there are many: a whole page of them.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import cycle

from bench.bulk import write_reports
from bench.databases import ROOT, databases, scratch, workplace_on
from bench.rounds import Figures, medians_s
from portal import paths
from portal.acts.sign_in import sign_in_by_provider
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.library.loader import checked_library
from portal.reports.links import responder_token
from portal.store import reports

PAGES_A_ROUND = 20
_DISTINCT = 5_000
_COOKIE = "forthright-desk"


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
            for count, workplace in ((few, less), (many, more)):
                works |= {f"{kind} {page} {count}": work for page, work in pages_of(workplace, now)}
        taken = medians_s(rounds, works)
    figures: Figures = {}
    for kind in kinds:
        name = "desk" if kind == "sqlite" else f"desk_{kind}"
        ratios: list[float] = []
        for page in PAGES:
            less_s, more_s = taken[f"{kind} {page} {few}"], taken[f"{kind} {page} {many}"]
            figures[f"{name}_{page}_{few}_ms"] = less_s / PAGES_A_ROUND * 1000
            figures[f"{name}_{page}_{many}_ms"] = more_s / PAGES_A_ROUND * 1000
            ratios.append(more_s / less_s)
        # What holds for the worst of the pages holds for all.
        figures[f"{name}_{many}_over_{few}_ratio"] = max(ratios)
    return figures


PAGES = ("report", "my_desk", "search_common", "search_rare")


def pages_of(workplace: Workplace, now: datetime) -> Iterator[tuple[str, Callable[[], None]]]:
    """How each page is opened `PAGES_A_ROUND` times: reports by their signed links, the others by a session."""
    client = create_service(workplace).test_client()
    expires = (now + timedelta(days=30)).date()
    with workplace.store.reading() as conn:
        newest = reports.newest_reports(conn, limit=PAGES_A_ROUND)
        loads = reports.open_loads(conn)
    person = workplace.roster().people[max(loads, key=lambda key: loads[key])]
    session = sign_in_by_provider(workplace, person.mail, "", paths.DESK_REPORTS)
    assert session is not None
    client.set_cookie(_COOKIE, session.token)
    by_link = [
        paths.desk_report(responder_token(workplace.secret, each.reference, each.generation, each.owner or "", expires))
        for each in newest
    ]

    def opening(addresses: list[str]) -> Callable[[], None]:
        round_and_round = cycle(addresses)

        def open_pages() -> None:
            for _ in range(PAGES_A_ROUND):
                answer = client.get(next(round_and_round))
                assert answer.status_code == 200, answer.status_code

        return open_pages

    addresses = {
        "report": by_link,
        "my_desk": [paths.DESK_REPORTS],
        "search_common": [f"{paths.DESK_SEARCH}?q=joint+dry"],
        "search_rare": [f"{paths.DESK_SEARCH}?q=sam+{newest[0].id}"],
    }
    return ((page, opening(addresses[page])) for page in PAGES)
