"""A script as it is written, its placeholders and passages marked and explained. Escaped; never rendered."""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from portal.library.script_checks import PLACEHOLDERS

_MARKED = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}|\[\[([^\[\]]{1,500})\]\]")

MEANINGS = {
    "customer_name": "the name the customer gave",
    "reference": "the report’s reference",
    "responder_name": "your display name",
    "organisation": "our name",
    "due": "when the next promise on the report is due",
}


@dataclass(frozen=True, slots=True)
class MarkedText:
    """`html` has each passage in <mark> and each placeholder in <code>; both are listed in their order, each once."""

    html: Markup
    placeholders: tuple[tuple[str, str], ...]
    passages: tuple[str, ...]


def marked_text(markdown: str) -> MarkedText:
    parts, end = [], 0
    names: dict[str, None] = {}
    passages: dict[str, None] = {}
    for found in _MARKED.finditer(markdown):
        parts.append(escape(markdown[end : found.start()]))
        if found[1]:
            names[found[1]] = None
            parts.append(Markup("<code>{}</code>").format(found[0]))
        else:
            passages[found[2].strip()] = None
            parts.append(Markup("<mark>{}</mark>").format(found[0]))
        end = found.end()
    parts.append(escape(markdown[end:]))
    explained = tuple((name, MEANINGS[name]) for name in names if name in PLACEHOLDERS)
    return MarkedText(Markup("").join(parts), explained, tuple(passages))
