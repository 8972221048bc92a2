"""Addresses of the rooms in which pages are edited. A page is named by its file below content/, without its ending."""

from urllib.parse import urlencode

ROOT = "/desk/pages"
NEW = ROOT + "/new"
DRAFTS = ROOT + "/drafts"
PROPOSED = ROOT + "/proposed"
PUBLICATIONS = ROOT + "/publications"
OF_PAGE = ROOT + "/of/"


def page(source: str) -> str:
    """The history of a page, and what can be begun with it; `source` is such as `content/public/about.md`."""
    return OF_PAGE + source.removeprefix("content/").removesuffix(".md")


def source_of(name: str) -> str:
    """The other way round, of what stands in an address. It may be anything that somebody typed."""
    return f"content/{name}.md"


def draft(draft_id: int) -> str:
    return f"{DRAFTS}/{draft_id}"


def publish(draft_id: int) -> str:
    """What would change, before it is published."""
    return f"{DRAFTS}/{draft_id}/publish"


def publication(publication_id: int) -> str:
    return f"{PUBLICATIONS}/{publication_id}"


def searched(words: str) -> str:
    return f"{ROOT}?{urlencode({'q': words})}"
