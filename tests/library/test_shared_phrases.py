"""Only what several customers wrote is anybody's word; what one of them wrote stays theirs."""

from portal.library.shared_phrases import are_alike, shared_phrases


def test_what_two_customers_wrote_is_shared_and_what_one_wrote_is_not() -> None:
    texts = ["The low pressure upstairs drives me mad.", "We have low pressure upstairs, too.", "My boiler hums."]
    assert shared_phrases(texts) == ("low pressure upstairs",)


def test_what_one_customer_repeats_is_theirs_alone() -> None:
    assert shared_phrases(["my secret garden, my secret garden, my secret garden"]) == ()


def test_no_phrase_holds_a_name_or_a_number_or_runs_over_a_full_stop() -> None:
    twice = ["Ask Ada Brown about pump 17. Cold water", "Ask Ada Brown about pump 17. Cold water"]
    assert shared_phrases(twice, without=["Ada Brown"]) == ("cold water",)


def test_no_phrase_begins_or_ends_with_a_small_word() -> None:
    assert shared_phrases(["no water in the house", "no water in the house"]) == ()
    assert shared_phrases(["the brown water", "with brown water of"] * 2) == ("brown water",)


def test_likeness_is_by_the_words_that_matter() -> None:
    one = "The house stands higher than the tank, and a pump costs too much."
    assert are_alike(one, "This house stands above the tank; what a pump costs is much higher.")
    assert not are_alike(one, "The bill was printed twice, and we cannot take that back.")
    assert not are_alike("The tank and the pump.", "The tank and the pump.")
