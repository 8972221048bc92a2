"""Every kind of page: its front-matter fields, each with its type, default and one-line meaning.

The editor's reference (docs/content.md) and the JSON Schemas come from here. DESIGN §4.
"""

from typing import ClassVar, Literal

from pydantic import Field

from portal.library.fields import Advices, Day, Lines, Share, Slug, Strict, TargetField, Text

Stance = Literal["all-costs", "triage", "acceptance"]
Indicator = Literal["first_response", "next_update", "resolution", "lead_answer", "break_taken", "training_current"]


class Heading(Strict):
    """A heading of a body: level 2 to 6, its anchor and its plain text."""

    level: int
    anchor: str
    text: str


class Body(Strict):
    """A Markdown body as rendered: HTML fit for a page, its headings, and its plain text for search and matching.

    `markdown` is the text as written, kept for the desk's pages and for policies only: a responder fills in scripts,
    not HTML, and a lead proposes a change to a policy.
    """

    html: str = ""
    headings: tuple[Heading, ...] = ()
    text: str = ""
    markdown: str = ""


class Effects(Strict):
    """Costs or benefits of a stance, each a list of sentences."""

    customer: Lines = Field(default=(), description="What it means for the customer.")
    us: Lines = Field(default=(), description="What it means for the organisation.")
    team: Lines = Field(default=(), description="What it means for the people who answer.")


class HistoryEntry(Strict):
    """A change of the page, told by whoever made it."""

    day: Day = Field(description="The day on which the page changed.")
    words: Text = Field(description="What changed, in a sentence.")


class Page(Strict):
    """What every page has."""

    kind: ClassVar[str] = ""

    title: Text = Field(description="The page's title, as readers would say it.")
    summary: Text = Field(description="One sentence that says what the page says.")
    owner: Slug | None = Field(
        default=None,
        description="Who answers for the page: a team or responder of team.yml. Reports about the page go there.",
    )
    review_by: Day | None = Field(
        default=None, description="Day by which the page is looked at again. Past it, the page says so."
    )
    draft: bool = Field(default=False, description="`true` keeps the page out of the site.")
    publish_on: Day | None = Field(default=None, description="The page appears on this day.")
    expires_on: Day | None = Field(default=None, description="The page is gone from this day.")
    aliases: Lines = Field(default=(), description="Old addresses that lead here, such as /old-page/.")
    history: tuple[HistoryEntry, ...] = Field(
        default=(), description="What changed on the page and when, for readers; told beside what is worked out."
    )
    lang: str | None = Field(default=None, description="Language of the page, if not the site's first.")
    translation_of: str | None = Field(default=None, description="The page this one translates, as a .md path.")

    advice_off: Advices = Field(
        default=(), description="Advice of `portal check` that does not fit this page, and is not given on it."
    )

    # Filled in by the loader, never by an editor.
    slug: str = Field(default="", exclude=False, json_schema_extra={"internal": True})
    source: str = Field(default="", json_schema_extra={"internal": True})
    path: str = Field(default="", json_schema_extra={"internal": True})
    body: Body = Field(default=Body(), json_schema_extra={"internal": True})


class FreePage(Page):
    """A page of its own, such as about.md; index.md is the home page's text."""

    kind: ClassVar[str] = ""
    summary: str = Field(default="", description="One sentence that says what the page says.")


class AppliesTo(Strict):
    """Which reports a commitment covers."""

    topics: Lines = Field(default=("all",), description="Topics by name, or `all`.")
    severities: Lines = Field(default=("all",), description="Severities of site.yml by name, or `all`.")

    def covers(self, topic: str, severity: str) -> bool:
        return ("all" in self.topics or topic in self.topics) and (
            "all" in self.severities or severity in self.severities
        )


class Commitment(Page):
    """A published promise: the policy that the clock runs."""

    kind: ClassVar[str] = "commitments"
    owner: Slug = Field(description="Who answers for the promise: a team or responder of team.yml.")
    review_by: Day = Field(description="Day by which the promise is looked at again.")
    indicator: Indicator = Field(
        description="What is measured: first_response, next_update, resolution, or one of the team's."
    )
    target: TargetField = Field(description="The time promised, such as `4 working hours` or `2 working days`.")
    objective: Share = Field(default=1.0, description="The share of cases in which we mean to keep it, such as `95 %`.")
    calendar: Slug | None = Field(
        default=None, description="Calendar of site.yml in whose hours a working target's time passes."
    )
    applies_to: AppliesTo = Field(default=AppliesTo(), description="Which topics and severities it covers.")
    remedy: Text = Field(description="What the customer gets when we miss it.")
    effective_from: Day = Field(description="Day from which the promise is made.")
    audience: Literal["customers", "team"] = Field(default="customers", description="To whom it is promised.")


class Choice(Page):
    """What a topic and a limitation share: the stance, and what speaks for and against it."""

    owner: Slug = Field(description="Who answers for the page: a team or responder of team.yml.")
    review_by: Day = Field(description="Day by which the choice is looked at again.")
    costs: Effects = Field(description="What the stance costs, by whom it concerns.")
    benefits: Effects = Field(description="What the stance brings, by whom it concerns.")
    prevent: Lines = Field(min_length=1, description="What is done so that it does not happen in the first place.")


class Topic(Choice):
    """Something a customer can report on."""

    kind: ClassVar[str] = "topics"
    says: Text = Field(description="The topic as a customer would say it, such as `My internet is down`.")
    stance: Literal["all-costs", "triage"] = Field(description="How we meet it: all-costs or triage.")
    team: Slug = Field(description="The team of team.yml that answers.")
    reopen_within: TargetField = Field(
        description="How long after the outcome the customer can reopen, such as `14 days`."
    )
    catch_all: bool = Field(default=False, description="`true` on the one topic for everything else.")
    needs_skills: Lines = Field(
        default=(), description="Skills of team.yml that a good answer takes, such as `alarm lines`."
    )
    order: int = Field(default=100, description="Place in the list; smaller comes first.")


class Limitation(Choice):
    """A failure we have chosen to accept."""

    kind: ClassVar[str] = "limitations"
    stance: Literal["acceptance"] = Field(default="acceptance", description="Always acceptance.")
    since: Day = Field(description="Day from which we accept it.")
    symptoms: Lines = Field(
        min_length=1, description="Words customers use for it; a report that holds them is shown this page."
    )
    workaround: Text = Field(description="What the customer can do about it themselves.")
    instead: Text = Field(description="What we do offer in its place.")
    topics: Lines = Field(default=(), description="Topics it belongs to.")


class Policy(Page):
    """A rule we work by. `title` and `summary` are enough."""

    kind: ClassVar[str] = "policies"


class Script(Page):
    """A reply to make personal. `{{name}}` is filled in; `[[tell them …]]` must be written by the responder."""

    kind: ClassVar[str] = "scripts"
    topics: Lines = Field(default=("all",), description="Topics it fits, or `all`.")


class Guide(Page):
    """A quick reference for a hard moment."""

    kind: ClassVar[str] = "guides"
    topics: Lines = Field(default=("all",), description="Topics it fits, or `all`.")


class Drill(Page):
    """A practice report with no customer.

    Its headings say who reads what. `## What comes in` is the report as the responder meets it: the customer's words as
    a quotation, and beside them whatever else they would see. `## Talk about it after` is for both, once the responder
    has looked back. Every other section is for the coach alone; each quotation in it is something that the customer can
    write next, in this order.
    """

    kind: ClassVar[str] = "drills"
    topic: Slug = Field(description="The topic of the practice report.")
    severity: Slug = Field(description="Its severity.")
    checklist: Lines = Field(min_length=1, description="What a good answer does.")
