"""`portal due`: what a target means, worked out, for one receipt or for a file of cases. DESIGN §9."""

import codecs
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

import click
import yaml

from portal.cli.site_option import with_settings
from portal.errors import CalendarError, PromiseError
from portal.library.site_calendars import read_site_calendar
from portal.promises.calendars import Calendar
from portal.promises.cases import Cases
from portal.promises.due import counted_windows, due_at, elapsed
from portal.promises.spoken import spoken_date, spoken_duration
from portal.promises.suggestions import did_you_mean
from portal.promises.targets import Target, parse_target
from portal.promises.wall_clock import zone_of
from portal.promises.when_written import iso_utc, read_instant
from portal.settings import Settings

_SHOWN_WINDOWS = 12
_BYTE_ORDER_MARK = codecs.BOM_UTF8


@click.command(name="due", short_help="Work out what a promise means.")
@click.argument("target", required=False)
@click.option(
    "--calendar", "calendar_name", metavar="NAME", help="Calendar of site.yml in whose hours working time passes."
)
@click.option(
    "--at", "received", metavar="WHEN", help="Receipt, such as 2026-12-24T16:30; local without offset (default: now)."
)
@click.option("--json", "as_json", is_flag=True, help="Print data instead of text.")
@click.option(
    "--cases",
    type=click.File("rb"),
    metavar="FILE",
    help="Answer a file of cases, one JSON object a line; - reads standard input.",
)
@with_settings
def command(
    settings: Settings,
    target: str | None,
    calendar_name: str | None,
    received: str | None,
    as_json: bool,
    cases: BinaryIO | None,
) -> None:
    """Work out when TARGET, such as "2 working hours", is due, and which windows count."""
    if cases is not None:
        if target or calendar_name or received:
            raise click.UsageError("--cases takes everything from the file. Leave the target, --calendar and --at out.")
        _answer_cases(cases)
        return
    if not target:
        raise click.UsageError('Say which target, such as: portal due "2 working hours" --calendar office')
    promised = parse_target(target)
    calendars, site_zone = _read_site(settings)
    calendar = _choose(settings, calendars, site_zone, calendar_name, promised)
    zone = calendar.time_zone if calendar else site_zone
    if zone is None:
        raise PromiseError("site.yml names no `time_zone`. Add one such as `time_zone: Europe/London`.")
    received_at = read_instant(received, zone) if received else datetime.now(UTC).replace(microsecond=0)
    data = _worked_out(promised, calendar, calendar_name if calendar else None, zone, received_at)
    click.echo(json.dumps(data, ensure_ascii=False) if as_json else "\n".join(_lines(data, zone)))


def _answer_cases(file: BinaryIO) -> None:
    """One answer for each line, in order, so that answer n is that of line n; what is empty at the end is no line."""
    cases = Cases()
    failed = False
    empty = 0
    for raw in file:
        if not raw.removeprefix(_BYTE_ORDER_MARK).strip():
            empty += 1
            continue
        for line in (b"",) * empty + (raw,):
            answer = _answer(cases, line)
            failed = failed or "error" in answer
            click.echo(json.dumps(answer))
        empty = 0
    if failed:
        raise click.exceptions.Exit(1)


def _answer(cases: Cases, line: bytes) -> dict[str, Any]:
    try:
        return cases.answer(line.removeprefix(_BYTE_ORDER_MARK).decode("utf-8").strip())
    except UnicodeDecodeError:
        return {"error": "The line is not UTF-8. Save the file in that encoding."}


def _read_site(settings: Settings) -> tuple[dict[str, Any], str | None]:
    """`calendars` and `time_zone` of site.yml, as written; nothing else of it needs to be right."""
    file = settings.content_dir / "site.yml"
    try:
        data = yaml.load(file.read_bytes(), yaml.CBaseLoader)  # noqa: S506  it makes strings, lists and mappings only
    except FileNotFoundError:
        raise PromiseError("There is no content/site.yml here. Give the site folder with --site DIR.") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PromiseError(f"content/site.yml cannot be read: {error}. `portal check` shows what is wrong.") from None
    if not isinstance(data, dict):
        raise PromiseError("content/site.yml holds no keys. `portal check` shows what is wrong.")
    calendars = data.get("calendars") or {}
    if not isinstance(calendars, dict):
        raise PromiseError("`calendars` in content/site.yml holds no names. `portal check` shows what is wrong.")
    return calendars, data.get("time_zone") or None


def _choose(
    settings: Settings, calendars: dict[str, Any], site_zone: str | None, name: str | None, target: Target
) -> Calendar | None:
    known = ", ".join(f"`{each}`" for each in calendars) or "none"
    if name is None:
        if target.working:
            raise PromiseError(f"`{target}` needs a calendar. Add --calendar NAME; site.yml has {known}.")
        return None
    if name not in calendars:
        hint = did_you_mean(name, calendars)
        raise PromiseError(
            f"site.yml has no calendar `{name}`. {hint if hint.startswith('Did') else f'It has {known}.'}"
        )
    try:
        return read_site_calendar(calendars[name], site_zone, settings.content_dir)
    except CalendarError as error:
        where = ".".join(str(key) for key in ("calendars", name, *error.where))
        raise PromiseError(f"content/site.yml, {where}: {error}") from None


def _worked_out(
    target: Target, calendar: Calendar | None, name: str | None, zone: str, received_at: datetime
) -> dict[str, Any]:
    due = due_at(target, received_at, calendar=calendar, time_zone=zone)
    counting = calendar if target.working else None
    windows = counted_windows(counting, received_at, due) if counting else [(received_at, due)]
    return {
        "target": str(target),
        "calendar": name,
        "time_zone": zone,
        "received": iso_utc(received_at),
        "due": iso_utc(due),
        "counted_s": elapsed(counting, received_at, due).total_seconds(),
        "windows": [
            {"from": iso_utc(opens), "to": iso_utc(closes), "counted_s": (closes - opens).total_seconds()}
            for opens, closes in windows
        ],
    }


def _lines(data: dict[str, Any], zone: str) -> Iterator[str]:
    received, due = (datetime.fromisoformat(data[key]) for key in ("received", "due"))
    yield f"{data['target']} from {_said(received, zone)} ({zone})"
    yield f"Due {_said(due, zone)} ({data['due']})"
    windows = data["windows"]
    yield ""
    yield "Counted:"
    for place, window in enumerate(windows):
        if len(windows) > _SHOWN_WINDOWS and _SHOWN_WINDOWS - 3 <= place < len(windows) - 2:
            if place == _SHOWN_WINDOWS - 3:
                yield f"  … {len(windows) - _SHOWN_WINDOWS + 1} more; --json lists all"
            continue
        opens, closes = (datetime.fromisoformat(window[key]) for key in ("from", "to"))
        yield f"  {_said(opens, zone)} to {_until(opens, closes, zone)}: {spoken_duration(window['counted_s'])}"
    if len(windows) > 1:
        yield f"In all: {spoken_duration(data['counted_s'], working=' working ' in data['target'])}"


def _said(at: datetime, zone: str) -> str:
    return f"{spoken_date(at, zone)}, {_clock(at, zone)}"


def _until(opens: datetime, closes: datetime, zone: str) -> str:
    """Only the time where the window closes on the date it opened."""
    local_zone = zone_of(zone)
    same_date = opens.astimezone(local_zone).date() == closes.astimezone(local_zone).date()
    return _clock(closes, zone) if same_date else _said(closes, zone)


def _clock(at: datetime, zone: str) -> str:
    local = at.astimezone(zone_of(zone))
    return f"{local:%H:%M:%S}" if local.second or local.microsecond else f"{local:%H:%M}"
