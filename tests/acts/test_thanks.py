"""Thanks reach whoever earned them, and are theirs alone until they choose otherwise."""

import pytest

from portal.acts.answer import answer
from portal.acts.compose import mail_for
from portal.acts.erase import erase
from portal.acts.hand_over import hand_over
from portal.acts.thank import helpers_of, thank
from portal.acts.thank_colleague import thank_colleague
from portal.acts.try_something import Effort, try_something
from portal.acts.wall import my_thanks, show_on_wall, take_off_wall, wall
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.report import Report
from tests.signing_in import audited
from tests.statements import statements
from tests.workplaces import (
    Clock,
    claimed,
    filling,
    now_of,
    publish,
    reported,
    rows,
    small_library,
    told,
    without_person,
)

THANKS = "You were kind. Yours, Ada, ada@example.org"


def handed_on(workplace: Workplace) -> Report:
    """Mira has tried something, then Tom has it."""
    report = reported(workplace)
    try_something(workplace, report.id, "mira", filling(), Effort("I rang the works.", "", "", ""))
    hand_over(workplace, report.id, "mira", filling(), to="tom", why="My day ends.", must_know="Nothing more.")
    assert now_of(workplace, report).owner == "tom"
    claimed(workplace)
    return report


def words_of(workplace: Workplace, person: str) -> list[tuple[str, str | None]]:
    return [(each.words, each.giver) for each in my_thanks(workplace, person)]


def test_a_customers_thanks_reaches_whoever_acted_not_only_the_present_owner(workplace: Workplace) -> None:
    report = handed_on(workplace)
    answer(workplace, report.id, "tom", filling(), "It runs.")
    claimed(workplace)
    assert list(helpers_of(workplace, report)) == ["mira", "tom"]
    thank(workplace, report.id, filling(), THANKS)
    assert told(workplace) == [("thanked", "mira"), ("thanked", "tom")]
    assert words_of(workplace, "mira") == words_of(workplace, "tom") == [(THANKS, None)]


def test_a_customers_thanks_goes_to_whom_the_customer_chooses(workplace: Workplace) -> None:
    report = handed_on(workplace)
    answer(workplace, report.id, "tom", filling(), "It runs.")
    claimed(workplace)
    thank(workplace, report.id, filling(), "You were kind.", ["mira"])
    assert told(workplace) == [("thanked", "mira")]
    assert words_of(workplace, "tom") == []


def test_a_customers_thanks_reaches_whoever_the_words_name(workplace: Workplace) -> None:
    report = handed_on(workplace)
    thank(workplace, report.id, filling(), "And Bea rang me back, though it was late.")
    assert told(workplace) == [("thanked", "bea"), ("thanked", "mira")]


def test_a_customers_thanks_is_read_also_when_whoever_helped_has_left(workplace: Workplace) -> None:
    report = handed_on(workplace)
    publish(workplace, without_person(small_library(), "mira"))
    thank(workplace, report.id, filling(), "You were kind.")
    assert told(workplace) == [("thanked", "tom")]
    assert words_of(workplace, "tom") == [("You were kind.", None)]


def test_a_colleagues_thanks_comes_at_once_and_is_theirs_alone(workplace: Workplace) -> None:
    before = audited(workplace)
    thank_colleague(workplace, "ruth", filling(), to="mira", words="You stayed calm.", report=None)
    (notice,) = claimed(workplace)
    assert (notice.message, notice.recipient) == ("thanked_by_colleague", "mira")
    assert "You stayed calm." not in str(notice.facts)
    assert "You stayed calm." in mail_for(workplace, notice).as_string()
    assert words_of(workplace, "mira") == [("You stayed calm.", "ruth")]
    assert words_of(workplace, "tom") == words_of(workplace, "ruth") == []
    assert wall(workplace) == []
    assert audited(workplace) == before


@pytest.mark.parametrize("to", ["tom", "nobody"])
def test_thanks_goes_to_a_colleague(sqlite_workplace: Workplace, to: str) -> None:
    before = rows(sqlite_workplace.store)
    with pytest.raises(MoveRefused, match="Choose a colleague"):
        thank_colleague(sqlite_workplace, "tom", filling(), to=to, words="Thanks.")
    assert rows(sqlite_workplace.store) == before


def test_pressing_twice_thanks_once(workplace: Workplace) -> None:
    once = filling()
    for _ in range(2):
        thank_colleague(workplace, "tom", once, to="mira", words="For the night shift.")
    assert told(workplace) == [("thanked_by_colleague", "mira")]


def test_nothing_is_on_the_wall_until_its_owner_agrees_to_each_singly(workplace: Workplace) -> None:
    for words in ("For the night shift.", "For the cake."):
        thank_colleague(workplace, "tom", filling(), to="mira", words=words)
    cake, night = my_thanks(workplace, "mira")
    assert wall(workplace) == []
    show_on_wall(workplace, night.id, "mira")
    assert [each.words for each in wall(workplace)] == ["For the night shift."]
    assert cake.on_wall_since is None


def test_nobody_else_puts_thanks_on_the_wall_or_takes_it_off(workplace: Workplace) -> None:
    thank_colleague(workplace, "tom", filling(), to="mira", words="For the cake.")
    (given,) = my_thanks(workplace, "mira")
    for person in ("tom", "ruth", "bea"):
        with pytest.raises(MoveRefused, match="Only whom it was given to"):
            show_on_wall(workplace, given.id, person)
    show_on_wall(workplace, given.id, "mira")
    for person in ("tom", "ruth", "bea"):
        with pytest.raises(MoveRefused, match="Only whom it was given to"):
            take_off_wall(workplace, given.id, person)
    take_off_wall(workplace, given.id, "mira")
    assert wall(workplace) == []


def test_the_wall_shows_the_newest_first_whoever_it_is_to(workplace: Workplace, clock: Clock) -> None:
    for to, words in (("mira", "One."), ("bea", "Two."), ("mira", "Three.")):
        thank_colleague(workplace, "tom", filling(), to=to, words=words)
        clock.pass_by(minutes=5)
    for person in ("mira", "bea"):
        for each in reversed(my_thanks(workplace, person)):
            show_on_wall(workplace, each.id, person)
    assert [each.words for each in wall(workplace)] == ["Three.", "Two.", "One."]


def test_a_customers_words_stand_on_the_wall_without_the_customers_name(workplace: Workplace) -> None:
    report = handed_on(workplace)
    thank(workplace, report.id, filling(), f"{THANKS}, {report.reference}")
    (given,) = my_thanks(workplace, "mira")
    show_on_wall(workplace, given.id, "mira")
    (shown,) = wall(workplace)
    assert shown.words == "You were kind. Yours, …, …, …"
    assert (shown.giver, shown.reference, shown.report_id) == (None, None, None)


def test_erasure_takes_the_customers_words_from_the_wall_and_their_name_from_a_colleagues(workplace: Workplace) -> None:
    report = handed_on(workplace)
    thank(workplace, report.id, filling(), THANKS)
    thank_colleague(workplace, "tom", filling(), to="mira", words="Ada laughed again, by you.", report=report)
    for each in my_thanks(workplace, "mira"):
        show_on_wall(workplace, each.id, "mira")
    erase(workplace, report.id)
    assert [each.words for each in wall(workplace)] == ["… laughed again, by you.", ""]
    assert "kind" not in str(rows(workplace.store)["thanks"])


def test_the_wall_asks_as_often_for_many_thanks_as_for_few(workplace: Workplace) -> None:
    def shown() -> int:
        report = handed_on(workplace)
        thank(workplace, report.id, filling(), THANKS, ["mira"])
        show_on_wall(workplace, my_thanks(workplace, "mira")[0].id, "mira")
        with statements(workplace.store) as sent:
            found = wall(workplace)
        assert not any("Ada" in each.words or each.reference for each in found)
        return len(sent)

    few = shown()
    assert shown() == shown() == few
