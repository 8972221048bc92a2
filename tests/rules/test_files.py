"""What no committed file may hold, and what the locked versions promise."""

import re
import tomllib
from pathlib import Path

from tests.rules.sources import ROOT, name_of, project_files

PRIVATE_PATH = re.compile(r"(?<![\w.])/(?:home|Users|root)/[a-z][\w-]*/")
INDEX_OPTION = re.compile(r"^\s*(?:--(?:extra-)?index-url|--find-links|-i|-f)\b", re.MULTILINE)
PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


def readable() -> list[tuple[Path, str]]:
    texts = []
    for file in project_files():
        try:
            texts.append((file, file.read_text("utf-8")))
        except UnicodeDecodeError:
            continue
    assert len(texts) > 50
    return texts


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [
        (name_of(file), match[0])
        for file, text in readable()
        if file != Path(__file__)
        for match in [PRIVATE_PATH.search(text)]
        if match
    ]
    assert found == []


def test_no_file_names_a_package_registry_of_its_own() -> None:
    locks_and_settings = [(f, t) for f, t in readable() if f.suffix in (".lock", ".toml", ".cfg", ".ini", "")]
    assert [name_of(file) for file, text in locks_and_settings if INDEX_OPTION.search(text)] == []


def test_no_file_holds_a_private_key() -> None:
    assert [name_of(file) for file, text in readable() if file != Path(__file__) and PRIVATE_KEY.search(text)] == []


def test_every_locked_version_has_a_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        entries = (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
        assert [entry for entry in entries if entry and "--hash=sha256:" not in entry] == []


def test_what_is_tested_is_what_is_installed() -> None:
    """The tests run with the versions that `make install` gives."""
    installed = dict(PIN.findall((ROOT / "requirements.lock").read_text("utf-8")))
    tested = dict(PIN.findall((ROOT / "requirements-dev.lock").read_text("utf-8")))
    assert installed
    assert {name: tested.get(name) for name in installed} == installed


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    locked = dict(PIN.findall((ROOT / "requirements.lock").read_text("utf-8")))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    names = {re.split(r"[\[<>=;, ]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    assert names - locked.keys() == set()
