"""What site.yml says to readers, in another language."""

from pydantic import Field

from portal.library.fields import Slug, Strict, Text


class SeverityWords(Strict):
    """A severity in another language."""

    label: Text = Field(description="The customer's words for it.")
    hint: str = Field(default="", description="A line of help under the label.")


class FallbackWords(Strict):
    """How to reach a person, in another language."""

    hours: str = Field(default="", description="When somebody is there, in words.")


class SiteWords(Strict):
    """What site.yml says to readers, in another language. What is left out is shown as it is."""

    organisation: str = Field(default="", description="The organisation's name.")
    tagline: str = Field(default="", description="What it does, in a few words.")
    severities: dict[Slug, SeverityWords] = Field(default={}, description="The severities, by their key.")
    fallback_contact: FallbackWords = Field(default=FallbackWords(), description="How to reach a person.")
    names: dict[Slug, Text] = Field(
        default={}, description="What teams and folders of policies are called, by their key."
    )
    synonyms: tuple[tuple[Text, ...], ...] = Field(
        default=(), description="Groups of words for the same thing, for the search."
    )
