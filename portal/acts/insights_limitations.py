"""Limitations with what speaks for looking at them again, and the words that their symptoms lack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection

from portal.acts.workplace import Workplace
from portal.library.pages import Limitation
from portal.library.unsaid_words import UnsaidWord, share_of_customers, unsaid_words
from portal.reports.insights_limitations import LimitationSeen, Reconsider, to_reconsider
from portal.reports.insights_scripts import Answers
from portal.reports.insights_weeks import Period
from portal.reports.ledger import Share
from portal.store import insights_limitations as counted
from portal.store.insights_limitations import Matched, WaitingDraft, Written

MOST_READ = 150
"""Of each limitation the words of the newest reports are read, and as many of all reports to compare them with."""
_NONE = Matched(0, 0, 0, Share(0, 0))


@dataclass(frozen=True, slots=True)
class LimitationShown:
    """`path` is that of the public page. `drafts` are the proposals that are about it, or came of a report like it."""

    reconsider: Reconsider
    path: str
    words: tuple[UnsaidWord, ...]
    drafts: tuple[WaitingDraft, ...]


def limitations_to_reconsider(
    conn: Connection, workplace: Workplace, period: Period, answers: Mapping[str, Answers]
) -> list[LimitationShown]:
    """Those that readers see now, what speaks most for looking again first. `answers` are of all reports, by topic."""
    today = workplace.local_day(period.until)
    pages = workplace.library.public.live_on(today).limitations
    matched, unmatched = counted.matched_by_limitation(conn, period), counted.declined_unmatched_by_topic(conn, period)
    drafts = counted.waiting_limitations(conn)
    said = [each.cared_for for each in answers.values()]
    of_all = Share(sum(each.part for each in said), sum(each.whole for each in said))
    seen = [_seen(page, matched.get(slug, _NONE), unmatched, period) for slug, page in pages.items()]
    words = _Words(conn, workplace, period, pages)
    return [
        LimitationShown(
            each,
            pages[each.limitation.slug].path,
            words.lacking(pages[each.limitation.slug]),
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


class _Words:
    """What customers wrote behind each limitation and in general, read at once."""

    def __init__(self, conn: Connection, workplace: Workplace, period: Period, pages: Mapping[str, Limitation]) -> None:
        matched = counted.newest_matched(conn, period, MOST_READ)
        declined = counted.newest_declined_unmatched(conn, period, MOST_READ)
        self._behind = {
            slug: sorted({*matched.get(slug, ()), *(each for topic in page.topics for each in declined.get(topic, ()))})
            for slug, page in pages.items()
        }
        general = counted.newest_of_all(conn, period, MOST_READ)
        self._written: dict[int, list[Written]] = {}
        for each in counted.written_by_customers(conn, {*general, *chain.from_iterable(self._behind.values())}):
            self._written.setdefault(each.report_id, []).append(each)
        self._usual = share_of_customers(_by_customer(self._of(general)))
        # A colleague's name among the words would be a figure about a person.
        self._team = {person.name for person in workplace.roster().people.values()}

    def lacking(self, page: Limitation) -> tuple[UnsaidWord, ...]:
        """The words that the symptoms of a limitation do not hold yet."""
        written = self._of(self._behind[page.slug][-MOST_READ:])
        names = {*self._team, *(each.name for each in written)}
        return unsaid_words(page.symptoms, _by_customer(written), self._usual, names)

    def _of(self, report_ids: Iterable[int]) -> list[Written]:
        return [each for number in report_ids for each in self._written.get(number, ())]


def _by_customer(written: Iterable[Written]) -> list[str]:
    """All that each customer wrote: a habit of one of them is no word of many."""
    texts: dict[str, list[str]] = {}
    for each in written:
        texts.setdefault(each.customer, []).append(each.body)
    return ["\n".join(bodies) for bodies in texts.values()]
