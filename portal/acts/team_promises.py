"""Which promises to the team were in force at a moment. DESIGN §1.5, §5 "What is in force"."""

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.library.commitment_versions import commitment_version
from portal.library.library import Library
from portal.library.release import release_from_json
from portal.promises.commitments import CommitmentVersion
from portal.store import releases

TeamIndicator = Literal["lead_answer", "break_taken", "training_current"]


def promises_to_the_team(workplace: Workplace, library: Library, at: datetime) -> list[CommitmentVersion]:
    """All that `library` makes to the team at `at` (UTC), sorted by slug."""
    day = workplace.local_day(at)
    live = library.public.live_on(day).commitments
    return [
        commitment_version(library, slug)
        for slug, page in sorted(live.items())
        if page.audience == "team" and page.effective_from <= day
    ]


def promised_at(
    conn: Connection, workplace: Workplace, indicator: TeamIndicator, at: datetime
) -> list[CommitmentVersion]:
    """The promises that were in force when something began at `at` (UTC). Raises StoreUnavailable."""
    release_hash = releases.release_at(conn, at)
    library = workplace.library
    if release_hash is not None and release_hash != workplace.release.hash:
        body = releases.release_body(conn, release_hash)
        library = release_from_json(body).library if body else library
    return [each for each in promises_to_the_team(workplace, library, at) if each.indicator == indicator]
