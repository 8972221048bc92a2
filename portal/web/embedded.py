"""Several pages of the library shown on one: their anchors must not meet."""

import re

from markupsafe import Markup

_TAG = re.compile(r"<[a-z][^<>]*>")
_ANCHOR = re.compile(r'(?<=\s)(id="|href="#)')


def embedded(html: str, slug: str) -> Markup:
    """The body of the page `slug` (Body.html), with its name before each id and before each link to one."""
    return Markup(_TAG.sub(lambda tag: _ANCHOR.sub(rf"\g<1>{slug}-", tag[0]), html))  # noqa: S704 - made by the library
