"""The console shows a mail as a person reads it."""

import io
import sys

import pytest

from portal.notices.carriers.console import ConsoleCarrier
from tests.notices.carriers.mails import a_mail


def test_headers_and_text_are_printed_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    ConsoleCarrier().send(a_mail(text="Hello Ada — é\n"), "customer")
    shown = capsys.readouterr().out
    assert "To: ada@example.org" in shown
    assert "Subject: [R7K4-M2PX] Ünten" in shown
    assert "Hello Ada — é" in shown
    assert "<p>" not in shown


def test_a_terminal_without_the_letters_does_not_lose_the_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    octets = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(octets, encoding="ascii"))
    ConsoleCarrier().send(a_mail(text="Hello Ada — é\n"), "customer")
    assert b"Hello Ada ? ?" in octets.getvalue()
