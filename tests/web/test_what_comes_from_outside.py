"""What comes from outside is not believed, and what goes wrong inside is not told.

- headers of proxies count only from as many proxies as the settings name; the host that is asked for is in no link
- an error that nobody foresaw shows its reader nothing of what it was
- only the methods that an address has are answered, and no other site is let in
- no line of the log can be forged, and no name of a file reaches a header as it was typed
"""

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask, request
from werkzeug.test import Client, TestResponse

from portal import api_paths, paths
from portal.acts.workplace import Workplace
from portal.app import create_both, create_service
from portal.log_lines import TextLines
from portal.reports.links import TRACK, customer_token
from portal.reports.report import Attachment
from portal.web.limits import WRONG_LINK
from tests.browsing import Visitor
from tests.workplaces import SECRET, reported

EVIL = "evil.example"
FORGED = {
    "X-Forwarded-Host": EVIL,
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": f"host={EVIL}",
}
CANARY = "kanarienvogel"


def with_settings(workplace: Workplace, **changes: object) -> Client:
    settings = workplace.settings.model_copy(update={"limits": "on", **changes})
    return Client(create_both(replace(workplace, settings=settings)))


def wrong_link(client: Client, came_from: str) -> int:
    address = f"{paths.TRACKING}A2A2-A2AA.{'a' * 32}"
    return client.get(address, headers={"X-Forwarded-For": came_from}, buffered=True).status_code


def seen_from(client: Client, places: Callable[[int], str]) -> set[int]:
    return {wrong_link(client, places(number)) for number in range(WRONG_LINK.most + 1)}


def test_who_says_where_they_come_from_is_not_believed(service_workplace: Workplace) -> None:
    assert 429 in seen_from(with_settings(service_workplace), lambda number: f"203.0.113.{number}")


def test_behind_one_proxy_only_what_it_added_itself_counts(service_workplace: Workplace) -> None:
    behind = with_settings(service_workplace, trusted_proxies=1)
    assert seen_from(behind, lambda number: f"203.0.113.{number}") == {404}
    assert 429 in seen_from(behind, lambda number: f"203.0.113.{number}, 198.51.100.7")


@pytest.mark.parametrize("address", [paths.REPORT, paths.DESK, paths.REPORT_LINK, "/nothing-here", api_paths.OPENAPI])
def test_the_host_that_is_asked_for_stands_on_no_page(service_workplace: Workplace, address: str) -> None:
    client = with_settings(service_workplace)
    for headers in (FORGED, {"Host": EVIL}):
        answer = client.get(address, headers=headers, buffered=True)
        assert EVIL not in answer.text
        assert EVIL not in str(answer.headers)


@pytest.fixture
def broken(service_workplace: Workplace) -> Flask:
    """A service that fails with words of its inside wherever `broken` is asked for."""
    app = create_service(service_workplace)

    @app.before_request
    def fail() -> None:
        if request.path.endswith("broken"):
            raise RuntimeError(f"{CANARY} in {__file__}")

    return app


def test_an_error_that_nobody_foresaw_tells_its_reader_nothing_of_it(
    broken: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    page = Visitor(broken).get("/some/broken", 500)
    assert not any(inside in page.html for inside in (CANARY, "RuntimeError", "Traceback", ".py"))
    assert CANARY in caplog.text


def test_no_address_that_is_asked_for_adds_a_line_to_the_log(broken: Flask, caplog: pytest.LogCaptureFixture) -> None:
    forged = "2026-11-23 12:00:00,000 INFO portal.acts.sign_in: ruth has signed in"
    broken.test_client().get(f"/x%0a{forged}%0d{forged}%1b[2J/broken", buffered=True)
    (record,) = (each for each in caplog.records if each.levelno == logging.ERROR)
    line = TextLines().format(record)
    assert not [each for each in line.splitlines() if each.startswith("2026-11-23 12:00:00,000")]
    assert "\x1b" not in line


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND"])
@pytest.mark.parametrize("address", [paths.REPORT, paths.DESK, paths.HOME])
def test_only_the_methods_that_an_address_has_are_answered(
    service_workplace: Workplace, method: str, address: str
) -> None:
    answer = with_settings(service_workplace).open(address, method=method, data=CANARY, buffered=True)
    assert answer.status_code in (403, 404, 405)
    assert CANARY not in answer.text


@pytest.mark.parametrize("address", [paths.REPORT, paths.DESK, f"{api_paths.V1}/reports"])
def test_no_other_site_is_let_in(service_workplace: Workplace, address: str) -> None:
    client = with_settings(service_workplace)
    asking = {"Origin": f"https://{EVIL}", "Access-Control-Request-Method": "POST"}
    for answer in (client.options(address, headers=asking), client.get(address, headers=asking)):
        assert not [name for name, _ in answer.headers if name.startswith("Access-Control-")]


@pytest.mark.parametrize(
    "name",
    [
        'a"; filename=evil.html; x=".txt',
        "../../etc/passwd",
        "a\u202etxt.exe",
        "ä;é'.txt",
        "\x00.txt",
    ],
)
def test_a_file_is_handed_out_under_its_name_and_nothing_of_it_is_a_header(
    service_workplace: Workplace, name: str
) -> None:
    """Of names that somebody has put into the database past the rules for uploads."""
    file = Attachment("f" * 32, name, "text/plain", 5)
    report = reported(service_workplace, attachments=(file,))
    folder = service_workplace.settings.attachments_dir
    folder.mkdir(parents=True)
    (folder / file.id).write_bytes(b"words")
    token = customer_token(SECRET, TRACK, report.reference, report.generation)
    page = Visitor(create_service(service_workplace)).get(paths.tracking(token))
    address = next(str(link["href"]) for link in page.soup.select(".files a"))
    answer: TestResponse = create_service(service_workplace).test_client().get(address, buffered=True)
    said = answer.headers.getlist("Content-Disposition")
    assert len(said) == 1
    assert said[0].startswith("attachment;")
    assert "X-Evil" not in answer.headers
    assert not [each for each in said[0] if not each.isprintable()]
    assert said[0].count("filename=") <= 1 or '\\"' in said[0]
