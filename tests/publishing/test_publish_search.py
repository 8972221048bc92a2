"""The search learns the words of the pages in a second step, and only when they changed.

Guarantees: the same words give the same files; new words give a new index and the old files go; what readers do not see
is not found; without Pagefind, or when it fails, the pages are published all the same and the build says so.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from portal.errors import PublishError
from portal.library.library import Library
from portal.publishing import publish_search, search_index
from portal.publishing.build_site import build_site
from portal.publishing.publish import Publication
from portal.publishing.site_to_freeze import SearchDocument, SiteToFreeze
from portal.settings import Settings
from tests.publishing.small_site import AT, contents, library_of, make_site, settings_in

Build = Callable[..., Publication]


def searched(words: dict[str, str]) -> Callable[..., SiteToFreeze]:
    """The small site, with these words to be found by address."""

    def make(*given: object) -> SiteToFreeze:
        html = "<!doctype html><html lang=en><title>t</title><body data-pagefind-body><h1>t</h1>{}"
        documents = tuple(SearchDocument(address, html.format(text)) for address, text in words.items())
        return replace(make_site(*given), search_documents=lambda: documents)  # type: ignore[arg-type]

    return make


def build(settings: Settings, words: dict[str, str], library: Library | None = None) -> Publication:
    return build_site(settings, lambda: library or library_of({"a": "1"}), searched(words), AT)


def index_of(site: Path) -> dict[str, bytes]:
    return {name: data for name, data in contents(site).items() if name.startswith("pagefind/")}


def test_the_same_words_give_the_same_index_and_are_not_indexed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_in(tmp_path / "one")
    build(settings, {"/a/": "oak"})
    index = index_of(settings.build_dir)
    assert json.loads(index["pagefind/pagefind-entry.json"])["languages"]["en"]["page_count"] == 1
    assert not [name for name in index if "-ui." in name]
    other = settings_in(tmp_path / "two")
    build(other, {"/a/": "oak"})
    assert index_of(other.build_dir) == index
    monkeypatch.setattr(publish_search, "make_index", lambda *_: pytest.fail("indexed again"))
    done = build(settings, {"/a/": "oak"}, library_of({"a": "1", "b": "2"}))
    assert "b/index.html" in done.changed
    assert index_of(settings.build_dir) == index
    assert index.keys() <= done.manifest.files.keys()


def test_new_words_replace_the_index_and_its_old_files_go(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build(settings, {"/a/": "oak"})
    before = index_of(settings.build_dir)
    done = build(settings, {"/a/": "elm", "/": "ash"})
    after = index_of(settings.build_dir)
    assert json.loads(after["pagefind/pagefind-entry.json"])["languages"]["en"]["page_count"] == 2
    assert before.keys() - after.keys()
    clean = settings_in(tmp_path / "clean")
    build(clean, {"/a/": "elm", "/": "ash"})
    assert index_of(clean.build_dir) == after
    assert done.unknown == ()


def test_a_file_of_the_index_that_somebody_removed_is_put_back(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build(settings, {"/a/": "oak"})
    index = index_of(settings.build_dir)
    (settings.build_dir / "pagefind" / "pagefind.js").unlink()
    build(settings, {"/a/": "oak"})
    assert index_of(settings.build_dir) == index


def test_when_pagefind_fails_the_pages_are_live_and_the_next_build_tries_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_in(tmp_path)
    build(settings, {"/a/": "oak"})
    index = index_of(settings.build_dir)

    def fails(*_: object) -> None:
        raise PublishError("Pagefind could not make the index of the search: no room.")

    monkeypatch.setattr(publish_search, "make_index", fails)
    done = build(settings, {"/a/": "elm"}, library_of({"a": "new"}))
    assert done.notes == (
        "Pagefind could not make the index of the search: no room. "
        "The pages are published; the search finds the words of before.",
    )
    assert not done.is_whole
    assert b"new" in contents(settings.build_dir)["a/index.html"]
    assert index_of(settings.build_dir) == index
    monkeypatch.undo()
    assert build(settings, {"/a/": "elm"}, library_of({"a": "new"})).is_whole
    assert index_of(settings.build_dir) != index


def test_without_pagefind_the_index_goes_and_the_build_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_in(tmp_path)
    build(settings, {"/a/": "oak"})
    monkeypatch.setattr(publish_search, "pagefind_version", lambda: None)
    done = build(settings, {"/a/": "oak"})
    assert index_of(settings.build_dir) == {}
    assert "pip install 'forthright-portal[search]'" in done.notes[0]


def test_what_pagefind_says_reaches_the_operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index.sys, "executable", "/nowhere/python")  # type: ignore[attr-defined]
    with pytest.raises(PublishError, match="could not make the index"):
        search_index.make_index([SearchDocument("/a/", "<p>x</p>")], tmp_path / "pagefind")


def test_a_build_without_its_search_leaves_the_index_and_the_next_one_makes_it(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build(settings, {"/a/": "oak"})
    index = index_of(settings.build_dir)
    build_site(settings, lambda: library_of({"a": "new"}), searched({"/a/": "elm"}), AT, search=False)
    assert b"new" in contents(settings.build_dir)["a/index.html"]
    assert index_of(settings.build_dir) == index
    build(settings, {"/a/": "elm"}, library_of({"a": "new"}))
    assert index_of(settings.build_dir) != index
