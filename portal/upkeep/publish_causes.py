"""What is known to be wrong right now reaches the public pages in the round after it was said, and its as-at date is
never more than an hour old while anything is.

Each host compares its own file with the store; the processes of one host take turns by the lock of publishing.
"""

from datetime import datetime

from portal.acts.known_causes import known_causes_now
from portal.acts.workplace import Workplace
from portal.errors import PublishError
from portal.library.known_causes import KnownCauses, read_known_causes, write_known_causes
from portal.publishing.publish import Publication
from portal.publishing.rebuild import rebuild_with
from portal.publishing.site_to_freeze import MakeSite


def publish_causes(workplace: Workplace, make_site: MakeSite) -> tuple[Publication, ...]:
    """Publish the pages that say what is wrong, if that has changed; () where it has not.

    Raises StoreUnavailable, PublicationUnderWay while a build is at work (try again later) and PublishError.
    """
    if not _is_due(workplace, known_causes_now(workplace)):
        return ()
    return rebuild_with(workplace.settings, make_site, workplace.now(), "causes", lambda: _write(workplace))


def _write(workplace: Workplace) -> bool:
    """False where another process has done it meanwhile."""
    known = known_causes_now(workplace)
    if not _is_due(workplace, known):
        return False
    write_known_causes(known, workplace.settings.causes_file)
    return True


def _is_due(workplace: Workplace, known: KnownCauses) -> bool:
    try:
        written = read_known_causes(workplace.settings.causes_file)
    except PublishError:
        return True
    if known.causes != written.causes:
        return True
    return bool(known.causes) and (written.as_at is None or _hour(written.as_at) < _hour(workplace.now()))


def _hour(instant: datetime) -> datetime:
    return instant.replace(minute=0, second=0, microsecond=0)
