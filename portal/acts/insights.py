"""What complaints teach about the organisation: by topic and week, by cause, by script. Never by person. DESIGN §1."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from portal.acts.insights_limitations import LimitationShown, limitations_to_reconsider
from portal.acts.insights_promises import promises_seen
from portal.acts.workplace import Workplace
from portal.promises.tight_or_easy import PromiseSeen
from portal.reports.insights_causes import CauseSeen, most_first
from portal.reports.insights_scripts import Answers, ScriptSeen, best_known_first
from portal.reports.insights_weeks import Period, TopicWeeks, weeks_from
from portal.store import insights as counted


@dataclass(frozen=True, slots=True)
class Insights:
    """Each list begins with what there is most to learn from."""

    period: Period
    topics: tuple[TopicWeeks, ...]
    causes: tuple[CauseSeen, ...]
    limitations: tuple[LimitationShown, ...]
    scripts: tuple[ScriptSeen, ...]
    promises: tuple[PromiseSeen, ...]


def insights(workplace: Workplace, weeks: int) -> Insights:
    """Of so many weeks up to now, all read at one moment. Raises StoreUnavailable."""
    period = Period(workplace.now(), weeks)
    with workplace.store.reading() as conn:
        answers = counted.answers_by_topic(conn, period)
        return Insights(
            period=period,
            topics=tuple(_topics(conn, workplace, period)),
            causes=tuple(most_first(counted.causes_in(conn, period))),
            limitations=tuple(limitations_to_reconsider(conn, workplace, period, answers)),
            scripts=tuple(_scripts(conn, workplace, period, answers)),
            promises=tuple(promises_seen(conn, workplace, period)),
        )


def _topics(conn: Connection, workplace: Workplace, period: Period) -> list[TopicWeeks]:
    """Every topic that customers can choose, and those of which there are reports all the same."""
    arrived: dict[str, dict[int, int]] = defaultdict(dict)
    ended: dict[str, dict[tuple[int, str], int]] = defaultdict(dict)
    for each in counted.arrivals(conn, period):
        arrived[each.topic][each.week] = each.reports
    for each in counted.endings(conn, period):
        ended[each.topic][each.week, each.status] = each.reports
    open_before = counted.open_when_it_began(conn, period)
    live = workplace.library.public.live_on(workplace.local_day(period.until)).topics
    found = [
        TopicWeeks(
            slug,
            _title_of(workplace, slug),
            weeks_from(period.weeks, arrived[slug], ended[slug], open_before.get(slug, 0)),
        )
        for slug in {*live, *arrived, *ended, *open_before}
    ]
    return sorted(found, key=lambda topic: (-topic.lately, -topic.arrived, topic.title))


def _scripts(
    conn: Connection, workplace: Workplace, period: Period, by_topic: Mapping[str, Answers]
) -> list[ScriptSeen]:
    scripts = workplace.library.desk.scripts
    return best_known_first(
        [
            ScriptSeen(
                slug,
                scripts[slug].title if slug in scripts else slug,
                topic,
                _title_of(workplace, topic),
                used,
                by_topic[topic].without(used),
            )
            for (slug, topic), used in counted.answers_by_script(conn, period).items()
        ]
    )


def _title_of(workplace: Workplace, slug: str) -> str:
    page = workplace.library.public.topics.get(slug)
    return page.title if page else slug
