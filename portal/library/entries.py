"""What the checks that look across files work on: each page with its document, and the names that exist."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from portal.library.front_matter import Document
from portal.library.pages import Page, Topic
from portal.library.survey import PageFile
from portal.library.yaml_nodes import MappingNode, ScalarNode, SequenceNode, node_at

Kind = TypeVar("Kind", bound=Page)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page's file and document; `page` is None while its fields are wrong."""

    file: PageFile
    document: Document
    page: Page | None


def of_kind(entries: Iterable[Entry], kind: type[Kind]) -> Iterator[tuple[Document, Kind]]:
    """The pages of a kind whose fields are right."""
    return ((entry.document, entry.page) for entry in entries if isinstance(entry.page, kind))


@dataclass(frozen=True, slots=True)
class Names:
    """Names that pages may use, each in the order of its file. None: the file that lists them cannot be read.

    They are taken from the files as written, so that one wrong field elsewhere does not hide a wrong name here.
    """

    topics: tuple[str, ...]
    severities: tuple[str, ...] | None
    calendars: tuple[str, ...] | None
    teams: tuple[str, ...] | None
    responders: tuple[str, ...] | None
    leads: tuple[str, ...]
    languages: tuple[str, ...] | None


def names_in(files: Iterable[PageFile], site: Document | None, team: Document | None) -> Names:
    site_fields, team_fields = site.fields if site else None, team.fields if team else None
    return Names(
        topics=tuple(file.slug for file in files if file.model is Topic),
        severities=_items(site_fields, "severities", "key"),
        calendars=_keys(site_fields, "calendars", if_absent=()),
        teams=_keys(team_fields, "teams"),
        responders=_keys(team_fields, "responders"),
        leads=_keys(team_fields, "leads", if_absent=()) or (),
        languages=_scalars(site_fields, "languages", if_absent=("en",)),
    )


def _keys(root: MappingNode | None, key: str, if_absent: tuple[str, ...] | None = None) -> tuple[str, ...] | None:
    node = node_at(root, (key,)) if root else None
    if root is not None and node is None:
        return if_absent
    return tuple(node.entries) if isinstance(node, MappingNode) else None


def _items(root: MappingNode | None, key: str, name: str) -> tuple[str, ...] | None:
    node = node_at(root, (key,)) if root else None
    if not isinstance(node, SequenceNode):
        return None
    names = [node_at(item, (name,)) for item in node.items]
    return tuple(name.value.strip() for name in names if isinstance(name, ScalarNode))


def _scalars(root: MappingNode | None, key: str, if_absent: tuple[str, ...]) -> tuple[str, ...] | None:
    node = node_at(root, (key,)) if root else None
    if isinstance(node, SequenceNode):
        return tuple(item.value for item in node.items if isinstance(item, ScalarNode))
    return if_absent if root is not None and node is None else None
