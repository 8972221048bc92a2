"""What each message says beyond what all do: the fields of its context (portal.notices.messages)."""

from datetime import datetime
from typing import Any

from portal.acts.customer_writes import reopen_until
from portal.acts.notice_matter import Matter
from portal.acts.notice_reasons import why_handed_on, why_you
from portal.acts.promise_as_read import promise_as_read, title_as_read
from portal.acts.wait import wait_begun_by
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.reports.setting_aside import why_set_aside
from portal.store import page_drafts
from portal.store.page_drafts import DraftState
from portal.team.money import money


def particulars(workplace: Workplace, matter: Matter) -> dict[str, Any]:
    """What this message needs beyond what all do."""
    report = matter.report
    owner = matter.person(report.owner)
    severity = workplace.library_as_read.site.severity(report.severity)
    severity_said = severity.label if severity else report.severity
    answer_by = matter.answer_by("first_response")
    heard_by = matter.answer_by("first_response", "next_update")
    match matter.notice.message:
        case "received":
            return {"team": matter.team, "person": owner, "answer_by": answer_by}
        case "answered":
            return {"person": matter.author, "team": matter.team, "words": matter.text("answer")}
        case "effort_logged":
            begun = matter.effort or matter.entry
            return {
                "person": matter.author,
                "tried": begun.texts.get("tried", "") if begun else "",
                **{field: matter.text(field) for field in ("came_of_it", "next_step", "asked")},
            }
        case "handed_over":
            facts = matter.entry.facts if matter.entry else {}
            return {
                "team": matter.team,
                "person": matter.person(facts.get("to")),
                "previous_person": matter.author,
                "reason": why_handed_on(matter),
                "answer_by": heard_by,
            }
        case "resolved":
            return {
                "person": matter.author,
                "words": matter.text("what_we_did"),
                "reopen_until": reopen_until(workplace, report),
            }
        case "declined":
            return {
                "person": matter.author,
                "tried": matter.text("tried"),
                "reason": matter.text("why"),
                "instead": matter.text("instead"),
                "costs": matter.text("costs"),
                "saves": matter.text("saves"),
                "reopen_until": reopen_until(workplace, report),
            }
        case "set_aside":
            return {"person": matter.author, "reason": why_set_aside(matter.entry.facts if matter.entry else {})}
        case "reopened":
            opener = matter.author if matter.text("reason") else ""
            return {
                "team": matter.team,
                "person": owner,
                "answer_by": heard_by,
                "opener": opener,
                "reason": matter.text("reason"),
                "by_mistake": bool(matter.entry and matter.entry.facts.get("by_mistake")),
            }
        case "assigned":
            return {
                "words": matter.words,
                "severity": severity_said,
                "team": matter.team,
                "why_you": why_you(matter),
                "for_team": report.owner is None,
                "customer": matter.contact.name,
                "attachments": matter.attachments_of_entry,
                "answer_by": answer_by,
            }
        case "customer_wrote":
            return {
                "words": matter.words,
                "customer": matter.contact.name,
                "attachments": matter.attachments_of_entry,
                "answer_by": heard_by,
            }
        case "handed_to_you":
            return {
                "reason": matter.text("why") or why_handed_on(matter),
                "must_know": matter.text("must_know"),
                "words": matter.received.texts.get("what_happened", "") if matter.received else "",
                "severity": severity_said,
                "from_person": matter.author,
                "customer": matter.contact.name,
                "answer_by": heard_by,
            }
        case "handed_on":
            to = matter.entry.facts.get("to") if matter.entry else None
            return {
                "person": matter.author,
                "owner": matter.person(to) or matter.team,
                "reason": matter.text("why"),
            }
        case "half_gone" | "help_wanted" | "missed_in_team" as message:
            return {
                "promise": title_as_read(workplace, str(matter.notice.facts["commitment"])),
                "due_at": datetime.fromisoformat(str(matter.notice.facts["due_at"])),
                "words": matter.words,
                "severity": severity_said,
                "owner": owner,
                "customer": matter.contact.name,
                **({"remedy": _owed_for(workplace, matter)} if message == "missed_in_team" else {}),
            }
        case "missed":
            return {
                "promise": _as_read(workplace, matter, "title"),
                "due_at": datetime.fromisoformat(str(matter.notice.facts["due_at"])),
                "remedy": _as_read(workplace, matter, "remedy"),
                "team": matter.team,
                "person": owner,
            }
        case "called_late":
            late: Any = matter.entry.facts["commitments"] if matter.entry else []
            return {
                "promises": tuple(title_as_read(workplace, slug) for slug in late),
                "words": matter.words,
                "owner": owner,
                "customer": matter.contact.name,
            }
        case "heard":
            return {"person": matter.author, "words": matter.text("heard")}
        case "waiting" | "waiting_reminder":
            return {"person": owner, "reason": matter.text("reason"), "lapses_at": _lapses_at(workplace, matter)}
        case "lapsed":
            return {"reopen_until": reopen_until(workplace, report)}
        case "reclassified":
            joined: Any = matter.entry.facts["joined"] if matter.entry else []
            return {
                "person": matter.author,
                "reason": matter.text("why"),
                "severity": severity_said,
                "joined": tuple(title_as_read(workplace, slug) for slug in joined),
            }
        case "offered":
            return {"person": matter.author, "words": matter.text("offer")}
        case "lead_asked":
            due_at = matter.notice.facts["due_at"]
            return {
                "asker": matter.author,
                "words": matter.text("offer"),
                "worth": money(int(matter.notice.facts["worth"]), workplace.library.site.currency),
                "reason": matter.text("note"),
                "customer": matter.contact.name,
                "answer_by": datetime.fromisoformat(str(due_at)) if due_at else None,
            }
        case "lead_answered":
            allowed = bool(matter.notice.facts["allowed"])
            return {"lead": matter.author, "allowed": allowed, "reason": matter.text("note")}
        case "lead_decided":
            return {"person": matter.author, "words": matter.text("decision")}
        case "answer_due" | "answer_late":
            return {
                "asker": matter.author,
                "words": matter.text("offer"),
                "reason": matter.text("note"),
                "due_at": datetime.fromisoformat(str(matter.notice.facts["due_at"])),
                "leads": tuple(matter.person(lead) for lead in matter.notice.facts["leads"]),
                "customer": matter.contact.name,
            }
        case "exception_made":
            return {"person": matter.author, "words": matter.text("exception")}
        case "draft_decided":
            with workplace.store.reading() as conn:
                draft = page_drafts.draft_by_id(conn, int(matter.notice.facts["draft"]))
            if draft is None:
                raise PermanentFailure("The draft that this notice is about is no longer kept.")
            return {
                "lead": matter.person(draft.decided_by),
                "title": draft.title,
                "taken": draft.state is DraftState.TAKEN,
                "reason": draft.decided_why,
            }
        case "contact_changed":
            return {"to_old_address": matter.to_old_address}
        case "thanked":
            return {"customer": matter.contact.name, "words": matter.text("words")}
        case "remedy_given":
            return {"person": matter.author, "words": matter.text("given")}
        case "cause_updated":
            said: Any = matter.entry.facts if matter.entry else {}
            return {
                "person": matter.author,
                "words": matter.text("words"),
                "next_word": datetime.fromisoformat(said["due_at"]) if said.get("due_at") else None,
                "over": said.get("what") == "closed",
            }
        case "withdrawn_by_customer" | "heard_confirmed" | "lapsed_in_team":
            return {"customer": matter.contact.name}
    return {}


def _as_read(workplace: Workplace, matter: Matter, field: str) -> str:
    """The title or the remedy of the promise that was missed."""
    facts = matter.notice.facts
    return promise_as_read(workplace, str(facts.get("commitment")), str(facts[field]))


def _lapses_at(workplace: Workplace, matter: Matter) -> datetime:
    """When we stop waiting: the reminder's entry says so, and of the first one it follows."""
    if matter.entry is None:
        raise PermanentFailure("The entry that this notice is about is no longer kept.")
    if "lapses_at" in matter.entry.facts:
        return datetime.fromisoformat(str(matter.entry.facts["lapses_at"]))
    return wait_begun_by(workplace, matter.entry).lapses_at


def _owed_for(workplace: Workplace, matter: Matter) -> str:
    page = workplace.library.public.commitments.get(str(matter.notice.facts["commitment"]))
    return page.remedy if page else ""
