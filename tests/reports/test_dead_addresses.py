"""Only what a mail server says of the address itself ends what is sent to it."""

import pytest

from portal.reports.dead_addresses import is_dead


@pytest.mark.parametrize(
    ("said", "dead"),
    [
        ("5.1.1 550 no such user", True),
        ("550 5.1.1 no such user", True),
        ("5.1.2 no such domain", True),
        ("5.1.10 the domain takes no mail", True),
        ("5.2.1 mailbox disabled", True),
        ("5.1.7 your own address is wrong", False),
        ("5.1.8 your own domain is wrong", False),
        ("5.2.2 mailbox full", False),
        ("5.4.7 delivery time expired", False),
        ("5.7.1 looks like spam", False),
        ("4.1.1 try again", False),
        ("5.1.1", True),
    ],
)
def test_a_status_speaks_for_itself(said: str, dead: bool) -> None:
    assert is_dead(said, without_status=False) == is_dead(said, without_status=True) == dead


@pytest.mark.parametrize("said", ["", "550 no such user", "asked by 192.5.1.1", "asked by 5.1.1.7"])
def test_without_a_status_it_is_for_the_caller_to_say(said: str) -> None:
    assert is_dead(said, without_status=True)
    assert not is_dead(said, without_status=False)


def test_a_server_that_says_no_more_than_no_counts_in_a_bounce_only() -> None:
    assert is_dead("5.0.0 failed", without_status=True)
    assert not is_dead("5.0.0 failed", without_status=False)
