"""The null carrier takes everything and keeps nothing."""

import pytest

from portal.notices.carriers.null import NullCarrier
from tests.notices.carriers.mails import a_mail


def test_nothing_is_printed_or_kept(capsys: pytest.CaptureFixture[str]) -> None:
    carrier = NullCarrier()
    carrier.send(a_mail(), "customer")
    carrier.close()
    assert capsys.readouterr() == ("", "")
    assert not vars(carrier)
