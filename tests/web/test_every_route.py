"""What holds for every address of the service, also for those that are added later."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from portal import api_paths, paths, subscription_paths
from portal.acts.answer import answer
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.reports.links import RECEIPT, TRACK, calendar_token, customer_token, responder_token
from portal.reports.report import Attachment
from tests.browsing import Visitor
from tests.page_checks import check_page
from tests.workplaces import SECRET, filling, reported, rows

FILE = Attachment("f" * 32, "tap.txt", "text/plain", 5)


@dataclass
class Everything:
    """A service with a report in it, and an address for each of its routes."""

    app: Flask
    workplace: Workplace
    tokens: dict[str, str]

    def addresses(self, method: str) -> Iterator[tuple[str, Rule]]:
        for rule in self.app.url_map.iter_rules():
            if method in (rule.methods or ()):
                yield self._address(rule), rule

    def _address(self, rule: Rule) -> str:
        given = {
            "attachment_id": FILE.id,
            "act_name": "answer",
            "name": "20261123T120000.000000Z-00000000.eml",
            "path": "forthright.css",
            "filename": "forthright.css",
        }
        root = next((root for root in self.tokens if rule.rule.startswith(root)), "")
        given["token"] = self.tokens.get(root, "token")
        number = {name: 1 for name, converter in rule._converters.items() if isinstance(converter, IntegerConverter)}
        values = {name: given.get(name, "some-value") for name in rule.arguments} | number
        built = self.app.url_map.bind("localhost").build(rule.endpoint, values, force_external=False)
        return str(built)


@pytest.fixture
def everything(service_workplace: Workplace) -> Everything:
    report = reported(service_workplace, attachments=(FILE,))
    answer(service_workplace, report.id, "mira", filling(), "I dig.")
    folder = service_workplace.settings.attachments_dir
    folder.mkdir(parents=True)
    (folder / FILE.id).write_bytes(b"words")
    reference, generation = report.reference, report.generation
    tokens = {
        paths.DESK_REPORT: responder_token(SECRET, reference, generation, "mira", date(2026, 12, 23)),
        paths.TRACKING: customer_token(SECRET, TRACK, reference, generation),
        api_paths.REPORTS: customer_token(SECRET, TRACK, reference, generation),
        paths.CALENDAR: calendar_token(SECRET, "own", "mira", 1),
        paths.RECEIPT: customer_token(SECRET, RECEIPT, reference, generation),
    }
    return Everything(create_service(service_workplace), service_workplace, tokens)


def kept(everything: Everything) -> dict[str, Any]:
    """All that the store holds but the audit log, which notes who looked at a report and who was refused."""
    return rows(everything.workplace.store) | {"audit": []}


def test_looking_never_changes_anything(everything: Everything) -> None:
    """Mail scanners open links before people do."""
    before = kept(everything)
    client = everything.app.test_client()
    answered = []
    for address, rule in everything.addresses("GET"):
        for open_it in (client.get, client.head):
            answered.append(open_it(address, buffered=True).status_code)
        if "OPTIONS" in (rule.methods or ()):
            client.options(address)
    assert kept(everything) == before
    assert answered.count(200) > 15
    assert set(answered) <= {200, 303, 401, 403, 404, 410, 422}


def test_no_form_is_taken_without_a_token_and_nothing_changes(everything: Everything) -> None:
    before = kept(everything)
    fields = dict.fromkeys(_all_field_names(everything), "Some words")
    tried = 0
    for address, _ in everything.addresses("POST"):
        client = everything.app.test_client()
        stale = {name: "IjEi.aaaaaa.bbbbbb" for name in fields if name.endswith("csrf_token")}
        for data in ({}, fields, fields | stale):
            response = client.post(address, data=data, buffered=True)
            to_sign_in = response.status_code == 303 and str(response.location).startswith(paths.DESK)
            refused = response.status_code in (401, 403, 404, 409, 410, 415, 422)
            assert to_sign_in or refused, f"{address}: {response.status_code}"
            tried += 1
    assert tried >= 18
    assert kept(everything) == before


def _all_field_names(everything: Everything) -> set[str]:
    visitor, names = Visitor(everything.app), set()
    for address, _ in everything.addresses("GET"):
        response = visitor.client.get(address, buffered=True)
        if response.mimetype == "text/html":
            soup = visitor._page(response, address, response.status_code).soup
            names |= {str(field["name"]) for field in soup.select("main [name]")}
    assert len(names) > 20
    return names


def test_no_page_of_another_host_can_change_anything(everything: Everything) -> None:
    before = kept(everything)
    client = everything.app.test_client()
    for address, _ in everything.addresses("POST"):
        if address.startswith((paths.STOP_MAILS, subscription_paths.STOP)):
            continue  # a mail program posts there, with the token of the mail (RFC 8058)
        for origin in ("https://evil.example", "null", "http://localhost.evil.example", "http://localhost:1"):
            response = client.post(address, headers={"Origin": origin}, buffered=True)
            assert response.status_code == 403, address
            if address.startswith(api_paths.V1):
                assert response.mimetype == "application/problem+json"
            else:
                check_page(response.text)
    assert kept(everything) == before


def test_every_answer_carries_the_headers_that_keep_it_private(everything: Everything) -> None:
    client = everything.app.test_client()
    answers: list[Any] = [client.get(address, buffered=True) for address, _ in everything.addresses("GET")]
    answers += [client.post(address, buffered=True) for address, _ in everything.addresses("POST")]
    answers += [client.get("/desk/no/such/page", buffered=True), client.put(paths.REPORT, buffered=True)]
    for response in answers:
        headers = response.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], response.request.path
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Robots-Tag"] == "noindex"
        path = response.request.path
        if path.startswith(api_paths.V1) and not path.startswith(api_paths.REPORTS) and response.status_code == 200:
            # What is promised is for everybody; what would be promised now follows the time.
            kept = "no-store" if path.endswith("/promises") else "public, max-age=60"
            assert headers["Cache-Control"] == kept, path
        elif not path.startswith(paths.STATIC):
            assert headers["Cache-Control"] == "no-store", path
        for cookie in headers.getlist("Set-Cookie"):
            assert "HttpOnly" in cookie
            assert "SameSite=Lax" in cookie


def test_every_page_keeps_the_rules_of_the_house(everything: Everything) -> None:
    client = everything.app.test_client()
    checked = 0
    for address, _ in everything.addresses("GET"):
        response = client.get(address, buffered=True)
        if response.mimetype == "text/html" and response.status_code != 303:
            check_page(response.text)
            checked += 1
    assert checked > 8


def test_a_wrong_method_is_a_page_that_says_which_are_right(everything: Everything) -> None:
    response = everything.app.test_client().put(paths.REPORT)
    assert response.status_code == 405
    assert {"GET", "POST"} <= {each.strip() for each in response.headers["Allow"].split(",")}
    check_page(response.text)


def test_the_cookie_travels_over_https_only_where_the_service_does(service_workplace: Workplace) -> None:
    settings = service_workplace.settings.model_copy(update={"public_url": "https://help.riverside.example"})
    app = create_service(replace(service_workplace, settings=settings))
    cookie = app.test_client().get(paths.REPORT).headers["Set-Cookie"]
    assert cookie.startswith("__Host-forthright=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
