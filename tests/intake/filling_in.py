"""Filling in the report form, as far as a test wants."""

from typing import Any

from tests.browsing import Page, Visitor

CHECK, SEND, CHANGE = "See it before it goes", "Send to", "Change something"
GOOD: dict[str, Any] = {
    "topic": "no-water",
    "what_happened": "The tap is dry.",
    "severity": "urgent",
    "contact": "mail",
    "mail": "ada@example.org",
    "name": "Ada",
}
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    + b"\0" * 40
)


def check_page_of(visitor: Visitor, address: str = "/report", **typed: Any) -> Page:
    """The check page of a report that is good but for what is `typed`."""
    return visitor.press(visitor.get(address), CHECK, **(GOOD | typed))


def receipt_of(visitor: Visitor, **typed: Any) -> Page:
    """The confirmation of a report that was sent."""
    return visitor.press(check_page_of(visitor, **typed), SEND)


def tracking_of(visitor: Visitor, **typed: Any) -> Page:
    """The private page of a report that was sent."""
    return visitor.get(receipt_of(visitor, **typed).link("your private page"))
