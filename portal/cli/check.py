"""`portal check`: every problem of the content, and advice on what could be better, each with place and remedy."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import click

from portal.cli.site_option import with_settings
from portal.library.advice.all_advice import advice_on
from portal.library.counted import counted
from portal.library.library import Library
from portal.library.links_outside import LookedUp, advise_on_links, links_outside
from portal.library.loader import load_library
from portal.library.problems import Problem, in_order
from portal.settings import Settings
from portal.upkeep.mend_content import Mended, mend_content


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of one check. `looked_up` is None where no links to other sites were looked up."""

    pages: int
    problems: tuple[Problem, ...]
    can_be_built: bool
    looked_up: dict[str, LookedUp] | None = None
    mended: Sequence[Mended] | None = None

    @property
    def warnings(self) -> int:
        return sum(problem.severity == "warning" for problem in self.problems)


@click.command()
@with_settings
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print (default: text)."
)
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option("--links", is_flag=True, help="Look up links to other sites, which nothing else does.")
@click.option("--fix", is_flag=True, help="Mend first what can be mended without changing what is meant, and show it.")
@click.option("--dry-run", is_flag=True, help="With --fix: show what would be mended, and write nothing.")
def command(settings: Settings, format_: str, strict: bool, links: bool, fix: bool, dry_run: bool) -> None:
    """Find every problem in the content, and advise on what could be said or kept better.

    Exits with 0 if there is no problem, else with 1. Advice is printed as warnings, which stop no build; its
    name stands in brackets, for `advice_off` of a page or of site.yml.
    """
    if dry_run and not fix:
        raise click.UsageError("--dry-run says what --fix would do. Give both.")
    mended = mend_content(settings.site_dir, _today(), write=not dry_run) if fix else None
    checked = check(settings, links=links, mended=mended)
    click.echo(as_json(checked) if format_ == "json" else as_text(checked, dry_run=dry_run))
    sys.exit(0 if checked.can_be_built and not (strict and checked.warnings) else 1)


def check(settings: Settings, *, links: bool = False, mended: Sequence[Mended] | None = None) -> Checked:
    loaded = load_library(settings.site_dir, _today())
    looked_up: dict[str, LookedUp] | None = None
    advice: tuple[Problem, ...] = ()
    if loaded.content is not None:
        of_links = None
        if links:
            outside = list(links_outside(loaded.content))
            looked_up = _look_up(settings, [link.url for link in outside])
            of_links = advise_on_links(outside, looked_up)
        advice = advice_on(loaded.content, of_links)
    own = _of_own_templates(settings, loaded.library) if loaded.library is not None else ()
    problems = in_order((*loaded.problems, *advice, *own))
    can_be_built = loaded.library is not None and all(problem.severity == "warning" for problem in own)
    return Checked(loaded.pages, problems, can_be_built, looked_up, mended)


def _of_own_templates(settings: Settings, library: Library) -> tuple[Problem, ...]:
    """Loaded only where there are some: without them a check needs neither pages nor a database."""
    from portal.publishing.own_templates import has_own_templates

    if not has_own_templates(settings):
        return ()
    from portal.upkeep.own_templates import all_own_template_problems

    return all_own_template_problems(settings, library, datetime.now(UTC).replace(microsecond=0))


def _look_up(settings: Settings, urls: list[str]) -> dict[str, LookedUp]:
    # Loaded only here: a check without --links opens no connection.
    from portal.upkeep.link_memory import LinkMemory
    from portal.upkeep.look_up_links import look_up

    settings.make_var_dir()
    return look_up(urls, LinkMemory(settings.links_file, datetime.now(UTC)).read())


def as_text(checked: Checked, *, dry_run: bool = False) -> str:
    """What was mended, a line a problem, then how many there are."""
    found = len(checked.problems) - checked.warnings
    counts = [counted(checked.pages, "page"), counted(found, "problem") if found else "no problems"]
    if checked.warnings:
        counts.append(counted(checked.warnings, "warning"))
    mended = _mended(checked.mended, dry_run) if checked.mended is not None else ()
    return "\n".join([*mended, *map(str, checked.problems), *_links(checked.looked_up), ", ".join(counts)])


def _mended(mended: Sequence[Mended], dry_run: bool) -> Iterator[str]:
    for each in mended:
        yield from (f"{each.source}: {what}" for what in each.what)
        if each.diff:
            yield each.diff.rstrip("\n")
    changed = sum(bool(each.diff) or each.is_changed for each in mended)
    if not changed:
        yield "Nothing to mend."
    elif dry_run:
        yield f"Nothing was written; --fix alone would change {counted(changed, 'file')}."
    else:
        yield f"Mended {counted(changed, 'file')}."


def _links(looked_up: dict[str, LookedUp] | None) -> Iterator[str]:
    if looked_up is not None:
        untold = {url: each for url, each in looked_up.items() if each.fate == "untold"}
        yield from (f"Cannot be told, {each.said}: {url}" for url, each in sorted(untold.items()))
        yield f"Looked up {counted(len(looked_up), 'link')} to other sites."


def as_json(checked: Checked) -> str:
    """`{"pages": n, "problems": [{path, line, column, severity, advice, message, remedy}]}`, warnings among them.

    With --links also `links`, the fate of each address; with --fix also `mended`.
    """
    data: dict[str, Any] = {"pages": checked.pages, "problems": [problem.as_data() for problem in checked.problems]}
    if checked.looked_up is not None:
        data["links"] = {
            url: {"fate": each.fate, "said": each.said, "leads_to": each.leads_to}
            for url, each in checked.looked_up.items()
        }
    if checked.mended is not None:
        data["mended"] = [each.as_data() for each in checked.mended]
    return json.dumps(data, ensure_ascii=False, indent=2)


def _today() -> date:
    return datetime.now(UTC).date()
