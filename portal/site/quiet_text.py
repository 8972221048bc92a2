"""An old text without what made it part of a living page."""

import nh3

_TAGS = {"p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "strong", "em", "br", "code", "pre"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}


def quiet_text(html: str) -> str:
    """The words alone, with their paragraphs, lists, tables and headings: an old link may lead nowhere today."""
    return nh3.clean(html, tags=_TAGS | _TABLES | _HEADINGS, attributes={})
