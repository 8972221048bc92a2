"""What people wrote, fit for a page: escaped, with web addresses made into links. Never Markdown, never HTML.

Line breaks stay in the text; the stylesheet keeps them (`white-space: pre-line`).
"""

import re

from markupsafe import Markup, escape

# Linear: no nested repetition, and a bound on the length.
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]{1,500}")
_ENDS_A_SENTENCE = ".,;:!?)]}…"


def linked(text: str) -> Markup:
    """The text as HTML. An address ends before the punctuation of its sentence."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(_ENDS_A_SENTENCE)
        parts.append(escape(text[end : found.start()]))
        parts.append(Markup('<a href="{0}" rel="nofollow noopener noreferrer">{0}</a>').format(address))
        end = found.start() + len(address)
    parts.append(escape(text[end:]))
    return Markup("").join(parts)
