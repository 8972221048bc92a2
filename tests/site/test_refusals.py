"""What the web server shows where no process of ours answers, or it refuses by itself."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from portal import paths
from tests.site.conftest import addresses_of, library

PAGES = [paths.TOO_LARGE, paths.AWAY]


@pytest.mark.parametrize("path", PAGES)
def test_it_is_published_and_names_a_person_to_turn_to(client: FlaskClient, path: str) -> None:
    assert path in addresses_of()
    answer = client.get(path)
    assert answer.status_code == 200
    contact = library().site.fallback_contact
    assert f"mailto:{contact.mail}" in answer.text
    assert contact.phone in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_it_asks_for_nothing_that_the_same_web_server_would_refuse(client: FlaskClient, path: str) -> None:
    """Its links all lead to published pages: the form is what is away."""
    soup = BeautifulSoup(client.get(path).text, "html.parser")
    hrefs = [str(link["href"]) for link in soup.select("main a[href], footer a[href]")]
    assert hrefs
    assert [href for href in hrefs if paths.belongs_to_service(href.split("?")[0])] == []


def test_where_nobody_answers_it_does_not_say_whether_something_arrived(client: FlaskClient) -> None:
    assert "it may not have arrived" in client.get(paths.AWAY).text


@pytest.mark.parametrize("path", PAGES)
def test_search_engines_are_kept_from_it(client: FlaskClient, path: str) -> None:
    assert '<meta name="robots" content="noindex">' in client.get(path).text
    assert path not in client.get(paths.SITEMAP).text


@pytest.mark.parametrize("path", PAGES)
def test_it_is_said_in_every_language_of_the_site(make_site: Callable[..., Flask], path: str) -> None:
    text = make_site(library(languages=("en", "ar"))).test_client().get(path).text
    assert '<section class="part" lang="ar" dir="rtl">' in text
