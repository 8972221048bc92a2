"""Which entry of the timeline was the last on the page that a form was sent from."""

from collections.abc import Mapping


def seen_entry(sent: Mapping[str, str]) -> int | None:
    """None where the form does not say."""
    text = sent.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
