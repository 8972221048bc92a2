"""site.yml: the organisation, its hours, its words for severity, and where to turn when all else fails. DESIGN §4."""

from typing import Any, Literal

from pydantic import Field

from portal.languages.catalogs import SOURCE, catalog_of, is_source
from portal.languages.speaking import language
from portal.library.fields import Advices, Day, Lines, Slug, Strict, Text
from portal.library.site_words import SiteWords


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
    calendar: Slug | None = Field(
        default=None, description="Calendar in whose hours somebody is there; readers can put it into their own."
    )


class Security(Strict):
    """How to tell us of a weakness of this site, published at /.well-known/security.txt (RFC 9116)."""

    contact: Lines = Field(
        min_length=1, description="Where to tell it, the best way first: mail addresses, `https://…` or `tel:+44…`."
    )
    expires: Day = Field(description="The last day on which this can be relied on; at most a year ahead.")
    policy: str = Field(
        default="",
        description="What becomes of such a report: a page by its path in `public`, such as "
        "`policies/privacy/weaknesses.md`, or an `https://` address.",
    )


class Theme(Strict):
    """Colours, light and dark, as `#rrggbb`. Text in them and on them has a contrast of 7:1, which is checked."""

    accent: str = Field(default="", description="Colour of what can be pressed, on light paper.")
    accent_dark: str = Field(default="", description="The same on dark paper.")
    paper: str = Field(default="", description="Colour of the page, such as `#ffffff`.")
    paper_dark: str = Field(default="", description="The same for readers who prefer the dark.")


class Logo(Strict):
    """The organisation's logo: an SVG or PNG of at most 20 kB in the folder `static` beside `content`."""

    file: Text = Field(description="The picture's name in `static`, such as `logo.svg`.")
    alt: str = Field(
        default="", description="What stands in it. Empty for a sign that says nothing: the name stands beside it then."
    )
    dark: str = Field(default="", description="Another picture for dark paper, if the first cannot be seen on it.")


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
    translations: dict[str, SiteWords] = Field(
        default={}, description="The words of this file in the languages beside the first, by language."
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
    security: Security | None = Field(default=None, description="How to tell us of a weakness of this site.")
    theme: Theme = Field(default=Theme(), description="Colours.")
    logo: Logo | None = Field(
        default=None, description="The organisation's logo, in place of the sign above each page."
    )
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

    longest_sentence: int = Field(
        default=25, ge=8, le=100, description="Words after which `portal check` advises to split a sentence."
    )
    words_to_avoid: dict[Text, str] = Field(
        default={},
        description="Words that `portal check` advises against, each with what to write instead. Beside our own list "
        "for English; a word with itself takes it off that list.",
    )
    advice_off: Advices = Field(default=(), description="Advice of `portal check` that is not given on any page.")

    def name_of(self, key: str) -> str:
        """What a team or a folder is called in the language of the moment; empty where `key` says it well enough."""
        words = self.translations.get(language())
        return words.names.get(key, "") if words else ""

    def languages_spoken(self) -> tuple[str, ...]:
        """The first language, and those of the others in which we have words of our own."""
        return self.languages[:1] + tuple(tag for tag in self.languages[1:] if is_source(tag) or catalog_of(tag))

    def spoken_to(self, chosen: str | None) -> str:
        """The language to speak to somebody who chose this one; the first for want of a choice, or of our words."""
        return chosen if chosen in self.languages_spoken() else self.languages[0]

    def spoken_inside(self) -> str:
        """The language in which we speak to our own people: English, of the kind that is the site's first, if it is."""
        return self.languages[0] if is_source(self.languages[0]) else SOURCE

    def severity(self, key: str) -> Severity | None:
        return next((severity for severity in self.severities if severity.key == key), None)

    @property
    def highest_severity(self) -> str:
        return self.severities[-1].key
