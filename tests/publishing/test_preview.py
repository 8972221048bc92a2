"""Promise: an editor sees the pages as they will be, and a mistake costs nobody anything but its own page.

Guarantees:
1. What is saved shows at the next look; what did not change is not read again.
2. A page whose file has a problem shows place, line and remedy; every other page goes on and points there.
3. What is edited elsewhere meanwhile shows all the same, and a mended page comes back.
4. Pages that readers do not see yet are shown and marked; nothing else shows them.
5. Browsers are told when the page they have open is another, and only then.
"""

import html
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from portal.app import create_preview
from portal.library.renderer import Renderer
from portal.publishing.preview import CHANGES, Preview
from portal.publishing.problem_page import OVERVIEW, SCRIPT, STYLE
from portal.settings import Settings
from tests.library.broken_sites import lay_out
from tests.page_checks import check_page

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
REFUNDS = "content/public/policies/billing/refunds.md"
ADDRESS = "/policies/billing/refunds/"
WRONG = "titel: Refunds\n"


class Editor:
    """Somebody with a site folder, its preview, and a browser."""

    def __init__(self, site_dir: Path, renderer: Renderer) -> None:
        self.site_dir = site_dir
        self.preview: Preview = create_preview(Settings(site_dir=site_dir), renderer, lambda: AT)
        self._browser = Client(self.preview)

    def get(self, address: str) -> TestResponse:
        return self._browser.get(address)

    def text(self, address: str) -> str:
        return self.get(address).text

    def replace(self, source: str, old: str, new: str) -> None:
        file = self.site_dir / source
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    def write(self, source: str, text: str) -> None:
        file = self.site_dir / source
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def break_refunds(self) -> None:
        self.replace(REFUNDS, "title: ", "titel: ")

    def have(self, address: str) -> str:
        """The mark of the page as a browser has it open."""
        found = re.search(r'data-have="(\w+)"', self.text(address))
        assert found
        return found[1]


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as one:
        yield one


@pytest.fixture
def editor(tmp_path: Path, renderer: Renderer) -> Editor:
    return Editor(lay_out(tmp_path / "site"), renderer)


def test_a_saved_file_shows_at_the_next_look(editor: Editor) -> None:
    assert "Edited just now" not in editor.text(ADDRESS)
    editor.write(REFUNDS, (editor.site_dir / REFUNDS).read_text("utf-8") + "\nEdited just now.\n")
    assert "Edited just now" in editor.text(ADDRESS)


def test_the_content_is_read_again_only_when_a_file_changed(editor: Editor) -> None:
    before = editor.preview.reading.look()
    editor.write("content/public/policies/.refunds.md.swp", "x")
    editor.write("content/public/policies/4913", "")
    editor.write("content/public/policies/refunds.md~", "x")
    assert editor.preview.reading.look() is before


def test_a_page_with_a_problem_shows_its_place_the_line_and_what_to_do(editor: Editor) -> None:
    editor.get("/")
    editor.break_refunds()
    response = editor.get(ADDRESS)
    assert response.status_code == 500
    assert response.text.count("<h1>") == 1
    assert f"<code>{REFUNDS}:2:1</code>" in response.text
    assert "titel: " in response.text
    assert "Did you mean <code>title</code>?" in response.text
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_every_problem_of_the_file_is_there_and_none_of_another(editor: Editor) -> None:
    editor.write(REFUNDS, "---\ntitle: Refunds\nsummary: x\nsoon: 1\n---\n[a](gone.md) <b>\n")
    editor.replace("content/site.yml", "organisation:", "organization:")
    text = editor.text(ADDRESS)
    assert "`soon`".strip("`") in text
    assert "gone.md" in text
    assert "site.yml" not in text
    assert "site.yml" in editor.text(OVERVIEW)


def test_the_other_pages_go_on_and_point_to_the_problem_until_it_is_mended(editor: Editor) -> None:
    editor.get("/")
    editor.break_refunds()
    response = editor.get("/topics/no-water/")
    assert response.status_code == 200
    check_page(response.text)
    assert "1 problem in 1 file" in response.text
    assert f'href="{OVERVIEW}#content-public-policies-billing-refunds-md"' in response.text
    assert 'id="content-public-policies-billing-refunds-md"' in editor.text(OVERVIEW)
    editor.replace(REFUNDS, "titel: ", "title: ")
    assert "problem in" not in editor.text("/topics/no-water/")
    assert editor.get(ADDRESS).status_code == 200
    assert "no problems" in editor.text(OVERVIEW)


def test_what_is_saved_elsewhere_shows_while_a_file_is_wrong(editor: Editor) -> None:
    editor.get("/")
    editor.break_refunds()
    editor.replace("content/public/topics/no-water.md", "says: ", "says: Quite ")
    assert "Quite " in editor.text("/topics/no-water/")
    assert editor.text("/policies/").count("policies/billing/refunds/") >= 1


@pytest.mark.parametrize("source", ["content/site.yml", "content/desk/team.yml"])
def test_while_site_yml_or_team_yml_is_wrong_all_pages_are_as_they_last_were(editor: Editor, source: str) -> None:
    editor.get("/")
    before = (editor.site_dir / source).read_text("utf-8")
    editor.write(source, "nonsense: true\n" + before)
    assert editor.get("/").status_code == 200
    assert source in editor.text("/")
    editor.write(source, before)
    assert source not in editor.text("/")


def test_content_that_was_wrong_from_the_start_shows_its_problems_everywhere(
    tmp_path: Path, renderer: Renderer
) -> None:
    site = lay_out(tmp_path / "site")
    (site / "content/site.yml").write_text("nonsense", "utf-8")
    editor = Editor(site, renderer)
    assert editor.get("/about/").status_code == 500
    assert "content/site.yml:1:1" in editor.text("/")
    assert editor.text(OVERVIEW).count("<li>") == len(editor.preview.reading.look().problems), "and none that is not"
    assert "AssertionError" not in editor.text(OVERVIEW)


def test_a_folder_that_goes_and_comes_back_takes_its_pages_along(editor: Editor) -> None:
    editor.get("/")
    billing = editor.site_dir / "content/public/policies/billing"
    moved = billing.rename(billing.with_name("bills"))
    assert editor.get("/policies/bills/refunds/").status_code == 200
    assert editor.get(ADDRESS).status_code == 404
    moved.rename(billing)
    assert editor.get(ADDRESS).status_code == 200


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("draft: true", "This is a draft. Readers do not see it."),
        ("publish_on: 2026-12-01", "Readers will see this page from 1 December 2026."),
        ("expires_on: 2026-11-02", "Readers have not seen this page since 2 November 2026."),
    ],
)
def test_a_page_that_readers_do_not_see_is_shown_and_marked(editor: Editor, field: str, says: str) -> None:
    editor.write("content/public/policies/later.md", f"---\ntitle: Later\nsummary: x\n{field}\n---\nWords.\n")
    assert says in editor.text("/policies/later/")
    assert "Words." in editor.text("/policies/later/")
    assert "/policies/later/" not in editor.text("/policies/")
    assert says in editor.text(OVERVIEW)


def test_a_template_of_ones_own_that_fails_is_told_with_its_line_and_the_rest_goes_on(editor: Editor) -> None:
    editor.write("templates/site/policy.html", '{% extends "ours/site/policy.html" %}\n{% block main %}\n{{ pge }}\n')
    text = editor.text(ADDRESS)
    assert "templates/site/policy.html" in text
    assert "unclosed" in text or "endblock" in text
    editor.write(
        "templates/site/policy.html",
        '{% extends "ours/site/policy.html" %}\n{% block main %}\n{{ page_pth }}\n{% endblock %}\n',
    )
    response = editor.get(ADDRESS)
    assert response.status_code == 500
    assert "templates/site/policy.html:3:1" in response.text
    assert "Did you mean <code>page_path</code>?" in response.text
    assert editor.get("/").status_code == 200
    (editor.site_dir / "templates/site/policy.html").unlink()
    assert editor.get(ADDRESS).status_code == 200


def test_pictures_beside_the_pages_are_shown(editor: Editor) -> None:
    (editor.site_dir / "content/public/line-box.png").write_bytes(b"\x89PNG")
    response = editor.get("/line-box.png")
    assert (response.mimetype, response.data) == ("image/png", b"\x89PNG")
    response.close()


def test_nothing_is_kept_by_the_browser_and_nothing_is_written(editor: Editor) -> None:
    before = sorted(editor.site_dir.rglob("*"))
    assert editor.get("/").headers["Cache-Control"] == "no-store"
    assert sorted(editor.site_dir.rglob("*")) == before


def test_the_script_of_the_preview_is_allowed_by_the_page_and_nothing_more(editor: Editor) -> None:
    text = editor.text("/")
    assert f'src="{SCRIPT}"' in text
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]*)"', html.unescape(text))
    assert policy
    assert "script-src 'self'" in policy[1].split("; ")
    assert "unsafe" not in policy[1]
    for address in (SCRIPT, STYLE):
        response = editor.get(address)
        assert response.status_code == 200
        response.close()


def test_a_browser_is_told_once_the_page_it_has_open_is_another(editor: Editor) -> None:
    have = editor.have(ADDRESS)
    events = editor.preview._until_changed(ADDRESS, have, lambda: False)
    assert next(events).startswith("retry:")
    editor.write(REFUNDS, (editor.site_dir / REFUNDS).read_text("utf-8") + "\nEdited.\n")
    editor.preview.reading.look()
    (told,) = events
    page = json.loads(told.removeprefix("event: page\ndata: "))
    assert "<p>Edited.</p>" in page
    assert page == editor.get(ADDRESS).text, "what is put in its place is what it would be if it were loaded again"


def test_a_browser_that_comes_late_is_told_at_once(editor: Editor) -> None:
    have = editor.have(ADDRESS)
    editor.break_refunds()
    editor.preview.reading.look()
    response = editor.get(f"{CHANGES}?page={ADDRESS}&have={have}")
    assert response.mimetype == "text/event-stream"
    assert "data: changed" in response.text


def test_a_page_that_shows_nothing_of_what_was_saved_stays(editor: Editor) -> None:
    have = editor.have(ADDRESS)
    editor.replace("content/public/topics/no-water.md", "title: ", "title: Quite ")
    assert editor.preview.reading.look().token(ADDRESS) == have


def test_a_translation_with_a_problem_shows_it_at_its_own_address(editor: Editor) -> None:
    editor.replace("content/site.yml", "organisation:", "languages: [en, cy]\norganisation:")
    editor.write("content/public/cy/policies/billing/refunds.md", "---\ntitel: Ad-daliadau\n---\n")
    response = editor.get(f"/cy{ADDRESS}")
    assert response.status_code == 500
    assert "content/public/cy/policies/billing/refunds.md:2:1" in response.text
    assert editor.get(ADDRESS).status_code == 200


def test_a_translation_that_is_a_draft_is_shown_and_marked_and_readers_see_the_original(editor: Editor) -> None:
    editor.replace("content/site.yml", "organisation:", "languages: [en, cy]\norganisation:")
    fields = "title: Ad-daliadau\nsummary: Crynodeb\ndraft: true\n"
    editor.write("content/public/cy/policies/billing/refunds.md", f"---\n{fields}---\nGeiriau.\n")
    text = editor.text(f"/cy{ADDRESS}")
    assert "Geiriau." in text
    assert "This is a draft. Readers do not see it." in text
    assert f'href="/cy{ADDRESS}">Ad-daliadau</a>' in editor.text(OVERVIEW)
    for address in (ADDRESS, "/cy/policies/"):
        assert "Ad-daliadau" not in editor.text(address)
        assert "draft" not in editor.text(address)
