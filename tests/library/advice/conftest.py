"""Content as it is read, for advice on it: the right site with some files written over it."""

from collections.abc import Callable
from textwrap import dedent

import pytest

from portal.library.loader import Loaded
from portal.library.read_content import ReadContent

SITE = """
    organisation: Elm Row Water
    base_url: https://help.elmrow.example
    time_zone: Europe/London
    calendars:
      office:
        hours: {mon: [["09:00", "17:00"]], tue: [["09:00", "17:00"]]}
    severities: [{key: can-wait, label: It can wait}, {key: no-water, label: I have no water}]
    fallback_contact: {phone: 01632 960 001}
"""
TEAM = """
    teams: {pipes: {name: the pipe crew}}
    responders:
      ada:
        name: Ada
        mail: ada@elmrow.example
        teams: [pipes]
        skills: [valves]
        shifts: [{days: [mon, tue], hours: ["09:00", "17:00"]}]
"""


def page(fields: str, body: str = "Water comes from the hill.") -> str:
    return f"---\n{dedent(fields).strip()}\n---\n\n{body}\n"


def policy(body: str, fields: str = "") -> dict[str, str]:
    """A policy with that text."""
    return {"content/public/policies/p.md": page(f"title: P\nsummary: About p.\n{fields}", body)}


@pytest.fixture
def read(load: Callable[[dict[str, str]], Loaded]) -> Callable[..., ReadContent]:
    """`read(files, site="…", team="…")`: with more lines of site.yml, and another team.yml."""

    def read_with(files: dict[str, str] | None = None, site: str = "", team: str = TEAM) -> ReadContent:
        both = {
            "content/site.yml": dedent(SITE) + dedent(site),
            "content/desk/team.yml": dedent(team),
        }
        loaded = load({**both, **(files or {})})
        assert loaded.content is not None
        return loaded.content

    return read_with
