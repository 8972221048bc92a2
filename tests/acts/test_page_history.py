"""What pages said is kept, release by release, on every database; an older record fills in what came before, once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.acts import page_history as page_history_module
from portal.acts.import_page_history import Imported, import_page_history
from portal.acts.page_history import history_state, note_releases, page_history
from portal.acts.workplace import Workplace
from portal.errors import StoreError
from portal.library.library import Library
from portal.library.page_spans import Span
from portal.library.page_versions import page_text
from portal.library.pages import Commitment
from portal.library.release import Release
from portal.store.engine import Store
from portal.store.releases import record_release
from tests.workplaces import Clock, publish, small_library, with_target

REPLY = "/commitments/first-reply/"


def reply_versions(workplace: Workplace) -> list[tuple[str, str, date, date | None]]:
    found = (each for each in page_history(workplace).versions if each.page.path == REPLY)
    return [(each.name, each.page.fields["target"], each.since, each.until) for each in found]


def target_now() -> str:
    return str(small_library().public.commitments["first-reply"].target)


def next_day(workplace: Workplace, clock: Clock, library: Library) -> date:
    """Publish it on the day after."""
    clock.pass_by(days=1)
    publish(workplace, library, clock.now)
    return workplace.local_day(clock.now)


def test_each_release_is_gone_through_once(workplace: Workplace, clock: Clock) -> None:
    first = workplace.local_day(clock.now)
    assert note_releases(workplace) == 1
    state = history_state(workplace)
    assert note_releases(workplace) == 0
    assert history_state(workplace) == state
    changed = next_day(workplace, clock, with_target(small_library(), "first-reply", "9 working hours"))
    back = next_day(workplace, clock, small_library())
    assert note_releases(workplace) == 2
    assert history_state(workplace) != state
    assert reply_versions(workplace) == [
        (first.isoformat(), target_now(), first, changed),
        (changed.isoformat(), "9 working hours", changed, back),
        (back.isoformat(), target_now(), back, None),
    ]
    assert page_history(workplace).began == (first,)


def test_a_release_that_fails_leaves_those_before_it_kept(
    workplace: Workplace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_day(workplace, clock, with_target(small_library(), "first-reply", "9 working hours"))
    reading = page_history_module.release_from_json

    def fails_on_the_second(body: str) -> Release:
        release = reading(body)
        if str(release.library.public.commitments["first-reply"].target) != target_now():
            raise RuntimeError("ours")
        return release

    with monkeypatch.context() as patched:
        patched.setattr(page_history_module, "release_from_json", fails_on_the_second)
        with pytest.raises(RuntimeError):
            note_releases(workplace)
    assert len(reply_versions(workplace)) == 1
    assert note_releases(workplace) == 1
    assert len(reply_versions(workplace)) == 2


def test_processes_that_note_at_once_keep_each_release_once(workplace: Workplace, clock: Clock) -> None:
    next_day(workplace, clock, with_target(small_library(), "first-reply", "9 working hours"))
    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(lambda _: note_releases(workplace), range(3))) == 2
    assert len(reply_versions(workplace)) == 2


def test_versions_of_one_day_get_names_of_their_own(workplace: Workplace, clock: Clock) -> None:
    day = workplace.local_day(clock.now)
    clock.pass_by(minutes=5)
    publish(workplace, with_target(small_library(), "first-reply", "9 working hours"), clock.now)
    note_releases(workplace)
    assert [(name, since, until) for name, _, since, until in reply_versions(workplace)] == [
        (day.isoformat(), day, day),
        (f"{day.isoformat()}-2", day, None),
    ]


def test_a_page_that_goes_is_kept_with_the_day_it_went(workplace: Workplace, clock: Clock) -> None:
    public = small_library().public
    without = small_library().model_copy(update={"public": public.model_copy(update={"limitations": {}})})
    went = next_day(workplace, clock, without)
    note_releases(workplace)
    gone = [each for each in page_history(workplace).versions if each.page.kind == "limitations"]
    assert len(gone) == len(public.limitations) > 0
    assert {each.until for each in gone} == {went}


def test_a_release_that_cannot_be_read_is_passed_over_and_the_next_is_not(
    workplace: Workplace, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with workplace.store.writing() as conn:
        at = clock.pass_by(days=1)
        record_release(conn, "f" * 64, built_at=at, recorded_at=at, body="{}")
    changed = next_day(workplace, clock, with_target(small_library(), "first-reply", "9 working hours"))
    assert note_releases(workplace) == 3
    assert "stay out of their history" in caplog.text
    assert reply_versions(workplace)[-1][2] == changed


def older(workplace: Workplace, target: str) -> Span:
    page = workplace.library.public.commitments["first-reply"]
    assert isinstance(page, Commitment)
    now = page_text(workplace.library.calendars, page)
    return Span(replace(now, fields={**now.fields, "target": target}), date(2024, 5, 1), date(2025, 6, 1))


def test_an_import_fills_in_what_came_before_and_a_second_run_adds_nothing(workplace: Workplace, clock: Clock) -> None:
    recorded = workplace.local_day(clock.now)
    page = workplace.library.public.commitments["first-reply"]
    same = Span(page_text(workplace.library.calendars, page), date(2025, 6, 1), None)
    gone = Span(replace(same.page, path="/commitments/by-fax/"), date(2024, 5, 1), None)
    spans = {REPLY: [older(workplace, "9 working hours"), same], gone.page.path: [gone]}
    assert import_page_history(workplace, spans) == Imported(2, 1)
    before = page_history(workplace)
    assert reply_versions(workplace) == [
        ("2024-05-01", "9 working hours", date(2024, 5, 1), date(2025, 6, 1)),
        (recorded.isoformat(), target_now(), date(2025, 6, 1), None),
    ]
    assert [each.until for each in before.versions if each.page.path == gone.page.path] == [recorded]
    assert before.began == (date(2024, 5, 1), recorded)
    assert import_page_history(workplace, spans) == Imported(0, 0)
    assert page_history(workplace) == before


def test_what_the_store_knows_itself_is_never_changed_by_an_import(workplace: Workplace, clock: Clock) -> None:
    changed = next_day(workplace, clock, with_target(small_library(), "first-reply", "9 working hours"))
    note_releases(workplace)
    known = reply_versions(workplace)
    late = replace(older(workplace, "30 minutes"), since=changed + timedelta(days=3), until=None)
    assert import_page_history(workplace, {REPLY: [late]}) == Imported(0, 0)
    assert reply_versions(workplace) == known


def test_without_a_release_an_import_says_what_to_do_first(store: Store, workplace: Workplace) -> None:
    with store.writing() as conn:
        conn.exec_driver_sql("UPDATE publications SET pages_noted = true")
    with pytest.raises(StoreError, match="Run `portal build`"):
        import_page_history(workplace, {})
