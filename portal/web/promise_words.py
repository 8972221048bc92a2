"""A report's promises in words, for templates/parts/clocks.html, which says the state by word and shape as well."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from portal.promises.commitments import CommitmentVersion
from portal.promises.spoken import spoken_time
from portal.promises.time_left import time_left


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences by indicator, without the state in front."""

    running: Mapping[str, str]
    kept: Mapping[str, str]
    missed: Mapping[str, str]
    resting: Mapping[str, str]
    ended: Mapping[str, str]
    lapsed: str
    declined: str
    provisional: str


_CUSTOMERS = Words(
    running={
        "first_response": "a person answers by {due}",
        "next_update": "you hear from us again by {due}",
        "resolution": "we mean to have it settled by {due}",
    },
    kept={
        "first_response": "a person answered at {stopped}",
        "next_update": "you heard from us in time",
        "resolution": "settled at {stopped}",
    },
    missed={
        "first_response": "a person was to answer by {due}",
        "next_update": "you were to hear from us by {due}",
        "resolution": "it was to be settled by {due}",
    },
    resting={
        "first_response": "the first answer rests until you have written",
        "next_update": "our next word to you rests until you have written",
        "resolution": "the time to settle it rests until you have written",
    },
    ended={
        "first_response": "the answer we owed you by {due}",
        "next_update": "the word we owed you by {due}",
        "resolution": "the time to settle it, which was until {due}",
    },
    lapsed="it ended because no answer came, which is not a settlement",
    declined="we told you at {stopped} why it stops here",
    provisional="; it counts for good once you can no longer open it again",
)
_TEAMS = Words(
    running={
        "first_response": "answer by {due}",
        "next_update": "write again by {due}",
        "resolution": "settle it by {due}",
    },
    kept={
        "first_response": "answered at {stopped}",
        "next_update": "every update came in time",
        "resolution": "settled at {stopped}",
    },
    missed={
        "first_response": "an answer was due by {due}",
        "next_update": "an update was due by {due}",
        "resolution": "it was to be settled by {due}",
    },
    resting={
        "first_response": "the first answer, until the customer has written",
        "next_update": "the next update, until the customer has written",
        "resolution": "the time to settle it, until the customer has written",
    },
    ended={
        "first_response": "the answer due by {due}",
        "next_update": "the update due by {due}",
        "resolution": "the time to settle it, which was until {due}",
    },
    lapsed="ended because no answer came, which is not a settlement",
    declined="declined with reasons at {stopped}",
    provisional="; it counts for good once it can no longer be opened again",
)


class Clock(Protocol):
    """What is needed of a stored clock (portal.store.clocks.StoredClock). Instants are in UTC."""

    @property
    def commitment_version(self) -> str: ...
    @property
    def indicator(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def stopped_at(self) -> datetime | None: ...
    @property
    def missed_at(self) -> datetime | None: ...
    @property
    def outcome(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class PromiseShown:
    """`state` is running, kept, at-risk, missed, waiting, or ended: withdrawn or set aside, so that nobody has to act.

    `left` is what is left of it, to stand after the sentence: "2 working hours left", "late by 20 minutes"; empty
    where its time does not pass.
    """

    state: str
    sentence: str
    left: str = ""


def promise_said(indicator: str, due_at: datetime, now: datetime, time_zone: str) -> str:
    """A promise as a whole sentence: "A person answers by 15:10 today."."""
    sentence = _CUSTOMERS.running[indicator].format(due=spoken_time(due_at, now, time_zone))
    return sentence[0].upper() + sentence[1:] + "."


def promise_to_keep(indicator: str, due_at: datetime, now: datetime, time_zone: str) -> str:
    """What the team has to do by when: "answer by 15:10 today"; once it is late, what it should have done."""
    sentences = _TEAMS.missed if now > due_at else _TEAMS.running
    return sentences[indicator].format(due=spoken_time(due_at, now, time_zone))


def promises_shown(
    clocks: Iterable[Clock],
    promises: Mapping[str, CommitmentVersion],
    now: datetime,
    time_zone: str,
    *,
    waiting: bool = False,
    of_team: bool = False,
) -> list[PromiseShown]:
    """One line for each indicator, that of the clock due first (DESIGN §5 "Several at once"), the earliest due on top.

    `promises` are those that the clocks run on, by hash. `waiting` says that we wait for the customer, in which no
    time passes. In the customer's words, or the team's with `of_team`.
    """
    words = _TEAMS if of_team else _CUSTOMERS
    first: dict[str, Clock] = {}
    for clock in sorted(clocks, key=lambda clock: clock.due_at):
        first.setdefault(clock.indicator, clock)
    return [
        _shown(clock, promises[clock.commitment_version], words, now, time_zone, waiting=waiting)
        for clock in first.values()
    ]


def _shown(
    clock: Clock, promise: CommitmentVersion, words: Words, now: datetime, time_zone: str, *, waiting: bool
) -> PromiseShown:
    due = spoken_time(clock.due_at, now, time_zone)
    stopped = spoken_time(clock.stopped_at, now, time_zone) if clock.stopped_at else ""
    if clock.state == "paused":
        return PromiseShown("waiting", words.resting[clock.indicator])
    if clock.state == "lapsed":
        return PromiseShown("waiting", words.lapsed)
    if clock.state == "voided":
        return PromiseShown("ended", words.ended[clock.indicator].format(due=due))
    if clock.state in ("kept", "kept_provisionally"):
        return PromiseShown("kept", _kept(clock, words, stopped))
    passes = clock.stopped_at is None and not waiting
    left = time_left(promise, clock.due_at, now)
    if passes and now > clock.due_at:
        return PromiseShown("missed", words.missed[clock.indicator].format(due=due), left.after_due)
    if clock.state == "missed":
        missed = spoken_time(clock.missed_at, now, time_zone) if clock.missed_at else due
        sentence = words.missed[clock.indicator].format(due=missed)
        if not passes:
            return PromiseShown("missed", sentence)
        # `next_update` goes on after a miss, and the next word is promised again.
        again = words.running[clock.indicator].format(due=due)
        return PromiseShown("missed", f"{sentence}; now {again}", left.after_due)
    return PromiseShown(left.urgency.value, words.running[clock.indicator].format(due=due), left.after_due)


def _kept(clock: Clock, words: Words, stopped: str) -> str:
    declined = clock.indicator == "resolution" and clock.outcome == "declined"
    sentence = (words.declined if declined else words.kept[clock.indicator]).format(stopped=stopped)
    return sentence + (words.provisional if clock.state == "kept_provisionally" else "")
