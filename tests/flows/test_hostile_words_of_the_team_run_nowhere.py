"""Whatever a team writes, and whatever its people, topics and promises are called, nothing of it runs: asked of a real
browser, which follows every link of the desk and of the published site as a responder, a lead and an editor.

Tables, feeds and calendars are opened in it too, and no cell of a table is a formula.
"""

import csv
import re
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from io import StringIO

import pytest
from flask import Flask
from icalendar import Calendar
from playwright.sync_api import Browser
from waitress.server import create_server

from portal import editing_paths, paths
from portal.acts.send_notices import send_due_notices
from portal.acts.workplace import Workplace
from portal.app import create_both, create_service
from portal.desk.insights_tables import TABLES
from portal.library.loader import checked_library
from portal.notices.carriers.folder import FolderCarrier
from portal.publishing.build_site import build_site
from portal.reports.links import TRACK, calendar_token, customer_token
from portal.settings import Settings
from portal.site_app import site_to_freeze
from portal.store.engine import Store
from tests.audit.tools import naughty_strings
from tests.browsing import Visitor
from tests.flows.hostile_content import write_hostile_content
from tests.flows.hostile_pages import Watch
from tests.flows.hostile_team import Said, write_everywhere
from tests.hostile_words import FORMULAS, HEADERS, VECTORS
from tests.intake.filling_in import check_page_of
from tests.signing_in import somebody
from tests.workplaces import BUILT_AT, SECRET, Clock, small_library, workplace_on

FILES = (".ics", "feed.json", "atom.xml")
PLACES = (
    *(f"{paths.DESK_CAUSES}/", f"{paths.DESK_COACHING}/", f"{paths.DESK_PRACTICE}/", f"{paths.DESK_PAGE_DRAFTS}/"),
    *(
        f"{editing_paths.DRAFTS}/",
        f"{paths.DESK_IN_MY_WAY}/",
        paths.DESK_EXCEPTIONS,
        paths.DESK_LESSONS,
        paths.DESK_WALL,
    ),
    *(
        paths.DESK_TRAINING,
        paths.DESK_HUDDLE,
        paths.DESK_ROSTER,
        f"{paths.DESK_SCRIPTS}/",
        f"{paths.MAIL}/",
        paths.TRACKING,
    ),
    *(paths.TOPICS, paths.COMMITMENTS, paths.LIMITATIONS, paths.POLICIES, paths.WHAT_CHANGED),
)
OF_A_KIND = 2
"""Pages that differ in a number alone are looked at so often."""
_NUMBER = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b|[a-z0-9]{24,}|[0-9a-f]{8}|\d+")
_NO_PAGE = re.compile(r"\.(csv|ics|json|xml|txt)$|/markdown$")
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
_CALENDARS = {"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"}


@pytest.fixture
def here(sqlite_store: Store, sqlite_settings: Settings, clock: Clock) -> Workplace:
    """The small organisation with hostile names, published."""
    settings = sqlite_settings.model_copy(update={"limits": "off"})
    write_hostile_content(settings.site_dir)
    day = clock.now.date()
    workplace = workplace_on(sqlite_store, settings, clock, small_library())
    build_site(
        settings,
        lambda: checked_library(settings.site_dir, day),
        site_to_freeze(settings),
        BUILT_AT,
        search=False,
    )
    workplace.in_force.refresh(clock.now)
    return workplace


@pytest.fixture
def url(here: Workplace) -> Iterator[str]:
    server = create_server(create_both(here), host="127.0.0.1", port=0, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.task_dispatcher.shutdown()
    server.close()
    thread.join(5)


def follow_links(watch: Watch, begin: Iterable[str], seen: set[str]) -> dict[str, str]:
    """Looks at every page that can be reached, and gives the text of all that is no page, by its address.

    Adds to `seen` what was looked at.
    """
    waiting, known, kinds, files = deque(begin), set[str](), Counter[str](), dict[str, str]()
    while waiting:
        address = waiting.popleft()
        kind = _NUMBER.sub("*", address)
        if address in known or kinds[kind] >= OF_A_KIND:
            continue
        known.add(address)
        kinds[kind] += 1
        if _NO_PAGE.search(address.partition("?")[0]):
            files[address] = watch.open_file(address)
        elif not address.startswith(paths.STATIC):
            watch.look_at(address)
            waiting.extend(watch.links())
    seen |= known
    return files


def formulas_in(files: dict[str, str]) -> list[str]:
    tables = {address: text for address, text in files.items() if address.partition("?")[0].endswith(".csv")}
    cells = [(address, cell) for address, text in tables.items() for row in csv.reader(StringIO(text)) for cell in row]
    return [f"{address}: {cell[:40]!r}" for address, cell in cells if _FORMULA.match(cell)]


def strange_in_calendars(files: dict[str, str]) -> list[str]:
    """Parts of a calendar that only somebody's words can have made."""
    texts = {address: text for address, text in files.items() if ".ics" in address}
    parts = [(address, part.name) for address, text in texts.items() for part in Calendar.from_ical(text).walk()]
    return [f"{address}: {name}" for address, name in parts if name not in _CALENDARS]


@pytest.mark.browser
@pytest.mark.audit
@pytest.mark.parametrize("kind", ["ways to run a script", "strings that programs stumble over"])
def test_what_a_team_writes_runs_nothing_wherever_it_is_shown(
    kind: str, here: Workplace, url: str, clock: Clock, browser: Browser
) -> None:
    words = [*VECTORS, *FORMULAS, *HEADERS] if kind.startswith("ways") else naughty_strings()
    each_with, said = max(10, len(words) // 12), Said()
    for start in range(0, len(words), each_with):
        write_everywhere(here, "\n".join(words[start : start + each_with])[:4_000], said)
    clock.pass_by(minutes=10)
    send_due_notices(here, FolderCarrier(here.settings.mail_dir))

    app, files, found, seen = create_service(here), dict[str, str](), list[str](), set[str]()
    for person in ("mira", "tom", "ruth", "ines"):
        watch = Watch.begin(browser, url, {"forthright-desk": signed_in(app, here, person)})
        files |= follow_links(watch, beginning(here, said, person), seen)
        if person == "mira":
            watch.look_at_html(check_page_of(Visitor(app)).html)
        watch.close()
        found += watch.found
    wrong = [*dict.fromkeys(found), *formulas_in(files), *strange_in_calendars(files)]
    assert not wrong, "\n".join(wrong)
    for part in (paths.DESK_LEDGER_CSV, *(f"{paths.DESK_INSIGHTS}/{name}.csv" for name in TABLES), *FILES):
        assert any(part in address for address in files), f"no {part} among {sorted(files)}"
    for place in PLACES:
        assert any(address.startswith(place) for address in seen), f"no {place} among {sorted(seen)}"


def signed_in(app: Flask, here: Workplace, person: str) -> str:
    cookie = somebody(app, here, person).client.get_cookie("forthright-desk")
    assert cookie is not None
    return cookie.value


def beginning(here: Workplace, said: Said, person: str) -> list[str]:
    reports = said.reports[:: max(1, len(said.reports) // 12)]
    calendars = [paths.calendar(calendar_token(SECRET, scope, person, 1)) for scope in ("own", "team")]
    trackings = [paths.tracking(customer_token(SECRET, TRACK, each.reference, each.generation)) for each in reports]
    desk = [paths.desk_report_signed_in(each.reference) for each in reports]
    public = [paths.HOME, paths.COMMITMENTS_JSON, paths.SITEMAP]
    of_leads = [*public, *trackings, paths.MAIL] if person == "ruth" else []
    tables = [paths.desk_insights_csv(name, "half") for name in TABLES]
    of_responders = [*calendars, *tables] if person in ("mira", "tom") else []
    return [paths.DESK, *of_responders, *desk, *of_leads]
