"""A huddle reads timelines, the roster and releases: what worked, what did not, what is due, what is said differently.

Mira and Tom answer for the lines. It is Monday noon; Tuesday's huddle of those who begin at 08:00 is Mira's.
"""

from datetime import UTC, datetime, timedelta

from portal.acts.cause_acting import Sentence
from portal.acts.close import resolve
from portal.acts.erase import erase
from portal.acts.huddle import Huddle, huddle, past_huddles
from portal.acts.huddle_talk import add_point, mark_talked_about
from portal.acts.open_cause import open_cause
from portal.acts.say_how_it_went import say_how_it_went
from portal.acts.send_script import script_for, send_script
from portal.acts.thank import thank
from portal.acts.time_off import enter_time_off
from portal.acts.try_something import Effort, try_something
from portal.acts.wall import show_on_wall
from portal.acts.watch import watch
from portal.acts.workplace import Workplace
from portal.store import thanks
from portal.store.feedback import Feedback
from tests.workplaces import Clock, filling, publish, reported, small_library, with_target

TUESDAY = datetime(2026, 11, 24, 8, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


def of_tuesday(workplace: Workplace, clock: Clock) -> Huddle:
    """The lines' huddle, looked at a quarter of an hour before the shift."""
    clock.now = TUESDAY - timedelta(minutes=15)
    workplace.in_force.refresh(clock.now)
    watch(workplace)
    return huddle(workplace, "lines", TUESDAY)


def lines(found: Huddle, key: str) -> list[str]:
    return next([line.whole for line in each.lines] for each in found.sections if each.key == key)


def test_who_is_on_comes_from_the_roster_with_its_exceptions(workplace: Workplace, clock: Clock) -> None:
    found = of_tuesday(workplace, clock)
    assert lines(found, "who") == [
        "Mira 08:00 to 16:00, no break planned",
        "Tom 10:00 to 18:00, no break planned",
    ]
    assert [person.key for person in found.people] == ["mira"]
    assert (found.since, found.end) == (TUESDAY - timedelta(days=1), TUESDAY + timedelta(hours=8))
    enter_time_off(workplace, "ruth", "tom", filling(), [(TUESDAY, TUESDAY + timedelta(days=1))])
    assert lines(of_tuesday(workplace, clock), "who") == ["Mira 08:00 to 16:00, no break planned"]


def test_kept_promises_answers_and_thanked_scripts_are_what_worked(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    begun = script_for(workplace, report, "mira", workplace.library.desk.scripts["first-word"])
    words = begun.replace("[[what you see from here]]", "the pump at Mill Lane stopped at ten to seven")
    send_script(workplace, report.id, "mira", filling(), script="first-word", words=words)
    resolve(workplace, report.id, "mira", filling(), "Mended.")
    say_how_it_went(workplace, report.id, Feedback(solved=True, cared_for=None))
    thank(workplace, report.id, filling(), "You were kind.", ["mira"])
    found = of_tuesday(workplace, clock)
    assert lines(found, "worked") == [
        "3 of 3 promises that came to count were kept.",
        "1 of 1 customers who said so had it solved.",
        "Script: A customer said thank you after “First word”.",
    ]
    assert lines(found, "missed") == []


def test_a_miss_says_what_was_tried_without_a_name_of_the_team_or_of_the_customer(
    workplace: Workplace, clock: Clock
) -> None:
    report = reported(workplace)
    clock.pass_by(hours=5)
    tried = Effort("Tom and I rang Ada at ada@example.org, nobody was in.")
    try_something(workplace, report.id, "mira", filling(), tried)
    (line,) = lines(of_tuesday(workplace, clock), "missed")
    assert line == (
        f"{report.reference} No water comes out of my tap. Missed: “A person answers within four working hours”. "
        "Tried: a colleague and I rang … at …, nobody was in."
    )


def test_another_teams_misses_are_not_ours(workplace: Workplace, clock: Clock) -> None:
    reported(workplace, topic="wrong-bill", severity="annoying")
    clock.pass_by(hours=5)
    found = of_tuesday(workplace, clock)
    assert (lines(found, "missed"), lines(found, "due")) == ([], [])


def test_what_falls_due_before_the_shift_ends_is_there_the_first_due_first(workplace: Workplace, clock: Clock) -> None:
    clock.now = TUESDAY - timedelta(hours=14, minutes=30)  # 17:30 on Monday, half an hour before the office closes
    first, clock.now = reported(workplace), TUESDAY - timedelta(hours=14, minutes=10)
    second = reported(workplace)
    found = lines(of_tuesday(workplace, clock), "due")
    assert [line[:35] for line in found] == [
        f"{first.reference} Answer by 11:30. No water",
        f"{second.reference} Answer by 11:50. No water",
    ]


def test_causes_are_named_and_whoever_opened_them_is_not(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    open_cause(workplace, report.id, "mira", filling(), title="The main in Mill Lane", sentence=Sentence(""))
    assert lines(of_tuesday(workplace, clock), "known") == ["The main in Mill Lane."]


def test_a_promise_that_got_weaker_since_yesterday_is_told_before_the_shift(workplace: Workplace, clock: Clock) -> None:
    clock.now = TUESDAY + timedelta(hours=5)
    publish(workplace, with_target(small_library(), "first-reply", "8 working hours"))
    wednesday, thursday = TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=2)
    clock.now = wednesday - A_MINUTE
    assert lines(huddle(workplace, "lines", wednesday), "changed") == [
        "Promise “A person answers within four working hours”: "
        "Weaker: the time is 8 working hours, and was 4 working hours."
    ]
    clock.now = thursday - A_MINUTE
    assert lines(huddle(workplace, "lines", thursday), "changed") == []


def test_only_thanks_that_their_person_agreed_to_show_are_read_out(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    for words in ("You were kind, I am Ada.", "Never on a wall."):
        thank(workplace, report.id, filling(), words, ["mira"])
    assert lines(of_tuesday(workplace, clock), "thanks") == []
    clock.now = TUESDAY - timedelta(hours=3)
    with workplace.store.reading() as conn:
        first = thanks.thanks_to(conn, "mira", 10)[-1]
    show_on_wall(workplace, first.id, "mira")
    assert lines(of_tuesday(workplace, clock), "thanks") == ["A customer thanked Mira: “You were kind, I am ….”"]


def test_a_point_stays_from_huddle_to_huddle_until_somebody_talked_about_it(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    add_point(workplace, "lines", "tom", filling(), "The loan boxes are in the van.", report.reference.lower())
    found = of_tuesday(workplace, clock)
    assert lines(found, "points") == ["Tom: The loan boxes are in the van."]
    clock.now = TUESDAY + timedelta(days=2)
    later = huddle(workplace, "lines", TUESDAY + timedelta(days=2))
    assert [point.reference for point in later.points] == [report.reference]
    mark_talked_about(workplace, later.points[0].id, "bea")
    assert huddle(workplace, "lines", TUESDAY + timedelta(days=2)).points == ()


def test_what_a_point_says_of_a_customer_goes_with_their_data(workplace: Workplace, clock: Clock) -> None:
    report = reported(workplace)
    add_point(workplace, "lines", "tom", filling(), "Ring Ada before the van goes.", report.reference)
    erase(workplace, report.id)
    assert lines(of_tuesday(workplace, clock), "points") == ["Tom: Ring … before the van goes."]


def test_a_huddle_that_is_over_can_be_read_again_without_what_was_only_of_its_hour(
    workplace: Workplace, clock: Clock
) -> None:
    add_point(workplace, "lines", "tom", filling(), "The van.")
    clock.now = TUESDAY + timedelta(hours=9)
    found = huddle(workplace, "lines", TUESDAY)
    assert found.is_over
    assert {"due", "known", "points"}.isdisjoint({section.key for section in found.sections})
    with workplace.store.reading() as conn:
        assert past_huddles(conn, workplace, "lines")[:2] == (TUESDAY + timedelta(hours=2), TUESDAY)


def test_the_same_moment_gives_the_same_page(workplace: Workplace, clock: Clock) -> None:
    reported(workplace)
    assert of_tuesday(workplace, clock) == of_tuesday(workplace, clock)
