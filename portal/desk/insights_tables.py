"""The tables of the insights for a spreadsheet: a header, then one line for each thing; never one for a person."""

from collections.abc import Callable, Iterator

from portal.acts.insights import Insights
from portal.promises.tight_or_easy import PromiseSeen, verdict_in_words
from portal.promises.when_written import iso_utc
from portal.reports.insights_scripts import effect_in_words

Row = tuple[object, ...]


def _weeks(found: Insights) -> Iterator[Row]:
    yield ("topic", "title", "week_until", "arrived", "resolved", "declined", "lapsed", "withdrawn", "open_at_its_end")
    for topic in found.topics:
        for ends, week in zip(found.period.week_ends, topic.weeks, strict=True):
            outcomes = (week.resolved, week.declined, week.lapsed, week.withdrawn)
            yield (topic.topic, topic.title, iso_utc(ends), week.arrived, *outcomes, week.open)


def _causes(found: Insights) -> Iterator[Row]:
    yield ("cause", "title", "topic", "from", "until", "lasted_s", "reports", "open", "cared_for", "cared_for_answers")
    for cause in found.causes:
        until = iso_utc(cause.closed_at) if cause.closed_at else None
        span = (iso_utc(cause.created_at), until, cause.lasted_s(found.period.until))
        said = (cause.cared_for.part, cause.cared_for.whole)
        yield (cause.id, cause.title, cause.topic, *span, cause.reports, cause.open, *said)


def _limitations(found: Insights) -> Iterator[Row]:
    yield (
        *("limitation", "title", "reports", "reports_before", "declined", "declined_in_other_words"),
        *("cared_for", "cared_for_answers", "review_by", "words_not_among_its_symptoms", "speaks_for_looking_again"),
    )
    for each in found.limitations:
        seen = each.reconsider.limitation
        counts = (seen.reports, seen.before, seen.declined, seen.declined_unmatched)
        words = ", ".join(f"{word.word} {word.customers}" for word in each.words)
        said = (seen.cared_for.part, seen.cared_for.whole, seen.review_by.isoformat(), words)
        yield (seen.slug, seen.title, *counts, *said, each.reconsider.reason)


def _scripts(found: Insights) -> Iterator[Row]:
    sides = [f"{side}_{name}" for side in ("with", "without") for name in _ANSWERS]
    yield ("script", "title", "topic", *sides, "what_it_says")
    for seen in found.scripts:
        both = [
            number
            for side in (seen.used, seen.others)
            for number in (side.reports, side.solved.part, side.solved.whole, side.cared_for.part, side.cared_for.whole)
        ]
        yield (seen.script, seen.title, seen.topic, *both, effect_in_words(seen))


def _promises(found: Insights) -> Iterator[Row]:
    yield (
        *("promise", "title", "target", "objective_percent", "counted", "kept", "measured"),
        *("half_used_percent", "ninety_of_100_used_percent", "verdict"),
    )
    for seen in found.promises:
        counts = (f"{seen.objective * 100:.4g}", seen.counted, seen.kept, len(seen.used))
        parts = (_percent(seen, 50), _percent(seen, 90))
        yield (seen.slug, seen.title, seen.target, *counts, *parts, verdict_in_words(seen))


_ANSWERS = ("reports", "solved", "solved_answers", "cared_for", "cared_for_answers")
TABLES: dict[str, Callable[[Insights], Iterator[Row]]] = {
    "weeks": _weeks,
    "causes": _causes,
    "limitations": _limitations,
    "scripts": _scripts,
    "promises": _promises,
}
"""By the name of the part."""


def _percent(seen: PromiseSeen, share: int) -> int | None:
    part = seen.used_by(share)
    return None if part is None else round(part * 100)
