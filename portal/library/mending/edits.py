"""Edits of a text at places, and what they are called."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """`old` stands at `offset` and becomes `new`. `what` says it in words."""

    offset: int
    old: str
    new: str
    what: str


class OtherTextError(ValueError):
    """The edits are of another text than they were applied to."""


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after all of them, everything else as it was. Raises OtherTextError."""
    for edit in sorted(set(edits), reverse=True):
        if not text.startswith(edit.old, edit.offset):
            raise OtherTextError(f"`{edit.old}` does not stand at {edit.offset}")
        text = text[: edit.offset] + edit.new + text[edit.offset + len(edit.old) :]
    return text
