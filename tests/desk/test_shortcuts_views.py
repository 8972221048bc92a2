"""The shortcuts are listed on a page that needs no script, and the script is on the desk alone."""

import re

from flask import Flask

from portal import paths
from portal.acts.workplace import Workplace
from portal.desk.shortcuts_views import GROUPS
from tests.browsing import Visitor
from tests.rules.sources import PACKAGE
from tests.signing_in import somebody


def test_every_page_of_the_desk_leads_to_the_list(app: Flask, service_workplace: Workplace) -> None:
    mira = somebody(app, service_workplace, "mira")
    for address in (paths.DESK_REPORTS, paths.DESK_SESSIONS, paths.DESK_TRAY):
        page = mira.get(address)
        assert page.link("Keyboard shortcuts") == paths.DESK_SHORTCUTS
        assert len(page.soup.select("script[src*='desk.js'][defer]")) == 1


def test_the_list_says_every_key_that_the_script_knows(app: Flask, service_workplace: Workplace) -> None:
    page = somebody(app, service_workplace, "mira").get(paths.DESK_SHORTCUTS)
    shown = {key.get_text() for key in page.soup.select("#shortcuts kbd")}
    assert shown == {key for _, group in GROUPS for shortcut in group for keys in shortcut.ways for key in keys}
    script = (PACKAGE / "static" / "desk.js").read_text("utf-8")
    known = set(re.findall(r'^    "?([^\s":]+)"?: (?:\(\) =>|find|goToNext)', script, re.MULTILINE))
    # Enter opens a link without any script.
    assert {{"ArrowDown": "↓", "ArrowUp": "↑"}.get(key, key) for key in known} | {"Enter"} == shown


def test_no_other_page_carries_the_script(visitor: Visitor) -> None:
    for address in (paths.REPORT, paths.DESK):
        assert "desk.js" not in visitor.get(address).html
