"""Of customers' words only single ones are counted, that at least three used and no symptom holds."""

from portal.library.unsaid_words import UnsaidWord, share_of_customers, unsaid_words

WROTE = ["The doorbell lost the router.", "Our Doorbells again, and my neighbour's too.", "A doorbell, neighbours say"]


def test_a_word_of_fewer_than_three_customers_is_never_shown() -> None:
    assert unsaid_words([], WROTE, {}, ()) == (UnsaidWord("doorbell", 3),)
    assert unsaid_words([], WROTE[:2], {}, ()) == ()


def test_one_customer_who_repeats_a_word_is_one() -> None:
    assert unsaid_words([], ["doorbell doorbell doorbell\ndoorbell"], {}, ()) == ()


def test_what_a_symptom_holds_is_not_unsaid() -> None:
    assert unsaid_words(["my doorbells won’t connect"], WROTE, {}, ()) == ()


def test_names_addresses_and_anything_with_a_digit_are_left_out() -> None:
    wrote = ["Tom 12b 01632960001 mill@lane.example https://lane.example/mill"] * 3
    assert unsaid_words([], wrote, {}, ["Tom"]) == ()


def test_small_words_say_nothing() -> None:
    assert unsaid_words([], ["it's all of the and they were"] * 5, {}, ()) == ()


def test_a_word_that_is_as_common_elsewhere_says_nothing_of_this() -> None:
    usual = share_of_customers(["My doorbell.", "Something else."])
    assert usual["doorbell"] == 0.5
    assert unsaid_words([], [*WROTE, *["It is."] * 3], usual, ()) == ()
    assert unsaid_words([], WROTE, usual, ()) == (UnsaidWord("doorbell", 3),)
