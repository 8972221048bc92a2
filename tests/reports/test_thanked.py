"""A customer's thanks goes to whoever helped in sight of the customer, and to whoever the customer names."""

from datetime import UTC, datetime

import pytest

from portal.reports.thanked import helpers, thanked
from portal.reports.timeline import CUSTOMER, SYSTEM, Author, Entry, Kind, lead, responder

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAMES = {"mira": "Mira", "tom": "Tom", "kofi": "Kofi from Eelby", "ruth": "Ruth"}


def did(kind: Kind, author: Author, *, public: bool = True) -> Entry:
    return Entry(AT, kind, author, public)


COURSE = [
    did(Kind.RECEIVED, CUSTOMER),
    did(Kind.ROUTED, SYSTEM),
    did(Kind.EFFORT, responder("mira")),
    did(Kind.NOTED, responder("kofi"), public=False),
    did(Kind.CAUSE_UPDATED, lead("ruth")),
    did(Kind.ANSWERED, responder("tom")),
    did(Kind.ANSWERED, responder("mira")),
    did(Kind.ANSWERED, responder("left")),
]


def test_helpers_are_those_whose_deeds_the_customer_saw_in_order() -> None:
    """What is said once to all reports of a cause is no deed on this one."""
    assert helpers(COURSE) == ("mira", "tom", "left")


@pytest.mark.parametrize(
    ("chosen", "words", "people"),
    [
        ((), "", ("mira", "tom")),
        (("tom",), "", ("tom",)),
        (("nobody",), "", ("mira", "tom")),
        ((), "Kofi rang me.", ("mira", "tom", "kofi")),
        (("tom",), "And Ruth too.", ("tom", "ruth")),
        (("tom",), "In Tomsk we would have waited. From Eelby with love.", ("tom",)),
        (("mira",), "ruth and kofi in small letters are nobody", ("mira",)),
    ],
)
def test_thanks_goes_to_the_helpers_or_the_chosen_and_to_whoever_the_words_name(
    chosen: tuple[str, ...], words: str, people: tuple[str, ...]
) -> None:
    assert thanked(COURSE, NAMES, chosen, words) == people
