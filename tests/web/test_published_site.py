"""The published files as any web server would give them, and nothing beside them."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from portal.web.published_site import published_site


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    build = tmp_path / "build"
    for name, text in {
        "index.html": "home",
        "about/index.html": "about",
        "404.html": "missing",
        "static/abc/forthright.css": "css",
        "robots.txt": "robots",
    }.items():
        (build / name).parent.mkdir(parents=True, exist_ok=True)
        (build / name).write_text(text, "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return published_site(build).test_client()


@pytest.mark.parametrize(
    ("address", "text"), [("/", "home"), ("/about/", "about"), ("/robots.txt", "robots"), ("/about/?x=y", "about")]
)
def test_a_page_is_found_at_its_address(client: FlaskClient, address: str, text: str) -> None:
    response = client.get(address, buffered=True)
    assert (response.status_code, response.text) == (200, text)
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_folder_without_its_slash_leads_to_the_page(client: FlaskClient) -> None:
    response = client.get("/about?x=y")
    assert (response.status_code, response.location) == (301, "/about/?x=y")


def test_static_files_may_be_kept_for_ever(client: FlaskClient) -> None:
    assert "immutable" in client.get("/static/abc/forthright.css", buffered=True).headers["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        "/no/such/",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/static/%2e%2e/%2e%2e/secret.txt",
        "/%00",
        "/a%00b/",
        "/" + "a" * 5_000,
    ],
)
def test_what_is_not_published_is_a_page_that_says_so(client: FlaskClient, address: str) -> None:
    response = client.get(address, buffered=True)
    assert (response.status_code, response.text) == (404, "missing")


@pytest.mark.parametrize("address", ["//evil.example/about", "//evil.example", "/\\evil.example/.."])
def test_no_address_leads_to_another_host(client: FlaskClient, address: str) -> None:
    response = client.get("/", environ_overrides={"PATH_INFO": address}, buffered=True)
    assert response.status_code in (301, 308, 404)
    assert not (response.location or "/").removeprefix("http://localhost").startswith(("//", "http", "/\\"))


def test_before_anything_is_published_it_says_what_to_do(tmp_path: Path) -> None:
    response = published_site(tmp_path / "build").test_client().get("/")
    assert response.status_code == 404
    assert "portal build" in response.text


def test_the_site_takes_nothing(client: FlaskClient) -> None:
    assert client.post("/").status_code == 405
