"""What lies ready follows the release, the day and the files, and asks for them once a second at most."""

from datetime import timedelta

import pytest

from portal.acts.in_force import InForce
from portal.acts.workplace import Workplace
from portal.errors import PublishError, StoreUnavailable
from portal.library.release import release_of
from portal.settings import Settings
from portal.store.engine import Store
from portal.web import looked_up
from portal.web.kept_pages import LookOfPages
from portal.web.lately import AGAIN_AFTER_S, Lately
from tests.statements import statements
from tests.workplaces import SECRET, Clock, publish, small_library, without_topic

OTHER = without_topic(small_library(), "wrong-bill")


class Stopwatch:
    """Seconds, as time.monotonic gives them."""

    at_s = 1_000.0

    def __call__(self) -> float:
        return self.at_s


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
def lately(sqlite_workplace: Workplace, stopwatch: Stopwatch) -> Lately:
    publish(sqlite_workplace, small_library())
    return Lately(sqlite_workplace, LookOfPages(sqlite_workplace.settings), stopwatch)


def test_the_store_is_asked_once_a_second_however_many_ask(
    lately: Lately, sqlite_workplace: Workplace, stopwatch: Stopwatch
) -> None:
    asked = []
    for at_s in (0.0, 0.0, 0.5, 0.999, 1.0, 1.5, 2.5):
        stopwatch.at_s = 1_000 + at_s * AGAIN_AFTER_S
        environ: dict[str, object] = {}
        with statements(sqlite_workplace.store) as sent:
            lately.moment(environ)
        asked.append(len([sql for sql in sent if sql.startswith("SELECT")]))
        assert looked_up.is_release_known(environ) == bool(asked[-1]), "else Flask asks once more, or not at all"
    assert asked == [1, 0, 0, 0, 1, 0, 1]


def test_it_is_the_same_object_until_something_changes(
    lately: Lately, sqlite_workplace: Workplace, stopwatch: Stopwatch, clock: Clock
) -> None:
    style = sqlite_workplace.settings.static_dirs[0] / "service.css"
    style.parent.mkdir(parents=True, exist_ok=True)

    def published_by_another() -> None:
        other = InForce(sqlite_workplace.store, sqlite_workplace.settings)
        release = release_of(OTHER, clock.pass_by(seconds=1))
        sqlite_workplace.settings.release_file.write_text(release.to_json(), "utf-8")
        other.refresh(sqlite_workplace.now())

    before, _ = lately.moment({})
    for change in (
        lambda: style.write_text("p { color: red }", "utf-8"),
        published_by_another,
        lambda: clock.pass_by(minutes=1),
        lambda: clock.pass_by(days=1),
    ):
        stopwatch.at_s += AGAIN_AFTER_S
        assert lately.moment({})[0] is before
        change()
        stopwatch.at_s += AGAIN_AFTER_S
        after, _ = lately.moment({})
        assert after != before
        before = after


def test_what_another_request_has_taken_up_and_a_new_minute_count_at_once(
    lately: Lately, sqlite_workplace: Workplace, clock: Clock
) -> None:
    before, _ = lately.moment({})
    clock.pass_by(minutes=1)
    later, _ = lately.moment({})
    assert later.minute == before.minute + 1
    released = publish(sqlite_workplace, OTHER)
    assert lately.moment({})[0].release_hash == released.hash


def test_while_the_store_is_away_what_is_known_stands_and_each_asks_anew(
    lately: Lately, sqlite_workplace: Workplace, stopwatch: Stopwatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, answered = lately.moment({})
    assert answered
    tries: list[None] = []

    def away(_: object) -> None:
        tries.append(None)
        raise StoreUnavailable("away")

    monkeypatch.setattr(sqlite_workplace.store, "glance", away)
    assert lately.moment({}) == (before, True)
    stopwatch.at_s += AGAIN_AFTER_S
    assert [lately.moment({}), lately.moment({})] == [(before, False)] * 2
    assert len(tries) == 2


def test_where_nothing_was_ever_built_it_says_so(sqlite_store: Store, sqlite_settings: Settings) -> None:
    empty = Workplace(sqlite_store, sqlite_settings, SECRET, InForce(sqlite_store, sqlite_settings))
    with pytest.raises(PublishError):
        Lately(empty, LookOfPages(sqlite_settings)).moment({})


def test_a_day_begins_where_the_organisation_is(lately: Lately, sqlite_workplace: Workplace, clock: Clock) -> None:
    clock.now = clock.now.replace(hour=23, minute=59) + timedelta(days=1)
    assert lately.moment({})[0].day == sqlite_workplace.local_day(clock.now)
