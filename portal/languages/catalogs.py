"""Catalogs of our words: `portal/translations/<tag>/LC_MESSAGES/messages.po`, read when they are first asked for.

They are read as translators write them (GNU gettext, "The Format of PO Files"), so that nothing has to be compiled
before a checkout or a wheel works. Babel is loaded here and not before.
"""

from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

SOURCE = "en"
"""The language in which the code and the templates are written; its words need no catalog."""
TRANSLATIONS = Path(__file__).parent.parent / "translations"

Catalog = GNUTranslations


def is_source(tag: str) -> bool:
    return tag.split("-")[0] == SOURCE


def catalog_of(tag: str) -> Catalog | None:
    """The catalog of `pt-BR`, or else that of `pt`; None for the source language and where there is none."""
    return None if is_source(tag) else _read(tag)


def catalog_file(tag: str) -> Path | None:
    """Where the words in `tag` lie, or else those of its language without its region."""
    names = dict.fromkeys((tag.replace("-", "_"), tag.split("-")[0]))
    files = (TRANSLATIONS / name / "LC_MESSAGES" / "messages.po" for name in names)
    return next((file for file in files if file.is_file()), None)


def our_languages() -> tuple[str, ...]:
    """The languages of all catalogs."""
    files = TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")
    return tuple(sorted(file.parent.parent.name.replace("_", "-") for file in files))


@cache
def _read(tag: str) -> Catalog | None:
    file = catalog_file(tag)
    if file is None:
        return None
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with file.open("rb") as stream:
        catalog = read_po(stream, locale=file.parent.parent.name)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)
