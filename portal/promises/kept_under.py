"""How reports that are over would have fared under another promise than they were made. Pure. DESIGN §5."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from portal.promises.clock_events import ClockEvent
from portal.promises.clocks import State, clock_state
from portal.promises.commitments import CommitmentVersion
from portal.promises.targets import Target


@dataclass(frozen=True, slots=True)
class KeptUnder:
    """`covered` reports were kept or missed, `kept` of them kept. Of the `undecided` nobody can say yet."""

    covered: int = 0
    kept: int = 0
    undecided: int = 0

    @property
    def per_cent(self) -> int | None:
        """Rounded down, so that a promise that was missed once never looks kept; None of no report."""
        return self.kept * 100 // self.covered if self.covered else None

    def with_report(
        self, promise: CommitmentVersion, events: Sequence[ClockEvent], now: datetime, reopen_within: Target
    ) -> "KeptUnder":
        """Counts one report by its real timeline. One that was set aside or withdrawn in time counts nowhere.

        Raises PromiseError where the timeline makes no sense.
        """
        match clock_state(promise, events, now, reopen_within=reopen_within).state:
            case State.KEPT | State.KEPT_PROVISIONALLY:
                return replace(self, covered=self.covered + 1, kept=self.kept + 1)
            case State.MISSED:
                return replace(self, covered=self.covered + 1)
            case State.VOIDED:
                return self
        return replace(self, undecided=self.undecided + 1)
