"""The small organisation with hostile names of all it has: people, skills, teams, topics, promises, scripts, drills."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml

from tests.hostile_words import FORMULAS, VECTORS
from tests.practices import dry_tap
from tests.workplaces import write_content

# What of a file is a key, a time or an address, and so no words.
_NO_WORDS = {
    *("key", "mail", "phone", "base_url", "time_zone", "calendar", "calendars", "hours", "shifts", "target"),
    *(
        "team",
        "teams",
        "owner",
        "topic",
        "topics",
        "severity",
        "responsibility",
        "stance",
        "indicator",
        "reopen_within",
    ),
}
_CHOICE = {"costs", "benefits"}
_WORDS = tuple(
    each for each in (*FORMULAS, *VECTORS) if each.isprintable() and each == each.strip() and "\u200b" not in each
)


def write_hostile_content(site_dir: Path) -> None:
    """As `write_content`, with a drill and a history of a page besides."""
    write_content(site_dir)
    words = cycle(_WORDS)
    content = site_dir / "content"
    drill = dry_tap()
    fields = {"title": drill.title, "summary": drill.summary, "topic": drill.topic, "severity": drill.severity}
    file = content / "desk" / "drills" / "dry-tap.md"
    _write_page(file, {**fields, "checklist": list(drill.checklist)}, drill.body.markdown)
    for file in sorted(content.rglob("*.yml")):
        data = yaml.safe_load(file.read_text("utf-8"))
        if file.name == "team.yml":
            for person in data["responders"].values():
                person["skills"] = [next(words), next(words)]
            data["responders"]["tom"]["coach"] = True
        file.write_text(yaml.safe_dump(_hostile(data, words), allow_unicode=True), "utf-8")
    for file in sorted(content.rglob("*.md")):
        _, written, body = file.read_text("utf-8").split("---\n", 2)
        data = _hostile(yaml.safe_load(written), words)
        if file.stem == "refunds":
            data["history"] = [{"day": day, "words": next(words)} for day in ("2026-11-01", "2026-11-20")]
        _write_page(file, data, body)


def _write_page(file: Path, fields: dict[str, Any], body: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{yaml.safe_dump(fields, allow_unicode=True)}---\n{body}", "utf-8")


def _hostile(found: Any, words: Iterator[str], *, all_of_it: bool = False) -> Any:
    """The same with other words wherever there were some."""
    if isinstance(found, dict):
        return {
            key: value if key in _NO_WORDS and not all_of_it else _hostile(value, words, all_of_it=key in _CHOICE)
            for key, value in found.items()
        }
    if isinstance(found, list):
        return [_hostile(each, words) for each in found]
    return next(words) if isinstance(found, str) else found
