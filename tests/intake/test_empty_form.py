"""The empty form is written out once, and yet everybody gets their own, and it follows what it shows."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.acts.workplace import Workplace
from portal.web import lately
from tests.browsing import Visitor
from tests.intake.filling_in import CHECK, GOOD, SEND
from tests.workplaces import Clock, publish, small_library, without_topic


def test_each_visitor_has_a_token_and_a_filling_in_of_their_own(app: Flask) -> None:
    one, other = Visitor(app), Visitor(app)
    pages = [one.get("/report"), other.get("/report"), one.get("/report")]
    assert len({page.value("csrf_token") for page in pages[:2]}) == 2
    assert len({page.value("stamp") for page in pages}) == 3
    without = [page.html.replace(page.value("csrf_token"), "").replace(page.value("stamp"), "") for page in pages]
    assert without[0] == without[1] == without[2]


def test_a_form_that_was_kept_can_be_sent(app: Flask) -> None:
    Visitor(app).get("/report")
    visitor = Visitor(app)
    page = visitor.press(visitor.press(visitor.get("/report"), CHECK, **GOOD), SEND)
    assert page.status == 200


def test_it_follows_the_topic_the_release_and_the_files_that_it_links_to(
    visitor: Visitor, service_workplace: Workplace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lately, "AGAIN_AFTER_S", 0.0)
    assert visitor.get("/report").value("topic") == ""
    assert visitor.get("/report?topic=wrong-bill").value("topic") == "wrong-bill"
    assert visitor.get("/report?topic=nonsense").value("topic") == ""
    style = service_workplace.settings.static_dirs[0] / "service.css"
    style.parent.mkdir(parents=True, exist_ok=True)
    before = visitor.get("/report").html
    style.write_text("p { color: red }", "utf-8")
    assert visitor.get("/report").html.count("service.css") == before.count("service.css")
    assert [line for line in visitor.get("/report").html.splitlines() if "service.css" in line] != [
        line for line in before.splitlines() if "service.css" in line
    ]
    clock.now += timedelta(minutes=1)
    publish(service_workplace, without_topic(small_library(), "wrong-bill"))
    assert "wrong-bill" not in visitor.get("/report").html
