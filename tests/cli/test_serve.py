import shutil
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner
from werkzeug.test import Client

from portal.app import create_preview
from portal.cli.serve import command
from portal.cli.trial_service import trial_service
from portal.errors import PortalError
from portal.library.renderer import Renderer
from portal.settings import Settings
from portal.site_folder import shipped

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(shipped("content"), tmp_path / "content")
    return tmp_path


@pytest.fixture
def browser(site: Path) -> Iterator[Client]:
    settings = Settings(site_dir=site)
    with Renderer() as renderer, trial_service(settings, 8001) as trial:
        yield Client(create_preview(settings, renderer, lambda: AT, trial))


def test_both_halves_are_shown_from_the_content_as_it_is(site: Path, browser: Client) -> None:
    topic = next((site / "content" / "public" / "topics").glob("*.md"))
    says = next(line for line in topic.read_text().splitlines() if line.startswith("says:")).removeprefix("says:")
    for address in ("/topics/", "/report", "/mail"):
        assert browser.get(address, environ_base={"REMOTE_ADDR": "127.0.0.1"}).status_code == 200
    assert escape(says.strip(" \"'"), quote=False) in browser.get("/report").text.replace("&#39;", "'")
    topic.write_text(topic.read_text().replace(says, " My lamp hums"))
    assert "My lamp hums" in browser.get("/topics/").text
    assert "My lamp hums" in browser.get("/report").text


def test_the_preview_writes_nothing_into_the_site_folder(site: Path, browser: Client) -> None:
    before = sorted(site.rglob("*"))
    browser.get("/")
    browser.get("/report")
    assert sorted(site.rglob("*")) == before


def test_a_port_that_is_taken_is_named_with_what_to_do(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(command, ["--site", str(site), "--port", str(port)])
    assert isinstance(result.exception, PortalError)
    assert f"Port {port} cannot be used" in str(result.exception)
    assert "--port" in str(result.exception)
