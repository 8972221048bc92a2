"""What the search knows of each page: its words, what kind of page it is, and other words for the same things.

It reads pages made for it alone, so that figures and times do not make a new index, and words that only help to find
are neither shown nor read aloud.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from re import Pattern

from portal import paths
from portal.languages.messages import N_, _
from portal.languages.speaking import speaking
from portal.library.pages import Choice, Commitment, Limitation, Page, Topic
from portal.promises.target_words import target_in_words
from portal.site import words
from portal.site.other_languages import IN_EVERY_LANGUAGE
from portal.site.public_site import PublicSite

_LISTS = (
    (
        N_("How we handle what goes wrong"),
        paths.HOW_WE_HANDLE,
        N_("Each thing that can go wrong, and which of three ways we meet it."),
    ),
    (
        N_("How we keep our promises"),
        paths.SCORECARD,
        N_("The scorecard: kept and missed, with counts, month by month."),
    ),
    (N_("What changed"), paths.WHAT_CHANGED, N_("Every change of a page, the newest first.")),
)
# How much a word counts, where an ordinary one in the text counts 1.
_IN_TITLE, _IN_SUMMARY, _IN_PASSING = 7, 3, 0.3


def search_documents(view: PublicSite) -> tuple[tuple[str, str], ...]:
    """The address and HTML of each live page and of the pages that make themselves."""
    with speaking(view.language):
        return tuple(_documents(view))


def _documents(view: PublicSite) -> Iterator[tuple[str, str]]:
    groups = _groups(view.site.synonyms)
    for page in view.pages.all():
        if page.path != view.address(paths.HOME) and (not view.folder or view.is_translated(page)):
            kind = _(words.KINDS[page.kind][0])
            lang = page.lang or view.language
            yield page.path, _document(page.title, kind, page.summary, _body(page), lang, groups)
    for title, path, summary in _LISTS:
        if path in IN_EVERY_LANGUAGE or not view.folder:
            where = view.address(path) if path in IN_EVERY_LANGUAGE else path
            yield where, _document(_(title), _("Page"), _(summary), "", view.language, groups)


def _document(
    title: str, kind: str, summary: str, body: str, lang: str, groups: Mapping[Pattern[str], tuple[str, ...]]
) -> str:
    return (
        f'<!doctype html><html lang="{escape(lang)}"><head><title>{escape(title)}</title></head>'
        f'<body data-pagefind-body><data data-pagefind-meta="kind:{escape(kind)}"></data>'
        f'<data data-pagefind-meta="summary[data-words]" data-words="{escape(summary)}"></data>'
        f'<h1>{escape(title)}</h1><p data-pagefind-weight="{_IN_SUMMARY}">{escape(summary)}</p>'
        f"{_other_words(groups, title, summary, body)}{body}</body></html>"
    )


def _other_words(groups: Mapping[Pattern[str], tuple[str, ...]], title: str, summary: str, body: str) -> str:
    """They weigh as much as the words for which they stand."""
    parts = ((title, _IN_TITLE), (summary, _IN_SUMMARY), (body, _IN_PASSING))
    found = []
    for text, weight in parts:
        said = text.casefold()
        also = " ".join(word for pattern, group in groups.items() if pattern.search(said) for word in group)
        found.append(f'<p data-pagefind-weight="{weight}">{escape(also)}</p>' if also else "")
    return "".join(found)


def _body(page: Page) -> str:
    lines = [*_field_lines(page)]
    symptoms = " ".join(page.symptoms) if isinstance(page, Limitation) else ""
    return (
        "".join(f"<p>{escape(line)}</p>" for line in lines)
        + f'<p data-pagefind-weight="2">{escape(symptoms)}</p>'
        + page.body.html
    )


def _field_lines(page: Page) -> Iterator[str]:
    match page:
        case Commitment():
            yield target_in_words(page.target)
            yield page.remedy
        case Limitation():
            yield page.workaround
            yield page.instead
        case Topic():
            yield page.says
    if isinstance(page, Choice):
        for effects in (page.costs, page.benefits):
            yield from (*effects.customer, *effects.us, *effects.team)
        yield from page.prevent


def _groups(synonyms: tuple[tuple[str, ...], ...]) -> dict[Pattern[str], tuple[str, ...]]:
    """A pattern for any word of a group, and the whole group."""
    return {
        re.compile(rf"\b(?:{'|'.join(re.escape(word.casefold()) for word in group)})\b"): group
        for group in synonyms
        if group
    }
