"""What must be right of the ways to reach us: whose hours they keep, and how a weakness of the site is told."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from portal import paths
from portal.library.addresses import is_mail_address
from portal.library.front_matter import Document
from portal.library.links import LinkMap
from portal.library.pages import Commitment, Page
from portal.library.problems import Problem
from portal.library.site_file import Security, SiteFile
from portal.library.suggestions import choose_from, nearest
from portal.library.survey import PUBLIC

SOON = timedelta(days=30)
FAR_AHEAD = timedelta(days=366)
"""RFC 9116 §2.5.5 advises less than a year; a leap year is not held against anybody."""
_PHONE = re.compile(r"tel:\+[0-9][0-9-]{4,30}")
_WHERE = "security"


def check_ways_to_us(
    document: Document, site: SiteFile, calendars: Sequence[str] | None, places: LinkMap
) -> Iterator[Problem]:
    """`calendars` are the names in site.yml; None where these cannot be told."""
    named = site.fallback_contact.calendar
    if named and calendars is not None and named not in calendars and document.is_right("fallback_contact", "calendar"):
        remedy = choose_from(named, calendars, "Add one to `calendars`, or remove the line.")
        yield document.problem(("fallback_contact", "calendar"), f"There is no calendar `{named}` in site.yml.", remedy)
    if site.security:
        yield from _contacts(document, site.security)
        yield from _expiry(document, site.security, places)
        yield from _policy(document, site.security, places)


def calendars_told(pages: Iterable[Page | None], site: SiteFile | None) -> set[str]:
    """By name: those in whose hours somebody is there to be reached, and those that a promise on a page counts by."""
    named = {page.calendar for page in pages if isinstance(page, Commitment) and page.target.working}
    named.add(site.fallback_contact.calendar if site else None)
    return {name for name in named if name}


def data_of_promises_and_hours(calendars: Iterable[str]) -> tuple[str, ...]:
    """The addresses of data that a page may link to beside other pages: the promises, and the hours of `calendars`."""
    return (paths.COMMITMENTS_JSON, paths.COMMITMENTS_SCHEMA, *(paths.opening_hours(name) for name in calendars))


def contact_address(written: str) -> str | None:
    """The address of a contact as RFC 9116 §2.5.3 wants it, `mailto:` before a mail address; None for what is none."""
    text = written.strip()
    if is_mail_address(text.removeprefix("mailto:")):
        return f"mailto:{text.removeprefix('mailto:')}"
    return text if _PHONE.fullmatch(text) or is_secure_address(text) else None


def is_secure_address(text: str) -> bool:
    """Whether it is one `https://` address of plain characters."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme == "https" and bool(host) and text.isascii() and text.isprintable() and " " not in text


def public_page(path: str) -> str:
    """The source of a page that is named by its path in `public`."""
    return f"{PUBLIC}/{path.strip().removeprefix('/')}"


def _contacts(document: Document, security: Security) -> Iterator[Problem]:
    for number, written in enumerate(security.contact):
        keys = (_WHERE, "contact", number) if document.is_list((_WHERE, "contact")) else (_WHERE, "contact")
        if document.is_right(*keys) and contact_address(written) is None:
            what = f"`{written}` is no way to tell us of a weakness."
            remedy = "Write a mail address, an address with https:// or a number such as tel:+44-1632-960142."
            yield document.problem(keys, what, remedy)


def _expiry(document: Document, security: Security, places: LinkMap) -> Iterator[Problem]:
    if not document.is_right(_WHERE, "expires"):
        return
    keys, today = (_WHERE, "expires"), places.today
    if security.expires < today:
        # A day that passes must never stop a build: there may be something more urgent to publish.
        what = f"What security.txt says could be relied on until {security.expires}, so nobody trusts it any more."
        yield document.warning(keys, what, "See that it still holds, and set a new `expires` within a year.")
    elif security.expires <= today + SOON:
        what = f"What security.txt says can be relied on only until {security.expires}."
        yield document.warning(keys, what, "See that it still holds, and set a new `expires` within a year.")
    elif security.expires > today + FAR_AHEAD:
        what = f"Nobody can know what holds until {security.expires}; security.txt is trusted for a year at most."
        yield document.warning(keys, what, "Set `expires` to a day within a year.")


def _policy(document: Document, security: Security, places: LinkMap) -> Iterator[Problem]:
    if not security.policy or is_secure_address(security.policy) or not document.is_right(_WHERE, "policy"):
        return
    place = places.places.get(public_page(security.policy))
    fault = ("leads to no page of `public`", "") if place is None or not place.is_page else _hidden(place.page)
    if fault:
        pages = (name.removeprefix(f"{PUBLIC}/") for name, each in places.places.items() if each.is_page)
        near = None if fault[1] else nearest(security.policy, pages)
        suggestion = f"Did you mean `{near}`?" if near else "Write its path, such as `policies/weaknesses.md`."
        remedy = fault[1] or suggestion
        yield document.problem((_WHERE, "policy"), f"`{security.policy}` {fault[0]}.", remedy)


def _hidden(page: Page | None) -> tuple[str, str] | None:
    if page is not None and page.draft:
        return "is a draft, which readers cannot see", "Publish that page, or name another."
    return None
