"""One file of content, mended; and that it still says the same."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel

from portal.library.mending.edits import Edit, edited
from portal.library.mending.plain_lines import (
    body_without_trailing_space,
    fields_without_trailing_space,
    with_last_end,
    with_plain_ends,
)
from portal.library.mending.values import value_edits, without_tabs
from portal.library.rendered import RenderFault, Request
from portal.library.renderer import Renderer
from portal.library.yaml_nodes import MappingNode, plain_data
from portal.library.yaml_reading import read_yaml

_FENCE = "---"
_CODE = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_UNSEEN = re.compile(r"[ \t]+(?=\n|</|<br|$)")


@dataclass(frozen=True, slots=True)
class MendedText:
    """`before` has plain line ends already, so that what is different in words can be shown; `what` names all."""

    before: str
    after: str
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileKind:
    """How a file is read: `has_body` for pages, `attribute_lists` as portal.library.renderer has it."""

    source: str
    model: type[BaseModel]
    has_body: bool
    attribute_lists: bool = True


def mended(data: bytes, kind: FileKind, links: Iterable[Edit], renderer: Renderer) -> MendedText | None:
    """None where the file cannot be understood even when mended; then it is better left alone.

    `links` are edits of its body as it is with plain line ends. Raises OtherTextError where they are of another body.
    """
    plain = with_plain_ends(data)
    if plain is None:
        return None
    before, what = plain
    parts = _apart(before, kind)
    if parts is None:
        return None
    opening, written, closing, body = parts
    fences = f"{_FENCE}\n" if opening else "", f"{_FENCE}\n" if closing.endswith("\n") else closing.rstrip()
    if fences != (opening, closing):
        opening, closing = fences
        what.append("spaces after the lines `---` around its fields are gone")
    fields = _fields(written, kind, what)
    if fields is None:
        return None
    body = _body(body, list(links), kind, renderer, what)
    after = with_last_end(opening + fields + closing + body)
    if not (body or closing or fields).endswith("\n") and after.endswith("\n") and not before.endswith("\n"):
        what.append("its last line ends")
    return MendedText(before, after, tuple(what))


def _apart(text: str, kind: FileKind) -> tuple[str, str, str, str] | None:
    """The opening line, the fields, the closing line, the body; joined they are the text."""
    if not kind.has_body:
        return "", text, "", ""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return None
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        return None
    fields = "".join(f"{line}\n" for line in lines[1:end])
    rest = "\n".join(lines[end + 1 :])
    return f"{lines[0]}\n", fields, f"{lines[end]}\n" if end + 1 < len(lines) else lines[end], rest


def _fields(written: str, kind: FileKind, what: list[str]) -> str | None:
    """Each kind of mending is kept only if what the fields say is the same after it. None where they cannot be read."""
    root = _read(written, kind)
    if "\t" in written:
        spaced = without_tabs(written)
        found = _read(spaced, kind)
        if found is not None and (root is None or plain_data(found) == plain_data(root)) and spaced != written:
            written, root = spaced, found
            what.append("tabs between its fields are spaces")
    if root is None:
        return None
    stripped = fields_without_trailing_space(written)
    if stripped != written and _means(stripped, kind) == plain_data(root):
        written, root = stripped, _read(stripped, kind) or root
        what.append("spaces at the ends of lines between its fields are gone")
    edits = value_edits(written, 1, root, kind.model, kind.source)
    if edits:
        changed = edited(written, edits)
        if _read(changed, kind) is not None and _same_but(root, changed, kind, edits):
            what += (edit.what for edit in sorted(edits))
            return changed
    return written


def _read(fields: str, kind: FileKind) -> MappingNode | None:
    root, problems = read_yaml(fields, kind.source)
    return None if problems else root


def _means(fields: str, kind: FileKind) -> object:
    root = _read(fields, kind)
    return None if root is None else plain_data(root)


def _same_but(root: MappingNode, changed: str, kind: FileKind, edits: list[Edit]) -> bool:
    """Whether nothing but what the edits name is another value."""
    new_values = {edit.old: edit.new.strip('"') for edit in edits}

    def as_meant(data: object) -> object:
        if isinstance(data, dict):
            return {key: as_meant(value) for key, value in data.items()}
        if isinstance(data, list):
            return [as_meant(value) for value in data]
        return new_values.get(str(data), data)

    return as_meant(plain_data(root)) == as_meant(_means(changed, kind))


def _body(body: str, links: list[Edit], kind: FileKind, renderer: Renderer, what: list[str]) -> str:
    """Each kind of mending is kept only if readers see the same after it."""
    if links:
        relinked = edited(body, links)
        if _looks_the_same(body, relinked, kind, renderer):
            body = relinked
            what += (edit.what for edit in sorted(links))
    stripped = body_without_trailing_space(body)
    if stripped != body and _looks_the_same(body, stripped, kind, renderer):
        body = stripped
        what.append("spaces at the ends of lines of its text are gone")
    return body


def _looks_the_same(before: str, after: str, kind: FileKind, renderer: Renderer) -> bool:
    """Where links lead is left aside."""
    requests = [Request(text, kind.attribute_lists) for text in (before, after)]
    was, now = renderer.render_all(requests)
    if isinstance(was, RenderFault) or isinstance(now, RenderFault):
        return False
    return (_seen(was.html), was.headings, len(was.links)) == (_seen(now.html), now.headings, len(now.links))


def _seen(html: str) -> list[str]:
    """Spaces before the end of a line or of an element show nowhere but in code."""
    parts = _CODE.split(html)
    return [part if part.startswith("<pre") else _UNSEEN.sub("", part) for part in parts]
