"""The responder says what they heard; the customer confirms it with one button, or puts it right."""

import pytest

from portal.acts.listen import confirm_heard, correct_heard, say_what_i_heard, unanswered
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.timeline import Entry, Kind
from tests.workplaces import filling, kinds, reported, story, told


def summed_up(workplace: Workplace) -> tuple[int, Entry]:
    report = reported(workplace)
    say_what_i_heard(workplace, report.id, "mira", filling(), "The tap is dry since seven.")
    told(workplace)
    heard = story(workplace, report)[-1]
    assert heard.id is not None
    return report.id, heard


def test_a_confirmation_reaches_the_responder_once(workplace: Workplace) -> None:
    report_id, heard = summed_up(workplace)
    confirm_heard(workplace, report_id, heard.id or 0)
    confirm_heard(workplace, report_id, heard.id or 0)
    assert told(workplace) == [("heard_confirmed", "mira")]


def test_a_correction_is_the_customers_own_words(workplace: Workplace) -> None:
    report_id, heard = summed_up(workplace)
    correct_heard(workplace, report_id, filling(), heard.id or 0, "Since six.")
    assert told(workplace) == [("customer_wrote", "mira")]


def test_what_was_answered_is_not_asked_again(workplace: Workplace) -> None:
    report = reported(workplace)
    assert unanswered(story(workplace, report)) is None
    say_what_i_heard(workplace, report.id, "mira", filling(), "The tap is dry.")
    heard = unanswered(story(workplace, report))
    assert heard is not None
    confirm_heard(workplace, report.id, heard.id or 0)
    assert unanswered(story(workplace, report)) is None
    with pytest.raises(MoveRefused, match="answered this already"):
        correct_heard(workplace, report.id, filling(), heard.id or 0, "No.")
    assert kinds(workplace, report).count(Kind.CORRECTED) == 0


def test_there_must_be_something_to_confirm(workplace: Workplace) -> None:
    report = reported(workplace)
    with pytest.raises(MoveRefused, match="nothing to confirm"):
        confirm_heard(workplace, report.id, 999_999)
