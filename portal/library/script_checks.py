"""Scripts must be made personal, and may only use the names that can be filled in. DESIGN §1.3."""

import re
from collections.abc import Iterable, Iterator

from portal.library.entries import Entry
from portal.library.front_matter import Document
from portal.library.pages import Script
from portal.library.problems import Problem
from portal.library.suggestions import listed, nearest

PLACEHOLDERS = ("customer_name", "reference", "responder_name", "organisation", "due")

_PLACEHOLDER = re.compile(r"\{\{([^{}\n]*)\}\}")
_PERSONAL = re.compile(r"\[\[([^\[\]]*)\]\]")
_EDGE = re.compile(r"\{\{|\}\}|\[\[|\]\]")


def check_scripts(entries: Iterable[Entry]) -> Iterator[Problem]:
    for document in (entry.document for entry in entries if entry.file.model is Script and entry.document.has_body):
        yield from _placeholders(document)
        if not any(passage.strip() for passage in _PERSONAL.findall(document.body)):
            what = "The script holds nothing that must be made personal."
            remedy = "Add a passage such as `[[say back what you heard]]` for the responder to write."
            yield document.problem_in_body(0, what, remedy)


def _placeholders(document: Document) -> Iterator[Problem]:
    for found in _PLACEHOLDER.finditer(document.body):
        name = found[1].strip()
        if name in PLACEHOLDERS:
            continue
        near = nearest(name, PLACEHOLDERS)
        known = f"There are {listed(PLACEHOLDERS, 'and')}."
        remedy = f"Did you mean `{{{{{near}}}}}`? {known}" if near else known
        yield document.problem_in_body(found.start(), f"`{{{{{name}}}}}` cannot be filled in.", remedy)
    yield from _unclosed(document)


def _unclosed(document: Document) -> Iterator[Problem]:
    opened: re.Match[str] | None = None
    for edge in _EDGE.finditer(document.body):
        if edge[0] in ("{{", "[["):
            if opened:
                break
            opened = edge
        elif opened and (opened[0], edge[0]) in (("{{", "}}"), ("[[", "]]")):
            opened = None
        else:
            yield document.problem_in_body(edge.start(), f"`{edge[0]}` closes what was not opened.", "Remove it.")
            return
    if opened:
        closing = "}}" if opened[0] == "{{" else "]]"
        what = f"`{opened[0]}` is opened here and not closed."
        yield document.problem_in_body(opened.start(), what, f"Close it with `{closing}`.")
