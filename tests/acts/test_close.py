"""A report ends with words: what was done, or what was tried, why it stops here and what can be done instead."""

from portal.acts.close import decline, resolve
from portal.acts.workplace import Workplace
from portal.reports.report import Status
from tests.workplaces import Clock, clocks_on, filling, now_of, reported, story


def test_a_resolved_report_is_closed_and_its_resolution_kept_for_now(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    now = clock.pass_by(hours=2)
    resolve(workplace, report.id, "mira", filling(), "We dug.")
    closed = now_of(workplace, report)
    assert (closed.status, closed.closed_at) == (Status.RESOLVED, now)
    states = {name: stored.state for name, stored in clocks_on(workplace, report).items()}
    assert states == {"first_response": "kept", "next_update": "kept", "resolution": "kept_provisionally"}
    assert story(workplace, report)[-1].texts == {"what_we_did": "We dug."}


def test_a_declined_report_says_what_was_tried_why_it_stops_and_what_can_be_done(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    decline(sqlite_workplace, report.id, "mira", filling(), tried="Rang.", why="No pipe.", instead="A tank.")
    assert now_of(sqlite_workplace, report).status is Status.DECLINED
    assert story(sqlite_workplace, report)[-1].texts == {"tried": "Rang.", "why": "No pipe.", "instead": "A tank."}
    stored = clocks_on(sqlite_workplace, report)["resolution"]
    assert (stored.state, stored.outcome) == ("kept_provisionally", "declined")
