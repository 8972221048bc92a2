"""What an editor asked for is published whole or not at all: whatever fails, the file is as it was, and they are told.

Each of these stands for a way in which it can go wrong: between the press of the button and the built site.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from portal.acts.ask_to_publish import ask_to_publish
from portal.acts.edit_page import begin_draft, save_draft, throw_away_draft
from portal.acts.workplace import Workplace
from portal.editing.content_lock import content_lock
from portal.editing.publish_pages import publish_waiting
from portal.editing.written_page import WrittenPage
from portal.errors import EditRefused, SavedElsewhere
from portal.library.content_files import read_page
from portal.publishing.site_to_freeze import MakeSite
from portal.site_app import site_to_freeze
from portal.store import content_drafts, content_publications
from tests.editing.asking import NEW, OLD, REFUNDS, asked, came_of, file_of, publish
from tests.editing_git import commit_all, git
from tests.signing_in import audited
from tests.workplaces import Clock, filling
from tests.workplaces import publish as release


def broken(here: Workplace) -> MakeSite:
    """A site whose pages cannot be made."""

    def make(*given: Any) -> Any:
        raise RuntimeError("the template is broken")

    return make


def test_it_is_written_committed_built_and_in_force(here: Workplace) -> None:
    commit_all(here.settings.site_dir)
    number = asked(here)
    assert publish(here) == 1
    found = came_of(here, number)
    assert found.state == "published", found.outcome
    assert found.outcome["commit"] == git(here.settings.site_dir, "rev-parse", "HEAD")
    assert git(here.settings.site_dir, "log", "-1", "--format=%an %s") == "Ines Say by when."
    assert git(here.settings.site_dir, "status", "--porcelain", "content") == ""
    assert found.outcome["changes"][0]["title"] == "Refunds"
    assert NEW in here.library.public.policies["refunds"].body.text
    assert audited(here)[-2:] == [("publishing_asked", "ines"), ("page_published", "ines")]
    assert publish(here) == 0


def test_a_problem_anywhere_refuses_with_its_place_and_changes_nothing(here: Workplace) -> None:
    number = asked(here, new="See [this](nowhere.md).")
    publish(here)
    found = came_of(here, number)
    (problem,) = found.outcome["problems"]
    assert (found.state, problem["path"], problem["line"]) == ("refused", REFUNDS, 7)
    assert OLD in file_of(here)
    assert not (here.settings.build_dir / "index.html").exists()


def test_a_page_that_changed_meanwhile_is_left_as_it_is(here: Workplace) -> None:
    number = asked(here)
    file = here.settings.site_dir / REFUNDS
    file.write_text(file_of(here).replace(OLD, "By cheque."), "utf-8")
    publish(here)
    found = came_of(here, number)
    assert (found.state, found.outcome["overtaken"]) == ("refused", True)
    assert "By cheque." in file_of(here)


@pytest.mark.audit
def test_two_at_once_take_turns_and_the_second_is_told(here: Workplace) -> None:
    first, second = asked(here), asked(here, new="Within a week.", person="bea")
    assert publish(here) == 2
    assert [came_of(here, each).state for each in (first, second)] == ["published", "refused"]
    assert came_of(here, second).outcome["overtaken"]
    assert NEW in file_of(here)


def test_whoever_finds_the_lock_taken_leaves_it_to_its_holder(here: Workplace) -> None:
    number = asked(here)
    with content_lock(here.settings) as is_ours:
        assert is_ours
        assert publish(here) == 0
    assert came_of(here, number).state == "waiting"


def test_a_site_that_cannot_be_built_puts_the_file_back_in_git_too(here: Workplace) -> None:
    before = file_of(here)
    commit_all(here.settings.site_dir)
    number = asked(here)
    publish(here, broken(here))
    found = came_of(here, number)
    assert found.state == "refused"
    assert "could not be built" in found.outcome["why"]
    assert file_of(here) == before
    assert git(here.settings.site_dir, "status", "--porcelain", "content") == ""
    assert git(here.settings.site_dir, "log", "-1", "--format=%an").startswith("Forthright")
    assert git(here.settings.site_dir, "rev-list", "--count", "HEAD") == "3"


@pytest.mark.audit
def test_a_new_page_that_cannot_be_built_is_gone_again(here: Workplace) -> None:
    source = "content/public/policies/fees/late.md"
    text = "---\ntitle: Late fees\nsummary: What being late costs.\n---\n\nNothing.\n"
    draft_id = begin_draft(here, "ines", filling(), source, text)
    ask_to_publish(here, draft_id, "ines", 1, "")
    publish(here, broken(here))
    assert not (here.settings.site_dir / source).exists()


def test_what_nobody_has_committed_is_never_committed_for_them(here: Workplace) -> None:
    commit_all(here.settings.site_dir)
    file = here.settings.site_dir / REFUNDS
    file.write_text(file_of(here) + "\nUnder way.\n", "utf-8")
    number = asked(here)
    publish(here)
    assert "not committed it" in came_of(here, number).outcome["why"]
    assert "Under way." in file_of(here)
    assert NEW not in file_of(here)


@pytest.mark.audit
def test_a_commit_that_fails_puts_the_file_back(here: Workplace) -> None:
    site_dir = here.settings.site_dir
    commit_all(site_dir)
    hook = site_dir / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n")
    hook.chmod(0o755)
    number = asked(here)
    publish(here)
    assert "not on a Friday" in came_of(here, number).outcome["why"]
    assert OLD in file_of(here)


def test_a_file_that_cannot_be_written_stays_and_its_editor_is_told(here: Workplace) -> None:
    (here.settings.site_dir / REFUNDS).with_name(f".refunds.md.{os.getpid()}.new").mkdir()
    number = asked(here)
    publish(here)
    assert "could not be written" in came_of(here, number).outcome["why"]
    assert OLD in file_of(here)
    assert not list((here.settings.var_dir / "editing").glob("*.before"))


def test_after_a_process_that_died_the_next_one_goes_on(here: Workplace, clock: Clock) -> None:
    """Taken up and written, and neither committed nor built."""
    commit_all(here.settings.site_dir)
    number = asked(here)
    waiting = came_of(here, number)
    with here.store.writing() as conn:
        assert content_publications.take(conn, number, here.now(), here.now())
    now = read_page(here.settings.site_dir, REFUNDS)
    WrittenPage(here.settings, number, REFUNDS).write(now, now.octets_of(waiting.text), [])
    assert publish(here) == 0
    clock.pass_by(minutes=11)
    assert publish(here) == 1
    found = came_of(here, number)
    assert found.state == "published"
    assert found.outcome["commit"] == git(here.settings.site_dir, "rev-parse", "HEAD")
    assert not list((here.settings.var_dir / "editing").glob("*.before"))


def test_an_editor_who_is_one_no_more_publishes_nothing(here: Workplace) -> None:
    number = asked(here)
    team = here.settings.site_dir / "content" / "desk" / "team.yml"
    library = here.library
    without = library.desk.team.model_copy(update={"editors": {}})
    changed = library.model_copy(update={"desk": library.desk.model_copy(update={"team": without})})
    release(here, changed, here.now() + timedelta(seconds=1))
    publish(here)
    assert "no editor any more" in came_of(here, number).outcome["why"]
    assert team.exists()


@pytest.mark.parametrize("change", [lambda text: text + "More.\n"])
def test_a_draft_saved_after_it_was_looked_over_is_looked_over_again(
    here: Workplace, change: Callable[[str], str]
) -> None:
    draft_id = begin_draft(here, "ines", filling(), REFUNDS)
    save_draft(here, draft_id, "ines", 1, change(file_of(here)))
    with pytest.raises(SavedElsewhere):
        ask_to_publish(here, draft_id, "ines", 1, "")


def test_pressed_twice_it_is_published_once(here: Workplace) -> None:
    number = asked(here)
    with here.store.reading() as conn:
        draft_id = came_of(here, number).draft_id
        draft = content_drafts.draft_by_id(conn, draft_id)
    assert draft is not None
    assert ask_to_publish(here, draft_id, "ines", draft.revision, "") == number
    with pytest.raises(EditRefused):
        ask_to_publish(here, draft_id, "bea", draft.revision, "")


def test_what_is_being_published_is_not_written_in_meanwhile(here: Workplace) -> None:
    """It would go with the draft, and be in no page."""
    draft_id = came_of(here, asked(here)).draft_id
    with pytest.raises(EditRefused, match="being published"):
        save_draft(here, draft_id, "ines", 2, "More.")
    with pytest.raises(EditRefused, match="being published"):
        throw_away_draft(here, draft_id, "ines")


def test_a_host_without_content_leaves_it_to_one_that_has_it(here: Workplace) -> None:
    number = asked(here)
    elsewhere = replace(here, settings=here.settings.model_copy(update={"site_dir": here.settings.var_dir}))
    assert publish_waiting(elsewhere, site_to_freeze(here.settings)) == 0
    assert came_of(here, number).state == "waiting"
