"""`portal due` says when a promise is due and which windows were counted; `--cases` answers a file. DESIGN §9."""

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli.due import command
from portal.errors import PromiseError

SITE = """\
organisation: Example
time_zone: Europe/London
calendars:
  office:
    hours:
      mon: [["09:00", "17:00"]]
      tue: [["09:00", "17:00"]]
      wed: [["09:00", "17:00"]]
      thu: [["09:00", "17:00"]]
      fri: [["09:00", "17:00"]]
    holidays_of: {country: GB, subdivision: ENG}
  auckland:
    time_zone: Pacific/Auckland
    hours: {mon: [["09:00", "17:00"]]}
  broken:
    hours: {monday: []}
"""
CASE = '{"calendar": {"time_zone": "UTC", "hours": {"mon": [["09:00", "17:00"]]}}, "start": "2026-11-23T10:00Z", '


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_text(SITE, "utf-8")
    return tmp_path


def due(site: Path, *arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(command, [*arguments, "--site", str(site)], input=given)


def refusal(site: Path, *arguments: str) -> str:
    """The message of the error; the `portal` command prints it and exits with 1."""
    found = due(site, *arguments).exception
    assert isinstance(found, PromiseError)
    return str(found)


def test_the_due_time_and_the_windows_are_printed(site: Path) -> None:
    found = due(site, "2 working hours", "--calendar", "office", "--at", "2026-12-24T16:30")
    assert found.exit_code == 0
    assert found.output.splitlines() == [
        "2 working hours from Thursday 24 December 2026, 16:30 (Europe/London)",
        "Due Tuesday 29 December 2026, 10:30 (2026-12-29T10:30:00Z)",
        "",
        "Counted:",
        "  Thursday 24 December 2026, 16:30 to 17:00: 30 minutes",
        "  Tuesday 29 December 2026, 09:00 to 10:30: 1 hour 30 minutes",
        "In all: 2 working hours",
    ]


def test_json_gives_the_same_as_data(site: Path) -> None:
    found = due(site, "2 working hours", "--calendar", "office", "--at", "2026-12-24T16:30", "--json")
    assert json.loads(found.output) == {
        "target": "2 working hours",
        "calendar": "office",
        "time_zone": "Europe/London",
        "received": "2026-12-24T16:30:00Z",
        "due": "2026-12-29T10:30:00Z",
        "counted_s": 7200.0,
        "windows": [
            {"from": "2026-12-24T16:30:00Z", "to": "2026-12-24T17:00:00Z", "counted_s": 1800.0},
            {"from": "2026-12-29T09:00:00Z", "to": "2026-12-29T10:30:00Z", "counted_s": 5400.0},
        ],
    }


def test_a_time_without_offset_is_local_to_the_calendar(site: Path) -> None:
    found = due(site, "1 working hour", "--calendar", "auckland", "--at", "2026-11-23T10:00", "--json")
    assert json.loads(found.output)["due"] == "2026-11-22T22:00:00Z"


def test_elapsed_time_needs_no_calendar(site: Path) -> None:
    found = due(site, "3 days", "--at", "2026-10-24T12:00")
    assert "Due Tuesday 27 October 2026, 12:00 (2026-10-27T12:00:00Z)" in found.output


def test_a_long_list_of_windows_is_shortened(site: Path) -> None:
    found = due(site, "800 working hours", "--calendar", "office", "--at", "2026-11-23T09:00")
    assert "more; --json lists all" in found.output
    assert len(found.output.splitlines()) < 20
    assert found.output.rstrip().endswith("In all: 800 working hours")


def test_now_is_the_default(site: Path) -> None:
    assert due(site, "3 days").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2 working hours", "--calendar", "offise"), "Did you mean `office`?"),
        (("2 working hours", "--calendar", "zzz"), "It has `office`, `auckland`, `broken`."),
        (("2 working hours",), "Add --calendar NAME; site.yml has `office`, `auckland`, `broken`."),
        (("2 working hours", "--calendar", "broken"), "content/site.yml, calendars.broken.hours.monday: "),
        (("2 working hours", "--calendar", "office", "--at", "noon"), "`noon` is not a time"),
        (("soon", "--calendar", "office"), "`soon` is not a time such as"),
    ],
)
def test_what_cannot_be_worked_out_says_why(site: Path, arguments: tuple[str, ...], said: str) -> None:
    assert said in refusal(site, *arguments)


def test_a_folder_without_content_says_so(tmp_path: Path) -> None:
    assert "There is no content/site.yml here" in refusal(tmp_path, "3 days")


@pytest.mark.parametrize("text", ["calendars: [", "- a\n", "calendars: office\n", "time_zone: UTC\xff"])
def test_an_unreadable_site_file_is_told_without_a_trace(tmp_path: Path, text: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_bytes(text.encode("latin-1"))
    assert "content/site.yml" in refusal(tmp_path, "1 working hour", "--calendar", "office")


def test_a_target_or_a_case_file_is_needed_and_not_both(site: Path) -> None:
    assert due(site).exit_code == 2
    assert due(site, "3 days", "--cases", "-", given="").exit_code == 2


def test_cases_are_answered_in_order_without_any_content(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(f'{CASE}"within_s": 3600}}\n{CASE}"end": "2026-11-23T10:30Z"}}\n', "utf-8")
    found = due(tmp_path, "--cases", str(file))
    assert found.exit_code == 0
    assert [json.loads(line) for line in found.output.splitlines()] == [
        {"due": "2026-11-23T11:00:00Z"},
        {"elapsed_s": 1800},
    ]


def test_a_bad_line_is_answered_in_its_place_and_makes_the_exit_1(tmp_path: Path) -> None:
    good = f'{CASE}"within_s": 3600}}'.encode()
    found = due(tmp_path, "--cases", "-", given=b"\xef\xbb\xbf" + good + b"\r\nrubbish\n\xff\xfe\n" + good)
    answers = [json.loads(line) for line in found.output.splitlines()]
    assert [list(answer) for answer in answers] == [["due"], ["error"], ["error"], ["due"]]
    assert found.exit_code == 1


def test_answer_n_is_that_of_line_n_also_past_an_empty_line(tmp_path: Path) -> None:
    good = f'{CASE}"within_s": 3600}}\n'
    found = due(tmp_path, "--cases", "-", given=f"\n{good}\n  \t\r\n{good}")
    answers = [json.loads(line) for line in found.output.splitlines()]
    assert [list(answer) for answer in answers] == [["error"], ["due"], ["error"], ["error"], ["due"]]
    assert answers[2] == {"error": "The line is empty. Write a case there, or take the line out."}
    assert found.exit_code == 1


def test_what_is_empty_at_the_end_of_a_case_file_is_no_line(tmp_path: Path) -> None:
    good = f'{CASE}"within_s": 3600}}'
    for end in ("", "\n", "\r\n", "\n\n \n"):
        found = due(tmp_path, "--cases", "-", given=good + end)
        assert (found.exit_code, found.output.count("\n")) == (0, 1)


def test_ten_thousand_cases_are_answered_in_a_few_seconds(tmp_path: Path) -> None:
    """Measured at under 1 s; the bound leaves room for a slow machine."""
    lines = [f'{CASE}"within_s": {3600 + number}, "pauses": []}}\n' for number in range(10_000)]
    began_s = time.process_time()
    found = due(tmp_path, "--cases", "-", given="".join(lines))
    assert (found.exit_code, found.output.count('"due"')) == (0, 10_000)
    assert time.process_time() - began_s < 10


def test_an_empty_file_has_no_answers(tmp_path: Path) -> None:
    found = due(tmp_path, "--cases", "-", given="")
    assert (found.exit_code, found.output) == (0, "")


def test_closures_count_as_they_do_in_the_portal(site: Path) -> None:
    named = SITE.replace("  office:\n", "  office:\n    closures: closures.ics\n")
    (site / "content" / "site.yml").write_text(named, "utf-8")
    assert refusal(site, "1 working hour", "--calendar", "office") == (
        "content/site.yml, calendars.office.closures: There is no file `closures.ics` in `content`. "
        "Add it, or correct the path, which counts from `content`."
    )
    team_day = "BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20261123\nEND:VEVENT\n"
    (site / "content" / "closures.ics").write_text(f"BEGIN:VCALENDAR\n{team_day}END:VCALENDAR\n", "utf-8")
    found = due(site, "1 working hour", "--calendar", "office", "--at", "2026-11-20T16:30", "--json")
    assert json.loads(found.output)["due"] == "2026-11-24T09:30:00Z"


def test_a_case_cannot_name_a_file_of_closures(site: Path) -> None:
    case = CASE.replace('"hours"', '"closures": "closures.ics", "hours"') + '"within_s": 60}'
    found = due(site, "--cases", "-", given=case)
    assert found.exit_code == 1
    assert json.loads(found.output)["error"].startswith("calendar.closures: `closures` names a file")
