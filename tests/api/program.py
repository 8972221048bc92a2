"""A program of a customer: it sends JSON with a key, and each problem that it is told is checked."""

import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal import api_paths
from portal.acts.workplace import Workplace
from portal.reports.report import Report
from portal.store.reports import report_by_reference

GOOD: dict[str, Any] = {
    "topic": "no-water",
    "severity": "urgent",
    "what_happened": "The tap is dry.",
    "contact": {"kind": "mail", "address": "ada@example.org", "name": "Ada"},
}
_numbers = count(1)


def fresh_key() -> str:
    return f"key-of-the-tests-{next(_numbers):06}"


class Program:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()

    def get(self, path: str, status: int = 200, **headers: str) -> TestResponse:
        """`If_None_Match` stands for the header If-None-Match."""
        return self._checked(self.client.get(path, headers=_headers(headers)), status)

    def post(self, path: str, body: Any, status: int = 201, *, key: str | None = None, **headers: str) -> TestResponse:
        """`body` is JSON data, or bytes to be sent as they are; a fresh key unless one is given, none for ``."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {"Content-Type": "application/json", **_headers(headers)}
        if key != "":
            given["Idempotency-Key"] = key or fresh_key()
        return self._checked(self.client.post(path, data=sent, headers=given), status)

    def report(self, status: int = 201, *, key: str | None = None, **changes: Any) -> TestResponse:
        """A report that is good but for what is changed; what is changed to None is left out."""
        body = {name: value for name, value in (GOOD | changes).items() if value is not None}
        return self.post(api_paths.REPORTS, body, status, key=key)

    def _checked(self, response: TestResponse, status: int) -> TestResponse:
        assert response.status_code == status, response.text
        assert "Set-Cookie" not in response.headers
        if status >= 400:
            check_problem(response)
        return response


def _headers(given: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in given.items()}


def check_problem(response: TestResponse) -> None:
    """RFC 9457 §3: each member is there, the status is the one of the answer, and the type is explained on our page."""
    assert response.mimetype == "application/problem+json", response.text
    told = response.get_json()
    assert told["status"] == response.status_code
    assert all(told[name].strip() for name in ("title", "detail"))
    base, _, anchor = told["type"].partition("#")
    assert base.startswith("http")
    assert base.endswith(api_paths.API)
    assert anchor


def filed(workplace: Workplace, response: TestResponse) -> Report:
    """The report that an answer names."""
    with workplace.store.reading() as conn:
        report = report_by_reference(conn, response.get_json()["reference"])
    assert report is not None
    return report


def path_of(url: str) -> str:
    """Where an address of the service leads, for the test client."""
    return url.removeprefix("http://127.0.0.1:8000")


def kind_of(response: TestResponse) -> str:
    """The name of the problem."""
    return str(response.get_json()["type"].rpartition("#")[2])


def faults_of(response: TestResponse) -> dict[str, str]:
    """What to put right, by where."""
    return {each.get("pointer") or each["parameter"]: each["detail"] for each in response.get_json()["errors"]}
