"""What is answered before Flask begins is what Flask would have answered, to those to whom it would have."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal import paths
from portal.acts.answer import answer
from portal.acts.workplace import Workplace
from portal.errors import StoreUnavailable
from portal.reports.links import RECEIPT, TRACK, customer_token
from portal.reports.report import Report
from portal.store.reports import update_report
from portal.web import lately
from portal.web.overload import OVERLOADED
from tests.browsing import Visitor, app, service_workplace, visitor
from tests.workplaces import SECRET, clock, filling, reported

__all__ = ["app", "clock", "service_workplace", "visitor"]


@pytest.fixture
def report(service_workplace: Workplace) -> Report:
    return reported(service_workplace)


def tracking(report: Report, purpose: str = TRACK, generation: int = 1) -> str:
    return paths.tracking(customer_token(SECRET, purpose, report.reference, generation))


@contextmanager
def flask_counted(app: Flask) -> Iterator[list[str]]:
    """The addresses that Flask itself is asked for inside."""
    asked: list[str] = []
    usual = app.full_dispatch_request

    def counted() -> Any:
        from flask import request

        asked.append(request.full_path.rstrip("?"))
        return usual()

    app.full_dispatch_request = counted  # type: ignore[method-assign]
    yield asked
    app.full_dispatch_request = usual  # type: ignore[method-assign]


def test_what_lies_ready_is_answered_without_flask_and_all_else_by_it(app: Flask, report: Report) -> None:
    client, page = Visitor(app).client, tracking(report)
    tag = client.get(f"{page}/news").headers["ETag"]
    for address in (paths.REPORT, f"{paths.REPORT}?topic=wrong-bill", page):
        client.get(address)
    with flask_counted(app) as asked:
        for address in (paths.REPORT, f"{paths.REPORT}?topic=wrong-bill", page):
            assert client.get(address).status_code == 200
        for tags in (tag, tag.removeprefix("W/"), f'"another", {tag}', "*"):
            unchanged = client.get(f"{page}/news", headers={"If-None-Match": tags})
            assert (unchanged.status_code, unchanged.data, unchanged.headers["ETag"]) == (304, b"", tag)
    assert asked == []
    by_flask = [
        f"{paths.REPORT}?page=/",
        f"{paths.REPORT}?topic=%77rong-bill",
        f"{paths.REPORT}?topic=wrong-bill&other=1",
        f"{paths.REPORT}/",
        f"{page},",
        f"{page}/news",
        f"{page}/contact",
        tracking(report, RECEIPT),
    ]
    with flask_counted(app) as asked:
        for address in by_flask:
            client.get(address)
        client.head(paths.REPORT)
        client.get(paths.REPORT, environ_overrides={OVERLOADED: True})
    assert len(asked) == len(by_flask) + 2


def test_head_and_body_are_those_of_flask(app: Flask, report: Report) -> None:
    tag = app.test_client().get(f"{tracking(report)}/news").headers["ETag"]
    for address, headers in (
        (paths.REPORT, {}),
        (tracking(report), {}),
        (f"{tracking(report)}/news", {"If-None-Match": tag}),
    ):
        by_flask: list[object] = []
        early: list[object] = []
        for found in (by_flask, early, early):
            answered = app.test_client().get(address, headers=headers)
            found.append((answered.status, _without_what_is_ones_own(answered)))
        assert early == by_flask * 2, address


def _without_what_is_ones_own(answered: TestResponse) -> tuple[list[tuple[str, str]], str]:
    """The headers and the body; of what is random, how long it is."""
    headers = [
        (name, re.sub(r"(?<==)[^;]*", "", value, count=1) if name == "Set-Cookie" else value)
        for name, value in answered.headers
    ]
    body = re.sub(r'(?<=name=")((?:\w+-)?(?:csrf_token|stamp))(" [^>]*value=")[^"]*', r"\1\2", answered.text)
    return [(name, str(len(value)) if name == "X-Request-ID" else value) for name, value in headers], body


def test_a_cookie_is_given_once_and_a_rubbish_one_is_replaced(app: Flask) -> None:
    visitor = Visitor(app)
    given = [bool(visitor.client.get(paths.REPORT).headers.get("Set-Cookie")) for _ in range(3)]
    assert given == [True, False, False]
    visitor.client.set_cookie("forthright", "rubbish")
    assert visitor.client.get(paths.REPORT).headers.get("Set-Cookie")


def test_a_link_that_was_taken_back_opens_nothing_early(
    app: Flask, service_workplace: Workplace, report: Report
) -> None:
    client, page = app.test_client(), tracking(report)
    client.get(page)
    tag = client.get(f"{page}/news").headers["ETag"]
    with service_workplace.store.writing() as conn:
        update_report(conn, report.id, generation=2)
    assert client.get(page).status_code == 404
    assert client.get(f"{page}/news", headers={"If-None-Match": tag}).status_code == 404
    assert client.get(f"{page}/news", headers={"If-None-Match": "*"}).status_code == 404


def test_news_is_told_although_an_old_tag_is_sent(app: Flask, service_workplace: Workplace, report: Report) -> None:
    client, page = app.test_client(), tracking(report)
    tag = client.get(f"{page}/news").headers["ETag"]
    answer(service_workplace, report.id, "mira", filling(), "I dig the pipe.")
    told = client.get(f"{page}/news", headers={"If-None-Match": tag})
    assert told.status_code == 200
    assert "I dig the pipe." in told.get_json()["parts"]["story"]


@pytest.mark.parametrize(("again_after_s", "waits_for_the_form"), [(0.0, 1), (3_600.0, 0)])
def test_while_the_store_is_away_flask_says_so(
    app: Flask,
    service_workplace: Workplace,
    report: Report,
    monkeypatch: pytest.MonkeyPatch,
    again_after_s: float,
    waits_for_the_form: int,
) -> None:
    monkeypatch.setattr(lately, "AGAIN_AFTER_S", again_after_s)
    client, page = app.test_client(), tracking(report)
    client.get(paths.REPORT)
    client.get(page)

    waits: list[None] = []

    def away(_: object) -> None:
        waits.append(None)
        raise StoreUnavailable("away")

    monkeypatch.setattr(service_workplace.store, "glance", away)
    assert client.get(paths.REPORT).status_code == 200
    assert len(waits) == waits_for_the_form, "each wait can take many seconds"
    assert client.get(page).status_code == 503
    assert len(waits) == waits_for_the_form + 2
    assert client.get(f"{page}/news", headers={"If-None-Match": '"a"'}).status_code == 503
    assert len(waits) == waits_for_the_form + 4


def test_what_nobody_foresaw_is_explained_by_flask_as_ever(
    app: Flask, service_workplace: Workplace, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, page = app.test_client(), tracking(report)
    client.get(page)

    def broken(_: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(service_workplace.store, "glance", broken)
    answered = client.get(page)
    assert (answered.status_code, answered.headers["Cache-Control"]) == (500, "no-store")
    assert answered.headers["X-Request-ID"]
