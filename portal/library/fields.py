"""Types of front-matter fields that several kinds of page share.

Every scalar arrives as a string (the loader resolves nothing) and gets its type here.
"""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationInfo,
    WithJsonSchema,
)

from portal.errors import TargetError
from portal.library.advice_names import AdviceName
from portal.promises.targets import Target, parse_target

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ANY_NAME = "names of any form"
"""The context of a validation that lets names of any form through: theirs is told already."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*%")


class Strict(BaseModel):
    """A model that knows all its fields and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _slug(value: str, info: ValidationInfo) -> str:
    if info.context != ANY_NAME and not SLUG.fullmatch(value):
        raise ValueError("is not a name of small letters, digits and single hyphens, such as `first-reply`")
    return value


def _date(value: Any) -> Any:
    if isinstance(value, str) and not _DATE.fullmatch(value.strip()):
        raise ValueError("is not a date written as year-month-day, such as 2027-03-31")
    return value


def _target(value: Any) -> Any:
    if isinstance(value, Target):
        return value
    try:
        return parse_target(str(value))
    except TargetError as error:
        raise ValueError(str(error)) from None


def _share(value: Any) -> Any:
    """`95 %` becomes 0.95."""
    if isinstance(value, float):
        return value
    found = _SHARE.fullmatch(str(value).strip())
    if not found or not 0 < float(found[1]) <= 100:
        raise ValueError("is not a share from 0 to 100, written such as `95 %`")
    return float(found[1]) / 100


def _skills(value: Any) -> Any:
    """A plain list names skills that never lapse."""
    if isinstance(value, str):
        return {value: None}
    if not isinstance(value, list | tuple):
        return value
    if not all(isinstance(skill, str) for skill in value):
        raise ValueError("`skills` is a list in which an item is more than the name of a skill")
    return dict.fromkeys(value)


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _as_text(pattern: str) -> WithJsonSchema:
    """For editors' programs: a text that stands in YAML without quotes as well."""
    return WithJsonSchema({"type": "string", "pattern": pattern})


_ONE_OR_MANY = WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
_SKILLS = WithJsonSchema(
    {
        "anyOf": [
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}},
            {"type": "object", "additionalProperties": {"type": "string", "pattern": f"^{_DATE.pattern}$"}},
        ]
    }
)

Slug = Annotated[str, AfterValidator(_slug), _as_text(f"^{SLUG.pattern}$")]
Day = Annotated[date, BeforeValidator(_date), _as_text(f"^{_DATE.pattern}$")]
TargetField = Annotated[
    Target,
    BeforeValidator(_target),
    PlainSerializer(str),
    _as_text(r"^[0-9]+\s+([Ww]orking\s+)?([Mm]inute|[Hh]our|[Dd]ay)s?$"),
]
Share = Annotated[float, BeforeValidator(_share), _as_text(f"^{_SHARE.pattern}$")]
Lines = Annotated[tuple[str, ...], BeforeValidator(_one_or_many), _ONE_OR_MANY]
Skills = Annotated[dict[str, Day | None], BeforeValidator(_skills), _SKILLS]
Text = Annotated[str, Field(min_length=1)]
Advices = Annotated[tuple[AdviceName, ...], BeforeValidator(_one_or_many), _ONE_OR_MANY]
