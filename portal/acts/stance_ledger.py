"""The stance ledger of the reports received in some months: what was counted, beside the page that made the choice.

The stance of a report is that of the release it is bound to, the one in force at its receipt. DESIGN §5.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.library.pages import Body, Limitation, Topic
from portal.library.published_ledger import PublishedLedger, topic_figures
from portal.reports.ledger import Count, months_before, together
from portal.store import ledger
from portal.store.counting import Span
from portal.store.ledger import Stances
from portal.store.releases import release_body

_MOST_REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one choice. `is_current` is false for a topic or a stance that is no longer in force."""

    page: Topic | Limitation
    is_current: bool
    count: Count


@dataclass(frozen=True, slots=True)
class StanceLedger:
    """Reports received from `since` to `until`, both included (UTC). `set_aside` counts what was no report, by reason.

    `assumed` names the topics (slugs) of which it is not known how they were met at receipt, so that today's is taken;
    `unknown` counts the reports of topics that no page tells of any more.
    """

    since: datetime
    until: datetime
    topics: tuple[Line, ...]
    limitations: tuple[Line, ...]
    set_aside: Mapping[str, int]
    assumed: tuple[str, ...]
    unknown: int

    @property
    def together(self) -> Count:
        return together(line.count for line in self.topics)


def stance_ledger(workplace: Workplace, months: int) -> StanceLedger:
    """Of the reports received since the same day so many months ago. Raises StoreUnavailable."""
    span, public = _span(workplace, months), workplace.library.public
    with workplace.store.reading() as conn:
        found = _Choices(public.topics)
        for topic, release_hash in ledger.filed_under(conn, span):
            found.add(topic, release_hash, _topics_of(conn, release_hash))
        by_stance = ledger.counts_by_stance(conn, span, found.stances)
        by_limitation = ledger.counts_by_limitation(conn, span)
        set_aside = ledger.set_aside_by_reason(conn, span)
    live = public.live_on(workplace.local_day(span.until))
    topics = found.lines(by_stance, live.topics)
    return StanceLedger(
        since=span.since,
        until=span.until,
        topics=topics,
        limitations=tuple(
            Line(page, slug in live.limitations, by_limitation.get(slug, Count()))
            for slug, page in sorted(public.limitations.items(), key=lambda item: item[1].title)
            if slug in live.limitations or slug in by_limitation
        ),
        set_aside=set_aside,
        assumed=tuple(sorted(found.assumed)),
        unknown=together(by_stance.values()).reports - together(line.count for line in topics).reports,
    )


def public_ledger(workplace: Workplace) -> PublishedLedger:
    """What may be said in public of the last twelve months, by topic. Raises StoreUnavailable."""
    found = stance_ledger(workplace, 12)
    figures = {
        line.page.slug: topic_figures(
            line.count.reports,
            line.count.median_s,
            solved=(line.count.solved, line.count.solved_answers),
            cared_for=(line.count.cared_for, line.count.cared_for_answers),
        )
        for line in found.topics
        if line.is_current
    }
    said = {slug: each for slug, each in sorted(figures.items()) if each is not None}
    return PublishedLedger(found.until, workplace.local_day(found.since), said)


class _Choices:
    """Which stance each topic was met by, and the page that said so, the newest where several did."""

    def __init__(self, today: Mapping[str, Topic]) -> None:
        self._today = today
        self._usual = {slug: topic.stance for slug, topic in today.items()}
        self._otherwise: dict[tuple[str, str], str] = {}
        self._pages: dict[tuple[str, str], Topic] = {(slug, topic.stance): topic for slug, topic in today.items()}
        self.assumed: set[str] = set()

    def add(self, slug: str, release_hash: str, released: Mapping[str, Topic]) -> None:
        """To be called with the newest release first."""
        topic = released.get(slug)
        if topic is None:
            self.assumed.add(slug)
            return
        self._pages.setdefault((slug, topic.stance), topic)
        if self._usual.setdefault(slug, topic.stance) != topic.stance:
            self._otherwise[slug, release_hash] = topic.stance

    @property
    def stances(self) -> Stances:
        return Stances(self._usual, self._otherwise)

    def lines(self, counts: Mapping[tuple[str, str], Count], live: Mapping[str, Topic]) -> tuple[Line, ...]:
        """One for each topic and stance that has reports, or is in force; in the order of the list of topics."""
        ordered = sorted(self._pages.items(), key=lambda item: (item[1].catch_all, item[1].order, item[0]))
        lines = [
            Line(page, slug in live and live[slug].stance == stance, counts.get((slug, stance), Count()))
            for (slug, stance), page in ordered
        ]
        return tuple(line for line in lines if line.is_current or line.count.reports)


def _span(workplace: Workplace, months: int) -> Span:
    now, zone = workplace.now(), ZoneInfo(workplace.library.site.time_zone)
    first = datetime.combine(months_before(workplace.local_day(now), months), time(), zone)
    return Span(first.astimezone(UTC), now)


_remembered: dict[str, Mapping[str, Topic]] = {}


def _topics_of(conn: Connection, release_hash: str) -> Mapping[str, Topic]:
    """The topics of a release, without their texts; none where it cannot be read. A release never changes."""
    if release_hash not in _remembered:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        _remembered[release_hash] = _read_topics(release_body(conn, release_hash) or "{}")
    return _remembered[release_hash]


def _read_topics(body: str) -> Mapping[str, Topic]:
    try:
        pages = json.loads(body)["library"]["public"]["topics"]
        return {slug: Topic.model_validate(page).model_copy(update={"body": Body()}) for slug, page in pages.items()}
    except (KeyError, TypeError, ValueError):
        return {}
