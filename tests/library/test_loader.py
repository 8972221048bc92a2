"""A site folder becomes a library, or all of its problems."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.errors import ContentError
from portal.library.loader import Loaded, checked_library, load_library
from portal.library.renderer import Renderer
from tests.library.broken_sites import BASE, TODAY, lay_out

Load = Callable[..., Loaded]


def test_pages_know_their_address_and_source(load: Load) -> None:
    library = load().library
    assert library is not None
    refunds = library.public.policies["billing/refunds"]
    assert (refunds.path, refunds.source) == (
        "/policies/billing/refunds/",
        "content/public/policies/billing/refunds.md",
    )
    assert [heading.anchor for heading in refunds.body.headings] == ["by-when"]
    assert library.public.by_path("/") is library.public.free["index"]
    assert library.catch_all.slug == "something-else"
    assert "{{customer_name}}" in library.desk.scripts["we-heard-you"].body.markdown


def test_all_faults_of_one_file_are_told_at_once(load: Load) -> None:
    page = "---\ntitel: x\nreview_by: soon\nowner: nobody\n---\n# One\n\n<script></script> [x](no.md)\n"
    loaded = load({"content/public/policies/x.md": page})
    assert [(problem.line, problem.what.split("`")[1]) for problem in loaded.problems[:3]] == [
        (1, "summary"),
        (2, "titel"),
        (3, "soon"),
    ]
    assert len(loaded.problems) == 7


def test_html_that_site_yml_allows_is_kept_as_written(load: Load) -> None:
    site = (BASE / "content/site.yml").read_text("utf-8") + "allow_html: [script, iframe, event-handlers]\n"
    html = '<iframe src="https://x.example/"></iframe>\n\n<script>let a = 1 < 2;</script>\n\n<b onclick="go()">x</b>\n'
    loaded = load({"content/site.yml": site, "content/public/a.md": f"---\ntitle: A\n---\n{html}"})
    assert loaded.problems == ()
    assert loaded.library is not None
    written = loaded.library.public.free["a"].body.html
    assert "let a = 1 < 2;" in written
    assert '<b onclick="go()">x</b>' in written


def test_hidden_files_and_spare_copies_are_passed_over(load: Load) -> None:
    files = {".DS_Store": "x", "content/.git/x.txt": "x", "content/public/about.md~": "x", "content/public/.x.swp": "x"}
    assert load(files).problems == ()


def test_a_link_out_of_the_content_folder_is_refused(tmp_path: Path, renderer: Renderer) -> None:
    site = lay_out(tmp_path / "site")
    (tmp_path / "secret.md").write_text("---\ntitle: Secret\nsummary: x\n---\n")
    (site / "content/public/secret.md").symlink_to(tmp_path / "secret.md")
    problems = load_library(site, TODAY, renderer).problems
    assert [problem.path for problem in problems] == ["content/public/secret.md"]


def test_a_folder_without_content_is_one_problem(tmp_path: Path, renderer: Renderer) -> None:
    assert [problem.what for problem in load_library(tmp_path, TODAY, renderer).problems] == [
        "There is no folder `content` here."
    ]


def test_a_caller_who_needs_a_library_gets_every_problem_as_one_error(tmp_path: Path, renderer: Renderer) -> None:
    site = lay_out(tmp_path / "site")
    (site / "content/public/index.md").unlink()
    (site / "content/public/notes.txt").write_text("x")
    with pytest.raises(ContentError) as caught:
        checked_library(site, TODAY, renderer)
    assert [problem.path for problem in caught.value.problems] == [
        "content/public/index.md",
        "content/public/notes.txt",
    ]


def test_a_thousand_small_pages_are_read_in_a_few_seconds(tmp_path: Path) -> None:
    """Measured at about 1.5 s on two cores; the bound leaves room for a busy machine."""
    site = lay_out(tmp_path / "site")
    for number in range(1000):
        (site / f"content/public/policies/p{number}.md").write_text(
            f"---\ntitle: Page {number}\nsummary: One of many.\nowner: pipes\nreview_by: 2027-01-01\n---\n\n"
            f"## Why\n\nText with a [link](p{(number + 1) % 1000}.md#why), **weight** and a list:\n\n- one\n- two\n"
        )
    began = time.monotonic()
    loaded = load_library(site, TODAY)
    assert loaded.problems == ()
    assert time.monotonic() - began < 60
