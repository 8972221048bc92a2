"""Links and providers let in whom they should, once, and every attempt is on record without an address."""

from portal import paths
from portal.acts.sign_in import ask_for_sign_in, person_of_link, sign_in_by_link, sign_in_by_provider
from portal.acts.workplace import Workplace
from portal.library.library import Library
from tests.signing_in import audited, link_for, links_sent
from tests.workplaces import publish, rows, small_library, without_person


def token_for(workplace: Workplace, person: str) -> str:
    return link_for(workplace, person, "/desk/audit").removeprefix(paths.DESK_SIGN_IN)


def sharing_an_address(library: Library) -> Library:
    """Tom has Mira's address."""
    people = dict(library.desk.team.responders)
    people["tom"] = people["tom"].model_copy(update={"mail": people["mira"].mail})
    team = library.desk.team.model_copy(update={"responders": people})
    return library.model_copy(update={"desk": library.desk.model_copy(update={"team": team})})


def test_a_link_signs_in_once_and_knows_where_to_go_on(workplace: Workplace) -> None:
    token = token_for(workplace, "mira")
    found = person_of_link(workplace, token)
    assert found is not None
    assert found.name == "Mira"
    new = sign_in_by_link(workplace, token, "Firefox on Linux")
    assert new is not None
    assert (new.person, new.wanted) == ("mira", "/desk/audit")
    assert sign_in_by_link(workplace, token, "Firefox on Linux") is None
    assert person_of_link(workplace, token) is None
    assert audited(workplace) == [("sign_in_asked", "mira"), ("signed_in", "mira"), ("sign_in_refused", "mira")]


def test_an_address_of_nobody_leaves_a_row_without_it_and_no_mail(workplace: Workplace) -> None:
    ask_for_sign_in(workplace, "eve@example.org", paths.DESK_REPORTS)
    assert links_sent(workplace) == []
    (row,) = rows(workplace.store)["audit"]
    assert (row.act, row.person, row.facts) == ("sign_in_refused", None, {"why": "unknown_address"})
    assert "eve@" not in repr(rows(workplace.store))


def test_an_address_of_two_people_brings_each_a_link_of_their_own(sqlite_workplace: Workplace) -> None:
    publish(sqlite_workplace, sharing_an_address(small_library()))
    ask_for_sign_in(sqlite_workplace, "mira@riverside.example", paths.DESK_REPORTS)
    tokens = [link.removeprefix(paths.DESK_SIGN_IN) for link in links_sent(sqlite_workplace)]
    people = {found.key for token in tokens if (found := person_of_link(sqlite_workplace, token))}
    assert people == {"mira", "tom"}


def test_a_provider_lets_in_by_an_address_of_one_person_only(sqlite_workplace: Workplace) -> None:
    address = "Mira@Riverside.example"
    assert sign_in_by_provider(sqlite_workplace, address, "", paths.DESK_REPORTS) is not None
    publish(sqlite_workplace, sharing_an_address(small_library()))
    assert sign_in_by_provider(sqlite_workplace, address, "", paths.DESK_REPORTS) is None
    assert sign_in_by_provider(sqlite_workplace, "eve@example.org", "", paths.DESK_REPORTS) is None
    assert [act for act, _ in audited(sqlite_workplace)] == ["signed_in", "sign_in_refused", "sign_in_refused"]


def test_who_leaves_between_asking_and_pressing_stays_outside(sqlite_workplace: Workplace) -> None:
    token = token_for(sqlite_workplace, "mira")
    publish(sqlite_workplace, without_person(small_library(), "mira"))
    assert sign_in_by_link(sqlite_workplace, token, "") is None
    assert rows(sqlite_workplace.store)["sessions"] == []
    assert audited(sqlite_workplace)[-1] == ("sign_in_refused", "mira")
