"""The public holidays of a country or a part of it, through the `holidays` package."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from portal.errors import CalendarError
from portal.promises.suggestions import did_you_mean


def public_holidays(country: str, subdivision: str | None, years: Iterable[int]) -> frozenset[date]:
    """The dates, days in lieu among them. `country` is an ISO 3166-1 code, `subdivision` as ISO 3166-2 without it.

    Raises CalendarError whose `where` is ("country",) or ("subdivision",).
    """
    return _resolved(country, subdivision, tuple(years))


@lru_cache(maxsize=256)
def _resolved(country: str, subdivision: str | None, years: tuple[int, ...]) -> frozenset[date]:
    import holidays  # costs a tenth of a second, which calendars without it need not pay

    countries = holidays.list_supported_countries(include_aliases=True)
    if country not in countries:
        hint = f"Did you mean `{country.upper()}`?" if country.upper() in countries else "Write a code such as `GB`."
        raise CalendarError(f"`{country}` is not a country whose holidays are known. {hint}", ("country",))
    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=years))
    except NotImplementedError:
        known = countries[country]
        remedy = did_you_mean(str(subdivision), known) or f"Known are {', '.join(f'`{name}`' for name in known)}."
        if not known:
            remedy = "Leave `subdivision` out."
        raise CalendarError(f"`{subdivision}` is not a part of {country}. {remedy}", ("subdivision",)) from None
