"""Within authority an offer is given at once; above it a lead is asked, and the customer sees that we asked."""

import pytest

from portal.acts.offer import Offer, answer_offer, offer
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.questions import open_questions
from portal.reports.timeline import Entry, Kind
from portal.store import clocks, timeline
from portal.team.offers import Fit
from tests.workplaces import filling, kinds, reported, story, told

WATER = Offer("ours", 50, "Twenty bottles of water, today.")
MORE = Offer("ours", 200, "A month free.", "The third time this year.")


def asked(workplace: Workplace) -> tuple[int, Entry]:
    report = reported(workplace)
    told(workplace)
    assert offer(workplace, report.id, "mira", filling(), MORE) is Fit.ABOVE
    (question,) = open_questions(story(workplace, report))
    return report.id, question


def test_within_authority_it_is_with_the_customer_at_once(workplace: Workplace) -> None:
    report = reported(workplace)
    told(workplace)
    assert offer(workplace, report.id, "mira", filling(), WATER) is Fit.WITHIN
    assert told(workplace) == [("offered", "customer")]
    assert story(workplace, report)[-1].texts["offer"] == WATER.words


def test_far_too_little_is_given_all_the_same(workplace: Workplace) -> None:
    report = reported(workplace)
    assert offer(workplace, report.id, "mira", filling(), Offer("ours", 1, "A leaflet.")) is Fit.TOO_LITTLE
    assert kinds(workplace, report)[-1] is Kind.OFFERED


def test_above_it_the_lead_is_asked_and_the_customer_sees_that_not_what(workplace: Workplace) -> None:
    report = reported(workplace)
    told(workplace)
    offer(workplace, report.id, "mira", filling(), MORE)
    assert told(workplace) == [("lead_asked", "ruth")]
    public = [entry for entry in story(workplace, report) if entry.public][-1]
    assert (public.kind, public.texts) == (Kind.ASKING, {})
    assert "worth" not in public.facts
    assert Kind.OFFERED not in kinds(workplace, report)


def test_a_yes_gives_it_in_the_responders_name(workplace: Workplace) -> None:
    report_id, question = asked(workplace)
    told(workplace)
    answer_offer(workplace, report_id, "ruth", filling(), asked=question.id or 0, allowed=True, why="Of course.")
    assert told(workplace) == [("lead_answered", "mira"), ("offered", "customer")]
    with workplace.store.reading() as conn:
        public = [entry for entry in timeline.entries(conn, report_id) if entry.public]
    assert "Of course." not in str(public), "what the lead says stays with the team"


def test_a_no_ends_the_question_on_the_customers_page_and_its_reason_stays_with_the_team(workplace: Workplace) -> None:
    report_id, question = asked(workplace)
    told(workplace)
    answer_offer(workplace, report_id, "ruth", filling(), asked=question.id or 0, allowed=False, why="Half of it.")
    assert told(workplace) == [("lead_answered", "mira")]
    with workplace.store.reading() as conn:
        last = [entry for entry in timeline.entries(conn, report_id) if entry.public][-1]
    assert (last.kind, last.texts) == (Kind.LEAD_DECIDED, {})


def test_a_no_in_a_leads_own_words_is_mailed_and_stops_the_clock_that_a_bare_one_does_not(workplace: Workplace) -> None:
    for words, stopped in (("", False), ("I cannot give a month, and this is why.", True)):
        report_id, question = asked(workplace)
        told(workplace)
        answer_offer(
            workplace,
            report_id,
            "ruth",
            filling(),
            asked=question.id or 0,
            allowed=False,
            why="No.",
            for_customer=words,
        )
        assert (("lead_decided", "customer") in told(workplace)) == stopped
        with workplace.store.reading() as conn:
            (first,) = [each for each in clocks.clocks_of(conn, report_id) if each.indicator == "first_response"]
        assert (first.stopped_at is not None) == stopped


def test_a_question_is_answered_once_and_by_a_lead(workplace: Workplace) -> None:
    report_id, question = asked(workplace)
    with pytest.raises(MoveRefused, match="Only a lead"):
        answer_offer(workplace, report_id, "tom", filling(), asked=question.id or 0, allowed=True, why="")
    answer_offer(workplace, report_id, "ruth", filling(), asked=question.id or 0, allowed=True, why="")
    with pytest.raises(MoveRefused, match="answered already"):
        answer_offer(workplace, report_id, "ruth", filling(), asked=question.id or 0, allowed=False, why="")


def test_a_lead_gives_without_asking_themselves(workplace: Workplace) -> None:
    report = reported(workplace)
    offer(workplace, report.id, "ruth", filling(), MORE)
    assert kinds(workplace, report)[-1] is Kind.OFFERED


def test_nothing_is_given_on_a_report_that_was_taken_back(workplace: Workplace) -> None:
    report_id, question = asked(workplace)
    withdraw(workplace, report_id)
    told(workplace)
    with pytest.raises(MoveRefused, match="withdrawn"):
        answer_offer(workplace, report_id, "ruth", filling(), asked=question.id or 0, allowed=True, why="")
    assert told(workplace) == []
