"""Whether the customer's address works, read from the timeline: it is changed by bounces, by what their mail server
refuses, and by corrections. Pure.
"""

from collections.abc import Iterable

from portal.reports.timeline import Entry, Kind


def address_fails(entries: Iterable[Entry]) -> bool:
    """Whether a mail to the customer came back (RFC 3464) or was refused for its address (RFC 5321 §3.3), and they have
    not corrected how they are reached since.
    """
    fails = False
    for entry in entries:
        if entry.kind is Kind.CONTACT_CHANGED:
            fails = False
        elif entry.kind is Kind.NOTICE_FAILED and (entry.facts.get("bounced") or entry.facts.get("refused")):
            fails = fails or entry.facts.get("recipient") == "customer"
    return fails
