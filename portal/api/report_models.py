"""What programs send to file or add to a report, and what they are told of it."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from portal import api_paths
from portal.api.models import Instant, Sent, Told
from portal.api.public_models import PromiseTold
from portal.languages.messages import _
from portal.reports.report import Contact, ContactKind
from portal.web import report_rules
from portal.web.forms import typed_line, typed_text

_HASH = r"^[0-9a-f]{64}$"
# A sign that can be seen: what is left once the text is tidied.
_SOMETHING = r"[^\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"


def _text(most: int, what: str, **more: Any) -> Any:
    """How a text is described; its rule (portal.web.report_rules) decides, once it is tidied."""
    return Field(description=what, json_schema_extra={"minLength": 1, "maxLength": most, "pattern": _SOMETHING, **more})


Name = Annotated[
    str,
    AfterValidator(lambda text: report_rules.name(typed_line(text))),
    Field(
        description="So that we know how to address you. At most 100 characters.",
        json_schema_extra={"maxLength": report_rules.MOST_NAME_CHARACTERS},
    ),
]


class ByMail(Sent):
    """We write to this address; the private link goes there as well."""

    kind: Literal["mail"]
    address: Annotated[
        str,
        AfterValidator(lambda text: report_rules.mail_address(typed_line(text))),
        _text(254, "One e-mail address in full.", format="email", examples=["ada@example.org"]),
    ]
    name: Name = ""


class ByPhone(Sent):
    """We ring if there is something to ask; written answers show on the private link."""

    kind: Literal["phone"]
    address: Annotated[
        str,
        AfterValidator(lambda text: report_rules.phone_number(typed_line(text))),
        _text(
            30,
            "The number in digits, with the area code.",
            minLength=5,
            pattern=r"^\+?(?:[\s()/.-]*[0-9]){5,29}[\s()/.-]*$",
            examples=["01632 960 001"],
        ),
    ]
    name: Name = ""


class NotAtAll(Sent):
    """We send nothing: the private link is the only way to read the answer, so keep it."""

    kind: Literal["none"]
    name: Name = ""


ContactSent = Annotated[ByMail | ByPhone | NotAtAll, Field(discriminator="kind", description="How we may reach you.")]


@dataclass(frozen=True, slots=True)
class Offered:
    """What a report can be about now, and in which languages: slugs of topics, keys of severities, paths of pages, tags
    of BCP 47. It is the context of validation.
    """

    topics: Set[str]
    severities: Set[str]
    pages: Set[str]
    languages: Sequence[str]


class ReportSent(Sent):
    """A report: the fields of the form. Files can be added by a person, on the private page."""

    topic: str = Field(description="The slug of a topic.", examples=["no-water"])
    severity: str = Field(description="The key of a severity.", examples=["urgent"])
    what_happened: Annotated[
        str,
        AfterValidator(lambda text: report_rules.what_happened(typed_text(text))),
        _text(
            report_rules.MOST_CHARACTERS,
            "In the customer's own words. Plain text: nothing in it is taken for markup.",
            examples=["The tap is dry.\nSince seven this morning."],
        ),
    ]
    contact: ContactSent
    page: str | None = Field(
        default=None,
        description="The path of the public page that it is about, if it is about one: whoever answers for that page "
        "gets the report.",
    )
    lang: str | None = Field(
        default=None,
        description="The language in which the customer reads, where we speak it (BCP 47). Left out: our first.",
        examples=["en"],
    )
    release: str | None = Field(
        default=None,
        pattern=_HASH,
        description="The `release` of the promises that the customer was shown. They are given if that release was in "
        "force within the last 24 hours; if not, nothing is filed and the answer holds the new ones. Left out: the "
        "promises in force now are given.",
    )

    @field_validator("topic")
    @classmethod
    def _known_topic(cls, topic: str, info: ValidationInfo) -> str:
        if isinstance(info.context, Offered) and topic not in info.context.topics:
            raise ValueError(f"{_(report_rules.CHOOSE_TOPIC)} GET {api_paths.V1}/topics lists the topics.")
        return topic

    @field_validator("severity")
    @classmethod
    def _known_severity(cls, severity: str, info: ValidationInfo) -> str:
        if isinstance(info.context, Offered) and severity not in info.context.severities:
            raise ValueError(f"{_(report_rules.CHOOSE_SEVERITY)} GET {api_paths.V1}/severities lists what there is.")
        return severity

    @field_validator("page")
    @classmethod
    def _known_page(cls, page: str | None, info: ValidationInfo) -> str | None:
        if page is not None and isinstance(info.context, Offered) and page not in info.context.pages:
            raise ValueError("No page of ours stands there. Send its path, such as /topics/…/, or leave `page` out.")
        return page

    @field_validator("lang")
    @classmethod
    def _spoken(cls, lang: str | None, info: ValidationInfo) -> str | None:
        if lang is not None and isinstance(info.context, Offered) and lang not in info.context.languages:
            spoken = ", ".join(f"`{each}`" for each in info.context.languages)
            raise ValueError(f"We do not speak that. Send one of {spoken}, or leave `lang` out.")
        return lang

    def as_contact(self) -> Contact:
        sent = self.contact
        return Contact(ContactKind(sent.kind), "" if isinstance(sent, NotAtAll) else sent.address, sent.name)


class NoteSent(Sent):
    """What the customer adds to a report."""

    words: Annotated[
        str,
        AfterValidator(lambda text: report_rules.note(typed_text(text))),
        _text(report_rules.MOST_CHARACTERS, "Plain text.", examples=["It drips again, thank you."]),
    ]
    release: str | None = Field(
        default=None, pattern=_HASH, description="As with a report; it counts where the words open a new one."
    )


class Who(Told):
    """Who has the report."""

    team: str = Field(description="By its name.", examples=["the lines desk"])
    person: str | None = Field(description="By their first name; null while the whole team has it.", examples=["Mira"])


class Links(Told):
    """Both are private keys to the report: keep them as you would keep a password."""

    tracking_url: str = Field(description="The customer's private page, for people.")
    url: str = Field(description="The same for programs.")


class ReportFiled(Links):
    """What is sure once a report is filed."""

    reference: str = Field(description="Two groups of four.", examples=["R7K4-M2PX"])
    received_at: Instant
    who: Who
    promises: list[PromiseTold] = Field(description="The promise of each indicator that is due first.")


class NoteTaken(Links):
    """On which report the words stand now: the same, the one that goes on from it, or a new one."""

    reference: str = Field(examples=["R7K4-M2PX"])
    is_new: bool = Field(description="True where they came too late to open the report again, and became a new one.")
