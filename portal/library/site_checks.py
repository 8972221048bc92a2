"""What must be right in site.yml beyond the types of its fields."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from portal.library.addresses import is_mail_address
from portal.library.front_matter import Document
from portal.library.problems import Problem
from portal.library.site_file import SiteFile
from portal.library.theme_checks import check_theme

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def check_site(document: Document, site: SiteFile) -> Iterator[Problem]:
    yield from _addresses(document, site)
    yield from _severities(document, site)
    yield from _synonyms(document, site)
    for number, language in enumerate(site.languages):
        if document.is_right("languages", number) and not _LANGUAGE.fullmatch(language):
            remedy = "Use a code such as `en`, `cy` or `pt-BR`."
            yield document.problem(("languages", number), f"`{language}` is not a language.", remedy)
    contact = site.fallback_contact
    ways = (("fallback_contact", "phone"), ("fallback_contact", "mail"))
    if not contact.phone and not contact.mail and all(document.is_right(*way) for way in ways):
        remedy = "Add `phone:` or `mail:`; people turn here when the form cannot help."
        yield document.problem(("fallback_contact",), "Nobody can be reached this way.", remedy)
    if contact.mail and not is_mail_address(contact.mail):
        what = f"`{contact.mail}` is not exactly one mail address."
        yield document.problem(("fallback_contact", "mail"), what, "Write one, such as help@example.org.")
    yield from check_theme(document, site)


def _addresses(document: Document, site: SiteFile) -> Iterator[Problem]:
    for name, url in (("base_url", site.base_url), ("service_url", site.service_url)):
        if url and document.is_right(name) and not _is_web_address(url):
            remedy = "Write it with https:// and without a query, such as https://help.example.org."
            yield document.problem((name,), f"`{url}` is not a web address.", remedy)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        return False
    clean = not any(c.isspace() or c in "<>\"'" for c in url)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and port_is_right and clean and not parts.query


def _synonyms(document: Document, site: SiteFile) -> Iterator[Problem]:
    for number, group in enumerate(site.synonyms):
        if document.is_right("synonyms", number) and len(set(map(str.casefold, group))) < 2:
            what = "A word stands alone here, and means the same as no other."
            yield document.problem(("synonyms", number), what, "Write at least two, such as `[bill, invoice]`.")


def _severities(document: Document, site: SiteFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, severity in enumerate(site.severities):
        if not document.is_right("severities", number, "key"):
            continue
        if severity.key in seen or severity.key == "all":
            why = "stands for every severity" if severity.key == "all" else "is the key of another severity already"
            yield document.problem(
                ("severities", number, "key"), f"`{severity.key}` {why}.", "Give this one another key."
            )
        seen.add(severity.key)
