"""Being told of changes is asked for, confirmed, changed and ended with plain forms, and no GET does any of it."""

import re
from dataclasses import replace

from portal import paths, subscription_paths
from portal.acts.compose import mail_for
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.library.page_news import EVERYTHING
from portal.reports.links import SUBSCRIBER, keyed_token
from portal.store.subscriptions import Subscriber
from tests.acts.subscribers import REPLY, SAM, asked, subscribed_to
from tests.browsing import Page, Visitor
from tests.workplaces import SECRET, Clock, claimed, rows, told

ASK = "Send me the mail"


def form(visitor: Visitor, about: str = REPLY) -> Page:
    return visitor.get(subscription_paths.subscribe(about))


def yours(subscriber: Subscriber) -> str:
    return subscription_paths.subscriptions(keyed_token(SECRET, SUBSCRIBER, subscriber.key))


def stop(subscriber: Subscriber) -> str:
    return subscription_paths.stop(keyed_token(SECRET, SUBSCRIBER, subscriber.key))


def test_the_form_begins_with_where_the_reader_comes_from(visitor: Visitor) -> None:
    sections = (EVERYTHING, *("/commitments/", "/limitations/", "/topics/", "/policies/"))
    for about, chosen, offered in (
        (REPLY, REPLY, (REPLY, paths.COMMITMENTS, EVERYTHING)),
        ("/about/", "/about/", ("/about/", EVERYTHING)),
        (paths.POLICIES, paths.POLICIES, sections),
        (EVERYTHING, EVERYTHING, sections),
        ("/no/such/page/", EVERYTHING, sections),
        ("/policies/unfinished/", EVERYTHING, sections),
    ):
        page = form(visitor, about)
        assert page.value("about") == chosen
        assert tuple(str(each["value"]) for each in page.soup.select('[name="about"]')) == offered


def test_the_form_says_what_is_kept_and_for_how_long(visitor: Visitor) -> None:
    words = form(visitor).words
    for said in (
        "Your address, what you chose, and since when.",
        "Until you end it.",
        "Seven days, if you never confirm.",
    ):
        assert said in words


def test_from_the_form_to_the_way_out(visitor: Visitor, service_workplace: Workplace) -> None:
    page = visitor.press(form(visitor), ASK, mail=" Sam@Example.org ", about=paths.COMMITMENTS)
    assert "Look in your mail" in page.title
    (notice,) = claimed(service_workplace)
    body = mail_for(service_workplace, notice).get_body(("plain",))
    assert body is not None
    link = re.findall(rf"{subscription_paths.CONFIRM}\S+", body.get_content())[0]
    confirm = visitor.get(link)
    assert "when a promise changes" in confirm.words
    page = visitor.press(confirm, "Yes, write to me")
    assert "Done. We write to you when it changes." in page.words
    assert "Sam@example.org" in page.words
    page = visitor.press(page, "Keep this", wanted=[EVERYTHING, paths.POLICIES])
    assert [str(each["value"]) for each in page.soup.select("[checked]")] == [EVERYTHING, paths.POLICIES]
    page = visitor.press(page, "End all of it")
    assert "your address is deleted" in page.words
    assert rows(service_workplace.store)["subscribers"] == []
    assert "used up" in visitor.get(link, 410).title


def test_what_is_wrong_stands_beside_the_field_and_nothing_is_asked(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    for typed in ("", "sam", "a@example.org, b@example.org", "sam@example.org\nBcc: bo@example.org"):
        page = visitor.press(form(visitor), ASK, 422, mail=typed, about=paths.COMMITMENTS)
        assert page.errors == {"mail": "Enter one e-mail address in full, such as sam@example.org."}
        assert page.summary == list(page.errors.values())
        assert page.value("about") == paths.COMMITMENTS
    # Only what readers see can be asked for.
    for about in ("", "/no/such/page/", "https://evil.example/", "/policies/unfinished/"):
        page = visitor.press(form(visitor), ASK, 422, mail=SAM, about=about)
        assert page.errors == {"about": "Choose which changes we write to you about."}
    assert told(service_workplace) == []


def test_the_answer_says_nothing_of_who_is_told_already(visitor: Visitor, service_workplace: Workplace) -> None:
    before = visitor.press(form(visitor), ASK, mail=SAM).html
    subscribed_to(service_workplace)
    assert visitor.press(form(visitor), ASK, mail=SAM).html == before


def test_one_address_gets_ten_such_mails_a_day_and_the_page_says_the_same(
    limited: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    answers = set()
    for number in range(12):
        page = form(limited)
        clock.pass_by(minutes=16)
        answers.add(limited.press(page, ASK, mail=SAM if number % 2 else "SAM@example.org").words)
    assert len(told(service_workplace)) == 10
    assert len(answers) == 2


def test_from_one_place_ten_can_be_asked_for_in_a_quarter_of_an_hour(
    limited: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    for number in range(11):
        page = form(limited)
        clock.pass_by(seconds=3)
        page = limited.press(page, ASK, 200 if number < 10 else 429, mail=f"reader{number}@example.org")
    assert page.response.headers["Retry-After"] == "900"
    assert page.value("mail") == "reader10@example.org"
    assert len(told(service_workplace)) == 10


def test_a_form_that_comes_back_too_soon_asks_for_another_look(limited: Visitor, service_workplace: Workplace) -> None:
    page = limited.press(form(limited), ASK, 422, mail=SAM)
    assert "quicker than reading" in page.summary[0]
    assert told(service_workplace) == []


def test_looking_changes_nothing(visitor: Visitor, service_workplace: Workplace) -> None:
    """Mail scanners open every link."""
    subscriber = subscribed_to(service_workplace)
    key = asked(service_workplace, paths.POLICIES)
    before = rows(service_workplace.store)
    for address in (
        subscription_paths.confirm(keyed_token(SECRET, "confirm subscription", key)),
        yours(subscriber),
        stop(subscriber),
    ):
        visitor.get(address)
        visitor.client.head(address)
    assert rows(service_workplace.store) == before


def test_a_mail_program_ends_it_with_one_post_without_any_cookie(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    subscriber = subscribed_to(service_workplace)
    for _ in range(2):
        answer = visitor.client.post(
            stop(subscriber), data={"List-Unsubscribe": "One-Click"}, headers={"Origin": "https://mail.example"}
        )
        assert answer.status_code == 200
    assert rows(service_workplace.store)["subscribers"] == []
    assert "used up" in visitor.get(yours(subscriber), 410).title
    assert "No more mails" in visitor.get(stop(subscriber)).title


def test_the_page_behind_the_link_in_each_mail_stops_it_with_a_button(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    subscriber = subscribed_to(service_workplace)
    page = visitor.press(visitor.get(stop(subscriber)), "End all of it")
    assert "No more mails about changes" in page.title
    assert rows(service_workplace.store)["subscribers"] == []


def test_choosing_nothing_is_not_the_way_out_and_changes_nothing(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    subscriber = subscribed_to(service_workplace)
    before = rows(service_workplace.store)
    page = visitor.press(visitor.get(yours(subscriber)), "Keep this", 422, wanted=[])
    assert page.summary[0].startswith("Choose one at least.")
    page = visitor.press(visitor.get(yours(subscriber)), "Keep this", 422, wanted=["/no/such/page/"])
    assert rows(service_workplace.store) == before


def test_a_link_of_one_purpose_opens_nothing_else(visitor: Visitor, service_workplace: Workplace) -> None:
    subscriber = subscribed_to(service_workplace)
    token = keyed_token(SECRET, SUBSCRIBER, subscriber.key)
    visitor.get(subscription_paths.confirm(token), 404)
    confirming = keyed_token(SECRET, "confirm subscription", asked(service_workplace))
    visitor.get(subscription_paths.subscriptions(confirming), 404)
    visitor.get(subscription_paths.stop(token[:-1] + ("a" if token[-1] != "a" else "b")), 404)
    visitor.get(subscription_paths.stop(f"{token}>."))


def test_where_it_is_off_only_the_way_out_is_left(service_workplace: Workplace) -> None:
    subscriber, key = subscribed_to(service_workplace), asked(service_workplace)
    settings = service_workplace.settings.model_copy(update={"subscriptions": "off"})
    visitor = Visitor(create_service(replace(service_workplace, settings=settings)))
    visitor.get(subscription_paths.SUBSCRIBE, 404)
    visitor.get(subscription_paths.confirm(keyed_token(SECRET, "confirm subscription", key)), 404)
    visitor.get(yours(subscriber))
    page = visitor.press(visitor.get(stop(subscriber)), "End all of it")
    assert "No more mails" in page.title
    assert "Ask for mails" not in visitor.get(yours(subscriber), 410).words
