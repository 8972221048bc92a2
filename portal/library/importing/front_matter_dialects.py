"""The fields above a page in other generators' ways: YAML between hyphens, TOML between plus signs, JSON, or none."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml

_PLAIN_FIELD = re.compile(r"^([A-Za-z_][\w-]*):[ \t]+(\S.*)$", re.MULTILINE)
_MOST_FIELD_CHARACTERS = 50_000


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`fields` holds scalars as text. `fault` says why they could not be read, or could in part only."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    fault: str = ""


def front_matter(text: str) -> FrontMatter:
    """The fields and the body of a page, in whichever of the dialects it begins."""
    for fence, read in (("---", _yaml), ("+++", _toml)):
        first, _, rest = text.partition("\n")
        if first.rstrip() != fence:
            continue
        ending = re.search(rf"^{re.escape(fence)}[ \t]*$", rest, re.MULTILINE)
        if ending is None or ending.start() > _MOST_FIELD_CHARACTERS:
            return FrontMatter({}, text, 1, "")
        written = rest[: ending.start()]
        fields, fault = read(written)
        body = rest[ending.end() :].removeprefix("\n")
        return FrontMatter(fields, body, written.count("\n") + 3, fault)
    if text.startswith("{") and not text.startswith(("{{", "{%")):
        try:
            data, end = json.JSONDecoder().raw_decode(text[:_MOST_FIELD_CHARACTERS])
        except (ValueError, RecursionError):
            return FrontMatter({}, text)
        if isinstance(data, dict):
            return FrontMatter(_as_texts(data), text[end:].removeprefix("\n"), text.count("\n", 0, end) + 2)
    return FrontMatter({}, text)


def _yaml(text: str) -> tuple[Mapping[str, Any], str]:
    try:
        data = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader makes texts, lists and mappings
    except (yaml.YAMLError, RecursionError, ValueError):
        fields = {name: value.strip().strip("\"'") for name, value in _PLAIN_FIELD.findall(text)}
        return fields, "The fields are no YAML that can be read; only simple ones were taken."
    if data is None or data == "":
        return {}, ""
    if not isinstance(data, dict):
        return {}, "There are no fields between the lines of hyphens."
    return {name: value for name, value in data.items() if isinstance(name, str)}, ""


def _toml(text: str) -> tuple[Mapping[str, Any], str]:
    try:
        return _as_texts(tomllib.loads(text)), ""
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}, "The fields are no TOML that can be read."


def _as_texts(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _as_text(value) for name, value in data.items()}


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return _as_texts(value)
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def text_of(fields: Mapping[str, Any], *names: str) -> str:
    """The first of the fields that says something, on one line; empty if none does."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
    return ""


def texts_of(fields: Mapping[str, Any], *names: str) -> list[str]:
    """All that the fields say, each a text or a list of them."""
    found: list[str] = []
    for name in names:
        value = fields.get(name)
        values = value if isinstance(value, list) else [value]
        found += [each.strip() for each in values if isinstance(each, str) and each.strip()]
    return found


def says_yes(fields: Mapping[str, Any], name: str) -> bool:
    return text_of(fields, name).lower() in ("true", "yes", "on", "1")


def says_no(fields: Mapping[str, Any], name: str) -> bool:
    return text_of(fields, name).lower() in ("false", "no", "off", "0")
