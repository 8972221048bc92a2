"""A lost link comes again, to the address on record and to no other."""

import pytest

from portal.acts.send_link_again import send_customer_link_again, send_responder_link_again
from portal.acts.workplace import Workplace
from tests.workplaces import ADA, BY_PHONE, reported, rows, told


@pytest.mark.parametrize("typed", ["{0}", "  {1} ", "Ref. {1}", "{2}"])
def test_reference_and_address_together_bring_the_link(sqlite_workplace: Workplace, typed: str) -> None:
    reference = reported(sqlite_workplace).reference
    told(sqlite_workplace)
    spelt = typed.format(reference, reference.lower(), reference.replace("-", ""))
    send_customer_link_again(sqlite_workplace, spelt, ADA.address.upper())
    assert told(sqlite_workplace) == [("link_again", "customer")]


def test_a_link_can_be_asked_for_again_and_again(sqlite_workplace: Workplace) -> None:
    reference = reported(sqlite_workplace).reference
    told(sqlite_workplace)
    for _ in range(3):
        send_customer_link_again(sqlite_workplace, reference, ADA.address)
    assert told(sqlite_workplace) == [("link_again", "customer")] * 3


@pytest.mark.parametrize(
    ("reference", "address"), [(None, "eve@example.org"), ("A2A2-A2AA", ADA.address), ("", ADA.address), (None, "")]
)
def test_where_they_do_not_belong_together_nothing_happens(
    sqlite_workplace: Workplace, reference: str | None, address: str
) -> None:
    report = reported(sqlite_workplace)
    before = rows(sqlite_workplace.store)
    send_customer_link_again(sqlite_workplace, report.reference if reference is None else reference, address)
    assert rows(sqlite_workplace.store) == before


def test_a_phone_number_is_no_address_to_send_a_link_to(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace, contact=BY_PHONE)
    told(sqlite_workplace)
    send_customer_link_again(sqlite_workplace, report.reference, BY_PHONE.address)
    assert told(sqlite_workplace) == []


def test_a_responder_gets_a_fresh_link_at_their_own_address(sqlite_workplace: Workplace) -> None:
    report = reported(sqlite_workplace)
    told(sqlite_workplace)
    send_responder_link_again(sqlite_workplace, report, "tom")
    assert told(sqlite_workplace) == [("fresh_link", "tom")]
