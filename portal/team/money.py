"""Whole amounts of money in words, by the organisation's own sign. Pure."""

# What a reader calls the whole units; any other sign is spoken of as a number.
_UNITS = {"£": "whole pounds", "€": "whole euros", "$": "whole dollars"}


def money(amount: int, currency: str) -> str:
    """`£1,200`; without a sign `1,200`."""
    return f"{currency}{amount:,}"


def units_of(currency: str) -> str:
    """`whole pounds`; of a sign we have no word for, `a whole number`."""
    return _UNITS.get(currency, "a whole number")
