"""A calendar's week in words: `Monday to Friday, 08:00 to 18:00`."""

from collections.abc import Mapping, Sequence

_DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}


def hours_in_words(calendar: Mapping[str, object]) -> tuple[str, ...]:
    """One line for each run of days with the same hours, then how holidays count. `calendar` is as in site.yml."""
    hours = calendar.get("hours")
    week = hours if isinstance(hours, Mapping) else {}
    runs: list[tuple[list[str], str]] = []
    for key, name in _DAYS.items():
        windows = _windows_in_words(week.get(key) or ())
        if runs and runs[-1][1] == windows:
            runs[-1][0].append(name)
        else:
            runs.append(([name], windows))
    lines = [f"{_days_in_words(days)}, {windows}" for days, windows in runs if windows]
    if calendar.get("holidays") or calendar.get("holidays_of"):
        lines.append("Not on public holidays")
    return tuple(lines)


def _days_in_words(days: Sequence[str]) -> str:
    if len(days) == len(_DAYS):
        return "Every day"
    if len(days) == 1:
        return days[0]
    return f"{days[0]} {'and' if len(days) == 2 else 'to'} {days[-1]}"


def _windows_in_words(windows: Sequence[Sequence[str]]) -> str:
    spans = ["all day" if (start, end) == ("00:00", "24:00") else f"{start} to {end}" for start, end in windows]
    return " and ".join(spans)
