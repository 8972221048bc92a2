"""A page is built again when it changes by itself, and not before."""

from dataclasses import replace
from datetime import UTC, date, datetime
from time import process_time

from portal import paths
from portal.site.next_change import NextChanges
from portal.site.public_site import PublicSite
from tests.site.conftest import AT

NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


def test_a_page_changes_when_its_review_day_is_over_in_the_sites_zone(everything: PublicSite) -> None:
    summer = replace(everything, at=NEW_YEAR)
    assert NextChanges(summer).at("/limitations/hard-water/") == datetime(2027, 6, 30, 23, 0, tzinfo=UTC)


def test_a_promise_to_customers_changes_with_its_worked_example(everything: PublicSite) -> None:
    assert NextChanges(everything).at("/commitments/first-reply/") == datetime(2026, 11, 23, tzinfo=UTC)


def test_lists_change_when_a_page_they_name_appears(everything: PublicSite) -> None:
    for address in (paths.POLICIES, paths.HOME, paths.SITEMAP, "/policies/next-year/"):
        assert NextChanges(everything).at(address) == NEW_YEAR, address


def test_a_topic_changes_when_a_promise_it_names_comes_into_force(everything: PublicSite) -> None:
    assert NextChanges(everything).at("/topics/no-water/") == NEW_YEAR


def test_a_page_with_nothing_ahead_never_changes(everything: PublicSite) -> None:
    assert NextChanges(everything).at("/about/") is None
    assert NextChanges(replace(everything, at=NEW_YEAR)).at("/policies/next-year/") is None


def test_an_old_address_changes_with_the_page_that_it_leads_to(everything: PublicSite) -> None:
    page = next(iter(everything.pages.policies.values()))
    moved = page.model_copy(update={"aliases": ("/old-rules",), "expires_on": date(2027, 1, 1)})
    policies = {**everything.pages.policies, page.slug: moved}
    pages = everything.pages.model_copy(update={"policies": policies})
    assert NextChanges(replace(everything, pages=pages)).at("/old-rules/") == NEW_YEAR


def test_ten_thousand_pages_are_gone_through_once(everything: PublicSite) -> None:
    """Measured at 0.4 s; going through all pages for each of them would take minutes."""
    page = next(iter(everything.pages.policies.values()))
    many = {
        f"p{number}": page.model_copy(
            update={"slug": f"p{number}", "path": f"/policies/p{number}/", "review_by": date(2027, 1, 1)}
        )
        for number in range(10_000)
    }
    changes = NextChanges(replace(everything, pages=everything.pages.model_copy(update={"policies": many})))
    began_s = process_time()
    assert {changes.at(page.path) for page in many.values()} == {datetime(2027, 1, 2, tzinfo=UTC)}
    assert process_time() - began_s < 10


def test_an_instant_that_has_come_is_not_ahead(everything: PublicSite) -> None:
    for page in everything.pages.all():
        change = NextChanges(everything).at(page.path)
        assert change is None or change > AT
