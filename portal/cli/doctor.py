"""`portal doctor`: what is not as it should be, and what to do about it."""

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime

import click

from portal.cli.site_option import with_settings
from portal.settings import Settings
from portal.upkeep.doctor.examination import examine
from portal.upkeep.doctor.finding import Finding, State

_MARK = {State.WELL: "  ok", State.WARNING: "look", State.PROBLEM: "MEND"}


@click.command("doctor")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print (default: text)."
)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@with_settings
def command(settings: Settings, format_: str, strict: bool) -> None:
    """Look at settings, key, permissions, disk, mail, database, clock, delivery, calendars and roster.

    Nothing is changed and no mail is sent. A wrong setting is said as for any other verb. Exits with 1 where there is
    a problem.
    """
    findings = []
    for finding in examine(settings, datetime.now(UTC)):
        findings.append(finding)
        if format_ == "text":
            click.echo(as_text(finding))
    if format_ == "json":
        click.echo(json.dumps(as_data(findings), ensure_ascii=False, indent=2))
    sys.exit(0 if is_well(findings, strict=strict) else 1)


def as_text(finding: Finding) -> str:
    line = f"{_MARK[finding.state]}  {finding.about}: {finding.said}"
    return f"{line}\n      {finding.remedy}" if finding.remedy else line


def as_data(findings: Iterable[Finding]) -> dict[str, object]:
    """`{"well": true, "findings": [{about, state, said, remedy}]}`."""
    found = list(findings)
    return {"well": is_well(found), "findings": [finding.as_data() for finding in found]}


def is_well(findings: Iterable[Finding], *, strict: bool = False) -> bool:
    """Whether there is no problem, and with `strict` no warning either."""
    bad = {State.PROBLEM, State.WARNING} if strict else {State.PROBLEM}
    return not any(finding.state in bad for finding in findings)
