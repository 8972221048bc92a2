"""Values of YAML written so that nobody can misread them: times of day in quotes, days as year-month-day, no tabs."""

import re
from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from portal.library.field_meanings import field_at
from portal.library.mending.days import unmistakable_day
from portal.library.mending.edits import Edit
from portal.library.survey import SITE_FILE, TEAM_FILE
from portal.library.yaml_nodes import Keys, MappingNode, Node, ScalarNode, SequenceNode

_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_LEADING_TABS = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)
_TAB_AFTER_NAME = re.compile(r"^([ ]*(?:- )?[\w-]+:)[ ]*\t[ \t]*", re.MULTILINE)
_DAY_LENGTH_H = 24


def without_tabs(fields: str) -> str:
    """Tabs before a name become two spaces each, one after its colon becomes a space. What comes of it must be read."""
    spaced = _LEADING_TABS.sub(lambda found: found[0].replace("\t", "  "), fields)
    return _TAB_AFTER_NAME.sub(r"\1 ", spaced)


def value_edits(fields: str, first_line: int, root: MappingNode, model: type[BaseModel], source: str) -> list[Edit]:
    """The edits of `fields`, in which `root` was read; its first line has the number `first_line`."""
    starts = [0]
    for line in fields.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    edits = []
    for keys, scalar in _scalars(root, ()):
        changed = _changed(keys, scalar, model, source)
        if changed is None:
            continue
        new, what = changed
        offset = starts[scalar.line - first_line] + scalar.column - 1
        old = scalar.value
        if not scalar.plain:
            offset, new = offset + 1, new.strip('"')
        if fields.startswith(old, offset):
            edits.append(Edit(offset, old, new, what))
    return edits


def _changed(keys: Keys, scalar: ScalarNode, model: type[BaseModel], source: str) -> tuple[str, str] | None:
    if field_at(model, keys).kind is date:
        day = unmistakable_day(scalar.value)
        if day is None or day.isoformat() == scalar.value:
            return None
        return day.isoformat(), f"the day `{scalar.value}` is written as `{day.isoformat()}`"
    found = _TIME.fullmatch(scalar.value) if _holds_times(keys, source) else None
    if found is None or int(found[1]) > _DAY_LENGTH_H or (not scalar.plain and len(found[1]) == 2):
        return None
    time = f'"{found[1].zfill(2)}:{found[2]}"'
    return time, f"the time `{scalar.value}` is written as `{time}`"


def _holds_times(keys: Keys, source: str) -> bool:
    return (source == SITE_FILE and keys[0] == "calendars") or (source == TEAM_FILE and "shifts" in keys)


def _scalars(node: Node, keys: Keys) -> Iterator[tuple[Keys, ScalarNode]]:
    if isinstance(node, ScalarNode):
        yield keys, node
    elif isinstance(node, SequenceNode):
        for number, item in enumerate(node.items):
            yield from _scalars(item, (*keys, number))
    else:
        for key, (_, value) in node.entries.items():
            yield from _scalars(value, (*keys, key))
