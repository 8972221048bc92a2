"""Whatever breaks between the press of the button and the store, file, git, site and what the editor reads agree."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from portal.acts.workplace import Workplace
from portal.editing import one_publication
from portal.editing.taken_up import note_taken, taken_here
from portal.editing.written_page import WrittenPage
from portal.errors import StoreError
from portal.library.content_files import read_page
from portal.library.release import Release
from portal.publishing.lock import publishing_lock
from portal.publishing.outlet import journal_file
from portal.publishing.site_to_freeze import MakeSite, SiteToFreeze
from portal.site_app import site_to_freeze
from portal.store import content_drafts, content_publications
from tests.editing.asking import NEW, OLD, REFUNDS, asked, came_of, file_of, publish
from tests.editing_git import commit_all, git

THEIRS = "By cheque, a colleague wrote."


def meanwhile(here: Workplace, happens: Callable[[], object]) -> MakeSite:
    """A site in whose making something happens: the file is written and committed by then, and nothing is live."""
    make_site = site_to_freeze(here.settings)

    def make(release: Release, at: datetime) -> SiteToFreeze:
        happens()
        return make_site(release, at)

    return make


def save_theirs(here: Workplace) -> None:
    (here.settings.site_dir / REFUNDS).write_text(file_of(here).replace(NEW, THEIRS), "utf-8")


def break_another_page(here: Workplace) -> None:
    about = here.settings.site_dir / "content" / "public" / "about.md"
    about.write_text("---\ntitle: About us\n---\n\nSee [this](nowhere.md).\n", "utf-8")


def left_by_a_dead_process(here: Workplace, number: int) -> None:
    """Written and committed, and not built; the next process of this host comes."""
    with here.store.writing() as conn:
        assert content_publications.take(conn, number, here.now(), here.now())
    now, waiting = read_page(here.settings.site_dir, REFUNDS), came_of(here, number)
    WrittenPage(here.settings, number, REFUNDS).write(now, now.octets_of(waiting.text), [])
    note_taken(here.settings, number, here.now())
    commit_all(here.settings.site_dir, "Say by when.")


def left_over(here: Workplace) -> list[Path]:
    folder = here.settings.var_dir / "editing"
    return [*folder.glob("*.before"), *folder.glob("*.json")]


def test_what_is_live_stays_published_though_the_store_hears_of_it_later(here: Workplace) -> None:
    """The next round of the same host tells it, at once and in the words of the first."""
    commit_all(here.settings.site_dir)
    number = asked(here)
    away = "ALTER TABLE content_publications RENAME TO away"

    def lose_the_table() -> None:
        with here.store.writing() as conn:
            if conn.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'content_publications'")).first():
                conn.execute(text(away))

    with pytest.raises(StoreError):
        publish(here, meanwhile(here, lose_the_table))
    with here.store.writing() as conn:
        conn.execute(text("ALTER TABLE away RENAME TO content_publications"))
    assert came_of(here, number).state == "working"
    assert NEW in file_of(here)
    assert publish(here) == 1
    found = came_of(here, number)
    assert (found.state, found.outcome["changes"][0]["title"]) == ("published", "Refunds")
    assert found.outcome["pages"] > 0
    assert found.outcome["commit"] == git(here.settings.site_dir, "rev-parse", "HEAD")
    assert left_over(here) == []


def test_what_cannot_be_tidied_away_takes_nothing_back(here: Workplace) -> None:
    number = asked(here)
    before = here.settings.var_dir / "editing" / f"{number}.before"

    def spoil() -> None:
        before.unlink(missing_ok=True)
        shutil.rmtree(before, ignore_errors=True)
        before.mkdir()

    assert publish(here, meanwhile(here, spoil)) == 1
    assert came_of(here, number).state == "published"
    assert NEW in file_of(here)


def test_what_a_colleague_saves_during_a_build_that_fails_is_theirs(here: Workplace) -> None:
    commit_all(here.settings.site_dir)
    number = asked(here)

    def save_and_break() -> None:
        save_theirs(here)
        raise RuntimeError("the template is broken")

    publish(here, meanwhile(here, save_and_break))
    found = came_of(here, number)
    assert (found.state, found.outcome["overtaken"]) == ("refused", True)
    assert "left as it is" in found.outcome["why"]
    assert THEIRS in file_of(here)
    assert git(here.settings.site_dir, "status", "--porcelain", "content").split() == ["M", REFUNDS]
    assert left_over(here) == []


def test_what_a_dead_process_wrote_is_put_back_where_it_cannot_be_published_any_more(here: Workplace) -> None:
    commit_all(here.settings.site_dir)
    before, number = file_of(here), asked(here)
    left_by_a_dead_process(here, number)
    break_another_page(here)
    assert publish(here) == 1
    found = came_of(here, number)
    assert found.state == "refused"
    assert "put back" in found.outcome["why"]
    assert file_of(here) == before
    assert git(here.settings.site_dir, "status", "--porcelain", REFUNDS) == ""
    assert git(here.settings.site_dir, "log", "-1", "--format=%s") == f"Put back {REFUNDS}: it could not be published"


def test_what_a_colleague_saved_over_a_dead_process_is_theirs(here: Workplace) -> None:
    commit_all(here.settings.site_dir)
    number = asked(here)
    left_by_a_dead_process(here, number)
    save_theirs(here)
    publish(here)
    assert came_of(here, number).outcome["overtaken"]
    assert THEIRS in file_of(here)


def test_while_another_build_is_under_way_nothing_is_written_and_it_waits(
    here: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_publication, "PATIENCE_S", 0)
    commit_all(here.settings.site_dir)
    number = asked(here)
    with publishing_lock(here.settings):
        assert publish(here) == 0
        assert (came_of(here, number).state, came_of(here, number).taken_at) == ("waiting", None)
        assert OLD in file_of(here)
        assert git(here.settings.site_dir, "rev-list", "--count", "HEAD") == "1"
    assert publish(here) == 1
    assert came_of(here, number).state == "published"


def test_a_build_that_is_decided_and_not_finished_only_goes_forward(here: Workplace) -> None:
    """Its journal stands, so the next build or round makes the new text live: the file must not be the old one then."""
    commit_all(here.settings.site_dir)
    number, release = asked(here), here.settings.release_file
    aside = release.with_name("aside")

    def obstruct() -> None:
        if not aside.exists():
            release.rename(aside)
            (release / "in the way").mkdir(parents=True)

    assert publish(here, meanwhile(here, obstruct)) == 0
    assert journal_file(here.settings).exists()
    assert NEW in file_of(here)
    assert came_of(here, number).state == "working"
    shutil.rmtree(release)
    aside.rename(release)
    assert publish(here) == 1
    found = came_of(here, number)
    assert (found.state, found.outcome["changes"][0]["title"]) == ("published", "Refunds")
    assert git(here.settings.site_dir, "log", "-1", "--format=%an") == "Ines"


def test_where_git_cannot_tell_nothing_is_written(here: Workplace) -> None:
    commit_all(here.settings.site_dir)
    number = asked(here)
    (here.settings.site_dir / ".git" / "config").write_text("[core\n")
    publish(here)
    assert "git would not do it" in came_of(here, number).outcome["why"]
    assert OLD in file_of(here)


def test_words_that_were_erased_after_publish_was_pressed_are_not_published(here: Workplace) -> None:
    number = asked(here)
    with here.store.writing() as conn:
        content_drafts.rewrite(conn, came_of(here, number).draft_id, "…")
    publish(here)
    found = came_of(here, number)
    assert (found.state, found.text, found.why) == ("refused", "", "")
    assert OLD in file_of(here)


def test_this_host_goes_on_at_once_a_few_times_and_then_with_a_pause(here: Workplace) -> None:
    """What kills its process each time would kill it without end."""
    folder = here.settings.var_dir / "editing"
    folder.mkdir(parents=True)
    seen = []
    for _ in range(4):
        note_taken(here.settings, 7, here.now())
        seen.append(taken_here(here.settings, 7))
    assert seen == [here.now()] * 3 + [None]
    assert taken_here(here.settings, 8) is None
    note_taken(here.settings, 8, here.now())
    assert taken_here(here.settings, 8) == here.now()
