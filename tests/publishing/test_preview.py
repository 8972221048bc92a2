from datetime import datetime
from pathlib import Path

import pytest
from werkzeug.test import Client

from portal.library.library import Library
from portal.library.loader import Loaded
from portal.library.problems import Problem
from portal.library.release import Release
from portal.publishing.preview import Preview
from portal.publishing.problem_page import PROBLEMS
from portal.publishing.site_to_freeze import SiteToFreeze
from tests.publishing.small_site import AT, library_of, make_site, settings_in

PAGE = Path("content/public/about.md")
WRONG_DATE = Problem(PAGE.as_posix(), 3, 12, "`review_by` is not a <date>.", "Write it such as 2027-03-31.")


class Desk:
    """An editor's folder with one page. What it says is its text; `wrong` in it is a problem."""

    def __init__(self, site_dir: Path) -> None:
        self.site_dir = site_dir
        self.loads = 0
        (site_dir / PAGE).parent.mkdir(parents=True)
        (site_dir / "content/public/index.md").write_text("")
        self.write("us")

    def write(self, text: str) -> None:
        (self.site_dir / PAGE).write_text(text)

    def load(self) -> Loaded:
        self.loads += 1
        text = (self.site_dir / PAGE).read_text()
        if "wrong" in text:
            return Loaded(None, (WRONG_DATE,), 1)
        library: Library = library_of({"about": text, "news": "new"})
        return Loaded(library, (), 2)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def browser(desk: Desk) -> Client:
    return Client(Preview(settings_in(desk.site_dir), desk.load, with_body, lambda: AT))


def with_body(release: Release, at: datetime) -> SiteToFreeze:
    site = make_site(release, at)
    about = release.library.public.free["about"].body.html
    site.app.view_functions["home"] = lambda: f"<!doctype html><body class=x>home {1 // len(about)}"
    return site


def test_a_saved_file_shows_at_the_next_look(desk: Desk, browser: Client) -> None:
    assert "us" in browser.get("/about/").text
    desk.write("others")
    assert "others" in browser.get("/about/").text


def test_the_content_is_read_again_only_when_a_file_changed(desk: Desk, browser: Client) -> None:
    for _ in range(3):
        browser.get("/about/")
    assert desk.loads == 1


def test_a_page_with_a_problem_shows_where_it_is_and_what_to_do(desk: Desk, browser: Client) -> None:
    browser.get("/")
    desk.write("wrong")
    response = browser.get("/about/")
    assert response.status_code == 500
    assert f"{PAGE.as_posix()}:3:12" in response.text
    assert "Write it such as 2027-03-31." in response.text
    assert "&lt;date&gt;" in response.text


def test_the_other_pages_go_on_working_and_point_to_the_problem(desk: Desk, browser: Client) -> None:
    browser.get("/")
    desk.write("wrong")
    response = browser.get("/")
    assert response.status_code == 200
    assert '<body class=x><p role="status"><strong><a href="/_problems/">1 problem in the content.' in response.text
    assert "home" in response.text
    assert f"{PAGE.as_posix()}:3:12" in browser.get(PROBLEMS).text
    desk.write("right")
    assert "_problems" not in browser.get("/").text
    assert "no problems" in browser.get(PROBLEMS).text


def test_content_that_was_wrong_from_the_start_shows_its_problems_everywhere(desk: Desk, browser: Client) -> None:
    desk.write("wrong")
    assert f"{PAGE.as_posix()}:3:12" in browser.get("/").text
    desk.write("right")
    assert browser.get("/").status_code == 200


def test_a_template_that_fails_is_named_and_the_preview_goes_on(desk: Desk, browser: Client) -> None:
    desk.write("")
    response = browser.get("/")
    assert response.status_code == 500
    assert "ZeroDivisionError" in response.text
    desk.write("us")
    assert browser.get("/").status_code == 200


def test_pictures_beside_the_pages_are_shown(desk: Desk, browser: Client) -> None:
    (desk.site_dir / "content/public/line-box.png").write_bytes(b"\x89PNG")
    response = browser.get("/line-box.png")
    assert (response.mimetype, response.data) == ("image/png", b"\x89PNG")
    response.close()


def test_nothing_is_kept_by_the_browser_and_nothing_is_written(desk: Desk, browser: Client) -> None:
    before = sorted(desk.site_dir.rglob("*"))
    assert browser.get("/").headers["Cache-Control"] == "no-store"
    assert sorted(desk.site_dir.rglob("*")) == before
