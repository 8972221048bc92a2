"""JSON of which everybody makes the same: RFC 8259 with its loose ends tied as in I-JSON (RFC 7493). Pure.

Names stand once in an object, numbers are finite, the text is UTF-8, and nothing is nested without end.
"""

import json
import math
import re
from collections.abc import Sequence
from typing import Any

MOST_BYTES = 200_000
MOST_DEPTH = 8

_HALF = re.compile("[\ud800-\udfff]")


class JsonFault(ValueError):
    """What is wrong and what to do, in a sentence or two."""


def read_object(body: bytes) -> dict[str, Any]:
    """The one object that the body is. Halves of surrogate pairs become U+FFFD. Raises JsonFault."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise JsonFault(
            f"The body is not UTF-8: byte {error.start} does not belong there. Encode it as UTF-8."
        ) from None
    if _depth(text) > MOST_DEPTH:
        raise JsonFault(f"The body is nested more than {MOST_DEPTH} levels deep. Nothing that we take needs so many.")
    try:
        found = json.loads(
            text, object_pairs_hook=_names_once, parse_constant=_refuse_constant, parse_float=_finite, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        raise JsonFault(f"The body is not JSON, from line {error.lineno}, column {error.colno}: {error.msg}.") from None
    if not isinstance(found, dict):
        raise JsonFault("The body is JSON, but not an object. Send one object, in braces.")
    whole: dict[str, Any] = _whole_characters(found)
    return whole


def _whole_characters(value: Any) -> Any:
    """`"\\ud800"` alone is JSON, but no text that can be kept or answered with."""
    if isinstance(value, str):
        return value if value.isascii() else _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole_characters(each) for each in value]
    if isinstance(value, dict):
        return {_whole_characters(name): _whole_characters(each) for name, each in value.items()}
    return value


def _depth(text: str) -> int:
    """How deep brackets nest outside of strings, told without going into them."""
    depth = deepest = 0
    in_string = escaped = False
    for sign in text:
        if escaped:
            escaped = False
        elif in_string:
            escaped = sign == "\\"
            in_string = sign != '"'
        elif sign == '"':
            in_string = True
        elif sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest


def _names_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise JsonFault(f"The name {json.dumps(name)[:80]} stands more than once in one object. Leave it in once.")
        found[name] = value
    return found


def _refuse_constant(name: str) -> float:
    raise JsonFault(f"{name} is not JSON. Leave the value out, or send a number.")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise JsonFault(f"The number {digits[:40]} is too large. Send a smaller one.")
    return value


def _whole(digits: str) -> int:
    if len(digits) > 20:
        raise JsonFault(f"The number {digits[:20]}… is too large. Send a smaller one.")
    return int(digits)
