"""What we say we keep is what the settings make us keep, for as long as they say."""

import re

import pytest

from portal import paths
from portal.acts.workplace import Workplace
from portal.intake.kept_views import all_kept
from portal.settings import Settings
from tests.browsing import Visitor
from tests.flows.installed import CHECKOUT

WORDS = "What you write, how we reach you, what you attach, and what we answer"


def said(**settings: object) -> dict[str, str]:
    return {each.what: each.how_long for each in all_kept(Settings.model_validate(settings))}


@pytest.mark.parametrize(
    ("settings", "what", "how_long"),
    [
        ({}, WORDS, "Until you have it erased on its private page."),
        ({"keep_closed_days": 730}, WORDS, "730 days after your report is closed"),
        ({}, "What you sent that we did not take as a report", "About 30 days."),
        ({"staged_valid_h": 5}, "Files that you attached and did not send", "About 5 hours."),
        (
            {"reply_address": "reply@example.org"},
            "Mails that you sent us, as they came",
            "As long as the words of the report.",
        ),
        (
            {"reply_address": "reply@example.org", "keep_originals_days": 7},
            "Mails that you sent us, as they came",
            "About 7 days.",
        ),
    ],
)
def test_each_kind_says_how_long_the_settings_keep_it(settings: dict[str, object], what: str, how_long: str) -> None:
    assert said(**settings)[what].startswith(how_long)


def test_what_the_portal_does_not_do_is_not_told_of() -> None:
    less = said(max_attachments=0, limits="off", subscriptions="off")
    assert len(less) == 3
    assert len(said(reply_address="reply@example.org")) == 7


def test_the_form_leads_to_the_page(visitor: Visitor, service_workplace: Workplace) -> None:
    form = visitor.get(paths.REPORT)
    page = visitor.get(form.link("What we keep, and for how long"))
    for each in all_kept(service_workplace.settings):
        assert each.what in page.words
        assert each.how_long in page.words


def test_the_sample_leaves_it_to_this_page_how_long_reports_are_kept() -> None:
    """Its own settings may be any: what its privacy page says of reports must be true under all of them."""
    page = (CHECKOUT / "content/public/policies/privacy/your-data.md").read_text("utf-8")
    (line,) = (line for line in page.splitlines() if line.startswith("| what you report"))
    assert f"]({paths.KEPT})" in line
    assert not re.search(r"\d|\b(day|month|year)s?\b", line)
