"""Works a published scorecard out again: due times, outcomes and months of every row, then every figure. DESIGN §5.

It goes by the promise, the start, the pauses and the stop of a row alone, not by the code that ran the clock.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.errors import PromiseError
from portal.promises.clock_rows import ClockRow
from portal.promises.commitments import CommitmentVersion
from portal.promises.published_scorecard import PublishedScorecard, figures_data
from portal.promises.row_verification import shown, worked_out_again
from portal.promises.scorecards import figures_of


@dataclass(frozen=True, slots=True)
class Verification:
    """What was worked out again, and what does not agree, each a sentence that names the row, version or figure."""

    rows: int
    versions: int
    figures: int
    faults: tuple[str, ...]


def verify(scorecard: PublishedScorecard) -> Verification:
    """Everything that does not agree. A row whose promise is unknown or damaged cannot be worked out, and is named."""
    faults = list(_calendar_faults(scorecard))
    versions, version_faults = _versions(scorecard)
    faults += version_faults
    faults += [
        f"in_force names version {each.version}, which is not published"
        for each in scorecard.in_force
        if each.version not in scorecard.commitments
    ]
    counts = Counter(row.id for row in scorecard.rows)
    faults += [f"row {row_id} stands there {count} times" for row_id, count in counts.items() if count > 1]
    expected = []
    for row in scorecard.rows:
        right, row_faults = worked_out_again(row, versions, scorecard.as_at)
        faults += [f"row {row.id}: {fault}" for fault in row_faults]
        expected.append(right)
    figures = figures_data(scorecard.figures)
    whole = [row for row in expected if row is not None]
    if len(whole) == len(expected):
        again = figures_data(figures_of(whole, versions, scorecard.as_at, scorecard.time_zone))
        faults += _differences("figures", figures, again)
    return Verification(len(scorecard.rows), len(versions), sum(1 for _ in _leaves(figures)), tuple(faults))


def row_differences(rows: Iterable[ClockRow], others: Iterable[ClockRow]) -> Iterator[str]:
    """Where the rows of data.csv are not those of data.json, by the ids of the rows."""
    ours, theirs = ({row.id: row for row in each} for each in (rows, others))
    for row_id in sorted(ours.keys() - theirs.keys()):
        yield f"row {row_id} is in data.csv alone"
    for row_id in sorted(theirs.keys() - ours.keys()):
        yield f"row {row_id} is in data.json alone"
    for row_id in sorted(ours.keys() & theirs.keys()):
        if ours[row_id] != theirs[row_id]:
            yield f"row {row_id} is not the same in data.csv and in data.json"


def _versions(scorecard: PublishedScorecard) -> tuple[dict[str, CommitmentVersion], list[str]]:
    versions, faults = {}, []
    for version_hash in scorecard.commitments:
        try:
            version = scorecard.version(version_hash)
            fits = version.hash == version_hash
        except (PromiseError, KeyError, TypeError, ValueError, AttributeError) as error:
            faults.append(f"version {version_hash} cannot be read: {type(error).__name__}: {error}")
            continue
        if fits:
            versions[version_hash] = version
        else:
            faults.append(
                f"version {version_hash} of {version.slug}: what is published no longer fits its hash, "
                f"expected {version.hash}"
            )
    return versions, faults


def _calendar_faults(scorecard: PublishedScorecard) -> Iterator[str]:
    named = {data.get("calendar") for data in scorecard.commitments.values()}
    for calendar_hash in scorecard.calendars.keys() - named:
        yield f"calendar {calendar_hash} belongs to no version"


def _differences(where: str, said: Any, expected: Any) -> Iterator[str]:
    if isinstance(said, Mapping) and isinstance(expected, Mapping):
        for name in sorted(said.keys() | expected.keys()):
            yield from _differences(f"{where}.{name}", said.get(name), expected.get(name))
    elif _is_list(said) and _is_list(expected) and len(said) == len(expected):
        for place, pair in enumerate(zip(said, expected, strict=True)):
            yield from _differences(f"{where}.{place}", *pair)
    elif said != expected:
        yield f"{where} is {shown(said)}, expected {shown(expected)}"


def _leaves(data: Any) -> Iterator[Any]:
    if isinstance(data, Mapping | list | tuple):
        for item in data.values() if isinstance(data, Mapping) else data:
            yield from _leaves(item)
    else:
        yield data


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
