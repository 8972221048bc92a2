"""A report as its customer reads it, for programs: what the tracking page shows, and nothing else."""

from typing import Literal

from pydantic import Field

from portal.api.models import Instant, Told
from portal.api.report_models import Links, Who


class PromiseSeen(Told):
    """How one promise stands: of each indicator the one that is due first."""

    commitment: str
    indicator: str
    state: Literal["running", "at-risk", "kept", "missed", "waiting", "ended"]
    due_at: Instant
    stopped_at: Instant | None = Field(description="When it was kept or ended.")
    said: str = Field(description="The same in words.", examples=["a person answers by 16:00 today"])
    left: str = Field(description="What is left of it, in words; empty while its time does not pass.")


class FileSeen(Told):
    """A file that came with an entry. Its content is on the private page alone."""

    name: str
    media_type: str
    size_bytes: int


class EntrySeen(Told):
    """Something that happened, in order."""

    id: int = Field(description="Larger than that of everything before.")
    at: Instant
    by: Literal["customer", "staff", "system"]
    who: str = Field(examples=["Mira"])
    kind: str = Field(description="What it was; more kinds may come.", examples=["answered"])
    said: str = Field(description="The same in words that follow the name.", examples=["tried something"])
    texts: dict[str, str] = Field(
        description="What was written, as plain text, by what it is: `answer`, `tried`, `came_of_it` and the like. An "
        "erased text is missing.",
        examples=[{"tried": "I rang the pumping station.", "next_step": "I go there at two."}],
    )
    files: list[FileSeen]
    under_way: bool = Field(description="True of an effort that is going on now.")
    ends: int | None = Field(description="The id of the effort of which this says what came of it.")


class WaitSeen(Told):
    """What we wait for; promises on time rest meanwhile."""

    reason: str
    until: Instant = Field(description="Then the report is closed, if nothing was written.")


class ReportLinked(Links):
    """A report of the same customer that this one goes on from, or that goes on from it."""

    reference: str


class ReportSeen(Links):
    """A report by its private link."""

    reference: str
    status: Literal["open", "waiting", "resolved", "declined", "lapsed", "withdrawn", "void"] = Field(
        description="`waiting`: we wait for you. `lapsed`: closed, because no answer came. `void`: set aside."
    )
    topic: str
    severity: str
    received_at: Instant
    closed_at: Instant | None
    who: Who
    promises: list[PromiseSeen]
    waits_for: WaitSeen | None
    set_aside_because: str | None = Field(description="Why nobody works on it, where its status is `void`.")
    a_note: Literal["added", "reopens", "opens-new", "goes-to-after", "refused"] = Field(
        description="What would come of a note: it is added here; it opens the report again; it came too late for that "
        "and becomes a new report; it is added to the report after this; nothing is taken here any more."
    )
    before: ReportLinked | None
    after: ReportLinked | None
    entries: list[EntrySeen] = Field(description="The oldest first; only what is public.")
