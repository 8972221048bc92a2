"""Whatever stands where a target, or a case with its calendar, is expected is read, or refused in our own words."""

import json

from hypothesis import given
from hypothesis import strategies as st

from portal.errors import TargetError
from portal.promises.cases import Cases
from portal.promises.targets import parse_target

_PIECES = st.sampled_from(
    ["1", "30", "0", "-2", "٣", "minute", "minutes", "hours", "working", "Working", "days", " ", "\n", "½"]
)
_SPOKEN = st.lists(_PIECES, max_size=6).map(" ".join) | st.text(max_size=40)
_DATES = st.sampled_from(["2026-12-24", "*-12-25", "*-02-29", "2026-02-30", "2026-10-25", ""])
_WINDOW = st.lists(st.sampled_from(["08:00", "18:00", "24:00", "25:00", "8", "", "02:30"]), max_size=3)
_HOURS = st.lists(_WINDOW, max_size=3)
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_CALENDAR = st.fixed_dictionaries(
    {"time_zone": st.sampled_from(["Europe/London", "UTC", "Mars/Olympus", ""]) | _ANYTHING},
    optional={
        "hours": st.dictionaries(st.sampled_from(["mon", "sun", "Mon", "x"]), _HOURS | _ANYTHING, max_size=3),
        "date_hours": st.dictionaries(_DATES, _HOURS | _ANYTHING, max_size=2),
        "breaks": st.dictionaries(_DATES, _HOURS | _ANYTHING, max_size=2),
        "holidays": st.lists(_DATES, max_size=3) | _ANYTHING,
        "holidays_of": st.fixed_dictionaries({"country": st.sampled_from(["GB", "XX", ""])}) | _ANYTHING,
        "open": _ANYTHING,
    },
)
_INSTANT = st.sampled_from(["2026-11-23T12:00Z", "2026-10-25T01:30", "2026-02-30T00:00Z", "noon", ""]) | _ANYTHING
_CASE = st.fixed_dictionaries(
    {},
    optional={
        "calendar": _CALENDAR | _ANYTHING,
        "start": _INSTANT,
        "end": _INSTANT,
        "within": _SPOKEN | _ANYTHING,
        "within_s": st.integers(-10, 10**18) | _ANYTHING,
        "pauses": st.lists(st.lists(_INSTANT, max_size=3), max_size=2) | _ANYTHING,
        "more": _ANYTHING,
    },
)


@given(_SPOKEN)
def test_a_target_that_is_read_says_itself_in_words_that_mean_the_same(text: str) -> None:
    try:
        found = parse_target(text)
    except TargetError:
        return
    assert parse_target(str(found)) == found


@given(_CASE | _ANYTHING)
def test_any_line_has_one_answer(case: object) -> None:
    (answer,) = Cases().answer(json.dumps(case))
    assert answer in ("due", "elapsed_s", "error")
