"""What a crash left half done is finished by the next `build` or `run`. DESIGN §6."""

import logging

from portal.errors import PublicationUnderWay
from portal.publishing.journal import finish, read_journal
from portal.publishing.lock import publishing_lock
from portal.publishing.outlet import journal_file
from portal.settings import Settings

log = logging.getLogger(__name__)


def finish_interrupted(settings: Settings) -> bool:
    """Whether there was a publication to finish. Raises PublishError if its journal is damaged.

    A journal whose process is still at work is left to it.
    """
    if not journal_file(settings).exists():
        return False
    try:
        with publishing_lock(settings):
            return finish_under_lock(settings)
    except PublicationUnderWay:
        return False


def finish_under_lock(settings: Settings) -> bool:
    """The same for a caller that holds the lock."""
    file = journal_file(settings)
    journal = read_journal(file, settings.site_dir.resolve())
    if journal is None:
        return False
    for path in finish(journal, file):
        log.warning("%s could not be published: its staged copy has gone. Run `portal build` to put it right.", path)
    return True
