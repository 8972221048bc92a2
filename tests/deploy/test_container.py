"""deploy/Containerfile and deploy/compose.yml: what they name exists, and what keeps them safe stands in them."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal import paths
from portal.cli.main import VERBS
from portal.settings import Settings, load_settings
from tests.rules.sources import ROOT

DEPLOY = ROOT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("forthright:")}
_FROM_A_REGISTRY = re.compile(r"docker\.io/library/[a-z]+:\d+(-[a-z]+)?")


def test_what_is_copied_exists_and_is_let_into_the_build() -> None:
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    copied = {
        name for line in re.findall(r"^COPY (?!--from)(.+)$", CONTAINERFILE, re.MULTILINE) for name in line.split()[:-1]
    }
    assert copied == {line[1:] for line in ignored if line.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)


def test_the_wheel_is_made_of_all_that_the_project_says_it_is_made_of() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    for name in ("portal", "templates", "content", "README.md", "LICENSE"):
        assert f"COPY {name}" in CONTAINERFILE or f" {name} " in CONTAINERFILE
    assert re.findall(r'^"(\w+)" = "portal/\w+"$', project, re.MULTILINE) == ["templates", "content"]


def test_nothing_is_installed_that_is_not_locked_and_checked() -> None:
    installs = re.findall(r"pip (?:install|wheel) [^&\n]+", CONTAINERFILE)
    assert len(installs) == 4
    assert [line for line in installs if "--require-hashes" not in line and "--no-index" not in line] == []


def test_it_runs_as_nobody_in_particular_and_looks_after_its_health() -> None:
    last = CONTAINERFILE.split("\nFROM ")[-1]
    assert re.search(r"^USER (\d+):\1$", last, re.MULTILINE)
    assert f"http://127.0.0.1:8000{paths.HEALTH}" in last
    assert 'CMD ["run"]' in last


@pytest.mark.parametrize("name", OURS)
def test_each_process_can_write_to_its_site_folder_and_nowhere_else(name: str) -> None:
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["volumes"] == ["./site:/site"]
    assert service["command"][0] in VERBS


@pytest.mark.parametrize("name", OURS)
def test_each_process_is_given_settings_that_there_are_and_that_go_together(name: str, tmp_path: Path) -> None:
    """Where the service can be reached, a start with them is not refused; its secrets are files."""
    environ = {key: str(value) for key, value in OURS[name]["environment"].items()}
    for key, value in environ.items():
        if key.endswith("_FILE"):
            secret = value.removeprefix("/run/secrets/")
            assert secret in OURS[name]["secrets"]
            (tmp_path / secret).write_text({"database_url": "postgresql://x@database/x"}.get(secret, "s" * 40))
            environ[key] = str(tmp_path / secret)
    environ["PORTAL_PUBLIC_URL"] = "https://help.example.org"
    settings = load_settings(tmp_path, environ | {"PORTAL_HOST": "0.0.0.0", "PORTAL_CARRIER": "smtp"})
    assert settings.trusted_proxies == 1
    assert not settings.is_private
    secret_ones = [key for key in environ if any(word in key for word in ("SECRET", "PASSWORD", "DATABASE_URL"))]
    assert secret_ones
    assert [key for key in secret_ones if not key.endswith("_FILE")] == []


def test_every_secret_volume_and_network_that_is_used_is_there() -> None:
    for service in SERVICES.values():
        assert set(service.get("secrets", ())) <= COMPOSE["secrets"].keys()
        assert set(service.get("networks", ())) <= COMPOSE["networks"].keys()
        named = {volume.split(":")[0] for volume in service.get("volumes", ()) if not volume.startswith(".")}
        assert named <= COMPOSE["volumes"].keys()
        assert set(service.get("depends_on", ())) <= SERVICES.keys()


def test_everything_comes_back_after_a_restart_and_all_but_delivery_say_how_they_are() -> None:
    for name, service in SERVICES.items():
        assert service["restart"] == "unless-stopped", name
    own = {name for name, service in SERVICES.items() if "healthcheck" in service}
    assert own == {"deliver", "receive", "database", "front"}  # the others have that of the image


def test_the_database_is_reached_by_the_portal_alone() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert SERVICES["database"]["networks"] == ["inside"]
    assert SERVICES["front"]["networks"] == ["outside"]
    assert "ports" not in SERVICES["database"]
    assert {name for name, service in OURS.items() if "ports" in service} == {"receive"}


def test_the_front_passes_on_to_the_processes_that_there_are() -> None:
    environment = SERVICES["front"]["environment"]
    runs = {name for name, service in OURS.items() if service["command"][0] == "run"}
    port = Settings().port
    assert set(environment["FORTHRIGHT_PORTALS"].split()) == {f"{name}:{port}" for name in runs}
    caddyfile = (DEPLOY / "Caddyfile").read_text("utf-8")
    assert set(re.findall(r"\{\$(\w+):", caddyfile)) == environment.keys()
    assert "./Caddyfile:/etc/caddy/Caddyfile:ro" in SERVICES["front"]["volumes"]


def test_images_of_others_name_their_version() -> None:
    for name in ("database", "front"):
        assert _FROM_A_REGISTRY.fullmatch(SERVICES[name]["image"])
