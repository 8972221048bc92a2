"""Asking to be told by mail when public pages change, and confirming it. DESIGN §8; RFC 8058 is for the way out.

Whether an address is told already is said to nobody: every question is answered alike, on the page and by mail. Only
whoever reads the mail can confirm, by pressing a button; until then the address is kept for seven days, and no longer.
"""

from portal.acts.sign_in_tokens import new_link_token
from portal.acts.subscriber_mail import CONFIRM_WITHIN
from portal.acts.workplace import Workplace
from portal.languages.speaking import language
from portal.notices.addresses import comparable
from portal.notices.threads import domain_of, new_message_id
from portal.store import outbox, subscriptions
from portal.store.outbox import NewNotice
from portal.store.subscriptions import NewRequest, Request, Subscriber

MESSAGE = "subscription_asked"


def ask_to_subscribe(workplace: Workplace, filling: str, address: str, about: str) -> None:
    """Queue the mail with the link that confirms, in the language of the moment; once for each filling-in of the form.

    `about` is something that may be asked for.
    """
    now = workplace.now()
    with workplace.store.writing() as conn:
        request = NewRequest(new_link_token(), filling, address, about, language(), now)
        request_id = subscriptions.keep_request(conn, request)
        if request_id is None or not workplace.tells_people:
            return
        notice = NewNotice(
            key=f"{MESSAGE}:{request_id}",
            message=MESSAGE,
            recipient_kind="customer",
            message_id=new_message_id(domain_of(workplace.settings.mail_from)),
            created_at=now,
            facts={"request": request_id},
        )
        outbox.queue(conn, notice)


def request_to_confirm(workplace: Workplace, key: str) -> Request | None:
    """What the link would confirm now; None where it was used or its time is over. Looking changes nothing."""
    with workplace.store.reading() as conn:
        request = subscriptions.request_by_key(conn, key)
    return request if request and workplace.now() - request.asked_at < CONFIRM_WITHIN else None


def confirm_subscription(workplace: Workplace, key: str) -> Subscriber | None:
    """From now on they are told; None where the link was used or its time is over."""
    now = workplace.now()
    with workplace.store.writing() as conn:
        request = subscriptions.request_by_key(conn, key, lock=True)
        if request is None or now - request.asked_at >= CONFIRM_WITHIN:
            return None
        subscriptions.forget_requests(conn, request.address, request.about)
        known_by = comparable(request.address) or request.address
        subscriber = subscriptions.keep_subscriber(conn, new_link_token(), request.address, known_by)
        subscriptions.subscribe(conn, subscriber.id, [request.about], now)
    return subscriber


def forget_unconfirmed(workplace: Workplace) -> None:
    """Addresses of those who did not confirm in time."""
    with workplace.store.writing() as conn:
        forgotten = subscriptions.discard_requests(conn, workplace.now() - CONFIRM_WITHIN)
    if forgotten:
        workplace.store.empty_log()
