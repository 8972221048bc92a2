"""What sitemap.xml lists: every page, and of a page in several languages each of them with the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.site.addresses import page_addresses
from portal.site.other_languages import alternates, in_every_language
from portal.site.public_site import PublicSite


@dataclass(frozen=True, slots=True)
class SiteMap:
    """`alternates` are tags and paths (the page's own and `x-default` among them), by address."""

    addresses: tuple[str, ...]
    alternates: Mapping[str, Sequence[tuple[str, str]]]


def site_map(view: PublicSite, beside: Sequence[str]) -> SiteMap:
    """Of the site in its first language, with the addresses `beside` its pages. What is no translation is left out."""
    pages = page_addresses(view)
    if not view.others:
        return SiteMap((*pages, *beside), {})
    found = [[*alternates(in_every_language(view, path), view.language)] for path in pages]
    same = {path: languages for languages in found for _, path in languages}
    translated = [path for path in same if path not in pages]
    return SiteMap((*pages, *beside, *translated), same)
