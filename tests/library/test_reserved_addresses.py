"""What makes itself has its address alone: no page, picture or old address of content takes it."""

import pytest

from portal import paths
from portal.library.reserved_addresses import reserved_address


@pytest.mark.parametrize("address", [paths.NOT_FOUND, paths.TOO_LARGE, paths.AWAY, paths.ROBOTS, paths.SITEMAP])
def test_the_address_of_what_makes_itself_is_taken(address: str) -> None:
    assert reserved_address(address)


def test_other_addresses_are_free() -> None:
    assert not reserved_address("/410.html")
