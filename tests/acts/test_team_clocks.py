"""Promises to the team run on the engine of all promises: bound to their version, due by it, always recomputable."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from portal.acts.ask_for_training import answer_training, ask_for_training
from portal.acts.compose import mail_for
from portal.acts.offer import answer_offer, offer
from portal.acts.recompute_team import recompute_team
from portal.acts.rest import record_missed_breaks, take_break
from portal.acts.team_clocks import keep_team_clocks
from portal.acts.watch_team_promises import watch_team_promises
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.reports.questions import open_questions
from portal.store import team_clocks
from portal.store.practice_tables import training_requests
from portal.store.team_clocks import SubjectKind
from tests.acts.promised_to_the_team import (
    clocks_of,
    promising,
    the_clock,
    trained,
    with_break,
    with_team_promises,
)
from tests.acts.test_offer import MORE
from tests.acts.test_send_notices import text_of
from tests.workplaces import NOON, Clock, claimed, filling, publish, reported, small_library, story, told

LATER = date(2026, 12, 31)


def test_without_a_promise_to_the_team_nothing_runs(workplace: Workplace, clock: Clock) -> None:
    publish(workplace, trained(with_break(small_library()), LATER))
    offer(workplace, reported(workplace).id, "mira", filling(), MORE)
    clock.pass_by(hours=1)
    keep_team_clocks(workplace)
    with workplace.store.reading() as conn:
        assert team_clocks.batch_after(conn, 0, 10) == []


def test_what_a_lead_was_asked_for_an_offer_runs_until_they_answer(workplace: Workplace, clock: Clock) -> None:
    promising(workplace)
    report = reported(workplace)
    offer(workplace, report.id, "mira", filling(), MORE)
    clock.pass_by(minutes=1)
    keep_team_clocks(workplace)
    running = the_clock(workplace, SubjectKind.OFFER)
    assert (running.state, running.started_at, running.due_at) == ("running", NOON, NOON + timedelta(hours=2))
    (question,) = open_questions(story(workplace, report))
    answer_offer(workplace, report.id, "ruth", filling(), asked=question.id or 0, allowed=True, why="")
    keep_team_clocks(workplace)
    assert the_clock(workplace, SubjectKind.OFFER).state == "kept"
    assert keep_team_clocks(workplace) == 0, "what stands is not written again"


def test_a_report_that_ends_asks_no_lead_any_more(workplace: Workplace, clock: Clock) -> None:
    promising(workplace)
    report = reported(workplace)
    offer(workplace, report.id, "mira", filling(), MORE)
    clock.pass_by(minutes=1)
    withdraw(workplace, report.id)
    keep_team_clocks(workplace)
    assert the_clock(workplace, SubjectKind.OFFER).state == "voided"


def test_a_late_answer_to_an_offer_is_told_by_its_own_watch_alone(workplace: Workplace, clock: Clock) -> None:
    promising(workplace)
    offer(workplace, reported(workplace).id, "mira", filling(), MORE)
    keep_team_clocks(workplace)
    told(workplace)
    clock.pass_by(hours=3)
    keep_team_clocks(workplace)
    watch_team_promises(workplace)
    assert told(workplace) == []
    assert the_clock(workplace, SubjectKind.OFFER).state == "missed"


def test_a_question_about_training_runs_on_the_lead(workplace: Workplace, clock: Clock) -> None:
    promising(workplace)
    ask_for_training(workplace, "mira", filling(), "How are valves tested?")
    keep_team_clocks(workplace)
    told(workplace)
    clock.pass_by(minutes=90)
    watch_team_promises(workplace)
    (soon,) = claimed(workplace)
    assert (soon.message, soon.recipient) == ("team_promise_soon", "ruth")
    answer_training(workplace, int(the_clock(workplace, SubjectKind.TRAINING_REQUEST).subject), "ruth", "On Thursday.")
    keep_team_clocks(workplace)
    assert the_clock(workplace, SubjectKind.TRAINING_REQUEST).state == "kept"


def test_a_break_that_begins_in_time_is_kept(workplace: Workplace, clock: Clock) -> None:
    promising(workplace, with_break(small_library()))
    clock.pass_by(minutes=30)
    keep_team_clocks(workplace)
    assert the_clock(workplace, SubjectKind.BREAK).due_at == NOON + timedelta(minutes=60)
    clock.pass_by(minutes=30)
    take_break(workplace, workplace.roster().people["mira"])
    keep_team_clocks(workplace)
    assert the_clock(workplace, SubjectKind.BREAK).state == "kept"


def test_a_break_begun_a_little_early_is_kept(workplace: Workplace, clock: Clock) -> None:
    promising(workplace, with_break(small_library()))
    clock.pass_by(minutes=10)
    take_break(workplace, workplace.roster().people["mira"])
    clock.pass_by(minutes=21)
    keep_team_clocks(workplace)
    assert the_clock(workplace, SubjectKind.BREAK).state == "kept"


def test_a_break_begun_late_stays_missed(workplace: Workplace, clock: Clock) -> None:
    promising(workplace, with_break(small_library()))
    clock.pass_by(minutes=61)
    record_missed_breaks(workplace)
    take_break(workplace, workplace.roster().people["mira"])
    keep_team_clocks(workplace)
    assert the_clock(workplace, SubjectKind.BREAK).state == "missed"


def test_leads_hear_before_a_break_is_missed_and_when_it_was(workplace: Workplace, clock: Clock) -> None:
    promising(workplace, with_break(small_library()))
    clock.pass_by(minutes=53)
    keep_team_clocks(workplace)
    watch_team_promises(workplace)
    (soon,) = claimed(workplace)
    assert (soon.message, soon.recipient) == ("team_promise_soon", "ruth")
    assert "Mira has not begun the break of 12:30 yet" in " ".join(text_of(mail_for(workplace, soon)).split())
    clock.pass_by(minutes=8)
    for _ in range(2):
        watch_team_promises(workplace)
    (late,) = claimed(workplace)
    assert late.message == "team_promise_late"
    assert "never the person’s" in " ".join(text_of(mail_for(workplace, late)).split())


def test_a_training_is_due_when_its_last_day_is_over(workplace: Workplace) -> None:
    promising(workplace, trained(small_library(), LATER))
    keep_team_clocks(workplace)
    clock = the_clock(workplace, SubjectKind.TRAINING)
    assert (clock.state, clock.due_at) == ("running", datetime(2027, 1, 1, tzinfo=UTC))
    assert clock.started_at == datetime(2026, 1, 1, tzinfo=UTC)


def test_a_training_that_is_renewed_in_time_is_kept_and_the_next_one_runs(workplace: Workplace, clock: Clock) -> None:
    made = promising(workplace, trained(small_library(), LATER))
    keep_team_clocks(workplace)
    clock.pass_by(days=10)
    publish(workplace, trained(made, date(2027, 12, 1)))
    keep_team_clocks(workplace)
    assert [each.state for each in clocks_of(workplace, SubjectKind.TRAINING)] == ["kept", "running"]


def test_a_training_counts_from_its_day_even_where_it_is_entered_late(workplace: Workplace, clock: Clock) -> None:
    made = promising(workplace, trained(small_library(), date(2026, 11, 25)))
    keep_team_clocks(workplace)
    clock.pass_by(days=10)
    keep_team_clocks(workplace)
    assert the_clock(workplace, SubjectKind.TRAINING).state == "missed"
    publish(workplace, trained(made, date(2027, 11, 24)))
    keep_team_clocks(workplace)
    assert [each.state for each in clocks_of(workplace, SubjectKind.TRAINING)] == ["kept", "running"]


def test_a_training_that_lapses_is_missed(workplace: Workplace, clock: Clock) -> None:
    promising(workplace, trained(small_library(), date(2026, 11, 25)))
    keep_team_clocks(workplace)
    clock.now = datetime(2026, 11, 26, 9, tzinfo=UTC)
    keep_team_clocks(workplace)
    assert the_clock(workplace, SubjectKind.TRAINING).state == "missed"


def test_a_training_that_is_current_for_longer_than_is_promised_holds_nothing_up(
    workplace: Workplace, clock: Clock
) -> None:
    """Promised are 365 days, and Mira is trained for 450 more: the promise runs when the last 365 of them begin."""
    last_day = (NOON + timedelta(days=450)).date()
    promising(workplace, trained(with_break(small_library()), last_day))
    ask_for_training(workplace, "mira", filling(), "How are valves tested?")
    for _ in range(2):
        keep_team_clocks(workplace)
    assert clocks_of(workplace, SubjectKind.TRAINING) == []
    assert the_clock(workplace, SubjectKind.TRAINING_REQUEST).state == "running"
    clock.pass_by(days=90)
    keep_team_clocks(workplace)
    running = the_clock(workplace, SubjectKind.TRAINING)
    assert (running.state, running.due_at.date()) == ("running", last_day + timedelta(days=1))


def test_a_skill_that_is_asked_no_more_counts_for_nothing(workplace: Workplace, clock: Clock) -> None:
    made = promising(workplace, trained(small_library(), LATER))
    keep_team_clocks(workplace)
    clock.pass_by(days=1)
    publish(workplace, trained(made, None))
    keep_team_clocks(workplace)
    assert the_clock(workplace, SubjectKind.TRAINING).state == "voided"


def test_what_lapsed_before_it_was_promised_breaks_no_promise(workplace: Workplace) -> None:
    promising(workplace, trained(small_library(), date(2026, 11, 1)))
    keep_team_clocks(workplace)
    assert clocks_of(workplace, SubjectKind.TRAINING) == []


def test_the_version_in_force_when_it_began_is_the_one_that_runs(workplace: Workplace, clock: Clock) -> None:
    promising(workplace)
    report = reported(workplace)
    offer(workplace, report.id, "mira", filling(), MORE)
    clock.pass_by(hours=1)
    publish(workplace, with_team_promises(small_library(), lead_answer="8 working hours"))
    keep_team_clocks(workplace)
    assert the_clock(workplace, SubjectKind.OFFER).due_at == NOON + timedelta(hours=2)


def test_what_began_before_the_first_promise_runs_under_none(workplace: Workplace, clock: Clock) -> None:
    offer(workplace, reported(workplace).id, "mira", filling(), MORE)
    clock.pass_by(minutes=5)
    publish(workplace, with_team_promises(small_library()))
    assert keep_team_clocks(workplace) == 0
    assert clocks_of(workplace, SubjectKind.OFFER) == []


def test_what_was_missed_ends_with_its_act(workplace: Workplace, clock: Clock) -> None:
    promising(workplace)
    report = reported(workplace)
    offer(workplace, report.id, "mira", filling(), MORE)
    ask_for_training(workplace, "mira", filling(), "How are valves tested?")
    clock.pass_by(hours=3)
    keep_team_clocks(workplace)
    (question,) = open_questions(story(workplace, report))
    answer_offer(workplace, report.id, "ruth", filling(), asked=question.id or 0, allowed=True, why="")
    asked = the_clock(workplace, SubjectKind.TRAINING_REQUEST)
    answer_training(workplace, int(asked.subject), "ruth", "On Thursday.")
    for kind in (SubjectKind.OFFER, SubjectKind.TRAINING_REQUEST):
        assert (the_clock(workplace, kind).state, the_clock(workplace, kind).stopped_at) == ("missed", clock.now)


def test_a_look_costs_the_same_however_many_clocks_run_and_however_many_are_missed(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    def queries() -> int:
        asked: list[str] = []
        engine = sqlite_workplace.store.engine

        def note(conn: object, cursor: object, statement: str, *_: object) -> None:
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        keep_team_clocks(sqlite_workplace)
        event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    promising(sqlite_workplace)
    ask_for_training(sqlite_workplace, "mira", filling(), "How are valves tested?")
    keep_team_clocks(sqlite_workplace)
    with_one = queries()
    for number in range(5):
        ask_for_training(sqlite_workplace, "mira", filling(), f"How is valve {number} tested?")
    keep_team_clocks(sqlite_workplace)
    assert queries() == with_one
    clock.pass_by(hours=3)
    keep_team_clocks(sqlite_workplace)
    assert queries() < with_one, "what is missed is read no more"


def test_one_clock_at_fault_keeps_no_other_back(
    workplace: Workplace, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    promising(workplace)
    for question in ("How are valves tested?", "How are pumps tested?"):
        ask_for_training(workplace, "mira", filling(), question)
    keep_team_clocks(workplace)
    broken, fine = clocks_of(workplace, SubjectKind.TRAINING_REQUEST)
    changed = training_requests.update().where(training_requests.c.id == int(broken.subject))
    with workplace.store.writing() as conn:
        conn.execute(changed.values(answered_at=clock.now - timedelta(days=1)))
    clock.pass_by(hours=3)
    keep_team_clocks(workplace)
    assert f"clock {broken.id} of the promises to the team" in caplog.text
    states = {each.id: each.state for each in clocks_of(workplace, SubjectKind.TRAINING_REQUEST)}
    assert states == {broken.id: "running", fine.id: "missed"}


def test_a_promise_whose_calendar_has_no_hours_left_runs_on_nothing_and_keeps_nobody_from_asking(
    workplace: Workplace, clock: Clock
) -> None:
    library = small_library()
    over = library.calendars["office"] | {"hours": {}, "date_hours": {"2020-01-02": [["09:00", "17:00"]]}}
    library = library.model_copy(update={"calendars": library.calendars | {"never": over}})
    promising(workplace, library, calendar="never")
    report = reported(workplace)
    offer(workplace, report.id, "mira", filling(), MORE)
    ask_for_training(workplace, "mira", filling(), "How are valves tested?")
    keep_team_clocks(workplace)
    (question,) = open_questions(story(workplace, report))
    assert question.facts["due_at"] is None
    assert clocks_of(workplace, SubjectKind.TRAINING_REQUEST) == []


def test_recompute_finds_nothing_while_all_is_well(workplace: Workplace, clock: Clock) -> None:
    promising(workplace, trained(with_break(small_library()), LATER))
    offer(workplace, reported(workplace).id, "mira", filling(), MORE)
    for hours in (0, 1, 3):
        clock.pass_by(hours=hours)
        keep_team_clocks(workplace)
        watch_team_promises(workplace)
        assert [each.differences for each in recompute_team(workplace)] == [()]


def test_recompute_names_what_was_altered_and_repairs_it(workplace: Workplace, clock: Clock) -> None:
    promising(workplace, trained(small_library(), LATER))
    keep_team_clocks(workplace)
    right = the_clock(workplace, SubjectKind.TRAINING)
    with workplace.store.writing() as conn:
        wrong = type(right)(**{name: getattr(right, name) for name in right.__slots__} | {"state": "missed"})
        team_clocks.keep(conn, wrong)
    (found,) = recompute_team(workplace, repair=True)
    assert [(each.reference, each.field, each.stored, each.worked_out) for each in found.differences] == [
        ("team", "state", "missed", "running")
    ]
    assert [each.differences for each in recompute_team(workplace)] == [()]
