"""After signing in: what is open with me, then what is open in my teams."""

from flask import Flask

from portal import paths
from portal.acts.hand_over import hand_over
from portal.acts.withdraw import withdraw
from portal.acts.workplace import Workplace
from tests.browsing import Page
from tests.signing_in import somebody
from tests.workplaces import Clock, filling, reported


def listed(page: Page, part: str) -> list[str]:
    return [" ".join(line.get_text(" ").split()) for line in page.soup.select(f"section[aria-labelledby={part}] li")]


def test_mine_come_first_and_the_longest_waiting_on_top(app: Flask, service_workplace: Workplace, clock: Clock) -> None:
    first, second, closed = (reported(service_workplace) for _ in range(3))
    withdraw(service_workplace, closed.id)
    clock.pass_by(minutes=5)
    third = reported(service_workplace)
    for report, to in ((first, "tom"), (second, "tom"), (third, "tom")):
        if report.owner != to:
            hand_over(service_workplace, report.id, "mira", filling(), to=to, why="My day ends.", must_know="Nothing.")
    hand_over(service_workplace, second.id, "tom", filling(), to="mira", why="It is hers.", must_know="Nothing.")
    page = somebody(app, service_workplace, "tom").get(paths.DESK_REPORTS)
    assert listed(page, "mine") == [
        f"No water comes out of my tap {first.reference}, received 12:00 today",
        f"No water comes out of my tap {third.reference}, received 12:05 today",
    ]
    assert listed(page, "others") == [
        f"No water comes out of my tap {second.reference}, received 12:00 today, Mira has it"
    ]


def test_a_lead_sees_those_of_the_teams(app: Flask, service_workplace: Workplace) -> None:
    report = reported(service_workplace, topic="wrong-bill")
    page = somebody(app, service_workplace, "ruth").get(paths.DESK_REPORTS)
    assert [line.split()[4] for line in listed(page, "others")] == [f"{report.reference},"]
    assert "Nothing is open with you." in page.words


def test_another_teams_are_not_in_the_way(app: Flask, service_workplace: Workplace) -> None:
    reported(service_workplace)
    page = somebody(app, service_workplace, "bea").get(paths.DESK_REPORTS)
    assert listed(page, "mine") + listed(page, "others") == []
