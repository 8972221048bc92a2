"""What the public pages said is kept, release by release, so that readers can be told what changed. DESIGN §5.

Every publication is gone through once and in order, also those of a store that is older than this.
"""

import logging
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.library.library import Library
from portal.library.page_spans import Span, noted, spans_on
from portal.library.published_history import PublishedHistory
from portal.library.release import release_from_json
from portal.store.page_versions import (
    Publication,
    add_versions,
    all_page_versions,
    claim_publications_to_note,
    end_versions,
    forget_versions,
    is_noted,
    publications_to_note,
    records_began,
    spans_of_each,
    versions_state,
)
from portal.store.releases import release_body

log = logging.getLogger(__name__)


def note_releases(workplace: Workplace) -> int:
    """Keep what the releases said that have come into force since; how many there were. Raises StoreUnavailable.

    Each is read before its transaction, so that nobody who has something to write waits for it.
    """
    with workplace.store.reading() as conn:
        waiting = publications_to_note(conn)
    return sum(_note(workplace, publication) for publication in waiting)


def history_state(workplace: Workplace) -> str:
    """Differs whenever `page_history` does. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        return versions_state(conn)


def page_history(workplace: Workplace) -> PublishedHistory:
    """Every version of every page. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        recorded_at, imported = records_began(conn)
        recorded = workplace.local_day(recorded_at) if recorded_at else None
        began = tuple(sorted({day for day in (recorded, imported) if day}))
        return PublishedHistory(versions_state(conn), began, tuple(all_page_versions(conn)))


def local_day(library: Library, instant: datetime) -> date:
    """The day of the site's zone in which `instant` lies."""
    return instant.astimezone(ZoneInfo(library.site.time_zone)).date()


def _note(workplace: Workplace, publication: Publication) -> bool:
    """False where another process has gone through it meanwhile."""
    with workplace.store.reading() as conn:
        library = _library(conn, publication)
    day = local_day(library, publication.recorded_at) if library else None
    spans = list(spans_on(library, day)) if library and day else []
    with workplace.store.writing() as conn:
        if publication.id not in {each.id for each in claim_publications_to_note(conn)}:
            return False
        if day is not None:
            _keep_what_it_says(conn, day, spans)
        is_noted(conn, publication.id)
        return True


def _keep_what_it_says(conn: Connection, day: date, spans: list[Span]) -> None:
    latest = {path: stored[-1] for path, stored in spans_of_each(conn).items()}
    changes = list(noted({path: stored.span for path, stored in latest.items()}, spans, day))
    ends: list[tuple[int, date | None]] = []
    for change in changes:
        if change.ends:
            ends.append((latest[change.path].id, change.ends))
        elif change.goes_on_until:
            ends.append((latest[change.path].id, change.goes_on_until[0]))
    end_versions(conn, ends)
    forget_versions(conn, (latest[change.path].id for change in changes if change.forgotten))
    add_versions(conn, [change.begins for change in changes if change.begins], day=day)


def _library(conn: Connection, publication: Publication) -> Library | None:
    """None for a release of another version of Forthright that this one cannot read."""
    body = release_body(conn, publication.release_hash)
    try:
        return release_from_json(body).library if body else None
    except (ValidationError, ValueError, KeyError) as error:
        log.warning(
            "The pages of release %.12s cannot be read and stay out of their history: %s",
            publication.release_hash,
            error,
        )
        return None
