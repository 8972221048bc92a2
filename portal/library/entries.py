"""What the checks that look across files work on: each page with its document, and the names that exist."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from portal.library.front_matter import Document
from portal.library.pages import Page, Topic
from portal.library.survey import PageFile
from portal.library.yaml_nodes import MappingNode, Node, ScalarNode, SequenceNode, node_at

Kind = TypeVar("Kind", bound=Page)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page's file and document; `page` has stand-ins at `document.wrong`, and is None where no field can be read."""

    file: PageFile
    document: Document
    page: Page | None


def of_kind(entries: Iterable[Entry], kind: type[Kind]) -> Iterator[tuple[Document, Kind]]:
    """The pages of a kind whose fields could be read, some of them perhaps with stand-ins."""
    return ((entry.document, entry.page) for entry in entries if isinstance(entry.page, kind))


@dataclass(frozen=True, slots=True)
class Names:
    """Names that pages may use, each in the order of its file. None: it cannot be told which there are.

    They are taken from the files as written, so that one wrong field elsewhere does not hide a wrong name here.
    """

    topics: tuple[str, ...]
    severities: tuple[str, ...] | None
    calendars: tuple[str, ...] | None
    teams: tuple[str, ...] | None
    responders: tuple[str, ...] | None
    leads: tuple[str, ...]
    languages: tuple[str, ...] | None
    skills: tuple[str, ...] | None


def names_in(files: Iterable[PageFile], site: Document | None, team: Document | None) -> Names:
    return Names(
        topics=tuple(file.slug for file in files if file.model is Topic),
        severities=_items(site, "severities", "key"),
        calendars=_keys(site, "calendars", if_absent=()),
        teams=_keys(team, "teams"),
        responders=_keys(team, "responders"),
        leads=_keys(team, "leads", if_absent=()) or (),
        languages=_scalars(site, "languages", if_absent=("en",)),
        skills=_skills(team),
    )


def _skills(team: Document | None) -> tuple[str, ...] | None:
    """What anybody in team.yml is trained for, or a lead is."""
    found: dict[str, None] = {}
    for group in ("responders", "leads"):
        people = _keys(team, group, if_absent=())
        if team is None or people is None or not all(team.is_right(group, key, "skills") for key in people):
            return None
        for key in people:
            node = node_at(team.fields, (group, key, "skills")) if team.fields else None
            names = _all_scalars(node.items) if isinstance(node, SequenceNode) else ()
            if isinstance(node, MappingNode):
                names = tuple(node.entries)
            elif isinstance(node, ScalarNode):
                names = (node.value.strip(),)
            if names is None:
                return None
            found |= dict.fromkeys(names)
    return tuple(sorted(found))


def _keys(document: Document | None, key: str, if_absent: tuple[str, ...] | None = None) -> tuple[str, ...] | None:
    node = _list_at(document, key)
    if node is None:
        return if_absent if _is_left_out(document, key) else None
    return tuple(node.entries) if isinstance(node, MappingNode) else None


def _items(document: Document | None, key: str, name: str) -> tuple[str, ...] | None:
    node = _list_at(document, key)
    if not isinstance(node, SequenceNode):
        return None
    return _all_scalars(node_at(item, (name,)) for item in node.items)


def _scalars(document: Document | None, key: str, if_absent: tuple[str, ...]) -> tuple[str, ...] | None:
    node = _list_at(document, key)
    if node is None:
        return if_absent if _is_left_out(document, key) else None
    return _all_scalars(node.items) if isinstance(node, SequenceNode) else None


def _list_at(document: Document | None, key: str) -> Node | None:
    return node_at(document.fields, (key,)) if document and document.fields else None


def _is_left_out(document: Document | None, key: str) -> bool:
    """Whether the file can be read and does without the field, and not only because its name is misspelt."""
    return document is not None and document.fields is not None and document.is_right(key)


def _all_scalars(nodes: Iterable[Node | None]) -> tuple[str, ...] | None:
    """None where one of them is no name: it cannot be told which name was meant."""
    names = list(nodes)
    scalars = tuple(name.value.strip() for name in names if isinstance(name, ScalarNode))
    return scalars if len(scalars) == len(names) else None
