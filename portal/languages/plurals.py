"""Plurals for scripts, which choose among forms by CLDR's names for them, as `Intl.PluralRules` says them."""

from portal.languages.locales import spoken_locale
from portal.languages.messages import form_of

_ENGLISH = {"one": 1, "other": 2}
_LARGEST_TRIED = 1_000


def forms_by_name(singular: str, plural: str) -> dict[str, str]:
    """`{"one": …, "other": …}`: the message in every plural of the language of the moment, its values not put in."""
    return {name: form_of(singular, plural, number) for name, number in _numbers().items()}


def _numbers() -> dict[str, int]:
    """A whole number of each kind; what only fractions are has the form of the kind `other`."""
    locale = spoken_locale()
    if locale is None:
        return _ENGLISH
    kinds = locale.plural_form
    found: dict[str, int] = {}
    for number in range(_LARGEST_TRIED):
        found.setdefault(kinds(number), number)
    return {**found, "other": found.get("other", _LARGEST_TRIED)}
