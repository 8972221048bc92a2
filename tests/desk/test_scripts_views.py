"""A script is seen with its text explained, how often it was sent, and how those reports went; never by person."""

import pytest
from flask import Flask

from portal import paths
from portal.acts.close import decline, resolve
from portal.acts.send_script import script_for, send_script
from portal.acts.workplace import Workplace
from tests.browsing import Visitor
from tests.signing_in import somebody
from tests.workplaces import Clock, filling, reported


@pytest.fixture
def bea(app: Flask, service_workplace: Workplace) -> Visitor:
    return somebody(app, service_workplace, "bea")


def sent(workplace: Workplace, *, changed: bool = False) -> int:
    report = reported(workplace)
    begun = script_for(workplace, report, "mira", workplace.library.desk.scripts["first-word"])
    words = begun.replace("[[what you see from here]]", "the pump at Mill Lane stopped at ten to seven")
    words = words.replace("Dear", "Good morning") if changed else words
    send_script(workplace, report.id, "mira", filling(), script="first-word", words=words)
    return report.id


def test_a_script_tells_how_often_it_was_sent_and_how_it_went_and_not_by_whom(
    bea: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    first = sent(service_workplace)
    second = sent(service_workplace, changed=True)
    clock.pass_by(hours=2)
    resolve(service_workplace, first, "mira", filling(), "Mended.")
    decline(service_workplace, second, "mira", filling(), tried="All.", why="No pipe.", instead="A tank.")
    page = bea.get(paths.desk_script("first-word"))
    for said in ("2 times, last 12:00 today", "1 of 2", "1 resolved, 1 declined", "2 hours"):
        assert said in page.words, said
    assert "Mira" not in page.words
    listed = bea.get(paths.DESK_SCRIPTS)
    assert "1 of 2 resolved" in listed.words
    assert "Never sent yet" in listed.words
    assert "Mira" not in listed.words


def test_its_text_stands_as_it_is_with_each_mark_explained(bea: Visitor) -> None:
    page = bea.get(paths.desk_script("first-word"))
    assert "<script>alert(1)" not in page.html
    assert [mark.get_text() for mark in page.soup.select(".words mark")] == ["[[what you see from here]]"]
    assert "Filled in for you: the name the customer gave" in page.words
    assert "You write it: what you see from here" in page.words
    assert "It was never sent yet." in page.words
    assert "For No water comes out of my tap" in page.words


def test_a_script_that_does_not_exist_is_not_found(bea: Visitor) -> None:
    bea.get(paths.desk_script("nothing"), 404)
