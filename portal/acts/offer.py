"""An offer to put things right: within authority it is given at once; above it a lead is asked, and the customer told.

The lead's answer has a clock: the team's promise on `lead_answer`, where one is published. DESIGN §1.2, §1.5.
"""

from dataclasses import dataclass

from portal.acts.answering import Moment, acting_on, author_of, is_repeat, require_act
from portal.acts.lead_promise import answer_times
from portal.acts.notify import notify_customer, notify_person
from portal.acts.timeline import add_entry, tidy
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.moves import require_staff_move
from portal.reports.questions import open_questions
from portal.reports.report import Report
from portal.reports.timeline import Entry, Kind
from portal.store import timeline
from portal.team.offers import Fit, fit_of, more_than_alone


@dataclass(frozen=True, slots=True)
class Offer:
    """`words` is what the customer reads, `worth` in whole currency units, `why` is for the lead and the record."""

    responsibility: str
    worth: int
    words: str
    why: str = ""


def offer(workplace: Workplace, report_id: int, person: str, filling: str, proposed: Offer) -> Fit:
    """Give it, or ask a lead; says which. Raises MoveRefused, UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        table = workplace.library.desk.team.authority
        fit = fit_of(table, proposed.responsibility, moment.report.severity, proposed.worth)
        if is_repeat(moment, filling, str(proposed)):
            return fit
        report = require_act(workplace, moment, "offer something on", person)
        if fit is Fit.ABOVE and person not in workplace.roster().leads:
            _ask(workplace, moment, report, person, proposed)
        else:
            _give(workplace, moment, report, person, proposed)
        return fit


def answer_offer(
    workplace: Workplace,
    report_id: int,
    lead: str,
    filling: str,
    *,
    asked: int,
    allowed: bool,
    why: str,
    for_customer: str = "",
) -> None:
    """A lead allows what was asked for in entry `asked`, and it is given, or does not, and says why to the responder.

    The customer saw that we asked, so they see how it ended: what is given, or the no, in the words `for_customer` if
    the lead has any for them.

    Raises MoveRefused where somebody else has answered, or `lead` leads nobody; UnknownReport.
    """
    if lead not in workplace.roster().leads:
        raise MoveRefused("Only a lead can answer this.")
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, str(allowed), why, for_customer):
            return
        waiting = {entry.id: entry for entry in open_questions(timeline.entries(moment.conn, report_id))}
        if asked not in waiting:
            raise MoveRefused("This was answered already, by you or another lead.")
        question = waiting[asked]
        if allowed:
            require_staff_move(moment.report.status, "give something on")
        facts = {"asked": asked, "allowed": allowed}
        author = author_of(workplace, lead)
        # These words of the lead are for the team.
        texts = {"note": tidy(why)} if why else {}
        answered = Entry(moment.now, Kind.LEAD_ANSWERED, author, public=False, facts=facts, texts=texts)
        entry_id = add_entry(moment.conn, workplace, moment.report, answered)
        asker = str(question.author.key)
        if allowed:
            _give(workplace, moment, moment.report, asker, _as_offer(question))
        elif moment.report.status.is_open:
            _say_no(workplace, moment, lead, asker, for_customer)
        notify_person(moment.conn, workplace, moment.report, "lead_answered", asker, entry_id, facts)


def _give(workplace: Workplace, moment: Moment, report: Report, person: str, proposed: Offer) -> None:
    facts = {"responsibility": proposed.responsibility, "worth": proposed.worth}
    texts = {"offer": tidy(proposed.words)}
    entry = Entry(moment.now, Kind.OFFERED, author_of(workplace, person), public=True, facts=facts, texts=texts)
    entry_id = add_entry(moment.conn, workplace, report, entry)
    notify_customer(moment.conn, workplace, report, "offered", entry_id)


def _say_no(workplace: Workplace, moment: Moment, lead: str, asker: str, words: str) -> None:
    """Without words of the lead the page says it by itself, which stops no clock and is worth no mail."""
    said = tidy(words)
    entry = Entry(
        moment.now,
        Kind.LEAD_DECIDED,
        author_of(workplace, lead),
        public=True,
        facts={"asker": asker, "written": bool(said)},
        texts={"decision": said} if said else {},
    )
    entry_id = add_entry(moment.conn, workplace, moment.report, entry)
    if said:
        notify_customer(moment.conn, workplace, moment.report, "lead_decided", entry_id)


def _ask(workplace: Workplace, moment: Moment, report: Report, person: str, proposed: Offer) -> None:
    """The customer sees that we asked, not what: that is only theirs once it is given."""
    if not proposed.why.strip():
        library = workplace.library
        table, currency = library.desk.team.authority, library.site.currency
        raise MoveRefused(more_than_alone(table, proposed.responsibility, report.severity, currency))
    leads = workplace.roster().leads_of(report.team)
    if not leads:
        raise MoveRefused("This is above what you may give, and no lead is named in team.yml whom you could ask.")
    times = answer_times(workplace, moment.now)
    facts = {
        "responsibility": proposed.responsibility,
        "worth": proposed.worth,
        "leads": [lead.key for lead in leads],
        **(times.facts() if times else {"due_at": None}),
    }
    author = author_of(workplace, person)
    add_entry(
        moment.conn,
        workplace,
        report,
        Entry(moment.now, Kind.ASKING, author, public=True, facts={"leads": facts["leads"]}),
    )
    texts = {"offer": tidy(proposed.words), "note": tidy(proposed.why)}
    question = Entry(moment.now, Kind.LEAD_ASKED, author, public=False, facts=facts, texts=texts)
    entry_id = add_entry(moment.conn, workplace, report, question)
    for lead in leads:
        notify_person(moment.conn, workplace, report, "lead_asked", lead.key, entry_id, facts)


def _as_offer(question: Entry) -> Offer:
    worth = question.facts["worth"]
    return Offer(
        str(question.facts["responsibility"]),
        worth if isinstance(worth, int) else 0,
        question.texts.get("offer", ""),
    )
