"""Private links open one thing each, for one purpose, until they are revoked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.errors import BadToken, ExpiredToken
from portal.reports.links import (
    RECEIPT,
    TRACK,
    customer_token,
    read_customer_token,
    read_responder_token,
    require_customer_link,
    require_responder_link,
    responder_token,
)

SECRET = "s" * 32
REFERENCE = "R7K4-M2PX"
TOKEN = customer_token(SECRET, TRACK, REFERENCE, 1)
EXPIRES = date(2026, 12, 22)
RESPONDER_TOKEN = responder_token(SECRET, REFERENCE, 1, "mira", EXPIRES)


def test_a_link_opens_its_own_purpose_only() -> None:
    link = read_customer_token(TOKEN)
    require_customer_link(link, SECRET, TRACK, 1)
    with pytest.raises(BadToken):
        require_customer_link(link, SECRET, RECEIPT, 1)


def test_raising_the_generation_revokes_a_link() -> None:
    with pytest.raises(BadToken):
        require_customer_link(read_customer_token(TOKEN), SECRET, TRACK, 2)


def test_a_link_of_another_installation_opens_nothing() -> None:
    with pytest.raises(BadToken):
        require_customer_link(read_customer_token(TOKEN), "t" * 32, TRACK, 1)


def test_the_same_link_can_be_made_again() -> None:
    assert customer_token(SECRET, TRACK, REFERENCE, 1) == TOKEN


@pytest.mark.parametrize("spoilt", [f"<{TOKEN}>", f"{TOKEN}.", f"{TOKEN})", f" {TOKEN}\n", f"{TOKEN}=20"])
def test_stray_characters_around_a_link_do_no_harm(spoilt: str) -> None:
    assert read_customer_token(spoilt) == read_customer_token(TOKEN)


@given(st.text())
def test_any_other_text_is_refused_in_one_way(text: str) -> None:
    for read in (read_customer_token, read_responder_token):
        with pytest.raises(BadToken, match="copy the whole of it"):
            read(text)


def test_a_responders_link_is_good_through_its_last_day() -> None:
    link = read_responder_token(RESPONDER_TOKEN)
    require_responder_link(link, SECRET, 1, EXPIRES)
    with pytest.raises(ExpiredToken, match="fresh one"):
        require_responder_link(link, SECRET, 1, date(2026, 12, 23))


@pytest.mark.parametrize(("old", "new"), [(".mira.", ".tom."), (".20261222.", ".20991222."), ("R7K4", "R7K5")])
def test_an_altered_responders_link_is_refused(old: str, new: str) -> None:
    with pytest.raises(BadToken):
        require_responder_link(read_responder_token(RESPONDER_TOKEN.replace(old, new)), SECRET, 1, EXPIRES)


def test_a_customers_link_is_no_responders_link() -> None:
    with pytest.raises(BadToken):
        read_responder_token(TOKEN)


def test_a_responders_link_with_an_impossible_day_is_refused() -> None:
    with pytest.raises(BadToken):
        read_responder_token(RESPONDER_TOKEN.replace("20261222", "20269999"))
