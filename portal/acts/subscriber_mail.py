"""A queued notice to somebody who is told of changes becomes a mail, read from the store when it is sent."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from portal import paths, subscription_paths
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.languages.formatting import day_in_words, listed
from portal.languages.messages import _
from portal.languages.speaking import language, speaking
from portal.library.page_news import PageNews, most_important_first, news_of, when_told
from portal.notices.mail import mail_of
from portal.notices.rendering import render
from portal.notices.subscriber_messages import PageChanges, SubscriptionAsked, ToldChange, ToSubscriber
from portal.notices.wording import one_line
from portal.reports.links import CONFIRM_SUBSCRIPTION, SUBSCRIBER, keyed_token
from portal.store import announcements, subscriptions
from portal.store.outbox import ClaimedNotice

CONFIRM_WITHIN = timedelta(days=7)
MOST_TOLD = 20


def subscriber_mail(workplace: Workplace, notice: ClaimedNotice) -> EmailMessage:
    """What asks is in the reader's language; what changed is told in the site's first, in which alone it is known.

    Raises PermanentFailure where nobody wants it any more, StoreUnavailable.
    """
    if workplace.settings.subscriptions == "off":
        raise PermanentFailure("Mails about changes are turned off by now (the setting `subscriptions`).")
    return (_asked if notice.message == "subscription_asked" else _changes)(workplace, notice)


def _asked(workplace: Workplace, notice: ClaimedNotice) -> EmailMessage:
    with workplace.store.reading() as conn:
        request = subscriptions.request_by_id(conn, int(notice.facts["request"]))
    if request is None or workplace.now() - request.asked_at >= CONFIRM_WITHIN:
        raise PermanentFailure("Nobody waits any more for the mail that confirms this address.")
    token = keyed_token(workplace.secret, CONFIRM_SUBSCRIPTION, request.key)
    with speaking(workplace.library.site.spoken_to(request.language)):
        context = SubscriptionAsked(
            **_frame(workplace, subscription_paths.confirm(token), [request.about]),
            works_until=request.asked_at + CONFIRM_WITHIN,
        )
    return _mail(workplace, notice, context, request.address)


def _changes(workplace: Workplace, notice: ClaimedNotice) -> EmailMessage:
    with workplace.store.reading() as conn:
        announced = announcements.announcement(conn, int(notice.facts["announcement"]))
        subscriber = subscriptions.subscriber_by_id(conn, int(notice.facts["subscriber"]))
        asked_for = subscriptions.subscriptions_of(conn, subscriber.id) if subscriber else {}
    if announced is None or subscriber is None:
        raise PermanentFailure("Whoever asked to be told of changes has ended it.")
    heard = {about for about, since in asked_for.items() if since < announced.changed_at}
    news = most_important_first(each for each in news_of(announced.news) if each.asked_for_by() & heard)
    if not news:
        raise PermanentFailure("Nothing of what changed is asked for any more.")
    token = keyed_token(workplace.secret, SUBSCRIBER, subscriber.key)
    site_address = workplace.library.site.base_url.rstrip("/")
    with speaking(workplace.library.site.languages[0]):
        context = PageChanges(
            **_frame(workplace, subscription_paths.subscriptions(token), asked_for),
            changes=tuple(_told(each, site_address) for each in news[:MOST_TOLD]),
            promises_less=sum(each.promises_less for each in news),
            more=max(0, len(news) - MOST_TOLD),
            everything=site_address + paths.WHAT_CHANGED,
        )
    stop = workplace.settings.service_url + subscription_paths.stop(token)
    return _mail(workplace, notice, context, subscriber.address, stop)


def _told(news: PageNews, site_address: str) -> ToldChange:
    links = {
        _("The page as it is today"): news.path if news.is_there else "",
        _("What is different, word by word"): news.history,
        _("These words at an address that stays"): news.permanent,
    }
    return ToldChange(
        one_line(news.title),
        day_in_words(news.on),
        tuple(one_line(sentence) for sentence in news.sentences),
        tuple((label, site_address + address) for label, address in links.items() if address),
    )


def _frame(workplace: Workplace, page: str, asked_for: Iterable[str]) -> Mapping[str, Any]:
    """What each of these mails says; `page` is the path that its private link leads to."""
    site, pages = workplace.library.site, workplace.library.public
    page = paths.in_language(page, language()) if len(site.languages_spoken()) > 1 else page
    return {
        "organisation": site.organisation,
        "link": workplace.settings.service_url + page,
        "fallback": site.fallback_contact,
        "time_zone": site.time_zone,
        "language": language(),
        "asked_for": listed([when_told(about, pages) for about in asked_for], "and"),
    }


def _mail(
    workplace: Workplace, notice: ClaimedNotice, context: ToSubscriber, address: str, stop: str = ""
) -> EmailMessage:
    settings = workplace.settings
    return mail_of(
        render(notice.message, context, settings.template_dirs),
        to=address,
        sender=settings.mail_from,
        sender_name="",
        message_id=notice.message_id,
        in_reply_to=None,
        references=(),
        created_at=notice.created_at,
        organisation=workplace.library.site.organisation,
        auto_submitted=context.auto_submitted,
        unsubscribe_url=stop,
    )
