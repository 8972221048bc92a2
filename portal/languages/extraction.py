"""Gathers the marked messages of a checkout into its catalogs: `make messages`, or `make messages NEW=pt-BR` to begin.

A catalog keeps what is translated, gains what is new with no words yet, and loses what is marked no longer. Nothing is
guessed from messages that are alike, and no date is written, so that a catalog changes only when its words do.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po, write_po

from portal.languages.catalogs import TRANSLATIONS

_IN_CODE = ("portal.languages.messages",)
_IN_TEMPLATES = ("_(", "gettext(", "{% trans")
_KEYWORDS = {**DEFAULT_KEYWORDS, "forms_by_name": (1, 2)}
_PLURAL_FORMS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
}
_HEADER = """\
# Our words in {name}. Where `msgstr` is empty, the English stands. `make messages` brings in what is new.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def marked_messages(checkout: Path) -> Catalog:
    """Every message that the code and the templates of `checkout` mark, with the files in which it stands."""
    catalog = Catalog()
    for file, method in _files(checkout):
        found = extract_from_file(
            method,
            file,
            keywords=_KEYWORDS,
            comment_tags=("Translators:",),
            options={"trimmed": "true", "silent": "false"},
            strip_comment_tags=True,
        )
        place = (file.relative_to(checkout).as_posix(), 1)
        for _line, message, comments, context in found:
            catalog.add(message, locations=[place], auto_comments=comments, context=context)
    return catalog


def messages_in(catalog: Catalog) -> Iterator[Message]:
    """All of them, without the header."""
    return (message for message in catalog if message.id)


def _files(checkout: Path) -> Iterator[tuple[Path, str]]:
    """Those that mark anything, with how they are read."""
    for folder, method, marks in (("portal", "python", _IN_CODE), ("templates", "jinja2", _IN_TEMPLATES)):
        for file in sorted((checkout / folder).rglob("*.py" if method == "python" else "*.*")):
            text = file.read_text("utf-8")
            if any(mark in text for mark in marks):
                yield file, method


def brought_up_to_date(catalog: Catalog, marked: Catalog) -> Catalog:
    """The words of `catalog` for all that is `marked` and nothing else."""
    new = Catalog(catalog.locale)
    new.mime_headers = [("Plural-Forms", _plural_forms(catalog))]
    for message in messages_in(marked):
        told = catalog.get(message.id, message.context)
        new.add(
            message.id,
            told.string if told is not None else "",
            message.locations,
            told.flags if told is not None else (),
            message.auto_comments,
            told.user_comments if told is not None else (),
            context=message.context,
        )
    return new


def catalog_text(catalog: Catalog) -> str:
    """As it is kept in a file."""
    assert catalog.locale is not None
    name, language = catalog.locale.english_name, str(catalog.locale)
    words = BytesIO()
    write_po(words, catalog, width=None, omit_header=True, include_lineno=False, sort_by_file=True)  # type: ignore[arg-type]
    return _HEADER.format(name=name, language=language, plural_forms=_plural_forms(catalog)) + words.getvalue().decode()


def _plural_forms(catalog: Catalog) -> str:
    """Babel's own rule, save where it counts the forms in another order than CLDR and the gettext manual."""
    assert catalog.locale is not None
    return _PLURAL_FORMS.get(catalog.locale.language, catalog.plural_forms)


def read_catalog(file: Path) -> Catalog:
    """A catalog in its language's folder."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parent.parent.name)


def main(new: str = "") -> None:
    """Bring every catalog up to date, and begin that of `new`, a tag such as `pt-BR`."""
    checkout = TRANSLATIONS.parent.parent
    marked = marked_messages(checkout)
    if new:
        locale = Locale.parse(new, sep="-")
        file = TRANSLATIONS / str(locale) / "LC_MESSAGES" / "messages.po"
        if not file.exists():
            file.parent.mkdir(parents=True)
            file.write_text(catalog_text(brought_up_to_date(Catalog(locale), marked)), "utf-8")
    for file in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")):
        catalog = brought_up_to_date(read_catalog(file), marked)
        file.write_text(catalog_text(catalog), "utf-8")
        left = sum(not any(message.string or ()) for message in messages_in(catalog))
        sys.stdout.write(f"{file.relative_to(checkout)}: {len(catalog)} messages, {left} without words\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
