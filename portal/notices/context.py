"""What every message needs, whoever it is for.

Instants are in UTC and are shown in `time_zone`. Names of people and teams stand as they do inside a sentence:
`Mira`, `the fault desk`.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from portal.library.site_file import FallbackContact

RecipientKind = Literal["customer", "responder"]
AutoSubmitted = Literal["auto-generated", "auto-replied", "no"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What every message needs. `link` is the one link: the customer's private one, or the responder's signed one."""

    recipient_kind: ClassVar[RecipientKind]
    # RFC 3834 §5: what a person has written must not be marked as generated.
    auto_submitted: ClassVar[AutoSubmitted] = "auto-generated"

    organisation: str
    link: str
    fallback: FallbackContact
    time_zone: str
    recipient_name: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutReport(Context):
    """What every message about a report needs.

    `topic` is the topic in the customer's words (`My internet is down`). With the reference it is the subject of every
    mail about a report: mail programs keep a thread together only while the subject stays the same.
    `reply_line` is the line above which a reply is written; it is empty where nobody reads replies.
    """

    # Whether a reply by mail becomes an entry: the customer's words, or the responder's answer to the customer.
    takes_replies: ClassVar[bool] = False

    reference: str
    topic: str
    reply_line: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToCustomer(AboutReport):
    recipient_kind: ClassVar[RecipientKind] = "customer"
    takes_replies: ClassVar[bool] = True
    # Whether it may wait a little for what comes next, to go in one mail with it (portal.notices.digests). Never an
    # answer, an outcome, a miss, or what the customer has to do something about.
    may_wait: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToResponder(AboutReport):
    recipient_kind: ClassVar[RecipientKind] = "responder"
