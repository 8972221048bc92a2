"""What can be done on the page of a practice: each act's form, what carries it out, and what the page says afterwards.

The responder's forms are those of a report's page; what they do stays in the practice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.acts.practice_along import ask_along
from portal.acts.practice_customer import next_line, play_customer
from portal.acts.practice_look_back import end_practice, review_as_coach, review_self
from portal.acts.practice_write import (
    practise_answer,
    practise_conclusion,
    practise_decline,
    practise_effort,
    practise_listening,
    practise_offer,
)
from portal.acts.workplace import Workplace
from portal.desk.effort_forms import ConcludeForm, EffortForm, concluded_effort
from portal.desk.forms import AnswerForm, DeclineForm
from portal.desk.giving_forms import OfferForm
from portal.desk.listening_forms import SumUpForm
from portal.desk.practice_forms import AlongForm, CustomerForm, ReviewForm, review_form
from portal.desk.practice_script import begun_with
from portal.desk.sign_in_forms import ButtonForm
from portal.team.offers import Fit
from portal.team.practice import Practice
from portal.web.forms import StampedForm

_BEYOND = "That is more than you may give alone. In the real thing your lead would have it now; go on without them."


@dataclass(frozen=True, slots=True)
class PracticeAct:
    """`do` takes workplace, practice, person and the validated form, and gives what the page says then.

    It raises MoveRefused.
    """

    form: Callable[..., StampedForm]
    do: Callable[[Workplace, Practice, str, Any], str]


def _answer(workplace: Workplace, practice: Practice, person: str, form: AnswerForm) -> str:
    begun = begun_with(workplace, practice, form.script.data or "")
    practise_answer(workplace, practice.id, person, form.filling, form.words.data, begun)
    return "Your answer stands below. Nobody was sent anything."


def _heard(workplace: Workplace, practice: Practice, person: str, form: SumUpForm) -> str:
    practise_listening(workplace, practice.id, person, form.filling, form.heard.data)
    return "It stands below. Whoever plays the customer says whether it is right."


def _effort(workplace: Workplace, practice: Practice, person: str, form: EffortForm) -> str:
    texts = {name: form[name].data for name in ("tried", "came_of_it", "next_step", "asked")}
    practise_effort(workplace, practice.id, person, form.filling, **texts)
    return "It stands below, as the customer would see it."


def _conclude(workplace: Workplace, practice: Practice, person: str, form: ConcludeForm) -> str:
    texts = {name: form[name].data for name in ("came_of_it", "next_step", "asked")}
    practise_conclusion(workplace, practice.id, person, form.filling, effort=form.effort, **texts)
    return "It stands below, as the customer would see it."


def _offer(workplace: Workplace, practice: Practice, person: str, form: OfferForm) -> str:
    fit = practise_offer(
        workplace,
        practice.id,
        person,
        form.filling,
        responsibility=form.responsibility.data,
        worth=form.worth.amount,
        words=form.words.data,
        why=form.why.data or "",
    )
    return _BEYOND if fit is Fit.ABOVE and person not in workplace.roster().leads else "Given, within your authority."


def _decline(workplace: Workplace, practice: Practice, person: str, form: DeclineForm) -> str:
    texts = {name: form[name].data or "" for name in ("tried", "why", "instead", "costs", "saves")}
    practise_decline(workplace, practice.id, person, form.filling, **texts)
    return "Declined. They may write again, as in the real thing."


def _customer(workplace: Workplace, practice: Practice, person: str, form: CustomerForm) -> str:
    play_customer(workplace, practice.id, person, form.filling, form.words.data)
    return "It stands below, in the customer’s name."


def _next(workplace: Workplace, practice: Practice, person: str, form: ButtonForm) -> str:
    next_line(workplace, practice.id, person, form.filling)
    return "The customer has written."


def _along(workplace: Workplace, practice: Practice, person: str, form: AlongForm) -> str:
    ask_along(workplace, practice.id, person, role=form.role.data, whom=form.whom.data)
    return "Asked. They have a notice."


def _end(workplace: Workplace, practice: Practice, person: str, form: ButtonForm) -> str:
    end_practice(workplace, practice.id, person)
    return "That was the drill. Look back on it while it is fresh."


def _review(workplace: Workplace, practice: Practice, person: str, form: ReviewForm) -> str:
    if person == practice.person:
        review_self(workplace, practice.id, person, form.points, form.closing.data)
        return "Kept. Your coach has a notice." if practice.coach else "Kept, for you alone."
    review_as_coach(workplace, practice.id, person, form.points, form.closing.data)
    return "Kept. They have a notice. The rest is best said in person."


_CONCLUDE = PracticeAct(ConcludeForm, _conclude)
ACTS: Mapping[str, PracticeAct] = {
    "answer": PracticeAct(AnswerForm, _answer),
    "heard": PracticeAct(SumUpForm, _heard),
    "effort": PracticeAct(EffortForm, _effort),
    "offer": PracticeAct(OfferForm, _offer),
    "decline": PracticeAct(DeclineForm, _decline),
    "customer": PracticeAct(CustomerForm, _customer),
    "next": PracticeAct(ButtonForm, _next),
    "along": PracticeAct(AlongForm, _along),
    "end": PracticeAct(ButtonForm, _end),
    "review": PracticeAct(ReviewForm, _review),
}


def act_named(name: str) -> PracticeAct | None:
    """The act of that name, also one that concludes an effort (portal.desk.effort_forms)."""
    return _CONCLUDE if concluded_effort(name) else ACTS.get(name)


def form_for(name: str, workplace: Workplace, practice: Practice, person: str, *, blank: bool) -> StampedForm:
    """The form of an act with its choices: fresh where `blank`, else as it was sent."""
    given: dict[str, Any] = {"prefix": name, **({"formdata": None} if blank else {})}
    if name == "review":
        return review_form(practice.points, **given)
    found = act_named(name)
    assert found is not None
    form = found.form(**given)
    match form:
        case ConcludeForm():
            form.effort = concluded_effort(name) or 0
        case OfferForm():
            form.say_limits(workplace.library, practice.severity)
        case AlongForm():
            form.offer(workplace.roster(), person, free_roles(practice))
    return form


def free_roles(practice: Practice) -> list[str]:
    """What somebody can still be asked along for."""
    player = [] if practice.player or practice.ended_at else ["player"]
    return [*([] if practice.coach else ["coach"]), *player]
