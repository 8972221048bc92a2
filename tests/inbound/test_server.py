"""What the server has answered 250 for is on disk, and nothing else is said to be.

- by SMTP and by LMTP, which answers once for each recipient
- envelope, octets beyond ASCII, dots and very long lines arrive as they were sent
- a disk that does not take it is a temporary failure, a mail that is too large a final one
- a mail placed while the database is away waits, and is placed once it is back
"""

import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from portal.acts.mail_originals import read_original, waiting
from portal.acts.workplace import Workplace
from portal.errors import SettingsError, StoreUnavailable
from portal.inbound.placing import place_waiting
from portal.inbound.server import Protocol, receiving
from portal.reports.timeline import Kind
from portal.settings import Settings
from portal.store.engine import open_store
from tests.acts.mails_in import BASE, in_tray, taking_replies
from tests.notices.carriers.mail_server import free_port
from tests.workplaces import SECRET, kinds, reported, story

MAIL = b"From: ada@example.org\r\nSubject: hello\r\n\r\n.dot\r\n..\r\n\xc3\xa4\xff\r\n" + b"x" * 20_000 + b"\r\n"


@contextmanager
def server(settings: Settings, protocol: Protocol = "smtp") -> Iterator[tuple[int, threading.Event]]:
    port, taken = free_port(), threading.Event()
    with receiving(settings, protocol, "127.0.0.1", port, taken.set):
        yield port, taken


def send(port: int, octets: bytes, *to: str, sender: str = "ada@example.org") -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as client:
        client.sendmail(sender, list(to or ["reply@riverside.example"]), octets)


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    return Settings(site_dir=tmp_path)


def test_an_acknowledged_mail_is_on_disk_with_its_envelope(site: Settings) -> None:
    with server(site) as (port, taken):
        send(port, MAIL, "a@riverside.example", "b@riverside.example")
        [file] = waiting(site)
        assert taken.is_set()
    original = read_original(file)
    assert original.octets == MAIL
    assert original.envelope_sender == "ada@example.org"
    assert original.recipients == ("a@riverside.example", "b@riverside.example")


def test_lmtp_answers_once_for_each_recipient(site: Settings) -> None:
    with server(site, "lmtp") as (port, _), smtplib.LMTP("127.0.0.1", port, timeout=60) as client:
        client.ehlo()
        client.mail("ada@example.org")
        for each in ("a@x.example", "b@x.example", "c@x.example"):
            client.rcpt(each)
        assert client.data(MAIL)[0] == 250
        assert [client.getreply()[0] for _ in range(2)] == [250, 250], "smtplib reads the first answer only"
        assert client.noop()[0] == 250


def test_the_null_sender_is_kept_as_such(site: Settings) -> None:
    with server(site) as (port, _):
        send(port, MAIL, sender="")
    assert read_original(next(waiting(site))).envelope_sender == ""


def test_a_disk_that_does_not_take_it_asks_the_sender_to_try_again(site: Settings) -> None:
    site.var_dir.mkdir()
    site.inbound_dir.write_text("in the way")
    with server(site) as (port, taken):
        with pytest.raises(smtplib.SMTPDataError) as refused:
            send(port, MAIL)
        assert refused.value.smtp_code == 451
        assert not taken.is_set()


def test_a_mail_that_is_too_large_is_refused_for_good(site: Settings) -> None:
    small = site.model_copy(update={"max_mail_bytes": 10_000})
    with server(small) as (port, _):
        with pytest.raises(smtplib.SMTPException) as refused:
            send(port, MAIL)
        assert "552" in str(refused.value)
    assert list(waiting(small)) == []


def test_a_port_that_is_taken_is_named(site: Settings) -> None:
    with (
        server(site) as (port, _),
        pytest.raises(SettingsError, match=f"receive_port = {port} cannot be listened on"),
        receiving(site, "smtp", "127.0.0.1", port, lambda: None),
    ):
        pytest.fail("it was listened on twice")


@pytest.fixture
def desk(sqlite_workplace: Workplace) -> Workplace:
    return taking_replies(sqlite_workplace)


def reply_of(desk: Workplace, report_reference: str, words: str = "Still dry.") -> bytes:
    head = f"From: ada@example.org\r\nTo: {BASE}\r\nSubject: Re: [{report_reference}] No water\r\n\r\n"
    return f"{head}{words}\r\n".encode()


def test_what_arrived_is_placed_once_however_often_it_comes(desk: Workplace) -> None:
    report = reported(desk)
    with server(desk.settings) as (port, _):
        for _ in range(3):
            send(port, reply_of(desk, report.reference))
    assert place_waiting(desk) == 1
    with server(desk.settings) as (port, _):
        send(port, reply_of(desk, report.reference))
    assert place_waiting(desk) == 0
    assert kinds(desk, report).count(Kind.CUSTOMER_WROTE) == 1


def test_while_the_database_is_away_mails_wait_and_none_is_lost(desk: Workplace) -> None:
    report = reported(desk)
    away = desk.settings.model_copy(update={"database_url": f"sqlite:///{desk.settings.var_dir}"})
    broken = replace(desk, settings=away, store=open_store(away))
    with server(desk.settings) as (port, _):
        for number in range(3):
            send(port, reply_of(desk, report.reference, f"Mail {number}."))
    with pytest.raises(StoreUnavailable):
        place_waiting(broken)
    assert len(list(waiting(desk.settings))) == 3
    assert place_waiting(desk) == 3
    said = [entry.texts["words"] for entry in story(desk, report) if entry.kind is Kind.CUSTOMER_WROTE]
    assert sorted(said) == ["Mail 0.", "Mail 1.", "Mail 2."]


def test_killed_between_placing_and_putting_away_it_is_not_placed_again(desk: Workplace) -> None:
    report = reported(desk)
    with server(desk.settings) as (port, _):
        send(port, reply_of(desk, report.reference))
    [file] = waiting(desk.settings)
    octets = file.read_bytes()
    place_waiting(desk)
    file.write_bytes(octets)
    assert place_waiting(desk) == 0
    assert list(waiting(desk.settings)) == []
    assert kinds(desk, report).count(Kind.CUSTOMER_WROTE) == 1


def test_several_processes_place_a_mail_once(desk: Workplace) -> None:
    report = reported(desk)
    with server(desk.settings) as (port, _):
        for number in range(5):
            send(port, reply_of(desk, report.reference, f"Mail {number}."))
    workers = [threading.Thread(target=place_waiting, args=(desk,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert kinds(desk, report).count(Kind.CUSTOMER_WROTE) == 5


def test_a_mail_nobody_can_make_sense_of_lands_in_the_tray(desk: Workplace) -> None:
    with server(desk.settings) as (port, _):
        send(port, b"\xff\x00\r\n\r\n\x00")
    place_waiting(desk)
    assert len(in_tray(desk)) == 1
    assert SECRET not in in_tray(desk)[0].reason
