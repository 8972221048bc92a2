"""What `deliver` writes for the pages comes back as it was, and is replaced where it cannot be read."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portal.errors import PublishError
from portal.library.published import Published, read_published, write_published
from portal.library.published_ledger import Answers, PublishedLedger, TopicFigures
from portal.promises.published_scorecard import scorecard_json, scorecard_of

AS_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SCORECARD = scorecard_of((), (), (), AS_AT, "Europe/London")
LEDGER = PublishedLedger(AS_AT, date(2025, 11, 22), {"no-water": TopicFigures(12, 3_600, Answers(9, 10), None)})


def test_scorecard_and_ledger_come_back_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "published.json"
    for published in (Published(SCORECARD), Published(SCORECARD, LEDGER)):
        write_published(published, file)
        assert read_published(file) == published


def test_without_a_ledger_the_file_is_the_scorecard_as_the_site_publishes_it(tmp_path: Path) -> None:
    file = tmp_path / "published.json"
    write_published(Published(SCORECARD), file)
    assert file.read_text("utf-8") == scorecard_json(SCORECARD)


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"ledger": 1}', '{"ledger": null, "as_at": "now"}', '{"something": "else"}']
)
def test_what_cannot_be_read_is_said_with_the_way_out(tmp_path: Path, text: str) -> None:
    file = tmp_path / "published.json"
    file.write_text(text, "utf-8")
    with pytest.raises(PublishError, match="Delete it; `portal deliver` writes it anew"):
        read_published(file)
