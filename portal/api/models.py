"""What all models of the API share. The OpenAPI document is made from them."""

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer


class Sent(BaseModel):
    """What comes in: every name is known, and nothing is taken for what it is not."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Told(BaseModel):
    """What goes out. More may be added to it, so whoever reads it passes over what they do not know."""

    model_config = ConfigDict(frozen=True)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON data."""
        return self.model_dump(mode="json")


def _rfc3339(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


Instant = Annotated[
    datetime,
    PlainSerializer(_rfc3339, return_type=str),
    Field(
        description="An instant in UTC (RFC 3339).",
        json_schema_extra={"type": "string", "format": "date-time", "examples": ["2026-11-23T16:00:00Z"]},
    ),
]
