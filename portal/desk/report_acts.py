"""What can be done on a report's page: each act's form, what carries it out, and what the page says afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.acts.answer import answer
from portal.acts.close import decline, resolve
from portal.acts.conclude_effort import conclude_effort
from portal.acts.escalate import escalate, skills_at_hand
from portal.acts.give_remedy import give_remedy
from portal.acts.hand_over import hand_over
from portal.acts.listen import say_what_i_heard
from portal.acts.make_exception import make_exception
from portal.acts.mark_hard import mark_hard
from portal.acts.open_again import open_again
from portal.acts.reclassify import reclassify
from portal.acts.send_script import send_script
from portal.acts.set_aside import other_report, set_aside
from portal.acts.try_something import Effort, try_something
from portal.acts.wait import wait_for_customer
from portal.acts.workplace import Workplace
from portal.desk.cause_beside import CAUSE_ACTS, offer_cause_choices
from portal.desk.draft_forms import as_sent
from portal.desk.effort_forms import ConcludeForm, EffortForm, concluded_effort
from portal.desk.exception_forms import ExceptionForm
from portal.desk.forms import AnswerForm, DeclineForm, OpenAgainForm, ResolveForm, SetAsideForm
from portal.desk.giving_forms import LeadAnswerForm, OfferForm, RemedyForm
from portal.desk.listening_forms import SumUpForm, WaitForm
from portal.desk.moving_forms import EscalateForm, HandOverForm, ReclassifyForm
from portal.desk.offering import answer_asked, give, what_came_of_it
from portal.desk.sign_in_forms import ButtonForm
from portal.promises.clock_events import VoidReason
from portal.reports.questions import open_questions
from portal.reports.remedies import owed
from portal.reports.report import Report
from portal.store import timeline
from portal.store.drafts import Draft
from portal.web.forms import StampedForm

Do = Callable[[Workplace, int, str, Any], object]
_RESOLVED = "Resolved. The customer can open it again if it is not."


@dataclass(frozen=True, slots=True)
class Act:
    """`do` takes workplace, report id, person and the validated form; it raises MoveRefused.

    `done` is what the page says then; where that depends on what was sent, a function of the form.
    """

    form: Callable[..., StampedForm]
    do: Do
    done: str | Callable[[Any], str]

    def done_with(self, form: StampedForm) -> str:
        return self.done if isinstance(self.done, str) else self.done(form)


def _answer(workplace: Workplace, report_id: int, person: str, form: AnswerForm) -> None:
    words, resolves = form.words.data, form.resolves
    if form.script.data:
        send_script(workplace, report_id, person, form.filling, script=form.script.data, words=words, resolves=resolves)
    elif resolves:
        resolve(workplace, report_id, person, form.filling, words)
    else:
        answer(workplace, report_id, person, form.filling, words)


def _try_something(workplace: Workplace, report_id: int, person: str, form: EffortForm) -> None:
    effort = Effort(form.tried.data, form.came_of_it.data, form.next_step.data, form.asked.data)
    try_something(workplace, report_id, person, form.filling, effort)


def _conclude_effort(workplace: Workplace, report_id: int, person: str, form: ConcludeForm) -> None:
    conclude_effort(
        workplace,
        report_id,
        person,
        form.filling,
        effort=form.effort,
        came_of_it=form.came_of_it.data,
        next_step=form.next_step.data,
        asked=form.asked.data,
    )


def _set_aside(workplace: Workplace, report_id: int, person: str, form: SetAsideForm) -> None:
    sure = form.sure.data == "yes"
    # Should it be refused for its severity, the next press of the button that comes back is the second.
    form.sure.data = "yes"
    set_aside(
        workplace,
        report_id,
        person,
        form.filling,
        reason=VoidReason(form.reason.data),
        why=form.why.data,
        same_as=form.same_as.data or "",
        sure=sure,
    )


_CONCLUDE = Act(ConcludeForm, _conclude_effort, "The customer sees what came of it.")

ACTS: Mapping[str, Act] = {
    "answer": Act(
        AnswerForm, _answer, lambda form: _RESOLVED if form.resolves else "Your answer is on the customer’s page."
    ),
    "heard": Act(
        SumUpForm,
        lambda w, report_id, person, form: say_what_i_heard(w, report_id, person, form.filling, form.heard.data),
        "The customer is asked whether you heard them right.",
    ),
    "effort": Act(EffortForm, _try_something, "The customer sees what you try."),
    "offer": Act(OfferForm, give, what_came_of_it),
    "lead-answer": Act(LeadAnswerForm, answer_asked, "Answered. Your colleague knows."),
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
        _RESOLVED,
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
            costs=form.costs.data or "",
            saves=form.saves.data or "",
        ),
        "Declined. The customer reads what you tried and why it stops here.",
    ),
    "open-again": Act(
        OpenAgainForm,
        lambda w, report_id, person, form: open_again(w, report_id, person, form.filling, form.reason.data),
        "Open again. The customer reads why.",
    ),
    "exception": Act(
        ExceptionForm,
        lambda w, report_id, person, form: make_exception(w, person, form.filling, form.wanted(), report_id),
        "The exception holds. A change to the policy’s page waits among the drafts.",
    ),
    "set-aside": Act(
        SetAsideForm,
        _set_aside,
        lambda form: (
            "Set aside. It is counted in public as that."
            + ("" if form.reason.data == VoidReason.SPAM else " The customer reads why.")
        ),
    ),
    "remedy": Act(
        RemedyForm,
        lambda w, report_id, person, form: give_remedy(
            w, report_id, person, form.filling, commitment=form.commitment.data, given=form.given.data
        ),
        "The customer knows what you gave.",
    ),
    "hard": Act(
        ButtonForm,
        lambda w, report_id, person, form: mark_hard(w, report_id, person),
        "Marked. It weighs more in what you carry. Ten minutes for yourself are at the foot of the page.",
    ),
    **{name: Act(*each) for name, each in CAUSE_ACTS.items()},
}


def act_named(name: str) -> Act | None:
    """The act of that name, also one that concludes an effort (portal.desk.effort_forms)."""
    return _CONCLUDE if concluded_effort(name) else ACTS.get(name)


def form_for(name: str, workplace: Workplace, report: Report, *, blank: bool, kept: Draft | None = None) -> StampedForm:
    """The form of an act with its choices; as it was sent, or where `blank` fresh, or as it was `kept`.

    Raises StoreUnavailable.
    """
    make = ConcludeForm if concluded_effort(name) else ACTS[name].form
    data = as_sent(name, kept) if kept else None
    form = make(prefix=name, formdata=data) if blank else make(prefix=name)
    offer_cause_choices(form, workplace, report)
    match form:
        case ConcludeForm():
            form.effort = concluded_effort(name) or 0
        case OfferForm():
            form.say_limits(workplace.library, report.severity)
        case HandOverForm():
            form.offer(workplace.roster(), report, workplace.now())
        case EscalateForm():
            form.offer(skills_at_hand(workplace), workplace.roster(), workplace.now())
        case ReclassifyForm():
            form.offer(workplace.library, report)
        case ExceptionForm():
            form.offer(workplace.library, workplace.local_day(workplace.now()))
        case SetAsideForm():
            form.look_up(lambda typed: other_report(workplace, report, typed))
            if blank:
                form.sure.data = ""
        case RemedyForm() | LeadAnswerForm():
            with workplace.store.reading() as conn:
                entries = timeline.entries(conn, report.id)
            if isinstance(form, RemedyForm):
                form.offer(owed(entries))
            else:
                form.ask(open_questions(entries))
    return form
