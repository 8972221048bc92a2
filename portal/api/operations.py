"""Every operation of the API: what it takes, what it answers, and what can go wrong. One list for all documents."""

from dataclasses import dataclass

from portal.api.models import Sent, Told
from portal.api.public_models import Commitments, PromisesAhead, Severities, Topics, TopicWhole
from portal.api.report_models import NoteSent, NoteTaken, ReportFiled, ReportSent
from portal.api.seen_models import ReportSeen
from portal.web.api_problems import (
    BROKEN,
    FOREIGN_PAGE,
    INVALID,
    KEY_REUSED,
    MALFORMED,
    NO_KEY,
    NOT_JSON,
    NOTHING_HERE,
    PROMISES_CHANGED,
    REFUSED,
    TOO_LARGE,
    TOO_MANY,
    UNAVAILABLE,
    UNDER_WAY,
    ProblemType,
)

TOPIC, SEVERITY = "topic", "severity"
_SENDING = (MALFORMED, NO_KEY, FOREIGN_PAGE, TOO_LARGE, NOT_JSON, INVALID, KEY_REUSED, UNDER_WAY, PROMISES_CHANGED)
_ALWAYS = (BROKEN, UNAVAILABLE)


@dataclass(frozen=True, slots=True)
class Operation:
    """`path` begins after /api/v1, with its parameters in braces; `query` names those that stand after it. `is_public`
    says that everybody gets the same, which may be kept.
    """

    name: str
    method: str
    path: str
    says: str
    more: str
    answer: type[Told]
    body: type[Sent] | None = None
    query: tuple[str, ...] = ()
    problems: tuple[ProblemType, ...] = ()
    is_public: bool = False

    @property
    def status(self) -> int:
        return 200 if self.body is None else 201

    @property
    def all_problems(self) -> tuple[ProblemType, ...]:
        return (*self.problems, *_ALWAYS)


OPERATIONS = (
    Operation(
        "listTopics",
        "get",
        "/topics",
        "What can be reported",
        "Every topic with its stance: what we do about it, what that costs and brings, and what we do to prevent it.",
        Topics,
        is_public=True,
    ),
    Operation(
        "readTopic",
        "get",
        "/topics/{slug}",
        "One topic",
        "With the promises that cover it, and what of it we have chosen to accept.",
        TopicWhole,
        problems=(NOTHING_HERE,),
        is_public=True,
    ),
    Operation(
        "listCommitments",
        "get",
        "/commitments",
        "What we promise",
        "Every promise that is published now, also those to our own team.",
        Commitments,
        is_public=True,
    ),
    Operation(
        "listSeverities",
        "get",
        "/severities",
        "How it can affect somebody",
        "From the least to the most, in the customer's words.",
        Severities,
        is_public=True,
    ),
    Operation(
        "askForPromises",
        "get",
        "/promises",
        "What we would promise",
        "Who would get a report of this kind that arrived now, and by when each promise would be due.",
        PromisesAhead,
        query=(TOPIC, SEVERITY),
        problems=(INVALID,),
    ),
    Operation(
        "sendReport",
        "post",
        "/reports",
        "Send a report",
        "It goes straight to the person who can act, as from the form. What is answered is on the disk. Sending the "
        "same again with the same Idempotency-Key files nothing a second time, and is answered the same.",
        ReportFiled,
        body=ReportSent,
        problems=(*_SENDING, TOO_MANY),
    ),
    Operation(
        "readReport",
        "get",
        "/reports/{token}",
        "Follow a report",
        "What the private page shows: who has it, how each promise stands, and everything that was tried.",
        ReportSeen,
        problems=(NOTHING_HERE, TOO_MANY),
    ),
    Operation(
        "addNote",
        "post",
        "/reports/{token}/notes",
        "Add something to a report",
        "An answer, something new, or a thank-you. Within the topic's window it opens a closed report again; after "
        "that it becomes a new report that goes on from the old one.",
        NoteTaken,
        body=NoteSent,
        problems=(*_SENDING, NOTHING_HERE, REFUSED, TOO_MANY),
    ),
)
