"""What the responder does in a practice: the same acts as on a report, in a timeline that nobody gets."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from portal.acts.practice_moment import PracticeMoment, at_practice, author_of
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.library.script_filling import LEAST_OWN_WORDS, own_words, passages
from portal.reports.efforts import CONCLUDES, UNDER_WAY, efforts_under_way
from portal.reports.timeline import Kind
from portal.store import practices
from portal.team.offers import Fit, fit_of, more_than_alone
from portal.team.practice import Stage


def practise_answer(
    workplace: Workplace, practice_id: int, person: str, filling: str, words: str, begun: str = ""
) -> None:
    """`begun` is the script as it was filled in, where the answer was begun with one.

    Raises MoveRefused, also while that is not personal: practice asks for what the real thing asks for.
    """
    unwritten = passages(words)
    if begun and unwritten:
        raise MoveRefused(f"Write this passage in your own words first: “{unwritten[0]}”.")
    if begun and own_words(begun, words) < LEAST_OWN_WORDS:
        raise MoveRefused("This is the script as it stands. Make it theirs before you send it.")
    _write(workplace, practice_id, person, filling, Kind.ANSWERED, {"answer": words})


def practise_listening(workplace: Workplace, practice_id: int, person: str, filling: str, heard: str) -> None:
    """Raises MoveRefused."""
    _write(workplace, practice_id, person, filling, Kind.HEARD, {"heard": heard})


def practise_effort(
    workplace: Workplace,
    practice_id: int,
    person: str,
    filling: str,
    *,
    tried: str,
    came_of_it: str = "",
    next_step: str = "",
    asked: str = "",
) -> None:
    """Without `came_of_it` it stays under way. Raises MoveRefused."""
    texts = {"tried": tried, "came_of_it": came_of_it, "next_step": next_step, "asked": asked}
    _write(workplace, practice_id, person, filling, Kind.EFFORT, texts, {UNDER_WAY: not came_of_it})


def practise_conclusion(
    workplace: Workplace,
    practice_id: int,
    person: str,
    filling: str,
    *,
    effort: int,
    came_of_it: str,
    next_step: str = "",
    asked: str = "",
) -> None:
    """What came of the effort that entry `effort` began. Raises MoveRefused where it is not under way."""
    with _responding(workplace, practice_id, person) as moment:
        texts = {"came_of_it": came_of_it, "next_step": next_step, "asked": asked}
        if moment.is_repeat(filling, str(effort), *texts.values()):
            return
        under_way = efforts_under_way(practices.entries(moment.conn, practice_id))
        if effort not in (entry.id for entry in under_way):
            raise MoveRefused("This is not under way any more.")
        moment.add(Kind.CONCLUDED, author_of(workplace, person), {CONCLUDES: effort}, **texts)


def practise_offer(
    workplace: Workplace,
    practice_id: int,
    person: str,
    filling: str,
    *,
    responsibility: str,
    worth: int,
    words: str,
    why: str = "",
) -> Fit:
    """Given at once within authority; above it the timeline says that a lead would be asked, and nobody is.

    Raises MoveRefused.
    """
    with _responding(workplace, practice_id, person) as moment:
        table = workplace.library.desk.team.authority
        fit = fit_of(table, responsibility, moment.practice.severity, worth)
        if moment.is_repeat(filling, responsibility, str(worth), words, why):
            return fit
        author = author_of(workplace, person)
        if fit is not Fit.ABOVE or person in workplace.roster().leads:
            moment.add(Kind.OFFERED, author, {"responsibility": responsibility, "worth": worth}, offer=words)
            return fit
        if not why:
            currency = workplace.library.site.currency
            raise MoveRefused(more_than_alone(table, responsibility, moment.practice.severity, currency))
        topic = workplace.library.public.topics.get(moment.practice.topic)
        leads = [lead.key for lead in workplace.roster().leads_of(topic.team if topic else "")]
        moment.add(Kind.LEAD_ASKED, author, {"leads": leads, "worth": worth}, offer=words, note=why)
        return fit


def practise_decline(workplace: Workplace, practice_id: int, person: str, filling: str, **texts: str) -> None:
    """`texts` are those of a decline: tried, why, instead, costs, saves. The customer may write on all the same.

    Raises MoveRefused.
    """
    _write(workplace, practice_id, person, filling, Kind.DECLINED, texts)


def _write(
    workplace: Workplace,
    practice_id: int,
    person: str,
    filling: str,
    kind: Kind,
    texts: Mapping[str, str],
    facts: dict[str, object] | None = None,
) -> None:
    with _responding(workplace, practice_id, person) as moment:
        if not moment.is_repeat(filling, kind.value, *texts.values()):
            moment.add(kind, author_of(workplace, person), facts, **texts)


@contextmanager
def _responding(workplace: Workplace, practice_id: int, person: str) -> Iterator[PracticeMoment]:
    """Only whoever practises writes as the responder. Raises MoveRefused."""
    with at_practice(workplace, practice_id, person, Stage.PRACTISING) as moment:
        if moment.practice.person != person:
            raise MoveRefused("In this practice you are not the responder.")
        yield moment
