"""Cells of a CSV file that no spreadsheet takes for a formula (OWASP "CSV Injection")."""

import csv
import io
from collections.abc import Iterable, Sequence

# The wide ones begin a formula too where a spreadsheet speaks Japanese.
_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """With an apostrophe before it where it would begin as a formula does."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def unguarded(cell: str) -> str:
    """What `guarded` was called on."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULAS) else cell


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV (RFC 4180), each cell guarded; None is empty."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([guarded("" if value is None else str(value)) for value in row] for row in rows)
    return text.getvalue()
