"""Addresses that both halves know."""

from pathlib import Path

import pytest

from portal import paths, static_paths


def test_addresses_of_pages() -> None:
    assert paths.page("", "index") == "/"
    assert paths.page("", "about") == "/about/"
    assert paths.page("policies", "billing/refunds") == "/policies/billing/refunds/"


def test_a_link_to_the_form_carries_what_it_is_about() -> None:
    assert paths.report_on("internet-down") == "/report?topic=internet-down"
    assert paths.report_unclear("/policies/refunds/") == "/report?page=/policies/refunds/"


@pytest.mark.parametrize("path", ["/report", "/report/send", "/r/R7K4-M2PX.x", "/desk", "/mail", "/healthz"])
def test_the_dynamic_half_answers_its_own(path: str) -> None:
    assert paths.belongs_to_service(path)


@pytest.mark.parametrize("path", ["/", "/reports-we-publish/", "/returns/", "/mailing/", "/robots.txt"])
def test_a_page_whose_name_begins_alike_stays_with_the_site(path: str) -> None:
    assert not paths.belongs_to_service(path)


def test_an_assets_address_changes_with_its_content_and_the_sites_own_wins(tmp_path: Path) -> None:
    own, ours = tmp_path / "own", tmp_path / "ours"
    ours.mkdir()
    (ours / "a.css").write_text("a")
    first = static_paths.asset((own, ours), "a.css")
    own.mkdir()
    (own / "a.css").write_text("own words")
    assert static_paths.asset((own, ours), "a.css") != first
    with pytest.raises(FileNotFoundError):
        static_paths.asset((own, ours), "../secret")
