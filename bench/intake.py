"""The last step of a report beside the least that its server and its database can do.

The last step is the request that files a report: validated, routed, clocks started, report, timeline, search and
notices in one durable commit. Three things are measured in the same rounds, on the same durable database:

- `submit`: that request, over as many connections as a process of the service has threads, to as many processes as
  `portal run` answers in;
- `bare_insert`: a request to a bare Flask app on the same server, in the same processes, that keeps one row of the size
  of a report's words and answers with a redirection, over the same connections;
- `bare_commit`: that row alone, without server or request, one commit after another.

`submit_over_bare_insert_ratio` and `submit_over_bare_commit_ratio` are reports per second over rows per second: more is
better. `submit_p99_ms` is what one request in a hundred takes longer than, while all connections ask at once.
"""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from bench.clients import Connection, posted, taken_s
from bench.databases import ROOT, databases, scratch, workplace_on
from bench.form import FIELDS, browser_ready_to_send
from bench.rounds import Figures, seconds
from bench.serving import INSERT, KEEP_A_ROW, add_bare_table, serving
from portal import paths
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.library.loader import checked_library

CONNECTIONS = 8


def measure(*, rounds: int = 10, reports_a_round: int = 80) -> Figures:
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
    with workplace_on(folder, address, library, now) as workplace, ExitStack() as open_connections:
        add_bare_table(workplace.store)
        commit = _bare_commit(workplace)
        browser = browser_ready_to_send(workplace)
        bare = [posted(INSERT, FIELDS)] * reports_a_round
        port = open_connections.enter_context(serving(folder, address))
        connections = [open_connections.enter_context(Connection(port)) for _ in range(CONNECTIONS)]
        submits_s, inserts_s, commits_s, each_submit_s = [], [], [], []
        for number in range(rounds + 1):
            sent = [posted(paths.REPORT_SEND, browser.form(), browser.cookie) for _ in range(reports_a_round)]
            submitting_s, each_s = taken_s(connections, sent, 303)
            inserting_s, _ = taken_s(connections, bare, 303)
            committing_s = [seconds(commit) for _ in range(reports_a_round)]
            if number:
                submits_s.append(submitting_s / reports_a_round)
                inserts_s.append(inserting_s / reports_a_round)
                commits_s += committing_s
                each_submit_s += each_s
    submit_s, insert_s, commit_s = median(submits_s), median(inserts_s), median(commits_s)
    return {
        f"{name}_per_s": 1 / submit_s,
        f"{name}_p50_ms": median(each_submit_s) * 1000,
        f"{name}_p99_ms": quantiles(each_submit_s, n=100)[98] * 1000,
        f"{name}_bare_insert_per_s": 1 / insert_s,
        f"{name}_bare_commit_per_s": 1 / commit_s,
        f"{name}_over_bare_insert_ratio": insert_s / submit_s,
        f"{name}_over_bare_commit_ratio": commit_s / submit_s,
    }


def _bare_commit(workplace: Workplace) -> Callable[[], None]:
    """One row of the size of a report's words, committed durably."""
    values = {"at": "2026-11-22T09:00:00Z", "body": FIELDS["what_happened"]}

    def commit() -> None:
        with workplace.store.writing() as conn:
            conn.execute(KEEP_A_ROW, values)

    return commit
