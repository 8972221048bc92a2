"""Several promises on one report: which comes first, and which join when a report changes its topic. DESIGN §5."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.promises.commitments import CommitmentVersion


@dataclass(frozen=True, slots=True)
class PromisedTime:
    """A promise and when it is due (UTC)."""

    commitment: CommitmentVersion
    due_at: datetime


def earliest_of_each_indicator(
    commitments: Iterable[CommitmentVersion], received_at: datetime
) -> dict[str, PromisedTime]:
    """The promise that is due first, by indicator, for what arrives at `received_at`. The form shows these.

    Raises PromiseError and NoHoursLeft.
    """
    earliest: dict[str, PromisedTime] = {}
    for commitment in sorted(commitments, key=lambda version: version.slug):
        promised = PromisedTime(commitment, commitment.due_at(received_at))
        known = earliest.get(commitment.indicator)
        if known is None or promised.due_at < known.due_at:
            earliest[commitment.indicator] = promised
    return earliest


def joining(
    made: Sequence[CommitmentVersion], right: Iterable[CommitmentVersion], received_at: datetime
) -> tuple[CommitmentVersion, ...]:
    """The promises of the right topic that join those made: due earlier, counted from receipt, than any made of their
    indicator. Promises made stay, so they are not among the answer.
    """
    earliest = earliest_of_each_indicator(made, received_at)
    running = {version.hash for version in made}
    return tuple(
        version
        for version in sorted(right, key=lambda version: version.slug)
        if version.hash not in running
        and (version.indicator not in earliest or version.due_at(received_at) < earliest[version.indicator].due_at)
    )
