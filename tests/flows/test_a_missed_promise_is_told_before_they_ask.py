"""A promise that runs down is watched, and a broken one is told before anybody asks.

Half an hour is promised and nobody answers, while two `portal deliver` run beside the server and one of them is killed
and started again in between:
- the responder hears of it at half, the team at three quarters, the lead when it is missed; each step once
- the customer is told once, with the remedy, and sees it on their page
- one button says "you are late"; it goes to the lead, once, and the responder keeps the report
- the public scorecard counts 0 of 1, and `portal verify` agrees with the published data
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from tests.flows.clock import MovedClock
from tests.flows.conftest import Start
from tests.flows.customers import file_report
from tests.flows.mails import in_folder, text_of, to, wait_for
from tests.flows.plain_browser import PlainBrowser
from tests.flows.running import STOP_TIMEOUT_S, RunningPortal, environment, portal
from tests.flows.sample import ALWAYS_WITHIN_MIN, RESPONDER_MAIL

PROMISE = "someone-at-risk"
CUSTOMER = "sam@example.org"
HALF, HELP, MISSED_IN_TEAM = "half of the time is gone", "a second pair of hands", "we have missed a promise"
MISSED, LATE = "we have broken a promise to you", "says that we are late"


def test_nobody_answers_and_everybody_who_should_know_does_once(
    site: Path, start: Start, moved_clock: MovedClock
) -> None:
    command = moved_clock.command
    running = start(site, "--no-deliver", using=command)
    with delivering(command, running), delivering(command, running) as second:
        filed = file_report(running.url)
        assert filed.promised == timedelta(minutes=ALWAYS_WITHIN_MIN)
        moved_clock.pass_by(minutes=ALWAYS_WITHIN_MIN / 2)
        wait_for("the half", lambda: mails(site, HALF))
        second.kill()
        second.wait(STOP_TIMEOUT_S)
        with delivering(command, running):
            moved_clock.pass_by(minutes=ALWAYS_WITHIN_MIN / 4)
            wait_for("somebody asked to help", lambda: mails(site, HELP))
            moved_clock.pass_by(minutes=ALWAYS_WITHIN_MIN / 4)
            wait_for("the miss", lambda: mails(site, MISSED))
            wait_for("the team's notice", lambda: mails(site, MISSED_IN_TEAM))
            page = PlainBrowser().open(filed.tracking)
            assert "broke a promise" in page.text
            assert "What you get for it" in page.text
            page.press("You are late")
            page.open(filed.tracking)
            assert "You have said that we are late" in page.text
            wait_for("the lead's mail", lambda: mails(site, LATE))
            # This takes both through several rounds: whatever would be sent twice has been by then.
            assert_scorecard_counts(site, running, command)

    told = {words: [mail["To"].addresses[0].addr_spec for mail in mails(site, words)] for words in (HALF, HELP, MISSED)}
    helpers = told.pop(HELP)
    assert told == {HALF: [RESPONDER_MAIL], MISSED: [CUSTOMER]}
    assert helpers, "somebody is asked to help"
    assert RESPONDER_MAIL not in helpers, "nobody is their own second pair of hands"
    assert sorted(set(helpers)) == sorted(helpers), "each of them once"
    in_team = [mail["To"].addresses[0].addr_spec for mail in mails(site, MISSED_IN_TEAM)]
    assert sorted(set(in_team)) == sorted(in_team), "each of them once"
    assert RESPONDER_MAIL in in_team
    leads = set(in_team) - {RESPONDER_MAIL}
    assert leads, "a lead knows"
    assert {mail["To"].addresses[0].addr_spec for mail in mails(site, LATE)} == leads
    (missed,) = to(in_folder(site / "var" / "mail"), CUSTOMER, MISSED)
    assert "What you get for it" in text_of(missed)


def assert_scorecard_counts(site: Path, running: RunningPortal, command: Path) -> None:
    """Figures are counted once an hour, and at once where there are none."""
    (site / "var" / "published.json").unlink(missing_ok=True)
    wait_for("the figures", lambda: (site / "var" / "published.json").exists())
    data = site / "build" / "scorecard" / "data.json"
    wait_for("the published row", lambda: data.exists() and PROMISE in data.read_text("utf-8"))
    wait_for("the missed row", lambda: [row for row in rows_of(data) if row["outcome"] == "missed"])
    verified = portal(command, "verify", str(data), cwd=site)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    page = PlainBrowser().open(f"{running.url}/commitments/{PROMISE}/")
    assert "0 of 1" in page.text


def rows_of(data: Path) -> list[dict[str, object]]:
    return [row for row in json.loads(data.read_text("utf-8"))["rows"] if row["commitment"] == PROMISE]


def mails(site: Path, words: str) -> list[EmailMessage]:
    """Those whose text holds `words`, however it was wrapped."""
    folder = site / "var" / "mail"
    return [mail for mail in in_folder(folder) if words in " ".join(text_of(mail).split())]


@contextmanager
def delivering(command: Path, running: RunningPortal) -> Iterator[subprocess.Popen[bytes]]:
    """A `portal deliver` of its own beside the server."""
    settings = environment(deliver_poll_s=0.2, port=running.port, limits="off")
    process = subprocess.Popen(
        [command, "deliver"], cwd=running.site, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(STOP_TIMEOUT_S)
