"""Whoever comes from one place is one visitor, however many addresses they have there."""

import pytest

from portal.web.limits import place_of

PLACES = [
    ("192.0.2.7", "192.0.2.7"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    ("2001:DB8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::"),
    ("2001:db8:1:3::6", "2001:db8:1:3::"),
    ("::ffff:192.0.2.7", "192.0.2.7"),
    ("::ffff:c000:0208", "192.0.2.8"),
    ("::1", "::"),
    ("fe80::1%eth0", "fe80::"),
    ("unix:", "unix:"),
    ("", "unknown"),
    (None, "unknown"),
]


@pytest.mark.parametrize(("address", "place"), PLACES)
def test_an_ipv6_network_of_a_visitor_is_one_place_and_so_is_an_ipv4_address(address: str | None, place: str) -> None:
    assert place_of(address) == place
