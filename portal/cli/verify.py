"""`portal verify`: works a published scorecard out again, from a file or from a site. DESIGN §5 "Counting".

With `--store` it looks at the database instead (portal.cli.verify_store).
"""

import sys
import time
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

import click

from portal.cli.site_option import site_option
from portal.errors import PromiseError
from portal.library.counted import counted
from portal.promises.published_scorecard import PublishedScorecard, read_scorecard
from portal.promises.scorecard_csv import read_rows_csv
from portal.promises.spoken import dated_time
from portal.promises.verification import Verification, row_differences, verify

MAX_BYTES = 200_000_000
SILENCE_S = 30
WHOLE_S = 300
_CHUNK_BYTES = 1 << 20
_SHOWN_FAULTS = 50


@click.command("verify")
@click.argument("source", metavar="[FILE-OR-URL]", required=False)
@click.option("--store", is_flag=True, help="Look at the database of the site folder instead.")
@site_option("The site folder, for --store (default: the current one).")
def command(source: str | None, store: bool, site_dir: Path) -> None:
    """Work out every due time, outcome and figure of FILE-OR-URL again: a site's scorecard/data.json or data.csv.

    The exit code is 1 where anything does not agree, and each row, version or figure that does not is named. Beside
    data.csv must lie the data.json that was published with it.

    With --store, look whether reports, timelines, clocks, outbox and attachments fit each other, and name what does not
    and what to do. It changes nothing, and people may work meanwhile.
    """
    if store == (source is not None):
        raise click.UsageError("Give either FILE-OR-URL or --store.")
    if source is None:
        # Only this half needs the database and all that speaks to it.
        from portal.cli.verify_store import verify_store_of

        verify_store_of(site_dir)
        return
    scorecard, faults = read_source(source)
    verification = verify(scorecard)
    faults = [*faults, *verification.faults]
    for fault in faults[:_SHOWN_FAULTS]:
        click.echo(fault, err=True)
    if len(faults) > _SHOWN_FAULTS:
        click.echo(f"… and {len(faults) - _SHOWN_FAULTS} more", err=True)
    if faults:
        agrees = "does" if len(faults) == 1 else "do"
        click.echo(f"{counted(len(faults), 'thing')} in {source} {agrees} not agree with the rest.", err=True)
        sys.exit(1)
    click.echo(_verified(scorecard, verification))


def read_source(source: str) -> tuple[PublishedScorecard, list[str]]:
    """The scorecard, and for a CSV file the rows in which it differs from data.json. Raises PromiseError."""
    if not _is_csv(source):
        return read_scorecard(_read(source)), []
    try:
        rows = read_rows_csv(_read(source).decode("utf-8"))
    except UnicodeDecodeError:
        raise PromiseError(f"{source} is not UTF-8. Fetch it again, whole.") from None
    beside = _beside(source)
    try:
        whole = read_scorecard(_read(beside))
    except PromiseError as error:
        raise PromiseError(f"The rows alone cannot be worked out: {error}") from error
    return replace(whole, rows=rows), list(row_differences(rows, whole.rows))


def _is_url(source: str) -> bool:
    return urlsplit(source).scheme in ("http", "https")


def _is_csv(source: str) -> bool:
    return (urlsplit(source).path if _is_url(source) else source).lower().endswith(".csv")


def _beside(source: str) -> str:
    return urljoin(source, "data.json") if _is_url(source) else str(Path(source).with_name("data.json"))


def _read(source: str) -> bytes:
    try:
        return _fetch(source) if _is_url(source) else _open(Path(source))
    except (OSError, ValueError) as error:
        if isinstance(error, HTTPError):
            error.close()
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        raise PromiseError(
            f"{source} cannot be read: {reason}. Give a file, or an address with http or https."
        ) from None


def _open(file: Path) -> bytes:
    if file.is_file() and file.stat().st_size > MAX_BYTES:
        raise _too_large(str(file))
    return file.read_bytes()


def _fetch(url: str) -> bytes:
    began = time.monotonic()
    parts: list[bytes] = []
    size = 0
    request = Request(url, headers={"User-Agent": "forthright-verify"})  # noqa: S310  _is_url let http and https in only
    with urlopen(request, timeout=SILENCE_S) as answer:  # noqa: S310
        while part := answer.read1(_CHUNK_BYTES):
            parts.append(part)
            size += len(part)
            if size > MAX_BYTES:
                raise _too_large(url)
            if time.monotonic() - began > WHOLE_S:
                raise PromiseError(f"{url} took more than {WHOLE_S} seconds. Fetch it to a file, and verify that.")
    return b"".join(parts)


def _too_large(source: str) -> PromiseError:
    return PromiseError(
        f"{source} is larger than {MAX_BYTES // 1_000_000} MB, which no scorecard is. Look at it first."
    )


def _verified(scorecard: PublishedScorecard, verification: Verification) -> str:
    total = scorecard.figures.overall.total
    return (
        f"Everything agrees, as at {dated_time(scorecard.as_at, scorecard.time_zone)} ({scorecard.time_zone}).\n"
        f"{counted(verification.rows, 'row')}: due time, outcome, month and time taken worked out again.\n"
        f"{counted(verification.versions, 'version')} of promises: text and calendar fit their hashes.\n"
        f"{counted(verification.figures, 'figure')}, among them: kept {total.kept} of {total.counted}."
    )
