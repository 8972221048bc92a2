"""Whoever finds a weakness is told how to tell us. RFC 9116."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal import paths
from tests.site.conftest import library

SECURITY = {"contact": ["weak@fenland.example", "tel:+44-1632-960100"], "expires": "2027-06-30"}


def told(make_site: Callable[..., Flask], **changes: object) -> list[str]:
    client = make_site(library(security=SECURITY | changes, languages=["en", "cy"])).test_client()
    response = client.get(paths.SECURITY_TXT)
    assert response.mimetype == "text/plain"
    assert response.text.endswith("\r\n")
    return response.text.splitlines()


def test_it_says_whom_to_tell_until_when_and_in_which_language_it_is_read(make_site: Callable[..., Flask]) -> None:
    assert told(make_site) == [
        "Contact: mailto:weak@fenland.example",
        "Contact: tel:+44-1632-960100",
        # The whole of 30 June in London.
        "Expires: 2027-06-30T23:00:00Z",
        "Preferred-Languages: en",
        "Canonical: https://www.fenland.example/.well-known/security.txt",
    ]


@pytest.mark.parametrize(
    ("policy", "address"),
    [
        ("policies/meters.md", "https://www.fenland.example/policies/meters/"),
        ("https://weak.example/rules", "https://weak.example/rules"),
    ],
)
def test_it_leads_to_the_rules_for_such_reports(make_site: Callable[..., Flask], policy: str, address: str) -> None:
    assert told(make_site, policy=policy)[-1] == f"Policy: {address}"


def test_a_site_without_it_has_no_such_file(make_site: Callable[..., Flask]) -> None:
    assert make_site().test_client().get(paths.SECURITY_TXT).status_code == 404
