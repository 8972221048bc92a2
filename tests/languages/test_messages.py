"""Messages are said in the language of the moment, and in English as they stand."""

from threading import Thread

import pytest

from portal.languages.jinja import add_languages
from portal.languages.messages import N_, _, ngettext, pgettext
from portal.languages.speaking import begin_speaking, language, speaking, stop_speaking
from portal.promises.spoken import spoken_duration
from portal.promises.target_words import target_in_words
from portal.promises.targets import parse_target


def test_english_needs_no_catalog_and_fills_in_values() -> None:
    assert _("From %(day)s.", day="Monday") == "From Monday."
    assert _("A 100 %% promise") == "A 100 % promise"
    assert ngettext("%(num)s day", "%(num)s days", 1) == "1 day"
    assert pgettext("share", "Kept") == "Kept"
    assert N_("Home") == "Home"


def test_another_language_is_spoken_inside_its_block_alone() -> None:
    with speaking("ar"):
        assert (language(), _("Home")) == ("ar", "الصفحة الرئيسية")
        with speaking("en"):
            assert _("Home") == "Home"
        assert _("From %(day)s.", day="الاثنين") == "ابتداءً من الاثنين."
    assert (language(), _("Home")) == ("en", "Home")


def test_a_language_without_a_catalog_speaks_english_words_and_dates() -> None:
    with speaking("tlh"):
        assert language() == "tlh"
        assert _("Home") == "Home"
        assert ngettext("%(num)s day", "%(num)s days", 2) == "2 days"


def test_every_thread_begins_in_english() -> None:
    heard: list[str] = []
    token = begin_speaking("ar")
    try:
        thread = Thread(target=lambda: heard.append(_("Home")))
        thread.start()
        thread.join()
    finally:
        stop_speaking(token)
    assert heard == ["Home"]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("1 working hour", "ساعة عمل واحدة"),
        ("2 working hours", "ساعتَي عمل"),
        ("4 working hours", "4 ساعات عمل"),
        ("12 working hours", "12 ساعة عمل"),
        ("100 days", "100 يوم"),
    ],
)
def test_targets_take_the_plural_of_the_language(target: str, said: str) -> None:
    parsed = parse_target(target)
    assert target_in_words(parsed) == str(parsed) == target
    with speaking("ar"):
        assert target_in_words(parsed) == said


def test_two_units_of_time_are_joined_as_the_language_joins_them() -> None:
    assert spoken_duration(7_500) == "2 hours 5 minutes"
    with speaking("ar"):
        assert spoken_duration(7_500) == "ساعتين و5 دقائق"


def test_templates_escape_values_and_trust_messages() -> None:
    from jinja2 import Environment

    environment = Environment(autoescape=True)
    add_languages(environment)
    template = environment.from_string('{{ _("From %(day)s.", day=day) }} {{ language() }} {{ direction(language()) }}')
    assert template.render(day="<b>") == "From &lt;b&gt;. en ltr"
    with speaking("ar"):
        assert template.render(day="<b>") == "ابتداءً من &lt;b&gt;. ar rtl"
