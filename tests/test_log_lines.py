"""A line of the log names its request, and holds no private link and no address, wherever in it they stood."""

import json
import logging
from collections.abc import Iterator
from datetime import date

import pytest

from portal.acts.sign_in_tokens import new_link_token
from portal.log_lines import JsonLines, TextLines, current_request, without_private
from portal.reports.links import TRACK, calendar_token, customer_token, keyed_token, responder_token
from portal.reports.reply_addresses import reply_address

KEY = "a key that is long enough to be one"
REFERENCE = "R7K4-M2PX"
TOKENS = {
    "customer": customer_token(KEY, TRACK, REFERENCE, 1),
    "responder": responder_token(KEY, REFERENCE, 1, "mira", date(2026, 11, 22)),
    "calendar": calendar_token(KEY, "own", "mira", 1),
    "confirmation": keyed_token(KEY, "confirm", new_link_token()),
    "sign-in": new_link_token(),
}


@pytest.fixture
def in_a_request() -> Iterator[str]:
    token = current_request.set("4f2a4f2a")
    yield "4f2a4f2a"
    current_request.reset(token)


def secret_parts(token: str) -> list[str]:
    return [part for part in token.split(".") if len(part) == 32]


@pytest.mark.parametrize("token", TOKENS.values(), ids=TOKENS)
@pytest.mark.parametrize(
    "line", ["GET /r/{}", "at https://help.example.org/desk/sign-in/{}?x", "<{}>", "'{}'", "{}.ics"]
)
def test_no_private_link_is_left(token: str, line: str) -> None:
    said = without_private(line.format(token))
    assert secret_parts(token)
    assert not any(part in said for part in secret_parts(token))


@pytest.mark.parametrize(
    "address",
    [
        "ada@example.org",
        "Ada.O'Hara+x@mail.example.co.uk",
        "ädä@bücher.example",
        reply_address("reply@example.org", KEY, REFERENCE, 1, None),
    ],
)
def test_no_address_is_left(address: str) -> None:
    said = without_private(f"550 <{address}>: unknown, {address}")
    assert said == "550 <(address)>: unknown, (address)"


@pytest.mark.parametrize(
    "line",
    [
        f"notice assigned:{REFERENCE}:7 is tried again at 2026-11-22T09:00:00+00:00",
        "release 1f2e3d4c5b6a is in force",
        "postgresql://forthright:***@db.example.org/forthright does not answer",
        "sha256 " + "0a1b2c3d" * 8,
        "/static/service.css?abcdefghijklmnop",
    ],
)
def test_what_is_not_private_stays(line: str) -> None:
    assert without_private(line) == line


def record(message: str, *args: object, error: BaseException | None = None) -> logging.LogRecord:
    about = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("portal.web", logging.ERROR, "a.py", 1, message, args, about)


def test_a_line_of_json_has_all_its_parts_without_what_is_private(in_a_request: str) -> None:
    try:
        raise ValueError(f"cannot send to ada@example.org at /r/{TOKENS['customer']}")
    except ValueError as error:
        line = JsonLines().format(record("unexpected error at %s", f"/r/{TOKENS['customer']}", error=error))
    said = json.loads(line)
    assert "\n" not in line
    assert (said["level"], said["logger"], said["request"]) == ("ERROR", "portal.web", in_a_request)
    assert said["message"] == f"unexpected error at /r/{REFERENCE}.(link)"
    assert said["trace"].endswith(f"cannot send to (address) at /r/{REFERENCE}.(link)")
    assert said["at"].endswith("+00:00")


def test_a_plain_line_names_its_request_where_there_is_one(in_a_request: str) -> None:
    assert f"ERROR portal.web [{in_a_request}]: to (address)" in TextLines().format(record("to %s", "ada@example.org"))
    current_request.set("")
    assert "ERROR portal.web: no request" in TextLines().format(record("no request"))
