"""Whom an OpenID Connect provider has signed in is let in by a verified address, and nobody by less than that.

The provider is a real one, on loopback; the visitor follows each redirect as a browser does.
"""

import importlib
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from joserfc.jwk import ECKey

from portal import paths
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.errors import SettingsError
from tests.browsing import Page, Visitor
from tests.web.oidc_provider import CLIENT_ID, CLIENT_SECRET, OidcProvider, running_provider
from tests.workplaces import rows


class NotFollowed(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@pytest.fixture
def oidc() -> Iterator[OidcProvider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def with_oidc(service_workplace: Workplace, oidc: OidcProvider) -> Workplace:
    more = {"oidc_issuer": oidc.issuer, "oidc_client_id": CLIENT_ID, "oidc_client_secret": CLIENT_SECRET}
    return replace(
        service_workplace,
        settings=service_workplace.settings.model_copy(update=more | {"oidc_name": "Riverside’s sign-in"}),
    )


@pytest.fixture
def guest(with_oidc: Workplace) -> Visitor:
    return Visitor(create_service(with_oidc))


def way_back(guest: Visitor, start: str) -> str:
    """To the provider and back: the path, with its query, to which the provider sends the browser."""
    asked = guest.client.get(start)
    assert asked.status_code == 302, asked.text
    try:
        build_opener(NotFollowed).open(str(asked.location), timeout=5)
    except HTTPError as answer:
        answer.close()
        back = urlsplit(answer.headers["Location"])
    assert f"{back.scheme}://{back.netloc}{back.path}" == "http://127.0.0.1:8000/desk/provider/return"
    return f"{back.path}?{back.query}"


def sign_in(guest: Visitor, status: int = 200, wanted: str = "") -> Page:
    start = guest.get(f"{paths.DESK}{'?next=' if wanted else ''}{wanted}").link("Sign in with Riverside’s sign-in")
    return guest.get(way_back(guest, start), status)


def test_a_verified_address_of_the_team_signs_in_and_leads_to_the_wanted_page(
    guest: Visitor, oidc: OidcProvider
) -> None:
    oidc.knows("Mira@riverside.example")
    page = sign_in(guest, wanted=paths.DESK_SESSIONS)
    assert page.address == paths.DESK_SESSIONS
    assert "You are Mira." in page.words


def test_an_address_that_only_the_user_info_holds_will_do(guest: Visitor, oidc: OidcProvider) -> None:
    oidc.user_info = {"email": "ruth@riverside.example", "email_verified": True}
    assert "Signed in as Ruth" in sign_in(guest).words


def test_user_info_about_somebody_else_will_not(guest: Visitor, oidc: OidcProvider) -> None:
    oidc.user_info = {"sub": "43", "email": "ruth@riverside.example", "email_verified": True}
    sign_in(guest, 403)


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_nobody_has_verified_signs_nobody_in(
    guest: Visitor, oidc: OidcProvider, verified: object
) -> None:
    oidc.knows("mira@riverside.example", verified=verified)
    assert sign_in(guest, 403).summary[-1].endswith("Try it once more, or ask for a link by mail.")
    assert guest.get(paths.DESK_REPORTS).address.startswith(paths.DESK + "?")


def test_an_address_of_nobody_in_the_team_signs_nobody_in(guest: Visitor, oidc: OidcProvider) -> None:
    oidc.knows("eve@example.org")
    assert "not yours alone in this team" in sign_in(guest, 403).summary[-1]


@pytest.mark.parametrize(
    "lie",
    [{"nonce": "another"}, {"aud": "another client"}, {"iss": "https://eve.example"}, {"exp": 1}, {"aud": []}],
    ids=lambda lie: next(iter(lie)),
)
def test_a_token_that_was_not_made_for_us_now_is_refused(
    guest: Visitor, oidc: OidcProvider, lie: dict[str, object]
) -> None:
    oidc.knows("mira@riverside.example")
    oidc.claims |= lie
    sign_in(guest, 403)


def test_a_token_that_another_key_has_signed_is_refused(guest: Visitor, oidc: OidcProvider) -> None:
    oidc.knows("mira@riverside.example")
    oidc.signs_with = ECKey.generate_key("P-256", {"kid": "one"})
    sign_in(guest, 403)


def test_an_answer_to_the_question_of_another_browser_is_refused(
    guest: Visitor, oidc: OidcProvider, with_oidc: Workplace
) -> None:
    oidc.knows("mira@riverside.example")
    back = way_back(Visitor(create_service(with_oidc)), paths.DESK_PROVIDER)
    guest.get(back, 403)


def test_an_answer_works_once(guest: Visitor, oidc: OidcProvider) -> None:
    oidc.knows("mira@riverside.example")
    back = way_back(guest, paths.DESK_PROVIDER)
    guest.get(back)
    guest.get(back, 403)


def test_a_refusal_is_said_and_stands_in_the_audit_log(
    guest: Visitor, oidc: OidcProvider, with_oidc: Workplace
) -> None:
    oidc.refuses = True
    assert "has not signed you in" in sign_in(guest, 403).summary[-1]
    (row,) = rows(with_oidc.store)["audit"]
    assert (row.act, row.person, row.facts) == ("sign_in_refused", None, {"why": "provider"})


@pytest.mark.parametrize("metadata", [{"issuer": "https://eve.example"}, {"authorization_endpoint": ""}])
def test_a_provider_that_is_not_the_one_we_asked_is_not_used(
    guest: Visitor, oidc: OidcProvider, metadata: dict[str, str]
) -> None:
    oidc.metadata = metadata
    page = guest.get(paths.DESK_PROVIDER, 503)
    assert "Ask for a link by mail instead." in page.summary[-1]


def test_a_provider_that_is_away_leaves_the_link_by_mail(service_workplace: Workplace) -> None:
    with running_provider() as gone:
        issuer = gone.issuer
    more = {"oidc_issuer": issuer, "oidc_client_id": CLIENT_ID}
    away = replace(service_workplace, settings=service_workplace.settings.model_copy(update=more))
    page = Visitor(create_service(away)).get(paths.DESK_PROVIDER, 503)
    assert "127.0.0.1 does not answer" in page.summary[-1]
    assert "Mail me a link" in page.buttons()


def test_without_a_provider_there_is_no_button_and_no_page(visitor: Visitor) -> None:
    assert "Sign in with" not in visitor.get(paths.DESK).words
    visitor.get(paths.DESK_PROVIDER, 404)
    visitor.get(paths.DESK_PROVIDER_RETURN, 404)


def test_without_the_package_the_start_is_refused_and_says_what_to_install(
    with_oidc: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.import_module

    def without_authlib(name: str, package: str | None = None) -> ModuleType:
        if name.startswith("authlib"):
            raise ImportError(name)
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without_authlib)
    with pytest.raises(SettingsError, match=r"pip install 'forthright-portal\[oidc\]'"):
        create_service(with_oidc)
