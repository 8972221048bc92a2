"""The form of /commitments.json: every promise as data. /commitments.schema.json is made from these models.

Within a `format`, fields are added and never taken away or given another meaning.
"""

from datetime import date
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from portal.library.pages import Indicator
from portal.promises.scorecards import Grade
from portal.promises.targets import Unit

JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class TargetData(_Part):
    """The time promised."""

    text: str = Field(description="As it is said, such as `4 working hours`.")
    amount: int = Field(ge=1, description="How many of the unit.")
    unit: Unit = Field(description="The unit.")
    working: bool = Field(
        description="Whether only the hours of the calendar count. Working days end at the close of the last of them."
    )


class CalendarData(_Part):
    """The hours in which a target's time passes."""

    name: str = Field(description="Its name on this site.")
    time_zone: str = Field(description="The zone of its times, such as Europe/London.")
    hours: dict[Weekday, list[tuple[str, str]]] = Field(
        description="From when to when it is open on each weekday; what ends before it begins ends the next day."
    )
    icalendar: str = Field(description="Address of the same hours with holidays and single days, as iCalendar.")


class TopicData(_Part):
    """Something that a customer can report on."""

    name: str = Field(description="Its name in addresses.")
    title: str = Field(description="Its title.")
    url: str = Field(description="Address of its page.")


class SeverityData(_Part):
    """How much it affects the customer."""

    name: str = Field(description="Its name in data.")
    label: str = Field(description="The customer's words for it.")


class AppliesToData(_Part):
    """Which reports the promise covers."""

    all_topics: bool = Field(description="Whether it covers every topic, also one that is yet to come.")
    topics: list[TopicData] = Field(description="The topics of today that it covers.")
    all_severities: bool = Field(description="Whether it holds however bad it is.")
    severities: list[SeverityData] = Field(description="How bad it must be; empty where that makes no difference.")


class FiguresData(_Part):
    """How the promise was kept in the month of `as_at` and the eleven before it."""

    as_at: AwareDatetime = Field(description="The instant that the figures are for.")
    counted: int = Field(description="Reports that count.")
    kept: int = Field(description="Those of them for which it was kept.")
    missed: int = Field(description="Those for which it was missed.")
    provisional: int = Field(description="Those of the kept that may still be reopened.")
    lapsed: int = Field(description="Reports that ended because the customer was waited for too long; not counted.")
    set_aside: int = Field(description="Spam, tests, repeats and reports withdrawn in time; not counted.")
    still_open: int = Field(description="Reports that do not count yet.")
    objective_percent: float | None = Field(
        description="The share that was meant to be kept, over all versions in force; null where nothing counts yet."
    )
    grade: Grade | None = Field(
        description="How the share kept stands to the objective; narrowly is by at most two points."
    )


class CommitmentData(_Part):
    """One promise, as its page says it."""

    name: str = Field(description="Its name in addresses.")
    url: str = Field(description="Address of its page.")
    permanent_url: str | None = Field(
        description="An address at which these words stay, whatever is promised later; null until they are on record."
    )
    title: str = Field(description="The promise in a sentence.")
    summary: str = Field(description="A sentence more.")
    language: str = Field(description="The language of the two.")
    audience: Literal["customers", "team"] = Field(description="To whom it is promised.")
    indicator: Indicator = Field(description="What is measured.")
    measures: str = Field(description="From when to when, in words.")
    target: TargetData
    objective: float = Field(gt=0, le=1, description="The share of cases in which it is meant to be kept, from 0 to 1.")
    calendar: CalendarData | None = Field(description="Null where every hour counts.")
    applies_to: AppliesToData | None = Field(description="Null for a promise to the team.")
    remedy: str = Field(description="What the customer gets when it is missed.")
    effective_from: date = Field(description="The day from which it is made.")
    review_by: date = Field(description="The day by which it is looked at again.")
    figures: FiguresData | None = Field(description="Null before the first report, and for a promise to the team.")


class CommitmentsData(_Part):
    """Every promise of an organisation, as its pages say it."""

    schema_url: str = Field(serialization_alias="$schema", description="Address of the schema of this file.")
    format: Literal[1] = Field(description="The version of this form.")
    organisation: str = Field(description="Who promises.")
    url: str = Field(description="Address of the page that lists the promises.")
    time_zone: str = Field(description="The zone in which days begin and end.")
    figures_as_at: AwareDatetime | None = Field(
        description="The instant that all figures are for; null before the first."
    )
    figures_url: str | None = Field(description="Address of every row behind the figures; null before the first.")
    commitments: list[CommitmentData] = Field(
        description="Those to customers by what they measure, then those to the team."
    )


def commitments_schema(address: str) -> dict[str, Any]:
    """The JSON Schema of the file. `address` is its own."""
    schema = CommitmentsData.model_json_schema(mode="serialization")
    return {"$schema": JSON_SCHEMA, "$id": address} | schema
