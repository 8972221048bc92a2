"""The file of a page by itself: its fields, checked, and its body."""

from collections.abc import Sequence

from portal.library.entries import Entry
from portal.library.field_faults import typed
from portal.library.front_matter import Document, page_document
from portal.library.problems import Problem
from portal.library.source_text import text_of
from portal.library.survey import PageFile

_NOUNS = {
    "commitments": "a commitment",
    "limitations": "a limitation",
    "topics": "a topic",
    "policies": "a policy",
    "scripts": "a script",
    "guides": "a guide",
    "drills": "a drill",
    "": "a page",
}


def entry_of(file: PageFile, data: bytes | Problem) -> tuple[Entry, Sequence[Problem]]:
    """What the bytes of `file` say, or the problem that kept them from being read, and all that is wrong with it."""
    text = data if isinstance(data, Problem) else text_of(data, file.source)
    if isinstance(text, Problem):
        return Entry(file, Document(file.source, None, has_body=False), None), (text,)
    document, faults = page_document(text, file.source)
    given = {"slug": file.slug, "source": file.source, "path": file.address}
    checked = typed(document, file.model, _NOUNS[file.folder], given)
    return Entry(file, checked.document, checked.model), (*faults, *checked.problems)
