"""Swaps, time off and covers: asked, answered, told to whom they concern, and undone while nothing has begun.

Mira and Tom answer for the lines, Bea for bills; Ruth leads. NOON is a Monday; Mira works to 16:00, Tom from 10:00.
"""

from datetime import UTC, datetime, timedelta

import pytest

from portal.acts.cover import take_shift
from portal.acts.in_force import InForce
from portal.acts.swap import accept_swap, ask_swap, decline_swap, undo_swap
from portal.acts.time_off import answer_time_off, ask_time_off, enter_time_off, undo_time_off
from portal.acts.workplace import Workplace
from portal.errors import LeadsOnly, MoveRefused
from portal.library.team_file import ShiftLine
from portal.store import roster_requests
from portal.store.roster_requests import RosterRequest
from portal.team.roster import on_shift
from tests.signing_in import audited
from tests.workplaces import Clock, filling, publish, rows, small_library, told, with_shifts

# Thursday: Mira 08:00 to 16:00, Tom 10:00 to 18:00, Bea off.
THURSDAY = datetime(2026, 11, 26, tzinfo=UTC)
MIRAS, TOMS = THURSDAY.replace(hour=8), THURSDAY.replace(hour=10)
# Tuesday: Bea 09:00 to 17:00.
BEAS = datetime(2026, 11, 24, 9, tzinfo=UTC)
WHOLE_THURSDAY = (THURSDAY, THURSDAY + timedelta(days=1))


def requests(workplace: Workplace) -> list[RosterRequest]:
    with workplace.store.reading() as conn:
        return roster_requests.requests_since(conn, workplace.now() - timedelta(days=1))


def works(workplace: Workplace, person: str, at: datetime) -> bool:
    roster = workplace.roster()
    return on_shift(roster.people[person], roster.time_zone, at)


def asked(workplace: Workplace, to: str | None = "bea", **more: datetime) -> int:
    ask_swap(workplace, "mira", filling(), start=MIRAS, to=to, note="It is my birthday.", **more)
    return requests(workplace)[-1].id


def off(workplace: Workplace) -> int:
    """Mira has Thursday off."""
    enter_time_off(workplace, "ruth", "mira", filling(), [WHOLE_THURSDAY])
    return next(each.id for each in requests(workplace) if each.kind == "time_off")


def test_an_accepted_swap_changes_who_is_there_and_tells_both_and_their_lead(workplace: Workplace) -> None:
    number = asked(workplace)
    assert told(workplace) == [("swap_asked", "bea")]
    accept_swap(workplace, number, "bea")
    assert (works(workplace, "mira", MIRAS), works(workplace, "bea", MIRAS)) == (False, True)
    assert told(workplace) == [("roster_changed", "mira"), ("roster_changed", "ruth")]
    assert audited(workplace) == [("swap_asked", "mira"), ("swap_accepted", "bea")]


def test_a_shift_in_return_changes_hands_as_well(workplace: Workplace) -> None:
    # Mira works then herself, so she cannot take what Bea would give.
    with pytest.raises(MoveRefused, match="Mira works then already: Tuesday 24 November, 08:00 to 16:00"):
        accept_swap(workplace, asked(workplace, return_start=BEAS), "bea")
    enter_time_off(workplace, "ruth", "mira", filling(), [(BEAS.replace(hour=0), BEAS.replace(hour=23))])
    accept_swap(workplace, requests(workplace)[-1].id, "bea")
    assert (works(workplace, "mira", BEAS), works(workplace, "bea", BEAS)) == (True, False)


def test_asking_twice_with_one_form_asks_once(workplace: Workplace) -> None:
    form = filling()
    for _ in range(2):
        ask_swap(workplace, "mira", form, start=MIRAS, to="bea")
    assert len(requests(workplace)) == 1
    with pytest.raises(MoveRefused, match="asked for this shift already"):
        asked(workplace, to=None)


def test_anybody_of_the_team_may_take_what_is_asked_of_anybody_and_only_one_does(workplace: Workplace) -> None:
    number = asked(workplace, to=None)
    assert told(workplace) == [("swap_asked", "tom")]
    with pytest.raises(MoveRefused, match="Tom works then already"):
        accept_swap(workplace, number, "tom")
    accept_swap(workplace, number, "bea")
    with pytest.raises(MoveRefused, match="settled already"):
        accept_swap(workplace, number, "bea")


def test_nobody_accepts_for_somebody_else_nor_their_own(workplace: Workplace) -> None:
    number = asked(workplace)
    before = rows(workplace.store)
    for person in ("mira", "tom", "ruth"):
        with pytest.raises(MoveRefused, match="asked of somebody else"):
            accept_swap(workplace, number, person)
    assert rows(workplace.store) == before


def test_a_no_is_told_to_who_asked(workplace: Workplace) -> None:
    number = asked(workplace)
    told(workplace)
    decline_swap(workplace, number, "bea")
    assert told(workplace) == [("roster_changed", "mira")]
    assert works(workplace, "mira", MIRAS)


def test_a_swap_is_undone_by_either_until_it_begins(workplace: Workplace, clock: Clock) -> None:
    number = asked(workplace)
    accept_swap(workplace, number, "bea")
    told(workplace)
    with pytest.raises(MoveRefused, match="Only the two of you"):
        undo_swap(workplace, number, "tom")
    undo_swap(workplace, number, "bea")
    assert (works(workplace, "mira", MIRAS), works(workplace, "bea", MIRAS)) == (True, False)
    assert told(workplace) == [("roster_changed", "mira"), ("roster_changed", "ruth")]
    again = asked(workplace)
    accept_swap(workplace, again, "bea")
    clock.now = MIRAS + timedelta(minutes=1)
    with pytest.raises(MoveRefused, match="It has begun"):
        undo_swap(workplace, again, "mira")


def test_a_swap_that_was_handed_on_is_undone_from_its_end(workplace: Workplace) -> None:
    first = asked(workplace)
    accept_swap(workplace, first, "bea")
    ask_swap(workplace, "bea", filling(), start=MIRAS, to="mira")
    second = max(each.id for each in requests(workplace))
    accept_swap(workplace, second, "mira")
    assert works(workplace, "mira", MIRAS)
    with pytest.raises(MoveRefused, match="Bea has given this shift to somebody else since"):
        undo_swap(workplace, first, "mira")
    undo_swap(workplace, second, "mira")
    undo_swap(workplace, first, "mira")
    assert (works(workplace, "mira", MIRAS), works(workplace, "bea", MIRAS)) == (True, False)


def test_time_off_is_asked_of_the_lead_and_counts_once_granted(workplace: Workplace) -> None:
    ask_time_off(workplace, "mira", filling(), [WHOLE_THURSDAY])
    assert told(workplace) == [("time_off_asked", "ruth")]
    assert works(workplace, "mira", MIRAS)
    (request,) = requests(workplace)
    with pytest.raises(LeadsOnly):
        answer_time_off(workplace, request.id, "mira", granted=True)
    answer_time_off(workplace, request.id, "ruth", granted=True)
    assert not works(workplace, "mira", MIRAS)
    assert told(workplace) == [("time_off_answered", "mira")]


def test_a_lead_enters_time_off_and_nobody_else_does(workplace: Workplace) -> None:
    with pytest.raises(LeadsOnly):
        enter_time_off(workplace, "tom", "mira", filling(), [WHOLE_THURSDAY])
    off(workplace)
    assert not works(workplace, "mira", MIRAS)
    assert told(workplace) == [("roster_changed", "mira")]


@pytest.mark.parametrize(
    ("span", "why"),
    [
        ((WHOLE_THURSDAY[1], WHOLE_THURSDAY[0]), "ends before it begins"),
        ((THURSDAY - timedelta(days=30), THURSDAY - timedelta(days=29)), "has passed"),
        ((THURSDAY, THURSDAY + timedelta(days=900)), "more than a year and a half"),
    ],
)
def test_time_off_that_makes_no_sense_is_refused_and_nothing_changes(
    sqlite_workplace: Workplace, span: tuple[datetime, datetime], why: str
) -> None:
    before = rows(sqlite_workplace.store)
    with pytest.raises(MoveRefused, match=why):
        ask_time_off(sqlite_workplace, "mira", filling(), [span])
    assert rows(sqlite_workplace.store) == before


def test_a_free_shift_is_taken_by_one_colleague_and_let_go_with_the_time_off(workplace: Workplace) -> None:
    number = off(workplace)
    told(workplace)
    with pytest.raises(MoveRefused, match="Tom works then already"):
        take_shift(workplace, "tom", "tom", of="mira", start=MIRAS)
    take_shift(workplace, "bea", "bea", of="mira", start=MIRAS)
    assert works(workplace, "bea", MIRAS)
    assert told(workplace) == [("roster_changed", "ruth")]
    with pytest.raises(MoveRefused, match="not free any more"):
        take_shift(workplace, "ruth", "tom", of="mira", start=MIRAS)
    undo_time_off(workplace, number, "mira")
    assert (works(workplace, "mira", MIRAS), works(workplace, "bea", MIRAS)) == (True, False)
    assert ("roster_changed", "bea") in told(workplace)


def test_time_off_is_not_undone_for_somebody_who_has_taken_another_shift_in_it(workplace: Workplace) -> None:
    number = off(workplace)
    ask_swap(workplace, "tom", filling(), start=TOMS, to="mira")
    swap = requests(workplace)[-1].id
    accept_swap(workplace, swap, "mira")
    before = rows(workplace.store)
    with pytest.raises(MoveRefused, match="Mira has taken another shift meanwhile, and would work two at once"):
        undo_time_off(workplace, number, "mira")
    assert rows(workplace.store) == before
    undo_swap(workplace, swap, "tom")
    undo_time_off(workplace, number, "mira")
    assert works(workplace, "mira", MIRAS)


def test_a_cover_can_be_let_go_and_the_shift_is_free_again(workplace: Workplace) -> None:
    off(workplace)
    take_shift(workplace, "ruth", "bea", of="mira", start=MIRAS)
    cover = next(each for each in requests(workplace) if each.kind == "cover")
    undo_swap(workplace, cover.id, "bea")
    assert not works(workplace, "bea", MIRAS)
    take_shift(workplace, "bea", "bea", of="mira", start=MIRAS)
    assert works(workplace, "bea", MIRAS)


def test_another_process_sees_the_change_with_its_next_look(workplace: Workplace) -> None:
    """Each process keeps the exceptions in memory, and finds by two counts that they have changed."""
    other = InForce(workplace.store, workplace.settings)
    other.refresh(workplace.now())
    off(workplace)
    assert on_shift(other.roster.roster(other.current).people["mira"], "Europe/London", MIRAS)
    other.refresh(workplace.now())
    assert not on_shift(other.roster.roster(other.current).people["mira"], "Europe/London", MIRAS)


def test_what_is_left_of_a_night_shift_is_taken_on_the_day_after_it_began(workplace: Workplace) -> None:
    """Mira works on Wednesday from 22:00 to 06:00, and has Thursday off."""
    nights = (ShiftLine(days=("wed",), hours=("22:00", "06:00")),)
    publish(workplace, with_shifts(small_library(), "mira", nights))
    off(workplace)
    take_shift(workplace, "bea", "bea", of="mira", start=THURSDAY)
    assert works(workplace, "bea", THURSDAY + timedelta(hours=5))
    assert not works(workplace, "bea", THURSDAY + timedelta(hours=7))


def swapped_in_return(workplace: Workplace) -> int:
    """Mira gives Thursday to Bea, and works Bea's Tuesday in return, when she has no shift of her own."""
    enter_time_off(workplace, "ruth", "mira", filling(), [(BEAS.replace(hour=0), BEAS.replace(hour=23))])
    number = asked(workplace, return_start=BEAS)
    accept_swap(workplace, number, "bea")
    return number


def test_a_swap_is_not_undone_while_the_shift_in_return_is_with_somebody_else(workplace: Workplace) -> None:
    publish(workplace, with_shifts(small_library(), "tom", ()))
    first = swapped_in_return(workplace)
    ask_swap(workplace, "mira", filling(), start=BEAS, to="tom")
    second = max(each.id for each in requests(workplace))
    accept_swap(workplace, second, "tom")
    with pytest.raises(MoveRefused, match="Mira has given this shift to somebody else since"):
        undo_swap(workplace, first, "bea")
    assert [works(workplace, each, BEAS) for each in ("mira", "tom", "bea")] == [False, True, False]
    undo_swap(workplace, second, "tom")
    undo_swap(workplace, first, "bea")
    assert [works(workplace, each, BEAS) for each in ("mira", "tom", "bea")] == [False, False, True]


def test_a_swap_is_not_undone_for_somebody_who_has_taken_another_shift_at_that_time(workplace: Workplace) -> None:
    """Bea has Mira's Thursday, Mira then takes Tom's at the same time: she cannot work both."""
    first = asked(workplace)
    accept_swap(workplace, first, "bea")
    enter_time_off(workplace, "ruth", "tom", filling(), [WHOLE_THURSDAY])
    take_shift(workplace, "mira", "mira", of="tom", start=TOMS)
    before = rows(workplace.store)
    with pytest.raises(MoveRefused, match="Mira works then already: Thursday 26 November, 10:00 to 18:00"):
        undo_swap(workplace, first, "bea")
    assert rows(workplace.store) == before


def test_asking_for_another_shift_in_return_is_no_repeat(workplace: Workplace) -> None:
    form = filling()
    ask_swap(workplace, "mira", form, start=MIRAS, to="bea")
    undo_swap(workplace, requests(workplace)[-1].id, "mira")
    ask_swap(workplace, "mira", form, start=MIRAS, to="bea", return_start=BEAS)
    assert [each.in_return is not None for each in requests(workplace) if each.state == "asked"] == [True]
