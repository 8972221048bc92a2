"""Pages that were only a list, which their generator filled in: the list is written out. Pure."""

import posixpath
from collections.abc import Mapping

from portal.library.importing.converting import ConvertedPage
from portal.library.importing.old_addresses import is_index


def with_lists(pages: Mapping[str, ConvertedPage], source_of: Mapping[str, str]) -> None:
    """Each index without a text names the pages of its folder. Links are written as those of the tree."""
    by_folder: dict[str, list[ConvertedPage]] = {}
    for page in pages.values():
        folder = posixpath.dirname(page.path)
        if page.is_index:
            folder = posixpath.dirname(folder) if folder else "\0"
        by_folder.setdefault(folder, []).append(page)
    for page in pages.values():
        if not page.is_empty:
            continue
        folder = posixpath.dirname(page.path)
        stem = posixpath.splitext(page.path)[0]
        below = by_folder.get(folder if is_index(stem) else stem, [])
        shown = [each for each in below if each is not page and (page.draft or not each.draft)]
        if not shown:
            page.text.tell_line(1, "The page has no text.", "Write it, or take the page away.")
            continue
        lines = [f"- [{_escaped(each.title)}](<{posixpath.relpath(each.path, folder or '.')}>)" for each in shown]
        page.text.take_lines([(1, line) for line in lines])
        page.text.tell_line(1, "The page was a list that made itself.", "The list is written out; keep it up by hand.")


def _escaped(title: str) -> str:
    return title.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
