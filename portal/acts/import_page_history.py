"""What stood on the pages before the store kept it, from an older record of the content. DESIGN §5.

Only what came before the first version of each address is filled in, so doing it twice does it once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portal.acts.page_history import note_releases
from portal.acts.workplace import Workplace
from portal.errors import StoreError
from portal.library.page_spans import Span
from portal.store.page_versions import StoredSpan, add_versions, begin_earlier, spans_of_each


@dataclass(frozen=True, slots=True)
class Imported:
    """`versions` were added; of `earlier` pages the first version is known to have stood there for longer."""

    versions: int
    earlier: int


def import_page_history(workplace: Workplace, spans: Mapping[str, Sequence[Span]]) -> Imported:
    """Fill in `spans`, the oldest of each address first, up to what the store knows itself.

    Raises StoreUnavailable, and StoreError where no release was ever recorded, since nobody knows then where to stop.
    """
    note_releases(workplace)
    with workplace.store.writing() as conn:
        known = spans_of_each(conn)
        if not known:
            raise StoreError(
                "Nothing is on record yet, so there is nothing for older versions to lead up to. "
                "Run `portal build` and `portal deliver` once, then import."
            )
        began = min(stored[0].span.since for stored in known.values())
        added: list[Span] = []
        begun: list[tuple[int, date]] = []
        for path in sorted(spans):
            first = known[path][0] if path in known else None
            fresh, begins = _before(spans[path], first, first.span.since if first else began)
            added += fresh
            if begins is not None and first is not None:
                begun.append((first.id, begins))
        add_versions(conn, added, imported=True)
        begin_earlier(conn, begun)
    return Imported(len(added), len(begun))


def _before(spans: Sequence[Span], first: StoredSpan | None, cut: date) -> tuple[list[Span], date | None]:
    """The spans that ended by `cut`, and since when the first version of the store stood there, if that is earlier."""
    older = [span for span in spans if span.since < cut]
    ended = [replace(span, until=cut) if span.until is None or span.until > cut else span for span in older]
    if ended and first is not None and ended[-1].until == cut and ended[-1].page.hash == first.span.hash:
        return ended[:-1], ended[-1].since
    return ended, None
