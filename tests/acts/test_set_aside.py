"""What is no report is set aside with a reason, and counted as that; only spam takes a miss out of the count."""

from dataclasses import replace

import pytest

from portal.acts.set_aside import set_aside
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.intake.tracking import tracking_of
from portal.promises.clock_events import VoidReason
from portal.reports.report import Report
from portal.reports.timeline import Kind
from tests.workplaces import ADA, Clock, clocks_on, filling, kinds, now_of, reported, story, told


def away(workplace: Workplace, report: Report, reason: VoidReason, same_as: str = "") -> None:
    set_aside(workplace, report.id, "mira", filling(), reason=reason, why="The same words.", same_as=same_as, sure=True)


def stands(workplace: Workplace, report: Report) -> str:
    """What the customer's page says on top."""
    return tracking_of(workplace, now_of(workplace, report), lambda _: "").stands


@pytest.mark.parametrize("reason", VoidReason)
def test_in_time_every_reason_takes_it_out_of_the_count(workplace: Workplace, reason: VoidReason) -> None:
    other, report = reported(workplace), reported(workplace)
    told(workplace)
    away(workplace, report, reason, other.reference)
    assert {clock.state for clock in clocks_on(workplace, report).values()} == {"voided"}
    assert Kind.SET_ASIDE not in kinds(workplace, report, public=True)


@pytest.mark.parametrize(("reason", "state"), [(VoidReason.SPAM, "voided"), (VoidReason.DUPLICATE, "missed")])
def test_after_the_due_time_only_spam_does(workplace: Workplace, clock: Clock, reason: VoidReason, state: str) -> None:
    other, report = reported(workplace), reported(workplace)
    clock.pass_by(hours=5)
    away(workplace, report, reason, other.reference)
    assert clocks_on(workplace, report)["first_response"].state == state


def test_what_is_set_aside_stays_so(workplace: Workplace) -> None:
    report = reported(workplace)
    away(workplace, report, VoidReason.TEST)
    with pytest.raises(MoveRefused, match="it was set aside"):
        away(workplace, report, VoidReason.SPAM)
    assert story(workplace, report)[-1].facts == {"reason": "test"}


@pytest.mark.parametrize(
    ("reason", "mails", "said"),
    [
        (VoidReason.SPAM, [], "something other than a report"),
        (VoidReason.TEST, [("set_aside", "customer")], "sent to try our pages out"),
        (VoidReason.DUPLICATE, [("set_aside", "customer")], "You wrote to us about this twice. We go on with "),
    ],
)
def test_the_customer_reads_why_and_gets_a_mail_except_to_spam(
    workplace: Workplace, reason: VoidReason, mails: list[tuple[str, str]], said: str
) -> None:
    other, report = reported(workplace), reported(workplace)
    told(workplace)
    away(workplace, report, reason, other.reference)
    assert told(workplace) == mails
    assert said in stands(workplace, report)


def test_the_report_of_somebody_else_is_never_named(workplace: Workplace) -> None:
    other = reported(workplace, contact=replace(ADA, address="grace@example.org"))
    report = reported(workplace)
    away(workplace, report, VoidReason.DUPLICATE, other.reference)
    assert "has reached us already" in stands(workplace, report)
    assert other.reference not in stands(workplace, report)


def test_a_duplicate_names_another_report_that_exists(workplace: Workplace) -> None:
    report = reported(workplace)
    for typed, said in (("", "Enter the reference"), ("R2A2-B2CC", "no report"), (report.reference, "itself")):
        with pytest.raises(MoveRefused, match=said):
            away(workplace, report, VoidReason.DUPLICATE, typed)
    assert now_of(workplace, report).status.is_open


def test_the_highest_severity_is_set_aside_by_who_is_sure(workplace: Workplace) -> None:
    report, small = reported(workplace), reported(workplace, severity="annoying")
    with pytest.raises(MoveRefused, match="somebody may need help now"):
        set_aside(workplace, report.id, "mira", filling(), reason=VoidReason.SPAM, why="Pills.")
    assert now_of(workplace, report).status.is_open
    set_aside(workplace, small.id, "mira", filling(), reason=VoidReason.SPAM, why="Pills.")
    assert not now_of(workplace, small).status.is_open
