"""A version of a page as its permanent page shows it: facts in the words of their day, the text without its links."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from portal.languages.formatting import percent, weekday_in_words
from portal.languages.messages import _
from portal.library.page_versions import PageVersion
from portal.promises.targets import parse_target
from portal.site import words
from portal.site.public_site import PublicSite
from portal.site.quiet_text import quiet_text


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
        yield Fact(_("Who it is for"), (_("The people who answer you."),))
    else:
        yield Fact(_("Who it covers"), tuple(_covered(view, fields["applies_to"])))
    target, measure = words.target_in_words(parse_target(fields["target"])), words.MEASURES[fields["indicator"]]
    yield Fact(_("The time promised"), (f"{target}. {_(measure)}",))
    hours = fields.get("hours")
    yield Fact(_("Hours that count"), tuple(_hours(hours)) if hours else (_("Every hour, day and night."),))
    yield Fact(_("If we miss it"), (fields["remedy"],))
    yield Fact(_("We mean to keep it"), (_("In %(share)s of cases.", share=percent(fields["objective"])),))
    yield Fact(_("We make it from"), (words.day_in_words(date.fromisoformat(fields["effective_from"])),))


def _covered(view: PublicSite, applies_to: Any) -> Iterator[str]:
    if "all" in applies_to["topics"]:
        yield _("Everybody who reports anything to us")
    for slug in applies_to["topics"]:
        if slug != "all":
            topic = view.pages.topics.get(slug)
            yield topic.title if topic else words.key_in_words(slug).capitalize()
    labels = [severity.label for key in applies_to["severities"] if (severity := view.site.severity(key))]
    if labels:
        yield _("When they tell us %(severities)s", severities=words.severities_in_words(tuple(labels)))


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_A_MONDAY = date(2024, 1, 1)


def _hours(hours: Any) -> Iterator[str]:
    for number, day in enumerate(_DAYS):
        windows = hours.get(day) or ()
        said = words.one_and_another(
            _("%(opens)s to %(closes)s", opens=opens, closes=closes) for opens, closes in windows
        )
        name = weekday_in_words(_A_MONDAY + timedelta(days=number))
        yield _("%(day)s: %(hours)s", day=name, hours=said or _("closed"))
    yield _("Holidays and other days may have had hours of their own.")


def _limitation(view: PublicSite, fields: Any) -> Iterator[Fact]:
    yield Fact(_("What you can do"), (fields["workaround"],))
    yield Fact(_("What we do instead"), (fields["instead"],))
    yield Fact(_("Since"), (words.day_in_words(date.fromisoformat(fields["since"])),))
    yield from _effects(fields)


def _topic(view: PublicSite, fields: Any) -> Iterator[Fact]:
    yield Fact(_("How you say it"), (fields["says"],))
    yield Fact(_("How we meet it"), tuple(map(_, words.STANCES[fields["stance"]])))
    yield from _effects(fields)


def _effects(fields: Any) -> Iterator[Fact]:
    for name, label in (("costs", _("What it costs")), ("benefits", _("What it brings"))):
        lines = tuple(line for who in (fields.get(name) or {}).values() for line in who)
        if lines:
            yield Fact(label, lines)
    if fields.get("prevent"):
        yield Fact(_("What we do so that it does not happen"), tuple(fields["prevent"]))
