"""Who answers asks for a link to sign in, and nobody learns whose address is known."""

import pytest

from portal import paths
from portal.acts.workplace import Workplace
from tests.browsing import Visitor
from tests.signing_in import links_sent, sign_in
from tests.workplaces import Clock, told

BUTTON = "Mail me a link"


def test_the_answer_is_the_same_for_everybody_and_the_mail_goes_to_people_of_the_team_only(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    form = visitor.get(paths.DESK)
    answers = {visitor.press(form, BUTTON, mail=mail).html for mail in (" MIRA@riverside.example ", "eve@example.org")}
    assert len(answers) == 1
    assert told(service_workplace) == [("sign_in", "mira")]


def test_leads_are_let_in_as_well(visitor: Visitor, service_workplace: Workplace) -> None:
    visitor.press(visitor.get(paths.DESK), BUTTON, mail="ruth@riverside.example")
    assert told(service_workplace) == [("sign_in", "ruth")]


def test_what_is_no_address_is_said(visitor: Visitor) -> None:
    page = visitor.press(visitor.get(paths.DESK), BUTTON, 422, mail="mira")
    assert page.errors == {"mail": "Enter one e-mail address in full, such as sam@example.org."}
    assert page.value("mail") == "mira"


def test_who_asks_again_and_again_has_to_wait(limited: Visitor, clock: Clock) -> None:
    form = limited.get(paths.DESK)
    for number in range(5):
        limited.press(form, BUTTON, mail=f"nobody{number}@riverside.example")
    page = limited.press(form, BUTTON, 429, mail="mira@riverside.example")
    assert page.response.headers["Retry-After"] == "900"
    clock.pass_by(minutes=16)
    limited.press(form, BUTTON, mail="mira@riverside.example")


@pytest.mark.parametrize("address", ["Mira@riverside.example", "eve@example.org"])
def test_one_address_gets_no_flood_of_mails_from_many_visitors(limited: Visitor, address: str) -> None:
    form = limited.get(paths.DESK)
    for number in range(5):
        limited.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        limited.press(form, BUTTON, mail=address)
    limited.client.environ_base["REMOTE_ADDR"] = "192.0.2.99"
    limited.press(form, BUTTON, 429, mail=address.lower())


def test_the_page_that_was_wanted_is_where_one_lands(visitor: Visitor, service_workplace: Workplace) -> None:
    form = visitor.get(paths.DESK_SESSIONS)
    assert form.address == "/desk?next=/desk/sessions"
    visitor.press(form, BUTTON, mail="mira@riverside.example")
    (link,) = links_sent(service_workplace)
    assert visitor.press(visitor.get(link), "Sign in as Mira").address == paths.DESK_SESSIONS


@pytest.mark.parametrize("elsewhere", ["https://eve.example/", "//eve.example", "/desk//eve.example", "/desk\\eve"])
def test_nobody_is_sent_elsewhere_after_signing_in(
    visitor: Visitor, service_workplace: Workplace, elsewhere: str
) -> None:
    form = visitor.get(f"{paths.DESK}?next={elsewhere}")
    assert form.value("wanted") == paths.DESK_REPORTS
    address, data, encoding = visitor.filled(form, BUTTON, mail="mira@riverside.example")
    data["wanted"] = elsewhere
    visitor.send(address, data, encoding)
    (link,) = links_sent(service_workplace)
    assert visitor.press(visitor.get(link), "Sign in as Mira").address == paths.DESK_REPORTS


def test_who_is_signed_in_goes_straight_on(visitor: Visitor, service_workplace: Workplace) -> None:
    sign_in(visitor, service_workplace, "mira")
    assert visitor.get(paths.DESK).address == paths.DESK_REPORTS
    assert visitor.get("/desk?next=/desk/sessions").address == paths.DESK_SESSIONS
