"""Nobody is told who did not confirm it; asking says nothing of who is told already; whoever ends it is forgotten."""

from datetime import timedelta

import pytest

from portal import paths, subscription_paths
from portal.acts.compose import mail_for
from portal.acts.keep_subscriber import Subscribed, change_subscriptions, end_subscriptions, subscribed
from portal.acts.subscribe import ask_to_subscribe, confirm_subscription, forget_unconfirmed, request_to_confirm
from portal.acts.subscriber_mail import CONFIRM_WITHIN
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.library.page_news import EVERYTHING
from portal.reports.links import CONFIRM_SUBSCRIPTION, key_of_token
from tests.acts.subscribers import REPLY, SAM, asked, subscribed_to
from tests.workplaces import SECRET, Clock, claimed, filling, rows, told


def test_the_mail_holds_the_link_that_confirms_and_the_store_has_no_link(sqlite_workplace: Workplace) -> None:
    key = asked(sqlite_workplace)
    (notice,) = claimed(sqlite_workplace)
    mail = mail_for(sqlite_workplace, notice)
    body = mail.get_body(("plain",))
    assert body is not None
    token = body.get_content().partition(subscription_paths.CONFIRM)[2].split()[0]
    assert key_of_token(f"<{token}>.", SECRET, CONFIRM_SUBSCRIPTION) == key
    assert str(mail["To"]) == SAM
    assert mail["List-Unsubscribe"] is None
    assert token not in str(rows(sqlite_workplace.store))
    assert SAM not in str(rows(sqlite_workplace.store)["notices"])
    assert mail_for(sqlite_workplace, notice).as_bytes() == mail.as_bytes()


def test_a_link_confirms_once_and_looking_at_it_confirms_nothing(workplace: Workplace, clock: Clock) -> None:
    key = asked(workplace)
    assert request_to_confirm(workplace, key)
    assert rows(workplace.store)["subscribers"] == []
    subscriber = confirm_subscription(workplace, key)
    assert subscriber is not None
    assert subscribed(workplace, subscriber.key) == Subscribed(SAM, {REPLY: clock.now})
    assert request_to_confirm(workplace, key) is None
    assert confirm_subscription(workplace, key) is None


def test_sending_the_form_twice_asks_once(workplace: Workplace) -> None:
    one = filling()
    for _ in range(2):
        ask_to_subscribe(workplace, one, SAM, REPLY)
    assert told(workplace) == [("subscription_asked", "customer")]
    assert len(rows(workplace.store)["subscription_requests"]) == 1


def test_one_address_is_one_subscriber_however_it_is_written(workplace: Workplace, clock: Clock) -> None:
    first = subscribed_to(workplace)
    since = clock.now
    clock.pass_by(hours=1)
    second = subscribed_to(workplace, paths.POLICIES, "Sam@Example.org")
    assert subscribed_to(workplace, REPLY, SAM).key == second.key == first.key
    found = subscribed(workplace, first.key)
    assert found is not None
    assert found.asked_for == {REPLY: since, paths.POLICIES: clock.now}, "asking again keeps since when"


def test_who_is_told_already_is_asked_as_anybody_is(sqlite_workplace: Workplace) -> None:
    subscribed_to(sqlite_workplace)
    told(sqlite_workplace)
    asked(sqlite_workplace)
    assert told(sqlite_workplace) == [("subscription_asked", "customer")]


def test_after_seven_days_an_address_that_was_not_confirmed_is_forgotten(workplace: Workplace, clock: Clock) -> None:
    key = asked(workplace)
    clock.pass_by(seconds=CONFIRM_WITHIN.total_seconds() - 1)
    forget_unconfirmed(workplace)
    assert request_to_confirm(workplace, key)
    clock.pass_by(seconds=1)
    assert request_to_confirm(workplace, key) is None
    assert confirm_subscription(workplace, key) is None
    clock.pass_by(seconds=1)
    forget_unconfirmed(workplace)
    assert SAM not in str(rows(workplace.store))
    (notice,) = claimed(workplace)
    with pytest.raises(PermanentFailure):
        mail_for(workplace, notice)


def test_what_is_wanted_can_be_changed_and_keeps_since_when(sqlite_workplace: Workplace, clock: Clock) -> None:
    subscriber = subscribed_to(sqlite_workplace)
    since = clock.now
    clock.pass_by(days=1)
    assert change_subscriptions(sqlite_workplace, subscriber.key, [REPLY, EVERYTHING])
    assert change_subscriptions(sqlite_workplace, subscriber.key, [REPLY, paths.TOPICS])
    found = subscribed(sqlite_workplace, subscriber.key)
    assert found is not None
    assert found.asked_for == {REPLY: since, paths.TOPICS: since + timedelta(days=1)}


def test_nothing_is_left_of_who_ends_it_not_even_in_the_files(sqlite_workplace: Workplace) -> None:
    workplace = sqlite_workplace
    subscriber = subscribed_to(workplace)
    asked(workplace, paths.POLICIES)
    end_subscriptions(workplace, subscriber.key)
    assert subscribed(workplace, subscriber.key) is None
    assert not change_subscriptions(workplace, subscriber.key, [REPLY])
    held = b"".join(file.read_bytes() for file in workplace.settings.var_dir.glob("portal.db*"))
    assert b"sam@example" not in held


def test_whoever_comes_back_has_new_links(sqlite_workplace: Workplace) -> None:
    first = subscribed_to(sqlite_workplace)
    end_subscriptions(sqlite_workplace, first.key)
    assert subscribed_to(sqlite_workplace).key != first.key
    assert subscribed(sqlite_workplace, first.key) is None
