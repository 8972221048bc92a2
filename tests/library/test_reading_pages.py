"""However pages are read, in processes beside each other or in this one, the same is found at the same places."""

import time
from pathlib import Path

import pytest

from portal.library import render_process
from portal.library.loader import Loaded, load_library
from portal.library.page_cache import PageCache
from portal.library.render_cache import RenderCache
from portal.library.renderer import Renderer
from tests.library.broken_sites import TODAY, lay_out
from tests.library.test_broken_content import groups_that_touch_different_files

POLICIES = "content/public/policies"
HEAD = "---\ntitle: A page\nsummary: It has a summary.\n---\n"


@pytest.fixture(params=["forked", "alone"])
def how(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(render_process, "_can_fork", lambda: request.param == "forked")
    return str(request.param)


def _read(site: Path, kept: Path, timeout_s: float = 3) -> Loaded:
    """As a build reads it."""
    cache = PageCache(kept, "us", time.time_ns())
    with Renderer(timeout_s, kept=RenderCache(kept / "rendered")) as renderer:
        return load_library(site, TODAY, renderer, cache=cache)


def test_every_problem_has_its_path_line_and_column_whoever_found_it(
    how: str, tmp_path: Path, renderer: Renderer
) -> None:
    faults = [fault for fault in groups_that_touch_different_files()[0] if fault.name != "markdown-bomb"]
    site = lay_out(tmp_path / "site", faults)
    here = load_library(site, TODAY, renderer)
    assert len(here.problems) > 80
    assert _read(site, tmp_path / "kept").problems == here.problems


def test_pages_stand_in_the_order_of_their_files_and_hold_what_one_process_makes_of_them(
    how: str, tmp_path: Path, renderer: Renderer
) -> None:
    site = lay_out(tmp_path / "site")
    for number in range(310):
        before = max(number - 1, 0)
        text = f"## Part {number}\n\n[Before](page-{before:03}.md#part-{before}), [all](/topics/).\n"
        (site / POLICIES / f"page-{number:03}.md").write_text(HEAD + text * (1 + 20 * (number % 7 == 0)), "utf-8")
    here, there = load_library(site, TODAY, renderer), _read(site, tmp_path / "kept")
    assert (there.problems, there.library) == (here.problems, here.library)
    assert list(there.filled) == list(here.filled)


def test_a_page_that_hangs_is_named_once_and_costs_no_other_page_anything(how: str, tmp_path: Path) -> None:
    site = lay_out(tmp_path / "site")
    (site / POLICIES / "a-bomb.md").write_text(HEAD + "[" * 6_000, "utf-8")
    began_s = time.monotonic()
    loaded = _read(site, tmp_path / "kept", timeout_s=2)
    assert [(problem.path, problem.line, problem.column) for problem in loaded.problems] == [
        (f"{POLICIES}/a-bomb.md", 5, 1)
    ]
    assert "too long" in loaded.problems[0].what
    assert time.monotonic() - began_s < 60
    (site / POLICIES / "a-bomb.md").unlink()
    assert _read(site, tmp_path / "kept").library is not None


def test_what_may_act_in_a_page_is_asked_of_site_yml_each_time(tmp_path: Path) -> None:
    site = lay_out(tmp_path / "site")
    (site / POLICIES / "acts.md").write_text(f"{HEAD}<script>1</script>\n", "utf-8")
    file = site / "content/site.yml"
    forbids = file.read_text("utf-8")
    for allows in (True, False, True):
        file.write_text(("allow_html: [script]\n" if allows else "") + forbids, "utf-8")
        loaded = _read(site, tmp_path / "kept")
        assert [(problem.path, problem.line) for problem in loaded.problems] == (
            [] if allows else [(f"{POLICIES}/acts.md", 5)]
        )
