"""Only what others said in public after the page was opened comes in the way of what somebody is about to send."""

from datetime import UTC, datetime

from portal.reports.overtaking import Filling, said_since
from portal.reports.timeline import CUSTOMER, SYSTEM, Author, Entry, Kind, lead, responder

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def entry(number: int, author: Author, *, public: bool = True, kind: Kind = Kind.ANSWERED) -> Entry:
    return Entry(AT, kind, author, public=public, id=number)


def test_what_others_said_in_public_since_counts_and_nothing_else() -> None:
    timeline = [
        entry(1, responder("tom")),
        entry(2, responder("tom")),
        entry(3, responder("mira"), kind=Kind.EFFORT),
        entry(4, responder("tom"), public=False, kind=Kind.NOTED),
        entry(5, SYSTEM, kind=Kind.MISSED),
        entry(6, CUSTOMER, kind=Kind.CUSTOMER_WROTE),
        entry(7, lead("ruth")),
    ]
    assert [each.id for each in said_since(timeline, Filling("f", "mira", 1))] == [2, 6, 7]
    assert said_since(timeline, Filling("f", "mira", 7)) == []


def test_a_filling_is_the_same_key_whoever_filled_it_in() -> None:
    assert "f" in {Filling("f", "mira", 1)}
