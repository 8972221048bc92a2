"""Sessions end when they should, and what is no longer needed is forgotten."""

from portal.acts.sessions import current_session, end_other_sessions, end_session, sessions_of, tidy_sign_ins
from portal.acts.sign_in import sign_in_by_provider
from portal.acts.workplace import Workplace
from tests.signing_in import audited, link_for
from tests.workplaces import Clock, publish, rows, small_library, without_person


def begin(workplace: Workplace, person: str = "mira") -> str:
    new = sign_in_by_provider(workplace, f"{person}@riverside.example", "Firefox on Linux", "")
    assert new is not None
    return new.token


def ids(workplace: Workplace, person: str = "mira") -> list[int]:
    return [session.id for session in sessions_of(workplace, person)]


def test_ending_all_others_leaves_one_and_says_how_many_there_were(workplace: Workplace) -> None:
    kept = begin(workplace)
    for _ in range(2):
        begin(workplace)
    begin(workplace, "tom")
    session = current_session(workplace, kept)
    assert session is not None
    assert end_other_sessions(workplace, "mira", session.id) == 2
    assert (ids(workplace), len(ids(workplace, "tom"))) == ([session.id], 1)
    assert audited(workplace).count(("session_ended", "mira")) == 2


def test_a_session_is_ended_by_its_own_person_and_once(workplace: Workplace) -> None:
    begin(workplace)
    (number,) = ids(workplace)
    assert not end_session(workplace, "tom", number)
    assert end_session(workplace, "mira", number)
    assert not end_session(workplace, "mira", number)
    assert audited(workplace).count(("session_ended", "mira")) == 1


def test_a_session_that_has_run_out_is_not_listed(sqlite_workplace: Workplace, clock: Clock) -> None:
    begin(sqlite_workplace)
    clock.pass_by(hours=11)
    begin(sqlite_workplace)
    clock.pass_by(hours=1)
    assert len(ids(sqlite_workplace)) == 1


def test_whoever_left_is_out_for_good_although_they_never_came_back_to_look(workplace: Workplace, clock: Clock) -> None:
    token = begin(workplace)
    begin(workplace, "tom")
    clock.pass_by(minutes=1)
    publish(workplace, without_person(small_library(), "mira"))
    tidy_sign_ins(workplace)
    clock.pass_by(minutes=1)
    publish(workplace, small_library())
    assert current_session(workplace, token) is None
    assert len(ids(workplace, "tom")) == 1
    ended = [row.facts["why"] for row in rows(workplace.store)["audit"] if row.act == "session_ended"]
    assert ended == ["left_team"]


def test_what_is_long_over_is_forgotten_and_the_audit_log_is_not(workplace: Workplace, clock: Clock) -> None:
    link_for(workplace, "mira")
    begin(workplace)
    kept = audited(workplace)
    clock.pass_by(days=1)
    tidy_sign_ins(workplace)
    assert len(rows(workplace.store)["sign_in_links"]) == 1
    clock.pass_by(hours=1)
    tidy_sign_ins(workplace)
    assert rows(workplace.store)["sign_in_links"] == []
    assert len(rows(workplace.store)["sessions"]) == 1
    clock.pass_by(days=30)
    tidy_sign_ins(workplace)
    assert rows(workplace.store)["sessions"] == []
    assert audited(workplace) == kept
