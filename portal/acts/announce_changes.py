"""What changed on the public pages is told to those who asked for it: one mail for each publication. DESIGN §5, §6.

A look finds what nobody has found before, and keeps it with its news in one transaction; the notices are queued after
it, a batch a transaction, so that whatever stops a process half way, the next round goes on from there. The first look
of all tells nobody: what stands there then is no news.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from portal.acts.keep_subscriber import notice_key
from portal.acts.page_history import history_state
from portal.acts.workplace import Workplace
from portal.library.page_news import PageNews, news_data, news_of
from portal.notices.threads import domain_of, new_message_id
from portal.store import announcements, outbox, subscriptions
from portal.store.announcements import Announcement, LastLook
from portal.store.outbox import NewNotice

MESSAGE = "page_changes"
SUBSCRIBERS_A_BATCH = 200


def unseen_state(workplace: Workplace) -> str | None:
    """The state of what changed, where nobody has looked at it yet. Some pages change by themselves, on a day.

    Raises StoreUnavailable.
    """
    state = f"{history_state(workplace)} {workplace.local_day(workplace.now())}"
    with workplace.store.reading() as conn:
        return None if announcements.is_looked_at(conn, state) else state


def announce(workplace: Workplace, state: str, changes: Sequence[PageNews]) -> None:
    """Keep what is new among `changes`, which are all there are, as news for subscribers. Raises StoreUnavailable."""
    now = workplace.now()
    with workplace.store.writing() as conn:
        previous = announcements.last_look(conn)
        claimed = announcements.claim_look(conn, state, now, _changed_at(conn, workplace, previous, now))
        if claimed is None:
            return
        new = announcements.new_among(conn, {change.key for change in changes})
        news = [change for change in changes if change.key in new and _is_recent(workplace, change, previous)]
        is_told = bool(news) and workplace.tells_people and workplace.settings.subscriptions == "on"
        announcements.keep_news(conn, claimed, news_data(news), None if is_told else now)


def tell_subscribers(workplace: Workplace) -> int:
    """Queue the mails of what was announced; gives how many. Raises StoreUnavailable."""
    with workplace.store.reading() as conn:
        untold = announcements.untold(conn)
    queued = 0
    for announcement_id in untold:
        while (batch := _tell_batch(workplace, announcement_id)) is not None:
            queued += batch
    return queued


def _changed_at(conn: Connection, workplace: Workplace, previous: LastLook | None, now: datetime) -> datetime:
    """When the pages changed: with the newest release, or as the day began where none has come since the last look."""
    published_at = announcements.newest_publication_at(conn)
    if published_at is not None and (previous is None or published_at > previous.changed_at):
        return published_at
    zone = ZoneInfo(workplace.library.site.time_zone)
    return datetime.combine(workplace.local_day(now), time(), zone).astimezone(UTC)


def _is_recent(workplace: Workplace, change: PageNews, previous: LastLook | None) -> bool:
    """What an import fills in, or an editor says of a day long gone, is no news.

    A release that came into force just before midnight may be looked at on the day after, and twice.
    """
    return previous is not None and change.on >= workplace.local_day(previous.at) - timedelta(days=1)


def _tell_batch(workplace: Workplace, announcement_id: int) -> int | None:
    """None once all have been told."""
    now = workplace.now()
    with workplace.store.writing() as conn:
        announced = announcements.announcement(conn, announcement_id, lock=True)
        if announced is None or announced.told_at is not None:
            return None
        abouts = {about for news in news_of(announced.news) for about in news.asked_for_by()}
        subscribers = subscriptions.subscribers_to_tell(
            conn, abouts, announced.changed_at, after=announced.told_up_to, limit=SUBSCRIBERS_A_BATCH
        )
        if not subscribers:
            announcements.told_to_all(conn, announcement_id, now)
            return None
        queued = sum(outbox.queue(conn, _notice(workplace, announced, each, now)) for each in subscribers)
        announcements.told_up_to(conn, announcement_id, subscribers[-1])
        return queued


def _notice(workplace: Workplace, announced: Announcement, subscriber_id: int, now: datetime) -> NewNotice:
    return NewNotice(
        key=notice_key(announced.id, subscriber_id),
        message=MESSAGE,
        recipient_kind="customer",
        message_id=new_message_id(domain_of(workplace.settings.mail_from)),
        created_at=now,
        facts={"announcement": announced.id, "subscriber": subscriber_id},
    )
