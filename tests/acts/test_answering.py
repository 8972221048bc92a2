"""What holds for everything that is done to a report: once, in order, in one piece, and only while it is open."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

import pytest

from portal.acts.answer import answer
from portal.acts.close import decline, resolve
from portal.acts.customer_writes import customer_writes
from portal.acts.hand_over import hand_over
from portal.acts.try_something import Effort, try_something
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused, UnknownReport
from portal.reports.timeline import Kind
from tests.workplaces import (
    NO_CONTACT,
    Clock,
    filling,
    kinds,
    now_of,
    publish,
    reported,
    rows,
    small_library,
    story,
    told,
    without_shifts,
)

Do = Callable[[Workplace, int, str, str], None]


@dataclass(frozen=True)
class StaffAct:
    """An act of a responder: `do(workplace, report_id, filling, text)`; `message` is what the customer is mailed."""

    do: Do
    kind: Kind
    message: str
    verb: str


ACTS = {
    "answer": StaffAct(lambda w, i, f, text: answer(w, i, "mira", f, text), Kind.ANSWERED, "answered", "answer"),
    "effort": StaffAct(
        lambda w, i, f, text: try_something(w, i, "mira", f, Effort(text, "", "I look again at two.")),
        Kind.EFFORT,
        "effort_logged",
        "try something on",
    ),
    "hand over": StaffAct(
        lambda w, i, f, text: hand_over(w, i, "mira", f, to="tom", why=text, must_know="Ring twice."),
        Kind.HANDED_OVER,
        "handed_over",
        "hand over",
    ),
    "resolve": StaffAct(lambda w, i, f, text: resolve(w, i, "mira", f, text), Kind.RESOLVED, "resolved", "resolve"),
    "decline": StaffAct(
        lambda w, i, f, text: decline(w, i, "mira", f, tried=text, why="No pipe.", instead="A tank."),
        Kind.DECLINED,
        "declined",
        "decline",
    ),
}
each_act = pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)


@each_act
def test_it_is_told_in_public_under_the_name_of_who_did_it_and_mailed(
    sqlite_workplace: Workplace, act: StaffAct
) -> None:
    report = reported(sqlite_workplace)
    told(sqlite_workplace)
    act.do(sqlite_workplace, report.id, filling(), "We dig at noon.")
    [entry] = [entry for entry in story(sqlite_workplace, report) if entry.kind is act.kind]
    assert entry.public
    assert (entry.author.is_staff, entry.author.key) == (True, "mira")
    assert (act.message, "customer") in told(sqlite_workplace)


@each_act
def test_a_form_sent_twice_is_acted_on_once(workplace: Workplace, act: StaffAct) -> None:
    report, once = reported(workplace), filling()
    act.do(workplace, report.id, once, "We dig at noon.")
    before = rows(workplace.store)
    act.do(workplace, report.id, once, "We dig at noon.")
    assert rows(workplace.store) == before


@pytest.mark.parametrize("name", ["answer", "effort"])
def test_what_was_corrected_after_going_back_is_not_dropped(sqlite_workplace: Workplace, name: str) -> None:
    report, once = reported(sqlite_workplace), filling()
    ACTS[name].do(sqlite_workplace, report.id, once, "We dig at noon.")
    ACTS[name].do(sqlite_workplace, report.id, once, "We dig at one.")
    assert kinds(sqlite_workplace, report).count(ACTS[name].kind) == 2


@each_act
def test_a_closed_report_refuses_it_with_the_reason_and_changes_nothing(
    sqlite_workplace: Workplace, act: StaffAct
) -> None:
    ways: list[tuple[Callable[[int], None], str]] = [
        (lambda i: resolve(sqlite_workplace, i, "tom", filling(), "Done."), "it is already resolved"),
        (lambda i: withdraw(sqlite_workplace, i), "the customer has withdrawn it"),
    ]
    for close, reason in ways:
        report = reported(sqlite_workplace)
        close(report.id)
        before = rows(sqlite_workplace.store)
        with pytest.raises(MoveRefused, match=re.escape(f"You cannot {act.verb} this report: {reason}")):
            act.do(sqlite_workplace, report.id, filling(), "We dig at noon.")
        assert rows(sqlite_workplace.store) == before


def test_only_what_a_message_can_reopen_is_said_to_be_reopened_by_one(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    withdraw(sqlite_workplace, report.id)
    with pytest.raises(MoveRefused) as refused:
        answer(sqlite_workplace, report.id, "mira", filling(), "Hello?")
    assert "reopens" not in str(refused.value)


@each_act
def test_a_form_refused_once_may_be_sent_again(sqlite_workplace: Workplace, act: StaffAct) -> None:
    """A refusal does not use up the filling-in."""
    report, once = reported(sqlite_workplace), filling()
    resolve(sqlite_workplace, report.id, "tom", filling(), "Done.")
    with pytest.raises(MoveRefused):
        act.do(sqlite_workplace, report.id, once, "We dig at noon.")
    customer_writes(sqlite_workplace, report.id, filling(), "Not done.")
    act.do(sqlite_workplace, report.id, once, "We dig at noon.")
    assert act.kind in kinds(sqlite_workplace, report)[3:]


@each_act
def test_a_report_that_is_not_kept_is_said_so(sqlite_workplace: Workplace, act: StaffAct) -> None:
    with pytest.raises(UnknownReport):
        act.do(sqlite_workplace, 999, filling(), "We dig at noon.")


@each_act
def test_whoever_acts_first_takes_what_the_whole_team_has(
    sqlite_workplace: Workplace, clock: Clock, act: StaffAct
) -> None:
    clock.pass_by(minutes=1)
    publish(sqlite_workplace, without_shifts(small_library()))
    report = reported(sqlite_workplace)
    assert report.owner is None
    act.do(sqlite_workplace, report.id, filling(), "We dig at noon.")
    assert now_of(sqlite_workplace, report).owner == ("tom" if act.kind is Kind.HANDED_OVER else "mira")


@each_act
def test_a_colleague_who_helps_does_not_take_the_report_away(sqlite_workplace: Workplace, act: StaffAct) -> None:
    report = reported(sqlite_workplace, topic="wrong-bill")
    assert report.owner == "bea"
    if act.kind is not Kind.HANDED_OVER:
        act.do(sqlite_workplace, report.id, filling(), "We dig at noon.")
        assert now_of(sqlite_workplace, report).owner == "bea"


@each_act
def test_the_facts_of_an_entry_hold_nothing_that_somebody_wrote(sqlite_workplace: Workplace, act: StaffAct) -> None:
    report = reported(sqlite_workplace)
    act.do(sqlite_workplace, report.id, filling(), "canary-words")
    everything = rows(sqlite_workplace.store)
    assert "canary-words" in repr(everything.pop("texts"))
    assert "canary-words" not in repr(everything)


@each_act
def test_control_characters_do_not_get_in(sqlite_workplace: Workplace, act: StaffAct) -> None:
    report = reported(sqlite_workplace, contact=NO_CONTACT)
    act.do(
        sqlite_workplace,
        report.id,
        filling(),
        " We\0 dig\x1b[31m at\x9b noon.\r\nYes \u05e9\u05dc\u05d5\u05dd 🚰\ud800 ",
    )
    written = [text for entry in story(sqlite_workplace, report) for text in entry.texts.values()]
    assert "We dig[31m at noon.\nYes \u05e9\u05dc\u05d5\u05dd 🚰" in written


@each_act
def test_a_clock_that_was_set_back_never_disorders_the_story(
    sqlite_workplace: Workplace, clock: Clock, act: StaffAct
) -> None:
    report = reported(sqlite_workplace)
    clock.pass_by(hours=-5)
    act.do(sqlite_workplace, report.id, filling(), "We dig at noon.")
    instants = [entry.at for entry in story(sqlite_workplace, report)]
    assert instants == sorted(instants)
    assert instants[-1] == report.received_at


def test_two_responders_who_answer_at_once_are_both_heard(workplace: Workplace) -> None:
    report = reported(workplace)
    people = ["mira", "tom"] * 5
    with ThreadPoolExecutor(10) as many:
        list(many.map(lambda n: answer(workplace, report.id, people[n], filling(), f"Answer {n}"), range(10)))
    written = {entry.texts.get("answer") for entry in story(workplace, report)}
    assert written >= {f"Answer {n}" for n in range(10)}
    instants = [entry.at for entry in story(workplace, report)]
    assert instants == sorted(instants)


def test_one_form_sent_ten_times_at_once_is_acted_on_once(workplace: Workplace) -> None:
    report, once = reported(workplace), filling()
    with ThreadPoolExecutor(10) as many:
        list(many.map(lambda _: answer(workplace, report.id, "mira", once, "We dig at noon."), range(10)))
    assert kinds(workplace, report).count(Kind.ANSWERED) == 1


def test_of_two_who_close_at_once_one_is_told_that_it_is_closed(workplace: Workplace) -> None:
    report = reported(workplace)

    def close(person: str) -> str:
        try:
            resolve(workplace, report.id, person, filling(), f"Done by {person}.")
        except MoveRefused as error:
            return str(error)
        return "closed"

    with ThreadPoolExecutor(2) as both:
        said = sorted(both.map(close, ["mira", "tom"]))
    assert said[1] == "closed"
    assert "already resolved" in said[0]
    assert kinds(workplace, report).count(Kind.RESOLVED) == 1


def test_time_goes_on_from_where_it_was_after_the_clock_was_set_back(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    clock.pass_by(hours=-1)
    answer(sqlite_workplace, report.id, "mira", filling(), "One.")
    clock.pass_by(hours=2)
    answer(sqlite_workplace, report.id, "mira", filling(), "Two.")
    assert story(sqlite_workplace, report)[-1].at == report.received_at + timedelta(hours=1)
