"""What is different between two versions of a page, in sentences and paragraphs. Where we promise less, they say so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.library.page_versions import PageText
from portal.library.paragraphs import paragraphs_of
from portal.promises.promise_change import Effect, PromiseTerms, Term, effect_of, target_effect, term_changes
from portal.promises.targets import parse_target
from portal.site import words
from portal.site.text_changes import ChangedParagraph, changed_paragraphs, counted

WEAKER = "We promise less than before."
STRONGER = "We promise more than before."
_COVERS = {
    "weaker": "Some reports that it covered are no longer covered.",
    "stronger": "It covers more reports than before.",
    "other": "It covers other reports than before.",
}
_HOURS = {
    "weaker": "Fewer hours count than before.",
    "stronger": "More hours count than before.",
    "other": "Other hours count than before.",
}
_WHO = {"customer": "for you", "us": "for us", "team": "for the team"}


@dataclass(frozen=True, slots=True)
class Differences:
    """`sentences` say what matters most, first; `paragraphs` are those of the text that read differently."""

    effect: Effect = "other"
    sentences: tuple[str, ...] = ()
    paragraphs: tuple[ChangedParagraph, ...] = ()


def differences(was: PageText, now: PageText) -> Differences:
    """What a reader of `was` has to know on reading `now`."""
    sentences: list[str] = []
    effect: Effect = "other"
    if was.title != now.title:
        sentences.append(f"It was called “{was.title}”.")
    if was.kind == now.kind == "commitments":
        changes = term_changes(_terms(was), _terms(now))
        effect = effect_of(changes)
        sentences += [_term_words(change.term, change.effect, was.fields, now.fields) for change in changes]
    elif was.kind == now.kind == "topics":
        effect, said = _topic_changes(was.fields, now.fields)
        sentences += said
    lead = {"weaker": [WEAKER], "stronger": [STRONGER], "other": []}[effect]
    paragraphs = changed_paragraphs(_paragraphs(was), _paragraphs(now))
    if paragraphs:
        sentences.append(f"In the text, {counted(paragraphs)}.")
    if not sentences:
        sentences.append("A small thing was changed beside the text.")
    return Differences(effect, (*lead, *sentences), paragraphs)


def appeared(page: PageText) -> Differences:
    """A page that was not there before."""
    if page.kind == "limitations":
        return Differences("weaker", ("From now on we accept this, and do not fix it.",))
    return Differences("stronger" if page.kind == "commitments" else "other", (_NEW.get(page.kind, "A new page."),))


_NEW = {
    "commitments": "A new promise.",
    "topics": "Something new that you can tell us about.",
    "policies": "A new policy.",
}


def gone(page: PageText) -> Differences:
    """A page that is there no more."""
    if page.kind == "commitments":
        return Differences("weaker", (WEAKER, "This promise is no longer made."))
    if page.kind == "limitations":
        return Differences("other", ("This no longer stands among what we have chosen not to fix.",))
    return Differences("other", ("This page is gone.",))


def _terms(page: PageText) -> PromiseTerms:
    fields = page.fields
    return PromiseTerms(
        indicator=fields["indicator"],
        target=parse_target(fields["target"]),
        objective=fields["objective"],
        topics=tuple(fields["applies_to"]["topics"]),
        severities=tuple(fields["applies_to"]["severities"]),
        hours=fields.get("hours"),
        remedy=fields["remedy"],
        effective_from=date.fromisoformat(fields["effective_from"]),
    )


def _term_words(term: Term, effect: Effect, was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    match term:
        case "target":
            return f"The time promised is {now['target']}. It was {was['target']}."
        case "objective":
            return f"We mean to keep it in {percent(now['objective'])} of cases. It was {percent(was['objective'])}."
        case "covers":
            return _COVERS[effect]
        case "indicator":
            return f"Something else is measured. {words.MEASURES[now['indicator']]}"
        case "hours":
            return _HOURS[effect]
        case "remedy":
            return f"If we miss it, what follows is now: “{now['remedy']}” It was: “{was['remedy']}”"
        case "effective_from":
            return f"We make it from {words.day_in_words(date.fromisoformat(now['effective_from']))} on."


def percent(share: float) -> str:
    """0.95 as `95 %`."""
    return f"{share * 100:.4g} %"


def _topic_changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Effect, list[str]]:
    effects: set[Effect] = set()
    said = []
    if was.get("stance") != now.get("stance"):
        effects.add("weaker" if was.get("stance") == "all-costs" else "stronger")
        before, after = (words.STANCES[fields["stance"]][0].lower() for fields in (was, now))
        said.append(f"How we meet it is now: {after}. It was: {before}.")
    if was.get("reopen_within") != now.get("reopen_within"):
        longer = target_effect(parse_target(was["reopen_within"]), parse_target(now["reopen_within"]))
        # The longer somebody may come back to it, the better for them.
        effects.add({"weaker": "stronger", "stronger": "weaker", "other": "other"}[longer])  # type: ignore[arg-type]
        said.append(f"A report can be taken up again for {now['reopen_within']}. It was {was['reopen_within']}.")
    return "weaker" if "weaker" in effects else "stronger" if "stronger" in effects else "other", said


def _paragraphs(page: PageText) -> list[str]:
    """All that is read on the page beside the terms of a promise: summary, choices with their costs, text."""
    return [text for text in (page.summary, *_choice(page.fields), *paragraphs_of(page.text)) if text]


def _choice(fields: Mapping[str, Any]) -> Iterator[str]:
    yield fields.get("says", "")
    yield from (f"What you can do: {fields['workaround']}",) if fields.get("workaround") else ()
    yield from (f"What we offer instead: {fields['instead']}",) if fields.get("instead") else ()
    for name, label in (("costs", "What it costs"), ("benefits", "What it brings")):
        for who, lines in (fields.get(name) or {}).items():
            yield from (f"{label} {_WHO.get(who, who)}: {line}" for line in lines)
    yield from (f"What we do so that it does not happen: {line}" for line in fields.get("prevent") or ())
