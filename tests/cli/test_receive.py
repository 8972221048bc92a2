"""`portal receive` takes mails, and what it has acknowledged survives `kill -9` before it is placed."""

import os
import signal
import smtplib
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from portal.acts.workplace import utc_now
from portal.cli.service_start import begin
from portal.library.release import release_of, write_release
from portal.settings import Settings
from tests.flows.mails import wait_for
from tests.flows.running import environment, portal
from tests.notices.carriers.mail_server import free_port
from tests.workplaces import reported, small_library

COMMAND = Path(sys.executable).with_name("portal")
REPLY_ADDRESS = "reply@riverside.example"


class Receiving:
    """A running `portal receive`."""

    def __init__(self, site: Path, *options: str) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(
            [COMMAND, "receive", "--port", str(self.port), *options],
            cwd=site,
            env=environment(reply_address=REPLY_ADDRESS),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()

    def stop(self, how: signal.Signals) -> int:
        os.kill(self.process.pid, how)
        code = self.process.wait(120)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return code


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site folder with a release and a report."""
    settings = Settings(site_dir=tmp_path)
    write_release(release_of(small_library(), utc_now()), settings.release_file)
    workplace = begin(settings)
    reported(workplace)
    workplace.store.close()
    return tmp_path


def read(site: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(site / "var" / "portal.db")) as database:
        return database.execute(query).fetchall()


def reply(site: Path, words: str) -> bytes:
    [[reference]] = read(site, "SELECT reference FROM reports")
    return f"From: ada@example.org\r\nTo: {REPLY_ADDRESS}\r\nSubject: Re: [{reference}]\r\n\r\n{words}\r\n".encode()


def words_in(site: Path) -> list[str]:
    return [str(body) for (body,) in read(site, "SELECT body FROM texts WHERE field = 'words' ORDER BY entry_id")]


@pytest.mark.parametrize(("option", "client"), [("--lmtp", smtplib.LMTP), ("--smtp", smtplib.SMTP)])
def test_a_mail_is_taken_and_placed(site: Path, option: str, client: type[smtplib.SMTP]) -> None:
    receiving = Receiving(site, option)
    assert receiving.said.startswith(f"Receiving mail by {option.strip('-').upper()} on 127.0.0.1:{receiving.port}.")
    with client("127.0.0.1", receiving.port, timeout=60) as connection:
        connection.sendmail("ada@example.org", [REPLY_ADDRESS], reply(site, "It is dry."))
    wait_for("the words on the report", lambda: words_in(site) == ["It is dry."])
    assert receiving.stop(signal.SIGTERM) == 0


def test_acknowledged_and_killed_before_it_was_placed_it_is_placed_by_deliver(site: Path) -> None:
    receiving = Receiving(site, "--smtp")
    with closing(sqlite3.connect(site / "var" / "portal.db", isolation_level=None)) as holds:
        # While somebody else writes, nothing can be placed; mails are acknowledged all the same.
        holds.execute("BEGIN IMMEDIATE")
        with smtplib.SMTP("127.0.0.1", receiving.port, timeout=60) as connection:
            for number in range(5):
                connection.sendmail("ada@example.org", [REPLY_ADDRESS], reply(site, f"Mail {number}."))
        receiving.stop(signal.SIGKILL)
        holds.execute("ROLLBACK")
    assert words_in(site) == []
    assert len(list((site / "var" / "inbound").glob("*.eml"))) == 5
    done = portal(COMMAND, "deliver", "--once", cwd=site, reply_address=REPLY_ADDRESS)
    assert done.returncode == 0, done.stderr
    assert sorted(words_in(site)) == [f"Mail {number}." for number in range(5)]
    assert list((site / "var" / "inbound").glob("*.eml")) == []


@pytest.mark.audit
@pytest.mark.parametrize("times", [2, 10])
def test_killed_again_and_again_it_loses_nothing_and_places_nothing_twice(site: Path, times: int) -> None:
    acknowledged = []
    for number in range(times):
        receiving = Receiving(site, "--smtp")
        with smtplib.SMTP("127.0.0.1", receiving.port, timeout=60) as connection:
            connection.sendmail("ada@example.org", [REPLY_ADDRESS], reply(site, f"Mail {number}."))
            acknowledged.append(f"Mail {number}.")
            time.sleep(0.02 * number)
            receiving.stop(signal.SIGKILL)
    portal(COMMAND, "deliver", "--once", cwd=site, reply_address=REPLY_ADDRESS)
    assert sorted(words_in(site)) == acknowledged


def test_a_port_that_cannot_be_used_is_named(site: Path) -> None:
    done = portal(COMMAND, "receive", "--host", "192.0.2.1", "--port", "8025", cwd=site)
    assert done.returncode == 1
    assert "receive_host = '192.0.2.1', receive_port = 8025 cannot be listened on" in done.stderr
