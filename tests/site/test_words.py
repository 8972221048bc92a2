"""The pages speak as people do."""

import pytest

from portal.library.site_file import Theme
from portal.site.hours import hours_in_words
from portal.site.public_site import alias_address
from portal.site.theme import contrast, theme_css
from portal.site.words import team_in_words

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def test_days_with_the_same_hours_are_said_together() -> None:
    hours = {day: [["08:00", "12:00"], ["13:00", "17:00"]] for day in WEEK[:5]} | {"sat": [["09:00", "13:00"]]}
    assert hours_in_words({"hours": hours, "holidays": ["*-12-25"]}) == (
        "Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00",
        "Saturday, 09:00 to 13:00",
        "Not on public holidays",
    )


def test_hours_without_a_gap_are_every_day_all_day() -> None:
    assert hours_in_words({"hours": {day: [["00:00", "24:00"]] for day in WEEK}}) == ("Every day, all day",)


@pytest.mark.parametrize(("key", "said"), [("fault-desk", "fault desk"), ("billing", "billing team")])
def test_a_team_is_named_from_its_key(key: str, said: str) -> None:
    assert team_in_words(key) == said


@pytest.mark.parametrize(("alias", "address"), [("/old", "/old/"), ("old/", "/old/"), ("/a/b.html", "/a/b.html")])
def test_an_old_address_is_a_folder_unless_it_names_a_file(alias: str, address: str) -> None:
    assert alias_address(alias) == address


def test_text_on_the_accent_is_the_one_that_reads_better() -> None:
    css = theme_css(Theme(accent="#0b4f4a", accent_dark="#86cfc0"))
    assert "--accent: #0b4f4a; --on-accent: #fffdf8" in css
    assert "--accent: #86cfc0; --on-accent: #16130f" in css
    assert theme_css(Theme()) == ""


def test_contrast_runs_from_1_to_21() -> None:
    assert contrast("#777777", "#777777") == 1
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
