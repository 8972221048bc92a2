"""What was promised, in the language of the moment, as long as it is still what the published page says."""

from portal.acts.workplace import Workplace
from portal.languages.speaking import language
from portal.library.translations import TranslatedPages


def promise_as_read(workplace: Workplace, slug: str, said: str) -> str:
    """`said` is a promise's title or remedy as it was given.

    Where the page has changed since, or has changed since it was translated, it stays as it was given: a translation
    would tell of another promise.
    """
    page = workplace.library.public.commitments.get(slug)
    read = workplace.library_as_read.public.commitments.get(slug)
    if page is None or read is None or _is_translation_outdated(workplace, slug):
        return said
    return {page.title: read.title, page.remedy: read.remedy}.get(said, said)


def title_as_read(workplace: Workplace, slug: str) -> str:
    """What the page of a promise is called; the promise's name where the page is gone."""
    page = workplace.library.public.commitments.get(slug)
    return promise_as_read(workplace, slug, page.title) if page else slug.replace("-", " ")


def _is_translation_outdated(workplace: Workplace, slug: str) -> bool:
    words = workplace.library.translations.get(language(), TranslatedPages()).commitments.get(slug)
    return words is not None and words.is_outdated
