"""A reply address proves for whom it was made, and for nobody else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.notices.addresses import one_address
from portal.reports.reply_addresses import is_made_for, reply_address, reply_token

SECRET = "a secret of the tests, long enough to be one"
BASE = "reply@riverside.example"


def made(person: str | None = None, reference: str = "R7K4-M2PX", generation: int = 1, secret: str = SECRET) -> str:
    return reply_address(BASE, secret, reference, generation, person)


@pytest.mark.parametrize("person", [None, "mira"])
def test_it_is_read_back_in_letters_of_any_size(person: str | None) -> None:
    for address in (made(person), made(person).upper()):
        link = reply_token(BASE, ["somebody@riverside.example", address])
        assert link is not None
        assert link.reference == "R7K4-M2PX"
        assert is_made_for(link, SECRET, 1, person)


@pytest.mark.parametrize(
    ("address", "person"),
    [
        (made("tom"), "mira"),
        (made(None), "mira"),
        (made("mira"), None),
        (made("mira", generation=2), "mira"),
        (made("mira", secret="another secret, of the same length or so"), "mira"),
        (made("mira", "A2B3-C4DE").replace("a2b3-c4de", "r7k4-m2px"), "mira"),
    ],
)
def test_it_proves_nothing_for_anybody_or_anything_else(address: str, person: str | None) -> None:
    link = reply_token(BASE, [address])
    assert link is not None
    assert not is_made_for(link, SECRET, 1, person)


def test_the_longest_is_an_address_that_every_server_takes() -> None:
    long = reply_address("a" * 20 + "@riverside.example", SECRET, "R7K4-M2PX", 1, "a-person-with-a-very-long-key" * 5)
    assert one_address(long).username == long.partition("@")[0]


@pytest.mark.parametrize(
    "address",
    [
        BASE,
        "reply+@riverside.example",
        "reply+r7k4-m2px@riverside.example",
        made().replace("riverside", "elsewhere"),
        made().replace("reply+", "other+"),
        made().replace("reply+", ""),
        made() + ".evil.example",
        made().replace("r7k4-m2px", "1111-1111"),
    ],
)
def test_what_only_looks_like_one_is_none(address: str) -> None:
    assert reply_token(BASE, [address]) is None


@given(st.lists(st.text()))
def test_any_addresses_are_read(addresses: list[str]) -> None:
    assert reply_token(BASE, addresses) is None
