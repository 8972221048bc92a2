"""What must be right in the words of site.yml in other languages."""

from collections.abc import Iterator

from portal.languages.catalogs import catalog_file, is_source
from portal.library.front_matter import Document
from portal.library.problems import Problem
from portal.library.site_file import SiteFile
from portal.library.suggestions import choose_from


def check_site_words(document: Document, site: SiteFile) -> Iterator[Problem]:
    if not document.is_right("languages"):
        return
    yield from _languages(document, site)
    if not document.is_right("severities"):
        return
    keys = tuple(severity.key for severity in site.severities)
    for tag, words in site.translations.items():
        at = ("translations", tag)
        if tag not in site.languages[1:] and document.is_right(*at):
            what = f"`{tag}` is no language of this site beside its first."
            remedy = choose_from(tag, site.languages[1:]) if site.languages[1:] else f"Add `{tag}` to `languages`."
            yield document.problem(at, what, remedy, of_key=True)
            continue
        for key in words.severities:
            if key not in keys:
                remedy = choose_from(key, keys)
                yield document.problem((*at, "severities", key), f"There is no severity `{key}`.", remedy, of_key=True)
    yield from _left_out(document, site)


def _languages(document: Document, site: SiteFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, tag in enumerate(site.languages):
        if tag.lower() in seen:
            what = f"`{tag}` stands among the languages twice."
            yield document.problem(("languages", number), what, "Remove it here or there.")
        elif len(site.languages) > 1 and not is_source(tag) and catalog_file(tag) is None:
            what = f"Our own words, such as those of menus and buttons, are not translated into `{tag}` yet."
            remedy = "They stand in English until portal/translations has a catalog of that language."
            yield document.warning(("languages", number), what, remedy)
        seen.add(tag.lower())


def _left_out(document: Document, site: SiteFile) -> Iterator[Problem]:
    """A severity that is said in another language than the rest of the form is one that customers cannot choose."""
    for tag in site.languages[1:]:
        words = site.translations.get(tag)
        missing = [each.key for each in site.severities if words is None or each.key not in words.severities]
        if missing and document.is_right("translations", tag):
            what = f"In `{tag}`, {len(missing)} of {len(site.severities)} severities are shown as they are."
            remedy = f"Say them under `translations: {tag}: severities:`, such as `{missing[0]}: {{label: …}}`."
            at = ("translations", tag) if words else ("languages",)
            yield document.warning(at, what, remedy)
