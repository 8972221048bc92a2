"""The customer's pages beside a bare Flask "hello" on the same server: their report's page, written out afresh and
looked at again within its minute (portal.intake.kept_tracking), the answer that nothing on it is new, and the empty
report form.

The server is that of `portal run`, in its processes; one client asks over one connection, in turn, and so of one
process: what is measured is the work of a request. The ratios are answers per second over hellos per second:
more is better.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPConnection
from itertools import count
from statistics import median

from sqlalchemy import func, select

from bench.bulk import write_reports
from bench.databases import ROOT, SECRET, databases, scratch, workplace_on
from bench.rounds import Figures, seconds
from bench.serving import HELLO, serving
from portal import paths
from portal.acts.workplace import Workplace
from portal.library.loader import checked_library
from portal.reports.links import TRACK, customer_token
from portal.store.reports import report_by_id
from portal.store.tables import reports

_NEWEST_OPEN = select(func.max(reports.c.id)).where(reports.c.status == "open")


def measure(*, rounds: int = 15, asked_a_round: int = 100) -> Figures:
    now = datetime.now(UTC).replace(microsecond=0)
    library = checked_library(ROOT, now.date())
    figures: Figures = {}
    with scratch() as folder, databases(folder, ("tracking",)) as kinds:
        for kind, (address,) in kinds.items():
            name = "tracking" if kind == "sqlite" else f"tracking_{kind}"
            with workplace_on(folder, address, library, now) as workplace:
                write_reports([workplace], 100, now)
                page = open_page(workplace)
            with serving(folder, address) as port:
                figures |= _on(port, page, name, rounds, asked_a_round)
    return figures


def open_page(workplace: Workplace) -> str:
    """The address of an open report's page."""
    with workplace.store.reading() as conn:
        report = report_by_id(conn, conn.execute(_NEWEST_OPEN).scalar_one())
    assert report is not None
    return paths.tracking(customer_token(SECRET, TRACK, report.reference, report.generation))


def _on(port: int, page: str, name: str, rounds: int, asked_a_round: int) -> Figures:
    client = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        numbers = count()
        works: dict[str, Callable[[], None]] = {
            "hello": lambda: _ask(client, HELLO),
            "page": lambda: _ask(client, page),
            # A link among stray characters opens the same page, which was not written out under it before.
            "afresh": lambda: _ask(client, f"{page},{next(numbers)}"),
            "unchanged": lambda: _ask_whether_new(client, page),
            "form": lambda: _ask(client, paths.REPORT),
        }
        taken_s: dict[str, list[float]] = {work: [] for work in works}
        for number in range(rounds + 1):
            for work, do in works.items():
                took_s = [seconds(do) for _ in range(asked_a_round)]
                if number:
                    taken_s[work] += took_s
    finally:
        client.close()
    once_s = {work: median(took_s) for work, took_s in taken_s.items()}
    return {
        f"{name}_ms": once_s["page"] * 1000,
        f"{name}_afresh_ms": once_s["afresh"] * 1000,
        f"{name}_afresh_over_hello_ratio": once_s["hello"] / once_s["afresh"],
        f"{name}_unchanged_ms": once_s["unchanged"] * 1000,
        f"{name}_unchanged_per_s": 1 / once_s["unchanged"],
        f"{name}_form_ms": once_s["form"] * 1000,
        f"{name}_form_over_hello_ratio": once_s["hello"] / once_s["form"],
        f"{name}_over_hello_ratio": once_s["hello"] / once_s["page"],
        f"{name}_unchanged_over_hello_ratio": once_s["hello"] / once_s["unchanged"],
    }


_tags: dict[str, str] = {}


def _ask_whether_new(client: HTTPConnection, page: str) -> None:
    """As the page's script does; now and then the minute is over, and the tag is a new one."""
    status, tag = _get(client, page + "/news", _tags.get(page, ""))
    assert status in (200, 304), status
    _tags[page] = tag


def _ask(client: HTTPConnection, path: str) -> None:
    status, _ = _get(client, path)
    assert status == 200, status


def _get(client: HTTPConnection, path: str, tag: str = "") -> tuple[int, str]:
    client.request("GET", path, headers={"If-None-Match": tag} if tag else {})
    answer = client.getresponse()
    answer.read()
    return answer.status, answer.headers.get("ETag", "")
