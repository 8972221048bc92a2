"""A promise is in force when it is published, not when a file is saved.

While `portal run` goes on, without a restart:
- a target edited but not built changes nothing: page, check page and clock stay as they are
- built, they change together: the promise's own page, the lists it stands in, the check page and the clock
- a report that came before keeps the promise it was given, whatever is published later
- somebody who was shown the old promise while filling in the form gets that one
- a build that fails says every problem, and leaves site, check page and clock as they were
"""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.flows.conftest import Start
from tests.flows.customers import Filed, file_report, fill_in, send, spoken_minute
from tests.flows.plain_browser import PlainBrowser
from tests.flows.running import RunningPortal, portal
from tests.flows.sample import ALWAYS_WITHIN_MIN

PAGE = "/commitments/someone-at-risk/"
LISTS = ("/", "/commitments/", "/topics/phone-or-alarm/")
_GIVES_TIME = re.compile(r"[^“]*within (thirty|45) minutes|(30|45) minutes\.")
OLD, NEW = timedelta(minutes=ALWAYS_WITHIN_MIN), timedelta(minutes=45)


@pytest.fixture
def running(site: Path, start: Start) -> RunningPortal:
    return start(site)


@pytest.fixture
def promise(site: Path) -> Path:
    return site / "content" / "public" / "commitments" / "someone-at-risk.md"


def edit(promise: Path) -> None:
    text = promise.read_text("utf-8")
    edited = text.replace("target: 30 minutes", "target: 45 minutes").replace(
        "within thirty minutes", "within 45 minutes"
    )
    assert edited.count("45 minutes") >= 3
    promise.write_text(edited, "utf-8")


def test_page_form_and_clock_change_together_and_only_when_built(
    running: RunningPortal, promise: Path, command: Path
) -> None:
    pages_before = read_promises(running)
    assert any("within thirty minutes" in said for said in pages_before[PAGE])
    before = file_report(running.url)
    assert before.promised == OLD

    edit(promise)
    assert read_promises(running) == pages_before
    assert_check_page_promises(running, OLD)
    saved_not_built = file_report(running.url)
    assert saved_not_built.promised == OLD

    shown_before_the_build = fill_in(running.url)
    pid = running.pid
    built = portal(command, "build", cwd=running.site)
    assert built.returncode == 0, built.stderr

    pages = read_promises(running)
    for path, was in pages_before.items():
        assert pages[path] == {re.sub("thirty|30", "45", said) for said in was}, path
    assert any(said.startswith("45 minutes.") for said in pages[PAGE])
    assert_check_page_promises(running, NEW)
    assert file_report(running.url).promised == NEW
    assert running.pid == pid

    assert send(shown_before_the_build).promised == OLD
    for filed in (before, saved_not_built):
        assert_keeps_its_promise(filed)


def test_a_report_keeps_its_promise_when_the_page_is_deleted(
    running: RunningPortal, promise: Path, command: Path
) -> None:
    filed = file_report(running.url)
    edit(promise)
    renamed = promise.with_name("at-risk-at-any-hour.md")
    promise.rename(renamed)
    for page in (running.site / "content").rglob("*.md"):
        text = page.read_text("utf-8")
        page.write_text(text.replace("someone-at-risk.md", "at-risk-at-any-hour.md"), "utf-8")
    built = portal(command, "build", cwd=running.site)
    assert built.returncode == 0, built.stderr
    assert PlainBrowser().open(running.url + PAGE).status == 404
    assert file_report(running.url).promised == NEW
    assert_keeps_its_promise(filed)


def test_a_failing_build_changes_nothing_and_says_every_problem(
    site: Path, start: Start, promise: Path, command: Path
) -> None:
    running = start(site, "--no-deliver")  # which would publish new figures, and here every octet is compared
    pages, files = read_promises(running), contents(site)
    edit(promise)
    broken = promise.with_name("first-reply-to-a-fault.md")
    broken.write_text(broken.read_text("utf-8").replace("target: 2 working hours", "target: soon"), "utf-8")
    (running.site / "content" / "public" / "about.md").write_text("---\ntitel: About us\nsummary: We\n---\n", "utf-8")

    built = portal(command, "build", cwd=running.site)
    assert built.returncode == 1
    *problems, last = built.stderr.splitlines()
    assert re.fullmatch(r"\d+ problems\. Nothing was published; build/ is as it was\.", last)
    assert len(problems) == int(last.split()[0])
    assert problems == sorted(problems, key=lambda line: line.split(":")[0])
    assert all(re.match(r"content/[^:]+:\d+:\d+: .+", problem) for problem in problems), problems
    assert any(p.startswith("content/public/commitments/first-reply-to-a-fault.md:") and "soon" in p for p in problems)
    assert any(p.startswith("content/public/about.md:2:") and "did you mean" in p.lower() for p in problems)

    assert contents(running.site) == files
    assert read_promises(running) == pages
    assert_check_page_promises(running, OLD)
    assert file_report(running.url).promised == OLD


def read_promises(running: RunningPortal) -> dict[str, set[str]]:
    """By page, each sentence on it that gives the time promised, apart from those quoted from earlier versions."""
    found: dict[str, set[str]] = {}
    for path in (PAGE, *LISTS):
        strings = PlainBrowser().open(running.url + path).soup.stripped_strings
        found[path] = {" ".join(said.split()) for said in strings if _GIVES_TIME.match(said)}
        assert found[path], f"{path} says nothing of the promise"
    return found


def assert_check_page_promises(running: RunningPortal, within: timedelta) -> None:
    """The sentence beside the button, and the promise above it, name the minute that is `within` from now."""
    minutes = within.total_seconds() / 60
    earliest = spoken_minute(minutes)
    text = fill_in(running.url).text
    latest = spoken_minute(minutes)
    assert any(f"answers by {time} " in text for time in {earliest, latest}), text
    assert any(f"A person answers by {time} " in text for time in {earliest, latest}), text


def assert_keeps_its_promise(filed: Filed) -> None:
    """On the confirmation and on the tracking page."""
    due = f"{filed.answer_by:%H:%M}"
    assert filed.promised == OLD
    confirmation = PlainBrowser().open(filed.receipt)
    assert confirmation.facts()["They answer by"].endswith(due)
    tracking = PlainBrowser().open(filed.tracking)
    promised = [item.get_text(" ", strip=True) for item in tracking.soup.select(".clocks li")]
    assert any(f"a person answers by {due} " in each for each in promised), promised


def contents(site: Path) -> dict[str, bytes]:
    files = [file for file in (site / "build").rglob("*") if file.is_file()]
    return {str(file.relative_to(site)): file.read_bytes() for file in [*files, site / "var" / "release.json"]}
