"""The scorecard page and its data: every promise, its changes, and nothing promised to the team."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from portal import paths
from portal.library.published import Published
from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.clock_rows import ClockRow, row_of_state
from portal.promises.clocks import clock_state
from portal.promises.published_scorecard import InForce, read_scorecard, scorecard_of
from portal.promises.scorecard_csv import read_rows_csv
from portal.promises.targets import parse_target
from portal.promises.verification import verify
from portal.site.promise_changes import changes
from tests.page_checks import check_page
from tests.site.conftest import (
    RECORD_AS_AT,
    addresses_of,
    figures,
    first_reply_versions,
    library,
    month_of_rows,
)

MakeSite = Callable[..., Flask]


def text_of(make_site: MakeSite, published: Published, address: str) -> str:
    html = make_site(published=published).test_client().get(address).text
    check_page(html)
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def with_rows(*rows: ClockRow) -> Published:
    version, _ = first_reply_versions()
    in_force = InForce(version.slug, version.hash, date(2026, 3, 1), None)
    return Published(scorecard_of(rows, [version], [in_force], RECORD_AS_AT, "Europe/London"))


def test_without_figures_the_page_says_that_the_record_begins_with_the_first_report(make_site: MakeSite) -> None:
    client = make_site().test_client()
    assert "The record begins with the first report." in client.get(paths.SCORECARD).text
    assert client.get(paths.SCORECARD_JSON).status_code == 404
    assert not {paths.SCORECARD_CSV, paths.SCORECARD_JSON} & set(addresses_of())


def test_with_figures_it_shows_all_together_each_promise_and_how_to_check(make_site: MakeSite) -> None:
    text = text_of(make_site, figures(), paths.SCORECARD)
    for said in (
        "Kept 242 of 260 (93 %), just short of what we mean to do",
        "as at 1 November 2026 at 00:05",
        "A person answers you within four working hours 242 of 260 (93 %)",
        "Kept and missed, month by month",
        "portal verify https://www.fenland.example/scorecard/data.json",
    ):
        assert said in text
    assert "A lead answers within an hour" not in text


def test_only_running_reports_are_told_and_make_no_result(make_site: MakeSite) -> None:
    version, _ = first_reply_versions()
    events = [ClockEvent(RECORD_AS_AT - timedelta(hours=1), EventKind.RECEIVED)]
    published = with_rows(row_of_state("c1", version, clock_state(version, events, RECORD_AS_AT), events))
    for address in (paths.SCORECARD, "/commitments/first-reply/"):
        text = text_of(make_site, published, address)
        assert "Nothing counts yet, as at 1 November 2026 at 00:05." in text
        assert "1 is still running and not counted yet." in text
        assert "Kept 0" not in text
    assert "Nothing counted yet." in text_of(make_site, published, paths.COMMITMENTS)


def test_a_promise_no_longer_made_keeps_its_record(make_site: MakeSite) -> None:
    version, _ = first_reply_versions()
    gone = replace(version, slug="by-fax", title="A fax within four working hours")
    rows = month_of_rows(gone, "2026-10", 1, 2)
    in_force = InForce(gone.slug, gone.hash, date(2026, 1, 1), None)
    published = Published(scorecard_of(rows, [gone], [in_force], RECORD_AS_AT, "Europe/London"))
    text = text_of(make_site, published, paths.SCORECARD)
    assert "A fax within four working hours (no longer promised) 1 of 2 (50 %)" in text


def test_the_data_are_those_of_the_scorecard_with_their_media_types(make_site: MakeSite) -> None:
    client = make_site(published=figures()).test_client()
    whole, rows = client.get(paths.SCORECARD_JSON), client.get(paths.SCORECARD_CSV)
    assert (whole.mimetype, rows.mimetype) == ("application/json", "text/csv")
    assert read_scorecard(whole.data) == figures().scorecard
    assert read_rows_csv(rows.get_data(as_text=True)) == read_scorecard(whole.data).rows
    assert verify(read_scorecard(whole.data)).faults == ()
    assert json.loads(whole.data)["time_zone"] == "Europe/London"


def test_the_chart_has_a_name_a_description_and_its_table(make_site: MakeSite) -> None:
    soup = BeautifulSoup(make_site(published=figures()).test_client().get(paths.SCORECARD).text, "html.parser")
    chart = soup.select_one("svg.chart")
    assert chart is not None
    assert chart["role"] == "img"
    names = str(chart["aria-labelledby"]).split()
    assert [chart.select_one(f"#{name}").name for name in names] == ["title", "desc"]  # type: ignore[union-attr]
    assert len(soup.select("table.record tbody tr")) == 11


def test_the_navigation_and_the_home_page_lead_to_the_scorecard(make_site: MakeSite) -> None:
    soup = BeautifulSoup(make_site(published=figures()).test_client().get(paths.HOME).text, "html.parser")
    assert soup.select_one(f'nav a[href="{paths.SCORECARD}"]')
    assert soup.select_one(f'main a[href="{paths.SCORECARD}"]')


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("target", parse_target("2 days"), "we changed the time promised from 2 days to 4 working hours"),
        ("objective", 0.9, "we changed the share we mean to keep from 90 % to 95 %"),
        ("text", "<p>Other words.</p>", ""),
    ],
)
def test_a_change_of_what_is_measured_is_told_and_one_of_words_alone_is_not(field: str, value: Any, said: str) -> None:
    now, _ = first_reply_versions()
    before = replace(now, **{field: value})
    history = [
        InForce(now.slug, before.hash, date(2026, 1, 1), date(2026, 2, 28)),
        InForce(now.slug, now.hash, date(2026, 3, 1), None),
    ]
    published = Published(scorecard_of((), (now, before), history, RECORD_AS_AT, "Europe/London"))
    page = library().public.commitments["first-reply"]
    assert [change.said for change in changes(published, page)] == ([said] if said else [])
