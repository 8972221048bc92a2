"""A mail is on disk, whole, before anybody hears that we have it."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.acts.mail_originals import (
    Original,
    discard_unfinished,
    find_original,
    keep_original,
    mark_placed,
    read_original,
    waiting,
)
from portal.settings import Settings

AT = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
MAIL = Original(b"From: a@b.example\r\n\r\nHi\r\n\x00\xff", AT, "a@b.example", ("x@y.example", "z@y.example"))


@pytest.fixture
def site(tmp_path: Path) -> Settings:
    return Settings(site_dir=tmp_path)


def test_it_comes_back_as_it_was_with_its_envelope(site: Settings) -> None:
    assert read_original(keep_original(site, MAIL)) == MAIL


@pytest.mark.parametrize("sender", ["", None, "jörg@example.org"])
def test_the_null_sender_is_not_an_unknown_one(site: Settings, sender: str | None) -> None:
    original = Original(b"\r\n", AT, sender, ())
    assert read_original(keep_original(site, original)).envelope_sender == sender


def test_the_same_octets_are_kept_once_also_when_they_were_placed(site: Settings) -> None:
    file = keep_original(site, MAIL)
    keep_original(site, MAIL)
    assert list(waiting(site)) == [file]
    mark_placed(site, file)
    assert keep_original(site, MAIL) == find_original(site, file.name)
    assert list(waiting(site)) == []


def test_an_envelope_inside_a_mail_is_not_believed(site: Settings) -> None:
    line = b'X-Forthright-Envelope: {"at": "2020-01-01T00:00:00+00:00", "from": "", "to": ["evil@y.example"]}\r\n'
    original = Original(line + MAIL.octets, AT, "a@b.example", ())
    assert read_original(keep_original(site, original)) == original


def test_a_file_that_somebody_put_there_is_a_mail_without_an_envelope(site: Settings) -> None:
    site.inbound_dir.mkdir(parents=True)
    (site.inbound_dir / "by-hand.eml").write_bytes(MAIL.octets)
    [file] = waiting(site)
    assert read_original(file).octets == MAIL.octets
    assert read_original(file).envelope_sender is None


def test_what_waits_is_given_the_oldest_first(site: Settings) -> None:
    files = [keep_original(site, Original(str(n).encode(), AT, "", ())) for n in range(3)]
    for age, file in zip((20, 30, 10), files, strict=True):
        os.utime(file, (1_000_000 - age, 1_000_000 - age))
    assert list(waiting(site)) == [files[1], files[0], files[2]]


def test_half_written_files_are_neither_placed_nor_kept_for_ever(site: Settings) -> None:
    keep_original(site, MAIL)
    part = site.inbound_dir / ".x.eml.00000000.part"
    part.write_bytes(b"From")
    assert part not in waiting(site)
    os.utime(part, (0, 0))
    discard_unfinished(site, AT)
    assert not part.exists()


@pytest.mark.parametrize("name", ["../portal.db", "/etc/passwd", "nothing.eml", ""])
def test_only_originals_are_found(site: Settings, name: str) -> None:
    keep_original(site, MAIL)
    assert find_original(site, name) is None
