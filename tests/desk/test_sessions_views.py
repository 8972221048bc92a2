"""Everybody sees where they are signed in, and can end it there."""

from flask import Flask

from portal import paths
from portal.acts.workplace import Workplace
from tests.browsing import Visitor
from tests.signing_in import sign_in, somebody
from tests.workplaces import Clock

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1"


def is_in(visitor: Visitor) -> bool:
    return visitor.client.get(paths.DESK_SESSIONS).status_code == 200


def on(app: Flask, workplace: Workplace, user_agent: str, person: str = "mira") -> Visitor:
    return sign_in(Visitor(app, HTTP_USER_AGENT=user_agent), workplace, person)


def test_each_session_is_told_by_its_device_and_when_it_was_last_seen(
    app: Flask, service_workplace: Workplace, clock: Clock
) -> None:
    on(app, service_workplace, IPHONE)
    clock.pass_by(hours=2)
    here = on(app, service_workplace, FIREFOX)
    somebody(app, service_workplace, "tom")
    page = here.get(paths.DESK_SESSIONS)
    said = [" ".join(line.get_text(" ").split()) for line in page.soup.select("main > div > ul > li")]
    assert said == [
        "Firefox on Linux Here and now, since 14:00 today",
        "Safari on an iPhone Last seen 12:00 today, since 12:00 today End this one",
    ]


def test_a_visit_is_seen_to_the_minute(app: Flask, service_workplace: Workplace, clock: Clock) -> None:
    phone, here = on(app, service_workplace, IPHONE), on(app, service_workplace, FIREFOX)
    clock.pass_by(minutes=3)
    assert is_in(phone)
    assert "Last seen 12:03 today" in here.get(paths.DESK_SESSIONS).words


def test_one_session_can_be_ended(app: Flask, service_workplace: Workplace) -> None:
    phone, here = on(app, service_workplace, IPHONE), on(app, service_workplace, FIREFOX)
    page = here.press(here.get(paths.DESK_SESSIONS), "End this one")
    assert "Nobody is signed in there any more." in page.words
    assert "an iPhone" not in page.words
    assert (is_in(phone), is_in(here)) == (False, True)


def test_all_others_can_be_ended_at_once(app: Flask, service_workplace: Workplace) -> None:
    others = [on(app, service_workplace, IPHONE) for _ in range(3)]
    here, tom = on(app, service_workplace, FIREFOX), somebody(app, service_workplace, "tom")
    page = here.press(here.get(paths.DESK_SESSIONS), "End all others")
    assert page.buttons() == ["Sign out here", "Pause for ten minutes"]
    assert [is_in(each) for each in (*others, here, tom)] == [False, False, False, True, True]


def test_nobody_ends_the_session_of_another(app: Flask, service_workplace: Workplace) -> None:
    tom = somebody(app, service_workplace, "tom")
    on(app, service_workplace, IPHONE)
    here = on(app, service_workplace, FIREFOX)
    page = here.get(paths.DESK_SESSIONS)
    address, data, encoding = here.filled(page, "End this one")
    number = address.split("/")[-2]
    of_tom = address.replace(f"/{number}/", "/1/")
    data = type(data)([(name.replace(f"end-{number}", "end-1"), value) for name, value in data.items(multi=True)])
    here.send(of_tom, data, encoding, 404)
    assert is_in(tom)


def test_a_session_is_not_ended_from_a_page_elsewhere(app: Flask, service_workplace: Workplace) -> None:
    phone, here = on(app, service_workplace, IPHONE), on(app, service_workplace, FIREFOX)
    for address in (f"{paths.DESK_SESSIONS}/1/end", f"{paths.DESK_SESSIONS}/end-others"):
        page = here.send(address, type(here.filled(here.get(paths.DESK_SESSIONS), "End this one")[1])(), "")
        assert "Press the button once more." in page.words
    assert is_in(phone)
