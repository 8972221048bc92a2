"""Who wrote is one address or nobody, and no header can break the reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.inbound.addresses import addresses_in, sole_address


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("ada@example.org", "ada@example.org"),
        ("Ada <Ada@Example.ORG>", "ada@example.org"),
        ('"Brown, Ada" <ada@example.org>', "ada@example.org"),
        ('ada@example.org (Ada, "home" <x@y.example>)', "ada@example.org"),
        ("Ada <ada@bücher.example>", "ada@xn--bcher-kva.example"),
        ('"ada@example.org" <eve@example.net>', "eve@example.net"),
        ("ada@example.org <eve@example.net>", "eve@example.net"),
        ("ada@example.org, eve@example.net", ""),
        ("<ada@example.org> <eve@example.net>", ""),
        ("<ada@example.org>, ", "ada@example.org"),
        ("<<ada@example.org>>", ""),
        ("Ada <ada@example.org> eve@example.net", ""),
        ("Ada <ada@example.org", ""),
        ("Ada", ""),
        ("", ""),
        ("Ada <@relay.example:ada@example.org>", ""),
    ],
)
def test_one_address_or_nobody(header: str, address: str) -> None:
    assert sole_address([header]) == address


def test_two_headers_are_nobody() -> None:
    assert sole_address(["ada@example.org", "ada@example.org"]) == ""
    assert sole_address([]) == ""


def test_groups_and_lists_give_their_members() -> None:
    assert addresses_in("us: ada@example.org, Bob <bob@example.org>;") == ("ada@example.org", "bob@example.org")


@given(st.text())
def test_any_header_is_read(header: str) -> None:
    assert all("@" in address for address in addresses_in(header))
    assert sole_address([header]) in ("", *addresses_in(header))


@given(
    st.lists(
        st.sampled_from(["ada@example.org", "<", ">", '"', "\\", "(", ")", ",", ";", ":", " ", "eve"]), max_size=12
    )
)
def test_no_arrangement_of_marks_breaks_it(pieces: list[str]) -> None:
    assert sole_address(["".join(pieces)]) in ("", "ada@example.org", *addresses_in("".join(pieces)))
