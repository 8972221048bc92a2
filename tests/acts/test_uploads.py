"""An attachment is on disk before anything refers to it, is what it says, and is discarded if nothing ever does."""

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from portal.acts import uploads
from portal.acts.workplace import Workplace
from portal.errors import UploadRefused
from portal.reports.report import Attachment
from tests.workplaces import Clock, reported

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    + b"\0" * 40
)
REAL = {
    "tap.png": PNG,
    "tap.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\0" * 40,
    "TAP.JPEG": b"\xff\xd8\xff\xe1\x00\x10Exif\x00\x00" + b"\0" * 40,
    "tap.gif": b"GIF89a\x01\x00\x01\x00" + b"\0" * 40,
    "tap.webp": b"RIFF\x2c\x00\x00\x00WEBPVP8 " + b"\0" * 36,
    "tap.heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 40,
    "tap.heif": b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic" + b"\0" * 40,
    "hdr.heic": b"\x00\x00\x00\x18ftypheix\x00\x00\x00\x00mif1heix" + b"\0" * 40,
    "bill.pdf": b"%PDF-1.7\n" + b"x" * 40,
    "notes.txt": "Grüße, the tap is dry.\n".encode(),
}


@pytest.fixture
def small(sqlite_workplace: Workplace) -> Workplace:
    """A workplace that takes files of up to 1,000 bytes."""
    settings = sqlite_workplace.settings.model_copy(update={"max_attachment_bytes": 1_000})
    return replace(sqlite_workplace, settings=settings)


def stage(workplace: Workplace, name: str, content: bytes = PNG) -> Attachment:
    return uploads.stage(workplace, name, io.BytesIO(content))


def kept(workplace: Workplace) -> list[str]:
    folder = workplace.settings.attachments_dir
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


@pytest.mark.parametrize(("name", "content"), REAL.items(), ids=list(REAL))
def test_what_we_say_we_take_is_taken_whole(small: Workplace, name: str, content: bytes) -> None:
    attachment = stage(small, name, content)
    assert uploads.path_of(small.settings, attachment).read_bytes() == content
    assert (attachment.name, attachment.size_bytes) == (name, len(content))
    assert attachment.media_type == uploads.ALLOWED[Path(name).suffix.lower()]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tap.exe", PNG, "“tap.exe” is a kind of file we cannot take. Attach pictures (JPEG, PNG, GIF, WebP, HEIC)"),
        ("tap", PNG, "a kind of file we cannot take"),
        ("tap.html", b"<script>", "a kind of file we cannot take"),
        ("tap.svg", b"<svg/>", "a kind of file we cannot take"),
        ("tap.png", b"", "“tap.png” is empty"),
        ("tap.png", b"<html><script>alert(1)</script>", "“tap.png” is not what its ending says"),
        ("tap.png", b"%PDF-1.7", "is not what its ending says"),
        ("tap.jpg", PNG, "is not what its ending says"),
        ("notes.txt", b"MZ\x90\x00\x03", "is not what its ending says"),
        ("tap.png", PNG + b"\0" * 1_000, "“tap.png” is larger than 0.001 MB"),
        (f"tap.{'x' * 300}", PNG, "a kind of file we cannot take"),
    ],
)
def test_what_we_cannot_take_is_refused_by_name_and_leaves_nothing(
    small: Workplace, name: str, content: bytes, words: str
) -> None:
    with pytest.raises(UploadRefused) as refused:
        stage(small, name, content)
    assert words in str(refused.value)
    assert len(str(refused.value)) < 300
    assert kept(small) == []


def test_exactly_the_largest_size_is_taken(small: Workplace) -> None:
    assert stage(small, "tap.png", PNG.ljust(1_000, b"\0")).size_bytes == 1_000


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\Users\\ada\\tap.png", "tap.png"),
        ("tap\r\nSet-Cookie: a=b.png", "tapSet-Cookie: a=b.png"),
        ("tap\u202egnp.exe.png", "tapgnp.exe.png"),
        ("\0.png", "png"),
        ("..", "file"),
        ("", "file"),
        ("/", "file"),
        ("é" * 200 + ".png", "é" * 116 + ".png"),
        ("cafe\u0301.png", "café.png"),
    ],
)
def test_a_hostile_name_becomes_a_harmless_one(typed: str, shown: str) -> None:
    assert uploads.clean_name(typed) == shown


def test_no_name_reaches_the_disk(small: Workplace) -> None:
    attachment = stage(small, "../../../tap.png")
    assert kept(small) == [attachment.id]
    assert attachment.id.isalnum()


def test_the_file_and_its_folder_are_on_disk_before_anybody_hears_of_it(
    small: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    really = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        really(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    attachment = stage(small, "tap.png")
    assert synced == [str(uploads.path_of(small.settings, attachment)), str(small.settings.attachments_dir)]


def test_a_full_disk_is_a_clear_refusal_and_leaves_nothing(small: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UploadRefused, match=r"“tap\.png” could not be kept"):
        stage(small, "tap.png")
    assert kept(small) == []


def test_a_broken_connection_leaves_nothing(small: Workplace) -> None:
    class Broken(io.BytesIO):
        def read(self, *_: Any) -> bytes:
            raise ConnectionError

    with pytest.raises(UploadRefused):
        uploads.stage(small, "tap.png", Broken())
    assert kept(small) == []


def test_what_was_not_sent_lapses_after_a_day_and_is_gone_an_hour_later(
    sqlite_workplace: Workplace, clock: Clock
) -> None:
    attachment = stage(sqlite_workplace, "tap.png")
    clock.pass_by(hours=24)
    assert uploads.lapsed(sqlite_workplace, [attachment]) == ()
    clock.pass_by(seconds=1)
    assert uploads.lapsed(sqlite_workplace, [attachment]) == (attachment,)
    assert uploads.discard_abandoned(sqlite_workplace) == 0, "whoever was just taking it still finds it"
    clock.pass_by(hours=1)
    assert uploads.discard_abandoned(sqlite_workplace) == 1
    assert kept(sqlite_workplace) == []


def test_what_was_sent_is_kept(sqlite_workplace: Workplace, clock: Clock) -> None:
    attachment = stage(sqlite_workplace, "tap.png")
    reported(sqlite_workplace, attachments=(attachment,))
    clock.pass_by(days=400)
    assert uploads.discard_abandoned(sqlite_workplace) == 0
    assert kept(sqlite_workplace) == [attachment.id]


def test_where_nothing_was_ever_attached_there_is_nothing_to_discard(sqlite_workplace: Workplace) -> None:
    assert uploads.discard_abandoned(sqlite_workplace) == 0
