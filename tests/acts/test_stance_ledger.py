"""What each choice really costs is counted from the reports under it, on both databases alike."""

from datetime import timedelta

from portal.acts.close import decline, resolve
from portal.acts.customer_writes import customer_writes
from portal.acts.erase import erase
from portal.acts.offer import Offer, offer
from portal.acts.say_how_it_went import say_how_it_went
from portal.acts.set_aside import set_aside
from portal.acts.stance_ledger import StanceLedger, stance_ledger
from portal.acts.wait import wait_for_customer, watch_waiting
from portal.acts.watch import watch
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.promises.clock_events import VoidReason
from portal.reports.ledger import Count
from portal.store.feedback import Feedback
from tests.workplaces import Clock, filling, publish, reported, small_library, without_topic

HOUR_S = 3_600


def counts(ledger: StanceLedger) -> dict[tuple[str, str], Count]:
    return {(line.page.slug, line.page.stance): line.count for line in ledger.topics}


def count_of(workplace: Workplace, topic: str = "no-water", stance: str = "all-costs", months: int = 1) -> Count:
    return counts(stance_ledger(workplace, months))[topic, stance]


def settled(workplace: Workplace, report_id: int) -> None:
    resolve(workplace, report_id, "mira", filling(), "Mended.")


def with_stance(library: Library, slug: str, stance: str) -> Library:
    topics = library.public.topics | {slug: library.public.topics[slug].model_copy(update={"stance": stance})}
    return library.model_copy(update={"public": library.public.model_copy(update={"topics": topics})})


def test_every_way_a_report_can_go_is_counted_once(workplace: Workplace, clock: Clock) -> None:
    first, second, third, fourth, fifth, _ = (reported(workplace) for _ in range(6))
    clock.pass_by(hours=1)
    settled(workplace, first.id)
    decline(workplace, second.id, "mira", filling(), tried="All.", why="No pipe.", instead="A tank.")
    withdraw(workplace, third.id)
    wait_for_customer(workplace, fourth.id, "mira", filling(), reason="Which tap?", days=14)
    set_aside(workplace, fifth.id, "mira", filling(), reason=VoidReason.SPAM, why="It sells pills.", sure=True)
    clock.pass_by(days=14, hours=1)
    watch_waiting(workplace)
    found = stance_ledger(workplace, 1)
    count = counts(found)["no-water", "all-costs"]
    assert (count.reports, count.resolved, count.declined, count.withdrawn, count.lapsed, count.open) == (
        5,
        1,
        1,
        1,
        1,
        1,
    )
    assert found.set_aside == {"spam": 1}
    assert found.together.reports == 5
    assert counts(found)["wrong-bill", "triage"] == Count()


def test_the_median_is_of_what_has_ended_and_the_sum_of_all_until_now(workplace: Workplace, clock: Clock) -> None:
    reports = [reported(workplace) for _ in range(5)]
    for report, hours in zip(reports, (1, 1, 4), strict=False):
        clock.pass_by(hours=hours)
        settled(workplace, report.id)
    assert count_of(workplace).median_s == 2 * HOUR_S
    assert count_of(workplace).open_s == (1 + 2 + 6 + 6 + 6) * HOUR_S
    clock.pass_by(hours=2)
    settled(workplace, reports[3].id)
    assert count_of(workplace).median_s == 4 * HOUR_S
    assert count_of(workplace).open_s == (1 + 2 + 6 + 8 + 8) * HOUR_S


def test_from_its_outcome_to_its_reopening_a_report_was_not_open(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    for hours in (1, 2):
        clock.pass_by(hours=hours)
        settled(workplace, report.id)
        clock.pass_by(hours=10)
        customer_writes(workplace, report.id, filling(), f"It drips again, after {hours}.")
    clock.pass_by(hours=4)
    settled(workplace, report.id)
    count = count_of(workplace)
    assert (count.reopened, count.open_s, count.median_s) == (1, 7 * HOUR_S, 7 * HOUR_S)


def test_what_was_given_and_missed_is_counted_with_its_worth(workplace: Workplace, clock: Clock) -> None:
    first, second = reported(workplace), reported(workplace)
    for report, worth in ((first, 20), (first, 20), (second, 5)):
        offer(workplace, report.id, "mira", filling(), Offer("ours", worth, "Bottled water."))
    clock.pass_by(days=4)
    watch(workplace)
    count = count_of(workplace)
    assert (count.offers, count.worth, count.remedies) == (3, 45, 0)
    assert count.missed == 2


def test_the_two_questions_are_counted_apart_by_those_who_answered_them(workplace: Workplace) -> None:
    said = [Feedback(True, True), Feedback(False, True), Feedback(None, False)]
    for answer in said:
        report = reported(workplace)
        settled(workplace, report.id)
        say_how_it_went(workplace, report.id, answer)
    count = count_of(workplace)
    assert (count.solved, count.solved_answers) == (1, 2)
    assert (count.cared_for, count.cared_for_answers) == (2, 3)


def test_only_what_was_received_in_the_period_is_counted(workplace: Workplace, clock: Clock) -> None:
    reported(workplace)
    clock.pass_by(days=40)
    reported(workplace)
    assert count_of(workplace, months=1).reports == 1
    assert count_of(workplace, months=3).reports == 2


def test_a_report_counts_under_the_stance_in_force_when_it_came_in(workplace: Workplace, clock: Clock) -> None:
    reported(workplace)
    clock.pass_by(days=1)
    publish(workplace, with_stance(small_library(), "no-water", "triage"))
    reported(workplace)
    reported(workplace)
    found = stance_ledger(workplace, 1)
    lines = {(line.page.slug, line.page.stance): line for line in found.topics}
    assert lines["no-water", "all-costs"].count.reports == 1
    assert not lines["no-water", "all-costs"].is_current
    assert lines["no-water", "triage"].count.reports == 2
    assert lines["no-water", "triage"].is_current
    assert found.assumed == ()


def test_a_topic_that_is_gone_keeps_its_line_and_its_page_of_then(workplace: Workplace) -> None:
    reported(workplace)
    publish(workplace, without_topic(small_library(), "no-water"), workplace.now() + timedelta(hours=1))
    (line,) = (line for line in stance_ledger(workplace, 1).topics if line.page.slug == "no-water")
    assert line.count.reports == 1
    assert not line.is_current
    assert line.page.costs.customer == ("You wait a little.",)


def test_an_erased_report_counts_on(workplace: Workplace) -> None:
    report = reported(workplace)
    settled(workplace, report.id)
    say_how_it_went(workplace, report.id, Feedback(True, True))
    before = count_of(workplace)
    erase(workplace, report.id)
    assert count_of(workplace) == before


def test_reports_whose_words_are_like_a_limitation_are_counted_under_it_as_well(workplace: Workplace) -> None:
    reported(workplace, what_happened="Brown water again, since the storm.")
    reported(workplace, what_happened="The tap is dry.")
    found = stance_ledger(workplace, 1)
    assert {line.page.slug: line.count.reports for line in found.limitations} == {"brown-water": 1}
    assert counts(found)["no-water", "all-costs"].reports == 2
