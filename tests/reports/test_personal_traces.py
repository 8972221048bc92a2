"""What belongs to one customer is found in words that are meant for everybody."""

import pytest

from portal.reports.personal_traces import LONGEST_QUOTE, customer_traces, own_traces, personal_traces, without_traces
from portal.reports.report import Contact, ContactKind

ADA = Contact(ContactKind.MAIL, "ada@example.org", "Ada Brown")
WORDS = "My mother lives alone at the end of Mill Lane and cannot reach the phone"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nothing of anybody's. On 2026-11-23 we had 1200 reports.", ()),
        ("Ada was told, and Mrs Brown again.", ("Ada", "Brown")),
        ("Brownish water at the adaptor.", ()),
        ("Write to ada@example.org or to bob@example.net.", ("ada@example.org", "bob@example.net")),
        ("Ring 01632 960 001 after six.", ("01632 960 001",)),
        ("As in R7K4-M2PX.", ("R7K4-M2PX",)),
        (
            "A mother lives alone at the end of Mill Lane.",
            ("mother lives alone at the end of Mill Lane",),
        ),
        ("Somebody lives alone at the end of a lane.", ()),
    ],
)
def test_names_addresses_numbers_and_quotes_are_found(text: str, found: tuple[str, ...]) -> None:
    assert personal_traces(text, ADA, WORDS) == found


def test_so_many_words_in_a_row_are_anybodys() -> None:
    words = WORDS.split()
    assert personal_traces(" ".join(words[:LONGEST_QUOTE]), ADA, WORDS) == ()
    assert personal_traces(" ".join(words[: LONGEST_QUOTE + 1]), ADA, WORDS) != ()


def test_a_phone_number_is_found_as_the_customer_gave_it() -> None:
    assert "123 45" in personal_traces("Ring 123 45.", Contact(ContactKind.PHONE, "123 45"), "")


@pytest.mark.parametrize(
    ("text", "traces"),
    [
        ("Jo and JO and jo", ("JO", "Jo")),
        ("Jolly good", ()),
        ("Write to JO.SMITH@Example.org", ("JO.SMITH@Example.org", "SMITH", "JO")),
        ("It was r7k4 m2px, R7K4-M2PX or R7K4M2PX", ("R7K4-M2PX", "r7k4 m2px", "R7K4M2PX")),
        ("Smith", ("Smith",)),
    ],
)
def test_for_those_without_a_part_in_the_report_every_spelling_is_found(text: str, traces: tuple[str, ...]) -> None:
    contact = Contact(ContactKind.MAIL, "jo.smith@example.org", "Jo smith")
    assert customer_traces(text, contact, "R7K4-M2PX") == traces


def test_what_is_taken_out_leaves_an_ellipsis_and_the_words_around_it() -> None:
    assert (
        without_traces("Ada Brown, not Adamant, wrote:\nmy tap", ("Brown", "Ada")) == "… …, not Adamant, wrote:\nmy tap"
    )
    assert without_traces("She said my tap\nis dry today.", ("my tap is dry",)) == "She said … today."


def test_every_quote_is_found_as_far_as_it_goes() -> None:
    first, second = "My mother lives alone at the end of Mill Lane", "Nobody rang her back for the whole of a week"
    text = f"She wrote: {first.upper()}! And then, _{second}_. What would you do?"
    assert personal_traces(text, ADA, f"{first}, so it goes. {second}.") == (first.upper(), second)


def test_a_number_of_ours_is_no_trace_of_the_customer_in_words_for_all() -> None:
    text = "Ring 01632 960 100 or help@riverside.example, as Ada did from 01632-960-001; see A2B3-C4DE."
    assert own_traces(text, ADA, "R7K4-M2PX", "I ring from 01632 960001") == ("Ada", "01632-960-001")
