"""Each page of the site is whole: found, well made, linked, and of the size of a letter."""

import gzip
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from portal import paths
from portal.library.published import Published
from portal.site.public_site import PublicSite
from portal.site.static_files import StaticFiles
from portal.site.what_changed import WhatChanged
from tests.page_checks import check_page
from tests.site.conftest import AT, CANARY, addresses_of, figures, library, public_pages

CONTENT_PAGE_MAX_BYTES = 14 * 1024


@pytest.mark.parametrize("published", [Published(), figures()], ids=["no figures", "figures"])
def test_every_address_answers_200_with_a_well_made_page(make_site: Callable[..., Flask], published: Published) -> None:
    client = make_site(published=published).test_client()
    for address in addresses_of(published):
        response = client.get(address)
        assert response.status_code == 200, address
        if response.mimetype == "text/html":
            check_page(response.text)


def test_every_link_inside_the_site_leads_somewhere(client: FlaskClient) -> None:
    for address in addresses_of():
        response = client.get(address)
        if response.mimetype != "text/html":
            continue
        for tag in BeautifulSoup(response.text, "html.parser").select("[href]"):
            target = str(tag["href"]).split("#")[0]
            if target.startswith("/") and not paths.belongs_to_service(target.split("?")[0]):
                assert client.get(target).status_code == 200, f"{address} links to {target}"


def test_nothing_of_the_desk_and_no_draft_appears_on_any_address(client: FlaskClient) -> None:
    for address in addresses_of():
        assert CANARY not in client.get(address).text, address


def test_a_page_weighs_at_most_14_kb_over_the_wire_with_its_styles(make_site: Callable[..., Flask]) -> None:
    client = make_site(published=figures()).test_client()
    pages = [address for address in addresses_of(figures()) if address.endswith("/")]
    styles = [address for address in addresses_of() if address.endswith((".css", ".svg"))]
    styles_bytes = sum(len(gzip.compress(client.get(address).data)) for address in styles)
    for address in pages:
        assert styles_bytes + len(gzip.compress(client.get(address).data)) <= CONTENT_PAGE_MAX_BYTES, address


def test_the_sitemap_names_every_page_and_nothing_else(client: FlaskClient, view: PublicSite) -> None:
    found = re.findall(r"<loc>https://www.fenland.example(.*?)</loc>", client.get(paths.SITEMAP).text)
    lists = {paths.TOPICS, paths.COMMITMENTS, paths.LIMITATIONS, paths.POLICIES, paths.HOW_WE_HANDLE, paths.SCORECARD}
    assert set(found) == set(view.by_path) | lists | {paths.SEARCH} | set(WhatChanged(view).pages())
    assert "/policies/hidden/" not in found


def test_robots_are_kept_from_reports_and_told_of_the_sitemap(client: FlaskClient) -> None:
    text = client.get(paths.ROBOTS).text
    assert "Disallow: /r/" in text
    assert "Sitemap: https://www.fenland.example/sitemap.xml" in text


@pytest.mark.parametrize("old", ["/promise/", "/charter/"])
def test_an_old_address_leads_to_the_page_with_and_without_help_of_the_browser(client: FlaskClient, old: str) -> None:
    soup = BeautifulSoup(client.get(old).text, "html.parser")
    assert soup.select_one('meta[http-equiv="refresh"]')["content"] == "0; url=/commitments/first-reply/"  # type: ignore[index]
    assert soup.select_one('link[rel="canonical"]')["href"].endswith("/commitments/first-reply/")  # type: ignore[index, union-attr]
    assert soup.select_one('main a[href="/commitments/first-reply/"]')


def test_an_unknown_address_is_answered_404_with_the_same_page_as_404_html(client: FlaskClient) -> None:
    missing = client.get("/nowhere/")
    assert missing.status_code == 404
    assert missing.text == client.get(paths.NOT_FOUND).text


def test_an_address_without_its_last_slash_is_sent_to_the_page(client: FlaskClient) -> None:
    assert client.get("/topics/no-water").headers["Location"] == "/topics/no-water/"


def test_a_promise_shows_example_hours_remedy_and_record_with_its_counts(make_site: Callable[..., Flask]) -> None:
    text = make_site(published=figures()).test_client().get("/commitments/first-reply/").text
    for shown in (
        "Report on Monday at 17:30, and a person answers by Tuesday 11:30.",
        "Monday to Friday, 08:00 to 18:00",
        "£5 off your next bill.",
        "19 of 20 (95 %)",
        "10 of 20 (50 %)",
        "1 November 2026 at 00:05",
        "On 1 March 2026 we changed the time promised from 5 working hours to 4 working hours.",
    ):
        assert shown in text


def test_a_promise_without_figures_says_that_its_record_begins_with_the_first_report(client: FlaskClient) -> None:
    assert "The record begins with the first report." in client.get("/commitments/first-reply/").text


def test_a_page_past_its_review_says_so_to_readers(client: FlaskClient) -> None:
    overdue = client.get("/commitments/put-right/").text
    assert "We meant to look at this page again by 31 January 2026 and have not done so." in overdue
    assert "We meant to look" not in client.get("/commitments/first-reply/").text


def test_a_promise_not_yet_in_force_says_from_when_it_is(client: FlaskClient) -> None:
    assert "We make this promise from 1 January 2027." in client.get("/commitments/put-right/").text


def test_a_page_to_come_appears_on_its_day_in_the_sites_zone(make_site: Callable[..., Flask]) -> None:
    before, after = datetime(2026, 12, 31, 23, 59, tzinfo=UTC), datetime(2027, 1, 1, 0, 0, tzinfo=UTC)
    assert make_site(at=before).test_client().get("/policies/next-year/").status_code == 404
    assert make_site(at=after).test_client().get("/policies/next-year/").status_code == 200


def test_a_topic_names_its_promises_and_limitations_and_leads_to_the_form(client: FlaskClient) -> None:
    no_water, other = client.get("/topics/no-water/").text, client.get("/topics/other/").text
    assert "/commitments/put-right/" in no_water
    assert "/commitments/put-right/" not in other
    assert "/limitations/hard-water/" in other
    assert "/report?topic=no-water" in no_water
    assert "Tell the mains crew what happened" in no_water


def test_promises_to_the_team_stand_apart(client: FlaskClient) -> None:
    before, after = client.get(paths.COMMITMENTS).text.split("What we promise the people who answer you")
    assert "/commitments/lead-answers/" not in before
    assert "/commitments/lead-answers/" in after
    assert "/commitments/lead-answers/" not in client.get("/topics/no-water/").text


def test_each_stance_holds_its_topics_and_limitations(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get(paths.HOW_WE_HANDLE).text, "html.parser")
    groups = [[str(link["href"]) for link in table.select("a")] for table in page.select("table")]
    assert groups == [["/topics/no-water/"], ["/topics/other/"], ["/limitations/hard-water/"]]


def test_links_to_the_service_go_where_the_site_file_says(make_site: Callable[..., Flask]) -> None:
    client = make_site(library(service_url="https://ask.fenland.example/")).test_client()
    text = client.get("/topics/no-water/").text
    assert "https://ask.fenland.example/report?topic=no-water" in text
    assert "https://ask.fenland.example/report?page=/topics/no-water/" in text
    assert "form-action &#39;self&#39; https://ask.fenland.example" in text


def test_a_reply_to_a_page_is_the_same_at_every_time_of_a_day(make_site: Callable[..., Flask]) -> None:
    """What is shown depends on the instant of the build alone, so that two builds of one instant are the same."""
    first, second = make_site().test_client(), make_site().test_client()
    assert all(first.get(address).data == second.get(address).data for address in addresses_of())


def test_the_policy_in_each_page_allows_no_script_and_no_inline_style(client: FlaskClient) -> None:
    policy = BeautifulSoup(client.get("/").text, "html.parser").select_one('meta[http-equiv="Content-Security-Policy"]')
    assert policy is not None
    assert "default-src 'none'; style-src 'self';" in str(policy["content"])
    assert "script-src" not in str(policy["content"])


def test_an_asset_is_found_only_under_the_digest_of_its_content(client: FlaskClient, files: StaticFiles) -> None:
    address = files.address("forthright.css")
    assert client.get(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/static/000000000000/forthright.css").status_code == 404
    assert client.get(address.replace("forthright.css", "../app.py")).status_code == 404


def test_the_sites_own_stylesheet_wins_over_ours(make_site: Callable[..., Flask], tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "forthright.css").write_text("body { color: black }")
    client = make_site().test_client()
    address = BeautifulSoup(client.get("/").text, "html.parser").select_one('link[rel="stylesheet"]')
    assert address is not None
    assert client.get(str(address["href"])).text == "body { color: black }"


def test_an_empty_library_still_makes_whole_list_pages(make_site: Callable[..., Flask]) -> None:
    pages = public_pages().model_copy(update={"limitations": {}, "policies": {}, "commitments": {}, "free": {}})
    client = make_site(library(pages)).test_client()
    for address in (
        paths.HOME,
        paths.TOPICS,
        paths.COMMITMENTS,
        paths.LIMITATIONS,
        paths.POLICIES,
        paths.HOW_WE_HANDLE,
        paths.SCORECARD,
    ):
        check_page(client.get(address).text)


def test_today_is_the_day_in_the_sites_zone() -> None:
    late = AT.replace(month=6, hour=23, minute=30)
    assert PublicSite(library().site, public_pages(), {}, Published(), late).today == date(2026, 6, 23)
