"""Each page that can change leads to the form for mails about it, where such mails are sent, and nowhere else."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup

from portal import paths, subscription_paths
from portal.library.library import Library
from portal.library.published import Published
from portal.library.published_history import PublishedHistory
from portal.library.release import release_of
from portal.settings import Settings
from portal.site_app import create_site, site_to_freeze
from tests.site.conftest import AT, library
from tests.site.test_what_changed import weaker_since

LABEL = "Tell me by e-mail"


def links(path: str, of: Library, **settings: object) -> list[str]:
    release = release_of(of, AT)
    given = Settings.model_validate(settings)
    client = create_site(release, Published(), AT, given, weaker_since(date(2026, 3, 1))).test_client()
    soup = BeautifulSoup(client.get(path).text, "html.parser")
    return [str(link["href"]) for link in soup.select("main a") if LABEL in link.get_text()]


@pytest.mark.parametrize(
    ("path", "about"),
    [
        ("/commitments/first-reply/", "/commitments/first-reply/"),
        (paths.history("/commitments/first-reply/"), "/commitments/first-reply/"),
        (paths.WHAT_CHANGED, paths.WHAT_CHANGED),
        (f"{paths.WHAT_CHANGED}commitments/", paths.COMMITMENTS),
    ],
)
def test_a_page_leads_to_the_form_with_itself_filled_in(path: str, about: str) -> None:
    elsewhere = library().model_copy(
        update={"site": library().site.model_copy(update={"service_url": "https://help.riverside.example/"})}
    )
    assert links(path, library()) == [subscription_paths.subscribe(about)]
    assert links(path, elsewhere) == [f"https://help.riverside.example{subscription_paths.subscribe(about)}"]
    assert links(path, library(), subscriptions="off") == []


def test_every_kind_of_page_has_the_link() -> None:
    for page in library().public.live_on(AT.date()).all():
        assert links(page.path, library()) == ([subscription_paths.subscribe(page.path)] if page.path != "/" else [])


def test_turning_it_off_makes_the_pages_anew() -> None:
    release, at = release_of(library(), AT), datetime(2026, 11, 22, tzinfo=UTC)
    on, off = (site_to_freeze(Settings(subscriptions=state))(release, at) for state in ("on", "off"))
    for address in ("/commitments/first-reply/", paths.WHAT_CHANGED):
        assert on.signature(address) != off.signature(address)


def test_nothing_known_is_no_reason_to_leave_it_out() -> None:
    client = create_site(release_of(library(), AT), Published(), AT, Settings(), PublishedHistory()).test_client()
    assert LABEL in client.get(paths.WHAT_CHANGED).text
