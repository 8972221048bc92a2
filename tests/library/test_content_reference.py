"""The editor's reference says what the models hold, and its examples are right."""

import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from portal.library.content_reference import CALENDAR_EXAMPLE, PAGE_EXAMPLE, TIMES, content_reference
from portal.library.field_meanings import allowed_fields
from portal.library.field_tables import said, table
from portal.library.pages import Commitment, Drill, Guide, Limitation, Page, Policy, Script, Topic
from portal.library.site_file import FallbackContact, SiteFile
from portal.library.team_file import AuthorityLine, EditorLine, PersonLine, ShiftLine, TeamFile
from portal.promises.calendars import KEYS, calendar_faults
from portal.promises.targets import parse_target

REFERENCE = Path(__file__).parents[2] / "docs" / "content.md"
MODELS = (
    *(Page, Commitment, Limitation, Topic, Policy, Script, Guide, Drill),
    *(SiteFile, FallbackContact, TeamFile, PersonLine, ShiftLine, EditorLine, AuthorityLine),
)


def anchors(markdown: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", markdown, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_the_reference_is_current() -> None:
    assert REFERENCE.read_text("utf-8") == content_reference(), "docs/content.md is out of date. Run: make reference"


@pytest.mark.parametrize("model", MODELS)
def test_every_field_that_an_editor_may_write_is_in_the_reference(model: type[BaseModel]) -> None:
    rows = set(re.findall(r"^\| `(\w+)` \|", content_reference(), re.MULTILINE))
    assert set(allowed_fields(model)) - rows == set()


@pytest.mark.parametrize("key", KEYS)
def test_every_field_of_a_calendar_is_in_the_reference(key: str) -> None:
    calendars = content_reference().split("## Calendars")[1].split("\n## ")[0]
    assert f"| `{key}` |" in calendars


@pytest.mark.parametrize("model", MODELS)
def test_every_field_has_a_meaning(model: type[BaseModel]) -> None:
    assert [name for name in allowed_fields(model) if not model.model_fields[name].description] == []


def test_what_the_loader_fills_in_is_not_in_the_reference() -> None:
    assert not re.search(r"^\| `(slug|source|path|body)` \|", content_reference(), re.MULTILINE)


def test_a_table_says_which_fields_are_needed_and_what_the_others_default_to() -> None:
    rows = table(Commitment, but_those_of=Page).splitlines()
    assert "| `objective` | a share, such as `95 %` | `100 %` |" in "\n".join(rows)
    assert any(row.startswith("| `remedy` | a text | **needed** |") for row in rows)
    assert not any("`title`" in row for row in rows)


def test_a_field_of_a_kind_without_words_cannot_slip_into_the_reference() -> None:
    with pytest.raises(TypeError, match="no words for an editor"):
        said(set[str])


def test_every_link_inside_the_reference_leads_to_a_heading() -> None:
    reference = content_reference()
    assert set(re.findall(r"\]\(#([^)]+)\)", reference)) - anchors(reference) == set()


def test_the_example_of_a_page_is_a_commitment() -> None:
    fields = yaml.load(PAGE_EXAMPLE, yaml.CBaseLoader)
    assert Commitment.model_validate(fields).target.working


def test_the_example_of_a_calendar_is_right() -> None:
    calendars = yaml.load(CALENDAR_EXAMPLE, yaml.CBaseLoader)["calendars"]
    assert calendar_faults(calendars["office"], time_zone="Europe/London") == []


def test_the_example_times_can_be_promised_and_are_written_as_they_are_shown() -> None:
    assert [str(parse_target(text)) for text in TIMES] == list(TIMES)
