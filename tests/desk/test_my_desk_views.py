"""My desk: what is due first is on top, in the customer's own words, with the time left in words."""

import pytest
from flask import Flask

from portal import paths
from portal.acts.answer import answer
from portal.acts.close import resolve
from portal.acts.hand_over import hand_over
from portal.acts.mark_hard import mark_hard
from portal.acts.rest import take_break
from portal.acts.wait import wait_for_customer
from portal.acts.workplace import Workplace
from portal.reports.report import Report
from tests.acts.promised_to_the_team import with_break
from tests.browsing import Page, Visitor
from tests.signing_in import somebody
from tests.workplaces import Clock, filling, publish, reported, small_library, without_shifts


@pytest.fixture
def tom(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "tom")


def given(workplace: Workplace, to: str, **changes: str) -> Report:
    """A report that `to` has."""
    report = reported(workplace, **changes)
    if report.owner != to:
        hand_over(workplace, report.id, "mira", filling(), to=to, why="My day ends.", must_know="Nothing.")
    return report


def listed(page: Page) -> list[str]:
    """The customers' words, from top to bottom."""
    return [link.get_text(strip=True).strip("“”") for link in page.soup.select("[data-listed]")]


def left(page: Page) -> list[str]:
    """What is left of each promise, from top to bottom; the first is the large one."""
    return [" ".join(each.get_text(" ").split()) for each in page.soup.select(".due-first .left, .worklist .when")]


def test_what_is_due_first_is_on_top_with_its_time_in_words(
    tom: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    given(service_workplace, "tom", what_happened="The first one.")
    clock.pass_by(minutes=-55)
    given(service_workplace, "tom", what_happened="Sent before it, but found later.")
    clock.pass_by(minutes=75)
    given(service_workplace, "tom", what_happened="The last one.")
    page = tom.get(paths.DESK_REPORTS)
    assert listed(page) == ["Sent before it, but found later.", "The first one.", "The last one."]
    assert left(page) == [
        "Due in 2 working hours",
        "Due in 3 working hours answer by 16:00 today",
        "Due in 4 working hours answer by 16:20 today",
    ]


def test_working_time_is_counted_in_the_hours_of_the_promise(
    tom: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    """Received at 15:00, due after four working hours of an office that closes at 18:00: at 09:00 tomorrow."""
    clock.pass_by(hours=3)
    given(service_workplace, "tom")
    clock.pass_by(hours=6)
    assert left(tom.get(paths.DESK_REPORTS)) == ["Due in 1 working hour"]


@pytest.mark.parametrize(
    ("hours", "sign", "words"),
    [
        (3.6, "at-risk", "Due in 24 working minutes"),
        (4, "at-risk", "Due in less than a working minute"),
        (4.5, "missed", "Late by 30 minutes"),
    ],
)
def test_late_and_at_risk_are_said_by_word_and_shape(
    tom: Visitor, service_workplace: Workplace, clock: Clock, hours: float, sign: str, words: str
) -> None:
    given(service_workplace, "tom")
    clock.pass_by(hours=hours)
    page = tom.get(paths.DESK_REPORTS)
    first = page.soup.select_one(".due-first .left")
    assert first is not None
    assert (left(page), sign in first["class"], first.svg is not None) == ([words], True, True)
    assert ("1 late" in page.words) == (sign == "missed")


def test_what_waits_for_its_customer_rests_in_a_list_of_its_own(tom: Visitor, service_workplace: Workplace) -> None:
    report = given(service_workplace, "tom")
    wait_for_customer(service_workplace, report.id, "tom", filling(), reason="Which street?", days=3)
    assert "Nothing is open with you." in tom.get(paths.DESK_REPORTS).words
    page = tom.get(f"{paths.DESK_REPORTS}?view=waiting")
    assert left(page) == ["Rests: we wait for the customer"]
    assert "You have it." in page.words


def test_what_was_closed_stays_in_sight_for_two_weeks(
    app: Flask, tom: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    report = given(service_workplace, "tom")
    resolve(service_workplace, report.id, "tom", filling(), "Mended.")
    page = tom.get(f"{paths.DESK_REPORTS}?view=closed")
    assert left(page) == ["Resolved, 12:00 today"]
    clock.pass_by(days=15)
    later = somebody(app, service_workplace, "tom").get(f"{paths.DESK_REPORTS}?view=closed")
    assert "Nothing was closed in the last two weeks." in later.words


def test_the_team_s_and_nobody_s_stand_apart_and_another_team_s_are_not_in_the_way(
    app: Flask, tom: Visitor, service_workplace: Workplace
) -> None:
    given(service_workplace, "mira", what_happened="Mira has this.")
    publish(service_workplace, without_shifts(small_library()))
    reported(service_workplace, what_happened="Nobody has this.", shown_release=service_workplace.release.hash)
    assert listed(tom.get(f"{paths.DESK_REPORTS}?view=team")) == ["Mira has this."]
    nobodys = tom.get(f"{paths.DESK_REPORTS}?view=nobodys")
    assert listed(nobodys) == ["Nobody has this."]
    assert "Nobody of the lines desk has it yet." in nobodys.words
    bea = somebody(app, service_workplace, "bea")
    for view in ("mine", "team", "nobodys", "waiting", "closed"):
        assert listed(bea.get(f"{paths.DESK_REPORTS}?view={view}")) == []


def test_a_lead_begins_with_what_the_teams_have(app: Flask, service_workplace: Workplace) -> None:
    reported(service_workplace, topic="wrong-bill", what_happened="It says 900.")
    page = somebody(app, service_workplace, "ruth").get(paths.DESK_REPORTS)
    assert listed(page) == ["It says 900."]
    assert "Yours" not in [link.get_text(strip=True) for link in page.soup.select(".views a")]


def test_a_list_is_narrowed_by_its_address(tom: Visitor, service_workplace: Workplace, clock: Clock) -> None:
    given(service_workplace, "tom", what_happened="Late.")
    clock.pass_by(hours=2)
    given(service_workplace, "tom", what_happened="Today.", severity="annoying")
    clock.pass_by(hours=3)
    given(service_workplace, "tom", what_happened="Tomorrow.")
    for query, expected in (
        ("due=late", ["Late."]),
        ("due=today", ["Today."]),
        ("severity=annoying", ["Today."]),
        ("severity=urgent&due=late&topic=no-water", ["Late."]),
        ("topic=wrong-bill", []),
        ("due=whenever&topic=gone&view=no-view&after=nowhere", ["Late.", "Today.", "Tomorrow."]),
    ):
        assert listed(tom.get(f"{paths.DESK_REPORTS}?{query}")) == expected, query
    assert "None of these is like that." in tom.get(f"{paths.DESK_REPORTS}?topic=wrong-bill").words


def test_a_long_list_comes_in_pages_that_leave_nothing_out(
    tom: Visitor, service_workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.desk.my_desk.REPORTS_A_PAGE", 3)
    for number in range(8):
        given(service_workplace, "tom", what_happened=f"Number {number}.")
    page, seen = tom.get(paths.DESK_REPORTS), []
    for _ in range(3):
        seen += listed(page)
        following = page.soup.select_one("main a[rel=next]")
        if following is None:
            break
        page = tom.get(str(following["href"]))
    assert seen == [f"Number {number}." for number in range(8)]
    assert page.soup.select_one("main a[rel=next]") is None


def test_a_report_on_which_nothing_is_due_ends_the_list(
    tom: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    library = small_library()
    only_first = {"first-reply": library.public.commitments["first-reply"]}
    public = library.public.model_copy(update={"commitments": only_first})
    publish(service_workplace, library.model_copy(update={"public": public}))
    answered = given(service_workplace, "tom", what_happened="Answered.")
    answer(service_workplace, answered.id, "tom", filling(), "I dig.")
    clock.pass_by(hours=1)
    given(service_workplace, "tom", what_happened="Not answered yet.")
    page = tom.get(paths.DESK_REPORTS)
    assert listed(page) == ["Not answered yet.", "Answered."]
    assert left(page)[1] == "Nothing with a time is promised"


def test_the_next_report_follows_in_the_list(tom: Visitor, service_workplace: Workplace, clock: Clock) -> None:
    first = given(service_workplace, "tom")
    clock.pass_by(minutes=5)
    second = given(service_workplace, "tom")
    there = paths.desk_report_signed_in
    assert tom.get(f"{paths.DESK_NEXT}?after={first.reference}").address == there(second.reference)
    assert tom.get(f"{paths.DESK_NEXT}?after={second.reference}").address == paths.DESK_REPORTS
    assert tom.get(f"{paths.DESK_NEXT}?after=nothing").address == there(first.reference)
    resolve(service_workplace, second.id, "tom", filling(), "Mended.")
    assert tom.get(f"{paths.DESK_NEXT}?after={second.reference}").address == there(first.reference)


def test_my_break_my_shift_and_what_everybody_has_stand_on_top(
    tom: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    report = given(service_workplace, "tom")
    page = tom.get(paths.DESK_REPORTS)
    assert "Your shift ends at 18:00. You carry 1 of 10. Mira carries 0 of 10." in page.words
    mark_hard(service_workplace, report.id, "tom")
    assert "You carry 3 of 10." in tom.get(paths.DESK_REPORTS).words
    clock.pass_by(hours=7)
    assert "You are not on shift. Your next one begins at 10:00 tomorrow." in tom.get(paths.DESK_REPORTS).words


def test_a_report_s_page_leads_to_the_next_one_without_a_script(
    tom: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    first = given(service_workplace, "tom")
    clock.pass_by(minutes=5)
    second = given(service_workplace, "tom")
    page = tom.get(paths.desk_report_signed_in(first.reference))
    (link,) = (each for each in page.soup.select("main a") if each.get_text(strip=True) == "Next report")
    assert tom.get(str(link["href"])).address == paths.desk_report_signed_in(second.reference)


def test_a_break_that_was_begun_late_ends_later_than_planned(
    app: Flask, service_workplace: Workplace, clock: Clock
) -> None:
    publish(service_workplace, with_break(small_library()))
    mira = somebody(app, service_workplace, "mira")
    assert "Your break is at 12:30, for 30 minutes." in mira.get(paths.DESK_REPORTS).words
    clock.pass_by(minutes=35)
    assert "Your break is now, until 13:00." in mira.get(paths.DESK_REPORTS).words
    clock.pass_by(minutes=10)
    take_break(service_workplace, service_workplace.roster().people["mira"])
    assert "You are on your break until 13:15." in mira.get(paths.DESK_REPORTS).words
    clock.pass_by(minutes=31)
    assert "You are on your break" not in mira.get(paths.DESK_REPORTS).words
