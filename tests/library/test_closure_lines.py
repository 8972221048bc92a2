"""Only whole iCalendar files go further, without the definitions of zones."""

import pytest

from portal.errors import ClosuresError
from portal.library.closure_lines import MAX_DEPTH, without_zone_definitions

WHOLE = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR\n"


def test_a_whole_file_is_kept_line_by_line() -> None:
    assert without_zone_definitions(WHOLE) == WHOLE
    assert without_zone_definitions(WHOLE + "\n" + WHOLE.lower()) == WHOLE + WHOLE.lower()


def test_folded_lines_are_joined_and_zones_left_out() -> None:
    zone = "BEGIN:VTIMEZ\n ONE\nTZID:X\nBEGIN:STANDARD\nEND:STANDARD\nEND:VTIMEZONE\n"
    assert (
        without_zone_definitions(WHOLE.replace("UID:1", "UI\n\tD:1").replace("BEGIN:VEVENT", zone + "BEGIN:VEVENT", 1))
        == WHOLE
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not all of it is there"),
        ("\n\n", "not all of it is there"),
        ("Closed on Monday", "lines outside"),
        ("BEGIN:VEVENT\nEND:VEVENT\n", "lines outside"),
        (WHOLE + "X:1\n", "lines outside"),
        (WHOLE.removesuffix("END:VCALENDAR\n"), "not all of it is there"),
        (WHOLE.replace("END:VEVENT", "END:VTODO"), "`END:VTODO` ends what did not begin"),
        ("END:VCALENDAR\n", "lines outside"),
        ("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * MAX_DEPTH, f"more than {MAX_DEPTH} deep"),
    ],
)
def test_anything_else_is_refused(text: str, said: str) -> None:
    with pytest.raises(ClosuresError, match=said):
        without_zone_definitions(text)
