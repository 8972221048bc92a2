"""The short form of the stance ledger, said beside each topic of how we handle what goes wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.languages.messages import _, ngettext
from portal.library.published_ledger import LEAST_IN_PUBLIC, Answers, TopicFigures
from portal.promises.spoken import spoken_duration
from portal.site.public_site import PublicSite
from portal.site.record_words import figure_in_words
from portal.site.words import day_in_words, instant_in_words


@dataclass(frozen=True, slots=True)
class ShownLedger:
    """`lines` has, by topic (slug), what became of its reports; a topic of which too little is known has none."""

    since: str
    as_at: str
    least: int
    lines: Mapping[str, tuple[str, ...]]


def shown_ledger(view: PublicSite) -> ShownLedger | None:
    """None where site.yml does not allow it, or nothing was counted yet."""
    ledger = view.published.ledger
    if ledger is None or not view.site.publish_ledger:
        return None
    lines = {slug: _lines(figures) for slug, figures in ledger.topics.items()}
    return ShownLedger(day_in_words(ledger.since), instant_in_words(ledger.as_at, view.zone), LEAST_IN_PUBLIC, lines)


def _lines(figures: TopicFigures) -> tuple[str, ...]:
    return tuple(_said(figures))


def _said(figures: TopicFigures) -> Iterator[str]:
    if figures.median_s is None:
        yield ngettext("%(num)s report", "%(num)s reports", figures.reports)
    else:
        yield ngettext(
            "%(num)s report, half ended within %(time)s",
            "%(num)s reports, half ended within %(time)s",
            figures.reports,
            time=spoken_duration(figures.median_s),
        )
    if figures.solved:
        yield _("Solved: %(share)s", share=_share(figures.solved))
    if figures.cared_for:
        yield _("Felt cared for: %(share)s", share=_share(figures.cared_for))


def _share(answers: Answers) -> str:
    return figure_in_words(answers.yes, answers.all)
