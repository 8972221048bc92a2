"""JSON Schemas of everything an editor writes, from the models that read it, for programs that help while typing.

JSON Schema draft 7, which these know best. It holds what one file can say alone; what needs the others is told by
`portal check`. DESIGN §4.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from portal.library.pages import FreePage, Page
from portal.library.site_file import SiteFile
from portal.library.survey import DESK_KINDS, PUBLIC_KINDS
from portal.library.team_file import TeamFile
from portal.library.translations import WORDS

DIALECT = "http://json-schema.org/draft-07/schema#"
_PUBLIC, _DESK = "content/public", "content/desk"
_LANGUAGE = "??"


def content_schemas() -> dict[str, dict[str, Any]]:
    """Each schema by its file's name."""
    return {name: schema_of(model) for name, (model, _) in _FILES.items()}


def files_of_schemas() -> dict[str, tuple[str, ...]]:
    """Which files of a site each schema is for, as patterns of paths from its folder."""
    return {name: patterns for name, (_, patterns) in _FILES.items()}


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """What an editor may write for `model`: its fields without those that we fill in."""
    schema = _without_ours(model.model_json_schema(ref_template="#/definitions/{model}"))
    parts = schema.pop("$defs", {})
    needed = {name: parts[name] for name in sorted(_referred(schema, parts))}
    return {"$schema": DIALECT, **schema, **({"definitions": needed} if needed else {})}


def _without_ours(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_ours(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {name: _without_ours(value) for name, value in schema.items() if name != "properties"}
    if "properties" in schema:
        written = {name: field for name, field in schema["properties"].items() if not _is_ours(field)}
        kept["properties"] = {name: _without_ours(field) for name, field in written.items()}
    return kept


def _is_ours(field: Any) -> bool:
    return isinstance(field, dict) and bool(field.get("internal"))


def _referred(schema: Any, parts: Mapping[str, Any]) -> set[str]:
    """The parts that the schema leads to, straight or through others."""
    found: set[str] = set()
    waiting = [schema]
    while waiting:
        for name in _references(waiting.pop()):
            if name not in found:
                found.add(name)
                waiting.append(parts[name])
    return found


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for each in schema:
            yield from _references(each)
    elif isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].rpartition("/")[2]
        for value in schema.values():
            yield from _references(value)


def _page_files() -> Iterator[tuple[type[BaseModel], tuple[str, ...]]]:
    kinds: tuple[type[Page], ...] = (FreePage, *PUBLIC_KINDS.values())
    for kind in kinds:
        below = f"{kind.kind}/**/*.md" if kind.kind else "*.md"
        yield kind, (f"{_PUBLIC}/{below}",)
        yield WORDS[kind], (f"{_PUBLIC}/{_LANGUAGE}/{below}",)
    for page in DESK_KINDS.values():
        yield page, (f"{_DESK}/{page.kind}/*.md",)


def _name(model: type[BaseModel]) -> str:
    """`Commitment` → `commitment.schema.json`, `PolicyWords` → `policy-words.schema.json`."""
    words = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in model.__name__).strip("-")
    return f"{words}.schema.json"


_FILES: Mapping[str, tuple[type[BaseModel], tuple[str, ...]]] = {
    "site.schema.json": (SiteFile, ("content/site.yml",)),
    "team.schema.json": (TeamFile, ("content/desk/team.yml",)),
    **{_name(model): (model, patterns) for model, patterns in _page_files()},
}
