"""What `deliver` would publish of the corpus's one promise: var/published.json."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.corpus import write_corpus
from portal.library.commitment_versions import commitment_version
from portal.library.loader import checked_library
from portal.library.published import Published, write_published
from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.clock_rows import row_of_state
from portal.promises.clocks import clock_state
from portal.promises.commitments import CommitmentVersion
from portal.promises.published_scorecard import InForce, scorecard_of

REPORTS = 200
_FIRST = datetime(2026, 10, 5, 9, tzinfo=UTC)
_AS_AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def publish_figures(site_dir: Path, kept: int) -> None:
    """Figures of 200 reports, of which `kept` were answered within the promise."""
    version = _promise()
    rows = []
    for number in range(REPORTS):
        received = _FIRST + timedelta(minutes=number)
        answered = received + (timedelta(minutes=20) if number < kept else timedelta(days=8))
        events = [ClockEvent(received, EventKind.RECEIVED), ClockEvent(answered, EventKind.ANSWERED)]
        rows.append(row_of_state(f"row-{number}", version, clock_state(version, events, _AS_AT), events))
    in_force = (InForce(version.slug, version.hash, date(2020, 1, 1), None),)
    scorecard = scorecard_of(rows, (version,), in_force, _AS_AT, "Europe/London")
    file = site_dir / "var" / "published.json"
    file.parent.mkdir(exist_ok=True)
    write_published(Published(scorecard), file)


@cache
def _promise() -> CommitmentVersion:
    """As every corpus has it, whatever its size."""
    with TemporaryDirectory() as folder:
        write_corpus(Path(folder), 0)
        return commitment_version(checked_library(Path(folder), _AS_AT.date()), "first-reply")
