"""The document of a page that is known to be right: its file is read only if something is to be said of a place."""

from pathlib import Path

from portal.library.front_matter import Document, page_document
from portal.library.problems import Problem
from portal.library.source_text import read_source
from portal.library.yaml_nodes import Keys, MappingNode

_keep = object.__setattr__
_NOTHING: frozenset[Keys] = frozenset()


class UnreadDocument(Document):
    """The fields and the body of the page in the file at `path`, which had no problem when it was read."""

    __slots__ = ("_found", "_path")
    _path: str
    _found: Document | None

    def __init__(self, source: str, path: str) -> None:
        _keep(self, "source", source)
        _keep(self, "wrong", _NOTHING)
        _keep(self, "has_body", True)
        _keep(self, "_path", path)
        _keep(self, "_found", None)

    @property
    def fields(self) -> MappingNode | None:
        return self._read().fields

    @property
    def body(self) -> str:
        return self._read().body

    @property
    def body_line(self) -> int:
        return self._read().body_line

    def _read(self) -> Document:
        found = self._found
        if found is None:
            text = read_source(Path(self._path), self.source)
            found = Document(self.source, None) if isinstance(text, Problem) else page_document(text, self.source)[0]
            _keep(self, "_found", found)
        return found
