"""Limitations with what speaks for looking at them again, and the words that their symptoms lack."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.library.pages import Limitation
from portal.library.unsaid_words import UnsaidWord, share_of_customers, unsaid_words
from portal.reports.insights_limitations import LimitationSeen, Reconsider, to_reconsider
from portal.reports.insights_weeks import Period
from portal.reports.ledger import Share
from portal.store import insights
from portal.store import insights_limitations as counted
from portal.store.insights_limitations import Matched, WaitingDraft, Written

MOST_READ = 200
"""Of each limitation the words of the newest reports are read, and as many of all reports to compare them with."""
_NONE = Matched(0, 0, 0, Share(0, 0))


@dataclass(frozen=True, slots=True)
class LimitationShown:
    """`path` is that of the public page. `drafts` are the proposals that are about it, or came of a report like it."""

    reconsider: Reconsider
    path: str
    words: tuple[UnsaidWord, ...]
    drafts: tuple[WaitingDraft, ...]


def limitations_to_reconsider(conn: Connection, workplace: Workplace, period: Period) -> list[LimitationShown]:
    """Those that readers see now, what speaks most for looking again first."""
    today = workplace.local_day(period.until)
    pages = workplace.library.public.live_on(today).limitations
    matched, unmatched = counted.matched_by_limitation(conn, period), counted.declined_unmatched_by_topic(conn, period)
    drafts = counted.waiting_limitations(conn)
    answers = insights.answers_by_topic(conn, period).values()
    of_all = Share(sum(each.cared_for.part for each in answers), sum(each.cared_for.whole for each in answers))
    usual = share_of_customers(_by_customer(_read(conn, counted.newest_of_all(conn, period, MOST_READ))))
    seen = [_seen(page, matched.get(slug, _NONE), unmatched, period) for slug, page in pages.items()]
    return [
        LimitationShown(
            each,
            pages[each.limitation.slug].path,
            _words(conn, workplace, period, pages[each.limitation.slug], usual),
            tuple(
                {draft.id: draft for draft in drafts if each.limitation.slug in (draft.slug, draft.matched)}.values()
            ),
        )
        for each in to_reconsider(seen, of_all, today)
    ]


def _seen(page: Limitation, matched: Matched, unmatched: dict[str, int], period: Period) -> LimitationSeen:
    return LimitationSeen(
        slug=page.slug,
        title=page.title,
        review_by=page.review_by,
        weeks=period.weeks,
        reports=matched.reports,
        before=matched.before,
        declined=matched.declined,
        declined_unmatched=sum(unmatched.get(topic, 0) for topic in page.topics),
        cared_for=matched.cared_for,
    )


def _words(
    conn: Connection, workplace: Workplace, period: Period, page: Limitation, usual: dict[str, float]
) -> tuple[UnsaidWord, ...]:
    written = _read(conn, counted.newest_behind(conn, period, page.slug, page.topics, MOST_READ))
    # A colleague's name among the words would be a figure about a person.
    team = (person.name for person in workplace.roster().people.values())
    return unsaid_words(page.symptoms, _by_customer(written), usual, {*team, *(each.name for each in written)})


def _read(conn: Connection, report_ids: Sequence[int]) -> list[Written]:
    return counted.written_by_customers(conn, report_ids) if report_ids else []


def _by_customer(written: Iterable[Written]) -> list[str]:
    """All that each customer wrote: a habit of one of them is no word of many."""
    texts: dict[str, list[str]] = {}
    for each in written:
        texts.setdefault(each.customer, []).append(each.body)
    return ["\n".join(bodies) for bodies in texts.values()]
