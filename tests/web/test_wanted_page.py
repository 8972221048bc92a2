"""After signing in one lands on a page of the desk, whatever an address says."""

import pytest

from portal import paths
from portal.web.wanted_page import wanted_page


@pytest.mark.parametrize(
    "page", ["/desk/sessions", "/desk/reports/R7K4-M2PX", "/desk/audit?person=mira&report=R7K4-M2PX", "/desk/a%20b"]
)
def test_a_page_of_the_desk_is_gone_to(page: str) -> None:
    assert wanted_page(page) == page


@pytest.mark.parametrize(
    "page",
    [
        None,
        "",
        "/",
        "/desk",
        "/deskother",
        "/report",
        "https://eve.example/desk/",
        "//eve.example/desk/",
        "/desk//eve.example",
        "/desk/../report",
        "/desk/\\eve.example",
        "/desk/x\r\nSet-Cookie: a=b",
        "/desk/\u2028",
        "javascript:alert(1)",
        "/desk/sign-out",
        "/desk/sign-in/" + "a" * 32,
        "/desk/provider",
        "/desk/" + "a" * 500,
    ],
)
def test_anything_else_becomes_the_first_page_of_the_desk(page: str | None) -> None:
    assert wanted_page(page) == paths.DESK_REPORTS
