"""The roster on the desk: the week, what is asked of it, and who may do what."""

from flask import Flask

from portal import paths
from portal.acts.cover import take_shift
from portal.acts.time_off import enter_time_off
from portal.acts.workplace import Workplace
from tests.browsing import Visitor
from tests.signing_in import sign_in, somebody
from tests.workplaces import Clock, filling, reported, rows, told

SHIFT = "2026-11-26T08:00:00+00:00"


def test_the_week_shows_everybody_and_mine_on_top(visitor: Visitor, service_workplace: Workplace) -> None:
    page = sign_in(visitor, service_workplace, "mira").get(paths.DESK_ROSTER)
    assert "The week of Monday 23 November 2026" in page.words
    assert "Monday 23 November, 08:00 to 16:00" in page.soup.select_one("#mine + ul").get_text()  # type: ignore[union-attr]
    monday = page.soup.select("table.roster tbody")[0].get_text(" ")
    assert "Mira (you)" in " ".join(monday.split())
    assert "Tom" in monday
    assert "Bea" not in monday


def test_a_week_ahead_is_a_link_away_and_no_week_lies_before_this_one(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    page = sign_in(visitor, service_workplace, "mira").get(paths.DESK_ROSTER)
    later = visitor.get(page.link("The week after"))
    assert "The week of Monday 30 November 2026" in later.words
    assert "This week" not in page.words
    for odd in ("0001-01-01", "9999-12-31", "next", "2020-01-01"):
        visitor.get(f"{paths.DESK_ROSTER}?week={odd}")


def test_gaps_are_shown_where_customers_are_promised_somebody(visitor: Visitor, service_workplace: Workplace) -> None:
    page = sign_in(visitor, service_workplace, "mira").get(paths.DESK_ROSTER)
    gaps = [" ".join(row.get_text(" ").split()) for row in page.soup.select("tr.gap")]
    assert "Nobody of the bills desk, 08:00 to 18:00. We promise customers somebody then." in gaps


def test_a_swap_goes_from_the_question_to_the_answer_on_the_page(app: Flask, service_workplace: Workplace) -> None:
    mira = somebody(app, service_workplace, "mira")
    form = mira.get(paths.DESK_SWAP)
    page = mira.press(form, "Ask them", shift=SHIFT, to="bea", note="My birthday.")
    assert "Mira asks Bea to take Thursday 26 November, 08:00 to 16:00. “My birthday.”" in page.words
    bea = somebody(app, service_workplace, "bea")
    asked = bea.get(paths.DESK_ROSTER)
    assert "Bea is not in the lines desk." in asked.words
    done = bea.press(asked, "Take this shift")
    assert "Bea works Thursday 26 November, 08:00 to 16:00 instead of Mira." in done.words
    for person in ("mira", "tom", "ruth"):
        seen = somebody(app, service_workplace, person).get(paths.DESK_ROSTER)
        assert "Bea works Thursday 26 November, 08:00 to 16:00 instead of Mira." in seen.words


def test_only_who_is_asked_reads_the_word_to_them(app: Flask, service_workplace: Workplace) -> None:
    mira = somebody(app, service_workplace, "mira")
    mira.press(mira.get(paths.DESK_SWAP), "Ask them", shift=SHIFT, to="bea", note="My birthday.")
    assert "My birthday" not in somebody(app, service_workplace, "tom").get(paths.DESK_ROSTER).words


def test_a_swap_that_names_no_shift_comes_back_with_what_was_typed(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    sign_in(visitor, service_workplace, "mira")
    page = visitor.press(visitor.get(paths.DESK_SWAP), "Ask them", 422, note="Please.")
    assert page.summary == ["Choose one of your shifts."]
    assert page.value("note") == "Please."
    other = visitor.press(page, "Ask them", 422, shift=SHIFT, to="bea", in_return="tom 2026-11-26T10:00:00+00:00")
    assert page.title.startswith("Error:")
    assert "This is a shift of somebody else" in other.summary[0]


def test_time_off_is_asked_and_granted_on_the_page(app: Flask, service_workplace: Workplace) -> None:
    mira = somebody(app, service_workplace, "mira")
    mira.press(mira.get(paths.DESK_TIME_OFF), "Ask for it", first_day="2026-11-26")
    ruth = somebody(app, service_workplace, "ruth")
    asked = ruth.get(paths.DESK_ROSTER)
    assert "Nobody would work Mira’s shift: Thursday 26 November, 08:00 to 16:00." in asked.words
    ruth.press(asked, "Grant it")
    free = somebody(app, service_workplace, "bea").get(paths.DESK_ROSTER)
    assert "Mira has time off" in free.words
    assert "Free" in free.words


def test_a_free_shift_is_taken_with_one_press(app: Flask, service_workplace: Workplace) -> None:
    bea = somebody(app, service_workplace, "bea")
    day = service_workplace.now().replace(day=26, hour=0)
    enter_time_off(service_workplace, "ruth", "mira", filling(), [(day, day.replace(hour=20))])
    page = bea.press(bea.get(paths.DESK_ROSTER), "Take it")
    assert "The shift is yours" in page.words
    assert "Bea covers Thursday 26 November, 08:00 to 16:00 for Mira." in page.words


def test_a_lead_puts_down_a_colleague_for_a_free_shift(app: Flask, service_workplace: Workplace) -> None:
    ruth = somebody(app, service_workplace, "ruth")
    day = service_workplace.now().replace(day=26, hour=0)
    enter_time_off(service_workplace, "ruth", "mira", filling(), [(day, day.replace(hour=20))])
    page = ruth.get(paths.DESK_ROSTER)
    assert "Choose who takes the shift." in ruth.press(page, "Put them down").words
    done = ruth.press(page, "Put them down", **{"take-mira-20261126T0800Z-taker": "bea"})
    assert "Bea covers Thursday 26 November, 08:00 to 16:00 for Mira." in done.words


def test_wrong_times_off_are_said_beside_their_fields_and_nothing_changes(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    sign_in(visitor, service_workplace, "mira")
    before = rows(service_workplace.store)
    page = visitor.get(paths.DESK_TIME_OFF)
    wrong = visitor.press(page, "Ask for it", 422, first_day="26.11.", from_time="9", last_day="2026-11-20")
    assert set(wrong.errors) == {"first_day", "from_time", "to_time"}
    backward = visitor.press(page, "Ask for it", 422, first_day="2026-11-26", last_day="2026-11-25")
    assert set(backward.errors) == {"last_day"}
    assert backward.value("first_day") == "2026-11-26"
    past = visitor.press(page, "Ask for it", 409, first_day="2026-11-02")
    assert past.summary == ["That has passed already."]
    assert rows(service_workplace.store) == before


def test_a_responder_cannot_enter_time_off_for_somebody_else(app: Flask, service_workplace: Workplace) -> None:
    tom = somebody(app, service_workplace, "tom")
    address, data, encoding = tom.filled(tom.get(paths.DESK_TIME_OFF), "Ask for it", first_day="2026-11-26")
    data["person"] = "mira"
    page = tom.send(address, data, encoding)
    assert "Tom asks for time off" in page.words


def test_what_was_settled_meanwhile_is_said_and_changes_nothing(app: Flask, service_workplace: Workplace) -> None:
    bea = somebody(app, service_workplace, "bea")
    day = service_workplace.now().replace(day=26, hour=0)
    enter_time_off(service_workplace, "ruth", "mira", filling(), [(day, day.replace(hour=20))])
    page = bea.get(paths.DESK_ROSTER)
    take_shift(service_workplace, "ruth", "bea", of="mira", start=day.replace(hour=8))
    assert "not free any more" in bea.press(page, "Take it").words


def test_a_pause_is_one_tap_away_on_every_page(visitor: Visitor, service_workplace: Workplace, clock: Clock) -> None:
    sign_in(visitor, service_workplace, "mira")
    page = visitor.get(paths.DESK_AUDIT.replace("audit", "sessions"))
    back = visitor.press(page, "Pause for ten minutes")
    assert "Ten minutes are yours" in back.words
    assert "You are pausing until 12:10." in back.words
    assert reported(service_workplace, severity="annoying").owner == "tom"
    assert "Welcome back" in visitor.press(back, "I am back").words


def test_in_the_last_hour_of_a_shift_its_owner_reads_what_falls_due(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    sign_in(visitor, service_workplace, "mira")
    clock.pass_by(hours=1)
    report = reported(service_workplace)
    assert "before you are back" not in visitor.get(paths.DESK_REPORTS).words
    clock.pass_by(hours=2, minutes=30)
    words = visitor.get(paths.DESK_REPORTS).words
    assert f"One of yours falls due before you are back: {report.reference}." in words


def test_a_report_is_marked_as_hard_and_a_pause_is_offered_after_it(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    report = reported(service_workplace, severity="annoying")
    sign_in(visitor, service_workplace, "mira")
    page = visitor.get(paths.desk_report_signed_in(report.reference))
    marked = visitor.press(page, "Mark it as hard")
    assert "Ten minutes for yourself" in marked.words
    done = visitor.press(marked, "Resolve it", resolve__what_we_did="We dug, and it runs.")
    assert "That was a hard one." in done.words
    told(service_workplace)


def test_hours_are_shown_to_whose_they_are_and_to_leads_without_names(app: Flask, service_workplace: Workplace) -> None:
    day = service_workplace.now().replace(day=26, hour=0)
    enter_time_off(service_workplace, "ruth", "mira", filling(), [(day, day.replace(hour=20))])
    mine = somebody(app, service_workplace, "mira").get(paths.DESK_WEEKS_AHEAD)
    assert "152 hours in the next 4 weeks, 8 hours less than your pattern has it." in mine.words
    assert "The team:" not in mine.words
    lead = somebody(app, service_workplace, "ruth").get(paths.DESK_WEEKS_AHEAD)
    assert "from 8 hours less to as usual, each against their own pattern." in lead.words
    main = lead.soup.select_one("main")
    assert main is not None
    assert not any(name in main.get_text() for name in ("Mira", "Tom", "Bea"))


def test_the_weeks_ahead_name_the_promises_nobody_is_there_to_keep(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    page = sign_in(visitor, service_workplace, "mira").get(paths.DESK_WEEKS_AHEAD)
    assert "A person answers within four working hours: what arrives" in page.words
