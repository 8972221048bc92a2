"""What responders ask of leads, and whether it was answered, by a report's timeline. DESIGN §1.2, §1.5. Pure."""

from collections.abc import Iterable
from datetime import datetime

from portal.reports.timeline import Entry, Kind


def open_questions(entries: Iterable[Entry]) -> list[Entry]:
    """What leads were asked and have not answered, the oldest first."""
    all_of_them = list(entries)
    answered = {entry.facts.get("asked") for entry in all_of_them if entry.kind is Kind.LEAD_ANSWERED}
    return [entry for entry in all_of_them if entry.kind is Kind.LEAD_ASKED and entry.id not in answered]


def answer_due_at(question: Entry) -> datetime | None:
    """By when an answer was promised as it was asked; None where none was (UTC)."""
    return _instant(question, "due_at")


def remind_at(question: Entry) -> datetime | None:
    """When the leads are reminded: at three quarters of the time they have (UTC)."""
    due_at = answer_due_at(question)
    if due_at is None:
        return None
    return _instant(question, "remind_at") or question.at + (due_at - question.at) * 3 / 4


def is_late(question: Entry, now: datetime) -> bool:
    """Due exactly now is not late yet."""
    due_at = answer_due_at(question)
    return due_at is not None and now > due_at


def leads_asked(question: Entry) -> tuple[str, ...]:
    """Their keys of team.yml."""
    leads = question.facts.get("leads")
    return tuple(map(str, leads)) if isinstance(leads, list) else ()


def _instant(question: Entry, fact: str) -> datetime | None:
    text = question.facts.get(fact)
    return datetime.fromisoformat(text) if isinstance(text, str) else None
