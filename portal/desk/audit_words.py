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
_PLAIN = {
    audit.SIGN_IN_ASKED: "asked for a link to sign in",
    audit.OPENED_BY_LINK: "opened the report by the link of a notice",
    Kind.ANSWERED: "answered",
    Kind.EFFORT: "logged an effort",
    Kind.HANDED_OVER: "handed the report over",
    Kind.NOTED: "left a note",
    Kind.RESOLVED: "resolved the report",
    Kind.DECLINED: "declined the report",
    Kind.WAITING: "began to wait for the customer",
    Kind.HEARD: "summed up what they heard",
    Kind.RECLASSIFIED: "changed the topic or the severity",
    Kind.REMEDY_GIVEN: "gave what was owed",
}


def act_words(act: str, facts: Mapping[str, Any]) -> str:
    """An act without words of its own is called by its name."""
    match act:
        case audit.SIGNED_IN:
            return "signed in through the provider" if facts.get("how") == "provider" else "signed in"
        case audit.SIGN_IN_REFUSED:
            return _REFUSED[facts["why"]]
        case audit.SESSION_ENDED:
            return _ENDED[facts["why"]]
    return _PLAIN.get(act, act.replace("_", " "))
