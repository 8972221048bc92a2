"""The whole last step of a report, from request to redirect, beside the rate at which its database can commit one row.

A report is validated and routed, its clocks are started, and report, timeline and notices are committed at once. The
ratio is reports per second over bare inserts per second, so more is better.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import text

from bench.databases import ROOT, databases, scratch, workplace_on
from bench.form import ready_to_send
from bench.rounds import Figures, seconds
from portal import paths
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.library.library import Library
from portal.library.loader import checked_library


def measure(*, rounds: int = 10, reports_a_round: int = 20) -> Figures:
    now = datetime.now(UTC)
    library = checked_library(ROOT, now.date())
    figures: Figures = {}
    with scratch() as folder, databases(folder, ("intake",)) as kinds:
        for kind, (address,) in kinds.items():
            name = "submit" if kind == "sqlite" else f"submit_{kind}"
            figures |= _on(folder, address, library, now, name, rounds, reports_a_round)
    return figures


def _on(
    folder: Path, address: str, library: Library, now: datetime, name: str, rounds: int, reports_a_round: int
) -> Figures:
    with workplace_on(folder, address, library, now) as workplace:
        client = create_service(workplace).test_client()
        forms = [ready_to_send(client) for _ in range((rounds + 1) * reports_a_round)]

        def send() -> None:
            answer = client.post(paths.REPORT_SEND, data=forms.pop())
            assert answer.status_code == 303, answer.status_code

        insert = _bare_insert(workplace)
        sent_s, inserted_s = [], []
        for number in range(rounds + 1):
            sending = [seconds(send) for _ in range(reports_a_round)]
            inserting = [seconds(insert) for _ in range(reports_a_round)]
            if number:
                sent_s += sending
                inserted_s += inserting
    return {
        f"{name}_per_s": 1 / median(sent_s),
        f"{name}_p99_ms": quantiles(sent_s, n=100)[98] * 1000,
        f"{name}_bare_insert_per_s": 1 / median(inserted_s),
        f"{name}_over_bare_insert_ratio": median(inserted_s) / median(sent_s),
    }


def _bare_insert(workplace: Workplace) -> Callable[[], None]:
    """One row of the size of a report's text, committed durably."""
    with workplace.store.writing() as conn:
        conn.execute(text("CREATE TABLE bare (at TEXT, body TEXT)"))
    statement = text("INSERT INTO bare (at, body) VALUES (:at, :body)")

    def insert() -> None:
        with workplace.store.writing() as conn:
            conn.execute(statement, {"at": "2026-11-22T09:00:00Z", "body": "x" * 200})

    return insert
