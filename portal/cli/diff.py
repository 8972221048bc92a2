"""`portal diff`: in words, which promises a change makes weaker or stronger, and how last year would have gone."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click

from portal.cli.site_option import with_settings
from portal.errors import ContentError, PortalError
from portal.languages.locales import name_of_language
from portal.promises.kept_under import KeptUnder
from portal.settings import Settings
from portal.site.library_changes import PageChange
from portal.upkeep.compared_content import CONTENT, PUBLISHED, side
from portal.upkeep.content_diff import ContentDiff, content_diff

_TROUBLE = 2


@click.command("diff")
@click.argument("from_", metavar="[FROM]", default=PUBLISHED)
@click.argument("to", metavar="[TO]", default=CONTENT)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", help="How to print (default: text)."
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 where anything is different.")
@with_settings
def command(settings: Settings, from_: str, to: str, format_: str, exit_code: bool) -> None:
    """Say which promises a change makes weaker or stronger, and how many of last year's reports would have kept them.

    FROM and TO are `published` (what is in force), `content` (what you are writing), a revision of git, or the file of
    a release such as var/release.json. Without them: from what is published to what you are writing.

    Translations are not compared. Nothing is changed. The exit code is 0, or 2 where one of the two cannot be read; as
    with `git diff`, --exit-code gives 1 for a difference.
    """
    now = datetime.now(UTC)
    try:
        was, new = (side(settings, given, now.date()) for given in (from_, to))
        found = content_diff(settings, was, new, now)
    except PortalError as error:
        click.echo(str(error), err=True)
        if isinstance(error, ContentError):
            click.echo("content/ could not be published as it is; mend it first, then compare.", err=True)
        sys.exit(_TROUBLE)
    click.echo(as_json(found) if format_ == "json" else "\n".join(as_text(found)))
    sys.exit(1 if exit_code and found.is_different else 0)


def as_text(found: ContentDiff) -> Iterator[str]:
    """Weaker promises first; under each page what changed, a line a sentence."""
    yield f"From {found.was.name} to {found.now.name}"
    if not found.is_different:
        yield _nothing_different(found)
        return
    for heading, pages in _groups(found.pages):
        yield from ("", heading)
        for page in pages:
            yield f"  {page.title}  ({page.path})"
            yield from (f"    {sentence}" for sentence in (*page.sentences, *_in_words(found, page)))
    if found.routing:
        yield from ("", "Who answers, and when")
        yield from (f"  {change.about}: {change.words}" for change in found.routing)
    if found.no_reports:
        yield from ("", f"How last year's reports would have fared cannot be told. {found.no_reports}")


def _nothing_different(found: ContentDiff) -> str:
    languages = [*found.was.library.site.languages, *found.now.library.site.languages]
    if len(set(languages)) == 1:
        return "Nothing is different."
    first = name_of_language(found.now.library.site.languages[0])
    return f"Nothing is different in {first}. Translations are not compared."


def _groups(pages: tuple[PageChange, ...]) -> Iterator[tuple[str, list[PageChange]]]:
    groups = (
        ("Weaker", [page for page in pages if page.effect == "weaker"]),
        ("Stronger", [page for page in pages if page.effect == "stronger"]),
        ("Otherwise different", [page for page in pages if page.effect == "other"]),
    )
    return ((heading, each) for heading, each in groups if each)


def _in_words(found: ContentDiff, page: PageChange) -> Iterator[str]:
    """`Of 412 reports it covers, 391 would have been kept (95 %); under the present one 388 of 412 (94 %).`"""
    fared = found.fared.get(page.slug) if page.changes_clocks else None
    if fared is None:
        return
    if fared.now is None and fared.was is not None:
        yield f"Of {_reports(fared.was)} of the last year that it covered, {_kept(fared.was)}."
        return
    if fared.now is None:
        return
    under = "" if fared.was is None else f"; under the present one {_beside(fared.was, fared.now)}"
    yield f"Of {_reports(fared.now)} of the last year that it covers, {_kept(fared.now)}{under}."
    if fared.now.undecided:
        yield f"{fared.now.undecided:,} more went on, or ended without either: nothing can be said of them."


def _reports(fared: KeptUnder) -> str:
    return "1 report" if fared.covered == 1 else f"{fared.covered:,} reports"


def _kept(fared: KeptUnder) -> str:
    return f"{fared.kept:,} kept{_share(fared)}"


def _beside(was: KeptUnder, now: KeptUnder) -> str:
    """The present figure, with how many it is of where that differs."""
    of = "" if was.covered == now.covered else f" of {was.covered:,}"
    return f"{was.kept:,}{of}{_share(was)}"


def _share(fared: KeptUnder) -> str:
    return "" if fared.per_cent is None else f" ({fared.per_cent} %)"


def as_json(found: ContentDiff) -> str:
    """`{from, to, pages: [{kind, path, title, state, effect, terms, sentences, reports}], routing, reports}`."""
    data = {
        "from": found.was.name,
        "to": found.now.name,
        "pages": [_page_data(found, page) for page in found.pages],
        "routing": [{"about": change.about, "words": change.words} for change in found.routing],
        "reports": {
            "since": found.since.isoformat(),
            "read": found.reports,
            "untold": found.no_reports or None,
        },
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _page_data(found: ContentDiff, page: PageChange) -> dict[str, Any]:
    fared = found.fared.get(page.slug) if page.changes_clocks else None
    return {
        "kind": page.kind or "page",
        "path": page.path,
        "title": page.title,
        "state": page.state,
        "effect": page.effect,
        "terms": [{"term": change.term, "effect": change.effect} for change in page.terms],
        "sentences": list(page.sentences),
        "reports": fared and {"was": _fared_data(fared.was), "now": _fared_data(fared.now)},
    }


def _fared_data(fared: KeptUnder | None) -> dict[str, int] | None:
    return {"covered": fared.covered, "kept": fared.kept, "undecided": fared.undecided} if fared else None
