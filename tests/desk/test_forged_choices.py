"""A choice that is not in the list is said in plain words beside the field, and nothing is done."""

import pytest

from portal.acts.workplace import Workplace
from portal.reports.timeline import Kind
from tests.browsing import Visitor
from tests.desk.test_report_views import address_of
from tests.workplaces import kinds, reported

FORGED = [
    ("Give it, or ask for it", "offer-responsibility", {"offer__worth": "5", "offer__words": "Bottled water."}, "ours"),
    ("Ask, and wait", "wait-days", {"wait__reason": "Which tap?"}, "7, 14 or 28 days"),
    ("Set it aside", "set-aside-reason", {"set-aside-why": "I can tell."}, "spam, a test, or the same report again"),
]


@pytest.mark.parametrize(("button", "field", "typed", "said"), FORGED)
@pytest.mark.parametrize("forged", ["something-else", ""])
def test_it_is_said_and_nothing_changes(
    visitor: Visitor,
    service_workplace: Workplace,
    button: str,
    field: str,
    typed: dict[str, str],
    said: str,
    forged: str,
) -> None:
    report = reported(service_workplace)
    page = visitor.get(address_of(report))
    refused = visitor.press(page, button, status=422, **typed, **{field: forged})
    assert refused.errors[field].startswith("Choose ")
    assert said in refused.errors[field]
    assert "Not a valid choice" not in refused.words
    assert kinds(service_workplace, report) == [Kind.RECEIVED, Kind.ROUTED]
