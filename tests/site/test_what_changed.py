"""What changed is told in words: on the page's own history, for all pages, and as feeds.

Guarantees: a weaker promise says so first; each version has an address that stays, and names its days; a page that
moved goes on; what is gone is still told; editors' words stand with what was worked out; the feeds are what their
formats ask.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from portal import paths
from portal.library.library import Library
from portal.library.page_versions import PageText, PageVersion, page_text
from portal.library.pages import HistoryEntry
from portal.library.published import Published
from portal.library.published_history import PublishedHistory
from portal.library.release import release_of
from portal.settings import Settings
from portal.site.page_histories import PageHistory, current_version
from portal.site.public_site import PublicSite, public_site
from portal.site.what_changed import SHOWN, WhatChanged
from portal.site_app import create_site
from tests.site.conftest import AT, library

BEGAN, CHANGED = date(2024, 5, 1), date(2026, 3, 1)
REPLY = "/commitments/first-reply/"
ATOM = "{http://www.w3.org/2005/Atom}"


def now_said(path: str = REPLY, of: Library | None = None) -> PageText:
    here = of or library()
    page = here.public.by_path(path)
    assert page is not None
    return page_text(here.calendars, page)


def version(page: PageText, since: date, until: date | None = None, name: str = "") -> PageVersion:
    return PageVersion(page, page.hash, name or since.isoformat(), since, until)


def weaker_since(day: date = CHANGED) -> PublishedHistory:
    """The promise of today, after one that promised more."""
    now = now_said()
    fields = {**now.fields, "target": "2 working hours", "effective_from": BEGAN.isoformat()}
    text = "<p>Because we looked <em>twice</em> at it.</p><p>An <a href='/gone/'>old</a> word.</p>"
    was = replace(now, title="Within two hours", text=text, fields=fields)
    return PublishedHistory("1", (BEGAN,), (version(was, BEGAN, day), version(now, day)))


def site(history: PublishedHistory, of: Library | None = None, at: datetime = AT) -> PublicSite:
    return public_site(release_of(of or library(), AT), Published(), at, history).live()


@pytest.fixture
def visit(tmp_path: Path) -> Callable[..., FlaskClient]:
    def client(history: PublishedHistory, of: Library | None = None) -> FlaskClient:
        made = create_site(release_of(of or library(), AT), Published(), AT, Settings(site_dir=tmp_path), history)
        return made.test_client()

    return client


def history_of(history: PublishedHistory, path: str = REPLY, of: Library | None = None) -> PageHistory:
    return WhatChanged(site(history, of)).histories[path]


def test_a_weaker_promise_says_so_before_anything_else(visit: Callable[..., FlaskClient]) -> None:
    change = history_of(weaker_since()).changes[0]
    assert (change.on, change.is_weaker) == (CHANGED, True)
    assert change.sentences[:3] == (
        "We promise less than before.",
        "It was called “Within two hours”.",
        "The time promised is 4 working hours. It was 2 working hours.",
    )
    client = visit(weaker_since())
    for address in (paths.WHAT_CHANGED, paths.history(REPLY)):
        soup = BeautifulSoup(client.get(address).text, "html.parser")
        assert soup.select_one(".at-risk").get_text(strip=True) == "We promise less than before."  # type: ignore[union-attr]
    assert (
        "– we promise less than before"
        in client.get(paths.WHAT_CHANGED + "feed.json").get_json(force=True)["items"][0]["title"]
    )


def test_what_was_taken_out_and_put_in_is_marked_for_eyes_and_ears(visit: Callable[..., FlaskClient]) -> None:
    soup = BeautifulSoup(visit(weaker_since()).get(paths.history(REPLY)).text, "html.parser")
    assert any("taken out: twice" in each.get_text() for each in soup.select("del"))
    assert any("put in:" in each.get_text() for each in soup.select("ins"))


def test_every_version_has_an_address_that_stays_and_names_its_days(visit: Callable[..., FlaskClient]) -> None:
    client = visit(weaker_since())
    old = BeautifulSoup(client.get(f"{REPLY}at/2024-05-01/").text, "html.parser")
    text = " ".join(old.get_text().split())
    assert "As it stood from 1 May 2024 until 1 March 2026." in text
    assert "2 working hours" in text
    assert "An old word." in text
    assert "£5 off your next bill." in text
    assert old.select_one('meta[name="robots"]')["content"] == "noindex"  # type: ignore[index]
    assert old.select_one('link[rel="canonical"]')["href"] == f"https://www.fenland.example{REPLY}at/2024-05-01/"  # type: ignore[index]
    assert old.select_one(f'main a[href="{REPLY}"]')
    assert not old.select('main a[href="/gone/"]')
    today = " ".join(BeautifulSoup(client.get(f"{REPLY}at/2026-03-01/").text, "html.parser").get_text().split())
    assert "As it stands since 1 March 2026. This is what the page says today" in today
    assert client.get(f"{REPLY}at/2025-01-01/").status_code == 404


def test_the_page_leads_to_its_history_and_to_its_words_that_stay(visit: Callable[..., FlaskClient]) -> None:
    soup = BeautifulSoup(visit(weaker_since()).get(REPLY).text, "html.parser")
    assert soup.select_one(f'main a[href="{paths.history(REPLY)}"]')
    assert soup.select_one(f'main a[href="{REPLY}at/2026-03-01/"]')


def test_a_page_newer_than_the_record_is_not_called_by_the_address_of_an_older_one() -> None:
    pages = library().public.commitments
    edited = pages["first-reply"].model_copy(update={"remedy": "£50."})
    public = library().public.model_copy(update={"commitments": pages | {"first-reply": edited}})
    newer = library().model_copy(update={"public": public})
    view = site(weaker_since(), newer)
    assert current_version(view, WhatChanged(view).histories[REPLY]) is None


def test_what_stood_there_when_the_record_began_is_no_change_unless_it_names_its_day() -> None:
    about = now_said("/policies/money/refunds/")
    began = PublishedHistory("1", (BEGAN,), (version(about, BEGAN), version(now_said(), BEGAN)))
    assert history_of(began, about.path).changes == ()
    assert [(change.on, change.sentences) for change in history_of(began).changes] == [
        (date(2026, 3, 1), ("A new promise.",))
    ]
    later = replace(began, versions=(version(about, CHANGED),))
    assert [change.on for change in history_of(later, about.path).changes] == [CHANGED]


def test_a_promise_that_is_gone_is_still_told_and_kept(visit: Callable[..., FlaskClient]) -> None:
    gone = replace(now_said(), path="/commitments/by-fax/", title="A fax is answered")
    history = PublishedHistory("1", (BEGAN,), (version(gone, BEGAN, CHANGED),))
    told = history_of(history, gone.path)
    assert told.page is None
    assert told.changes[0].sentences == ("We promise less than before.", "This promise is no longer made.")
    client = visit(history)
    assert client.get(gone.path).status_code == 404
    assert "The page is gone." in client.get(paths.history(gone.path)).text
    assert "A fax is answered" in client.get(f"{gone.path}at/2024-05-01/").text


def test_a_page_that_moved_is_compared_with_its_old_address_and_not_called_gone() -> None:
    old = replace(now_said(), path="/promise/", title="Its old name")
    history = PublishedHistory("1", (BEGAN,), (version(old, BEGAN, CHANGED), version(now_said(), CHANGED)))
    histories = WhatChanged(site(history)).histories
    assert histories[REPLY].changes[0].sentences == ("It was called “Its old name”.",)
    assert all("gone" not in change.name for change in histories["/promise/"].changes)


def test_what_comes_later_is_not_told_yet() -> None:
    ahead = date(2026, 12, 1)
    history = weaker_since(ahead)
    assert all(change.on <= AT.date() for change in WhatChanged(site(history)).changes)
    assert site(history).history.versions[1].since == ahead
    after = site(history, at=datetime(2026, 12, 1, 9, tzinfo=UTC))
    assert WhatChanged(after).histories[REPLY].changes[0].on == ahead


def test_editors_words_stand_with_the_change_of_their_day_else_alone() -> None:
    entries = (
        HistoryEntry(day=CHANGED, words="Why we did it."),
        HistoryEntry(day=date(2025, 1, 2), words="A typo went."),
    )
    pages = library().public.commitments
    noted = pages["first-reply"].model_copy(
        update={"history": (*entries, HistoryEntry(day=date(2027, 1, 1), words="Later."))}
    )
    public = library().public.model_copy(update={"commitments": pages | {"first-reply": noted}})
    of = library().model_copy(update={"public": public})
    with_store = [(change.on, change.sentences[0]) for change in history_of(weaker_since(), of=of).changes]
    assert with_store[:2] == [(CHANGED, "Why we did it."), (date(2025, 1, 2), "A typo went.")]
    without = history_of(PublishedHistory(), of=of).changes
    assert [change.sentences for change in without] == [("Why we did it.", "A new promise."), ("A typo went.",)]


def test_the_atom_feed_has_what_rfc_4287_asks(visit: Callable[..., FlaskClient]) -> None:
    client = visit(weaker_since())
    for address in (paths.WHAT_CHANGED + "atom.xml", paths.WHAT_CHANGED + "commitments/atom.xml"):
        root = ElementTree.fromstring(client.get(address).data)
        assert root.tag == f"{ATOM}feed"
        ids = [root.findtext(f"{ATOM}id"), *(each.findtext(f"{ATOM}id") for each in root.iter(f"{ATOM}entry"))]
        assert len(ids) == len(set(ids)) > 1
        for each in (root, *root.iter(f"{ATOM}entry")):
            assert each.findtext(f"{ATOM}title")
            assert datetime.fromisoformat(each.findtext(f"{ATOM}updated") or "").tzinfo
        assert root.findtext(f"{ATOM}author/{ATOM}name")
        own = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert own["self"] == f"https://www.fenland.example{address}"


def test_the_json_feed_has_what_its_format_asks(visit: Callable[..., FlaskClient]) -> None:
    feed = json.loads(visit(weaker_since()).get(paths.WHAT_CHANGED + "feed.json").data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert feed["feed_url"].endswith("/what-changed/feed.json")
    for item in feed["items"]:
        assert item["id"]
        assert item["content_text"]
        assert datetime.fromisoformat(item["date_published"]).tzinfo


def test_lists_and_home_lead_to_their_feeds(visit: Callable[..., FlaskClient]) -> None:
    client = visit(weaker_since())
    for address in (paths.HOME, paths.WHAT_CHANGED, paths.WHAT_CHANGED + "commitments/"):
        soup = BeautifulSoup(client.get(address).text, "html.parser")
        feeds = [link["href"] for link in soup.select('link[rel="alternate"]')]
        assert len(feeds) == 2
        assert all(client.get(str(feed)).status_code == 200 for feed in feeds)
    assert f'href="{paths.history(REPLY)}#of-2026-03-01"' in client.get(paths.HOME).text


def test_more_changes_than_a_list_holds_are_told_by_year(visit: Callable[..., FlaskClient]) -> None:
    now = now_said("/policies/money/refunds/")
    days = [date(2025, 1, 1).replace(day=1 + n % 28, month=1 + n // 28) for n in range(SHOWN + 5)]
    texts = [replace(now, summary=f"Summary {n}.") for n in range(len(days))]
    versions = [version(text, day, nxt) for text, day, nxt in zip(texts, days, [*days[1:], None], strict=True)]
    client = visit(PublishedHistory("1", (BEGAN,), tuple(versions)))
    assert len(BeautifulSoup(client.get(paths.WHAT_CHANGED).text, "html.parser").select(".changes > li")) == SHOWN
    year = BeautifulSoup(client.get(f"{paths.WHAT_CHANGED}2025/").text, "html.parser")
    assert len(year.select(".changes > li")) >= SHOWN + 5
