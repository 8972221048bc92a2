"""Whatever goes wrong is a problem that says what to do; no cookie is read, and no key stands in the log."""

from dataclasses import replace

import pytest
from flask import Flask, request

from portal import api_paths, paths
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.errors import StoreUnavailable
from portal.web.overload import OVERLOADED
from tests.api.program import GOOD, Program, check_problem, fresh_key, kind_of, path_of

BODIES: list[tuple[bytes, dict[str, str], int, str]] = [
    (b"{", {}, 400, "malformed"),
    (b'{"topic": "a", "topic": "a"}', {}, 400, "malformed"),
    (b" " * 200_001, {}, 413, "too-large"),
    (b"{}", {"Content_Type": "text/plain"}, 415, "not-json"),
    (b"topic=a", {"Content_Type": "application/x-www-form-urlencoded"}, 415, "not-json"),
    (b"{}", {"Content_Encoding": "gzip"}, 415, "not-json"),
    (b"{}", {"Origin": "https://elsewhere.example"}, 403, "foreign-page"),
]


def test_a_body_that_is_none_is_told_why(program: Program) -> None:
    for body, headers, status, kind in BODIES:
        refused = program.post(api_paths.REPORTS, body, status, **headers)
        assert kind_of(refused) == kind
        assert status != 415 or refused.headers["Accept"] == "application/json"
    program.post(api_paths.REPORTS, GOOD, 201, Content_Type="application/json; charset=utf-8")


def test_a_private_link_is_in_no_line_of_the_log(
    program: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = path_of(program.report().get_json()["url"])

    def broken(*_: object) -> None:
        raise RuntimeError("a pipe burst")

    monkeypatch.setattr("portal.api.report_views.report_seen", broken)
    assert kind_of(program.get(url, 500)) == "broken"
    assert "unexpected error at /api" in caplog.text
    assert url.rpartition("/")[2] not in caplog.text


def test_while_the_store_is_away_it_says_when_to_come_back(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StoreUnavailable("gone")

    monkeypatch.setattr("portal.api.report_views.submit_once", away)
    refused = program.report(503)
    assert (kind_of(refused), refused.headers["Retry-After"]) == ("unavailable", "120")


def test_an_address_or_a_method_that_is_not_there_is_a_problem_too(program: Program) -> None:
    for method, path, status in (
        ("GET", f"{api_paths.V1}/nothing", 404),
        ("GET", f"{api_paths.V1}/topics/", 404),
        ("PUT", api_paths.REPORTS, 405),
        ("DELETE", f"{api_paths.V1}/topics", 405),
    ):
        response = program.client.open(path, method=method)
        assert response.status_code == status
        check_problem(response)
        assert status != 405 or response.headers["Allow"]


def test_too_much_at_once_is_a_problem_too(program: Program) -> None:
    refused = program.client.get(f"{api_paths.V1}/topics", environ_overrides={OVERLOADED: "1"})
    check_problem(refused)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "60")


def test_no_cookie_is_read_and_none_is_set(app: Flask, service_workplace: Workplace) -> None:
    """Neither a session on the desk nor the key of a form reaches what answers."""
    seen: list[str] = []

    @app.before_request
    def look() -> None:
        seen.extend(request.cookies)

    client = app.test_client()
    client.get("/report")
    client.set_cookie("forthright-desk", "x")
    seen.clear()
    for path in (api_paths.API, f"{api_paths.V1}/topics", api_paths.OPENAPI):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")
    assert seen == []
    client.get(paths.report_unclear("/policies/"))
    assert set(seen) == {"forthright", "forthright-desk"}


def test_the_api_can_be_turned_off(service_workplace: Workplace) -> None:
    settings = service_workplace.settings.model_copy(update={"api": "off"})
    client = create_service(replace(service_workplace, settings=settings)).test_client()
    for path in (api_paths.API, api_paths.OPENAPI, f"{api_paths.V1}/topics", api_paths.REPORTS):
        assert client.get(path).status_code == 404
    assert client.post(api_paths.REPORTS, json=GOOD, headers={"Idempotency-Key": fresh_key()}).status_code == 404
    assert client.get("/report").status_code == 200
