"""Dates, times and numbers: English as this house writes it, other languages as CLDR says."""

from datetime import UTC, date, datetime

import pytest

from portal.languages import formatting
from portal.languages.isolating import ltr
from portal.languages.locales import direction, name_of_language, own_name
from portal.languages.plurals import forms_by_name
from portal.languages.speaking import speaking

DAY, INSTANT = date(2026, 11, 30), datetime(2026, 11, 30, 15, 10, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "english", "arabic"),
    [
        (lambda: formatting.day_in_words(DAY), "30 November 2026", "30 نوفمبر 2026"),
        (lambda: formatting.weekday_and_day(DAY), "Monday 30 November 2026", "الاثنين، 30 نوفمبر 2026"),
        (lambda: formatting.weekday_and_day(DAY, with_year=False), "Monday 30 November", "الاثنين، 30 نوفمبر 2026"),
        (lambda: formatting.weekday_in_words(DAY), "Monday", "الاثنين"),
        (lambda: formatting.month_in_words(DAY), "November 2026", "نوفمبر 2026"),
        (lambda: formatting.short_month(DAY), "Nov", "نوفمبر"),
        (lambda: formatting.time_in_words(INSTANT), "15:10", "3:10\u00a0م"),
        (lambda: formatting.number(1234.5), "1234.5", "1,234.5"),
        (lambda: formatting.percent(0.955), "95.5 %", "95.5%"),
        (lambda: formatting.percent(1.0), "100 %", "100%"),
        (lambda: formatting.listed(["أ"]), "أ", "أ"),
        (lambda: formatting.listed(["أ", "ب", "ج"], "or"), "أ, ب or ج", "أ أو ب أو ج"),
        (lambda: formatting.listed([]), "", ""),
        (lambda: ltr("01632 960 142"), "01632 960 142", "\u2066" + "01632 960 142" + "\u2069"),
        (lambda: name_of_language("ar"), "Arabic", "العربية"),
    ],
)
def test_each_language_writes_it_in_its_own_way(words: "object", english: str, arabic: str) -> None:
    assert callable(words)
    assert words() == english
    with speaking("ar"):
        said = words()
    plain = "".join(said.split("\u200f"))
    assert plain.replace("\u202f", "\u00a0").replace(" م", "\u00a0م") == arabic.replace(" م", "\u00a0م")


def test_languages_are_named_by_their_speakers_and_run_their_way() -> None:
    assert (own_name("ar"), direction("ar")) == ("العربية", "rtl")
    assert (own_name("cy"), direction("cy")) == ("Cymraeg", "ltr")
    assert (own_name("tlh-x-none"), direction("tlh-x-none")) == ("tlh-x-none", "ltr")
    assert (direction("en"), direction("he"), direction("pt-BR")) == ("ltr", "rtl", "ltr")


def test_a_script_gets_every_plural_under_its_name() -> None:
    message = ("%(num)s page for “%(words)s”", "%(num)s pages for “%(words)s”")
    assert forms_by_name(*message) == {"one": message[0], "other": message[1]}
    with speaking("ar"):
        forms = forms_by_name(*message)
    assert sorted(forms) == ["few", "many", "one", "other", "two", "zero"]
    assert forms["two"] == "صفحتان عن «%(words)s»"
