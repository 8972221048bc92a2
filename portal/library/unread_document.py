"""The document of a page that is known to be right: its file is read only if something is to be said of a place."""

from functools import partial
from pathlib import Path

from portal.library.front_matter import Document, page_document
from portal.library.problems import Problem
from portal.library.source_text import read_source
from portal.library.yaml_nodes import MappingNode


class UnreadDocument(Document):
    """The fields and the body of the page in `file`, which had no problem when it was read."""

    __slots__ = ("_file", "_found")
    _file: Path
    _found: Document | None

    def __init__(self, source: str, file: Path) -> None:
        keep = partial(object.__setattr__, self)
        keep("source", source)
        keep("wrong", frozenset())
        keep("has_body", True)
        keep("_file", file)
        keep("_found", None)

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
            text = read_source(self._file, self.source)
            found = Document(self.source, None) if isinstance(text, Problem) else page_document(text, self.source)[0]
            object.__setattr__(self, "_found", found)
        return found
