"""Practice: as near to the real thing as can be, and apart from all that is real.

- after a whole drill nothing is in any table of the real thing but the word to the two who practise
- the responder's acts are those of a report, within the same authority
- the responder looks back first, the coach after; nobody else can do or see either
"""

from collections.abc import Callable

import pytest

from portal.acts.compose import mail_for
from portal.acts.practice_along import ask_along
from portal.acts.practice_begin import begin_practice
from portal.acts.practice_customer import lines_left, next_line, play_customer
from portal.acts.practice_forget import forget_old_practices
from portal.acts.practice_look_back import end_practice, review_as_coach, review_self
from portal.acts.practice_write import (
    practise_answer,
    practise_conclusion,
    practise_decline,
    practise_effort,
    practise_listening,
    practise_offer,
)
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.efforts import efforts_under_way
from portal.reports.timeline import Kind
from portal.store import practices
from portal.team.offers import Fit
from portal.team.practice import PointReview, Practice, Stage
from tests.practices import NEXT_WORDS, WORDS, all_points, training_library
from tests.workplaces import Clock, claimed, filling, publish, reported, rows, told

OF_ITS_OWN = {"practices", "practice_entries", "practice_reviews"}


@pytest.fixture(autouse=True)
def _with_drills(workplace: Workplace) -> None:
    publish(workplace, training_library())


@pytest.fixture
def practice(workplace: Workplace) -> int:
    """Mira practises, and Ruth coaches."""
    return begun(workplace, coach="ruth")


def begun(workplace: Workplace, person: str = "mira", by: str = "", coach: str | None = None) -> int:
    found = begin_practice(workplace, by or person, filling(), drill="dry-tap", person=person, coach=coach)
    assert found is not None
    return found


def found(workplace: Workplace, practice_id: int) -> Practice:
    with workplace.store.reading() as conn:
        practice = practices.practice_by_id(conn, practice_id)
    assert practice is not None
    return practice


def kinds(workplace: Workplace, practice_id: int) -> list[Kind]:
    with workplace.store.reading() as conn:
        return [entry.kind for entry in practices.entries(conn, practice_id)]


def points(workplace: Workplace, practice_id: int) -> list[PointReview]:
    return all_points(found(workplace, practice_id))


def whole_drill(workplace: Workplace, practice_id: int) -> None:
    practise_listening(workplace, practice_id, "mira", filling(), "The tap is dry and the baby waits.")
    practise_effort(workplace, practice_id, "mira", filling(), tried="I ring the works.")
    with workplace.store.reading() as conn:
        (effort,) = efforts_under_way(practices.entries(conn, practice_id))
    practise_conclusion(
        workplace, practice_id, "mira", filling(), effort=effort.id or 0, came_of_it="Nothing.", next_step="I go there."
    )
    next_line(workplace, practice_id, "mira", filling())
    practise_answer(workplace, practice_id, "mira", filling(), "I am on my way.")
    practise_offer(workplace, practice_id, "mira", filling(), responsibility="ours", worth=5, words="A letter.")
    play_customer(workplace, practice_id, "ruth", filling(), "And my pans?")
    practise_decline(workplace, practice_id, "mira", filling(), tried="All.", why="It is dug up.", instead="Bottles.")
    end_practice(workplace, practice_id, "mira")
    review_self(workplace, practice_id, "mira", points(workplace, practice_id), "My voice.")
    review_as_coach(workplace, practice_id, "ruth", points(workplace, practice_id), "Well heard.")


def test_after_a_whole_drill_nothing_real_has_a_row_but_the_word_to_the_two(workplace: Workplace) -> None:
    """No report, timeline, clock, figure or audit row; the notices are the coach's and the responder's."""
    reported(workplace)
    told(workplace)
    before = rows(workplace.store)
    practice_id = begun(workplace, coach="ruth")
    whole_drill(workplace, practice_id)
    after = rows(workplace.store)
    changed = {name for name in after if after[name] != before[name]}
    assert changed == OF_ITS_OWN | {"duties", "notices"}
    assert {row.key.split(":")[:2] == ["form", "practice"] for row in set(after["duties"]) - set(before["duties"])} == {
        True
    }
    assert told(workplace) == [("practice_asked", "ruth"), ("practice_reviewed", "mira"), ("practice_reviewed", "ruth")]
    assert kinds(workplace, practice_id) == [
        Kind.RECEIVED, Kind.HEARD, Kind.EFFORT, Kind.CONCLUDED, Kind.CUSTOMER_WROTE,
        Kind.ANSWERED, Kind.OFFERED, Kind.CUSTOMER_WROTE, Kind.DECLINED,
    ]  # fmt: skip


def test_the_words_come_from_the_drill_as_it_was_when_it_was_begun(workplace: Workplace, practice: int) -> None:
    with workplace.store.reading() as conn:
        (received,) = practices.entries(conn, practice)
    assert received.texts == {"what_happened": WORDS}
    drill = training_library().desk.drills["dry-tap"].model_copy(update={"checklist": ("Another.",)})
    desk = training_library().desk.model_copy(update={"drills": {"dry-tap": drill}})
    publish(workplace, training_library().model_copy(update={"desk": desk}))
    assert found(workplace, practice).checklist == ("Asks about the neighbours.", "Names a time.")


def test_the_drills_own_lines_come_one_after_another_until_there_are_no_more(
    workplace: Workplace, practice: int
) -> None:
    assert lines_left(workplace, found(workplace, practice)) == NEXT_WORDS
    once = filling()
    for _ in range(2):
        next_line(workplace, practice, "mira", once)
    assert lines_left(workplace, found(workplace, practice)) == NEXT_WORDS[1:]
    next_line(workplace, practice, "ruth", filling())
    with pytest.raises(MoveRefused, match="no more words"):
        next_line(workplace, practice, "ruth", filling())


def test_sending_a_form_twice_writes_once(workplace: Workplace, practice: int) -> None:
    same = filling()
    for _ in range(2):
        practise_answer(workplace, practice, "mira", same, "I am on my way.")
    assert kinds(workplace, practice).count(Kind.ANSWERED) == 1
    once = filling()
    assert begin_practice(workplace, "tom", once, drill="dry-tap", person="tom") is not None
    assert begin_practice(workplace, "tom", once, drill="dry-tap", person="tom") is None


def test_an_offer_above_authority_asks_nobody_and_says_that_a_lead_would_be_asked(
    workplace: Workplace, practice: int
) -> None:
    told(workplace)

    def offered(worth: int, why: str) -> Fit:
        return practise_offer(
            workplace, practice, "mira", filling(), responsibility="ours", worth=worth, words="Money.", why=why
        )

    with pytest.raises(MoveRefused, match="Say why"):
        offered(500, "")
    assert offered(500, "She has a baby.") is Fit.ABOVE
    assert kinds(workplace, practice)[-1] is Kind.LEAD_ASKED
    assert told(workplace) == []


def test_a_script_has_to_be_made_personal_here_too(workplace: Workplace, practice: int) -> None:
    begun_with = "Dear customer, 1 < 2 & [[what you see from here]]."
    for words in (begun_with, "Dear customer, 1 < 2 & ."):
        with pytest.raises(MoveRefused):
            practise_answer(workplace, practice, "mira", filling(), words, begun_with)
    practise_answer(
        workplace, practice, "mira", filling(), "Dear customer, I see the valve from my window.", begun_with
    )


@pytest.mark.parametrize("person", ["ruth", "tom"])
def test_only_who_practises_writes_as_the_responder(workplace: Workplace, practice: int, person: str) -> None:
    before = rows(workplace.store)
    for attempt in _writings(workplace, practice, person):
        with pytest.raises(MoveRefused):
            attempt()
    assert rows(workplace.store) == before


def _writings(workplace: Workplace, practice: int, person: str) -> list[Callable[[], object]]:
    return [
        lambda: practise_answer(workplace, practice, person, filling(), "Mine."),
        lambda: practise_listening(workplace, practice, person, filling(), "Mine."),
        lambda: practise_effort(workplace, practice, person, filling(), tried="Mine."),
        lambda: practise_decline(workplace, practice, person, filling(), tried="1", why="2", instead="3"),
        lambda: end_practice(workplace, practice, person),
    ]


def test_who_practises_never_plays_the_customer_and_a_colleague_who_is_asked_does(
    workplace: Workplace, practice: int
) -> None:
    for person in ("mira", "tom"):
        with pytest.raises(MoveRefused):
            play_customer(workplace, practice, person, filling(), "Mine.")
    ask_along(workplace, practice, "mira", role="player", whom="tom")
    assert ("practice_asked", "tom") in told(workplace)
    play_customer(workplace, practice, "tom", filling(), "Is it true?")
    assert kinds(workplace, practice)[-1] is Kind.CUSTOMER_WROTE
    with pytest.raises(MoveRefused, match="already"):
        ask_along(workplace, practice, "mira", role="player", whom="bea")


def test_only_a_coach_coaches_and_gives_drills(workplace: Workplace) -> None:
    for by, person, coach in (("tom", "mira", "tom"), ("mira", "mira", "tom"), ("mira", "mira", "mira")):
        with pytest.raises(MoveRefused):
            begin_practice(workplace, by, filling(), drill="dry-tap", person=person, coach=coach)
    alone = begun(workplace)
    with pytest.raises(MoveRefused, match="Whoever coaches: Ruth"):
        ask_along(workplace, alone, "mira", role="coach", whom="tom")
    told(workplace)
    begun(workplace, person="mira", by="ruth", coach="ruth")
    assert told(workplace) == [("drill_given", "mira")]


def test_the_coach_looks_back_only_after_the_responder_has(workplace: Workplace, practice: int) -> None:
    with pytest.raises(MoveRefused):
        review_self(workplace, practice, "mira", points(workplace, practice))
    end_practice(workplace, practice, "mira")
    for attempt in (review_as_coach, review_self):
        with pytest.raises(MoveRefused):
            attempt(workplace, practice, "ruth", points(workplace, practice))
    review_self(workplace, practice, "mira", points(workplace, practice))
    for person in ("mira", "tom"):
        with pytest.raises(MoveRefused):
            review_as_coach(workplace, practice, person, points(workplace, practice))
    review_as_coach(workplace, practice, "ruth", points(workplace, practice))
    assert found(workplace, practice).stage is Stage.OVER
    with pytest.raises(MoveRefused):
        review_as_coach(workplace, practice, "ruth", points(workplace, practice))


def test_a_review_says_of_every_point_yes_partly_or_not_yet(workplace: Workplace, practice: int) -> None:
    end_practice(workplace, practice, "mira")
    for said in ([], points(workplace, practice)[:-1], all_points(found(workplace, practice), "9 of 10")):
        with pytest.raises(MoveRefused, match="yes, partly or not yet"):
            review_self(workplace, practice, "mira", said)


def test_somebody_who_practised_alone_can_ask_for_a_coach_afterwards(workplace: Workplace) -> None:
    alone = begun(workplace)
    end_practice(workplace, alone, "mira")
    review_self(workplace, alone, "mira", points(workplace, alone))
    told(workplace)
    ask_along(workplace, alone, "mira", role="coach", whom="ruth")
    assert told(workplace) == [("practice_asked", "ruth")]
    review_as_coach(workplace, alone, "ruth", points(workplace, alone))


def test_the_mails_say_what_is_wanted_and_lead_to_the_practice(workplace: Workplace, practice: int) -> None:
    end_practice(workplace, practice, "mira")
    review_self(workplace, practice, "mira", all_points(found(workplace, practice), "not_yet", "I hurried."))
    ask, reviewed = (mail_for(workplace, notice) for notice in claimed(workplace))
    for mail, says in (
        (ask, "asks you to coach them: A dry tap at bath time."),
        (reviewed, "has looked back on the drill"),
    ):
        body = mail.get_body(("plain",))
        assert body is not None
        text = " ".join(body.get_content().split())
        assert says in text
        assert f"/desk/practice/{practice}" in text
        assert "I hurried." not in text


def test_a_practice_is_forgotten_after_a_year(workplace: Workplace, practice: int, clock: Clock) -> None:
    end_practice(workplace, practice, "mira")
    review_self(workplace, practice, "mira", points(workplace, practice))
    clock.pass_by(days=364)
    assert forget_old_practices(workplace) == 0
    clock.pass_by(days=2)
    assert forget_old_practices(workplace) == 1
    assert not any(rows(workplace.store)[name] for name in OF_ITS_OWN)
