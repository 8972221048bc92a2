"""The scorecard as it is published: rows, the versions they were promised under, and the figures made of them.

`scorecard/data.json` holds it whole, `scorecard/data.csv` (portal.promises.scorecard_csv) the rows. With it anybody can
work out again every due time and every figure (portal.promises.verification). Nothing in it tells who reported.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from pydantic import AwareDatetime, ConfigDict, TypeAdapter, ValidationError

from portal.errors import PromiseError
from portal.promises.calendars import Calendar
from portal.promises.clock_rows import ClockRow, row_data
from portal.promises.commitments import CommitmentVersion
from portal.promises.scorecards import Figures, figures_of


@dataclass(frozen=True, slots=True)
class InForce:
    """When a version of a promise stood on its page: from `since` to `until`, both included.

    `until` is None for the last that came into force.
    """

    commitment: str
    version: str
    since: date
    until: date | None


@dataclass(frozen=True)
class PublishedScorecard:
    """`as_at` is in UTC; months are those of `time_zone`. `commitments` and `calendars` are plain data by their hash,
    as `CommitmentVersion.to_data` and `Calendar.to_data` give it, but that a version names its calendar by hash.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    as_at: AwareDatetime
    time_zone: str
    commitments: dict[str, dict[str, Any]]
    calendars: dict[str, dict[str, Any]]
    in_force: tuple[InForce, ...]
    rows: tuple[ClockRow, ...]
    figures: Figures
    format: Literal[1] = 1

    def version(self, version_hash: str) -> CommitmentVersion:
        """A version as it was promised. Raises KeyError, TypeError or PromiseError where its data are not whole."""
        data = self.commitments[version_hash]
        calendar = data["calendar"]
        return CommitmentVersion.from_data(data | {"calendar": None if calendar is None else self.calendars[calendar]})


_ADAPTER = TypeAdapter(PublishedScorecard)


def scorecard_of(
    rows: Iterable[ClockRow],
    versions: Iterable[CommitmentVersion],
    in_force: Iterable[InForce],
    as_at: datetime,
    time_zone: str,
) -> PublishedScorecard:
    """The scorecard at `as_at` (UTC). `versions` holds every one that a row or `in_force` names."""
    by_hash = {version.hash: version for version in versions}
    calendars: dict[str, Calendar] = {}
    commitments = {}
    for version_hash, version in sorted(by_hash.items()):
        if version.calendar:
            calendars[version.calendar.hash] = version.calendar
        commitments[version_hash] = version.to_data() | {"calendar": version.calendar and version.calendar.hash}
    ordered = tuple(sorted(rows, key=lambda row: (row.started, row.commitment, row.id)))
    return PublishedScorecard(
        as_at=as_at,
        time_zone=time_zone,
        commitments=commitments,
        calendars={name: calendar.to_data() for name, calendar in sorted(calendars.items())},
        in_force=tuple(sorted(in_force, key=lambda each: (each.commitment, each.since, each.version))),
        rows=ordered,
        figures=figures_of(ordered, by_hash, as_at, time_zone),
    )


def scorecard_json(scorecard: PublishedScorecard) -> str:
    """The content of data.json, one row a line, the same for the same scorecard."""
    data: dict[str, Any] = _ADAPTER.dump_python(scorecard, mode="json", exclude={"rows"})
    rows = ",\n".join(_line(row_data(row)) for row in scorecard.rows)
    fields = [f"{_line(name)}:{_line(value)}" for name, value in sorted(data.items())]
    return "{" + ",\n".join([*fields, f'"rows":[\n{rows}\n]']) + "}\n"


def figures_data(figures: Figures) -> dict[str, Any]:
    """Figures as plain JSON data."""
    data: dict[str, Any] = TypeAdapter(Figures).dump_python(figures, mode="json")
    return data


def read_scorecard(text: str | bytes) -> PublishedScorecard:
    """The scorecard that `scorecard_json` was called on. Raises PromiseError saying what is missing or wrong."""
    try:
        return _ADAPTER.validate_json(text)
    except ValidationError as error:
        raise PromiseError(_explained(error)) from None


def read_scorecard_data(data: Mapping[str, Any]) -> PublishedScorecard:
    """The same from what a JSON file holds, as plain data. Raises PromiseError."""
    try:
        return _ADAPTER.validate_python(data)
    except ValidationError as error:
        raise PromiseError(_explained(error)) from None


def read_rows(rows: Sequence[Mapping[str, Any]]) -> tuple[ClockRow, ...]:
    """Rows from plain data. Raises PromiseError."""
    try:
        return TypeAdapter(tuple[ClockRow, ...]).validate_python(rows)
    except ValidationError as error:
        raise PromiseError(_explained(error)) from None


def _explained(error: ValidationError) -> str:
    faults = error.errors()
    if any(fault["loc"] == ("format",) for fault in faults):
        return "The data are in a form that this version of Forthright does not know. Verify them with a newer one."
    where = ".".join(str(part) for part in faults[0]["loc"])
    if not where:
        return f"These are no scorecard data: {faults[0]['msg']}. Fetch the file again, whole."
    said = "is missing" if faults[0]["type"] == "missing" else f"cannot be read ({faults[0]['msg']})"
    more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
    return f"The scorecard data are not complete: {where} {said}{more}. Fetch the file again, whole."


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
