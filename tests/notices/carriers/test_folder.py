"""The mail folder holds whole mails only, in the order in which they were written."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.errors import TemporaryFailure
from portal.notices.carriers.folder import FolderCarrier, read_mail, read_mails
from tests.notices.carriers.mails import a_mail


def test_a_mail_can_be_read_back_whole(tmp_path: Path) -> None:
    mail = a_mail(text="Hello Ada — é\n")
    FolderCarrier(tmp_path / "var" / "mail").send(mail, "customer")
    (summary,) = read_mails(tmp_path / "var" / "mail")
    stored = read_mail(tmp_path / "var" / "mail", summary.name)
    assert stored.raw == mail.as_bytes()
    assert stored.summary == summary
    assert (summary.sender, summary.recipient) == ("Mira at Northline <reports@northline.example>", "ada@example.org")
    assert (summary.subject, summary.date) == ("[R7K4-M2PX] Ünten", mail["Date"].datetime)
    assert (stored.text, stored.html) == ("Hello Ada — é\n", "<p>Hello</p>\n")


def test_the_newest_comes_first_and_the_list_has_a_limit(tmp_path: Path) -> None:
    carrier = FolderCarrier(tmp_path)
    for number in range(5):
        carrier.send(a_mail(subject=f"number {number}"), "customer")
    assert [summary.subject for summary in read_mails(tmp_path, limit=3)] == ["number 4", "number 3", "number 2"]


def test_many_writers_lose_nothing_and_readers_see_no_half_mail(tmp_path: Path) -> None:
    carriers = [FolderCarrier(tmp_path) for _ in range(8)]
    text = "word " * 2_000 + "\n"

    def write(carrier: FolderCarrier) -> None:
        for _ in range(6):
            carrier.send(a_mail(text=text), "customer")

    def read() -> None:
        for _ in range(8):
            for summary in read_mails(tmp_path):
                assert read_mail(tmp_path, summary.name).text == text

    with ThreadPoolExecutor(9) as pool:
        futures = [pool.submit(write, carrier) for carrier in carriers] + [pool.submit(read)]
        for future in futures:
            future.result()
    assert len(read_mails(tmp_path)) == 8 * 6


def test_a_folder_that_cannot_be_written_to_is_tried_again_and_nothing_half_written_stays(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file where the folder should be")
    with pytest.raises(TemporaryFailure, match="mail folder"):
        FolderCarrier(tmp_path / "mail").send(a_mail(), "customer")
    assert [path.name for path in tmp_path.iterdir()] == ["mail"]


def test_only_the_owner_can_look_into_the_folder(tmp_path: Path) -> None:
    FolderCarrier(tmp_path / "mail").send(a_mail(), "customer")
    assert stat.S_IMODE((tmp_path / "mail").stat().st_mode) == 0o700


def test_an_interrupted_or_foreign_file_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / ".20261122T120000.000000Z-0123abcd.eml.part").write_bytes(b"half")
    (tmp_path / "notes.eml").write_bytes(b"Subject: mine\n\n")
    assert read_mails(tmp_path) == ()


def test_an_empty_or_missing_folder_has_no_mails(tmp_path: Path) -> None:
    assert read_mails(tmp_path) == read_mails(tmp_path / "missing") == ()


@pytest.mark.parametrize(
    "name",
    [
        "../secret",
        "..",
        "",
        "/etc/passwd",
        "notes.eml",
        "20261122T120000.000000Z-0123abcd.eml/../../secret",
        "20261122T120000.000000Z-0123abcd.eml\n",
        "20261122T120000.000000Z-0123abcd.eml",
        ".20261122T120000.000000Z-0123abcd.eml.part",
    ],
)
def test_no_name_reads_anything_but_a_mail_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "notes.eml").write_text("secret")
    with pytest.raises(FileNotFoundError):
        read_mail(tmp_path / "mail", name)
