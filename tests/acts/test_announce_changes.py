"""Who asked to be told of changes hears of each publication once, of what they asked for, and of nothing before."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import Connection

from portal import paths, subscription_paths
from portal.acts import announce_changes
from portal.acts.compose import mail_for
from portal.acts.keep_subscriber import change_subscriptions, end_subscriptions
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.library.library import Library
from portal.library.page_news import EVERYTHING
from portal.store import outbox
from portal.store.outbox import NewNotice
from portal.upkeep.tell_changes import tell_changes
from tests.acts.subscribers import REPLY, looked_at, published, subscribed_to
from tests.workplaces import Clock, claimed, publish, rows, small_library, told, with_target, without_topic

WEAKER = with_target(small_library(), "first-reply", "9 working hours")
STRONGER = with_target(small_library(), "first-reply", "1 working hour")


@pytest.fixture(autouse=True)
def looked_before(request: pytest.FixtureRequest) -> None:
    """What stands there when the portal begins is no news."""
    name = "workplace" if "workplace" in request.fixturenames else "sqlite_workplace"
    assert looked_at(request.getfixturevalue(name)) == 0


def mails(workplace: Workplace) -> list[EmailMessage]:
    return [mail_for(workplace, notice) for notice in claimed(workplace) if notice.message == "page_changes"]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_publication_is_told_once_to_each_however_often_and_by_however_many_it_is_looked_at(
    workplace: Workplace, clock: Clock
) -> None:
    for about in (REPLY, paths.COMMITMENTS, EVERYTHING):
        subscribed_to(workplace, about)
    subscribed_to(workplace, EVERYTHING, "bo@example.org")
    subscribed_to(workplace, paths.POLICIES, "no-news@example.org")
    told(workplace)
    assert published(workplace, clock, WEAKER) == 2
    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(lambda _: tell_changes(workplace), range(3))) == 0
    assert told(workplace) == [("page_changes", "customer"), ("page_changes", "customer")]


def test_several_that_look_at_once_tell_each_once(workplace: Workplace, clock: Clock) -> None:
    subscribed_to(workplace)
    told(workplace)
    clock.pass_by(minutes=1)
    publish(workplace, WEAKER, clock.now)
    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(lambda _: looked_at(workplace), range(3))) == 1
    assert told(workplace) == [("page_changes", "customer")]


def test_one_mail_holds_all_that_was_asked_for_with_the_weaker_promise_first(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    subscribed_to(sqlite_workplace, EVERYTHING)
    told(sqlite_workplace)
    assert published(sqlite_workplace, clock, without_topic(WEAKER, "not-yet")) == 1
    assert published(sqlite_workplace, clock, without_topic(STRONGER, "wrong-bill")) == 1
    first, second = mails(sqlite_workplace)
    assert first["Subject"] == "We promise less: A person answers within four working hours"
    assert "We promise less than before." in text_of(first)
    assert "The time promised is 9 working hours. It was 4 working hours." in text_of(first)
    assert second["Subject"] == "2 changes at Riverside Water"
    said = text_of(second)
    day = sqlite_workplace.local_day(clock.now).isoformat()
    for address in (
        REPLY,
        f"{REPLY}at/{day}-3/",
        f"{paths.history(REPLY)}#of-{day}-3",
        "/what-changed/topics/wrong-bill/",
    ):
        assert f"https://www.riverside.example{address}" in said, said
    assert "https://www.riverside.example/topics/wrong-bill/" not in said.split()
    assert "This page is gone." in said


@pytest.mark.parametrize(
    ("library", "why"),
    [(small_library(), "the same again"), (without_topic(small_library(), "not-yet"), "what nobody could read")],
)
def test_a_release_without_public_changes_is_told_to_nobody(
    sqlite_workplace: Workplace, clock: Clock, library: Library, why: str
) -> None:
    subscribed_to(sqlite_workplace, EVERYTHING)
    assert published(sqlite_workplace, clock, library) == 0, why


def test_nobody_is_told_what_changed_before_they_subscribed(sqlite_workplace: Workplace, clock: Clock) -> None:
    """Also where the round comes late, as after an outage of `deliver`."""
    clock.pass_by(minutes=1)
    publish(sqlite_workplace, WEAKER, clock.now)
    clock.pass_by(minutes=1)
    subscriber = subscribed_to(sqlite_workplace)
    assert looked_at(sqlite_workplace) == 0
    change_subscriptions(sqlite_workplace, subscriber.key, [REPLY, paths.POLICIES])
    assert published(sqlite_workplace, clock, STRONGER) == 1
    (mail,) = mails(sqlite_workplace)
    assert "It was 9 working hours" in text_of(mail)


def test_what_was_added_after_the_change_is_not_told_of_it(sqlite_workplace: Workplace, clock: Clock) -> None:
    subscriber = subscribed_to(sqlite_workplace, paths.TOPICS)
    told(sqlite_workplace)
    published(sqlite_workplace, clock, without_topic(WEAKER, "wrong-bill"))
    change_subscriptions(sqlite_workplace, subscriber.key, [EVERYTHING, paths.TOPICS])
    (mail,) = mails(sqlite_workplace)
    assert "gone" in text_of(mail)
    assert "9 working hours" not in text_of(mail)


def test_a_page_that_changes_by_itself_is_told_on_its_day(sqlite_workplace: Workplace, clock: Clock) -> None:
    tomorrow = sqlite_workplace.local_day(clock.now) + timedelta(days=1)
    public = small_library().public
    refunds = public.policies["refunds"].model_copy(update={"expires_on": tomorrow})
    policies = {**public.policies, "refunds": refunds}
    ends = small_library().model_copy(update={"public": public.model_copy(update={"policies": policies})})
    subscribed_to(sqlite_workplace, "/policies/refunds/")
    assert published(sqlite_workplace, clock, ends) == 0
    told(sqlite_workplace)
    clock.pass_by(days=1)
    assert looked_at(sqlite_workplace) == 1
    (mail,) = mails(sqlite_workplace)
    assert "This page is gone." in text_of(mail)


def test_whoever_follows_a_page_that_moved_is_told_at_its_new_address(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    public = small_library().public
    moved = public.policies["refunds"].model_copy(
        update={
            "slug": "money-back",
            "path": "/policies/money-back/",
            "title": "Money back",
            "aliases": ("/policies/refunds",),
        }
    )
    policies = {name: page for name, page in public.policies.items() if name != "refunds"} | {"money-back": moved}
    library = small_library().model_copy(update={"public": public.model_copy(update={"policies": policies})})
    subscribed_to(sqlite_workplace, "/policies/refunds/")
    told(sqlite_workplace)
    assert published(sqlite_workplace, clock, library) == 1
    (mail,) = mails(sqlite_workplace)
    assert "It was called “Refunds”." in text_of(mail)


def test_what_stops_half_way_goes_on_from_there(
    workplace: Workplace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        subscribed_to(workplace, EVERYTHING, f"reader{number}@example.org")
    told(workplace)
    monkeypatch.setattr(announce_changes, "SUBSCRIBERS_A_BATCH", 2)
    queueing, queued = outbox.queue, []

    def fails_on_the_fourth(conn: Connection, notice: NewNotice) -> bool:
        queued.append(notice.key)
        if len(queued) == 4:
            raise RuntimeError("killed")
        return queueing(conn, notice)

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "queue", fails_on_the_fourth)
        with pytest.raises(RuntimeError):
            published(workplace, clock, WEAKER)
    assert len(told(workplace)) == 2
    assert looked_at(workplace) == 3
    assert len(told(workplace)) == 3
    assert looked_at(workplace) == 0


def test_the_same_mail_again_has_the_same_message_id_and_the_way_out(sqlite_workplace: Workplace, clock: Clock) -> None:
    subscribed_to(sqlite_workplace)
    told(sqlite_workplace)
    published(sqlite_workplace, clock, WEAKER)
    (notice,) = claimed(sqlite_workplace)
    first, again = mail_for(sqlite_workplace, notice), mail_for(sqlite_workplace, notice)
    assert first.as_bytes() == again.as_bytes()
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(first["List-Unsubscribe"]).startswith(f"<http://127.0.0.1:8000{subscription_paths.STOP}")
    assert first["Auto-Submitted"] == "auto-generated"


def turned_off(workplace: Workplace, _: str) -> Workplace:
    return replace(workplace, settings=workplace.settings.model_copy(update={"subscriptions": "off"}))


def narrowed(workplace: Workplace, key: str) -> Workplace:
    change_subscriptions(workplace, key, [paths.POLICIES])
    return workplace


@pytest.mark.parametrize("no_longer", [turned_off, narrowed])
def test_what_nobody_wants_any_more_is_not_sent(
    sqlite_workplace: Workplace, clock: Clock, no_longer: Callable[[Workplace, str], Workplace]
) -> None:
    subscriber = subscribed_to(sqlite_workplace)
    told(sqlite_workplace)
    published(sqlite_workplace, clock, WEAKER)
    (notice,) = claimed(sqlite_workplace)
    with pytest.raises(PermanentFailure):
        mail_for(no_longer(sqlite_workplace, subscriber.key), notice)


def test_who_ends_it_is_forgotten_with_what_was_queued(workplace: Workplace, clock: Clock) -> None:
    subscriber = subscribed_to(workplace)
    told(workplace)
    published(workplace, clock, WEAKER)
    end_subscriptions(workplace, subscriber.key)
    end_subscriptions(workplace, subscriber.key)
    assert told(workplace) == []
    assert subscriber.address not in str(rows(workplace.store))


def test_while_it_is_off_nothing_is_told_and_later_nothing_is_made_up_for(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    subscribed_to(sqlite_workplace)
    off = turned_off(sqlite_workplace, "")
    assert published(off, clock, WEAKER) == 0
    assert looked_at(sqlite_workplace) == 0
