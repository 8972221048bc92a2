"""A validator that the desk's forms share: something has to be written, and not a book."""

from typing import Any

from wtforms import Field, ValidationError

MOST_CHARACTERS = 20_000


class Written:
    """Raises ValidationError with `missing` for an empty field, and with the count for one that is too long.

    Without `missing` the field may be left empty.
    """

    field_flags: dict[str, bool] = {}

    def __init__(self, missing: str = "") -> None:
        self._missing = missing

    def __call__(self, form: Any, field: Field) -> None:
        text = (field.data or "").strip()
        if not text and self._missing:
            raise ValidationError(self._missing)
        if len(text) > MOST_CHARACTERS:
            raise ValidationError(f"Shorten this to {MOST_CHARACTERS:,} characters; it has {len(text):,}.")
