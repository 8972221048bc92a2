"""A page that was frozen before is taken only where it would be frozen again just as it is."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from portal.publishing.files import files_of
from portal.publishing.freeze import MANY, freeze
from portal.publishing.frozen_pages import FrozenPages
from portal.publishing.site_to_freeze import SiteToFreeze
from portal.publishing.staging import Staging
from tests.publishing.small_site import contents

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
HEAD = '<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src {}">'
OURS = HEAD.format("&#39;none&#39;")
PAGE = f"{OURS}<p>Words".encode()


def site(signature: str = "made of this", until: datetime | None = None) -> SiteToFreeze:
    return SiteToFreeze(Flask("none"), (), lambda _address: until, lambda _address: signature)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """In which `/a/` is kept as it was at AT, until an hour later."""
    pages = FrozenPages(tmp_path / "frozen", site(until=AT + HOUR), AT)
    pages.open([PAGE])
    pages.note([pages.keep("/a/", PAGE)])
    pages.save()
    return tmp_path / "frozen"


def found(file: Path, at: datetime = AT, signature: str = "made of this", fresh: bytes = PAGE) -> bytes | None:
    pages = FrozenPages(file, site(signature), at)
    pages.open([fresh])
    return pages.find("/a/")


@pytest.mark.parametrize("at", [AT, AT + HOUR - timedelta(seconds=1)])
def test_a_page_is_found_until_it_changes_by_itself(file: Path, at: datetime) -> None:
    assert found(file, at) == PAGE


@pytest.mark.parametrize(
    ("ask", "why_not"),
    [
        (lambda file: found(file, at=AT + HOUR), "it has changed by itself"),
        (lambda file: found(file, at=AT - HOUR), "it was made for a later instant"),
        (lambda file: found(file, signature="made of that"), "it is made from something else"),
        (lambda file: found(file, signature=""), "nobody knows what it is made from"),
        (lambda file: found(file, fresh=HEAD.format("*").encode()), "its policy is not that of the other pages"),
        (lambda file: found(file, fresh=b"<!doctype html>"), "the other pages have no policy"),
        (lambda file: FrozenPages(file, site(), AT).find("/a/"), "no page was frozen yet to compare it with"),
    ],
)
def test_a_page_that_may_be_another_by_now_is_not_found(
    file: Path, ask: Callable[[Path], bytes | None], why_not: str
) -> None:
    assert ask(file) is None, why_not


def test_what_says_something_else_before_its_policy_is_not_found(file: Path) -> None:
    kept = file.read_bytes()
    file.write_bytes(kept.replace(b"<!doctype html>", b"<script></script>"[:15]))
    assert found(file) is None


def test_a_page_without_a_policy_is_not_kept(file: Path) -> None:
    before = file.read_bytes()
    pages = FrozenPages(file, site("made of a feed"), AT)
    pages.open([PAGE])
    assert pages.keep("/feed.xml", b"<feed>") is None
    assert file.read_bytes() == before


def app_that_says(words: str) -> Flask:
    app = Flask("many", static_folder=None)

    @app.get("/<folder>/<int:number>/")
    def page(folder: str, number: int) -> str:
        return f"{OURS}{folder} {number} {words}"

    return app


def test_of_many_pages_those_are_made_that_are_not_kept(tmp_path: Path) -> None:
    addresses = [f"/a/{number}/" for number in range(MANY)]
    signatures = dict.fromkeys(addresses, "the same")

    def frozen(words: str) -> dict[str, bytes]:
        app = app_that_says(words)
        pages = FrozenPages(tmp_path / "kept", SiteToFreeze(app, (), lambda _address: None, signatures.__getitem__), AT)
        (tmp_path / words).mkdir()
        with Staging(tmp_path / words) as staging:
            freeze(app, files_of(addresses), staging, pages=pages)
        return contents(tmp_path / words)

    once = frozen("once")
    signatures["/a/7/"] = "another"
    again = frozen("again")
    # One of each folder is always made anew: it says how all others have to begin.
    assert {name for name in once if once[name] != again[name]} == {"a~0~index.html", "a~7~index.html"}
    assert again["a~7~index.html"] == f"{OURS}a 7 again".encode()


def test_pages_that_a_build_left_as_they_are_stay_kept(tmp_path: Path) -> None:
    every = tuple(f"/a/{number}/" for number in range(10))
    site = SiteToFreeze(Flask("none"), every, lambda _address: None, lambda _address: "made of this")
    for asked in (every, every[:2]):
        pages = FrozenPages(tmp_path / "frozen", site, AT)
        pages.open([PAGE])
        pages.want(asked)
        pages.note([pages.keep(address, PAGE) for address in asked if pages.find(address) is None])
        pages.save()
    pages.open([PAGE])
    assert [pages.find(address) for address in every] == [PAGE] * len(every)


def test_few_pages_are_made_sooner_than_looked_up(tmp_path: Path) -> None:
    walked: list[str] = []

    def watch(addresses: Iterator[str], _total: int) -> Iterator[str]:
        walked.extend(addresses)
        return iter(())

    app = app_that_says("few")
    with Staging(tmp_path) as staging:
        freeze(app, files_of(["/a/1/"]), staging, watch, pages=FrozenPages(tmp_path / "kept", site(), AT))
    assert walked == ["/a/1/"]
    assert not (tmp_path / "kept").exists()
