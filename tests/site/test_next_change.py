"""A page is built again when it changes by itself, and not before."""

from dataclasses import replace
from datetime import UTC, datetime

from portal import paths
from portal.site.next_change import next_change_at
from portal.site.public_site import PublicSite
from tests.site.conftest import AT

NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


def test_a_page_changes_when_its_review_day_is_over_in_the_sites_zone(everything: PublicSite) -> None:
    summer = replace(everything, at=NEW_YEAR)
    assert next_change_at("/limitations/hard-water/", summer) == datetime(2027, 6, 30, 23, 0, tzinfo=UTC)


def test_a_promise_to_customers_changes_with_its_worked_example(everything: PublicSite) -> None:
    assert next_change_at("/commitments/first-reply/", everything) == datetime(2026, 11, 23, tzinfo=UTC)


def test_lists_change_when_a_page_they_name_appears(everything: PublicSite) -> None:
    for address in (paths.POLICIES, paths.HOME, paths.SITEMAP, "/policies/next-year/"):
        assert next_change_at(address, everything) == NEW_YEAR, address


def test_a_topic_changes_when_a_promise_it_names_comes_into_force(everything: PublicSite) -> None:
    assert next_change_at("/topics/no-water/", everything) == NEW_YEAR


def test_a_page_with_nothing_ahead_never_changes(everything: PublicSite) -> None:
    assert next_change_at("/about/", everything) is None
    assert next_change_at("/policies/next-year/", replace(everything, at=NEW_YEAR)) is None


def test_an_instant_that_has_come_is_not_ahead(everything: PublicSite) -> None:
    for page in everything.pages.all():
        change = next_change_at(page.path, everything)
        assert change is None or change > AT
