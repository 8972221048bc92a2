"""Whoever runs the commands can let one person of the team in, for minutes, once, on record; nobody else."""

import pytest

from portal import paths
from portal.acts.sign_in import person_of_link, sign_in_by_link
from portal.acts.sign_in_here import sign_in_here
from portal.acts.workplace import Workplace
from portal.errors import UnknownPerson
from tests.signing_in import audited
from tests.workplaces import Clock, rows


def test_the_link_signs_in_once_is_on_record_and_mails_nobody(workplace: Workplace) -> None:
    made = sign_in_here(workplace, " Ruth@riverside.example")
    token = made.path.removeprefix(paths.DESK_SIGN_IN)
    session = sign_in_by_link(workplace, token, "Firefox on Linux")
    assert session is not None
    assert session.person == "ruth"
    assert sign_in_by_link(workplace, token, "Firefox on Linux") is None
    assert audited(workplace)[:2] == [("sign_in_link_made", "ruth"), ("signed_in", "ruth")]
    assert rows(workplace.store)["notices"] == []
    assert token not in str(rows(workplace.store))


def test_the_link_works_until_the_minute_it_says(sqlite_workplace: Workplace, clock: Clock) -> None:
    made = sign_in_here(sqlite_workplace, "ruth@riverside.example")
    token = made.path.removeprefix(paths.DESK_SIGN_IN)
    clock.now = made.expires_at
    assert person_of_link(sqlite_workplace, token) is None
    clock.pass_by(seconds=-1)
    assert person_of_link(sqlite_workplace, token) is not None


def test_an_address_of_nobody_is_refused_with_what_to_do(sqlite_workplace: Workplace) -> None:
    with pytest.raises(UnknownPerson, match=r"content/desk/team.yml"):
        sign_in_here(sqlite_workplace, "eve@example.org")
    assert audited(sqlite_workplace) == []
