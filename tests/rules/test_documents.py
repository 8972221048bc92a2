"""Documents can be believed: what they list is what there is."""

import importlib
import re

import click
import pytest

from portal.cli.main import VERBS
from portal.settings import Settings
from tests.rules.sources import ROOT

SETTINGS_ROW = re.compile(r"^\| `(\w+)` \| (?:`(.*?)`)? ?\| (.+) \|$", re.MULTILINE)


def shown(default: object) -> str:
    return "" if default in ("", ()) else str(default)


def test_every_setting_is_documented_with_its_default_and_meaning() -> None:
    rows = SETTINGS_ROW.findall((ROOT / "docs" / "settings.md").read_text("utf-8"))
    documented = [(name, default) for name, default, _ in rows]
    fields = {name: field for name, field in Settings.model_fields.items() if name != "site_dir"}
    assert documented == [(name, shown(field.default)) for name, field in fields.items()]
    for name, _, meaning in rows:
        assert meaning.startswith(fields[name].description or "?"), name


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_file_of_its_own_that_holds_its_command(verb: str) -> None:
    command = importlib.import_module(f"portal.cli.{verb.replace('-', '_')}").command
    assert isinstance(command, click.Command)
    assert command.get_short_help_str()


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_readme(verb: str) -> None:
    assert f"portal {verb}" in (ROOT / "README.md").read_text("utf-8")


def test_whatever_the_document_on_security_names_is_there() -> None:
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    named = set(re.findall(r"`((?:portal|tests|templates|docs)/[\w./*-]+)`", text))
    assert len(named) > 40
    assert [name for name in sorted(named) if not any(ROOT.glob(name.rstrip("/")))] == []


def test_the_document_on_security_goes_through_each_requirement_once() -> None:
    """OWASP ASVS 5.0 has 253 requirements of its levels 1 and 2; a range of them may share a row."""
    rows = re.findall(r"^\| (\d+\.\d+\.\d+[^|]*) \| ", (ROOT / "docs" / "security.md").read_text("utf-8"), re.MULTILINE)
    numbers = [number for row in rows for number in re.findall(r"\d+\.\d+\.\d+", row)]
    assert len(numbers) == len(set(numbers))
    assert {number.split(".")[0] for number in numbers} == {str(chapter) for chapter in range(1, 18)}
