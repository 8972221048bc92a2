"""Advice that its reader has judged not to fit is silenced: on a page or for the whole site, by its name.

A silencing that silences nothing is told, so that it does not hide what comes later.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set

from portal.library.front_matter import Document
from portal.library.problems import Problem
from portal.library.read_content import ReadContent

_COMES_AND_GOES = {"review-soon"}
"""Whether there is anything to silence depends on the day."""


def silenced(found: Iterable[Problem], content: ReadContent, not_looked_for: Set[str]) -> Iterator[Problem]:
    """What is left of the advice `found`, and the silencings that are of no use.

    `not_looked_for` are the names of advice that was not asked for this time.
    """
    untellable = not_looked_for | _COMES_AND_GOES
    given: defaultdict[str, set[str]] = defaultdict(set)
    everywhere: set[str] = set()
    document, site = content.site_document, content.site
    off = set(site.advice_off) if site and document and document.is_right("advice_off") else set()
    off_on = {
        entry.document.source: set(entry.page.advice_off)
        for entry in content.entries
        if entry.page is not None and entry.page.advice_off and entry.document.is_right("advice_off")
    }
    for each in found:
        given[each.path].add(each.advice)
        everywhere.add(each.advice)
        if each.advice not in off and each.advice not in off_on.get(each.path, ()):
            yield each
    if document is not None and site is not None:
        yield from _unused(document, site.advice_off, everywhere | untellable, off, "anywhere")
    for entry in content.entries:
        if entry.document.source in off_on and entry.page is not None:
            mine = off_on[entry.document.source]
            known = given[entry.document.source] | untellable
            yield from _unused(entry.document, entry.page.advice_off, known, mine, "here")


def _unused(document: Document, names: Iterable[str], of_use: Set[str], off: Set[str], where: str) -> Iterator[Problem]:
    for number, name in enumerate(names):
        if name in off and name not in of_use:
            at = ("advice_off", number) if document.is_list(("advice_off",)) else ("advice_off",)
            what = f"`{name}` is silenced, and there is nothing to silence {where}."
            yield document.warning(at, what, "Take it out of `advice_off`.")
