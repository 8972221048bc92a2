"""What every page must keep to: its owner, its dates, its language, its old addresses."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from portal.library.addresses import is_alias
from portal.library.entries import Entry, Names
from portal.library.front_matter import Document
from portal.library.links import LinkMap, Place
from portal.library.pages import Page
from portal.library.problems import Problem
from portal.library.reserved_addresses import reserved_address
from portal.library.suggestions import choose_from, listed
from portal.library.survey import PUBLIC
from portal.library.yaml_nodes import scalars_in


def check_pages(entries: Iterable[Entry], names: Names, places: LinkMap, today: date) -> Iterator[Problem]:
    for entry in entries:
        if entry.page is not None:
            yield from _owner(entry.document, entry.page, names)
            yield from _dates(entry.document, entry.page, today)
            yield from _language(entry, entry.page, names, places)


def _owner(document: Document, page: Page, names: Names) -> Iterator[Problem]:
    if page.owner is None or not document.is_right("owner") or names.teams is None or names.responders is None:
        return
    if page.owner in names.leads:
        what = f"`{page.owner}` is a lead, and reports about a page go to the front line."
        yield document.problem(
            ("owner",), what, f"Name a team or a responder: {listed(names.teams + names.responders)}."
        )
    elif page.owner not in names.teams + names.responders:
        what = f"There is no team or responder `{page.owner}` in team.yml."
        yield document.problem(("owner",), what, choose_from(page.owner, names.teams + names.responders))


def _dates(document: Document, page: Page, today: date) -> Iterator[Problem]:
    if page.publish_on and page.expires_on and page.expires_on <= page.publish_on:
        what = f"The page would be gone on {page.expires_on}, before it appears on {page.publish_on}."
        yield document.problem(("expires_on",), what, "Make `expires_on` a later day than `publish_on`.")
    if page.review_by and page.review_by < today and not page.draft and document.is_right("draft"):
        what = f"The page was to be looked at again by {page.review_by}, and readers are told so."
        yield document.warning(("review_by",), what, "Read it, correct it, and set a new `review_by`.")


def _language(entry: Entry, page: Page, names: Names, places: LinkMap) -> Iterator[Problem]:
    if page.lang and names.languages is not None and page.lang not in names.languages:
        what = f"`{page.lang}` is not among the languages of site.yml."
        yield entry.document.problem(("lang",), what, choose_from(page.lang, names.languages))
    if not page.translation_of:
        return
    other = places.find(entry.file.source, page.translation_of)
    if other is None:
        near = places.suggest(entry.file.source, page.translation_of)
        remedy = f"Did you mean `{near}`?" if near else "Write the path from this file to the other page."
        yield entry.document.problem(("translation_of",), f"`{page.translation_of}` leads to no page.", remedy)
    elif other.page is not None and names.languages and _both_say_their_language(entry, other):
        default = names.languages[0]
        if (page.lang or default) == (other.page.lang or default):
            what = "The page and the one it translates are in the same language."
            yield entry.document.problem(("translation_of",), what, "Say with `lang:` which language this page is in.")
        elif page.lang and page.lang in names.languages[1:] and entry.file.is_public:
            original = posixpath.normpath(posixpath.join(posixpath.dirname(entry.file.source), page.translation_of))
            place = original.replace(f"{PUBLIC}/", f"{PUBLIC}/{page.lang.lower()}/", 1)
            what = "Readers do not find the page as a translation: it lies among those of the first language."
            remedy = f"Move it to `{place}`, with nothing but its words."
            yield entry.document.warning(("translation_of",), what, remedy)


def _both_say_their_language(entry: Entry, other: Place) -> bool:
    return entry.document.is_right("lang") and other.is_sure_of("lang")


def aliases_of(entry: Entry) -> Iterator[str]:
    """The old addresses of a page. Where they are wrong or misspelt, all that may have been meant to be one."""
    if entry.page is not None and entry.document.is_right("aliases"):
        yield from entry.page.aliases
    elif entry.document.fields is not None:
        yield from (text for text in scalars_in(entry.document.fields) if is_alias(text))


def check_aliases(entries: Iterable[Entry], taken: Mapping[str, str]) -> Iterator[Problem]:
    """`taken` maps the addresses of pages and assets to their sources."""
    owners = {address.rstrip("/"): source for address, source in taken.items()}
    for entry in entries:
        for number, alias in enumerate(entry.page.aliases if entry.page else ()):
            if not entry.document.is_right("aliases", number):
                continue
            fault = _alias_fault(alias, owners)
            if fault:
                yield entry.document.problem(("aliases", number), *fault)
            else:
                owners[alias.rstrip("/")] = entry.file.source


def _alias_fault(alias: str, owners: Mapping[str, str]) -> tuple[str, str] | None:
    if not is_alias(alias):
        return f"`{alias}` is not an old address.", "Write a path from the root, such as `/old-page/`."
    reserved = reserved_address(alias)
    if reserved:
        return f"The address `{alias}` is taken by {reserved}.", "Remove it."
    owner = owners.get(alias.rstrip("/"))
    if owner:
        return f"The address `{alias}` already leads to {owner}.", "Remove it here or there."
    return None
