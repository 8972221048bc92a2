"""A report is taken whole or not at all, and once however often it is sent."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event

from portal.acts.submit import submit
from portal.acts.workplace import Workplace
from portal.errors import ReleaseChanged
from portal.reports.report import Attachment, ContactKind, Status
from portal.reports.timeline import AuthorKind, Kind
from portal.store.attachments import attachments_of
from portal.store.contacts import contact_of
from portal.store.engine import Store
from tests.workplaces import (
    ADA,
    BY_PHONE,
    NO_CONTACT,
    NOON,
    Clock,
    claimed,
    clocks_on,
    publish,
    reported,
    rows,
    small_library,
    story,
    submission,
    told,
    with_target,
    without_person,
    without_shifts,
    without_topic,
)

STEPS = ("reports", "contacts", "clocks", "timeline", "texts", "notices", "attachments")


class PowerCut(Exception):
    """Strikes between two statements."""


@contextmanager
def power_cut_at(store: Store, statement_number: int) -> Iterator[None]:
    """The statement with this number, counted from now, is never carried out."""
    numbers = count(1)

    def strike(*_: Any) -> None:
        if next(numbers) == statement_number:
            raise PowerCut

    event.listen(store.engine, "before_cursor_execute", strike)
    try:
        yield
    finally:
        event.remove(store.engine, "before_cursor_execute", strike)


def test_a_report_is_kept_whole_with_its_first_entries_clocks_and_notices(workplace: Workplace) -> None:
    report = submit(workplace, submission(workplace, what_happened="The tap is dry.\r\nSince seven.\0"))
    assert (report.status, report.team, report.received_at) == (Status.OPEN, "lines", NOON)
    received, routed = story(workplace, report)
    assert (received.kind, received.public, received.author.kind) == (Kind.RECEIVED, True, AuthorKind.CUSTOMER)
    assert received.texts == {"what_happened": "The tap is dry.\nSince seven."}
    assert (routed.kind, routed.public, routed.author.kind) == (Kind.ROUTED, False, AuthorKind.SYSTEM)
    assert clocks_on(workplace, report).keys() == {"first_response", "next_update", "resolution"}
    assert clocks_on(workplace, report)["first_response"].due_at == NOON + timedelta(hours=4)
    assert told(workplace) == [("assigned", "mira"), ("received", "customer")]


def test_wherever_it_breaks_off_nothing_is_kept(workplace: Workplace) -> None:
    given = submission(workplace, attachments=(Attachment("f" * 32, "tap.png", "image/png", 10),))
    before = rows(workplace.store)
    for statement_number in range(1, 200):
        try:
            with power_cut_at(workplace.store, statement_number):
                submit(workplace, given)
        except PowerCut:
            assert rows(workplace.store) == before, f"after statement {statement_number}"
        else:
            break
    after = rows(workplace.store)
    assert statement_number > 10
    assert [table for table in STEPS if not after[table]] == []


def test_the_same_submission_twenty_times_at_once_is_one_report(workplace: Workplace) -> None:
    given = submission(workplace)
    with ThreadPoolExecutor(20) as many:
        filed = list(many.map(lambda _: submit(workplace, given), range(20)))
    assert len({report.reference for report in filed}) == 1
    found = rows(workplace.store)
    assert (len(found["reports"]), len(found["timeline"]), len(found["notices"])) == (1, 2, 2)


def test_twenty_different_reports_at_once_are_twenty(workplace: Workplace) -> None:
    with ThreadPoolExecutor(20) as many:
        filed = list(many.map(lambda _: reported(workplace), range(20)))
    assert len({report.reference for report in filed}) == 20
    assert {report.owner for report in filed} <= {"mira", "tom"}


@pytest.mark.parametrize(
    "corrected",
    [
        {"what_happened": "The tap is dry, and the hydrant too."},
        {"severity": "annoying"},
        {"contact": BY_PHONE},
        {"contact": replace(ADA, name="Ada Brown")},
        {"attachments": (Attachment("a" * 32, "tap.png", "image/png", 10),)},
    ],
)
def test_what_was_corrected_after_going_back_is_a_second_report(
    sqlite_workplace: Workplace, corrected: dict[str, Any]
) -> None:
    first = submission(sqlite_workplace)
    one = submit(sqlite_workplace, first)
    other = submit(sqlite_workplace, replace(first, **corrected))
    assert one.reference != other.reference
    assert submit(sqlite_workplace, replace(first, **corrected)) == other


def test_a_report_sent_again_much_later_still_leads_to_the_first(sqlite_workplace: Workplace, clock: Clock) -> None:
    given = submission(sqlite_workplace)
    first = submit(sqlite_workplace, given)
    clock.pass_by(days=3)
    assert submit(sqlite_workplace, given).reference == first.reference
    assert len(rows(sqlite_workplace.store)["reports"]) == 1


def test_who_was_shown_a_promise_less_than_a_day_ago_gets_that_promise(workplace: Workplace, clock: Clock) -> None:
    shown = workplace.release.hash
    publish(workplace, with_target(small_library(), "first-reply", "1 working hour"))
    clock.pass_by(hours=23, minutes=59)
    report = reported(workplace, shown_release=shown)
    assert report.release_hash == shown
    assert clocks_on(workplace, report)["first_response"].due_at == clock.now + timedelta(hours=4)
    assert clocks_on(workplace, reported(workplace))["first_response"].due_at == clock.now + timedelta(hours=1)


def test_a_promise_out_of_force_for_more_than_a_day_is_not_given(workplace: Workplace, clock: Clock) -> None:
    shown = workplace.release.hash
    publish(workplace, with_target(small_library(), "first-reply", "1 working hour"))
    clock.pass_by(hours=24, seconds=1)
    before = rows(workplace.store)
    with pytest.raises(ReleaseChanged, match="Look at it again"):
        reported(workplace, shown_release=shown)
    assert rows(workplace.store) == before


@pytest.mark.parametrize("shown", ["", "nonsense", "0" * 64])
def test_a_release_that_never_was_gives_no_promise(sqlite_workplace: Workplace, shown: str) -> None:
    with pytest.raises(ReleaseChanged):
        reported(sqlite_workplace, shown_release=shown)
    assert rows(sqlite_workplace.store)["reports"] == []


@pytest.mark.parametrize(
    ("page", "owner", "team", "reason"),
    [
        ("/about/", "bea", "bills", "answers_for_page"),
        ("/policies/refunds/", "bea", "bills", "next_shift"),
        ("/policies/history/", "mira", "lines", "on_shift"),
        ("/no/such/page/", "mira", "lines", "on_shift"),
    ],
)
def test_a_report_about_a_page_goes_to_whoever_answers_for_it(
    sqlite_workplace: Workplace, page: str, owner: str, team: str, reason: str
) -> None:
    report = reported(sqlite_workplace, topic="something-else", about_page=page)
    routed = story(sqlite_workplace, report)[1]
    assert (report.owner, report.team, routed.facts["reason"]) == (owner, team, reason)
    assert report.about_page == page


def test_the_one_on_shift_with_fewer_open_reports_gets_the_next(sqlite_workplace: Workplace) -> None:
    owners = [reported(sqlite_workplace).owner for _ in range(4)]
    assert owners == ["mira", "tom", "mira", "tom"]


def test_where_nobody_has_a_shift_every_member_of_the_team_hears_of_it(workplace: Workplace, clock: Clock) -> None:
    clock.pass_by(minutes=1)
    publish(workplace, without_shifts(small_library()))
    report = reported(workplace)
    assert (report.owner, report.team) == (None, "lines")
    assert told(workplace) == [("assigned", "mira"), ("assigned", "tom"), ("received", "customer")]


@pytest.mark.parametrize("contact", [BY_PHONE, NO_CONTACT])
def test_no_mail_goes_to_a_customer_who_is_not_reached_by_mail(sqlite_workplace: Workplace, contact: Any) -> None:
    report = reported(sqlite_workplace, contact=contact)
    assert told(sqlite_workplace) == [("assigned", "mira")]
    with sqlite_workplace.store.reading() as conn:
        assert contact_of(conn, report.id) == contact


def test_a_topic_that_is_gone_from_the_newer_release_goes_to_the_catch_all_team(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    shown = sqlite_workplace.release.hash
    clock.pass_by(minutes=1)
    publish(sqlite_workplace, without_topic(small_library(), "wrong-bill"))
    report = reported(sqlite_workplace, topic="wrong-bill", shown_release=shown)
    assert (report.topic, report.team) == ("wrong-bill", "lines")


def test_nobody_who_left_the_team_gets_a_report(sqlite_workplace: Workplace, clock: Clock) -> None:
    clock.pass_by(minutes=1)
    publish(sqlite_workplace, without_person(small_library(), "mira"))
    assert {reported(sqlite_workplace).owner for _ in range(3)} == {"tom"}


def test_attachments_come_with_the_first_entry(sqlite_workplace: Workplace) -> None:
    file = Attachment("f" * 32, "tap.png", "image/png", 10)
    report = reported(sqlite_workplace, attachments=(file,))
    with sqlite_workplace.store.reading() as conn:
        [kept] = attachments_of(conn, report.id)
    assert kept == replace(file, entry_id=story(sqlite_workplace, report)[0].id)


def test_nothing_personal_stands_outside_the_tables_for_it(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace, what_happened="canary-words", contact=replace(ADA, name="canary-name"))
    assert report.id
    everything = rows(sqlite_workplace.store)
    for table in everything.keys() - {"texts", "contacts"}:
        assert "canary" not in repr(everything[table]), table
        assert ADA.address not in repr(everything[table]), table
    assert ADA.kind is ContactKind.MAIL


def test_each_notice_has_a_message_id_of_its_own(sqlite_workplace: Workplace) -> None:
    reported(sqlite_workplace)
    ids = [notice.message_id for notice in claimed(sqlite_workplace)]
    assert len(set(ids)) == 2
