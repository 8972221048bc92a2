"""Raw mails in the manner of the programs that people use, one a file in tests/inbound/mails, and what is in each."""

from datetime import UTC, datetime
from pathlib import Path

from portal.inbound.reading import read_mail
from portal.reports.incoming_mail import IncomingMail

MAILS = Path(__file__).parent / "mails"
ARRIVED_AT = datetime(2026, 11, 23, 12, 10, tzinfo=UTC)

WORDS = {
    "apple_mail": "Kitchen too.",
    "apple_text_between_pictures": "Before.\n\nAfter.",
    "base64_broken": "It is dry.",
    "boundary_never_closed": "Cut off in the mid",
    "charset_lies_utf8": "Die Küche.",
    "charset_missing": "Trocken – die Küche.",
    "charset_unknown": "Die Küche ist trocken.",
    "charset_wrong": "Die Küche ist trocken.",
    "encoded_words": "Auch trocken.",
    "encoded_words_broken": "Still dry.",
    "french": "La cuisine aussi.",
    "gmail_alternative": "The kitchen is dry – the bath is not.",
    "gmail_german_wrapped": "Die Küche auch.",
    "gmail_html_only": "Yes, the kitchen too.\n\nAda & Bob",
    "gmail_top_plain": "Yes, the kitchen too.\n\nAda",
    "human_marked_no": "A person wrote this.",
    "iphone": "Kitchen too",
    "iphone_german": "Ja, auch die Küche.",
    "nested_with_inline_image": "See the picture. [cid:tap]",
    "no_quote": "On Monday my neighbour wrote:\nno water either.\n\nOn Tuesday it came back.",
    "only_quote": "",
    "outlook_desktop": "The kitchen too. It costs me £20 a day.\n\nKind regards\nAda",
    "outlook_german_html": "Ja, die Küche auch.\n\nGrüße\nAda",
    "outlook_mobile": "Kitchen too.",
    "outlook_original_message": "Kitchen too.",
    "sender_in_the_name": "I am Ada.",
    "signature_long": "It runs again. Thank you.",
    "thumb": "👍",
    "thunderbird_bottom": "Yes, the kitchen too.",
    "thunderbird_german": "Die Küche auch.",
    "thunderbird_interleaved": "Hello Mira,\n\n[…]\nYes.\n\n[…]\nNo, it runs.",
    "torn_quote": "Kitchen too.",
    "two_senders": "Whose words are these?",
}
"""What the writer wrote, of each that a person wrote in answer to us."""
AUTOMATIC = (
    *("dsn_delayed", "mailing_list", "read_receipt"),
    *("vacation_exchange", "vacation_german_unmarked", "vacation_gmail"),
)
BOUNCES = ("bounce_qmail", "dsn_failed", "dsn_headers_only")
NULL_SENDER = ("bounce_qmail", "dsn_delayed", "dsn_failed", "dsn_headers_only")


def octets_of(name: str) -> bytes:
    return (MAILS / f"{name}.eml").read_bytes()


def read(name: str) -> IncomingMail:
    """The mail as the server would hand it on."""
    return read_mail(octets_of(name), ARRIVED_AT, "" if name in NULL_SENDER else "ada@example.org")


def names() -> list[str]:
    return sorted(file.stem for file in MAILS.glob("*.eml"))
