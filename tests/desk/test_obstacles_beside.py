"""The line on my desk about what is in the way: for a lead how many wait, for whoever asked that there is an answer."""

import pytest

from portal.acts.answer_obstacle import answer_obstacle
from portal.acts.raise_obstacle import InTheWay, raise_obstacle
from portal.acts.settle_obstacle import out_of_the_way, still_there
from portal.acts.workplace import Workplace
from portal.desk.obstacles_beside import obstacles_line
from portal.store.obstacles import open_obstacles
from tests.statements import statements
from tests.workplaces import clock, filling, workplace

__all__ = ["clock", "workplace"]

ANSWERED = "A lead has answered what is in your way."
ONE_WAITS = "One thing in the way waits for a lead."
NOTHING = "Is something in your way?"


def line_for(workplace: Workplace, person: str) -> str:
    with workplace.store.reading() as conn:
        return obstacles_line(conn, workplace, person, is_lead=person == "ruth")


def raised(workplace: Workplace, *, with_name: bool) -> int:
    raise_obstacle(workplace, "mira", filling(), InTheWay("The exchange drops us.", with_name=with_name))
    with workplace.store.reading() as conn:
        return open_obstacles(conn)[-1].id


@pytest.mark.parametrize("with_name", [True, False])
def test_it_follows_what_happens_and_is_an_answer_to_whoever_asked_alone(workplace: Workplace, with_name: bool) -> None:
    obstacle = raised(workplace, with_name=with_name)
    assert (line_for(workplace, "mira"), line_for(workplace, "ruth")) == (NOTHING, ONE_WAITS)
    answer_obstacle(workplace, obstacle, "ruth", filling(), "I rang them.", by_day=None, done=False)
    assert [line_for(workplace, each) for each in ("mira", "tom", "ruth")] == [ANSWERED, NOTHING, NOTHING]
    answer_obstacle(workplace, obstacle, "ruth", filling(), "It is done.", by_day=None, done=True)
    still_there(workplace, obstacle, "mira", "It drops us again.")
    raised(workplace, with_name=with_name)
    assert line_for(workplace, "mira") == NOTHING
    assert line_for(workplace, "ruth") == "2 things in the way wait for a lead."
    out_of_the_way(workplace, obstacle, "mira")
    assert line_for(workplace, "ruth") == ONE_WAITS


def test_it_asks_as_often_for_many_as_for_few_and_reads_none_of_their_words(workplace: Workplace) -> None:
    def sent_for(person: str) -> list[str]:
        with statements(workplace.store) as sent:
            line_for(workplace, person)
        assert not any("words" in each or "detail" in each for each in sent)
        return sent

    raised(workplace, with_name=True)
    few = {person: len(sent_for(person)) for person in ("mira", "ruth")}
    for number in range(4):
        obstacle = raised(workplace, with_name=bool(number % 2))
        answer_obstacle(workplace, obstacle, "ruth", filling(), "I rang them.", by_day=None, done=False)
    assert len(sent_for("ruth")) == few["ruth"]
    assert len(sent_for("mira")) == few["mira"]
