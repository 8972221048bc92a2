"""What is in my way, on the desk: raised in a line, answered for all, and nobody is seen who did not want to be."""

from typing import Any

from flask import Flask

from portal import paths
from portal.acts.workplace import Workplace
from tests.acts.promised_to_the_team import promising
from tests.browsing import Page, Visitor
from tests.signing_in import sign_in, somebody
from tests.workplaces import Clock, reported, rows

LINE = "The exchange drops us after ten minutes."


def raised(visitor: Visitor, **typed: Any) -> Page:
    return visitor.press(
        visitor.get(paths.DESK_IN_MY_WAY),
        "Tell the leads",
        **{f"raise__{name}": words for name, words in ({"line": LINE} | typed).items()},
    )


def main_of(page: Page) -> str:
    found = page.soup.select_one("main")
    assert found is not None
    return " ".join(found.get_text(" ").split())


def test_it_is_raised_in_one_line_and_shows_the_time_left_in_words(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    promising(service_workplace)
    page = raised(sign_in(visitor, service_workplace, "mira"))
    assert "An answer is due in 2 working hours." in page.words
    assert "Mira (you)" in page.words


def test_what_cannot_be_taken_comes_back_with_what_was_typed(visitor: Visitor, service_workplace: Workplace) -> None:
    sign_in(visitor, service_workplace, "mira")
    before = rows(service_workplace.store)
    form = visitor.get(paths.DESK_IN_MY_WAY)
    page = visitor.press(form, "Tell the leads", 422, raise__detail="Every day.", raise__report="nothing")
    assert page.title.startswith("Error:")
    assert page.summary == [
        "Say in one line what is in your way.",
        "Enter a reference such as R7K4-M2PX, or leave it empty.",
    ]
    assert page.value("raise-detail") == "Every day."
    unknown = visitor.press(page, "Tell the leads", 409, raise__line=LINE, raise__report="A2A2-A2AA")
    assert "No report has the reference A2A2-A2AA" in unknown.summary[0]
    long = visitor.press(unknown, "Tell the leads", 422, raise__line="x" * 201, raise__report="")
    assert "Shorten this to 200 characters" in long.summary[0]
    assert rows(service_workplace.store)["obstacles"] == before["obstacles"] == []


def test_a_lead_answers_and_the_whole_team_reads_it(app: Flask, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    mira, ruth, tom = (somebody(app, service_workplace, key) for key in ("mira", "ruth", "tom"))
    raised(mira, report=report.reference)
    page = ruth.get(ruth.get(paths.DESK_IN_MY_WAY).link(LINE))
    assert report.reference in page.words
    wrong = ruth.press(page, "Answer the team", 422, answer__by_day="soon")
    assert wrong.summary == [
        "Choose where it stands.",
        "Say what you do about it, or why not.",
        "Enter the day as day, month, year, such as 27 3 2027, or leave it empty.",
    ]
    ruth.press(
        wrong, "Answer the team", answer__how="answered", answer__words="I rang them.", answer__by_day="26 11 2026"
    )
    seen = tom.get(paths.DESK_IN_MY_WAY)
    assert "Ruth answered, 12:00 today, to be done by Thursday 26 November 2026: I rang them." in seen.words


def test_only_leads_see_the_form_of_an_answer(app: Flask, service_workplace: Workplace) -> None:
    raised(somebody(app, service_workplace, "mira"))
    tom = somebody(app, service_workplace, "tom")
    page = tom.get(tom.get(paths.DESK_IN_MY_WAY).link(LINE))
    assert "Answer the team" not in page.words
    assert "It is out of the way" not in page.words


def test_whoever_raised_it_settles_it_and_others_say_mine_too(app: Flask, service_workplace: Workplace) -> None:
    mira, ruth, tom = (somebody(app, service_workplace, key) for key in ("mira", "ruth", "tom"))
    address = raised(mira).link(LINE)
    once = tom.press(tom.get(address), "It is in my way too")
    assert "One more has the same in their way." in once.words
    assert "You said that it is in your way too." in once.words
    ruth.press(
        ruth.get(address), "Answer the team", answer__how="done", answer__words="They have raised it to an hour."
    )
    again = mira.press(mira.get(address), "It is still there: ask again", still__words="Not for the night line.")
    assert "Not for the night line." in again.words
    ruth.press(ruth.get(address), "Answer the team", answer__how="done", answer__words="For that one as well.")
    done = mira.press(mira.get(address), "It is out of the way")
    assert LINE in done.soup.select_one("section[aria-labelledby=closed]").get_text()  # type: ignore[union-attr]


def test_without_a_name_nobody_else_sees_whose_it_is(app: Flask, service_workplace: Workplace) -> None:
    mira, ruth, tom = (somebody(app, service_workplace, key) for key in ("mira", "ruth", "tom"))
    mine = raised(mira, name="without")
    assert "It is yours; nobody else can see that." in mine.words
    address = mine.link(LINE)
    ruth.press(ruth.get(address), "Answer the team", answer__how="answered", answer__words="I rang them.")
    for person in (ruth, tom):
        for page in (person.get(paths.DESK_IN_MY_WAY), person.get(address)):
            assert "Mira" not in main_of(page)
            assert "Somebody" in page.words
    log = main_of(ruth.get(paths.DESK_AUDIT))
    assert "Ruth answered what is in somebody’s way" in log
    assert "raised" not in log
    assert "Only you can see that." in mira.get(address).words


def test_the_form_says_honestly_who_can_see_what(visitor: Visitor, service_workplace: Workplace) -> None:
    page = sign_in(visitor, service_workplace, "mira").get(paths.DESK_IN_MY_WAY)
    assert "Leads and colleagues see what you write, and not from whom." in page.words
    assert "no mail goes to you" in page.words
    assert "whoever runs the server could find out with it whose it is" in page.words


def test_my_desk_tells_the_one_who_raised_it_that_there_is_an_answer(
    app: Flask, service_workplace: Workplace, clock: Clock
) -> None:
    mira, ruth, tom = (somebody(app, service_workplace, key) for key in ("mira", "ruth", "tom"))
    address = raised(mira, name="without").link(LINE)
    assert "One thing in the way waits for a lead." in ruth.get(paths.DESK_REPORTS).words
    ruth.press(ruth.get(address), "Answer the team", answer__how="answered", answer__words="I rang them.")
    assert "A lead has answered what is in your way." in mira.get(paths.DESK_REPORTS).words
    assert "Is something in your way?" in tom.get(paths.DESK_REPORTS).words


def test_what_was_never_raised_is_not_there(visitor: Visitor, service_workplace: Workplace) -> None:
    sign_in(visitor, service_workplace, "ruth")
    for odd in ("7", "seven", "9" * 30):
        visitor.get(f"{paths.DESK_IN_MY_WAY}/{odd}", 404)
