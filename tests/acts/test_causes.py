"""One cause behind several reports: what is said of it reaches each of them once, and nobody's report changes hands."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from portal.acts import cause_carrying
from portal.acts.answer_cause import answer_cause, resolve_cause
from portal.acts.cause_acting import Sentence, acting_on_cause, keep_saying, next_word_promised
from portal.acts.cause_carrying import carry, carry_on
from portal.acts.close import resolve
from portal.acts.close_cause import close_cause
from portal.acts.join_cause import join_cause
from portal.acts.leave_cause import leave_cause
from portal.acts.open_cause import open_cause
from portal.acts.recompute import recompute
from portal.acts.timeline import add_entry
from portal.acts.update_cause import reopen_cause, update_cause
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.promises.clocks import State
from portal.reports.causes import Cause, Saying, SayingKind, ToldState
from portal.reports.report import Status
from portal.reports.timeline import Kind
from portal.store import cause_sayings
from tests.acts.causes import DOWN, cause_of, joined, now_of_cause, opened
from tests.workplaces import NO_CONTACT, Clock, clocks_on, filling, kinds, now_of, reported, story, told

STILL = Sentence("Still down. The part comes at three.")


def said_and_not_carried(workplace: Workplace, cause: Cause, kind: SayingKind, words: str) -> Saying:
    """What a process leaves behind that dies as soon as it has kept what is said."""
    with acting_on_cause(workplace, cause.id) as moment:
        return keep_saying(moment, kind, "mira", words)


def said_of(workplace: Workplace, cause_id: int) -> list[str]:
    with workplace.store.reading() as conn:
        return [saying.body for saying in cause_sayings.sayings_of(conn, cause_id, 99)]


def test_opening_one_joins_its_report_and_says_the_sentence_to_the_customer_at_once(workplace: Workplace) -> None:
    report = reported(workplace)
    told(workplace)
    cause = opened(workplace, report)
    assert cause.is_public
    joining, said = story(workplace, report)[-2:]
    assert (joining.kind, joining.public) == (Kind.JOINED_CAUSE, False)
    assert (said.kind, said.public, said.texts) == (Kind.CAUSE_UPDATED, True, {"words": DOWN})
    assert told(workplace) == [("cause_updated", "customer")]


def test_the_next_word_is_promised_by_the_sites_own_promise(workplace: Workplace, clock: Clock) -> None:
    cause = opened(workplace, reported(workplace))
    assert cause.due_at is not None
    assert cause.due_at == next_word_promised(workplace, "no-water", clock.now)


def test_without_a_sentence_nothing_is_public_and_nothing_is_due(workplace: Workplace) -> None:
    report = reported(workplace)
    told(workplace)
    cause = opened(workplace, report, words="")
    assert not cause.is_public
    assert cause.due_at is None
    assert kinds(workplace, report)[-1] is Kind.JOINED_CAUSE
    assert told(workplace) == []


def test_a_report_belongs_to_one_cause_at_most(workplace: Workplace) -> None:
    report, other = reported(workplace), opened(workplace, reported(workplace))
    first = opened(workplace, report)
    before = kinds(workplace, report)
    with pytest.raises(MoveRefused, match="has a cause already"):
        join_cause(workplace, report.id, "mira", filling(), cause_id=other.id)
    assert cause_of(workplace, report) == first
    assert kinds(workplace, report) == before


def test_nobody_joins_a_cause_that_is_closed_and_no_closed_report_joins_one(workplace: Workplace) -> None:
    cause = opened(workplace, reported(workplace))
    report = reported(workplace)
    resolve(workplace, report.id, "mira", filling(), "Done.")
    with pytest.raises(MoveRefused, match="cannot merge this report"):
        join_cause(workplace, report.id, "mira", filling(), cause_id=cause.id)
    close_cause(workplace, cause.id, "mira", filling(), "It runs again.")
    with pytest.raises(MoveRefused, match="closed by now"):
        join_cause(workplace, reported(workplace).id, "mira", filling(), cause_id=cause.id)


def test_leaving_tells_the_customer_who_was_told_before(workplace: Workplace) -> None:
    report = reported(workplace)
    opened(workplace, report)
    with pytest.raises(MoveRefused, match="Tell them why it is another"):
        leave_cause(workplace, report.id, "mira", filling(), why="Other street.", words=" ")
    told(workplace)
    leave_cause(workplace, report.id, "mira", filling(), why="Other street.", words="Yours is the valve.")
    assert cause_of(workplace, report) is None
    left, said = story(workplace, report)[-2:]
    assert (left.kind, left.public) == (Kind.LEFT_CAUSE, False)
    assert (said.kind, said.texts) == (Kind.ANSWERED, {"answer": "Yours is the valve."})
    assert told(workplace) == [("answered", "customer")]


def test_a_renewed_sentence_is_a_word_to_each_customer_and_restarts_the_clock(
    workplace: Workplace, clock: Clock
) -> None:
    """DESIGN §5: the next update restarts at each public entry written by staff; the first response is stopped once."""
    first = reported(workplace)
    cause = opened(workplace, first)
    silent = joined(workplace, cause)[0]
    assert clocks_on(workplace, silent)["first_response"].state == State.KEPT
    before = clocks_on(workplace, first)["next_update"]
    told(workplace)
    clock.pass_by(hours=3)
    update_cause(workplace, cause.id, "tom", filling(), STILL)
    for report in (first, silent):
        entry = story(workplace, report)[-1]
        assert (entry.kind, entry.author.key, entry.texts) == (Kind.CAUSE_UPDATED, "tom", {"words": STILL.words})
        assert now_of(workplace, report).owner == report.owner
    after = clocks_on(workplace, first)["next_update"]
    assert after.started_at == clock.now
    assert after.due_at > before.started_at
    assert told(workplace) == [("cause_updated", "customer")] * 2
    assert [list(batch.differences) for batch in recompute(workplace)] == [[]]


def test_a_repeat_of_the_same_filling_says_nothing_twice_and_another_word_is_not_lost(workplace: Workplace) -> None:
    report = reported(workplace)
    cause = opened(workplace, report)
    same = filling()
    assert update_cause(workplace, cause.id, "mira", same, STILL)
    assert update_cause(workplace, cause.id, "mira", same, STILL) is None
    assert update_cause(workplace, cause.id, "mira", same, Sentence("The part is here."))
    words = [entry.texts["words"] for entry in story(workplace, report) if entry.kind is Kind.CAUSE_UPDATED]
    assert words == [DOWN, STILL.words, "The part is here."]


def test_two_who_say_something_at_once_are_both_heard_in_one_order_everywhere(workplace: Workplace) -> None:
    cause = opened(workplace, reported(workplace))
    reports = joined(workplace, cause, 6)
    failed: list[BaseException] = []

    def say(number: int) -> None:
        try:
            update_cause(workplace, cause.id, ("mira", "tom")[number], filling(), Sentence(f"Word {number}."))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=say, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    carry_on(workplace)
    spoken = {
        tuple(entry.texts["words"] for entry in story(workplace, each) if entry.kind is Kind.CAUSE_UPDATED)[1:]
        for each in reports
    }
    assert spoken in ({("Word 0.", "Word 1.")}, {("Word 1.", "Word 0.")})
    assert now_of_cause(workplace, cause).sentence == spoken.pop()[-1]


def test_one_answer_goes_to_all_and_takes_no_report_from_anybody(workplace: Workplace) -> None:
    mine = reported(workplace)
    cause = opened(workplace, mine)
    others = joined(workplace, cause, 3)
    nameless = reported(workplace, contact=NO_CONTACT)
    join_cause(workplace, nameless.id, "mira", filling(), cause_id=cause.id)
    before = {each.id: now_of(workplace, each).owner for each in (mine, *others, nameless)}
    told(workplace)
    answer_cause(workplace, cause.id, "tom", filling(), "Hello {{customer_name}}, {{reference}} is with us.")
    for report in (mine, *others):
        assert story(workplace, report)[-1].texts == {"answer": f"Hello Ada, {report.reference} is with us."}
    assert story(workplace, nameless)[-1].texts == {"answer": f"Hello, {nameless.reference} is with us."}
    assert {each.id: now_of(workplace, each).owner for each in (mine, *others, nameless)} == before
    assert told(workplace) == [("answered", "customer")] * 4


@pytest.mark.parametrize("words", ["Dear {{customer}}", "Dear {{ }}", "I see [[what you see]]."])
def test_words_that_cannot_be_filled_in_go_to_nobody(workplace: Workplace, words: str) -> None:
    report = reported(workplace)
    cause = opened(workplace, report)
    before = kinds(workplace, report)
    with pytest.raises(MoveRefused):
        answer_cause(workplace, cause.id, "mira", filling(), words)
    assert kinds(workplace, report) == before


def test_what_was_closed_meanwhile_is_passed_over_and_named(workplace: Workplace) -> None:
    """It was open when the answer was sent, and closed before it was carried there."""
    report = reported(workplace)
    cause = opened(workplace, report)
    closed = joined(workplace, cause)[0]
    said = said_and_not_carried(workplace, cause, SayingKind.ANSWERED, "On our way.")
    resolve(workplace, closed.id, "mira", filling(), "It ran again by itself.")
    assert carry_on(workplace) == 2
    assert story(workplace, report)[-1].texts == {"answer": "On our way."}
    assert kinds(workplace, closed)[-1] is Kind.RESOLVED
    with workplace.store.reading() as conn:
        assert list(cause_sayings.not_said(conn, cause.id)[said.id].values()) == [[closed.reference]]


@pytest.mark.parametrize("kind", [SayingKind.RENEWED, SayingKind.RESOLVED])
def test_what_was_taken_out_meanwhile_is_not_told_nor_resolved_and_is_named(
    workplace: Workplace, kind: SayingKind
) -> None:
    """It was in the cause when the words were kept, and out of it before they were carried there."""
    cause = opened(workplace, reported(workplace))
    out, moved = joined(workplace, cause, 2)
    said = said_and_not_carried(workplace, cause, kind, "The pump runs again.")
    for report in (out, moved):
        leave_cause(workplace, report.id, "mira", filling(), why="Other street.", words="Yours is the valve.")
    opened(workplace, moved, words="The valve at Ash.")
    assert carry_on(workplace) == 3
    for report in (out, moved):
        assert now_of(workplace, report).status is Status.OPEN
        assert "The pump runs again." not in [text for each in story(workplace, report) for text in each.texts.values()]
    with workplace.store.reading() as conn:
        passed = cause_sayings.not_said(conn, cause.id)[said.id]
    assert passed == {ToldState.SKIPPED: sorted((out.reference, moved.reference))}


def test_where_one_process_stops_half_way_the_next_round_goes_on_and_tells_nobody_twice(workplace: Workplace) -> None:
    cause = opened(workplace, reported(workplace))
    reports = joined(workplace, cause, 5)
    told(workplace)
    said_and_not_carried(workplace, cause, SayingKind.RESOLVED, "The pump runs again.")
    assert carry(workplace, cause.id, most=2) == 2
    assert [now_of(workplace, each).status for each in reports].count(Status.RESOLVED) == 1
    assert carry_on(workplace) == 4
    assert carry_on(workplace) == 0
    assert {now_of(workplace, each).status for each in reports} == {Status.RESOLVED}
    assert all(kinds(workplace, each).count(Kind.RESOLVED) == 1 for each in reports)
    assert told(workplace) == [("resolved", "customer")] * 6


def test_a_round_goes_through_so_many_reports_in_all(
    sqlite_workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cause_carrying, "REPORTS_A_ROUND", 3)
    for _ in range(2):
        cause = opened(sqlite_workplace, reported(sqlite_workplace))
        joined(sqlite_workplace, cause, 1)
        said_and_not_carried(sqlite_workplace, cause, SayingKind.ANSWERED, "On our way.")
    assert [carry_on(sqlite_workplace) for _ in range(3)] == [3, 1, 0]


def test_processes_that_carry_at_once_tell_each_report_once(workplace: Workplace) -> None:
    cause = opened(workplace, reported(workplace))
    reports = joined(workplace, cause, 5)
    said_and_not_carried(workplace, cause, SayingKind.ANSWERED, "On our way.")
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: carry_on(workplace), range(3)))
    assert all(kinds(workplace, each).count(Kind.ANSWERED) == 1 for each in reports)


def test_one_report_that_cannot_be_told_keeps_no_other_back(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cause = opened(workplace, reported(workplace))
    broken, fine = joined(workplace, cause, 2)

    def fails_on_one(conn: object, of: object, report: object, entry: object) -> int:
        if getattr(report, "id", None) == broken.id:
            raise ArithmeticError("a promise that cannot be worked out")
        return add_entry(conn, of, report, entry)  # type: ignore[arg-type]

    monkeypatch.setattr(cause_carrying, "add_entry", fails_on_one)
    said = update_cause(workplace, cause.id, "mira", filling(), STILL)
    assert said is not None
    assert story(workplace, fine)[-1].texts == {"words": STILL.words}
    with workplace.store.reading() as conn:
        assert list(cause_sayings.not_said(conn, cause.id)[said.id].values()) == [[broken.reference]]
    assert carry_on(workplace) == 0
    assert "cannot be told" in caplog.text


def test_the_end_is_told_to_all_and_its_reports_stay_open(workplace: Workplace) -> None:
    report = reported(workplace)
    cause = opened(workplace, report)
    with pytest.raises(MoveRefused, match="Write how it ended"):
        close_cause(workplace, cause.id, "mira", filling(), "")
    close_cause(workplace, cause.id, "mira", filling(), "It runs again since noon.")
    assert now_of(workplace, report).status is Status.OPEN
    last = story(workplace, report)[-1]
    assert (last.texts, last.facts["what"]) == ({"words": "It runs again since noon."}, "closed")
    with pytest.raises(MoveRefused, match="closed by now"):
        update_cause(workplace, cause.id, "mira", filling(), STILL)
    reopen_cause(workplace, cause.id, "tom", filling(), Sentence("It stopped again."))
    assert now_of_cause(workplace, cause).is_public
    assert story(workplace, report)[-1].texts == {"words": "It stopped again."}
    assert said_of(workplace, cause.id) == ["It stopped again.", "It runs again since noon.", DOWN]


def test_what_was_for_the_team_alone_ends_without_a_word(workplace: Workplace) -> None:
    report = reported(workplace)
    cause = opened(workplace, report, words="")
    told(workplace)
    assert close_cause(workplace, cause.id, "mira", filling(), "") is None
    assert not now_of_cause(workplace, cause).is_open
    assert told(workplace) == []


def test_an_answer_to_nobody_is_refused(workplace: Workplace) -> None:
    report = reported(workplace)
    cause = opened(workplace, report)
    resolve_cause(workplace, cause.id, "mira", filling(), "It runs again.")
    with pytest.raises(MoveRefused, match="nobody would read it"):
        answer_cause(workplace, cause.id, "mira", filling(), "Anybody there?")


def test_a_next_word_later_than_promised_is_refused_and_nothing_is_kept(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    before = kinds(workplace, report)
    far = Sentence(DOWN, clock.now + timedelta(days=9))
    with pytest.raises(MoveRefused, match="earlier than that"):
        open_cause(workplace, report.id, "mira", filling(), title="The pump", sentence=far)
    assert kinds(workplace, report) == before
    assert cause_of(workplace, report) is None
