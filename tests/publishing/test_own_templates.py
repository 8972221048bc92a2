"""Promise: an organisation makes the portal its own without a fork, and cannot lose what readers need.

Guarantees:
1. Own templates, colours and logo are on every page, the customers' included; the desk's templates stay ours.
2. What cannot be shown, and what an own template drops that must be there, is a problem with file, line and remedy.
3. Nothing is published before it is right; a change of the look changes the pages that show it.
"""

import gzip
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.errors import ContentError
from portal.library.library import Library
from portal.library.loader import checked_library
from portal.library.problems import Problem
from portal.library.release import release_of
from portal.library.renderer import Renderer
from portal.publishing.build_site import build_site
from portal.publishing.own_templates import own_template_problems
from portal.settings import Settings
from portal.site_app import site_to_freeze
from portal.upkeep.own_templates import all_own_template_problems
from tests.library.test_logo_file import png
from tests.page_checks import check_page
from tests.publishing.own_look import FOOTER, site_with_own_look, write

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
EXTENDS = '{% extends "ours/site/policy.html" %}\n'
Check = Callable[..., list[Problem]]


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as one:
        yield one


@pytest.fixture(scope="module")
def made_ours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_with_own_look(tmp_path_factory.mktemp("own") / "site")


@pytest.fixture(scope="module")
def library(made_ours: Path, renderer: Renderer) -> Library:
    return checked_library(made_ours, AT.date(), renderer)


@pytest.fixture(scope="module")
def built(made_ours: Path, library: Library) -> Path:
    settings = Settings(site_dir=made_ours)
    build_site(settings, lambda: library, site_to_freeze(settings), AT, search=False)
    return made_ours / "build"


@pytest.fixture
def check(tmp_path: Path, made_ours: Path, library: Library) -> Check:
    """What is wrong with the site once some files are written over it."""

    def check_with(files: dict[str, str]) -> list[Problem]:
        site = tmp_path / "site"
        shutil.copytree(made_ours, site, ignore=shutil.ignore_patterns("build", "var"))
        for name, text in files.items():
            write(site, f"templates/{name}", text)
        settings = Settings(site_dir=site)
        return list(own_template_problems(settings, site_to_freeze(settings), release_of(library, AT), AT))

    return check_with


def _weight(*contents: bytes) -> int:
    return sum(len(gzip.compress(content, 9)) for content in contents)


def test_the_look_is_on_every_page_within_the_budget(built: Path) -> None:
    pages = [file for file in built.rglob("*.html") if "policies" in file.parts or file.parent == built]
    assert len(pages) > 3
    for file in pages:
        page = file.read_text("utf-8")
        check_page(page)
        assert "Nine parishes, one pipe." in page
        assert re.search(r'<img src="/static/\w+/logo.svg" alt="Fenland Water" width="150" height="40">', page)
        assert re.search(r'<source srcset="/static/\w+/logo-dark.svg"', page)
    (css,) = built.rglob("theme.css")
    assert "--paper: #ffffff" in css.read_text("utf-8")
    assert len(list(built.rglob("logo*.svg"))) == 2
    policy = built / "policies" / "billing" / "refunds" / "index.html"
    (style,) = built.rglob("forthright.css")
    assert _weight(policy.read_bytes(), style.read_bytes(), css.read_bytes()) < 14_000


def test_a_site_that_made_it_its_own_is_without_a_problem_on_customers_pages_too(
    made_ours: Path, library: Library
) -> None:
    assert all_own_template_problems(Settings(site_dir=made_ours), library, AT) == ()


def test_what_an_own_frame_drops_is_told(check: Check) -> None:
    found = check({"base.html": FOOTER.replace("{{ super() }}", "")})
    assert {problem.path for problem in found} == {"templates/base.html"}
    assert [problem.what for problem in found] == [
        "No link leads to the form.",
        "Nobody can say that the page is unclear.",
        "The page does not say how to reach a person.",
    ]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {"site/policy.html": f"{EXTENDS}{{% block main %}}\n<h1>{{{{ page.titel }}}}</h1>{{% endblock %}}"},
            "templates/site/policy.html:3:1: `titel` is nothing that this value has.",
        ),
        (
            {"site/policy.html": f"{EXTENDS}{{% block main %}}\n{{{{ wrds }}}}{{% endblock %}}"},
            "templates/site/policy.html:3:1: There is no `wrds` on this page. Did you mean `words`?",
        ),
        ({"site/policy.html": f"{EXTENDS}\n{{% blok main %}}"}, "templates/site/policy.html:3:1: This cannot be read"),
        ({"site/policy.html": '{% extends "our/x.html" %}'}, "templates/site/policy.html:1:1: There is no template"),
        ({"site/policy.html": '{% extends "site/policy.html" %}'}, "templates/site/policy.html:1:1: The template goes"),
        (
            {"site/policy.html": f"{EXTENDS}{{% block head %}}{{{{ asset('x.css') }}}}{{% endblock %}}"},
            "templates/site/policy.html:2:1: There is no file `x.css` in `static`.",
        ),
        (
            {"site/policy.html": f"{EXTENDS}{{% block main %}}<p>Words.</p>{{% endblock %}}"},
            "templates/site/policy.html:1:1: The page has no main heading.",
        ),
        ({"desk/my_desk.html": "x"}, "templates/desk/my_desk.html:1:1: The desk's pages are always ours."),
        ({"ours/base.html": "x"}, "templates/ours/base.html:1:1: `ours/` stands for our own templates."),
        ({"notes.docx": "x"}, "templates/notes.docx:1:1: This is no template."),
        (
            {"site/polcy.html": EXTENDS},
            "templates/site/polcy.html:1:1: warning: Nothing shows this template: none of ours has its name. "
            "Did you mean `templates/site/policy.html`?",
        ),
    ],
)
def test_a_template_that_cannot_be_used_is_told_with_its_line_and_a_remedy(
    check: Check, files: dict[str, str], told: str
) -> None:
    (problem,) = check(files)
    assert str(problem).startswith(told)


def test_a_part_of_ones_own_that_another_includes_is_fine(check: Check) -> None:
    page = f'{EXTENDS}{{% block main %}}{{{{ super() }}}}{{% include "mine.html" %}}{{% endblock %}}'
    assert check({"site/policy.html": page, "mine.html": "<p>Mine.</p>"}) == []


def test_templates_of_readers_pages_alone_are_tried_without_the_service() -> None:
    """It takes as long to load as hundreds of pages take to be made."""
    tried = "import sys, portal.upkeep.own_templates; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", tried]).returncode == 0


def test_a_form_that_lost_a_field_is_told(tmp_path: Path, made_ours: Path, library: Library) -> None:
    site = tmp_path / "site"
    shutil.copytree(made_ours, site, ignore=shutil.ignore_patterns("build", "var"))
    settings = Settings(site_dir=site)
    ours = (settings.template_dirs[-1] / "intake" / "form.html").read_text("utf-8")
    assert "{{ hidden(form.csrf_token) }}" in ours
    write(site, "templates/intake/form.html", ours.replace("{{ hidden(form.csrf_token) }}", ""))
    empty = '{% extends "ours/intake/tracking.html" %}{% block main %}{% endblock %}'
    write(site, "templates/intake/tracking.html", empty)
    found = [str(problem) for problem in all_own_template_problems(settings, library, AT)]
    assert any(one.startswith("templates/intake/form.html:1:1: The form") and "`csrf_token`" in one for one in found)
    assert any(one.startswith("templates/intake/tracking.html:1:1: The page has no main heading.") for one in found)


def test_nothing_is_published_before_the_templates_are_right(
    built: Path, made_ours: Path, library: Library, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(made_ours, site)
    before = (site / "build" / "index.html").read_bytes()
    write(site, "templates/base.html", "{{ nothing }}")
    settings = Settings(site_dir=site)
    with pytest.raises(ContentError) as told:
        build_site(settings, lambda: library, site_to_freeze(settings), AT, search=False)
    assert told.value.problems[0].path == "templates/base.html"
    assert (site / "build" / "index.html").read_bytes() == before


def test_another_logo_is_on_every_page_at_the_next_build(
    built: Path, made_ours: Path, library: Library, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(made_ours, site)
    before = (site / "build" / "index.html").read_text("utf-8")
    write(site, "static/logo.svg", (site / "static/logo.svg").read_text("utf-8").replace("#7a1f3d", "#000000"))
    settings = Settings(site_dir=site)
    done = build_site(settings, lambda: library, site_to_freeze(settings), AT, search=False)
    assert {"index.html", "policies/billing/refunds/index.html"} <= set(done.changed)
    assert (site / "build" / "index.html").read_text("utf-8") != before


def test_a_logo_goes_with_a_page_that_is_passed_on(made_ours: Path, library: Library, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(made_ours, site, ignore=shutil.ignore_patterns("build", "var"))
    (site / "static/logo.png").write_bytes(png(300, 100))
    assert library.site.logo
    logo = library.site.logo.model_copy(update={"file": "logo.png", "dark": None})
    pictured = library.model_copy(update={"site": library.site.model_copy(update={"logo": logo})})
    settings = Settings(site_dir=site)
    build_site(settings, lambda: pictured, site_to_freeze(settings), AT, search=False)
    page = (site / "build" / "policies/billing/refunds/index.html").read_text("utf-8")
    assert re.search(r'<meta property="og:image" content="https?://[^"]+/static/\w+/logo.png">', page)
    about = (site / "build" / "index.html").read_text("utf-8")
    assert re.search(r'"logo": ?"[^"]+/static/\w+/logo.png"', about)
