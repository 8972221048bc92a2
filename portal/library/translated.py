"""A library as it is read in another language: its words where they are translated, everything else as it is."""

from collections.abc import Mapping
from typing import TypeVar

from portal import paths
from portal.library.by_identity import remembered
from portal.library.library import Library, PublicPages
from portal.library.pages import Limitation, Page
from portal.library.site_file import Severity, SiteFile
from portal.library.translations import LimitationWords, PageWords, TranslatedPages, word_fields

Kind = TypeVar("Kind", bound=Page)


@remembered(8)
def library_in(library: Library, language: str) -> Library:
    """The library for readers of `language`; the library itself for its first language and for one that it has not.

    Pages have their addresses in that language, and `lang` says in which one they are written: another where a page is
    not translated. Keys, targets, calendars, stances and all else that rules go by is that of the original.
    """
    if language not in library.site.languages[1:]:
        return library
    words = library.translations.get(language, TranslatedPages())
    return library.model_copy(
        update={
            "site": site_in(library.site, language),
            "public": pages_in(library.public, words, language, library.site.languages[0]),
        }
    )


def site_in(site: SiteFile, language: str) -> SiteFile:
    """Its words in `language`, where site.yml has them."""
    words = site.translations.get(language)
    if words is None:
        return site
    contact = site.fallback_contact
    return site.model_copy(
        update={
            "organisation": words.organisation or site.organisation,
            "tagline": words.tagline or site.tagline,
            "severities": tuple(_severity(severity, words.severities) for severity in site.severities),
            "fallback_contact": contact.model_copy(update={"hours": words.fallback_contact.hours or contact.hours}),
            "synonyms": words.synonyms,
        }
    )


def _severity(severity: Severity, translated: Mapping[str, object]) -> Severity:
    words = translated.get(severity.key)
    return severity.model_copy(update=dict(words)) if words else severity  # type: ignore[call-overload]


def pages_in(
    pages: PublicPages, words: TranslatedPages, language: str, first: str, *, with_drafts: bool = False
) -> PublicPages:
    """The pages as readers of `language` find them. `first` is the site's first language.

    `with_drafts`: a translation that is a draft is there as well, and so is the page a draft that it is shown on.
    """

    def of_kind(originals: Mapping[str, Kind], translations: Mapping[str, PageWords]) -> dict[str, Kind]:
        found = {slug: translations.get(slug) if with_drafts else live_words(translations, slug) for slug in originals}
        return {slug: _page(page, found[slug], language, first) for slug, page in originals.items()}

    return PublicPages.model_construct(
        free=of_kind(pages.free, words.free),
        commitments=of_kind(pages.commitments, words.commitments),
        limitations=of_kind(pages.limitations, words.limitations),
        topics=of_kind(pages.topics, words.topics),
        policies=of_kind(pages.policies, words.policies),
    )


def live_words(translations: Mapping[str, PageWords], slug: str) -> PageWords | None:
    """The translation of a page; None where there is none, or only a draft."""
    words = translations.get(slug)
    return None if words is None or words.draft else words


def _page(page: Kind, words: PageWords | None, language: str, first: str) -> Kind:
    own = {"path": paths.translated(page.path, language), "aliases": (), "lang": page.lang or first}
    if words is None:
        return page.model_copy(update=own)
    said = {name: getattr(words, name) for name in word_fields(type(words))}
    if isinstance(page, Limitation) and isinstance(words, LimitationWords):
        said["symptoms"] = (*page.symptoms, *words.symptoms)
    is_draft = page.draft or words.draft
    return page.model_copy(update={**own, **said, "body": words.body, "lang": language, "draft": is_draft})


def outdated_pages(pages: PublicPages, words: TranslatedPages) -> frozenset[str]:
    """The addresses of the originals that have changed since they were translated."""
    kinds = (
        (pages.free, words.free),
        (pages.commitments, words.commitments),
        (pages.limitations, words.limitations),
        (pages.topics, words.topics),
        (pages.policies, words.policies),
    )
    pairs = (
        (page, live_words(translations, slug)) for originals, translations in kinds for slug, page in originals.items()
    )
    return frozenset(page.path for page, found in pairs if found is not None and found.is_outdated)
