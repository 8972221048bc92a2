"""When a published page next changes by itself, with nobody editing it. DESIGN §6."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from portal import paths
from portal.library.pages import Commitment, Limitation, Page, Topic
from portal.site.known_causes import cause_changes
from portal.site.public_site import PublicSite, alias_address
from portal.site.shown_hours import years_change_at

# Pages of these kinds name each other, so one appearing or going changes the rest; so do the lists.
_LINKED = tuple(f"/{kind}/" for kind in ("commitments", "limitations", "topics"))
_ADDRESSES_OF_ALL = (paths.HOME, paths.SITEMAP, paths.SECURITY_TXT)

# Where a page is named, beside addresses, which begin with a slash.
_ON_ALL, _ON_LINKED = "all", "linked"


class NextChanges:
    """The next changes of a site's addresses. All pages are gone through once, however many addresses are asked about.

    `everything` holds all public pages, live or not yet (`public_site` as it comes, not `live()`).
    """

    def __init__(self, everything: PublicSite) -> None:
        self._everything = everything

    def at(self, address: str) -> datetime | None:
        """The same for a page in another language: there is nothing of its own that changes by itself."""
        site = next((site for site in self._everything.others if address.startswith(f"/{site.folder.lower()}/")), None)
        return self._at(site.path_of_original(address) if site else address)

    def _at(self, address: str) -> datetime | None:
        """The first instant (UTC) after the site's `at` when the page at `address` reads differently; None: never."""
        found = (self._ahead.get(where) for where in (address, *_groups_on(address)))
        instants = [instant for instant in found if instant]
        page = self._everything.by_path.get(address)
        if isinstance(page, Commitment) and (example := self._everything.example(page)):
            instants.append(example.changes_at)
        if address == paths.SEARCH:
            # It says as of which day it is.
            instants.append(self._midnight_after(self._everything.today))
        if address == paths.HOME or address.startswith(paths.OPENING_HOURS):
            # They say when we are open this year and the next.
            instants.append(years_change_at(self._everything))
        if address == paths.COMMITMENTS_JSON:
            instants.extend(self._history_ahead)
        if address.startswith(paths.WHAT_CHANGED) or address == paths.HOME or paths.PERMANENT.search(address) or page:
            instants.extend(self._history_ahead)
        if address == paths.HOME or isinstance(page, Topic):
            instants.extend(cause_changes(self._everything, page if isinstance(page, Topic) else None))
        return min((instant for instant in instants if instant > self._everything.at), default=None)

    @cached_property
    def _history_ahead(self) -> tuple[datetime, ...]:
        """When a version that is known already begins or ends, and when a change falls due that its page announces."""
        everything, today = self._everything, self._everything.today
        days = {day for version in everything.history.versions for day in (version.since, version.until) if day}
        days |= {entry.day for page in everything.pages.all() for entry in page.history}
        return tuple(self._midnight_after(day - timedelta(days=1)) for day in sorted(days) if day > today)[:1]

    def _midnight_after(self, day: date) -> datetime:
        midnight = datetime.combine(day + timedelta(days=1), time(), self._everything.zone)
        return midnight.astimezone(UTC)

    @cached_property
    def _ahead(self) -> Mapping[str, datetime]:
        """The first change ahead by address, and by the groups of pages that are named together."""
        first: dict[str, datetime] = {}
        for page in self._everything.pages.all():
            for where, day in _changes_by(page):
                instant = datetime.combine(day, time(), self._everything.zone).astimezone(UTC)
                if instant > self._everything.at:
                    first[where] = min(instant, first.get(where, instant))
        return first


def _changes_by(page: Page) -> Iterator[tuple[str, date]]:
    """Where the page changes what is read, each with a day at whose beginning it does."""
    if page.review_by:
        yield page.path, page.review_by + timedelta(days=1)
    folder = f"/{page.kind}/"
    named_on = {page.path, *map(alias_address, page.aliases), _ON_ALL, _ON_LINKED if folder in _LINKED else folder}
    for day in _days_of_appearance(page):
        yield from ((where, day) for where in named_on)


def _days_of_appearance(page: Page) -> Iterator[date]:
    yield from (day for day in (page.publish_on, page.expires_on) if day)
    if isinstance(page, Commitment):
        yield page.effective_from
    if isinstance(page, Limitation):
        yield page.since


def _groups_on(address: str) -> Iterator[str]:
    if address in _ADDRESSES_OF_ALL:
        yield _ON_ALL
    if address == paths.SEARCH or address.startswith(paths.WHAT_CHANGED):
        yield _ON_ALL
    if address in (paths.HOW_WE_HANDLE, paths.COMMITMENTS_JSON) or address.startswith(_LINKED):
        yield _ON_LINKED
