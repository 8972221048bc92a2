"""A million reports on PostgreSQL beside ten thousand: the desk, a customer's page, the last step of a report, and what
a report takes on the disk. What stays flat is as quick in the large database as in the small one.

It takes some ten minutes and 5 GB, so it is measured only when asked for: `make bench BENCH=million`.
BENCH_REPORTS asks for another number of reports, a multiple of ten thousand.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from bench import desk
from bench.bulk import write_reports
from bench.clients import Connection, posted, taken_s
from bench.databases import ROOT, databases, scratch, workplace_on
from bench.form import browser_ready_to_send
from bench.multiplied import multiply_reports
from bench.rounds import Figures, medians_s
from bench.serving import serving
from bench.tracking import open_page
from portal import paths
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.library.loader import checked_library

FEW = 10_000
_DISTINCT = 5_000
_CONNECTIONS = 8
_SUBMITS_A_ROUND = 40
_SIZES = text("SELECT relname, pg_table_size(oid), pg_indexes_size(oid) FROM pg_class WHERE relname = ANY(:names)")
_LARGE = ("reports", "contacts", "timeline", "texts", "clocks", "report_search")


def measure(*, many: int | None = None, rounds: int = 10) -> Figures:
    """Figures named after the number of reports. Raises ValueError where there is no PostgreSQL."""
    many = many or int(os.environ.get("BENCH_REPORTS", 1_000_000))
    now = datetime.now(UTC).replace(microsecond=0)
    library = checked_library(ROOT, now.date())
    with scratch() as folder, databases(folder, ("few", "many")) as kinds, ExitStack() as stack:
        if "postgresql" not in kinds:
            raise ValueError("A million reports are measured on PostgreSQL, which the development packages bring.")
        less, more = (stack.enter_context(workplace_on(folder, url, library, now)) for url in kinds["postgresql"])
        write_reports([less, more], FEW, now, distinct=_DISTINCT)
        multiply_reports(less, FEW, 1)
        multiply_reports(more, FEW, many // FEW)
        return _compared(folder, kinds["postgresql"], (less, more), (FEW, many), now, rounds) | _sizes(more)


def _compared(
    folder: Path,
    urls: list[str],
    both: tuple[Workplace, Workplace],
    counts: tuple[int, int],
    now: datetime,
    rounds: int,
) -> Figures:
    works: dict[str, Callable[[], object]] = {}
    figures: Figures = {}
    with ExitStack() as stack:
        for workplace, url, count in zip(both, urls, counts, strict=True):
            works |= {f"{page}_{count}": work for page, work in desk.pages_of(workplace, now)}
            works[f"tracking_{count}"] = _tracking(workplace)
            works[f"submit_{count}"] = stack.enter_context(_submitting(folder, workplace, url))
        taken = medians_s(rounds, works)
    once = {"submit": _SUBMITS_A_ROUND}
    for page in (*desk.PAGES, "tracking", "submit"):
        each_s = [taken[f"{page}_{count}"] / once.get(page, desk.PAGES_A_ROUND) for count in counts]
        figures |= {f"million_{page}_{count}_ms": s * 1000 for count, s in zip(counts, each_s, strict=True)}
        figures[f"million_{page}_{counts[1]}_over_{counts[0]}_ratio"] = each_s[1] / each_s[0]
    return figures


def _tracking(workplace: Workplace) -> Callable[[], None]:
    client = create_service(workplace).test_client()
    page = open_page(workplace)

    def look() -> None:
        for _ in range(desk.PAGES_A_ROUND):
            assert client.get(page).status_code == 200

    return look


@contextmanager
def _submitting(folder: Path, workplace: Workplace, url: str) -> Iterator[Callable[[], None]]:
    """A round of reports over some connections at once, to a server of its own."""
    browser = browser_ready_to_send(workplace)
    with ExitStack() as stack:
        port = stack.enter_context(serving(folder, url))
        connections = [stack.enter_context(Connection(port)) for _ in range(_CONNECTIONS)]

        def submit() -> None:
            sent = [posted(paths.REPORT_SEND, browser.form(), browser.cookie) for _ in range(_SUBMITS_A_ROUND)]
            taken_s(connections, sent, 303)

        yield submit


def _sizes(workplace: Workplace) -> Figures:
    """What the large tables take on the disk, with and without their indexes."""
    with workplace.store.reading() as conn:
        found = conn.execute(_SIZES, {"names": list(_LARGE)}).all()
    figures: Figures = {}
    for name, table_bytes, indexes_bytes in found:
        figures |= {f"million_{name}_mib": table_bytes / 2**20, f"million_{name}_indexes_mib": indexes_bytes / 2**20}
    return figures
