"""The editor's reference, docs/content.md: the words of content_reference.md, filled in from the models and the rules.

python -m portal.library.content_reference docs/content.md
"""

import sys
from inspect import cleandoc
from pathlib import Path
from string import Template
from textwrap import fill

from portal.library.advice.wording import OUR_WORDS_TO_AVOID
from portal.library.advice_names import MEANINGS
from portal.library.field_tables import table
from portal.library.links import SCHEMES
from portal.library.pages import (
    AppliesTo,
    Commitment,
    Drill,
    Effects,
    FreePage,
    Guide,
    HistoryEntry,
    Limitation,
    Page,
    Policy,
    Script,
    Topic,
)
from portal.library.script_checks import PLACEHOLDERS
from portal.library.site_file import FallbackContact, Logo, Security, Severity, SiteFile, Theme
from portal.library.site_words import FallbackWords, SeverityWords, SiteWords
from portal.library.source_text import MAX_FILE_BYTES
from portal.library.suggestions import listed
from portal.library.survey import ASSET_TYPES, DESK_KINDS, PUBLIC_KINDS
from portal.library.team_file import AuthorityLine, EditorLine, PersonLine, ShiftLine, TeamFile, TeamLine
from portal.library.translations import PageWords
from portal.library.yaml_reading import MAX_DEPTH, MAX_EVENTS
from portal.promises.calendars import HOLIDAY_YEARS
from portal.promises.targets import parse_target

PAGE_EXAMPLE = """\
title: A person answers within two working hours
summary: Write to us on a working day and a person answers within two hours.
owner: front-desk
review_by: 2027-06-30
indicator: first_response
target: 2 working hours
objective: 95 %
calendar: office
remedy: We say sorry in person and tell you why.
effective_from: 2026-01-01"""

CALENDAR_EXAMPLE = """\
calendars:
  office:
    hours:
      mon: [["09:00", "12:30"], ["13:30", "17:00"]]
      tue: [["09:00", "17:00"]]
      fri: [["22:00", "06:00"]]
    breaks:
      tue: [["12:00", "12:30"]]
    holidays: ["*-12-25", "2027-03-26"]
    holidays_of: {country: GB, subdivision: ENG}
    date_hours:
      "2026-12-24": [["09:00", "13:00"]]"""

TIMES = ("30 minutes", "4 hours", "4 working hours", "2 working days", "3 days")

_TITLES: tuple[tuple[str, type[Page]], ...] = (
    ("A commitment", Commitment),
    ("A limitation", Limitation),
    ("A topic", Topic),
    ("A policy", Policy),
    ("A free page", FreePage),
    ("A script", Script),
    ("A guide", Guide),
    ("A drill", Drill),
)


def content_reference() -> str:
    """The whole reference, in Markdown."""
    words = Template(Path(__file__).with_suffix(".md").read_text("utf-8"))
    return words.substitute(
        public_folders=_folders(PUBLIC_KINDS),
        desk_folders=_folders(DESK_KINDS),
        example=PAGE_EXAMPLE,
        max_depth=MAX_DEPTH,
        max_file_kb=MAX_FILE_BYTES // 1000,
        max_events=f"{MAX_EVENTS:,}",
        page=table(Page),
        kinds="\n\n".join(_kind(title, kind) for title, kind in _TITLES),
        effects=table(Effects),
        history_entry=table(HistoryEntry),
        applies_to=table(AppliesTo),
        times="\n".join(f"    {parse_target(text)}" for text in TIMES),
        calendar_example=CALENDAR_EXAMPLE,
        first_year=HOLIDAY_YEARS[0],
        last_year=HOLIDAY_YEARS[-1],
        schemes=listed([f"{scheme}:" for scheme in SCHEMES]),
        asset_types=listed(ASSET_TYPES),
        placeholders=", ".join(f"`{{{{{name}}}}}`" for name in PLACEHOLDERS),
        site=table(SiteFile),
        severity=table(Severity),
        fallback_contact=table(FallbackContact),
        security=table(Security),
        theme=table(Theme),
        logo=table(Logo),
        page_words=table(PageWords),
        site_words=table(SiteWords),
        severity_words=table(SeverityWords),
        fallback_words=table(FallbackWords),
        team_file=table(TeamFile),
        team=table(TeamLine),
        person=table(PersonLine),
        shift=table(ShiftLine),
        editor=table(EditorLine),
        authority=table(AuthorityLine),
        advice="\n".join(("| name | what it says |", "|---|---|", *(f"| `{k}` | {v} |" for k, v in MEANINGS.items()))),
        our_words=fill(", ".join(OUR_WORDS_TO_AVOID), 118).replace("\n", "\n  "),
    )


def _folders(kinds: dict[str, type[Page]]) -> str:
    return "\n".join(f"    {folder + '/':<21} {_meaning(kind)}" for folder, kind in kinds.items())


def _meaning(kind: type[Page]) -> str:
    """What the model's docstring says first, to stand after a folder's name."""
    first = cleandoc(kind.__doc__ or "").split(".")[0].split(":")[0]
    return first[:1].lower() + first[1:]


def _kind(title: str, kind: type[Page]) -> str:
    """A section on one kind of page: what it is, where it lies, and the fields that are its own."""
    place = "content/desk" if kind in DESK_KINDS.values() else "content/public"
    where = f"`{place}/{kind.kind}/`" if kind.kind else f"`{place}/`"
    parts = [f"## {title}", f"{cleandoc(kind.__doc__ or '')} It lies in {where}."]
    own = table(kind, but_those_of=Page)
    parts.append(own if own.count("\n") > 1 else "It has the fields of every page and no others.")
    return "\n\n".join(parts)


def main() -> None:
    """Write the reference to the file that is named, or to standard output."""
    reference = content_reference()
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(reference, "utf-8")
    else:
        sys.stdout.write(reference)


if __name__ == "__main__":
    main()
