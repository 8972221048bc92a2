"""Amounts are said with the organisation's sign, and without one as numbers."""

from portal.team.money import money, units_of


def test_an_amount_carries_the_sign_of_the_organisation() -> None:
    assert (money(1200, "£"), money(60, "")) == ("£1,200", "60")


def test_an_unknown_sign_is_a_number() -> None:
    assert (units_of("£"), units_of("CHF "), units_of("")) == ("whole pounds", "a whole number", "a whole number")
