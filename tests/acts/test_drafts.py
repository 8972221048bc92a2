"""What somebody began to write is kept and changes nothing; it goes when sent, thrown away, erased or 30 days old."""

from datetime import timedelta

import pytest

from portal.acts.answer import answer
from portal.acts.close import resolve
from portal.acts.drafts import drafts_of, forget_old_drafts, keep_draft, throw_away
from portal.acts.erase import erase
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from tests.workplaces import Clock, filling, publish, reported, rows, small_library, without_shifts

WORDS = {"words": "I dig."}


def test_keeping_a_draft_takes_no_report_makes_no_entry_and_stops_no_clock(workplace: Workplace, clock: Clock) -> None:
    clock.pass_by(minutes=1)
    publish(workplace, without_shifts(small_library()))
    report = reported(workplace)
    before = rows(workplace.store)
    keep_draft(workplace, report.id, "mira", "answer", filling(), WORDS)
    after = rows(workplace.store)
    assert len(after.pop("drafts")) == 1
    before.pop("drafts")
    assert after == before


def test_what_is_sent_is_no_draft_any_more_also_when_it_is_sent_twice(workplace: Workplace) -> None:
    report, name = reported(workplace), filling()
    keep_draft(workplace, report.id, "mira", "answer", name, WORDS)
    keep_draft(workplace, report.id, "tom", "answer", filling(), WORDS)
    answer(workplace, report.id, "mira", name, "I dig.")
    assert drafts_of(workplace, report.id, "mira") == {}
    answer(workplace, report.id, "mira", name, "I dig.")
    assert drafts_of(workplace, report.id, "mira") == {}
    assert set(drafts_of(workplace, report.id, "tom")) == {"answer"}


def test_a_draft_that_arrives_after_its_form_was_sent_is_refused_and_the_next_one_is_kept(workplace: Workplace) -> None:
    """A script gives up what it is sending when the form is sent; the server may have it all the same."""
    report, name = reported(workplace), filling()
    answer(workplace, report.id, "mira", name, "I dig.")
    with pytest.raises(MoveRefused, match="sent already"):
        keep_draft(workplace, report.id, "mira", "answer", name, WORDS)
    assert drafts_of(workplace, report.id, "mira") == {}
    keep_draft(workplace, report.id, "mira", "answer", filling(), WORDS)
    assert set(drafts_of(workplace, report.id, "mira")) == {"answer"}


def test_what_was_refused_was_not_sent_and_its_draft_is_kept(workplace: Workplace) -> None:
    report, name = reported(workplace), filling()
    resolve(workplace, report.id, "tom", filling(), "It runs.")
    with pytest.raises(MoveRefused):
        answer(workplace, report.id, "mira", name, "I dig.")
    keep_draft(workplace, report.id, "mira", "answer", name, WORDS)
    assert set(drafts_of(workplace, report.id, "mira")) == {"answer"}


def test_what_was_begun_on_another_page_stays(workplace: Workplace) -> None:
    report = reported(workplace)
    keep_draft(workplace, report.id, "mira", "answer", filling(), WORDS)
    answer(workplace, report.id, "mira", filling(), "Something else.")
    assert drafts_of(workplace, report.id, "mira")["answer"].fields == WORDS


def test_it_can_be_thrown_away(workplace: Workplace) -> None:
    report = reported(workplace)
    for person in ("mira", "tom"):
        keep_draft(workplace, report.id, person, "answer", filling(), WORDS)
    throw_away(workplace, report.id, "mira", "answer")
    assert drafts_of(workplace, report.id, "mira") == {}
    assert drafts_of(workplace, report.id, "tom") != {}


def test_erasure_takes_the_drafts_and_nothing_is_kept_after_it(workplace: Workplace) -> None:
    report = reported(workplace)
    keep_draft(workplace, report.id, "mira", "answer", filling(), WORDS)
    erase(workplace, report.id)
    with pytest.raises(MoveRefused, match="erased"):
        keep_draft(workplace, report.id, "mira", "answer", filling(), WORDS)
    assert drafts_of(workplace, report.id, "mira") == {}


def test_after_thirty_days_it_is_forgotten(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    keep_draft(workplace, report.id, "mira", "answer", filling(), WORDS)
    clock.pass_by(days=30)
    assert forget_old_drafts(workplace) == 0
    clock.now += timedelta(seconds=1)
    assert forget_old_drafts(workplace) == 1
    assert drafts_of(workplace, report.id, "mira") == {}
