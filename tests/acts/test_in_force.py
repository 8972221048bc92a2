"""The release in force is the store's latest, noticed when it is built and remembered while the store is away."""

from dataclasses import replace
from typing import Any

import pytest

from portal.acts.in_force import InForce
from portal.acts.workplace import Workplace
from portal.errors import PublishError, StoreUnavailable
from portal.library.release import release_of, write_release
from tests.workplaces import BUILT_AT, Clock, publish, small_library, with_target


def test_a_file_that_is_saved_changes_nothing_until_it_is_built(workplace: Workplace, clock: Clock) -> None:
    before = workplace.release.hash
    workplace.in_force.refresh(clock.pass_by(hours=1))
    assert workplace.release.hash == before
    built = publish(workplace, with_target(small_library(), "first-reply", "1 working hour"))
    assert workplace.release.hash == built.hash != before


def test_another_host_obeys_what_was_built_here(workplace: Workplace, clock: Clock) -> None:
    elsewhere = workplace.settings.model_copy(update={"site_dir": workplace.settings.site_dir / "elsewhere"})
    other = replace(workplace, in_force=InForce(workplace.store, elsewhere))
    other.in_force.refresh(clock.now)
    assert other.release.hash == workplace.release.hash
    built = publish(workplace, with_target(small_library(), "first-reply", "1 working hour"))
    other.in_force.refresh(clock.now)
    assert other.release.hash == built.hash


def test_an_older_build_of_another_host_displaces_nothing(workplace: Workplace, clock: Clock) -> None:
    newest = publish(workplace, with_target(small_library(), "first-reply", "1 working hour"), clock.now)
    elsewhere = workplace.settings.model_copy(update={"site_dir": workplace.settings.site_dir / "elsewhere"})
    write_release(release_of(small_library(), BUILT_AT), elsewhere.release_file)
    other = InForce(workplace.store, elsewhere)
    other.refresh(clock.now)
    assert other.current.hash == newest.hash


def test_a_release_of_the_past_says_until_when_it_held(workplace: Workplace, clock: Clock) -> None:
    first = workplace.release
    ended = clock.pass_by(hours=1)
    publish(workplace, with_target(small_library(), "first-reply", "1 working hour"))
    past = workplace.in_force.past(first.hash)
    assert past is not None
    assert (past.release.hash, past.until) == (first.hash, ended)
    current = workplace.in_force.past(workplace.release.hash)
    assert current is not None
    assert current.until is None
    assert workplace.in_force.past("0" * 64) is None


def test_a_release_that_returns_is_in_force_again(workplace: Workplace, clock: Clock) -> None:
    first = workplace.release
    clock.pass_by(hours=1)
    publish(workplace, with_target(small_library(), "first-reply", "1 working hour"))
    clock.pass_by(hours=1)
    publish(workplace, small_library())
    past = workplace.in_force.past(first.hash)
    assert past is not None
    assert past.until is None


def test_while_the_store_is_away_the_last_one_known_stands(sqlite_workplace: Workplace) -> None:
    known = sqlite_workplace.release.hash

    def away(_: object) -> Any:
        raise StoreUnavailable("away")

    sqlite_workplace.store.glance = away  # type: ignore[method-assign, assignment]
    with pytest.raises(StoreUnavailable):
        sqlite_workplace.in_force.refresh(sqlite_workplace.now())
    assert sqlite_workplace.release.hash == known


def test_where_nothing_was_ever_built_it_says_what_to_do(sqlite_workplace: Workplace, clock: Clock) -> None:
    sqlite_workplace.settings.release_file.unlink()
    fresh = InForce(sqlite_workplace.store, sqlite_workplace.settings)
    with pytest.raises(PublishError, match="portal build"):
        _ = fresh.current
    fresh.refresh(clock.now)
    assert fresh.current.hash == sqlite_workplace.release.hash, "the store remembers"
