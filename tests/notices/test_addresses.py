"""A notice goes to exactly one address."""

import pytest

from portal.errors import PermanentFailure
from portal.notices.addresses import one_address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ada@example.org", "ada@example.org"),
        ("ada+portal@Example.ORG", "ada+portal@example.org"),
        ("reports@localhost", "reports@localhost"),
        ("ada@bücher.example", "ada@xn--bcher-kva.example"),
        ("ada@straße.example", "ada@xn--strae-oqa.example"),
        ("o'neill@example.org", "o'neill@example.org"),
        ("jörg@example.org", "jörg@example.org"),
    ],
)
def test_an_address_is_read_and_its_domain_put_into_ascii(text: str, expected: str) -> None:
    assert one_address(text).addr_spec == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ada",
        "@example.org",
        "ada@",
        "ada@example.org, eve@example.org",
        "ada@example.org,eve@example.org",
        "ada@example.org;eve@example.org",
        "ada@example.org eve@example.org",
        "ada@example.org\neve@example.org",
        "ada@example.org\r\nBcc: eve@example.org",
        "Ada <ada@example.org>",
        "<ada@example.org>",
        "friends: ada@example.org;",
        "ada@eve.example@example.org",
        '"ada@eve.example"@example.org',
        "ada(eve)@example.org",
        "ada@[127.0.0.1]",
        "ada@exa mple.org",
        "ada@-example.org",
        "ada@example..org",
        "ada@" + "a" * 64 + ".org",
        "ada@" + "a." * 200 + "org",
        "a" * 65 + "@example.org",
        "ada\x00@example.org",
        "ada@\u2e2e.example",
        "ada@exa\ud800mple.org",
    ],
)
def test_whatever_is_not_exactly_one_plain_address_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(PermanentFailure) as refusal:
        one_address(text)
    assert "ada" not in str(refusal.value).replace("help@example.org", "")
