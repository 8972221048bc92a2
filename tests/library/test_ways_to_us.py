"""Whoever wants to reach us finds a way that is one, and pages may lead to it."""

from collections.abc import Callable

import pytest

from portal.library.loader import Loaded
from portal.library.ways_to_us import contact_address
from tests.library.broken_sites import BASE

INDEX = (BASE / "content" / "public" / "index.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("weak@example.org", "mailto:weak@example.org"),
        ("mailto:weak@example.org", "mailto:weak@example.org"),
        ("tel:+44-1632-960142", "tel:+44-1632-960142"),
        ("https://example.org/weak?by=form", "https://example.org/weak?by=form"),
        ("http://example.org/weak", None),
        ("https://", None),
        ("https://example.org/a b", None),
        ("https://[example.org", None),
        ("two@example.org, three@example.org", None),
        ("01632 960142", None),
        ("https://example.org/\nExpires: never", None),
    ],
)
def test_a_contact_is_one_address_that_programs_understand(written: str, address: str | None) -> None:
    assert contact_address(written) == address


def test_a_page_may_lead_to_the_hours_of_a_promise_and_to_no_others(load: Callable[..., Loaded]) -> None:
    right = load({"content/public/index.md": INDEX + "\n[Hours](/hours/office.ics), [data](/commitments.json)\n"})
    assert [str(problem) for problem in right.problems] == []
    wrong = load({"content/public/index.md": INDEX + "\n[Hours](/hours/offices.ics)\n"})
    (fault,) = wrong.problems
    assert (fault.what, fault.remedy) == (
        "`/hours/offices.ics` is no address of this site.",
        "Did you mean `/hours/office.ics`?",
    )
