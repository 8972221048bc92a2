"""Amounts of time in the language of the moment, each with the plural that its number takes there."""

from portal.languages.messages import ngettext
from portal.promises.targets import Unit


def amount_in_words(amount: int, unit: Unit, *, working: bool = False) -> str:
    """`4 working hours`, `1 day`."""
    match unit, working:
        case "minutes", False:
            return ngettext("%(num)s minute", "%(num)s minutes", amount)
        case "minutes", True:
            return ngettext("%(num)s working minute", "%(num)s working minutes", amount)
        case "hours", False:
            return ngettext("%(num)s hour", "%(num)s hours", amount)
        case "hours", True:
            return ngettext("%(num)s working hour", "%(num)s working hours", amount)
        case "days", False:
            return ngettext("%(num)s day", "%(num)s days", amount)
        case _:
            return ngettext("%(num)s working day", "%(num)s working days", amount)
