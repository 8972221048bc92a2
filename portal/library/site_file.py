"""site.yml: the organisation, its hours, its words for severity, and where to turn when all else fails. DESIGN §4."""

from typing import Any, Literal

from pydantic import Field

from portal.library.fields import Slug, Strict, Text


class Severity(Strict):
    """How much a failure affects the customer; the list in site.yml runs from the least to the most."""

    key: Slug = Field(description="Its name in content and data, such as `stopped`.")
    label: Text = Field(description="The customer's words for it, such as `I can't work or call for help`.")
    hint: str = Field(default="", description="A line of help under the label.")
    weight: int = Field(
        default=1, ge=1, le=100, description="How many ordinary reports one of these counts as, in somebody's load."
    )


class FallbackContact(Strict):
    """How to reach a person when the portal cannot help. At least one of phone and mail."""

    phone: str = Field(default="", description="Phone number as people would dial it.")
    mail: str = Field(default="", description="Mail address.")
    hours: str = Field(default="", description="When somebody is there, in words.")


class Theme(Strict):
    """The accent colour, light and dark, as `#rrggbb`."""

    accent: str = Field(default="", description="Colour of what can be pressed, on light paper.")
    accent_dark: str = Field(default="", description="The same on dark paper.")


class SiteFile(Strict):
    """The whole of site.yml."""

    organisation: Text = Field(description="The organisation's name.")
    tagline: str = Field(default="", description="What it does, in a few words.")
    base_url: Text = Field(description="Address of the published site, such as https://help.example.org.")
    service_url: str = Field(
        default="", description="Address of the form and tracking pages, if another than the site's."
    )
    languages: tuple[str, ...] = Field(
        default=("en",), min_length=1, description="Languages, the first is the default."
    )
    currency: str = Field(
        default="", max_length=4, description="The sign put before amounts of money, such as `£`. Empty: bare numbers."
    )
    time_zone: Text = Field(description="The zone in which times are shown, such as Europe/London.")
    # A calendar is kept as written (checked by portal.promises.calendars) and resolved into the release.
    calendars: dict[Slug, Any] = Field(default={}, description="Named calendars: hours, holidays, closed days.")
    severities: tuple[Severity, ...] = Field(min_length=1, description="How it affects the customer, least first.")
    fallback_contact: FallbackContact = Field(
        description="Shown in every footer and whenever the form cannot take a report."
    )
    theme: Theme = Field(default=Theme(), description="Colours.")
    allow_html: tuple[Literal["script", "iframe", "event-handlers"], ...] = Field(
        default=(), description="Raw HTML that pages may hold although it can act."
    )

    synonyms: tuple[tuple[Text, ...], ...] = Field(
        default=(), description="Groups of words for the same thing; the search finds all of a group by any of them."
    )
    publish_ledger: bool = Field(
        default=False,
        description="`true` shows what became of the reports on each topic beside how we handle it, in counts.",
    )

    def severity(self, key: str) -> Severity | None:
        return next((severity for severity in self.severities if severity.key == key), None)

    @property
    def highest_severity(self) -> str:
        return self.severities[-1].key
