"""What Unicode's CLDR knows of a language: which way it runs, and what its speakers call it. Babel is loaded lazily."""

from functools import cache
from typing import TYPE_CHECKING, Literal

from portal.languages.catalogs import SOURCE, is_source
from portal.languages.speaking import catalog, language

if TYPE_CHECKING:
    from babel import Locale

Direction = Literal["ltr", "rtl"]


def direction(tag: str) -> Direction:
    """Which way text in `tag` runs; left to right where CLDR does not know the language."""
    if is_source(tag):
        return "ltr"
    locale = locale_of(tag)
    return "rtl" if locale is not None and locale.text_direction == "rtl" else "ltr"


@cache
def own_name(tag: str) -> str:
    """`العربية` for `ar`: what its speakers look for. The tag itself where CLDR has no name."""
    locale = locale_of(tag)
    name = locale.get_display_name() if locale is not None else None
    return name[:1].upper() + name[1:] if name else tag


def name_of_language(tag: str) -> str:
    """`Arabic` for `ar` where English is spoken: what a language is called in that of the moment."""
    from babel import Locale

    locale = locale_of(tag)
    return (locale.get_display_name(spoken_locale() or Locale(SOURCE)) if locale else None) or tag


@cache
def locale_of(tag: str) -> "Locale | None":
    """None where CLDR does not know the language of `tag`."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def spoken_locale() -> "Locale | None":
    """By whose habits dates and numbers are written now; None where English is spoken, also for want of our words."""
    return None if catalog() is None else locale_of(language())
