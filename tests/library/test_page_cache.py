"""Promise: content that is read with what earlier builds kept is what a first reading would have made of it.

Guarantees, after every one of many random edits:
1. Library, problems and release are those of a reading without a cache.
2. What did not change is not parsed again.
"""

import os
import random
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.errors import PublishError
from portal.library import page_making
from portal.library.kept_page import KeptPage
from portal.library.loader import Loaded, load_library
from portal.library.page_cache import PageCache
from portal.library.page_making import MadePage, PageMaking
from portal.library.page_record import AddedPage
from portal.library.problems import Problem
from portal.library.release import release_of
from portal.library.render_process import Steps
from portal.library.renderer import Renderer
from portal.library.source_text import read_bytes
from portal.library.survey import PageFile, page_at
from tests.library.broken_sites import TODAY, lay_out
from tests.library.random_edits import edit

STEPS = 20
AT = datetime(2026, 11, 22, tzinfo=UTC)
LATER_NS = 10_000_000_000
HOME = "content/public/index.md"


def _cache(folder: Path, made_by: str = "us", later_ns: int = 0) -> PageCache:
    return PageCache(folder, made_by, time.time_ns() + later_ns)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources of the pages that are parsed, here or in a process that renders."""
    found: list[str] = []
    take, read = PageCache.take, PageCache.read

    def taken(cache: PageCache, file: PageFile, made: AddedPage) -> KeptPage | None:
        found.append(file.source)
        return take(cache, file, made)

    def read_here(cache: PageCache, file: PageFile) -> bytes | Problem:
        found.append(file.source)
        return read(cache, file)

    monkeypatch.setattr(PageCache, "take", taken)
    monkeypatch.setattr(PageCache, "read", read_here)
    return found


def _public(parsed: list[str]) -> list[str]:
    """Pages of the desk are few, and are parsed each time."""
    found = sorted(source for source in parsed if source.startswith("content/public/"))
    parsed.clear()
    return found


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.audit) for seed in (2, 3, 4))])
def test_a_reading_with_a_cache_finds_what_a_first_one_finds(seed: int, tmp_path: Path, renderer: Renderer) -> None:
    dice, site = random.Random(seed), lay_out(tmp_path / "site")
    for _ in range(STEPS):
        edit(site, dice)
        kept = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache"))
        first = load_library(site, TODAY, renderer)
        assert kept.problems == first.problems
        assert kept.library == first.library
        if kept.library is not None and first.library is not None:
            assert release_of(kept.library, AT).to_json() == release_of(first.library, AT).to_json()


def test_only_the_page_that_was_edited_is_parsed_again(tmp_path: Path, renderer: Renderer, parsed: list[str]) -> None:
    site = lay_out(tmp_path / "site")

    def load() -> Loaded:
        return load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", later_ns=LATER_NS))

    load()
    assert HOME in _public(parsed)
    load()
    assert _public(parsed) == []
    (site / HOME).write_text((site / HOME).read_text("utf-8") + "\nEdited.\n", "utf-8")
    loaded = load()
    assert _public(parsed) == [HOME]
    assert loaded.library is not None
    assert "Edited." in loaded.library.public.free["index"].body.html


def test_what_another_machine_kept_is_found_by_what_the_files_hold(
    tmp_path: Path, renderer: Renderer, parsed: list[str]
) -> None:
    here, there = lay_out(tmp_path / "here"), lay_out(tmp_path / "there")
    load_library(here, TODAY, renderer, cache=_cache(tmp_path / "cache"))
    _public(parsed)
    shutil.copytree(tmp_path / "cache", tmp_path / "shared")
    load_library(there, TODAY, renderer, cache=_cache(tmp_path / "shared"))
    assert _public(parsed) == []


def test_a_file_changed_within_a_tick_of_the_clock_is_noticed(tmp_path: Path, renderer: Renderer) -> None:
    site = lay_out(tmp_path / "site")
    load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache"))
    file, before = site / HOME, (site / HOME).stat()
    text = file.read_text("utf-8")
    file.write_text(text.replace("e", "a"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    kept = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache"))
    assert kept.problems == load_library(site, TODAY, renderer).problems


def test_a_text_that_is_saved_while_pages_are_read_and_taken_back_is_not_kept_for_the_one_before(
    tmp_path: Path, renderer: Renderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = lay_out(tmp_path / "site")
    file = site / HOME
    before = file.read_bytes()

    def saved_after(path: str, source: str) -> bytes | Problem:
        data = read_bytes(path, source)
        if source == HOME:
            file.write_bytes(before + b"\nAnother text.\n")
        return data

    cache, page = _cache(tmp_path / "cache"), page_at(site, HOME)
    assert page is not None
    with monkeypatch.context() as editing:
        editing.setattr(page_making, "read_bytes", saved_after)
        making = PageMaking(cache.made_by, cache.read_ns, cache.shared_file(), None)
        made = _result(making((page, cache.stamp(page))))
    assert made.page is not None
    cache.take(page, made.page)
    cache.save()
    file.write_bytes(before)
    kept = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache"))
    assert kept.library is not None
    assert kept.library == load_library(site, TODAY, renderer).library
    assert "Another text." not in kept.library.public.free["index"].body.html


def _result(steps: Steps[MadePage]) -> MadePage:
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


def test_other_code_reads_everything_again(tmp_path: Path, renderer: Renderer, parsed: list[str]) -> None:
    site = lay_out(tmp_path / "site")
    load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache"))
    _public(parsed)
    load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", "others"))
    assert HOME in _public(parsed)


@pytest.mark.parametrize("name", ["pages", "index"])
def test_a_damaged_file_costs_time_and_never_a_wrong_page(name: str, tmp_path: Path, renderer: Renderer) -> None:
    site, file = lay_out(tmp_path / "site"), tmp_path / "cache" / name
    first = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", later_ns=LATER_NS))
    data = file.read_bytes()
    for damaged in (b"", data[:70], data[: len(data) // 2], b"\0" * 200, data.replace(b"e", b"\xff")):
        file.write_bytes(damaged)
        again = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", later_ns=LATER_NS))
        assert (again.library, again.problems) == (first.library, first.problems)


@pytest.mark.parametrize("gone", [["pages", "pages.places"], ["index"], ["pages.places"], ["pages"]])
def test_the_files_of_the_cache_may_go_one_without_the_other(
    gone: list[str], tmp_path: Path, renderer: Renderer
) -> None:
    site = lay_out(tmp_path / "site")
    first = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", later_ns=LATER_NS))
    for name in gone:
        (tmp_path / "cache" / name).unlink(missing_ok=True)
    again = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", later_ns=LATER_NS))
    assert again.library == first.library


def test_a_text_that_is_damaged_where_it_is_kept_is_made_anew_when_it_is_looked_at(
    tmp_path: Path, renderer: Renderer
) -> None:
    site, file = lay_out(tmp_path / "site"), tmp_path / "cache" / "pages"
    first = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", later_ns=LATER_NS)).library
    again = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", later_ns=LATER_NS)).library
    assert first is not None
    assert again is not None
    file.write_bytes(file.read_bytes().replace(b'"body"', b'"bode"'))
    assert again.public.free["index"].body == first.public.free["index"].body
    assert release_of(again, AT).to_json() == release_of(first, AT).to_json()


def test_where_its_file_is_another_by_then_the_build_stops_and_says_so(tmp_path: Path, renderer: Renderer) -> None:
    site, file = lay_out(tmp_path / "site"), tmp_path / "cache" / "pages"
    load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", later_ns=LATER_NS))
    again = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", later_ns=LATER_NS)).library
    assert again is not None
    file.write_bytes(file.read_bytes().replace(b'"body"', b'"bode"'))
    (site / HOME).write_text((site / HOME).read_text("utf-8") + "\nSaved meanwhile.\n", "utf-8")
    with pytest.raises(PublishError, match="changed while it was published"):
        _ = again.public.free["index"].body.html


def test_a_file_put_back_with_its_older_time_is_what_it_was(tmp_path: Path, renderer: Renderer) -> None:
    site = lay_out(tmp_path / "site")
    file, before = site / HOME, (site / HOME).read_bytes()
    os.utime(file, (1_000_000_000.25, 1_000_000_000.25))
    first = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", later_ns=LATER_NS)).library
    file.write_bytes(before + b"\nAnother text.\n")
    load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", later_ns=LATER_NS))
    file.write_bytes(before)
    os.utime(file, (1_000_000_000.25, 1_000_000_000.25))
    again = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache", later_ns=LATER_NS)).library
    assert again == first


def test_a_page_is_not_known_any_more_once_its_link_leads_nowhere(tmp_path: Path, renderer: Renderer) -> None:
    site, text = lay_out(tmp_path / "site"), tmp_path / "site" / "content" / ".texts" / "about.md"
    text.parent.mkdir()
    text.write_text("---\ntitle: About us\nsummary: Who we are.\n---\nA text.\n", "utf-8")
    (site / "content/public/about.md").symlink_to(text)
    assert load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache")).library is not None
    text.unlink()
    again = load_library(site, TODAY, renderer, cache=_cache(tmp_path / "cache"))
    assert [problem.path for problem in again.problems] == ["content/public/about.md"]


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path, renderer: Renderer) -> None:
    site = lay_out(tmp_path / "site")
    (tmp_path / "taken").write_text("")
    assert load_library(site, TODAY, renderer, cache=_cache(tmp_path / "taken" / "cache")).library is not None
