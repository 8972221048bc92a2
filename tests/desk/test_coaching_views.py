"""The pages of coaching notes open to the two whose conversation it is, and to nobody else."""

import pytest
from flask import Flask

from portal import paths
from portal.acts.answer import answer
from portal.acts.workplace import Workplace
from portal.reports.links import responder_token
from portal.reports.report import Report
from tests.browsing import Visitor
from tests.coaches import with_second_lead
from tests.signing_in import somebody
from tests.workplaces import claimed, filling, publish, reported

NOTICED = "You answered the leak, and passed over the fear."


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    found = reported(service_workplace)
    answer(service_workplace, found.id, "mira", filling(), "I dig at once. Water by four.")
    claimed(service_workplace)
    return found


def begun(ruth: Visitor, report: Report) -> str:
    """The address of a conversation that Ruth began about Mira's answer."""
    page = ruth.press(
        ruth.get(paths.desk_coaching_on(report.reference)),
        "Write the note",
        offer__words=NOTICED,
        offer__would_try="Say first that you heard it.",
        offer__quoted="Water by four.",
    )
    return page.address


def test_a_coach_begins_and_the_responder_sees_at_once_that_there_is_a_note(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    ruth, mira = (somebody(app, service_workplace, key) for key in ("ruth", "mira"))
    address = begun(ruth, report)
    (notice,) = claimed(service_workplace)
    assert (notice.message, notice.recipient, notice.facts["page"]) == ("note_written", "mira", address)
    on_report = mira.get(paths.desk_report_signed_in(report.reference))
    assert "You and Ruth have notes on this report" in on_report.words
    page = mira.get(on_report.link("read them"))
    assert f"What I noticed {NOTICED} What I would try Say first that you heard it." in page.words
    assert "Water by four. Mira, " in page.words
    page = mira.press(page, "Write it", note__words="I see it now.")
    assert "I see it now." in ruth.get(address).words


def test_a_responder_asks_the_coach_they_choose(app: Flask, service_workplace: Workplace, report: Report) -> None:
    mira = somebody(app, service_workplace, "mira")
    report_page = mira.get(paths.desk_report_signed_in(report.reference))
    page = mira.get(report_page.link("Look at this together"))
    assert "Write a note on a colleague" not in page.words
    mira.press(page, "Ask them", ask__coach="ruth", ask__words="Was I too short?")
    (notice,) = claimed(service_workplace)
    assert (notice.recipient, notice.facts["asks"]) == ("ruth", True)


def test_other_leads_and_colleagues_find_nothing_anywhere(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    address = begun(somebody(app, service_workplace, "ruth"), report)
    publish(service_workplace, with_second_lead(service_workplace.library))
    for person in ("tom", "bea", "ines"):
        other = somebody(app, service_workplace, person)
        other.get(address, 404)
        assert "You have none." in other.get(paths.DESK_COACHING).words
        for page in (paths.desk_report_signed_in(report.reference), f"{paths.DESK_SEARCH}?words=fear"):
            words = other.get(page).words
            assert "notes on this report" not in words
            assert "passed over" not in words
        for move in ("write", "close", "reopen"):
            assert other.client.post(f"{address}/{move}").status_code in (404, 422)
    audit = somebody(app, service_workplace, "ines").get(paths.DESK_AUDIT).words
    assert "coaching note" not in audit
    assert "passed over" not in audit


def test_the_link_of_a_notice_alone_shows_no_sign_of_coaching(
    app: Flask, visitor: Visitor, service_workplace: Workplace, report: Report
) -> None:
    """It may have been passed on."""
    begun(somebody(app, service_workplace, "ruth"), report)
    token = responder_token(
        service_workplace.secret, report.reference, report.generation, "mira", service_workplace.now().date()
    )
    page = visitor.get(paths.desk_report(token))
    assert "notes on this report" not in page.words
    assert "Look at this together" not in page.words


def test_the_responder_closes_it_and_opens_it_again(app: Flask, service_workplace: Workplace, report: Report) -> None:
    ruth, mira = (somebody(app, service_workplace, key) for key in ("ruth", "mira"))
    address = begun(ruth, report)
    stale = ruth.get(address)
    assert "Close this conversation" not in stale.buttons()
    page = mira.press(mira.get(address), "Close this conversation")
    assert "Write it" not in page.buttons()
    refused = ruth.press(stale, "Write it", 409, note__words="One more.")
    assert "Mira has closed this conversation" in refused.summary[0]
    assert "What you wrote, which was not kept One more." in refused.words
    mira.press(page, "Open it again")
    ruth.press(ruth.get(address), "Write it", note__words="One more.")


def test_a_passage_that_is_not_in_the_report_comes_back_with_what_was_typed(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    ruth = somebody(app, service_workplace, "ruth")
    page = ruth.press(
        ruth.get(paths.desk_coaching_on(report.reference)), "Write the note", 422,
        offer__words=NOTICED, offer__quoted="Nobody wrote this",
    )  # fmt: skip
    assert page.title.startswith("Error: ")
    assert page.errors == {
        "offer-quoted": "These words do not stand there. Copy them from the report as they are, or leave this empty."
    }
    assert page.value("offer-words") == NOTICED
    assert claimed(service_workplace) == []


def test_whoever_wrote_nothing_and_coaches_nobody_has_nothing_to_begin(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    tom = somebody(app, service_workplace, "tom")
    page = tom.get(paths.desk_coaching_on(report.reference))
    assert page.buttons().count("Ask them") == page.buttons().count("Write the note") == 0
    assert "Look at this together" not in tom.get(paths.desk_report_signed_in(report.reference)).words


def test_somebody_who_is_no_coach_cannot_be_asked(app: Flask, service_workplace: Workplace, report: Report) -> None:
    mira = somebody(app, service_workplace, "mira")
    page = mira.press(
        mira.get(paths.desk_coaching_on(report.reference)), "Ask them", 422, ask__coach="tom", ask__words="Look?"
    )
    assert page.errors == {"ask-coach": "Choose whom you ask."}
