"""The door of the desk: nobody comes in without a session, and a session does not last for ever."""

import re
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.routing import Rule

from portal import paths
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.store.engine import Store
from portal.web.access import needs_session
from tests.browsing import Visitor
from tests.signing_in import link_for, sign_in, somebody
from tests.workplaces import Clock, publish, reported, rows, small_library, told, without_person

COOKIE = "forthright-desk"
FILLING = {"token": "a" * 32, "reference": "A2A2-A2AA", "act_name": "answer", "attachment_id": "a", "session_id": 1}


def addresses(app: Flask) -> list[tuple[str, str]]:
    """Method and address of every route below the desk, with some value for each part that varies."""
    adapter = app.url_map.bind("localhost")
    found = []
    for rule in app.url_map.iter_rules():
        values = {name: FILLING.get(name, "something") for name in rule.arguments}
        address = adapter.build(rule.endpoint, values) if _is_own(rule) else _filled(rule, values)
        found += [(method, address) for method in sorted(rule.methods or ()) if method != "OPTIONS"]
    return [each for each in found if each[1].startswith(paths.DESK)]


def _is_own(rule: Rule) -> bool:
    return not rule.arguments


def _filled(rule: Rule, values: dict[str, object]) -> str:
    return re.sub(r"<(?:[^<>:]+:)?([^<>]+)>", lambda named: str(values[named[1]]), rule.rule)


def leads_to_sign_in(visitor: Visitor, method: str, address: str) -> bool:
    answer = visitor.client.open(address, method=method)
    assert "Set-Cookie" not in answer.headers
    words = answer.get_data()
    return answer.status_code == 303 and answer.location.startswith(paths.DESK + "?next=") and len(words) < 400


def test_every_address_of_the_desk_without_a_session_leads_to_sign_in(app: Flask, visitor: Visitor) -> None:
    behind = [each for each in addresses(app) if needs_session(each[1])]
    assert len(behind) >= 12
    for method, address in behind:
        assert leads_to_sign_in(visitor, method, address), (method, address)


def test_open_are_only_the_way_in_and_the_links_that_are_keys_of_their_own(app: Flask) -> None:
    is_open = {address for _, address in addresses(app) if not needs_session(address)}
    ways_in = {paths.DESK, paths.DESK_PROVIDER, paths.DESK_PROVIDER_RETURN}
    assert {each for each in is_open - ways_in if not each.startswith((paths.DESK_REPORT, paths.DESK_SIGN_IN))} == set()


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"])
def test_whether_there_is_a_page_or_a_report_is_told_to_nobody(
    visitor: Visitor, service_workplace: Workplace, method: str
) -> None:
    real = paths.desk_report_signed_in(reported(service_workplace).reference)
    for address in (real, paths.desk_report_signed_in("A2A2-A2AA"), f"{paths.DESK}/nothing/of/the/kind", "/desk/"):
        assert leads_to_sign_in(visitor, method, address), address


def test_words_that_arrive_without_a_session_come_back_to_be_copied_and_go_nowhere(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    report = reported(service_workplace)
    sign_in(visitor, service_workplace, "mira")
    page = visitor.get(paths.desk_report_signed_in(report.reference))
    clock.pass_by(hours=13)
    before = rows(service_workplace.store)
    answer = visitor.press(page, "Send to Ada", 401, answer__words="I rang the <works> twice.")
    assert "I rang the <works> twice." in answer.words
    assert rows(service_workplace.store) == before


def test_a_session_lasts_while_it_is_used_and_ends_after_half_a_day_without(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    sign_in(visitor, service_workplace, "mira")
    for _ in range(4):
        clock.pass_by(hours=11, minutes=59)
        assert visitor.get(paths.DESK_REPORTS).address == paths.DESK_REPORTS
    clock.pass_by(hours=12)
    assert leads_to_sign_in(visitor, "GET", paths.DESK_REPORTS)


def test_a_session_ends_after_a_fortnight_however_busy(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    sign_in(visitor, service_workplace, "mira")
    for _ in range(14 * 24 - 1):
        clock.pass_by(hours=1)
        assert visitor.client.get(paths.DESK_SESSIONS).status_code == 200
    clock.pass_by(hours=1)
    assert leads_to_sign_in(visitor, "GET", paths.DESK_SESSIONS)


def test_a_session_ends_when_its_person_leaves_the_team_and_stays_ended_when_they_return(
    visitor: Visitor, service_workplace: Workplace, clock: Clock
) -> None:
    sign_in(visitor, service_workplace, "mira")
    clock.pass_by(minutes=1)
    publish(service_workplace, without_person(small_library(), "mira"))
    assert leads_to_sign_in(visitor, "GET", paths.DESK_REPORTS)
    clock.pass_by(minutes=1)
    publish(service_workplace, small_library())
    assert leads_to_sign_in(visitor, "GET", paths.DESK_REPORTS)


@pytest.mark.parametrize("token", ["", "made up", "x" * 5_000, "\ud800"])
def test_a_made_up_token_opens_nothing(visitor: Visitor, token: str) -> None:
    answer = visitor.client.get(
        paths.DESK_REPORTS, headers={"Cookie": f"{COOKIE}={token.encode('utf-8', 'replace').decode()}"}
    )
    assert answer.status_code == 303


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(app: Flask, service_workplace: Workplace) -> None:
    visitor = Visitor(app)
    page = visitor.get(link_for(service_workplace, "mira"))
    header = cookie_set_by(visitor, page.address, *visitor.filled(page, "Sign in as"))
    assert header.startswith(f"{COOKIE}=")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=1209600"):
        assert part in header
    assert "Secure" not in header


def test_with_https_the_cookie_travels_by_https_only(service_workplace: Workplace) -> None:
    settings = service_workplace.settings.model_copy(update={"public_url": "https://help.riverside.example"})
    secured = replace(service_workplace, settings=settings)
    visitor = Visitor(create_service(secured), **{"wsgi.url_scheme": "https", "HTTP_REFERER": "https://localhost/"})
    page = visitor.get(link_for(secured, "mira"))
    header = cookie_set_by(visitor, page.address, *visitor.filled(page, "Sign in as"))
    assert header.startswith(f"__Host-{COOKIE}=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in header
    assert "Domain" not in header


def cookie_set_by(visitor: Visitor, _: str, address: str, data: object, encoding: str) -> str:
    answer = visitor.client.post(address, data=data, content_type=encoding)
    assert answer.status_code == 303, answer.text
    return next(header for header in answer.headers.getlist("Set-Cookie") if COOKIE in header)


def test_the_form_key_of_before_is_worth_nothing_after_signing_in(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    """Else whoever had planted a cookie beforehand could send forms in the name of who signs in."""
    form = visitor.get(paths.DESK)
    sign_in(visitor, service_workplace, "mira")
    told(service_workplace)
    visitor.client.post(paths.DESK_SIGN_OUT, data={"sign-out-csrf_token": form.value("csrf_token")})
    assert visitor.get(paths.DESK_SESSIONS).address == paths.DESK_SESSIONS


def test_while_the_database_is_away_the_desk_says_so(
    visitor: Visitor, service_workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.errors import StoreUnavailable

    sign_in(visitor, service_workplace, "mira")

    def away(_: Store) -> None:
        raise StoreUnavailable("The disk is gone.")

    monkeypatch.setattr(Store, "reading", away)
    visitor.get(paths.DESK_REPORTS, 503)


def test_two_people_in_two_browsers_are_two_people(app: Flask, service_workplace: Workplace) -> None:
    for person, name in (("mira", "Mira"), ("ruth", "Ruth")):
        assert f"Signed in as {name}" in somebody(app, service_workplace, person).get(paths.DESK_REPORTS).words
