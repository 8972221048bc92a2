"""A responder asks for training or a next step, and the lead's answer has a clock."""

from datetime import timedelta

import pytest

from portal.acts.ask_for_training import answer_training, ask_for_training
from portal.acts.compose import mail_for
from portal.acts.workplace import Workplace
from portal.errors import LeadsOnly, MoveRefused
from portal.library.library import Library
from portal.library.pages import Commitment
from portal.store import training_requests
from portal.store.training_requests import TrainingRequest
from tests.workplaces import NOON, claimed, filling, publish, rows, small_library, told

WISH = "I would like to learn how valves are tested."


def with_lead_promise(library: Library) -> Library:
    """Leads promise an answer within an hour."""
    first = library.public.commitments["first-reply"]
    fields = first.model_dump() | {
        "slug": "lead-answers",
        "indicator": "lead_answer",
        "target": "1 hour",
        "audience": "team",
        "calendar": None,
    }
    promises = library.public.commitments | {"lead-answers": Commitment.model_validate(fields)}
    return library.model_copy(update={"public": library.public.model_copy(update={"commitments": promises})})


def open_ones(workplace: Workplace) -> list[TrainingRequest]:
    with workplace.store.reading() as conn:
        return training_requests.open_requests(conn, NOON - timedelta(days=60))


def test_the_leads_hear_of_it_and_of_the_time_they_promised(workplace: Workplace) -> None:
    publish(workplace, with_lead_promise(small_library()))
    ask_for_training(workplace, "mira", filling(), WISH)
    (asked,) = open_ones(workplace)
    assert (asked.person, asked.words, asked.asked_at, asked.due_at) == ("mira", WISH, NOON, NOON + timedelta(hours=1))
    (notice,) = claimed(workplace)
    assert (notice.message, notice.recipient) == ("training_asked", "ruth")
    body = mail_for(workplace, notice).get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    assert "You have promised the team an answer by 13:00" in text
    assert WISH in text


def test_where_nothing_is_promised_it_can_be_asked_all_the_same(workplace: Workplace) -> None:
    ask_for_training(workplace, "mira", filling(), WISH)
    (asked,) = open_ones(workplace)
    assert asked.due_at is None


def test_a_promise_that_takes_effect_later_is_not_given_yet(sqlite_workplace: Workplace) -> None:
    library = with_lead_promise(small_library())
    page = library.public.commitments["lead-answers"]
    later = page.model_copy(update={"effective_from": NOON.date() + timedelta(days=1)})
    promises = library.public.commitments | {"lead-answers": later}
    public = library.public.model_copy(update={"commitments": promises})
    publish(sqlite_workplace, library.model_copy(update={"public": public}))
    ask_for_training(sqlite_workplace, "mira", filling(), WISH)
    (asked,) = open_ones(sqlite_workplace)
    assert asked.due_at is None


def test_the_answer_goes_to_who_asked_and_ends_the_waiting(workplace: Workplace) -> None:
    ask_for_training(workplace, "mira", filling(), WISH)
    (asked,) = open_ones(workplace)
    told(workplace)
    with pytest.raises(LeadsOnly):
        answer_training(workplace, asked.id, "tom", "Yes.")
    answer_training(workplace, asked.id, "ruth", "On Thursday at two.")
    assert open_ones(workplace) == []
    (notice,) = claimed(workplace)
    assert (notice.message, notice.recipient) == ("training_answered", "mira")
    body = mail_for(workplace, notice).get_body(("plain",))
    assert body is not None
    assert "On Thursday at two." in body.get_content()
    with pytest.raises(MoveRefused, match="answered already"):
        answer_training(workplace, asked.id, "ruth", "On Friday.")


def test_asking_twice_with_one_form_asks_once(workplace: Workplace) -> None:
    same = filling()
    for _ in range(2):
        ask_for_training(workplace, "mira", same, WISH)
    assert len(rows(workplace.store)["training_requests"]) == 1


def test_a_lead_without_another_lead_is_told_that_there_is_nobody_to_ask(workplace: Workplace) -> None:
    with pytest.raises(MoveRefused, match="No lead"):
        ask_for_training(workplace, "ruth", filling(), WISH)
