"""What can be done on a report's page: each act's form, what carries it out, and what the page says afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.acts.answer import answer
from portal.acts.close import decline, resolve
from portal.acts.escalate import escalate, skills_at_hand
from portal.acts.give_remedy import give_remedy
from portal.acts.hand_over import hand_over
from portal.acts.listen import say_what_i_heard
from portal.acts.log_effort import Effort, log_effort
from portal.acts.offer import Offer, answer_offer, offer, open_questions
from portal.acts.reclassify import reclassify
from portal.acts.send_script import send_script
from portal.acts.set_aside import set_aside
from portal.acts.wait import wait_for_customer
from portal.acts.workplace import Workplace
from portal.desk.forms import AnswerForm, DeclineForm, EffortForm, ResolveForm, SetAsideForm
from portal.desk.giving_forms import LeadAnswerForm, OfferForm, RemedyForm
from portal.desk.listening_forms import SumUpForm, WaitForm
from portal.desk.moving_forms import EscalateForm, HandOverForm, ReclassifyForm
from portal.promises.clock_events import VoidReason
from portal.reports.remedies import owed
from portal.reports.report import Report
from portal.store import timeline
from portal.web.forms import StampedForm

Do = Callable[[Workplace, int, str, Any], object]


@dataclass(frozen=True, slots=True)
class Act:
    """`do` takes workplace, report id, person and the validated form; it raises MoveRefused."""

    form: Callable[..., StampedForm]
    do: Do
    done: str


def _answer(workplace: Workplace, report_id: int, person: str, form: AnswerForm) -> None:
    if form.script.data:
        send_script(workplace, report_id, person, form.filling, script=form.script.data, words=form.words.data)
    else:
        answer(workplace, report_id, person, form.filling, form.words.data)


def _log_effort(workplace: Workplace, report_id: int, person: str, form: EffortForm) -> None:
    effort = Effort(form.tried.data, form.came_of_it.data or "", form.next_step.data, form.asked.data or "")
    log_effort(workplace, report_id, person, form.filling, effort)


def _offer(workplace: Workplace, report_id: int, person: str, form: OfferForm) -> None:
    proposed = Offer(form.responsibility.data, form.worth.data, form.words.data, form.why.data or "")
    offer(workplace, report_id, person, form.filling, proposed)


def _answer_offer(workplace: Workplace, report_id: int, person: str, form: LeadAnswerForm) -> None:
    answer_offer(
        workplace,
        report_id,
        person,
        form.filling,
        asked=int(form.asked.data),
        allowed=form.allowed.data == "yes",
        why=form.why.data or "",
    )


ACTS: Mapping[str, Act] = {
    "answer": Act(AnswerForm, _answer, "Your answer is on the customer’s page."),
    "heard": Act(
        SumUpForm,
        lambda w, report_id, person, form: say_what_i_heard(w, report_id, person, form.filling, form.heard.data),
        "The customer is asked whether you heard them right.",
    ),
    "effort": Act(EffortForm, _log_effort, "The customer sees what you tried."),
    "offer": Act(OfferForm, _offer, "Done. The timeline says whether it is given, or a lead was asked."),
    "lead-answer": Act(LeadAnswerForm, _answer_offer, "Answered. Your colleague knows."),
    "wait": Act(
        WaitForm,
        lambda w, report_id, person, form: wait_for_customer(
            w, report_id, person, form.filling, reason=form.reason.data, days=int(form.days.data)
        ),
        "The customer knows what you need. Promises on time rest until they write.",
    ),
    "hand-over": Act(
        HandOverForm,
        lambda w, report_id, person, form: hand_over(
            w, report_id, person, form.filling, to=form.to.data, why=form.why.data, must_know=form.must_know.data
        ),
        "Handed over. Your colleague has a notice, and the customer knows who has it now.",
    ),
    "escalate": Act(
        EscalateForm,
        lambda w, report_id, person, form: escalate(
            w, report_id, person, form.filling, skill=form.skill.data, why=form.why.data, must_know=form.must_know.data
        ),
        "Handed to somebody trained for it. The customer knows who has it now.",
    ),
    "reclassify": Act(
        ReclassifyForm,
        lambda w, report_id, person, form: reclassify(
            w,
            report_id,
            person,
            form.filling,
            topic=form.topic.data,
            severity=form.severity.data,
            reason=form.reason.data,
        ),
        "Filed where it belongs. The customer knows why.",
    ),
    "resolve": Act(
        ResolveForm,
        lambda w, report_id, person, form: resolve(w, report_id, person, form.filling, form.what_we_did.data),
        "Resolved. The customer can open it again if it is not.",
    ),
    "decline": Act(
        DeclineForm,
        lambda w, report_id, person, form: decline(
            w,
            report_id,
            person,
            form.filling,
            tried=form.tried.data,
            why=form.why.data,
            instead=form.instead.data,
        ),
        "Declined. The customer reads what you tried and why it stops here.",
    ),
    "set-aside": Act(
        SetAsideForm,
        lambda w, report_id, person, form: set_aside(
            w, report_id, person, form.filling, reason=VoidReason(form.reason.data), why=form.why.data
        ),
        "Set aside. It is counted in public as that.",
    ),
    "remedy": Act(
        RemedyForm,
        lambda w, report_id, person, form: give_remedy(
            w, report_id, person, form.filling, commitment=form.commitment.data, given=form.given.data
        ),
        "The customer knows what you gave.",
    ),
}


def form_for(name: str, workplace: Workplace, report: Report, *, blank: bool) -> StampedForm:
    """The form of an act with its choices; as it was sent, or fresh where `blank`. Raises StoreUnavailable."""
    make = ACTS[name].form
    form = make(prefix=name, formdata=None) if blank else make(prefix=name)
    match form:
        case HandOverForm():
            form.offer(workplace.roster(), report)
        case EscalateForm():
            form.offer(skills_at_hand(workplace))
        case ReclassifyForm():
            form.offer(workplace.library, report)
        case RemedyForm() | LeadAnswerForm():
            with workplace.store.reading() as conn:
                entries = timeline.entries(conn, report.id)
            if isinstance(form, RemedyForm):
                form.offer(owed(entries))
            else:
                form.ask(open_questions(entries))
    return form
