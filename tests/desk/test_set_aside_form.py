"""Setting a report aside: what is wrong stands beside its field, and the highest severity takes one more press."""

from portal.acts.workplace import Workplace
from tests.browsing import Visitor
from tests.desk.test_report_views import address_of
from tests.workplaces import now_of, reported


def test_the_other_report_is_asked_for_beside_its_field(visitor: Visitor, service_workplace: Workplace) -> None:
    report = reported(service_workplace)
    typed = {"set-aside-reason": "duplicate", "set-aside-why": "Sent twice."}
    refused = visitor.press(visitor.get(address_of(report)), "Set it aside", status=422, **typed)
    assert refused.errors["set-aside-same_as"].startswith("Enter the reference of the report that we go on with")


def test_the_highest_severity_warns_first_and_the_second_press_does_it(
    visitor: Visitor, service_workplace: Workplace
) -> None:
    report = reported(service_workplace)
    typed = {"set-aside-reason": "spam", "set-aside-why": "It sells pills."}
    warned = visitor.press(visitor.get(address_of(report)), "Set it aside", status=409, **typed)
    assert "somebody may need help now" in warned.words
    assert now_of(service_workplace, report).status.is_open
    done = visitor.press(warned, "Set it aside")
    assert "Set aside. It is counted in public as that." in done.words
    assert not now_of(service_workplace, report).status.is_open
