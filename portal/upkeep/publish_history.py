"""What changed reaches the public pages in the round after a release came into force.

Each host compares its own file with the store; the processes of one host take turns by the lock of publishing.
"""

from portal.acts.page_history import history_state, note_releases, page_history
from portal.acts.workplace import Workplace
from portal.errors import PublishError
from portal.library.published_history import read_history, write_history
from portal.publishing.publish import Publication
from portal.publishing.rebuild import rebuild_with
from portal.publishing.site_to_freeze import MakeSite


def publish_history(workplace: Workplace, make_site: MakeSite) -> tuple[Publication, ...]:
    """Keep what the new releases say, and publish what has changed, if anything has; () where nothing has.

    Raises StoreUnavailable, PublicationUnderWay while a build is at work (try again later) and PublishError.
    """
    note_releases(workplace)
    if not _is_due(workplace):
        return ()
    return rebuild_with(workplace.settings, make_site, workplace.now(), "history", lambda: _write(workplace))


def _write(workplace: Workplace) -> bool:
    """False where another process has done it meanwhile."""
    if not _is_due(workplace):
        return False
    write_history(page_history(workplace), workplace.settings.history_file)
    return True


def _is_due(workplace: Workplace) -> bool:
    try:
        written = read_history(workplace.settings.history_file)
    except PublishError:
        return True
    return written.state != history_state(workplace)
