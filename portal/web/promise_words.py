"""A report's promises in words, for templates/parts/clocks.html, which says the state by word and shape as well."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from portal.languages.messages import N_, _
from portal.promises.commitments import CommitmentVersion
from portal.promises.spoken import spoken_time
from portal.promises.time_left import time_left


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences by indicator, without the state in front. Only what customers read is in other languages as well."""

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
        "first_response": N_("a person answers by %(due)s"),
        "next_update": N_("you hear from us again by %(due)s"),
        "resolution": N_("we mean to have it settled by %(due)s"),
    },
    kept={
        "first_response": N_("a person answered at %(stopped)s"),
        "next_update": N_("you heard from us in time"),
        "resolution": N_("settled at %(stopped)s"),
    },
    missed={
        "first_response": N_("a person was to answer by %(due)s"),
        "next_update": N_("you were to hear from us by %(due)s"),
        "resolution": N_("it was to be settled by %(due)s"),
    },
    resting={
        "first_response": N_("the first answer rests until you have written"),
        "next_update": N_("our next word to you rests until you have written"),
        "resolution": N_("the time to settle it rests until you have written"),
    },
    ended={
        "first_response": N_("the answer we owed you by %(due)s"),
        "next_update": N_("the word we owed you by %(due)s"),
        "resolution": N_("the time to settle it, which was until %(due)s"),
    },
    lapsed=N_("it ended because no answer came, which is not a settlement"),
    declined=N_("we told you at %(stopped)s why it stops here"),
    provisional=N_("; it counts for good once you can no longer open it again"),
)
_TEAMS = Words(
    running={
        "first_response": "answer by %(due)s",
        "next_update": "write again by %(due)s",
        "resolution": "settle it by %(due)s",
    },
    kept={
        "first_response": "answered at %(stopped)s",
        "next_update": "every update came in time",
        "resolution": "settled at %(stopped)s",
    },
    missed={
        "first_response": "an answer was due by %(due)s",
        "next_update": "an update was due by %(due)s",
        "resolution": "it was to be settled by %(due)s",
    },
    resting={
        "first_response": "the first answer, until the customer has written",
        "next_update": "the next update, until the customer has written",
        "resolution": "the time to settle it, until the customer has written",
    },
    ended={
        "first_response": "the answer due by %(due)s",
        "next_update": "the update due by %(due)s",
        "resolution": "the time to settle it, which was until %(due)s",
    },
    lapsed="ended because no answer came, which is not a settlement",
    declined="declined with reasons at %(stopped)s",
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
    sentence = _(_CUSTOMERS.running[indicator], due=spoken_time(due_at, now, time_zone))
    return sentence[0].upper() + sentence[1:] + "."


def promise_to_keep(indicator: str, due_at: datetime, now: datetime, time_zone: str) -> str:
    """What the team has to do by when: "answer by 15:10 today"; once it is late, what it should have done."""
    sentences = _TEAMS.missed if now > due_at else _TEAMS.running
    return _(sentences[indicator], due=spoken_time(due_at, now, time_zone))


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
        return PromiseShown("waiting", _(words.resting[clock.indicator]))
    if clock.state == "lapsed":
        return PromiseShown("waiting", _(words.lapsed))
    if clock.state == "voided":
        return PromiseShown("ended", _(words.ended[clock.indicator], due=due))
    if clock.state in ("kept", "kept_provisionally"):
        return PromiseShown("kept", _kept(clock, words, stopped))
    passes = clock.stopped_at is None and not waiting
    left = time_left(promise, clock.due_at, now)
    if passes and now > clock.due_at:
        return PromiseShown("missed", _(words.missed[clock.indicator], due=due), left.after_due)
    if clock.state == "missed":
        missed = spoken_time(clock.missed_at, now, time_zone) if clock.missed_at else due
        sentence = _(words.missed[clock.indicator], due=missed)
        if not passes:
            return PromiseShown("missed", sentence)
        # `next_update` goes on after a miss, and the next word is promised again.
        again = _(words.running[clock.indicator], due=due)
        both = _("%(missed)s; now %(promised)s", missed=sentence, promised=again)
        return PromiseShown("missed", both, left.after_due)
    return PromiseShown(left.urgency.value, _(words.running[clock.indicator], due=due), left.after_due)


def _kept(clock: Clock, words: Words, stopped: str) -> str:
    declined = clock.indicator == "resolution" and clock.outcome == "declined"
    sentence = _(words.declined if declined else words.kept[clock.indicator], stopped=stopped)
    return sentence + (_(words.provisional) if clock.state == "kept_provisionally" else "")
