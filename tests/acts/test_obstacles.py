"""What is in somebody's way: the clock runs on the lead, and whoever wants no name on it is seen by nobody."""

from typing import Any

import pytest

from portal.acts.answer_obstacle import answer_obstacle
from portal.acts.compose import mail_for
from portal.acts.obstacle_forget import forget_old_obstacles
from portal.acts.own_key import is_own
from portal.acts.raise_obstacle import InTheWay, raise_obstacle
from portal.acts.recompute_team import recompute_team
from portal.acts.settle_obstacle import mine_too, out_of_the_way, still_there
from portal.acts.watch_team_promises import watch_team_promises
from portal.acts.workplace import Workplace
from portal.errors import LeadsOnly, MoveRefused
from portal.store.obstacles import closed_obstacles, obstacle_by_id, open_obstacles
from portal.store.team_clocks import SubjectKind
from portal.team.obstacles import Obstacle, Standing
from tests.acts.promised_to_the_team import clocks_of, promising, the_clock
from tests.acts.test_send_notices import text_of
from tests.signing_in import audited
from tests.workplaces import NOON, Clock, claimed, filling, reported, rows, told

LINE = "The exchange drops us after ten minutes."


def raised(workplace: Workplace, person: str = "mira", **said: Any) -> Obstacle:
    raise_obstacle(workplace, person, filling(), InTheWay(LINE, **said))
    return only(workplace)


def only(workplace: Workplace) -> Obstacle:
    with workplace.store.reading() as conn:
        (obstacle,) = open_obstacles(conn)
    return obstacle


def answered(workplace: Workplace, obstacle: Obstacle, *, done: bool = False) -> None:
    answer_obstacle(workplace, obstacle.id, "ruth", filling(), "I rang them.", by_day=None, done=done)


def test_raising_something_starts_a_clock_on_the_lead_and_tells_them(workplace: Workplace) -> None:
    promising(workplace)
    obstacle = raised(workplace, detail="Three times today.", reference=reported(workplace).reference)
    assert obstacle.standing is Standing.WAITS
    assert obstacle.report_id is not None
    clock = the_clock(workplace, SubjectKind.OBSTACLE)
    assert (clock.state, clock.started_at, clock.due_at) == ("running", NOON, NOON.replace(hour=14))
    (notice,) = (each for each in claimed(workplace) if each.message == "obstacle_raised")
    assert notice.recipient == "ruth"
    mail = text_of(mail_for(workplace, notice))
    assert "something is in Mira’s way" in mail
    assert LINE in mail
    assert "14:00 on Monday 23 November" in mail


def test_an_answer_in_time_keeps_the_promise_and_goes_back_to_whoever_raised_it(
    workplace: Workplace, clock: Clock
) -> None:
    promising(workplace)
    obstacle = raised(workplace)
    told(workplace)
    clock.pass_by(hours=2)
    answered(workplace, obstacle)
    assert the_clock(workplace, SubjectKind.OBSTACLE).state == "kept"
    (notice,) = claimed(workplace)
    assert (notice.message, notice.recipient) == ("obstacle_answered", "mira")
    assert "I rang them." in text_of(mail_for(workplace, notice))
    assert only(workplace).standing is Standing.ANSWERED


def test_a_late_answer_misses_it_for_good(workplace: Workplace, clock: Clock) -> None:
    promising(workplace)
    obstacle = raised(workplace)
    clock.pass_by(hours=2, seconds=1)
    answered(workplace, obstacle)
    found = the_clock(workplace, SubjectKind.OBSTACLE)
    assert (found.state, found.missed_at) == ("missed", NOON.replace(hour=14))


def test_leads_are_reminded_once_before_and_told_once_when_it_is_late(workplace: Workplace, clock: Clock) -> None:
    promising(workplace)
    raised(workplace)
    told(workplace)
    clock.pass_by(minutes=89)
    watch_team_promises(workplace)
    assert told(workplace) == []
    clock.pass_by(minutes=1)
    for _ in range(3):
        watch_team_promises(workplace)
    assert told(workplace) == [("team_promise_soon", "ruth")]
    clock.pass_by(minutes=30, seconds=1)
    for _ in range(3):
        watch_team_promises(workplace)
    (late,) = claimed(workplace)
    assert (late.message, late.recipient) == ("team_promise_late", "ruth")
    assert "A paid half day." in text_of(mail_for(workplace, late))


def test_an_answer_that_moves_nothing_starts_the_clock_once_more(workplace: Workplace, clock: Clock) -> None:
    promising(workplace)
    obstacle = raised(workplace)
    answered(workplace, obstacle, done=True)
    told(workplace)
    clock.pass_by(hours=1)
    still_there(workplace, obstacle.id, "mira", "It happened again.")
    still_there(workplace, obstacle.id, "mira", "Pressed twice.")
    assert [each.state for each in clocks_of(workplace, SubjectKind.OBSTACLE)] == ["kept", "running"]
    (notice,) = claimed(workplace)
    assert "It happened again." in text_of(mail_for(workplace, notice))
    assert only(workplace).standing is Standing.WAITS


def test_whoever_raised_it_says_that_it_is_out_of_the_way(workplace: Workplace) -> None:
    obstacle = raised(workplace)
    answered(workplace, obstacle)
    with pytest.raises(MoveRefused):
        out_of_the_way(workplace, obstacle.id, "tom")
    out_of_the_way(workplace, obstacle.id, "mira")
    with workplace.store.reading() as conn:
        assert open_obstacles(conn) == []
        assert [each.standing for each in closed_obstacles(conn, NOON.replace(day=1), 10)] == [Standing.OUT_OF_THE_WAY]
    with pytest.raises(MoveRefused):
        answered(workplace, obstacle)


def test_what_is_taken_back_in_time_counts_for_no_promise(workplace: Workplace) -> None:
    promising(workplace)
    out_of_the_way(workplace, raised(workplace).id, "mira")
    assert the_clock(workplace, SubjectKind.OBSTACLE).state == "voided"


def test_only_leads_answer(workplace: Workplace) -> None:
    obstacle = raised(workplace)
    with pytest.raises(LeadsOnly):
        answer_obstacle(workplace, obstacle.id, "tom", filling(), "Never mind.", by_day=None, done=False)


def test_sending_the_form_twice_raises_it_once(workplace: Workplace) -> None:
    sent = filling()
    for _ in range(2):
        raise_obstacle(workplace, "mira", sent, InTheWay(LINE))
    only(workplace)


def test_a_report_that_is_none_changes_nothing(workplace: Workplace) -> None:
    before = rows(workplace.store)
    with pytest.raises(MoveRefused, match="A2A2-A2AA"):
        raise_obstacle(workplace, "mira", filling(), InTheWay(LINE, reference="A2A2-A2AA"))
    assert rows(workplace.store) == before


def test_mine_too_counts_each_person_once_and_never_whoever_raised_it(workplace: Workplace) -> None:
    obstacle = raised(workplace)
    for person in ("tom", "tom", "bea", "mira"):
        mine_too(workplace, obstacle.id, person)
    assert only(workplace).mine_too == 2


def test_who_says_mine_too_stands_nowhere(workplace: Workplace) -> None:
    obstacle = raised(workplace)
    before = rows(workplace.store)
    mine_too(workplace, obstacle.id, "tom")
    after = rows(workplace.store)
    assert [name for name in after if after[name] != before[name]] == ["obstacle_echoes"]
    assert "tom" not in repr(after["obstacle_echoes"])


def test_whoever_wants_no_name_on_it_stands_in_no_row_no_audit_log_and_no_notice(
    workplace: Workplace, clock: Clock
) -> None:
    promising(workplace)
    told(workplace)
    before = rows(workplace.store)
    obstacle = raised(workplace, with_name=False)
    queued = claimed(workplace)
    mine_too(workplace, obstacle.id, "tom")
    answered(workplace, obstacle)
    still_there(workplace, obstacle.id, "mira", "Still.")
    clock.pass_by(hours=3)
    watch_team_promises(workplace)
    queued += claimed(workplace)
    out_of_the_way(workplace, obstacle.id, "mira")
    after = rows(workplace.store)
    new = {name: [row for row in after[name] if row not in before[name]] for name in after}
    assert "mira" not in repr(new).lower()
    assert [each for each in audited(workplace) if each[0].startswith("obstacle")] == [("obstacle_answered", "ruth")]
    assert {notice.recipient for notice in queued} == {"ruth"}
    for notice in queued:
        assert "Mira" not in text_of(mail_for(workplace, notice))


def test_without_a_name_all_leads_are_told_whoever_leads_the_raiser(workplace: Workplace) -> None:
    """Else the team of whoever it was would show in who gets the mail."""
    raised(workplace, with_name=False)
    assert told(workplace) == [("obstacle_raised", person) for person in sorted(workplace.roster().leads)]


def test_only_whoever_raised_it_is_known_again_by_their_mark(workplace: Workplace) -> None:
    obstacle = raised(workplace, with_name=False)
    people = workplace.roster().people
    assert [key for key in people if is_own(workplace, key, obstacle)] == ["mira"]


def test_two_marks_of_one_person_have_nothing_in_common(workplace: Workplace, clock: Clock) -> None:
    for minutes in (0, 1):
        clock.pass_by(minutes=minutes)
        raise_obstacle(workplace, "mira", filling(), InTheWay(f"{LINE} {minutes}", with_name=False))
    with workplace.store.reading() as conn:
        first, second = open_obstacles(conn)
    assert first.own_key != second.own_key


def test_a_year_after_it_is_out_of_the_way_its_words_and_whose_it_was_are_gone(
    workplace: Workplace, clock: Clock
) -> None:
    promising(workplace)
    obstacle = raised(workplace, detail="Three times today.", reference=reported(workplace).reference)
    answered(workplace, obstacle, done=True)
    mine_too(workplace, obstacle.id, "tom")
    clock.pass_by(minutes=5)
    out_of_the_way(workplace, obstacle.id, "mira")
    clock.pass_by(days=365)
    assert forget_old_obstacles(workplace) == 0
    before = the_clock(workplace, SubjectKind.OBSTACLE)
    clock.pass_by(minutes=1)
    assert [forget_old_obstacles(workplace) for _ in range(2)] == [1, 0]
    with workplace.store.reading() as conn:
        emptied = obstacle_by_id(conn, obstacle.id)
    assert emptied is not None
    assert (emptied.line, emptied.detail, emptied.raised_by, emptied.report_id, emptied.mine_too) == (
        "",
        "",
        None,
        None,
        0,
    )
    assert {turn.words for turn in emptied.turns} == {""}
    assert not is_own(workplace, "mira", emptied)
    assert the_clock(workplace, SubjectKind.OBSTACLE) == before
    assert [each.differences for each in recompute_team(workplace)] == [()]


def test_what_is_still_in_the_way_is_kept_however_old(workplace: Workplace, clock: Clock) -> None:
    raised(workplace)
    clock.pass_by(days=800)
    assert forget_old_obstacles(workplace) == 0
    assert only(workplace).line == LINE
