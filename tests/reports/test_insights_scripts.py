"""A script is compared with the same topic without it, with counts, and nothing is said of few or by chance."""

import pytest

from portal.reports.insights_scripts import Answers, ScriptSeen, best_known_first, effect_in_words, share_of_few
from portal.reports.ledger import Share


def seen(used: Answers, others: Answers, title: str = "First word") -> ScriptSeen:
    return ScriptSeen("first-word", title, "no-water", "No water", used, others)


def test_more_is_said_where_chance_is_no_likely_reason() -> None:
    found = seen(Answers(40, Share(39, 40), Share(30, 40)), Answers(90, Share(60, 90), Share(66, 90)))
    assert effect_in_words(found) == "More say it was solved with it."


def test_fewer_is_said_as_well() -> None:
    found = seen(Answers(40, Share(30, 40), Share(10, 40)), Answers(90, Share(66, 90), Share(80, 90)))
    assert effect_in_words(found) == "Fewer felt cared for with it."


def test_a_difference_that_chance_would_make_is_none() -> None:
    found = seen(Answers(10, Share(9, 10), Share(9, 10)), Answers(10, Share(8, 10), Share(10, 10)))
    assert effect_in_words(found) == "No clear difference."


@pytest.mark.parametrize(("used", "others"), [(Share(7, 7), Share(0, 90)), (Share(90, 90), Share(0, 7))])
def test_under_eight_answers_on_either_side_are_too_few_to_say(used: Share, others: Share) -> None:
    assert effect_in_words(seen(Answers(90, used, used), Answers(90, others, others))) == "Too few to say."


def test_a_share_of_few_has_no_percentage() -> None:
    assert share_of_few(Share(7, 7)) == "7 of 7, too few to say"
    assert share_of_few(Share(7, 8)) == "7 of 8 (87 %)"
    assert share_of_few(Share(0, 0)) == "No answers yet"


def test_the_others_of_a_topic_are_all_less_those_with_the_script() -> None:
    everything = Answers(10, Share(6, 9), Share(5, 8))
    assert everything.without(Answers(4, Share(2, 3), Share(3, 3))) == Answers(6, Share(4, 6), Share(2, 5))


def test_what_can_be_said_comes_before_what_cannot() -> None:
    many = Answers(20, Share(9, 20), Share(9, 20))
    few = Answers(90, Share(1, 1), Share(1, 1))
    assert [each.title for each in best_known_first([seen(few, many, "Few"), seen(many, many, "Many")])] == [
        "Many",
        "Few",
    ]
