"""Mails about the roster say who, what and when, and lead to the roster."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.acts.compose import mail_for
from portal.acts.cover import take_shift
from portal.acts.swap import accept_swap, ask_swap, undo_swap
from portal.acts.time_off import answer_time_off, ask_time_off, enter_time_off, undo_time_off
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.store import roster_requests
from tests.workplaces import claimed, filling, publish, small_library, without_person

THURSDAY = datetime(2026, 11, 26, tzinfo=UTC)
EIGHT = THURSDAY.replace(hour=8)
DAY = [(THURSDAY, THURSDAY + timedelta(days=1))]


def mails(workplace: Workplace) -> dict[str, str]:
    """First line and the rest, by recipient, of all that was queued since the last look."""
    found = {}
    for notice in claimed(workplace):
        mail = mail_for(workplace, notice)
        body = mail.get_body(("plain",))
        assert body is not None
        found[str(notice.recipient)] = " ".join(body.get_content().split())
        assert "/desk/roster" in body.get_content()
    return found


def last(workplace: Workplace) -> int:
    with workplace.store.reading() as conn:
        return max(each.id for each in roster_requests.requests_since(conn, workplace.now()))


def test_a_swap_is_told_in_words_from_the_question_to_its_end(sqlite_workplace: Workplace) -> None:
    ask_swap(sqlite_workplace, "mira", filling(), start=EIGHT, to="bea", note="My birthday.")
    asked = mails(sqlite_workplace)["bea"]
    shift = "Thursday 26 November, 08:00 to 16:00"
    assert asked.startswith(f"Hello Bea, Mira asks whether you could take a shift: {shift}. > My birthday.")
    accept_swap(sqlite_workplace, last(sqlite_workplace), "bea")
    told = mails(sqlite_workplace)
    assert told["mira"].startswith(f"Hello Mira, Bea takes your shift: {shift}.")
    assert told["ruth"].startswith(f"Hello Ruth, Bea takes Mira’s shift: {shift}.")
    undo_swap(sqlite_workplace, last(sqlite_workplace), "bea")
    assert f"Bea has undone a swap: you work {shift} as before." in mails(sqlite_workplace)["mira"]


def test_a_lead_who_is_asked_for_time_off_reads_which_shifts_nobody_would_work(sqlite_workplace: Workplace) -> None:
    ask_time_off(sqlite_workplace, "mira", filling(), DAY, "The dentist.")
    asked = mails(sqlite_workplace)["ruth"]
    assert asked.startswith("Hello Ruth, Mira asks for time off: Thursday 26 November. > The dentist.")
    assert "somebody would have to take: Thursday 26 November, 08:00 to 16:00" in asked
    answer_time_off(sqlite_workplace, last(sqlite_workplace), "ruth", granted=True)
    assert "Ruth has granted your time off: Thursday 26 November." in mails(sqlite_workplace)["mira"]


def test_a_cover_and_its_end_are_told_to_who_works_it(sqlite_workplace: Workplace) -> None:
    enter_time_off(sqlite_workplace, "ruth", "mira", filling(), DAY)
    number = last(sqlite_workplace)
    assert "Ruth has entered time off for you: Thursday 26 November." in mails(sqlite_workplace)["mira"]
    take_shift(sqlite_workplace, "ruth", "bea", of="mira", start=EIGHT)
    assert "Ruth has put you down for a shift" in mails(sqlite_workplace)["bea"]
    undo_time_off(sqlite_workplace, number, "ruth")
    told = mails(sqlite_workplace)
    assert "Ruth has undone a cover: you do not work Thursday 26 November, 08:00 to 16:00." in told["bea"]
    assert "you are there after all" in told["mira"].lower() or "undone a cover" in told["mira"]


def test_nobody_who_left_is_written_to(sqlite_workplace: Workplace) -> None:
    ask_swap(sqlite_workplace, "mira", filling(), start=EIGHT, to="bea")
    publish(sqlite_workplace, without_person(small_library(), "bea"))
    (notice,) = claimed(sqlite_workplace)
    with pytest.raises(PermanentFailure, match=r"no longer in team\.yml"):
        mail_for(sqlite_workplace, notice)
