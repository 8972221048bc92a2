"""The rows of the scorecard as CSV (RFC 4180), for spreadsheets. Empty means none; a pause is `from/to` (ISO 8601)."""

import csv
import io
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from portal.errors import PromiseError
from portal.promises.clock_rows import ClockRow, row_data
from portal.promises.csv_cells import csv_text, unguarded
from portal.promises.published_scorecard import read_rows

COLUMNS = tuple(field.name for field in fields(ClockRow))


def rows_csv(rows: Iterable[ClockRow]) -> str:
    """The content of data.csv. No cell begins as a formula would."""
    return csv_text([COLUMNS, *([_cell(value) for value in row_data(row).values()] for row in rows)])


def read_rows_csv(text: str) -> tuple[ClockRow, ...]:
    """The rows that `rows_csv` was called on. Raises PromiseError."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        lines = [line for line in reader if line]
    except csv.Error as error:
        raise PromiseError(f"This is no CSV file: {error}. Fetch it again, whole.") from None
    if not lines or tuple(lines[0]) != COLUMNS:
        raise PromiseError(f"The CSV file does not begin with its columns, {', '.join(COLUMNS)}. Fetch it again.")
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(COLUMNS):
            raise PromiseError(f"Row {number} of the CSV file has {len(line)} cells of {len(COLUMNS)}. Fetch it again.")
    return read_rows([_values(line) for line in lines[1:]])


def _cell(value: Any) -> Any:
    return " ".join(f"{start}/{end or ''}" for start, end in value) if isinstance(value, list) else value


def _values(line: list[str]) -> dict[str, Any]:
    plain = [unguarded(cell) for cell in line]
    values: dict[str, Any] = {name: cell or None for name, cell in zip(COLUMNS, plain, strict=True)}
    spans = (pause.partition("/") for pause in (values["pauses"] or "").split())
    return values | {"pauses": [(start, end or None) for start, _, end in spans]}
