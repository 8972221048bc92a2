"""What a page tells machines is what it tells people, in a form that is standard, and that its policy allows."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from portal import paths
from portal.site.public_site import PublicSite
from portal.site.structured_data import in_script, structured_data
from tests.site.conftest import addresses_of, figures, library, public_pages

HOST = "https://www.fenland.example"
PROPERTIES = {
    "WebPage": {"about", "breadcrumb", "dateModified", "description", "inLanguage", "isPartOf", "name", "url"},
    "CollectionPage": {"breadcrumb", "description", "inLanguage", "isPartOf", "mainEntity", "name", "url"},
    "Organization": {"contactPoint", "description", "logo", "name", "url"},
    "ContactPoint": {"contactType", "email", "hoursAvailable", "telephone"},
    "OpeningHoursSpecification": {"closes", "dayOfWeek", "opens", "validFrom", "validThrough"},
    "WebSite": {"inLanguage", "name", "potentialAction", "publisher", "url"},
    "SearchAction": {"query-input", "target"},
    "EntryPoint": {"urlTemplate"},
    "PropertyValueSpecification": {"valueName", "valueRequired"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"item", "name", "position"},
    "Dataset": {"creator", "description", "distribution", "isAccessibleForFree", "name"},
    "DataDownload": {"contentUrl", "encodingFormat"},
}
"""What schema.org knows of each type that we use."""


def data_of(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    blocks = BeautifulSoup(client.get(address).text, "html.parser").select('script[type="application/ld+json"]')
    assert len(blocks) == 1, address
    data = json.loads(blocks[0].get_text())
    assert data["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = data["@graph"]
    return graph


def of_type(client: FlaskClient, address: str, name: str) -> dict[str, Any]:
    return next(thing for thing in data_of(client, address) if thing["@type"] == name)


def unknown(thing: Any) -> list[str]:
    """The properties that schema.org does not know where they stand."""
    if isinstance(thing, list):
        return [fault for item in thing for fault in unknown(item)]
    if not isinstance(thing, dict) or "@type" not in thing:
        return []
    own = {name for name in thing if not name.startswith("@")} - PROPERTIES[thing["@type"]]
    return [f"{thing['@type']}.{name}" for name in own] + [fault for each in thing.values() for fault in unknown(each)]


@pytest.fixture
def client(make_site: Callable[..., Flask]) -> FlaskClient:
    return make_site(published=figures()).test_client()


def test_every_page_that_is_to_be_found_is_described_in_terms_of_schema_org(client: FlaskClient) -> None:
    for address in addresses_of(figures()):
        if address.endswith("/") and address not in ("/promise/", "/charter/"):
            graph = data_of(client, address)
            assert unknown(graph) == [], address
            soup = BeautifulSoup(client.get(address).text, "html.parser")
            assert soup.select_one("title").get_text().startswith(graph[0]["name"])  # type: ignore[union-attr]
            assert graph[0]["description"] == soup.select_one('meta[name="description"]')["content"]  # type: ignore[index]
            assert graph[0]["url"] == soup.select_one('link[rel="canonical"]')["href"]  # type: ignore[index]


def test_a_page_says_where_it_stands_as_its_trail_does(client: FlaskClient) -> None:
    steps = of_type(client, "/commitments/first-reply/", "WebPage")["breadcrumb"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Home", f"{HOST}/"),
        (2, "Promises", f"{HOST}/commitments/"),
        (3, "A person answers you within four working hours", f"{HOST}/commitments/first-reply/"),
    ]


def test_the_home_page_says_who_we_are_and_how_we_are_reached(client: FlaskClient) -> None:
    organisation = of_type(client, paths.HOME, "Organization")
    assert (organisation["name"], organisation["url"]) == ("Fenland Water", f"{HOST}/")
    assert organisation["contactPoint"] == {
        "@type": "ContactPoint",
        "contactType": "customer support",
        "telephone": "01632 960 100",
        "email": "help@fenland.example",
    }


def test_hours_are_said_only_where_somebody_is_there_in_them_and_with_every_other_day(
    make_site: Callable[..., Flask],
) -> None:
    contact = {"phone": "01632 960 100", "calendar": "office"}
    client = make_site(library(fallback_contact=contact)).test_client()
    week, *others = of_type(client, paths.HOME, "Organization")["contactPoint"]["hoursAvailable"]
    assert (week["dayOfWeek"][0], week["dayOfWeek"][-1], week["opens"], week["closes"]) == (
        *("Monday", "Friday"),
        *("08:00", "18:00"),
    )
    closed = {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00"}
    assert others == [closed | {"validFrom": "2026-12-25", "validThrough": "2026-12-25"}]
    assert '<a class="tall" href="/hours/office.ics">' in client.get("/about/").text


def test_a_logo_is_the_organisations(view: PublicSite) -> None:
    said = structured_data(view, paths.HOME, title="Home", description="", lang="en", logo="/static/1/logo.svg")
    organisation = next(thing for thing in said["@graph"] if thing["@type"] == "Organization")
    assert organisation["logo"] == f"{HOST}/static/1/logo.svg"


def test_the_search_is_named_only_where_an_address_with_words_finds_something(make_site: Callable[..., Flask]) -> None:
    assert "potentialAction" not in of_type(make_site().test_client(), paths.HOME, "WebSite")


def test_the_data_behind_promises_and_figures_are_named_with_their_types(client: FlaskClient) -> None:
    for address, files in {
        paths.COMMITMENTS: [paths.COMMITMENTS_JSON],
        paths.SCORECARD: [paths.SCORECARD_JSON, paths.SCORECARD_CSV],
    }.items():
        downloads = of_type(client, address, "CollectionPage")["mainEntity"]["distribution"]
        assert [each["contentUrl"] for each in downloads] == [HOST + file for file in files]
        for each, file in zip(downloads, files, strict=True):
            assert client.get(file).mimetype == each["encodingFormat"]


def test_words_that_would_end_the_block_stay_words() -> None:
    data = {"name": "</script><script>alert(1)</script><!-- & \u2028"}
    text = in_script(data)
    assert not set("<>&") & set(text)
    assert json.loads(text) == data


def test_a_page_that_is_passed_on_shows_its_title_words_and_address(client: FlaskClient) -> None:
    soup = BeautifulSoup(client.get("/commitments/first-reply/").text, "html.parser")
    shown = {str(tag["property"]): str(tag["content"]) for tag in soup.select("meta[property]")}
    assert shown == {
        "og:title": "A person answers you within four working hours",
        "og:description": "Somebody reads it and writes back.",
        "og:type": "article",
        "og:url": f"{HOST}/commitments/first-reply/",
        "og:site_name": "Fenland Water",
    }
    about = BeautifulSoup(client.get("/about/").text, "html.parser")
    assert about.select_one('meta[property="og:locale"]')["content"] == "en_GB"  # type: ignore[index]


@pytest.mark.browser
def test_a_browser_holds_nothing_on_the_page_against_its_policy(
    make_site: Callable[..., Flask], browser: Browser
) -> None:
    pages = public_pages()
    odd = pages.free["about"].model_copy(update={"title": "</script><script>document.title = 1</script>"})
    app = make_site(library(pages.model_copy(update={"free": pages.free | {"about": odd}})))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', event => console.log(event.violatedDirective))"
    )
    try:
        for address in (paths.HOME, paths.COMMITMENTS, "/about/"):
            page.goto(f"http://127.0.0.1:{server.server_port}{address}")
            assert page.locator('script[type="application/ld+json"]').count() == 1
            assert page.locator("script").count() == 1
        assert said == []
        assert page.title().startswith("</script>")
    finally:
        page.close()
        server.shutdown()
        server.server_close()
