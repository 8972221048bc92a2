"""What changed reaches the pages in the round after a release came into force, and nothing else is written again."""

from datetime import timedelta
from pathlib import Path

import pytest

from portal.acts.workplace import Workplace
from portal.errors import PublicationUnderWay
from portal.library.library import Library
from portal.publishing.build_site import build_site
from portal.publishing.lock import publishing_lock
from portal.site_app import site_to_freeze
from portal.upkeep.publish_history import publish_history
from tests.workplaces import Clock, small_library, with_target

REPLY = "commitments/first-reply"


def build(workplace: Workplace, library: Library) -> Path:
    settings = workplace.settings
    build_site(settings, lambda: library, site_to_freeze(settings), workplace.now())
    workplace.in_force.refresh(workplace.now())
    return settings.build_dir


def duty(workplace: Workplace) -> set[str]:
    """Do the duty; gives the files that it published."""
    done = publish_history(workplace, site_to_freeze(workplace.settings))
    return {name for publication in done for name in publication.changed}


def test_a_weaker_promise_is_told_in_the_next_round_and_what_stood_there_stays(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    first = clock.now.date().isoformat()
    site = build(sqlite_workplace, small_library())
    assert f"{REPLY}/at/{first}/index.html" in duty(sqlite_workplace)
    kept = (site / REPLY / "at" / first / "index.html").read_text("utf-8")
    clock.pass_by(days=1)
    build(sqlite_workplace, with_target(small_library(), "first-reply", "9 working hours"))
    changed = duty(sqlite_workplace)
    second = (clock.now.date()).isoformat()
    assert {f"{REPLY}/index.html", f"{REPLY}/at/{first}/index.html", f"{REPLY}/at/{second}/index.html"} <= changed
    assert "policies" not in {name.split("/")[0] for name in changed}
    assert "We promise less than before." in (site / "what-changed" / "index.html").read_text("utf-8")
    then = (site / REPLY / "at" / first / "index.html").read_text("utf-8")
    assert kept != then
    assert "until" in then
    assert duty(sqlite_workplace) == set()


def test_while_a_build_is_at_work_it_waits_and_is_done_later(sqlite_workplace: Workplace, clock: Clock) -> None:
    build(sqlite_workplace, small_library())
    with publishing_lock(sqlite_workplace.settings), pytest.raises(PublicationUnderWay):
        duty(sqlite_workplace)
    assert not sqlite_workplace.settings.history_file.exists()
    assert duty(sqlite_workplace)


def test_a_damaged_file_is_written_anew(sqlite_workplace: Workplace, clock: Clock) -> None:
    build(sqlite_workplace, small_library())
    duty(sqlite_workplace)
    whole = sqlite_workplace.settings.history_file.read_text("utf-8")
    sqlite_workplace.settings.history_file.write_text("{", "utf-8")
    clock.pass_by(seconds=timedelta(minutes=1).seconds)
    duty(sqlite_workplace)
    assert sqlite_workplace.settings.history_file.read_text("utf-8") == whole
