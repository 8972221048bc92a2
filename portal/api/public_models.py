"""What everybody may read, as programs get it: topics, severities, commitments, and what would be promised now."""

from datetime import date
from typing import Literal

from pydantic import Field

from portal.api.models import Instant, Told

Audience = Literal["customers", "team"]


class SeverityTold(Told):
    """How much a failure affects the customer."""

    key: str = Field(description="What to send as `severity`.", examples=["urgent"])
    label: str = Field(description="The customer's words for it.", examples=["I have no water"])
    hint: str = Field(description="A line of help; may be empty.")


class EffectsTold(Told):
    """What a stance costs or brings, in sentences, by whom it concerns."""

    customer: list[str]
    us: list[str]
    team: list[str]


class TopicTold(Told):
    """Something a customer can report on."""

    slug: str = Field(description="What to send as `topic`.", examples=["no-water"])
    says: str = Field(description="The topic as a customer would say it.", examples=["No water comes out of my tap"])
    title: str
    summary: str
    stance: Literal["all-costs", "triage"] = Field(
        description="`all-costs`: we save the day whatever it takes. `triage`: it goes at once to somebody who can "
        "act; that does not always work."
    )
    team: str = Field(description="The team that answers, by its key.", examples=["lines"])
    costs: EffectsTold
    benefits: EffectsTold
    prevent: list[str] = Field(description="What we do so that it does not happen in the first place.")
    reopen_within: str = Field(
        description="How long after its end a message opens a report again.", examples=["14 days"]
    )
    catch_all: bool = Field(description="True of the one topic for everything else.")
    review_by: date = Field(description="The day by which we look at this choice again.")
    lang: str = Field(description="The language of its words.", examples=["en"])
    url: str = Field(description="The page that people read.")
    report_url: str = Field(description="The form for people, with this topic chosen.")


class Topics(Told):
    """Every topic on which reports are taken, in the order of the form."""

    release: str = Field(description="The hash of what is published now.")
    topics: list[TopicTold]


class CoversTold(Told):
    """Which reports a commitment covers: slugs and keys, or `all` alone."""

    topics: list[str]
    severities: list[str]


class CommitmentTold(Told):
    """A published promise: the policy by which the clock runs."""

    slug: str = Field(examples=["first-reply"])
    title: str = Field(examples=["A person answers within four working hours"])
    summary: str
    indicator: str = Field(
        description="What is measured: `first_response`, `next_update` or `resolution`; or one of the promises to our "
        "own team.",
        examples=["first_response"],
    )
    target: str = Field(description="The time promised, as people say it.", examples=["4 working hours"])
    objective: float = Field(ge=0, le=1, description="The share of cases in which we mean to keep it.")
    calendar: str | None = Field(description="The calendar in whose hours a working target's time passes.")
    applies_to: CoversTold
    remedy: str = Field(description="What the customer gets when we miss it.")
    audience: Audience = Field(description="To whom it is promised.")
    effective_from: date = Field(description="The day from which it is promised.")
    review_by: date
    lang: str
    url: str = Field(description="The page that people read, with the record of how it was kept.")


class Commitments(Told):
    """Every promise that is published now."""

    release: str
    commitments: list[CommitmentTold]


class LimitationTold(Told):
    """A failure that we have chosen to accept."""

    slug: str
    title: str
    summary: str
    workaround: str = Field(description="What the customer can do about it themselves.")
    instead: str = Field(description="What we do offer in its place.")
    url: str


class TopicWhole(TopicTold):
    """A topic with the promises that cover it at some severity, and what of it we have chosen to accept."""

    release: str
    commitments: list[str] = Field(description="Slugs of the promises that cover it.")
    limitations: list[LimitationTold]


class Severities(Told):
    """From the least to the most."""

    release: str
    severities: list[SeverityTold]


class PromiseTold(Told):
    """A promise for one report, and when it is due."""

    commitment: str = Field(description="The slug of the commitment.", examples=["first-reply"])
    title: str
    indicator: str = Field(examples=["first_response"])
    due_at: Instant
    remedy: str
    url: str


class PromisesAhead(Told):
    """What a report that arrived now would be promised: the promise of each indicator that is due first."""

    topic: str
    severity: str
    as_at: Instant
    release: str = Field(description="Send it along with the report, and these promises are kept for a day.")
    team: str = Field(description="The team that would get it, by its name.", examples=["the lines desk"])
    there_now: list[str] = Field(description="Who of the team is there now, by first name.", examples=[["Mira", "Tom"]])
    promises: list[PromiseTold]
