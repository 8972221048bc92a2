"""What the ordinary week of the roster cannot keep is said with its exact hours, and only that."""

from collections.abc import Callable

import pytest

from portal.library.advice.roster_promises import advise_on_roster
from portal.library.read_content import ReadContent
from tests.library.advice.conftest import TEAM, page

Read = Callable[..., ReadContent]


def promise(target: str, calendar: str = "", indicator: str = "first_response", more: str = "") -> dict[str, str]:
    fields = f"""
        title: An answer
        summary: A person answers.
        owner: pipes
        review_by: 2027-06-30
        indicator: {indicator}
        target: {target}
        remedy: We say sorry.
        effective_from: 2026-01-01
    """
    lines = [line.strip() for line in fields.splitlines()]
    lines += [f"calendar: {calendar}"] if calendar else []
    return {"content/public/commitments/first-reply.md": page("\n".join([*lines, more]))}


LONGER = """
    calendars:
      office: {hours: {mon: [["09:00", "17:00"]], tue: [["09:00", "17:00"]], wed: [["09:00", "17:00"]]}}
"""


@pytest.mark.parametrize(
    ("files", "shifts", "said"),
    [
        (promise("2 working hours", "office"), '[{days: [mon, tue], hours: ["09:00", "17:00"]}]', ""),
        (
            promise("2 working hours", "office"),
            '[{days: [mon], hours: ["09:00", "17:00"]}]',
            "Its hours run on Tuesday from 09:00 to 17:00, when nobody of the pipe crew is on shift; "
            "what arrives on Monday from 17:00 to 16:00 of the next day falls due while nobody is there.",
        ),
        (
            promise("6 working hours", "office"),
            '[{days: [mon, tue], hours: ["09:00", "15:30"]}]',
            "Its hours run on Monday and Tuesday from 15:30 to 17:00, when nobody of the pipe crew is on shift.",
        ),
        (
            promise("8 hours"),
            '[{days: [mon, tue, wed, thu, fri, sat, sun], hours: ["09:00", "17:00"]}]',
            "What arrives on Monday to Sunday from 17:00 to 02:00 of the next day falls due while nobody "
            "of the pipe crew is on shift.",
        ),
        (promise("2 hours", more="draft: true"), '[{days: [mon], hours: ["09:00", "17:00"]}]', ""),
        (promise("2 hours", indicator="resolution"), '[{days: [mon], hours: ["09:00", "17:00"]}]', ""),
    ],
)
def test_the_hours_in_which_nobody_is_there_are_said(read: Read, files: dict[str, str], shifts: str, said: str) -> None:
    team = TEAM.replace('[{days: [mon, tue], hours: ["09:00", "17:00"]}]', shifts)
    found = [each for each in advise_on_roster(read(files, team=team)) if each.advice == "nobody-on-shift"]
    assert [each.what for each in found] == ([said] if said else [])


def test_a_skill_that_nobody_has_on_a_weekday_is_said_with_the_hours(read: Read) -> None:
    topic = page(
        """
        title: No water
        says: No water
        summary: We mend it.
        owner: pipes
        review_by: 2027-06-30
        stance: triage
        team: pipes
        needs_skills: [valves, welding]
        costs: {customer: a, us: b}
        benefits: {customer: a, us: b}
        prevent: e
        reopen_within: 14 days
        """
    )
    team = (
        TEAM
        + """
      tom:
        name: Tom
        mail: tom@elmrow.example
        teams: [pipes]
        skills: {welding: 2026-11-21}
        shifts: [{days: [mon, tue], hours: ["09:00", "17:00"]}]
      ivy:
        name: Ivy
        mail: ivy@elmrow.example
        teams: [pipes]
        skills: [valves]
        shifts: [{days: [mon], hours: ["08:00", "10:00"]}]
    """
    )
    team = team.replace(
        "skills: [valves]\n        shifts: [{days: [mon, tue]", "skills: []\n        shifts: [{days: [mon, tue]", 1
    )
    files = {"content/public/topics/no-water.md": topic, **promise("2 working hours", "office")}
    found = [each for each in advise_on_roster(read(files, team=team)) if each.advice == "nobody-trained"]
    assert [(each.line, each.column, each.what) for each in found] == [
        (
            9,
            16,
            "Nobody who is trained for `valves` is on shift on Tuesday from 09:00 to 17:00, "
            "when an answer is promised.",
        ),
        (
            9,
            24,
            "Nobody's training for `welding` is current, and an answer is promised on Monday and Tuesday "
            "from 09:00 to 17:00.",
        ),
    ]


def test_where_the_roster_is_wrong_nothing_is_said_of_it(read: Read) -> None:
    broken = TEAM.replace('hours: ["09:00", "17:00"]', "hours: [soon]")
    assert list(advise_on_roster(read(promise("2 hours"), team=broken))) == []
