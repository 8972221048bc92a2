"""Proposing that we say a no in public: the draft of a limitation page, from a decline and the reports behind it.

It waits among the drafts until a lead decides; nothing here touches content/. No word of a customer's own goes into it,
no name and no address: what would give somebody away is refused. DESIGN §1.1, §4.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

from portal.acts.answering import acting_on, author_of, is_repeat
from portal.acts.behind_a_no import Behind, behind
from portal.acts.timeline import add_entry
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.library.page_drafts import LimitationDraft, lines_of, slug_for
from portal.promises.spoken import spoken_day
from portal.reports.personal_traces import personal_traces
from portal.reports.report import Contact, ContactKind, Report, Status
from portal.reports.timeline import Entry, Kind
from portal.store import contacts, page_drafts, timeline
from portal.store.page_drafts import DraftKind, NewDraft

REVIEW_AFTER = timedelta(days=182)
CONCERNED = ("customer", "us", "team")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a responder writes for everybody to read; where a field holds several things, each stands on its line."""

    title: str
    summary: str
    why: str
    tried: str
    workaround: str
    instead: str
    prevent: str
    symptoms: str
    costs: Mapping[str, str]
    benefits: Mapping[str, str]

    def words(self) -> str:
        """All of it, one text."""
        plain = (str(getattr(self, each.name)) for each in fields(self) if each.name not in ("costs", "benefits"))
        return "\n".join((*plain, *self.costs.values(), *self.benefits.values()))


def propose_limitation(workplace: Workplace, report_id: int, person: str, filling: str, proposal: Proposal) -> int:
    """Gives the draft's number. Raises MoveRefused, UnknownReport."""
    with acting_on(workplace, report_id) as moment:
        if is_repeat(moment, filling, proposal.words()):
            return page_drafts.of_report(moment.conn, report_id)[-1].id
        report = moment.report
        if report.status is not Status.DECLINED:
            raise MoveRefused("Only what was declined can be proposed as a page. This report stands otherwise by now.")
        entries = timeline.entries(moment.conn, report_id)
        require_impersonal(proposal.words(), contacts.contact_of(moment.conn, report_id), entries)
        found = behind(moment.conn, workplace, report)
        slug = slug_for(proposal.title, workplace.library.public.limitations)
        draft = _draft(workplace, report, proposal, found, workplace.local_day(moment.now))
        new = NewDraft(
            kind=DraftKind.LIMITATION,
            slug=slug,
            title=draft.title,
            markdown=draft.markdown(),
            proposed_by=person,
            created_at=moment.now,
            facts=found.facts(),
            report_id=report_id,
        )
        draft_id = page_drafts.add(moment.conn, new)
        facts = {"draft": draft_id, "slug": slug, "title": draft.title}
        author = author_of(workplace, person)
        add_entry(
            moment.conn, workplace, report, Entry(moment.now, Kind.PAGE_PROPOSED, author, public=False, facts=facts)
        )
        return draft_id


def require_impersonal(text: str, contact: Contact | None, entries: list[Entry]) -> None:
    """Raises MoveRefused, which names what has to be taken out."""
    customers = (entry for entry in entries if entry.kind in (Kind.RECEIVED, Kind.CUSTOMER_WROTE, Kind.CORRECTED))
    words = "\n".join(text for entry in customers for text in entry.texts.values())
    traces = personal_traces(text, contact or Contact(ContactKind.NONE), words)
    if traces:
        listed = ", ".join(f"“{trace}”" for trace in traces)
        raise MoveRefused(f"Everybody may read this one day, so say it without what belongs to one customer: {listed}.")


def _draft(workplace: Workplace, report: Report, proposal: Proposal, found: Behind, today: date) -> LimitationDraft:
    return LimitationDraft(
        title=_one_line(proposal.title),
        summary=_one_line(proposal.summary),
        owner=report.team,
        review_by=today + REVIEW_AFTER,
        since=today,
        topics=(report.topic,) if report.topic in workplace.library.public.topics else (),
        symptoms=lines_of(proposal.symptoms),
        costs={whom: lines_of(proposal.costs[whom]) for whom in CONCERNED},
        benefits={whom: lines_of(proposal.benefits[whom]) for whom in CONCERNED},
        prevent=lines_of(proposal.prevent),
        workaround=_one_line(proposal.workaround),
        instead=_one_line(proposal.instead),
        body=_body(proposal, found, spoken_day(today)),
    )


def _body(proposal: Proposal, found: Behind, today: str) -> str:
    tried = f"## What we tried\n\n{proposal.tried.strip()}\n\n" if proposal.tried.strip() else ""
    return f"{proposal.why.strip()}\n\n{tried}## How often it comes up\n\n{_counts(found, today)}"


def _counts(found: Behind, today: str) -> str:
    ended = 1 + len(found.declined_on_topic)
    reports = "one report" if found.on_topic == 1 else f"{found.on_topic} reports"
    sentences = [
        f"In the year to {today} we had {reports} on this topic.",
        "One of them ended with a no."
        if ended < 2 <= found.on_topic
        else f"{_share(ended, found.on_topic)} with a no.",
    ]
    if found.declined_alike:
        count = len(found.declined_alike)
        sentences.append(f"On other topics we said no for much the same reason {_times(count)}.")
    return " ".join(sentences)


def _share(ended: int, of: int) -> str:
    return "It ended" if of == 1 else "All of them ended" if ended >= of else f"{ended} of them ended"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _one_line(text: str) -> str:
    return " ".join(text.split())
