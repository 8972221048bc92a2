"""Editors without git get their page out: they see what is wrong and what changes, and never overwrite one another."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from flask import Flask

from portal import editing_paths, paths
from portal.acts.workplace import Workplace
from portal.app import create_service
from portal.editing.publish_pages import publish_waiting
from portal.settings import Settings
from portal.site_app import site_to_freeze
from portal.store.engine import open_store
from tests.browsing import Page, Visitor
from tests.signing_in import audited, somebody
from tests.workplaces import Clock, workplace_on, write_content

_numbers = count(1)


@pytest.fixture(scope="module")
def here(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    """One desk for all tests of this file, each of which has a page of its own."""
    settings = Settings(site_dir=tmp_path_factory.mktemp("editing"), limits="off")
    settings.var_dir.mkdir()
    shutil.copy(migrated_sqlite, settings.var_dir / "portal.db")
    write_content(settings.site_dir)
    store = open_store(settings)
    yield workplace_on(store, settings, Clock())
    store.close()


@pytest.fixture(scope="module")
def desk(here: Workplace) -> Flask:
    return create_service(here)


@pytest.fixture(scope="module")
def ines(desk: Flask, here: Workplace) -> Visitor:
    return somebody(desk, here, "ines")


@pytest.fixture(scope="module")
def bea(desk: Flask, here: Workplace) -> Visitor:
    return somebody(desk, here, "bea")


@pytest.fixture
def source(here: Workplace) -> str:
    """A page of the test's own."""
    found = f"content/public/policies/refunds-{next(_numbers)}.md"
    text = (here.settings.site_dir / "content/public/policies/refunds.md").read_text("utf-8")
    (here.settings.site_dir / found).write_text(text, "utf-8")
    return found


def begun(editor: Visitor, source: str) -> Page:
    return editor.press(editor.get(editing_paths.page(source)), "Edit this page")


def saved(editor: Visitor, draft: Page, old: str, new: str) -> Page:
    text = draft.value("page-text")
    assert old in text
    return editor.press(draft, "Save, check and preview", page__text=text.replace(old, new))


def published(editor: Visitor, draft: Page, workplace: Workplace, why: str = "") -> Page:
    review = editor.get(draft.address + "/publish")
    waiting = editor.press(review, "Publish", publish__why=why)
    publish_waiting(workplace, site_to_freeze(workplace.settings))
    return editor.get(waiting.address)


def file_of(workplace: Workplace, source: str) -> str:
    return (workplace.settings.site_dir / source).read_text("utf-8")


def test_an_editor_changes_a_page_and_readers_see_it(ines: Visitor, here: Workplace, source: str) -> None:
    draft = begun(ines, source)
    after = saved(ines, draft, "Because we looked at it.", "Within five days, always.")
    assert "Nothing is wrong with it." in after.words
    assert "five days" not in file_of(here, source)
    review = ines.get(after.address + "/publish")
    assert "A new policy." in review.words, "nobody has published it before"
    done = published(ines, after, here, "Say by when.")
    assert "It is published" in done.title, done.words
    assert "Within five days, always." in file_of(here, source)
    slug = source.rpartition("/")[2].removesuffix(".md")
    page = here.settings.build_dir / "policies" / slug / "index.html"
    assert "Within five days, always." in page.read_text("utf-8")
    assert here.library.public.policies[slug].body.text == "Within five days, always."
    history = ines.get(editing_paths.page(source))
    assert "Say by when." in history.words


def test_a_mistake_is_told_with_its_line_and_stops_the_publication(ines: Visitor, bea: Visitor, source: str) -> None:
    draft = saved(ines, begun(ines, source), "title: Refunds", "titel: Refunds")
    found = draft.soup.select_one("#found .problems a")
    assert found is not None
    assert (found.get_text(), found["data-line"], found["data-column"]) == ("Line 2", "2", "1")
    assert "Did you mean `title`?" in draft.words
    review = ines.get(draft.address + "/publish")
    assert f"{source}:2:1" in review.words
    assert "Line 2: `titel`" in bea.get(draft.address).words
    assert "Publish" not in review.buttons()


def test_two_editors_never_overwrite_each_other(ines: Visitor, bea: Visitor, here: Workplace, source: str) -> None:
    hers, theirs = begun(ines, source), begun(bea, source)
    assert "Ines is working on this page too" in theirs.words
    published(bea, saved(bea, theirs, "When money comes back.", "When and how."), here)
    mine = saved(ines, hers, "Because we looked at it.", "Within five days.")
    assert "The page itself has changed" in mine.words
    both = ines.get(mine.address + "/publish")
    assert both.address.endswith("/both")
    assert "They changed this" in both.words
    assert "You changed this" in both.words
    together = ines.press(both, "Go on with this text")
    assert "When and how." in together.value("page-text")
    assert "Within five days." in together.value("page-text")
    assert "When and how." in file_of(here, source)
    assert "Within five days." not in file_of(here, source)
    assert "What would change" in ines.get(together.address + "/publish").title


def test_what_meets_is_put_together_by_hand(ines: Visitor, bea: Visitor, here: Workplace, source: str) -> None:
    hers = begun(ines, source)
    published(bea, saved(bea, begun(bea, source), "Because we looked at it.", "Within a week."), here)
    mine = saved(ines, hers, "Because we looked at it.", "Within five days.")
    both = ines.get(mine.address + "/both")
    assert "each in another way" in both.words
    assert "Within five days." in both.value("both-text")
    assert "Within a week." in both.words
    assert "Within a week." in file_of(here, source)


def test_a_page_changed_after_it_was_looked_over_is_not_published(ines: Visitor, here: Workplace, source: str) -> None:
    draft = saved(ines, begun(ines, source), "Because we looked at it.", "Within five days.")
    review = ines.get(draft.address + "/publish")
    file = here.settings.site_dir / source
    file.write_text(file_of(here, source).replace("Because", "Since"), "utf-8")
    assert "Two changes to one page" in ines.press(review, "Publish").title
    assert "Since we looked at it." in file_of(here, source)


def test_two_pages_of_one_editor_notice_each_other(ines: Visitor, here: Workplace, source: str) -> None:
    first = begun(ines, source)
    second = ines.get(first.address)
    saved(ines, first, "Because we looked at it.", "One.")
    text = second.value("page-text").replace("Because we looked at it.", "Two.")
    refused = ines.press(second, "Save, check and preview", 409, page__text=text)
    assert "saved on another page of yours" in refused.summary[0]
    assert "Two." in refused.value("page-text")
    assert "One." in refused.words
    assert "Two." in ines.press(refused, "Save, check and preview").value("page-text"), "both were seen"


def test_a_script_saves_and_is_told_what_the_check_says(ines: Visitor, here: Workplace, source: str) -> None:
    draft = begun(ines, source)
    address, fields, encoding = ines.filled(draft, "Save, check")
    fields["page-text"] = draft.value("page-text").replace("owner: bills", "owner: nobody")
    answer = ines.client.post(address, data=fields, content_type=encoding, headers={"Accept": "application/json"})
    assert answer.json is not None
    assert answer.json["revision"] == 2
    assert "Line 4" in answer.json["check"]
    fields["page-text"] = "x" * 300_000
    fields["page-revision"] = "2"
    answer = ines.client.post(address, data=fields, content_type=encoding, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert "larger than 200 kB" in answer.text


def test_the_preview_is_the_page_itself_and_can_do_nothing(ines: Visitor, here: Workplace, source: str) -> None:
    draft = saved(ines, begun(ines, source), "title: Refunds", "title: Money back\ndraft: true")
    frame = draft.soup.select_one("iframe")
    assert frame is not None
    assert frame["sandbox"] == ["allow-same-origin"]
    assert "frame-src 'self'" in draft.response.headers["Content-Security-Policy"]
    shown = ines.client.get(str(frame["src"]))
    assert "Money back" in shown.text
    assert "site/policy" not in shown.text
    policy = shown.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "sandbox allow-same-origin" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("written", ["<script>alert(1)</script>", "<iframe src='/report'></iframe>"])
def test_what_may_not_stand_in_a_page_is_not_shown_either(ines: Visitor, source: str, written: str) -> None:
    draft = saved(ines, begun(ines, source), "Because we looked at it.", written)
    assert draft.soup.select_one("#found .problems") is not None
    shown = ines.client.get(draft.address + "/preview").text
    assert "Nothing to show yet" in shown
    assert "alert(1)" not in shown


def test_a_page_of_the_desk_is_edited_too(ines: Visitor, here: Workplace, source: str) -> None:
    guide = "content/desk/guides/saying-no.md"
    draft = saved(ines, begun(ines, guide), "Because we looked at it.", "Say it **first**.")
    assert "<strong>first</strong>" in ines.client.get(draft.address + "/preview").text
    assert "Only the desk sees this page." in ines.get(draft.address + "/publish").words


def test_a_new_page_begins_with_its_fields_and_the_check_asks_for_the_rest(
    ines: Visitor, here: Workplace, source: str
) -> None:
    page = ines.press(ines.get(editing_paths.NEW), "Begin the draft", new__title="Late fees", new__kind="policy")
    assert "content/public/policies/late-fees.md" in page.words
    assert "`summary` has no value." in page.words
    ready = saved(ines, page, "summary:", "summary: What being late costs.")
    review = ines.get(ready.address + "/publish")
    assert "A new policy." in review.words
    assert "Publish" in review.buttons()


def test_a_promise_that_gets_weaker_says_so_before_it_is_published(ines: Visitor, here: Workplace, source: str) -> None:
    draft = begun(ines, "content/public/commitments/first-reply.md")
    ready = saved(ines, draft, "target: 4 working hours", "target: 8 working hours")
    review = ines.get(ready.address + "/publish")
    assert "We promise less than before." in review.words
    assert review.soup.select_one(".at-risk") is not None


def test_others_say_what_they_think_and_only_its_editor_changes_it(
    ines: Visitor, bea: Visitor, desk: Flask, here: Workplace, source: str
) -> None:
    draft, tom = begun(ines, source), somebody(desk, here, "tom")
    page = tom.get(draft.address)
    assert "Because we looked at it." in page.words
    assert "Save, check and preview" not in page.buttons()
    after = tom.press(page, "Say it to the desk", comment__words="Five days is <b>too</b> long.")
    assert "Five days is <b>too</b> long." in after.words
    assert "Tom" in ines.get(draft.address).words
    address, fields, _ = ines.filled(draft, "Save, check")
    assert tom.client.post(address, data=fields).status_code == 403
    assert bea.client.post(address, data={**fields, "page-text": "Mine."}).status_code == 422
    assert "Mine." not in ines.get(draft.address).value("page-text")
    assert audited(here)[-1] == ("draft_commented", "tom")


def test_an_old_version_becomes_a_new_draft(ines: Visitor, here: Workplace, source: str) -> None:
    published(ines, saved(ines, begun(ines, source), "Because we looked at it.", "One."), here)
    file = here.settings.site_dir / source
    file.write_text(file_of(here, source).replace("One.", "Two."), "utf-8")
    history = ines.get(editing_paths.page(source))
    (form,) = history.soup.select("form[action$='/again']")
    fields = {str(field["name"]): str(field["value"]) for field in form.select("input")}
    again = ines.client.post(str(form["action"]), data=fields)
    assert "One." in ines.get(again.location).value("page-text")
    assert "Two." in file_of(here, source)


def test_a_draft_thrown_away_leaves_the_page_as_it_is(ines: Visitor, here: Workplace, source: str) -> None:
    draft = saved(ines, begun(ines, source), "Because we looked at it.", "Gone soon.")
    after = ines.press(draft, "Throw this draft away")
    assert "Thrown away" in after.words
    assert "Because" in file_of(here, source)
    ines.get(draft.address, 404)


def test_the_list_is_searched_and_says_what_is_to_be_said_of_each_page(
    ines: Visitor, here: Workplace, source: str
) -> None:
    begun(ines, source)
    page = ines.get(editing_paths.searched("refunds"))
    assert "Refunds" in page.words
    assert "Our history" not in page.words
    everything = ines.get(editing_paths.ROOT).words
    for said in ("Not shown to readers", "You are working on it", "First word", "site.yml"):
        assert said in everything


def test_where_the_pages_are_kept_elsewhere_it_says_so(app: Flask, service_workplace: Workplace) -> None:
    ines = somebody(app, service_workplace, "ines")
    assert "The pages are not kept on this machine" in ines.get(editing_paths.ROOT).words
    ines.get(editing_paths.page("content/public/about.md"), 409)
    assert publish_waiting(service_workplace, site_to_freeze(service_workplace.settings)) == 0


def test_an_editor_who_answers_nothing_sees_no_report(
    ines: Visitor, bea: Visitor, here: Workplace, source: str
) -> None:
    assert "are no part" not in ines.get(editing_paths.ROOT).words
    refused = ines.get(paths.DESK_SEARCH, 403)
    assert "You edit pages here, and see no reports." in refused.words
    assert ines.client.get(paths.DESK_REPORTS).location == editing_paths.ROOT
    assert bea.get(paths.DESK_REPORTS).status == 200
