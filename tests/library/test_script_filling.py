"""A script is filled in from the report, and is not personal before somebody has written in it."""

from hypothesis import given
from hypothesis import strategies as st

from portal.library.script_filling import filled_in, own_words, passages, reading_time_s, word_count

SCRIPT = (
    "Dear {{customer_name}},\n\n[[say what you heard in their own words]]\n\nWe look by {{due}}.\n{{responder_name}}"
)


def test_what_is_known_is_filled_in_and_what_is_not_becomes_a_passage() -> None:
    text = filled_in(SCRIPT, {"customer_name": "Ada", "responder_name": "Mira", "due": ""})
    assert text.startswith("Dear Ada,")
    assert passages(text) == ("say what you heard in their own words", "due")


def test_only_words_that_are_not_the_scripts_count_as_ones_own() -> None:
    begun = filled_in(SCRIPT, {"customer_name": "Ada", "responder_name": "Mira", "due": "noon"})
    assert own_words(begun, "Dear Ada,\n\nWe look by noon.\nMira") == 0
    assert own_words(begun, "Dear Ada, your tap has been dry since seven, with a baby. We look by noon. Mira") == 10


def test_reading_takes_a_minute_for_220_words() -> None:
    assert reading_time_s("word " * 220) == 60
    assert word_count("Don’t say it twice") == 4


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_script_and_any_reply_can_be_compared(script: str, reply: str) -> None:
    assert 0 <= own_words(script, reply) <= word_count(reply)
