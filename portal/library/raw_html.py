"""Finds what could act in a page's HTML: scripts, frames, event handlers, forms, inline styles.

nh3 reads the HTML as a browser would and serves as a detector only: nothing is taken out of a page.
"""

import re
import string
from dataclasses import dataclass

import nh3

_TAG_NAME = re.compile(r"<([a-zA-Z][^\s/<>]*)")
# In a drawing they set the attributes of what stands around them, addresses among these.
_SETTING_ATTRIBUTES = ("set", "animate", "animatetransform", "animatemotion")
_KIND_OF_TAG = {
    "script": "script",
    "iframe": "iframe",
    **dict.fromkeys(("frame", "frameset", "object", "embed", "applet", "portal"), "frame"),
    **dict.fromkeys(("form", "input", "button", "select", "textarea"), "form"),
    **dict.fromkeys(("style", "link"), "style"),
    **dict.fromkeys(("meta", "base", "html", "head", "body", "title", "template", "noscript"), "document"),
    **dict.fromkeys(_SETTING_ATTRIBUTES, "document"),
}
# What leads somewhere, or fetches something, and is not a link or a picture whose address is checked.
_FETCHING = ("srcdoc", "formaction", "srcset", "background", "ping", "poster", "cite", "longdesc")
_LINKING = ("href", "src", "xlink:href")
_CHECKED_OR_HARMLESS = ("\x1a", "#", "mailto:")
"""How the value of a link's attribute begins: with the mark of an address that is checked, or on the page itself."""
# What nh3 is to show us; it drops an address of any other scheme, and so does not tell of it.
_SCHEMES = {"javascript", "vbscript", "data", "blob", "file", "http", "https", "ftp", "mailto", "tel", "sms"}
_EVERY_ATTRIBUTE = set(string.ascii_lowercase)


@dataclass(frozen=True, slots=True, order=True)
class Acting:
    """`kind` is script, iframe, event-handlers, frame, form, style or document; `name` the tag's or attribute's."""

    kind: str
    name: str
    is_attribute: bool


def acting_parts(html: str) -> tuple[Acting, ...]:
    """What could act in `html`, each once, sorted; a link among it that readers see and whose address was not taken
    out to be checked (portal.library.rendering), because it is written as nobody writes links.
    """
    found: set[Acting] = set()

    def look(tag: str, attribute: str, value: str) -> None:
        if attribute.startswith("on"):
            found.add(Acting("event-handlers", attribute, is_attribute=True))
        elif attribute == "style":
            found.add(Acting("style", attribute, is_attribute=True))
        elif attribute in _FETCHING or (attribute in _LINKING and not value.startswith(_CHECKED_OR_HARMLESS)):
            found.add(Acting("document", attribute, is_attribute=True))

    tags = {name.lower() for name in _TAG_NAME.findall(html)}
    # Every tag is let through and every attribute is looked at, so what comes out holds the real tags and nothing else.
    seen = nh3.clean(
        html,
        tags=tags,
        clean_content_tags=set(),
        attributes={},
        generic_attribute_prefixes=_EVERY_ATTRIBUTE,
        attribute_filter=look,
        link_rel=None,
        url_schemes=_SCHEMES,
    )
    found |= {
        Acting(_KIND_OF_TAG[name.lower()], name.lower(), is_attribute=False)
        for name in _TAG_NAME.findall(seen)
        if name.lower() in _KIND_OF_TAG
    }
    # A tag that HTML forbids at this place is dropped by every reader, but it was meant to do something.
    misplaced = tags & {"html", "head", "body", "base", "meta", *_SETTING_ATTRIBUTES}
    found |= {Acting(_KIND_OF_TAG[tag], tag, is_attribute=False) for tag in misplaced}
    return tuple(sorted(found))
