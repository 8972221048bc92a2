"""One mail for each person and shift, a quarter of an hour before it begins, and none to anybody with time off."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.acts.compose import mail_for
from portal.acts.huddle_talk import add_point
from portal.acts.swap import accept_swap, ask_swap
from portal.acts.tell_huddle import tell_huddle
from portal.acts.time_off import enter_time_off
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.library.library import Library
from portal.store import roster_requests
from portal.store.outbox import ClaimedNotice
from tests.workplaces import Clock, claimed, filling, publish, small_library, told

TUESDAY = datetime(2026, 11, 24, 8, tzinfo=UTC)
BEFORE = TUESDAY - timedelta(minutes=15)


def together() -> Library:
    """Tom begins with Mira, and answers for bills too."""
    library = small_library()
    people = dict(library.desk.team.responders)
    people["tom"] = people["tom"].model_copy(update={"shifts": people["mira"].shifts, "teams": ("lines", "bills")})
    team = library.desk.team.model_copy(update={"responders": people})
    return library.model_copy(update={"desk": library.desk.model_copy(update={"team": team})})


def at(workplace: Workplace, clock: Clock, now: datetime) -> list[tuple[str, str]]:
    """Whom a round of `deliver` at `now` tells."""
    clock.now = now
    workplace.in_force.refresh(now)
    tell_huddle(workplace)
    return told(workplace)


def notice(workplace: Workplace, clock: Clock) -> ClaimedNotice:
    """Of Mira's on Tuesday."""
    clock.now = BEFORE
    workplace.in_force.refresh(BEFORE)
    tell_huddle(workplace)
    return next(each for each in claimed(workplace) if each.recipient == "mira")


def test_it_comes_a_quarter_of_an_hour_before_the_shift_and_once(workplace: Workplace, clock: Clock) -> None:
    assert at(workplace, clock, BEFORE - timedelta(seconds=1)) == []
    assert at(workplace, clock, BEFORE) == [("huddle", "mira")]
    assert at(workplace, clock, BEFORE + timedelta(minutes=5)) == []
    assert at(workplace, clock, TUESDAY + timedelta(hours=1, minutes=50)) == [("huddle", "tom")]
    assert at(workplace, clock, BEFORE + timedelta(days=1)) == [("huddle", "mira")]


def test_two_processes_send_one(workplace: Workplace, clock: Clock) -> None:
    clock.now = BEFORE
    other = replace(workplace)
    assert (tell_huddle(workplace), tell_huddle(other)) == (1, 0)


def test_after_a_downtime_a_shift_that_has_begun_is_not_told_of(workplace: Workplace, clock: Clock) -> None:
    assert at(workplace, clock, TUESDAY) == []
    assert at(workplace, clock, TUESDAY + timedelta(minutes=3)) == []
    assert at(workplace, clock, TUESDAY + timedelta(days=1) - timedelta(minutes=1)) == [("huddle", "mira")]


def test_whoever_has_time_off_hears_nothing(workplace: Workplace, clock: Clock) -> None:
    enter_time_off(workplace, "ruth", "mira", filling(), [(TUESDAY, TUESDAY + timedelta(days=1))])
    told(workplace)
    assert at(workplace, clock, BEFORE) == []


def test_a_swapped_shift_tells_whoever_works_it(workplace: Workplace, clock: Clock) -> None:
    thursday = TUESDAY + timedelta(days=2)
    ask_swap(workplace, "mira", filling(), start=thursday, to="bea", note="")
    with workplace.store.reading() as conn:
        number = roster_requests.requests_since(conn, workplace.now())[-1].id
    accept_swap(workplace, number, "bea")
    told(workplace)
    assert at(workplace, clock, thursday - timedelta(minutes=10)) == [("huddle", "bea")]


def test_those_who_begin_together_read_the_same(workplace: Workplace, clock: Clock) -> None:
    publish(workplace, together())
    clock.now = BEFORE
    tell_huddle(workplace)
    mails = {each.recipient: mail_for(workplace, each).get_body(("plain",)) for each in claimed(workplace)}
    texts = {key: str(body.get_content()).split("begins at")[1] for key, body in mails.items() if body}
    assert set(texts) == {"mira", "tom"}
    beside = "The huddles of the bills desk are beside it on the page."
    assert beside in " ".join(texts["tom"].split())
    assert texts["mira"].split("Add a point")[0].split() == texts["tom"].split("The huddles of")[0].split()


def test_the_mail_holds_the_page_and_one_link_to_it(workplace: Workplace, clock: Clock) -> None:
    add_point(workplace, "lines", "tom", filling(), "The loan boxes are in the van.")
    mail = mail_for(workplace, notice(workplace, clock))
    body = mail.get_body(("plain",))
    assert body is not None
    words = " ".join(body.get_content().split())
    assert mail["Subject"] == "Huddle of the lines desk at 08:00"
    assert "your shift at the lines desk begins at 08:00" in words
    assert "since 08:00 yesterday" in words
    assert "- Tom: The loan boxes are in the van." in words
    assert words.count("http") == 1
    assert "/desk/huddle?shift=20261124T0800Z" in words


def test_a_mail_that_could_not_go_out_before_the_shift_is_given_up(workplace: Workplace, clock: Clock) -> None:
    late = notice(workplace, clock)
    clock.now = TUESDAY + timedelta(minutes=16)
    with pytest.raises(PermanentFailure, match="The shift has begun"):
        mail_for(workplace, late)


def test_whoever_gets_the_day_off_in_the_last_minutes_gets_no_mail(workplace: Workplace, clock: Clock) -> None:
    queued = notice(workplace, clock)
    enter_time_off(workplace, "ruth", "mira", filling(), [(TUESDAY, TUESDAY + timedelta(days=1))])
    with pytest.raises(PermanentFailure, match="no longer begins"):
        mail_for(workplace, queued)
