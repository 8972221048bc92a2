"""Files of a folder that do not become pages, and why. Pure."""

import posixpath
from dataclasses import dataclass

from portal.library.importing.generators import Generator
from portal.library.importing.source_tree import PAGE_ENDINGS

_TEMPLATE_FOLDERS = ("_includes", "_layouts", "_sass", "_data", "_plugins", "layouts", "archetypes")


@dataclass(frozen=True, slots=True)
class Why:
    """`is_page` is that it is Markdown, and could have been one."""

    what: str
    remedy: str
    is_page: bool


def why_no_page(path: str, generator: Generator) -> Why | None:
    """None for a file that becomes a page."""
    folders, name = posixpath.split(path)
    stem, ending = posixpath.splitext(name)
    if ending.lower() not in PAGE_ENDINGS:
        return Why("It is no page, and no page uses it.", "", is_page=False)
    root = generator.root_of(path)
    if root is None:
        places = ", ".join(f"`{name}`" for name, _ in generator.roots)
        what = f"It lies outside {places}, where {generator.name} looks for pages."
        return Why(what, "Import its folder too, if readers should see it.", is_page=True)
    if any(part in _TEMPLATE_FOLDERS for part in folders.split("/")):
        return Why(
            "It is a part of templates, not a page.", "Write what it says into the pages that need it.", is_page=True
        )
    if generator.name == "Docusaurus" and name.startswith("_"):
        return Why(
            "It is a part that other pages bring in.", "Write what it says into the pages that need it.", is_page=True
        )
    if generator.name == "GitBook" and stem.lower() == "summary":
        return Why("It is the list of contents of the old site.", "The lists here make themselves.", is_page=True)
    return None


def why_not_taken(path: str, asset_types: tuple[str, ...]) -> Why:
    """Of a file that is no page."""
    ending = posixpath.splitext(path)[1].lower()
    if ending in asset_types:
        return Why("No page uses it.", "Copy it, if something else links to it.", is_page=False)
    return Why("It is neither a page nor a picture.", "", is_page=False)
