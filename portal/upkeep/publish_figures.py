"""Once an hour the figures are worked out anew, and the pages that show them published. DESIGN §6.

The file of figures says for which hour it was written, so each host keeps its own up to date. The processes of one host
take turns by the lock of publishing, and the first does it.
"""

from datetime import datetime, timedelta

from portal.acts.scorecard import current_scorecard
from portal.acts.stance_ledger import public_ledger
from portal.acts.workplace import Workplace
from portal.errors import PublishError
from portal.library.published import Published, read_published, write_published
from portal.publishing.publish import Publication
from portal.publishing.rebuild import rebuild_with
from portal.publishing.site_to_freeze import MakeSite

_AN_HOUR = timedelta(hours=1)


def publish_figures(workplace: Workplace, make_site: MakeSite) -> tuple[Publication, ...]:
    """Work the figures out and publish the pages that show them, if that is due; () where it is not.

    Due at once where there are none yet. Raises StoreUnavailable, PublicationUnderWay while a build is at work (try
    again later) and PublishError.
    """
    if not _is_due(workplace):
        return ()
    return rebuild_with(workplace.settings, make_site, workplace.now(), "figures", lambda: _write(workplace))


def _write(workplace: Workplace) -> bool:
    """False where another process has done it meanwhile."""
    if not _is_due(workplace):
        return False
    ledger = public_ledger(workplace) if _wants_ledger(workplace) else None
    write_published(Published(current_scorecard(workplace), ledger), workplace.settings.published_file)
    return True


def _is_due(workplace: Workplace) -> bool:
    try:
        published = read_published(workplace.settings.published_file)
    except PublishError:
        return True
    if published.as_at is None or (published.ledger is None and _wants_ledger(workplace)):
        return True
    # What a clock that ran ahead has written is of no hour to come.
    return _hour(published.as_at) < _hour(workplace.now()) or published.as_at > workplace.now() + _AN_HOUR


def _wants_ledger(workplace: Workplace) -> bool:
    return workplace.library.site.publish_ledger


def _hour(instant: datetime) -> datetime:
    return instant.replace(minute=0, second=0, microsecond=0)
