"""Why a report was set aside, in the words its customer reads, and when another one may be named to them. Pure."""

from collections.abc import Mapping

from portal.languages.messages import N_, _
from portal.reports.report import Contact, ContactKind

_WHY = {
    "duplicate": N_("The same thing has reached us already, and we go on with that. So this report is closed."),
    "test": N_("This was sent to try our pages out, so nobody works on it. If it was meant, start a new report."),
    "spam": N_(
        "We took this for something other than a report, so nobody works on it. If we got that wrong, start a new one "
        "and say so."
    ),
}


def why_set_aside(facts: Mapping[str, object]) -> str:
    """Whole sentences for the customer, by the facts of the entry that set it aside.

    `goes_on_in` among them is the reference of the other report, and is there only where it is theirs as well.
    """
    if facts.get("goes_on_in"):
        return _("You wrote to us about this twice. We go on with %(reference)s.", reference=facts["goes_on_in"])
    why = _WHY.get(str(facts.get("reason")))
    return _(why) if why else _("Nobody works on this report.")


def is_same_customer(one: Contact | None, other: Contact | None) -> bool:
    """Whether both are reached at the same address or number. Of who is reached nowhere, nobody knows."""
    if one is None or other is None or one.kind is not other.kind or one.kind is ContactKind.NONE:
        return False
    return bool(one.address) and one.address.strip().casefold() == other.address.strip().casefold()
