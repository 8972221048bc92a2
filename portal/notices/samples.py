"""Made-up contexts of every message, to try templates with: our own in tests, a site's before it starts."""

from collections.abc import Sequence
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from portal.errors import SettingsError
from portal.library.site_file import FallbackContact
from portal.notices.context import Context
from portal.notices.digest_messages import Part
from portal.notices.huddle_message import Part as HuddlePart
from portal.notices.messages import MESSAGES
from portal.notices.rendering import render
from portal.notices.reply_line import REPLY_LINE
from portal.notices.subscriber_messages import ToldChange

_VALUES: dict[str, Any] = {
    "reply_line": REPLY_LINE,
    "organisation": "Northline Broadband",
    "reference": "R7K4-M2PX",
    "topic": "My internet is down",
    "link": "https://help.northline.example/r/AQ7fK2mZ9xT4vB8nLw3cYd",
    "fallback": FallbackContact(phone="01632 960 123", mail="help@northline.example", hours="every day, 8:00 to 20:00"),
    "time_zone": "Europe/London",
    "recipient_name": "Ada",
    "language": "en",
    "team": "the fault desk",
    "person": "Mira",
    "previous_person": "Tom",
    "from_person": "Tom",
    "customer": "Ada Brown",
    "answer_by": datetime(2026, 11, 23, 15, 10, tzinfo=UTC),
    "reopen_until": datetime(2026, 12, 7, 17, 0, tzinfo=UTC),
    "words": "The router's light went red at seven this morning.\n\nI care for my mother here and her alarm needs it.",
    "tried": "I restarted your line from the exchange and measured it twice.",
    "came_of_it": "The line is up, but it drops after a minute.",
    "next_step": "An engineer looks at the cabinet at 14:00. I write to you by 15:00, whatever she finds.",
    "asked": "Priya, who looks after the cabinets in your street.",
    "reason": "Tom's day ends at 16:00, and this should not wait until tomorrow.",
    "instead": "We lend you a mobile router until the cable is dug. Call us, and it comes tomorrow.",
    "costs": "You are on the loan router until spring, and it is slower in the evening.",
    "saves": "Six streets stay open in winter, and the money goes into the new cable.",
    "must_know": "Her mother's alarm runs over the line. Call, do not write.",
    "severity": "I can't work or call for help",
    "why_you": "You are on shift and have the fewest open reports.",
    "attachments": 2,
    "for_team": True,
    "promise": "A person answers your fault within two working hours",
    "promises": ("A person answers your fault within two working hours", "You hear from us twice a day"),
    "due_at": datetime(2026, 11, 23, 15, 10, tzinfo=UTC),
    "remedy": "A month's fee off your next bill, without asking.",
    "owner": "Tom",
    "asker": "Mira",
    "opener": "Mira",
    "leads": ("Ines", "Ruth"),
    "taken": True,
    "lead": "Ines",
    "worth": "£80",
    "allowed": True,
    "lapses_at": datetime(2026, 12, 7, 15, 10, tzinfo=UTC),
    "joined": ("An engineer calls within the hour",),
    "to_old_address": True,
    "parts": (
        Part(
            datetime(2026, 11, 23, 13, 5, tzinfo=UTC),
            "Mira has tried something for you.\n\nI rang the exchange.",
            Markup("<p>Mira has tried something for you.</p>\n<p>I rang the exchange.</p>"),
        ),
        Part(
            datetime(2026, 11, 23, 13, 9, tzinfo=UTC),
            "Tom at the fault desk has your report now.",
            Markup("<p>Tom at the fault desk has your report now.</p>"),
        ),
    ),
    "valid_minutes": 15,
    "shift": "Monday 30 November, 14:00 to 22:00",
    "in_return": "Thursday 3 December, 07:00 to 15:00",
    "note": "My daughter plays her first concert that evening.",
    "event": "swap_accepted",
    "who": "Tom",
    "taker": "Tom",
    "is_owner": True,
    "is_taker": False,
    "time_off": "Monday 14 December to Friday 18 December",
    "gaps": ("Monday 14 December, 07:00 to 15:00", "Tuesday 15 December, 07:00 to 15:00"),
    "granted": True,
    "begins": "08:00",
    "since": "since Friday 08:00",
    "other_teams": ("the billing desk", "the homes desk"),
    "sections": (
        HuddlePart(
            "Who is on, and when they rest", ("Mira 07:00 to 15:00, rests 09:15 to 09:30", "Tom 14:00 to 22:00")
        ),
        HuddlePart("What worked", ("14 of 16 promises that came to count were kept.",)),
        HuddlePart("To talk about", ("Tom: the new loan boxes are in the van.",)),
    ),
    "carried": ("Mira 12 of 12", "Tom 11 of 10"),
    "drill": "A no on a Sunday",
    "plays_customer": False,
    "by_coach": False,
    "question": "I would like to learn how alarm lines are tested.",
    "title": "The mast at Eelby",
    "reports": 12,
    "next_word": datetime(2026, 11, 23, 15, 30, tzinfo=UTC),
    "over": True,
    "by_mistake": True,
    "writer": "Ruth",
    "asks": True,
    "waiting": 3,
    "grave": True,
    "giver": "Tom",
    "line": "The exchange drops us after ten minutes on hold.",
    "detail": "Three times today, each with somebody beside me who waited.",
    "again": True,
    "by_day": "Thursday 26 November 2026",
    "done": True,
    "matter": "obstacle",
    "asked_for": "when “A person answers your fault” changes and when a policy changes",
    "works_until": datetime(2026, 11, 30, 9, 0, tzinfo=UTC),
    "changes": (
        ToldChange(
            "A person answers your fault within four working hours",
            "23 November 2026",
            ("We promise less than before.", "The time promised is 4 working hours. It was 2 working hours."),
            (
                ("The page as it is today", "https://help.northline.example/commitments/first-reply/"),
                (
                    "What is different, word by word",
                    "https://help.northline.example/what-changed/commitments/first-reply/#of-2026-11-23",
                ),
            ),
        ),
        ToldChange("Loan phones", "23 November 2026", ("This page is gone.",), ()),
    ),
    "promises_less": 1,
    "more": 3,
    "everything": "https://help.northline.example/what-changed/",
    "about": "The exchange drops us after ten minutes on hold.",
}
_ANSWER = "I can see from here that your line went quiet at 7:04.\n\nI restart it now and look again in ten minutes."
_MAST = "The mast at Eelby is down since 14:10. Two people are on their way."
_SPECIAL: dict[str, dict[str, Any]] = {
    "answered": {"words": _ANSWER},
    "remedy_given": {"words": "I have taken November off your bill. You see it on the one of 1 December."},
    "heard": {"words": "Since seven the line is dead, and your mother's alarm needs it. That is what comes first."},
    "waiting": {"reason": "I need the number on the label under your router, to send the right one."},
    "waiting_reminder": {"reason": "I need the number on the label under your router, to send the right one."},
    "reclassified": {"reason": "Your mother's alarm depends on the line, so this is not an ordinary fault."},
    "offered": {"words": "November is free, and a loan router comes tomorrow by ten."},
    "obstacle_answered": {"words": "I have asked the exchange for a line of our own.", "done": False},
    "training_asked": {"words": "I would like to learn how alarm lines are tested."},
    "training_answered": {"words": "Idris shows you on Thursday at two. I have taken you off the desk for the hour."},
    "lead_asked": {"words": "Three months free: the line failed four times since August."},
    "draft_decided": {"title": "We don't dig before March"},
    "lead_decided": {"words": "Three months are more than I can give. The loan router and November stay."},
    "exception_made": {"words": "You may leave on any day this month, although the contract runs until March."},
    "answer_due": {"words": "Three months free: the line failed four times since August."},
    "answer_late": {"words": "Three months free: the line failed four times since August."},
    "lead_answered": {"reason": "Yes. Tell them that we should have seen it in August."},
    "resolved": {"words": "Your line has held for six hours on its new port. I have taken this month off your bill."},
    "sign_in": {"link": "https://help.northline.example/desk/sign-in/k3q7w2mzt5xv4b6nlpcyd2rf7hjs4aue"},
    "cause_updated": {"words": _MAST, "over": False},
    "cause_due": {"words": _MAST},
    "cause_late": {"words": _MAST},
    "thanked_by_colleague": {"words": "You took the night call so that I could sleep. I did."},
    "set_aside": {"reason": "You wrote to us about this twice. We go on with Q3H8-K5TN."},
    "declined": {"reason": "The cable under your street is broken, and nobody may dig there before March."},
}


def full_context(message: str, **values: Any) -> Context:
    """A context of `message` with every field filled in; `values` win."""
    sample = _sample(message)
    return MESSAGES[message](**{name: sample[name] for name in _names(message)} | values)


def minimal_context(message: str, **values: Any) -> Context:
    """A context of `message` with only what it cannot do without; `values` win."""
    sample = _sample(message)
    return MESSAGES[message](**{name: sample[name] for name in _names(message, needed_only=True)} | values)


def template_problems(template_dirs: Sequence[Path]) -> tuple[str, ...]:
    """What is wrong with the templates of mails, so that a start can be refused rather than a report fail later."""
    problems: dict[str, None] = {}
    for message in MESSAGES:
        for context in (full_context(message), minimal_context(message)):
            try:
                render(message, context, template_dirs)
            except SettingsError as error:
                problems[str(error)] = None
    return tuple(problems)


def _names(message: str, needed_only: bool = False) -> list[str]:
    return [field.name for field in fields(MESSAGES[message]) if field.default is MISSING or not needed_only]


def _sample(message: str) -> dict[str, Any]:
    to_responder = MESSAGES[message].recipient_kind == "responder"
    return _VALUES | _SPECIAL.get(message, {}) | ({"recipient_name": "Mira"} if to_responder else {})
