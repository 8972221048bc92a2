"""What the check page says of who gets the report and by when they answer."""

from dataclasses import dataclass
from typing import Literal

from portal import paths
from portal.acts.look_ahead import LookAhead
from portal.languages.formatting import in_a_row, listed
from portal.languages.messages import _, ngettext
from portal.library.library import Library
from portal.promises.several_promises import PromisedTime
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


def check_words(ahead: LookAhead, library: Library) -> CheckWords:
    """`library` is the one that the customer reads."""
    time_zone = library.site.time_zone
    promises = tuple(
        (
            promise_said(promised.commitment.indicator, promised.due_at, ahead.now, time_zone),
            _address_of(promised.commitment.slug, library),
        )
        for promised in ahead.promises
    )
    first = next((each for each in ahead.promises if each.commitment.indicator == "first_response"), None)
    return CheckWords(_there_now(ahead, time_zone), _answer_by(ahead, first, time_zone), promises)


def _address_of(slug: str, library: Library) -> str:
    page = library.public.commitments.get(slug)
    return page.path if page else paths.page("commitments", slug)


def _answer_by(ahead: LookAhead, first: PromisedTime | None, time_zone: str) -> str:
    who = _who_answers(ahead)
    if first is None:
        return _("%(who)s answers.", who=who)
    return _("%(who)s answers by %(time)s.", who=who, time=spoken_time(first.due_at, ahead.now, time_zone))


def _there_now(ahead: LookAhead, time_zone: str) -> str:
    if ahead.route.reason is Reason.ANSWERS_FOR_PAGE and ahead.owner:
        return _("%(owner)s answers for this page.", owner=ahead.owner)
    if ahead.route.full and ahead.owner:
        return _(
            "Everybody at %(team)s has as much as they can do well just now, or is on a break. %(owner)s gets "
            "it, and the promise stands. If we are late, we tell you before you ask, and what you get for it.",
            team=ahead.team,
            owner=ahead.owner,
        )
    if ahead.people:
        people = _joined(ahead.people, "and")
        return ngettext("%(people)s is there now.", "%(people)s are there now.", len(ahead.people), people=people)
    if ahead.owner and ahead.route.starts_at:
        starts = spoken_time(ahead.route.starts_at, ahead.now, time_zone)
        return _("Nobody is there now. %(owner)s starts %(time)s.", owner=ahead.owner, time=starts)
    return _("Nobody is there now. All of them get it, and the first to come in takes it.")


def _who_answers(ahead: LookAhead) -> str:
    """Only whom the answer can be expected from: nobody whose day ends before it is due is named."""
    if ahead.route.full and ahead.owner in ahead.answering:
        return ahead.owner or ""
    if 0 < len(ahead.answering) <= _MANY:
        return _joined(ahead.answering, "or")
    return _("Somebody of %(team)s", team=ahead.team)


def _joined(names: tuple[str, ...], word: Literal["and", "or"]) -> str:
    if len(names) <= _MANY:
        return listed(names, word)
    first, more = in_a_row(names[:_MANY]), len(names) - _MANY
    if word == "and":
        return ngettext("%(names)s and %(num)s more", "%(names)s and %(num)s more", more, names=first)
    return ngettext("%(names)s or %(num)s more", "%(names)s or %(num)s more", more, names=first)
