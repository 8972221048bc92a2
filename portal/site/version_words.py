"""What is different between two versions of a page, in sentences and paragraphs. Where we promise less, they say so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.languages.formatting import percent
from portal.languages.messages import N_, _
from portal.library.page_versions import PageText
from portal.library.paragraphs import paragraphs_of
from portal.promises.promise_change import Effect, PromiseTerms, Term, effect_of, target_effect, term_changes
from portal.promises.target_words import target_in_words
from portal.promises.targets import parse_target
from portal.site import words
from portal.site.text_changes import ChangedParagraph, changed_paragraphs, counted

WEAKER = N_("We promise less than before.")
STRONGER = N_("We promise more than before.")
_COVERS = {
    "weaker": N_("Some reports that it covered are no longer covered."),
    "stronger": N_("It covers more reports than before."),
    "other": N_("It covers other reports than before."),
}
_HOURS = {
    "weaker": N_("Fewer hours count than before."),
    "stronger": N_("More hours count than before."),
    "other": N_("Other hours count than before."),
}
_WHO = {"customer": N_("for you"), "us": N_("for us"), "team": N_("for the team")}


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
        sentences.append(_("It was called “%(title)s”.", title=was.title))
    if was.kind == now.kind == "commitments":
        changes = term_changes(terms_of(was), terms_of(now))
        effect = effect_of(changes)
        sentences += [_term_words(change.term, change.effect, was.fields, now.fields) for change in changes]
    elif was.kind == now.kind == "topics":
        effect, said = _topic_changes(was.fields, now.fields)
        sentences += said
    lead = {"weaker": [_(WEAKER)], "stronger": [_(STRONGER)], "other": []}[effect]
    paragraphs = changed_paragraphs(_paragraphs(was), _paragraphs(now))
    if paragraphs:
        sentences.append(_("In the text, %(changes)s.", changes=counted(paragraphs)))
    if not sentences:
        sentences.append(_("A small thing was changed beside the text."))
    return Differences(effect, (*lead, *sentences), paragraphs)


def appeared(page: PageText) -> Differences:
    """A page that was not there before."""
    if page.kind == "limitations":
        return Differences("weaker", (_("From now on we accept this, and do not fix it."),))
    return Differences("stronger" if page.kind == "commitments" else "other", (_(_NEW.get(page.kind, _NEW[""])),))


_NEW = {
    "commitments": N_("A new promise."),
    "topics": N_("Something new that you can tell us about."),
    "policies": N_("A new policy."),
    "": N_("A new page."),
}


def gone(page: PageText) -> Differences:
    """A page that is there no more."""
    if page.kind == "commitments":
        return Differences("weaker", (_(WEAKER), _("This promise is no longer made.")))
    if page.kind == "limitations":
        return Differences("other", (_("This no longer stands among what we have chosen not to fix."),))
    return Differences("other", (_("This page is gone."),))


def terms_of(page: PageText) -> PromiseTerms:
    """What the page of a promise binds us to."""
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
            return _(
                "The time promised is %(now)s. It was %(was)s.", now=_time(now["target"]), was=_time(was["target"])
            )
        case "objective":
            return _(
                "We mean to keep it in %(now)s of cases. It was %(was)s.",
                now=percent(now["objective"]),
                was=percent(was["objective"]),
            )
        case "covers":
            return _(_COVERS[effect])
        case "indicator":
            measure = words.MEASURES[now["indicator"]]
            return _("Something else is measured. %(measure)s", measure=_(measure))
        case "hours":
            return _(_HOURS[effect])
        case "remedy":
            return _(
                "If we miss it, what follows is now: “%(now)s” It was: “%(was)s”", now=now["remedy"], was=was["remedy"]
            )
        case "effective_from":
            return _("We make it from %(day)s on.", day=words.day_in_words(date.fromisoformat(now["effective_from"])))


def _time(target: str) -> str:
    return target_in_words(parse_target(target))


def _topic_changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Effect, list[str]]:
    effects: set[Effect] = set()
    said = []
    if was.get("stance") != now.get("stance"):
        effects.add("weaker" if was.get("stance") == "all-costs" else "stronger")
        stances = [words.STANCES[fields["stance"]] for fields in (was, now)]
        before, after = (_(stance[0]).lower() for stance in stances)
        said.append(_("How we meet it is now: %(after)s. It was: %(before)s.", after=after, before=before))
    if was.get("reopen_within") != now.get("reopen_within"):
        longer = target_effect(parse_target(was["reopen_within"]), parse_target(now["reopen_within"]))
        # The longer somebody may come back to it, the better for them.
        effects.add({"weaker": "stronger", "stronger": "weaker", "other": "other"}[longer])  # type: ignore[arg-type]
        times = {"now": _time(now["reopen_within"]), "was": _time(was["reopen_within"])}
        said.append(_("A report can be taken up again for %(now)s. It was %(was)s.", **times))
    return "weaker" if "weaker" in effects else "stronger" if "stronger" in effects else "other", said


def _paragraphs(page: PageText) -> list[str]:
    """All that is read on the page beside the terms of a promise: summary, choices with their costs, text."""
    return [text for text in (page.summary, *_choice(page.fields), *paragraphs_of(page.text)) if text]


def _choice(fields: Mapping[str, Any]) -> Iterator[str]:
    yield fields.get("says", "")
    yield from (_("What you can do: %(words)s", words=fields["workaround"]),) if fields.get("workaround") else ()
    yield from (_("What we offer instead: %(words)s", words=fields["instead"]),) if fields.get("instead") else ()
    for name in ("costs", "benefits"):
        for who, lines in (fields.get(name) or {}).items():
            yield from (_effect(name, _(_WHO.get(who, who)), line) for line in lines)
    for line in fields.get("prevent") or ():
        yield _("What we do so that it does not happen: %(line)s", line=line)


def _effect(name: str, who: str, line: str) -> str:
    if name == "costs":
        return _("What it costs %(who)s: %(line)s", who=who, line=line)
    return _("What it brings %(who)s: %(line)s", who=who, line=line)
