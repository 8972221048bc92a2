"""The pages speak as people do."""

import pytest

from portal.library.colours import contrast
from portal.library.site_file import Theme
from portal.promises.calendars import parse_calendar
from portal.site.hours import hours_in_words
from portal.site.public_site import alias_address
from portal.site.theme import theme_css
from portal.site.words import team_in_words

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def test_days_with_the_same_hours_are_said_together() -> None:
    hours = {day: [["08:00", "12:00"], ["13:00", "17:00"]] for day in WEEK[:5]} | {"sat": [["09:00", "13:00"]]}
    assert said(hours) == ("Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00", "Saturday, 09:00 to 13:00")


def test_hours_without_a_gap_are_every_day_all_day() -> None:
    assert said({day: [["00:00", "24:00"]] for day in WEEK}) == ("Every day, all day",)


def test_each_kind_of_day_that_is_otherwise_is_called_what_it_is() -> None:
    hours = {"mon": [["9:00", "17:00"]]}
    for field, value, words in (
        ("holidays_of", {"country": "GB"}, "Not on public holidays"),
        ("holidays", ["*-12-25"], "Not on the holidays that we keep"),
        ("closures", "closures.ics", "Not at single times when we close"),
        ("date_hours", {"2026-12-24": [["09:00", "12:00"]]}, "Other hours on single days"),
    ):
        assert said(hours, **{field: value}) == ("Monday, 09:00 to 17:00", words)
    assert said(hours, holidays=[], date_hours={}) == ("Monday, 09:00 to 17:00",)


def test_the_breaks_of_each_week_are_not_said_to_be_hours() -> None:
    hours = {day: [["08:00", "17:00"]] for day in WEEK[:5]}
    breaks = {day: [["12:00", "12:30"]] for day in WEEK[:4]} | {"fri": [["16:00", "18:00"]]}
    assert said(hours, breaks=breaks) == (
        "Monday to Thursday, 08:00 to 12:00 and 12:30 to 17:00",
        "Friday, 08:00 to 16:00",
    )


def test_a_night_shift_is_said_with_its_break_at_midnight() -> None:
    hours = {"mon": [["22:00", "06:00"]]}
    assert said(hours) == ("Monday, 22:00 to 06:00",)
    assert said(hours, breaks={"mon": [["23:30", "00:30"]]}) == (
        "Monday, 22:00 to 23:30 and 00:30 to 06:00 the next day",
    )
    assert said(hours, breaks={"tue": [["05:00", "07:00"]]}) == ("Monday, 22:00 to 05:00",)


def said(hours: dict[str, list[list[str]]], **others: object) -> tuple[str, ...]:
    """The words for a calendar as in site.yml."""
    written: dict[str, object] = {"hours": hours, **others}
    resolved = {key: value for key, value in written.items() if key != "closures"}
    return hours_in_words(parse_calendar(resolved, time_zone="UTC"), written)


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
