"""`portal check`: every problem of the content, with its place and its remedy."""

import json
import sys
from datetime import UTC, datetime

import click

from portal.cli.site_option import with_settings
from portal.library.loader import Loaded, load_library
from portal.settings import Settings


@click.command()
@with_settings
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print (default: text)."
)
def command(settings: Settings, format_: str) -> None:
    """Find every problem in the content. Exits with 0 if there is none (warnings allowed), else with 1."""
    loaded = load_library(settings.site_dir, datetime.now(UTC).date())
    click.echo(as_json(loaded) if format_ == "json" else as_text(loaded))
    sys.exit(0 if loaded.library is not None else 1)


def as_text(loaded: Loaded) -> str:
    """A line a problem, then how many there are."""
    found, warned = len(loaded.problems) - len(loaded.warnings), len(loaded.warnings)
    counts = [_counted(loaded.pages, "page"), _counted(found, "problem") if found else "no problems"]
    if warned:
        counts.append(_counted(warned, "warning"))
    return "\n".join([*map(str, loaded.problems), ", ".join(counts)])


def as_json(loaded: Loaded) -> str:
    """`{"pages": n, "problems": [{path, line, column, severity, message, remedy}]}`, warnings among them."""
    data = {"pages": loaded.pages, "problems": [problem.as_data() for problem in loaded.problems]}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
