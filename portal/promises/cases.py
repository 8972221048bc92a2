"""Case files of `portal due --cases`: one JSON object a line, each with its own calendar. DESIGN §9."""

import json
import math
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from portal.errors import PromiseError
from portal.promises.calendars import Calendar, parse_calendar
from portal.promises.due import Pause, due_after, due_at, elapsed
from portal.promises.shown_values import shown
from portal.promises.suggestions import did_you_mean
from portal.promises.targets import parse_target
from portal.promises.when_written import iso_utc, read_instant

KEYS = ("calendar", "start", "within_s", "within", "end", "pauses")
CASE_HOLIDAY_YEARS = range(1970, 2101)
"""The years for which a case's `holidays_of` holds: cases are often about the past."""

_MOST_S = 100 * 366 * 86_400
_EMPTY = "The line is empty. Write a case there, or take the line out."

_FORM = '{"calendar": {…}, "start": "2026-12-24T16:30Z", "within_s": 14400}'


class Cases:
    """Answers lines. Calendars that come again are read once."""

    def __init__(self) -> None:
        self._calendars: dict[str, Calendar] = {}

    def answer(self, line: str) -> dict[str, Any]:
        """`{"due": "…Z"}`, `{"elapsed_s": n}`, or `{"error": "…"}` for a line that makes no sense, or is empty."""
        try:
            return self._answer(_read_line(line))
        except PromiseError as error:
            where = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in getattr(error, "where", ()))
            return {"error": f"calendar{where}: {error}" if where else str(error)}

    def _answer(self, case: Mapping[str, Any]) -> dict[str, Any]:
        asked = [key for key in ("within_s", "within", "end") if key in case]
        if len(asked) != 1:
            found = f"It has {' and '.join(asked)}." if asked else "It has none of them."
            raise PromiseError(f"A case has one of `within_s`, `within` and `end`. {found}")
        if "start" not in case:
            raise PromiseError(f"The case has no `start`. Its form is {_FORM}.")
        calendar = self._calendar(case["calendar"]) if case.get("calendar") is not None else None
        if calendar is None and asked != ["within"]:
            raise PromiseError(f"The case has no `calendar`. Its form is {_FORM}.")
        zone = calendar.time_zone if calendar else None
        start = read_instant(case["start"], zone)
        pauses = _read_pauses(case.get("pauses", []), zone)
        if asked == ["within"]:
            target = parse_target(_read_target(case["within"]))
            return {"due": iso_utc(due_at(target, start, calendar=calendar, time_zone=zone or "UTC", pauses=pauses))}
        if asked == ["within_s"] and calendar:
            return {"due": iso_utc(due_after(calendar, start, _read_seconds(case["within_s"]), pauses))}
        passed = elapsed(calendar, start, read_instant(case["end"], zone), pauses)
        whole, fraction = divmod(passed, timedelta(seconds=1))
        return {"elapsed_s": passed.total_seconds() if fraction else whole}

    def _calendar(self, data: Any) -> Calendar:
        key = json.dumps(data, sort_keys=True)
        if key not in self._calendars:
            if len(self._calendars) >= 10_000:
                self._calendars.clear()
            self._calendars[key] = parse_calendar(data, holiday_years=CASE_HOLIDAY_YEARS)
        return self._calendars[key]


def _read_line(line: str) -> Mapping[str, Any]:
    if not line.strip():
        raise PromiseError(_EMPTY)
    try:
        case = json.loads(line, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        detail = str(error) if isinstance(error, json.JSONDecodeError) else "it cannot be read"
        raise PromiseError(f"The line is not JSON: {detail}. Write one object a line, such as {_FORM}.") from None
    if not isinstance(case, dict):
        raise PromiseError(f"The line is JSON but no object: {shown(case)}. Write {_FORM}.")
    for key in case:
        if key not in KEYS:
            raise PromiseError(_unknown(key))
    return case


def _unknown(key: str) -> str:
    hint = did_you_mean(key[:60], KEYS)
    allowed = f"{', '.join(f'`{known}`' for known in KEYS[:-1])} and `{KEYS[-1]}`"
    question = f" {hint}" if hint.startswith("Did") else ""
    return f"{shown(key)} is not known in a case.{question} A case has no keys but {allowed}."


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise PromiseError(f"`{twice}` stands there twice. Keep one of them.")
    return found


def _refuse_constant(name: str) -> Any:
    raise PromiseError(f"{name} is not a number that time can be counted in. Give a whole number of seconds.")


def _read_target(value: Any) -> str:
    if isinstance(value, str):
        return value
    what = f"`within` is {shown(value)}, not a text such as `4 working hours`."
    raise PromiseError(f"{what} For seconds, write `within_s`.")


def _read_seconds(value: Any) -> timedelta:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PromiseError(f"`within_s` is {shown(value)}, which is no number. Give seconds, such as 14400.")
    if not math.isfinite(value) or value > _MOST_S:
        raise PromiseError(f"`within_s` is more than a hundred years. Give at most {_MOST_S} seconds.")
    if value <= 0:
        raise PromiseError(f"`within_s` is {value}, which leaves no time at all. Give at least 1.")
    return timedelta(seconds=value)


def _read_pauses(value: Any, time_zone: str | None) -> list[Pause]:
    if not isinstance(value, list):
        raise PromiseError(f"`pauses` is {shown(value)}, not a list. Write [[from, to], …].")
    pauses = []
    for index, item in enumerate(value):
        if not isinstance(item, list) or len(item) != 2:
            raise PromiseError(f"`pauses` has no pair in place {index + 1}. Write [[from, to], …].")
        pauses.append((read_instant(item[0], time_zone), read_instant(item[1], time_zone)))
    return pauses
