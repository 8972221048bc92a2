"""A target as people say it in the language of the moment: `4 working hours`, `3 days`."""

from portal.promises.amount_words import amount_in_words
from portal.promises.targets import Target


def target_in_words(target: Target) -> str:
    """In English what `str` gives."""
    return amount_in_words(target.amount, target.unit, working=target.working)
