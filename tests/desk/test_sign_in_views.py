"""A link signs in once, by a press of its button, and lets nobody in who should not be."""

import pytest

from portal import paths
from portal.acts.workplace import Workplace
from tests.browsing import Visitor
from tests.signing_in import link_for, sign_in
from tests.workplaces import Clock, publish, rows, small_library, without_person

BUTTON = "Sign in as Mira"


def test_looking_at_the_link_changes_nothing_and_says_whom_it_signs_in(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    link = link_for(service_workplace, "mira")
    before = rows(service_workplace.store)
    for _ in range(3):
        assert visitor.get(link).buttons() == [BUTTON]
        visitor.client.head(link)
    assert rows(service_workplace.store) == before
    assert visitor.get(paths.DESK_REPORTS).address.startswith(paths.DESK + "?")


def test_pressing_the_button_signs_in(visitor: Visitor, service_workplace: Workplace) -> None:
    page = visitor.press(visitor.get(link_for(service_workplace, "mira")), BUTTON)
    assert (page.address, page.link("Signed in as Mira")) == (paths.DESK_REPORTS, paths.DESK_SESSIONS)


def test_a_link_works_once(visitor: Visitor, limited: Visitor, service_workplace: Workplace) -> None:
    link = link_for(service_workplace, "mira")
    shown = limited.get(link)
    visitor.press(visitor.get(link), BUTTON)
    assert "signs nobody in" in limited.press(shown, BUTTON, 410).words
    assert "signs nobody in" in limited.get(link, 410).words
    assert limited.get(paths.DESK_REPORTS).address.startswith(paths.DESK + "?")


def test_signing_in_uses_up_every_other_link_that_was_asked_for(visitor: Visitor, service_workplace: Workplace) -> None:
    first, second = (link_for(service_workplace, "mira") for _ in range(2))
    of_tom = link_for(service_workplace, "tom")
    visitor.press(visitor.get(second), BUTTON)
    visitor.get(first, 410)
    visitor.get(of_tom)


def test_a_link_lasts_ten_minutes(visitor: Visitor, service_workplace: Workplace, clock: Clock) -> None:
    link = link_for(service_workplace, "mira")
    clock.pass_by(minutes=9, seconds=59)
    shown = visitor.get(link)
    clock.pass_by(seconds=1)
    visitor.press(shown, BUTTON, 410)


def test_a_link_of_somebody_who_has_left_opens_nothing(visitor: Visitor, service_workplace: Workplace) -> None:
    link = link_for(service_workplace, "mira")
    publish(service_workplace, without_person(small_library(), "mira"))
    visitor.get(link, 410)


@pytest.mark.parametrize("token", ["a" * 32, "short", "A" * 32])
def test_a_link_that_was_never_sent_says_the_same(visitor: Visitor, token: str) -> None:
    assert "signs nobody in" in visitor.get(paths.desk_sign_in(token), 410).words


def test_stray_characters_of_a_mail_program_do_no_harm(visitor: Visitor, service_workplace: Workplace) -> None:
    link = link_for(service_workplace, "mira")
    assert visitor.get(f"{link}.,%3E").buttons() == [BUTTON]


def test_who_guesses_has_to_wait(limited: Visitor) -> None:
    for _ in range(60):
        limited.get(paths.desk_sign_in("a" * 32), 410)
    limited.get(paths.desk_sign_in("a" * 32), 429)


def test_the_token_is_new_at_each_sign_in_and_the_old_session_is_over(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    sign_in(visitor, service_workplace, "mira")
    first = visitor.client.get_cookie("forthright-desk")
    assert first is not None
    sign_in(visitor, service_workplace, "tom")
    second = visitor.client.get_cookie("forthright-desk")
    assert second is not None
    assert first.value != second.value
    visitor.client.set_cookie("forthright-desk", first.value)
    assert visitor.get(paths.DESK_REPORTS).address.startswith(paths.DESK + "?")


def test_no_token_is_kept_as_it_is(visitor: Visitor, service_workplace: Workplace) -> None:
    link = link_for(service_workplace, "mira")
    visitor.press(visitor.get(link), BUTTON)
    cookie = visitor.client.get_cookie("forthright-desk")
    assert cookie is not None
    stored = repr(rows(service_workplace.store))
    assert cookie.value not in stored
    assert link.rsplit("/", 1)[1] not in stored


def test_signing_out_ends_the_session_itself(visitor: Visitor, service_workplace: Workplace) -> None:
    sign_in(visitor, service_workplace, "mira")
    cookie = visitor.client.get_cookie("forthright-desk")
    assert cookie is not None
    page = visitor.press(visitor.get(paths.DESK_SESSIONS), "Sign out here")
    assert "You are signed out here." in page.words
    assert visitor.client.get_cookie("forthright-desk") is None
    visitor.client.set_cookie("forthright-desk", cookie.value)
    assert visitor.get(paths.DESK_REPORTS).address.startswith(paths.DESK + "?")


def test_a_page_elsewhere_cannot_sign_anybody_out(visitor: Visitor, service_workplace: Workplace) -> None:
    sign_in(visitor, service_workplace, "mira")
    visitor.client.post(paths.DESK_SIGN_OUT)
    assert visitor.get(paths.DESK_REPORTS).address == paths.DESK_REPORTS


def test_other_browsers_stay_signed_in(visitor: Visitor, service_workplace: Workplace, limited: Visitor) -> None:
    sign_in(visitor, service_workplace, "mira")
    sign_in(limited, service_workplace, "mira")
    assert visitor.get(paths.DESK_REPORTS).address == paths.DESK_REPORTS
