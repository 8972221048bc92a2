"""The next word of a cause is watched: people hear before it is due, and once it is late; each step once, on shift."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from portal.acts.cause_acting import Sentence
from portal.acts.close_cause import close_cause
from portal.acts.compose import mail_for
from portal.acts.open_cause import open_cause
from portal.acts.update_cause import update_cause
from portal.acts.watch_causes import watch_causes
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.reports.causes import Cause
from tests.acts.causes import DOWN, cause_of
from tests.workplaces import Clock, claimed, filling, reported, told


@pytest.fixture
def cause(workplace: Workplace, clock: Clock) -> Cause:
    """Said at noon by Mira, whose shift ends at four; the next word is promised by two."""
    report = reported(workplace)
    sentence = Sentence(DOWN, clock.now + timedelta(hours=2))
    open_cause(workplace, report.id, "mira", filling(), title="The pump at Eelby", sentence=sentence)
    told(workplace)
    found = cause_of(workplace, report)
    assert found is not None
    return found


def watched(workplace: Workplace) -> list[tuple[str, str]]:
    watch_causes(workplace)
    return told(workplace)


def test_who_said_it_hears_before_it_is_due_and_the_lead_too_once_it_is_late(
    workplace: Workplace, clock: Clock, cause: Cause
) -> None:
    clock.pass_by(minutes=89)
    assert watched(workplace) == []
    clock.pass_by(minutes=1)
    assert watched(workplace) == [("cause_due", "mira")]
    assert watched(workplace) == []
    clock.pass_by(minutes=30)
    assert watched(workplace) == [], "due exactly now is in time"
    clock.pass_by(seconds=1)
    assert watched(workplace) == [("cause_late", "mira"), ("cause_late", "ruth")]
    clock.pass_by(minutes=30)
    assert watched(workplace) == []


def test_off_shift_it_goes_to_whoever_of_the_team_is_there(workplace: Workplace, clock: Clock, cause: Cause) -> None:
    clock.pass_by(hours=1, minutes=30)
    watched(workplace)
    update_cause(workplace, cause.id, "mira", filling(), Sentence("Still down.", clock.now + timedelta(hours=3)))
    told(workplace)
    clock.pass_by(hours=2, minutes=45)
    assert watched(workplace) == [("cause_due", "tom")]


def test_while_nobody_is_there_it_waits_for_whoever_comes_first(
    workplace: Workplace, clock: Clock, cause: Cause
) -> None:
    clock.pass_by(hours=1, minutes=30)
    watched(workplace)
    update_cause(workplace, cause.id, "mira", filling(), Sentence("Still down.", clock.now + timedelta(hours=10)))
    told(workplace)
    clock.pass_by(hours=9)
    without_leads = [each for each in watched(workplace) if each[1] != "ruth"]
    assert without_leads == []
    clock.pass_by(hours=9, minutes=31)
    assert ("cause_late", "mira") in watched(workplace)


def test_several_processes_tell_it_once(workplace: Workplace, clock: Clock, cause: Cause) -> None:
    clock.pass_by(hours=1, minutes=45)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: watch_causes(workplace), range(4)))
    assert told(workplace) == [("cause_due", "mira")]


def test_a_renewed_sentence_is_watched_anew_and_a_closed_cause_is_not(
    workplace: Workplace, clock: Clock, cause: Cause
) -> None:
    clock.pass_by(hours=1)
    update_cause(workplace, cause.id, "mira", filling(), Sentence("Still down.", clock.now + timedelta(hours=2)))
    told(workplace)
    clock.pass_by(minutes=45)
    assert watched(workplace) == []
    clock.pass_by(minutes=45)
    assert watched(workplace) == [("cause_due", "mira")]
    close_cause(workplace, cause.id, "mira", filling(), "It runs again.")
    told(workplace)
    clock.pass_by(hours=3)
    assert watched(workplace) == []


def test_the_mail_leads_to_the_cause_and_is_not_sent_once_nobody_needs_it(
    workplace: Workplace, clock: Clock, cause: Cause
) -> None:
    clock.pass_by(hours=1, minutes=45)
    watch_causes(workplace)
    (notice,) = claimed(workplace)
    mail = mail_for(workplace, notice)
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "The pump at Eelby" in str(mail["Subject"])
    assert f"/desk/causes/{cause.id}" in text
    assert "1 open report has this cause" in text
    update_cause(workplace, cause.id, "mira", filling(), Sentence("It is being mended."))
    with pytest.raises(PermanentFailure, match="renewed"):
        mail_for(workplace, notice)
