"""A validator that the desk's forms share: something has to be written, and not a book."""

from typing import Any

from wtforms import Field, ValidationError

MOST_CHARACTERS = 20_000
MOST_IN_LINE = 500
MOST_IN_NOTE = 2_000
"""Of a lesson, or what somebody says as they look back."""
MOST_TO_CUSTOMER = 10_000
"""What a customer may write, and what they are written."""


class Written:
    """Raises ValidationError with `missing` for an empty field, and with the count for one that is too long.

    Without `missing` the field may be left empty. `most` counts characters.
    """

    field_flags: dict[str, bool] = {}

    def __init__(self, missing: str = "", *, most: int = MOST_CHARACTERS) -> None:
        self._missing, self._most = missing, most

    def __call__(self, form: Any, field: Field) -> None:
        text = (field.data or "").strip()
        if not text and self._missing:
            raise ValidationError(self._missing)
        if len(text) > self._most:
            raise ValidationError(f"Shorten this to {self._most:,} characters; it has {len(text):,}.")
