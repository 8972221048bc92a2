"""What the check page says of who gets the report and by when they answer."""

from dataclasses import dataclass

from portal import paths
from portal.acts.look_ahead import LookAhead
from portal.promises.spoken import spoken_time
from portal.team.routing import Reason
from portal.web.promise_words import promise_said

_MANY = 3


@dataclass(frozen=True, slots=True)
class CheckWords:
    """`there_now` says who is there, `answer_by` stands beside the button; `promises` are sentences with the address
    of the page that publishes each.
    """

    there_now: str
    answer_by: str
    promises: tuple[tuple[str, str], ...]


def check_words(ahead: LookAhead, time_zone: str) -> CheckWords:
    promises = tuple(
        (
            promise_said(promised.commitment.indicator, promised.due_at, ahead.now, time_zone),
            paths.page("commitments", promised.commitment.slug),
        )
        for promised in ahead.promises
    )
    first = next((each for each in ahead.promises if each.commitment.indicator == "first_response"), None)
    by = f" by {spoken_time(first.due_at, ahead.now, time_zone)}" if first else ""
    return CheckWords(_there_now(ahead, time_zone), f"{_who_answers(ahead)} answers{by}.", promises)


def _there_now(ahead: LookAhead, time_zone: str) -> str:
    if ahead.route.reason is Reason.ANSWERS_FOR_PAGE and ahead.owner:
        return f"{ahead.owner} answers for this page."
    if ahead.route.full and ahead.owner:
        return (
            f"Everybody at {ahead.team} has as much as they can do well just now, or is on a break. {ahead.owner} gets "
            "it, and the promise stands. If we are late, we tell you before you ask, and what you get for it."
        )
    if ahead.people:
        return f"{_joined(ahead.people, 'and')} {'is' if len(ahead.people) == 1 else 'are'} there now."
    if ahead.owner and ahead.route.starts_at:
        return f"Nobody is there now. {ahead.owner} starts {spoken_time(ahead.route.starts_at, ahead.now, time_zone)}."
    return "Nobody is there now. All of them get it, and the first to come in takes it."


def _who_answers(ahead: LookAhead) -> str:
    """Only whom the answer can be expected from: nobody whose day ends before it is due is named."""
    if ahead.route.full and ahead.owner in ahead.answering:
        return ahead.owner or ""
    if 0 < len(ahead.answering) <= _MANY:
        return _joined(ahead.answering, "or")
    return f"Somebody of {ahead.team}"


def _joined(names: tuple[str, ...], word: str) -> str:
    if len(names) > _MANY:
        return f"{', '.join(names[:_MANY])} {word} {len(names) - _MANY} more"
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), names[-1])))
