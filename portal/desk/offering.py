"""Giving something from a report's page: within authority it is given at once, above it a lead is asked. DESIGN §1.2.

What is far too little, or more than the table says where a lead gives it, comes back once with a hint. The second press
sends it: a hint is never a block.
"""

from portal.acts.offer import Offer, answer_offer, offer
from portal.acts.workplace import Workplace
from portal.desk.giving_forms import LeadAnswerForm, OfferForm
from portal.errors import MoveRefused
from portal.store import reports
from portal.team.money import money
from portal.team.offers import Fit, fit_of, most_alone


def give(workplace: Workplace, report_id: int, person: str, form: OfferForm) -> None:
    """Raises MoveRefused, also for the hint; UnknownReport."""
    leads = person in workplace.roster().leads
    hint = _hint(workplace, report_id, form, leads=leads)
    if hint:
        form.worth.errors = [hint]
        raise MoveRefused("Not sent yet: look once more at what it is worth.")
    proposed = Offer(form.responsibility.data, form.worth.amount, form.words.data, form.why.data or "")
    fit = offer(workplace, report_id, person, form.filling, proposed)
    form.asks_a_lead = fit is Fit.ABOVE and not leads


def answer_asked(workplace: Workplace, report_id: int, person: str, form: LeadAnswerForm) -> None:
    """A lead's answer to what was asked. Raises MoveRefused, UnknownReport."""
    answer_offer(
        workplace,
        report_id,
        person,
        form.filling,
        asked=int(form.asked.data),
        allowed=form.allowed.data == "yes",
        why=form.why.data or "",
        for_customer=form.for_customer.data or "",
    )


def what_came_of_it(form: OfferForm) -> str:
    """What the page says after the offer was sent."""
    if form.asks_a_lead:
        return "It is more than you may give alone, so a lead was asked. The customer sees that you asked."
    return "Given. The customer can read it now."


def _hint(workplace: Workplace, report_id: int, form: OfferForm, *, leads: bool) -> str:
    """What to think of before it is sent; nothing where it fits, or was hinted at before."""
    with workplace.store.reading() as conn:
        report = reports.report_by_id(conn, report_id)
    # What is closed meanwhile is refused by the act itself, in its own words.
    if report is None or not report.status.is_open:
        return ""
    table = workplace.library.desk.team.authority
    whose, worth = form.responsibility.data, form.worth.amount
    fit = fit_of(table, whose, report.severity, worth)
    if form.hinted.data == fit.value or fit is Fit.WITHIN or (fit is Fit.ABOVE and not leads):
        return ""
    form.hinted.data = fit.value
    amount = money(most_alone(table, whose, report.severity), workplace.library.site.currency)
    if fit is Fit.TOO_LITTLE:
        return f"You may give up to {amount} here. Is this enough for what happened? Send it again if you mean it."
    return f"The table says up to {amount} here. As a lead you may give more. Send it again if you mean it."
