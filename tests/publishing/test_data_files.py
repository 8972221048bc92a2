"""What programs read is published like every page: listed, typed alike by every server, renewed and taken away."""

import threading
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from portal.library.loader import checked_library
from portal.library.renderer import Renderer
from portal.publishing.build_site import build_site
from portal.publishing.publish import Publication
from portal.settings import Settings
from portal.site_app import site_to_freeze
from portal.web.published_site import published_site
from tests.library.broken_sites import lay_out

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TYPES = {
    "/commitments.json": "application/json",
    "/commitments.schema.json": "application/json",
    "/hours/office.ics": "text/calendar",
    "/.well-known/security.txt": "text/plain",
}
SECURITY = "security: {contact: weak@elmrow.example, expires: 2027-06-30}\n"


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """What the tests ask for is no news."""


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as one:
        yield one


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, renderer: Renderer) -> Path:
    folder = lay_out(tmp_path_factory.mktemp("data") / "site")
    file = folder / "content" / "site.yml"
    file.write_text(file.read_text("utf-8") + SECURITY, "utf-8")
    build(folder, AT, renderer)
    return folder


def build(site: Path, at: datetime, renderer: Renderer) -> Publication:
    settings = Settings(site_dir=site)
    load = partial(checked_library, site, at.date(), renderer)
    return build_site(settings, load, site_to_freeze(settings), at, search=False)


@pytest.mark.parametrize("address", TYPES)
def test_every_server_gives_the_same_type(site: Path, address: str) -> None:
    with published_site(site / "build").test_client().get(address) as ours:
        assert (ours.status_code, ours.mimetype) == (200, TYPES[address])
        said = ours.data
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site / "build")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}{address}") as plain:
            assert plain.headers.get_content_type() == TYPES[address]
            assert plain.read() == said
    finally:
        server.shutdown()
        server.server_close()


def test_they_stay_as_they_are_until_they_change_and_go_when_they_are_no_longer_wanted(
    tmp_path: Path, renderer: Renderer
) -> None:
    site = lay_out(tmp_path / "site")
    file = site / "content" / "site.yml"
    plain = file.read_text("utf-8")
    file.write_text(plain + SECURITY, "utf-8")
    first = build(site, AT, renderer)
    names = [address.removeprefix("/") for address in TYPES]
    assert set(names) <= set(first.changed)
    assert set(names) <= first.manifest.files.keys()
    assert not {name for name in build(site, AT + timedelta(hours=1), renderer).changed if name in names}
    at_new_year = build(site, datetime(2027, 1, 1, 0, 1, tzinfo=UTC), renderer)
    assert {name for name in at_new_year.changed if name in names} == {"hours/office.ics"}
    file.write_text(plain, "utf-8")
    build(site, datetime(2027, 1, 1, 0, 2, tzinfo=UTC), renderer)
    assert not (site / "build" / ".well-known").exists()
    assert (site / "build" / "hours" / "office.ics").is_file()
