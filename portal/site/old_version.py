"""A version of a page as its permanent page shows it: facts in the words of their day, the text without its links."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.library.page_versions import PageVersion
from portal.promises.targets import parse_target
from portal.site import words
from portal.site.public_site import PublicSite
from portal.site.quiet_text import quiet_text
from portal.site.version_words import percent


@dataclass(frozen=True, slots=True)
class Fact:
    """A line under the title. Several `lines` make a list."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OldVersion:
    """`text` is HTML. `until` is the day on which it was changed or taken away; None where it still stands."""

    title: str
    summary: str
    since: date
    until: date | None
    facts: tuple[Fact, ...]
    text: str


def old_version(view: PublicSite, version: PageVersion) -> OldVersion:
    """`version` as it is read today; topics are named as their pages name them now."""
    page = version.page
    makers = {"commitments": _promise, "limitations": _limitation, "topics": _topic}
    facts = makers[page.kind](view, page.fields) if page.kind in makers else ()
    return OldVersion(page.title, page.summary, version.since, version.until, tuple(facts), quiet_text(page.text))


def _promise(view: PublicSite, fields: Any) -> Iterator[Fact]:
    if fields["audience"] == "team":
        yield Fact("Who it is for", ("The people who answer you.",))
    else:
        yield Fact("Who it covers", tuple(_covered(view, fields["applies_to"])))
    target = str(parse_target(fields["target"])).capitalize()
    yield Fact("The time promised", (f"{target}. {words.MEASURES[fields['indicator']]}",))
    hours = fields.get("hours")
    yield Fact("Hours that count", tuple(_hours(hours)) if hours else ("Every hour, day and night.",))
    yield Fact("If we miss it", (fields["remedy"],))
    yield Fact("We mean to keep it", (f"In {percent(fields['objective'])} of cases.",))
    yield Fact("We make it from", (words.day_in_words(date.fromisoformat(fields["effective_from"])),))


def _covered(view: PublicSite, applies_to: Any) -> Iterator[str]:
    if "all" in applies_to["topics"]:
        yield "Everybody who reports anything to us"
    for slug in applies_to["topics"]:
        if slug != "all":
            topic = view.pages.topics.get(slug)
            yield topic.title if topic else words.key_in_words(slug).capitalize()
    labels = [severity.label for key in applies_to["severities"] if (severity := view.site.severity(key))]
    if labels:
        yield f"When they tell us {words.severities_in_words(tuple(labels))}"


_DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def _hours(hours: Any) -> Iterator[str]:
    for day, name in _DAYS.items():
        windows = hours.get(day) or ()
        said = " and ".join(f"{opens} to {closes}" for opens, closes in windows)
        yield f"{name}: {said or 'closed'}"
    yield "Not on holidays and other days that were closed."


def _limitation(view: PublicSite, fields: Any) -> Iterator[Fact]:
    yield Fact("What you can do", (fields["workaround"],))
    yield Fact("What we do instead", (fields["instead"],))
    yield Fact("Since", (words.day_in_words(date.fromisoformat(fields["since"])),))
    yield from _effects(fields)


def _topic(view: PublicSite, fields: Any) -> Iterator[Fact]:
    yield Fact("How you say it", (fields["says"],))
    yield Fact("How we meet it", words.STANCES[fields["stance"]])
    yield from _effects(fields)


def _effects(fields: Any) -> Iterator[Fact]:
    for name, label in (("costs", "What it costs"), ("benefits", "What it brings")):
        lines = tuple(line for who in (fields.get(name) or {}).values() for line in who)
        if lines:
            yield Fact(label, lines)
    if fields.get("prevent"):
        yield Fact("What we do so that it does not happen", tuple(fields["prevent"]))
