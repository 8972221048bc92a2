"""An address fails from the first mail that comes back until the customer corrects it."""

from datetime import UTC, datetime

from portal.reports.contact_state import address_fails
from portal.reports.timeline import CUSTOMER, SYSTEM, Entry, Kind

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CORRECTED = Entry(AT, Kind.CONTACT_CHANGED, CUSTOMER, public=True)


def failed(**facts: object) -> Entry:
    return Entry(AT, Kind.NOTICE_FAILED, SYSTEM, public=False, facts=facts)


def test_a_bounce_of_the_customers_says_so_until_it_is_corrected() -> None:
    bounce = failed(bounced=True, recipient="customer")
    assert address_fails([bounce])
    assert not address_fails([bounce, CORRECTED])
    assert address_fails([CORRECTED, bounce])


def test_other_failures_say_nothing_of_the_customers_address() -> None:
    assert not address_fails([failed(bounced=True, recipient="mira"), failed(recipient="customer"), CORRECTED])
