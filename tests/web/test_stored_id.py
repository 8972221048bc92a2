import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from portal.web.stored_id import LARGEST


def _with_numbers(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if "<int:" in rule.rule]


def _matches(app: Flask, rule: Rule, number: str) -> bool:
    address = rule.rule
    for name in rule.arguments:
        address = address.replace(f"<int:{name}>", number)
    try:
        found, _ = app.url_map.bind("localhost").match(address, next(iter(rule.methods or {"GET"})), return_rule=True)
    except HTTPException:
        # Where a page has an address of any form, it is that page's, which takes no POST.
        return False
    return bool(found.rule == rule.rule)


@pytest.mark.parametrize("number", ["0", str(LARGEST + 1), "9" * 22, "9" * 400])
def test_a_number_that_no_database_holds_is_an_address_that_is_not_found(app: Flask, number: str) -> None:
    rules = _with_numbers(app)
    assert rules
    assert [rule.rule for rule in rules if _matches(app, rule, number)] == []


def test_the_largest_number_that_a_database_holds_is_an_address(app: Flask) -> None:
    assert all(_matches(app, rule, str(LARGEST)) for rule in _with_numbers(app))
