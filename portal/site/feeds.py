"""Changes as feeds: Atom (RFC 4287) and JSON Feed 1.1. The same changes give the same bytes."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from portal.languages.messages import _
from portal.site.page_histories import Change

ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"
ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"


def atom(
    changes: Sequence[Change], *, title: str, author: str, public_address: str, page: str, feed: str, zone: ZoneInfo
) -> bytes:
    """A feed of the newest of `changes`, which are not empty. `page` and `feed` are its addresses on the site."""
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed")
    _text(root, "id", public_address + page)
    _text(root, "title", title)
    _text(root, "updated", _instant(changes[0].on, zone))
    _link(root, public_address + feed, "self", ATOM_TYPE)
    _link(root, public_address + page, "alternate", "text/html")
    _text(ElementTree.SubElement(root, f"{{{_ATOM}}}author"), "name", author)
    for change in changes[:ENTRIES]:
        entry = ElementTree.SubElement(root, f"{{{_ATOM}}}entry")
        _text(entry, "id", public_address + change.address)
        _text(entry, "title", headline(change))
        _text(entry, "updated", _instant(change.on, zone))
        _link(entry, public_address + change.address, "alternate", "text/html")
        _text(entry, "summary", " ".join(change.sentences))
    ElementTree.indent(root, " ")
    xml: bytes = ElementTree.tostring(root, "utf-8", xml_declaration=True)
    return xml + b"\n"


def json_feed(
    changes: Sequence[Change], *, title: str, author: str, public_address: str, page: str, feed: str, zone: ZoneInfo
) -> bytes:
    """The same as JSON Feed."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": public_address + page,
        "feed_url": public_address + feed,
        "authors": [{"name": author}],
        "items": [
            {
                "id": public_address + change.address,
                "url": public_address + change.address,
                "title": headline(change),
                "content_text": " ".join(change.sentences),
                "date_published": _instant(change.on, zone),
            }
            for change in changes[:ENTRIES]
        ],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def headline(change: Change) -> str:
    """The page's title; where we promise less, the headline says so."""
    return _("%(title)s – we promise less than before", title=change.title) if change.is_weaker else change.title


def _instant(day: date, zone: ZoneInfo) -> str:
    """The beginning of the day in the site's zone, as RFC 3339 in UTC."""
    return f"{datetime.combine(day, time(), zone).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _text(parent: ElementTree.Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}").text = "".join(c for c in words if c >= " " or c in "\t\n")


def _link(parent: ElementTree.Element, address: str, relation: str, media_type: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}link", href=address, rel=relation, type=media_type)
