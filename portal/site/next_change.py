"""When a published page next changes by itself, with nobody editing it. DESIGN §6."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from portal import paths
from portal.library.pages import Commitment, Limitation, Page
from portal.site.public_site import PublicSite, alias_address

# Pages of these kinds name each other, so one appearing or going changes the rest; so do the lists.
_LINKED = ("commitments", "limitations", "topics")
_ADDRESSES_OF_ALL = (paths.HOME, paths.SITEMAP)


def next_change_at(address: str, everything: PublicSite) -> datetime | None:
    """The first instant (UTC) after `everything.at` at which the page at `address` reads differently; None if never.

    `everything` holds all public pages, live or not yet (`public_site` as it comes, not `live()`).
    """
    days = {day for page in everything.pages.all() for day in _days(address, page)}
    instants = [datetime.combine(day, time(), everything.zone).astimezone(UTC) for day in days]
    page = everything.by_path.get(address)
    if isinstance(page, Commitment) and (example := everything.example(page)):
        instants.append(example.changes_at)
    return min((instant for instant in instants if instant > everything.at), default=None)


def _days(address: str, page: Page) -> Iterator[date]:
    """The days at whose beginning `page` changes what stands at `address`."""
    own = page.path == address
    if own and page.review_by:
        yield page.review_by + timedelta(days=1)
    if own or _is_named_on(address, page):
        yield from (day for day in (page.publish_on, page.expires_on) if day)
        if isinstance(page, Commitment):
            yield page.effective_from
        if isinstance(page, Limitation):
            yield page.since


def _is_named_on(address: str, page: Page) -> bool:
    if address in _ADDRESSES_OF_ALL or address in map(alias_address, page.aliases):
        return True
    if page.kind in _LINKED:
        return address == paths.HOW_WE_HANDLE or any(address.startswith(f"/{kind}/") for kind in _LINKED)
    return address == f"/{page.kind}/"
