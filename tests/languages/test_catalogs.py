"""Our words in the sample's second language: all of them, with the same places for values, in every plural."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from portal.languages import extraction
from portal.languages.catalogs import TRANSLATIONS, catalog_file, catalog_of

CHECKOUT = Path(__file__).parents[2]
COMPLETE = ("ar",)
"""The languages that the sample speaks beside English."""
_PLACES = re.compile(r"%(?:\((\w+)\)s|%)")
_TAGS = re.compile(r"</?\w+")


@cache
def marked() -> Catalog:
    return extraction.marked_messages(CHECKOUT)


@cache
def translated(language: str) -> Catalog:
    file = catalog_file(language)
    assert file is not None
    return extraction.read_catalog(file)


def strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (str(message.string or ""),)


def originals(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (str(message.id),)


def places(text: str) -> set[str]:
    return {found[1] for found in _PLACES.finditer(text) if found[1]}


@pytest.mark.parametrize("language", COMPLETE)
def test_every_marked_message_has_words(language: str) -> None:
    catalog = translated(language)
    without = [
        (message.locations[0][0], originals(message)[0])
        for message in extraction.messages_in(marked())
        for found in [catalog.get(message.id, message.context)]
        if found is None or found.fuzzy or not all(strings(found))
    ]
    assert without == [], "Run `make messages` and fill them in."


@pytest.mark.parametrize("language", COMPLETE)
def test_words_have_the_places_and_tags_of_their_original_and_every_plural(language: str) -> None:
    catalog = translated(language)
    for message in extraction.messages_in(catalog):
        texts, wanted = strings(message), set[str]().union(*map(places, originals(message)))
        if len(originals(message)) > 1:
            assert len(texts) == catalog.num_plurals, message.id
        # A plural may say its number as a word: `two hours`.
        may_lack = {"num", "count"} if len(texts) > 1 else set()
        for number, text in enumerate(texts):
            # What is said of none needs nothing of what is said of some.
            needed = set() if len(texts) == 6 and number == 0 else wanted - may_lack
            assert not text or needed <= places(text) <= wanted, (message.id, text)
            tags = sorted(_TAGS.findall(originals(message)[0]))
            assert not text or sorted(_TAGS.findall(text)) == tags, (message.id, text)
            assert "%" not in _PLACES.sub("", text), (message.id, text)


def test_no_message_holds_a_lone_per_cent_sign() -> None:
    for message in extraction.messages_in(marked()):
        for text in originals(message):
            assert "%" not in _PLACES.sub("", text), text


def test_every_catalog_holds_what_is_marked_and_nothing_else_in_one_form() -> None:
    for file in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"):
        catalog = extraction.brought_up_to_date(extraction.read_catalog(file), marked())
        assert file.read_text("utf-8") == extraction.catalog_text(catalog), "Run `make messages`."


def test_a_region_has_the_words_of_its_language_and_a_language_without_words_none() -> None:
    region, language = catalog_of("ar-EG"), catalog_of("ar")
    assert region is not None
    assert language is not None
    assert region.gettext("Home") == language.gettext("Home") == "الصفحة الرئيسية"
    assert catalog_of("en-GB") is None
    assert catalog_of("tlh") is None
