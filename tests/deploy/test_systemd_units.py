"""The units of deploy/systemd: commands that there are, all hardened alike, and read by systemd without a word."""

import importlib
import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from portal.cli.main import VERBS
from portal.settings import Settings
from tests.rules.sources import ROOT

UNITS = ROOT / "deploy" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
_NOT_HARDENING = {"ReadWritePaths", "ReadOnlyPaths"}
_COMMAND = "/srv/forthright/venv/bin/portal"


def section(file: Path, name: str) -> list[tuple[str, str]]:
    (body,) = re.findall(rf"^\[{name}\]\n(.*?)(?=^\[|\Z)", file.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [(key, value) for key, _, value in (line.partition("=") for line in body.splitlines()) if value or key]


def hardening(file: Path) -> set[tuple[str, str]]:
    lines = section(file, "Service")
    start = next(i for i, (key, _) in enumerate(lines) if key == "ReadWritePaths")
    return {line for line in lines[start:] if line[0] not in _NOT_HARDENING}


def test_there_is_a_unit_for_each_process() -> None:
    assert [file.name for file in SERVICES] == [
        "forthright-deliver.service",
        "forthright-receive.service",
        "forthright-run@.service",
    ]


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_each_starts_a_verb_that_there_is_with_options_that_it_has(file: Path) -> None:
    (command,) = [value for key, value in section(file, "Service") if key == "ExecStart"]
    program, verb, *options = command.split()
    assert program == _COMMAND
    assert verb in VERBS
    known: click.Command = importlib.import_module(f"portal.cli.{verb}").command
    names = {name for parameter in known.params for name in (*parameter.opts, *parameter.secondary_opts)}
    assert {option for option in options if option.startswith("--")} <= names


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_each_sets_settings_that_there_are_and_takes_its_secrets_from_files(file: Path) -> None:
    lines = section(file, "Service")
    set_here = [part.split("=", 1) for key, value in lines if key == "Environment" for part in value.split()]
    names = {name.removeprefix("PORTAL_").removesuffix("_FILE").lower() for name, _ in set_here}
    assert names <= Settings.model_fields.keys()
    loaded = {value.split(":")[0] for key, value in lines if key == "LoadCredential"}
    assert loaded == {value.removeprefix("%d/") for name, value in set_here if name.endswith("_FILE")}
    assert {"secret", "database_url", "smtp_password"} == loaded


def test_all_are_hardened_alike() -> None:
    first, *others = (hardening(file) for file in SERVICES)
    assert {("NoNewPrivileges", "yes"), ("ProtectSystem", "strict"), ("CapabilityBoundingSet", "")} <= first
    assert all(other == first for other in others)


def test_two_ports_of_the_unit_are_those_that_the_web_servers_know() -> None:
    for name in ("nginx.conf", "Caddyfile"):
        assert {"8001", "8002"} <= set(re.findall(r"127\.0\.0\.1:(\d+)", (ROOT / "deploy" / name).read_text("utf-8")))


def test_systemd_reads_them_without_a_word(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze") or pytest.skip("There is no systemd-analyze here.")
    portal = shutil.which("true")
    for file in UNITS.iterdir():
        text = file.read_text("utf-8").replace(_COMMAND, str(portal)).replace("/usr/bin/curl", str(portal))
        (tmp_path / file.name.replace("@.", "@8001.")).write_text(text, "utf-8")
    units = sorted(str(file) for file in tmp_path.iterdir())
    assert len(units) == 5
    done = subprocess.run([analyze, "verify", "--man=no", *units], capture_output=True, text=True, timeout=60)
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "forthright" in line]
    assert (done.returncode, ours) == (0, [])
