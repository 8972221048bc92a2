"""A row of the audit log in plain words that follow a name: "Mira" + "answered"."""

from collections.abc import Mapping
from typing import Any

from portal.acts import audit
from portal.reports.timeline import Kind

_REFUSED = {
    "unknown_address": "asked to sign in with an address that is not in the team",
    "unknown_link": "tried a link that does not exist",
    "used_or_expired_link": "tried a link that was used before or has expired",
    "left_team": "tried a link of somebody who has left the team",
    "several_people": "came from the provider with an address that several people share",
    "provider": "was not let in by the provider",
}
_ENDED = {
    "ended": "ended a session",
    "replaced": "signed in anew, which ended the session before",
    "left_team": "left the team, which ended a session",
}
_OF_PAGES = {
    audit.EDIT_BEGUN: "began a draft of",
    audit.EDIT_THROWN_AWAY: "threw away a draft of",
    audit.DRAFT_COMMENTED: "said something about a draft of",
    audit.PUBLISHING_ASKED: "pressed Publish for",
    audit.PAGE_PUBLISHED: "published",
    audit.PAGE_NOT_PUBLISHED: "could not publish",
}
_PLAIN = {
    audit.SIGN_IN_ASKED: "asked for a link to sign in",
    audit.SIGN_IN_LINK_MADE: "was made a link to sign in, by whoever runs the portal’s commands",
    audit.OPENED_BY_LINK: "opened the report by the link of a notice",
    Kind.ANSWERED: "answered",
    Kind.EFFORT: "tried something",
    Kind.CONCLUDED: "said what came of an effort",
    Kind.HANDED_OVER: "handed the report over",
    Kind.NOTED: "left a note",
    Kind.RESOLVED: "resolved the report",
    Kind.DECLINED: "declined the report",
    Kind.WAITING: "began to wait for the customer",
    Kind.HEARD: "summed up what they heard",
    Kind.RECLASSIFIED: "changed the topic or the severity",
    Kind.REMEDY_GIVEN: "gave what was owed",
    Kind.PAGE_PROPOSED: "proposed a page about it",
    Kind.EXCEPTION: "made an exception to a policy",
    Kind.LEAD_DECIDED: "told the customer how the question to them ended",
    Kind.JOINED_CAUSE: "put the report to others of one cause",
    Kind.LEFT_CAUSE: "took the report away from others of one cause",
    Kind.CAUSE_UPDATED: "told what is known of the cause",
    "training_answered": "answered what a colleague asked for their training",
    "swap_asked": "asked a colleague to take a shift",
    "swap_accepted": "took a colleague’s shift",
    "swap_declined": "could not take a shift",
    "swap_withdrawn": "took back a question about a shift",
    "swap_undone": "undid a swap of shifts",
    "shift_covered": "put somebody down for a free shift",
    "cover_undone": "let a cover go",
    "time_off_asked": "asked for time off",
    "time_off_entered": "entered time off for somebody",
    "time_off_granted": "granted time off",
    "time_off_refused": "did not grant time off",
    "time_off_withdrawn": "took back a question for time off",
    "time_off_undone": "undid time off",
    "obstacle_answered": "answered what is in somebody’s way",
    "obstacle_done": "did something about what is in somebody’s way",
    "held_let_in": "let a report in from the quarantine",
    "held_set_aside": "set aside what waited in the quarantine",
    "cause_opened": "opened a cause behind several reports",
    "cause_renewed": "renewed the sentence of a cause",
    "cause_closed": "closed a cause",
    "cause_reopened": "opened a cause again",
    "cause_answered": "answered all open reports of a cause",
    "cause_resolved": "resolved all open reports of a cause",
}


def act_words(act: str, facts: Mapping[str, Any]) -> str:
    """An act without words of its own is called by its name."""
    match act:
        case audit.EXCEPTION_MADE | audit.EXCEPTION_ENDED:
            did = "made" if act == audit.EXCEPTION_MADE else "ended"
            return f"{did} an exception to the policy “{facts['policy']}”"
        case audit.DRAFT_DECIDED:
            return f"{'took' if facts['taken'] else 'did not take'} draft {facts['draft']}, “{facts['slug']}”"
        case (
            audit.EDIT_BEGUN
            | audit.EDIT_THROWN_AWAY
            | audit.DRAFT_COMMENTED
            | audit.PUBLISHING_ASKED
            | audit.PAGE_PUBLISHED
            | audit.PAGE_NOT_PUBLISHED
        ):
            return f"{_OF_PAGES[act]} {facts['page']}"
        case audit.SIGNED_IN:
            return "signed in through the provider" if facts.get("how") == "provider" else "signed in"
        case audit.SIGN_IN_REFUSED:
            return _REFUSED[facts["why"]]
        case audit.SESSION_ENDED:
            return _ENDED[facts["why"]]
    return _PLAIN.get(act, act.replace("_", " "))
