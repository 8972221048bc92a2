"""What the desk says of a draft is what `portal check` would say of the file."""

from datetime import date
from pathlib import Path

from portal.cli.init import start_portal
from portal.editing.reading import Reading, look_of
from portal.settings import Settings

TODAY = date(2026, 11, 22)
PROMISE = "content/public/commitments/bill-put-right.md"


def test_advice_stands_beside_a_draft_as_in_the_check_and_stops_nothing(tmp_path: Path) -> None:
    start_portal(tmp_path)
    text = (tmp_path / PROMISE).read_text("utf-8")
    reading = Reading(Settings(site_dir=tmp_path))
    try:
        changed = (
            text.replace("target: 3 working days", "target: 5 working days") + "\nWe endeavour that it is right.\n"
        )
        look = look_of(reading.with_text(PROMISE, changed, TODAY), PROMISE)
        as_it_is = look_of(reading.content(TODAY), PROMISE)
    finally:
        reading.close()
    assert {problem.advice for problem in look.here} >= {"another-time", "word-to-avoid"}
    assert look.stopping == ()
    assert as_it_is.here == ()
