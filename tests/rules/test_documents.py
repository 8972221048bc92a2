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
