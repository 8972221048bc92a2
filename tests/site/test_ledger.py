"""How each choice has gone stands beside it in public, if site.yml allows it, and never of too few."""

import gzip
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bs4 import BeautifulSoup
from flask import Flask

from portal import paths
from portal.library.loader import checked_library
from portal.library.published import Published
from portal.library.published_ledger import Answers, PublishedLedger, TopicFigures
from portal.library.release import release_of
from portal.settings import Settings
from portal.site.addresses import figure_addresses
from portal.site.public_site import public_site
from portal.site_app import create_site
from tests.page_checks import check_page
from tests.rules.sources import ROOT
from tests.site.conftest import AT, library
from tests.site.test_pages import CONTENT_PAGE_MAX_BYTES


def published(**topics: TopicFigures) -> Published:
    return Published(
        ledger=PublishedLedger(AT, date(2025, 11, 22), {k.replace("_", "-"): v for k, v in topics.items()})
    )


FIGURES = published(
    no_water=TopicFigures(214, 7_500, Answers(97, 104), Answers(104, 104)),
    other=TopicFigures(12, None, None, None),
    gone=TopicFigures(99, 60, None, None),
)


def page(make_site: Callable[..., Flask], *, allowed: bool, figures: Published = FIGURES) -> BeautifulSoup:
    site = make_site(library(publish_ledger=allowed), published=figures)
    text = site.test_client().get(paths.HOW_WE_HANDLE).text
    check_page(text)
    return BeautifulSoup(text, "html.parser")


def row(soup: BeautifulSoup, address: str) -> str:
    return " ".join(
        next(row for row in soup.select("tr") if row.select_one(f'a[href="{address}"]')).th.get_text(" ").split()
    )  # type: ignore[union-attr]


def test_each_topic_has_its_figures_with_their_counts(make_site: Callable[..., Flask]) -> None:
    soup = page(make_site, allowed=True)
    assert row(soup, "/topics/no-water/").endswith(
        "214 reports, half ended within 2 hours 5 minutes. Solved: 97 of 104 (93 %). Felt cared for: 104 of 104 (100 %)"
    )
    assert row(soup, "/topics/other/").endswith("12 reports")
    said = " ".join(soup.get_text(" ").split())
    assert "from 22 November 2025 to 22 November 2026 at 09:00" in said
    assert "Of fewer than 10 reports or answers we say nothing" in said


def test_nothing_of_it_is_shown_unless_the_site_file_allows_it(make_site: Callable[..., Flask]) -> None:
    for soup in (page(make_site, allowed=False), page(make_site, allowed=True, figures=Published())):
        assert not re.search("214|reports from|half ended", soup.get_text(" "))


def test_the_page_is_published_with_the_figures_only_where_it_shows_them() -> None:
    for allowed in (True, False):
        release = release_of(library(publish_ledger=allowed), AT)
        addresses = figure_addresses(public_site(release, FIGURES, AT).live())
        assert (paths.HOW_WE_HANDLE in addresses) is allowed


def test_the_samples_page_weighs_at_most_14_kb_with_its_styles_and_all_figures(tmp_path: Path) -> None:
    sample = checked_library(ROOT, AT.date())
    assert sample.site.publish_ledger
    figures = {
        slug: TopicFigures(
            120 + 7 * number, 60_000 + 9_999 * number, Answers(90 + number, 101), Answers(95, 99 + number)
        )
        for number, slug in enumerate(sample.public.topics)
    }
    shown = Published(ledger=PublishedLedger(AT, date(2025, 11, 22), figures))
    client = create_site(release_of(sample, AT), shown, AT, Settings(site_dir=tmp_path)).test_client()
    text = client.get(paths.HOW_WE_HANDLE).text
    assert text.count("half ended within") == len(sample.public.topics)
    linked = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', text)
    assert len(linked) == 3
    parts = [text.encode(), *(client.get(address).data for address in linked)]
    assert sum(len(gzip.compress(part)) for part in parts) <= CONTENT_PAGE_MAX_BYTES
