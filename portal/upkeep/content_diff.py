"""What a change of content means: page by page, who answers, how a year's reports would have fared. DESIGN §5."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from portal.acts.kept_under import Compared, Pair, kept_under, promised
from portal.errors import StoreError
from portal.library.routing_changes import RoutingChange, routing_changes
from portal.promises.wall_clock import zone_of
from portal.settings import Settings
from portal.site.library_changes import PageChange, page_changes
from portal.store import schema
from portal.store.engine import open_store
from portal.upkeep.compared_content import Side, year_before


@dataclass(frozen=True, slots=True)
class ContentDiff:
    """`fared` holds the promises whose clocks would run differently, by name; `reports` is how many were looked at.

    `no_reports` says why none were, and is empty where they could be.
    """

    was: Side
    now: Side
    pages: tuple[PageChange, ...]
    routing: tuple[RoutingChange, ...]
    since: datetime
    reports: int
    fared: Mapping[str, Compared]
    no_reports: str = ""

    @property
    def is_different(self) -> bool:
        return bool(self.pages or self.routing)


def content_diff(settings: Settings, was: Side, now: Side, at: datetime) -> ContentDiff:
    """As seen at `at` (UTC), with the reports of the year before. The store is only read."""
    day = at.astimezone(zone_of(now.library.site.time_zone)).date()
    pages = page_changes(was.library, now.library, day)
    routing = routing_changes(was.library, now.library)
    since = year_before(at)
    promises = {
        change.slug: (promised(was.library, change.old_slug, day), promised(now.library, change.slug, day))
        for change in pages
        if change.changes_clocks
    }
    reports, fared, why = 0, dict[str, Compared](), ""
    if any(any(pair) for pair in promises.values()):
        why = _nothing_kept(settings)
        if not why:
            try:
                reports, fared = _fared(settings, promises, now, since, at)
            except StoreError as error:
                why = str(error)
    return ContentDiff(was, now, pages, routing, since, reports, fared, why)


def _nothing_kept(settings: Settings) -> str:
    """Why there are no reports; looked at before the store is opened, since opening it would make one."""
    prefix = "sqlite:///"
    if settings.database_url.startswith(prefix):
        name = settings.database_url.removeprefix(prefix).partition("?")[0]
        if not name.startswith("file:") and not (settings.site_dir / Path(name)).is_file():
            return "No reports are kept here yet."
    return ""


def _fared(
    settings: Settings, promises: Mapping[str, Pair], now: Side, since: datetime, at: datetime
) -> tuple[int, dict[str, Compared]]:
    """Raises StoreUnavailable, SchemaMismatch."""
    store = open_store(settings)
    try:
        schema.require_current(store)
        return kept_under(store, promises, now.library, since, at)
    finally:
        store.close()
