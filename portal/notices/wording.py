"""How other people's words are made safe and readable in a mail. Pure."""

import re
import textwrap
from collections.abc import Sized
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from portal.languages.formatting import listed, time_in_words, weekday_and_day
from portal.languages.isolating import ltr
from portal.languages.locales import direction
from portal.languages.messages import N_, _, ngettext, text_of
from portal.languages.speaking import catalog, language
from portal.library.site_file import FallbackContact

LINE_WIDTH = 72
MAX_PROSE_CHARACTERS = 4_000
MAX_NAME_CHARACTERS = 60
THE_REST = N_("… (the rest is on the page)")

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control characters; marks that reverse the direction of what stands beside them; halves of a surrogate pair.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_MANY_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")
_NO_NAME = re.compile(r"[/\\@:<>\[\]{}|=]|\bwww\.|\.[a-z]{2,}\b", re.IGNORECASE)
_WORD_START = re.compile(r"\s(?=\S)")


def cleaned(text: str) -> str:
    """Text without control characters, its line ends all `\\n`, at most one blank line in a row."""
    return _MANY_BLANK_LINES.sub("\n\n", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text))).strip()


def one_line(text: str) -> str:
    """Text fit for a header or the middle of a sentence."""
    return " ".join(cleaned(text).split())


def cut(text: str, max_characters: int = MAX_PROSE_CHARACTERS) -> str:
    """Text of at most `max_characters`, cut between words where it can be, which says so where it was."""
    if len(text) <= max_characters:
        return text
    the_rest = _(THE_REST)
    kept = text[: max_characters - len(the_rest)]
    between_words = max((found.start() for found in _WORD_START.finditer(kept)), default=0)
    if between_words > len(kept) // 2:
        kept = kept[:between_words]
    return kept.rstrip() + the_rest


def name_for_greeting(name: str) -> str:
    """The name, or nothing where it is none.

    Anybody can type any address into the form, so a "name" must not carry an advertisement to a stranger.
    """
    name = one_line(name)
    return "" if len(name) > MAX_NAME_CHARACTERS or _NO_NAME.search(name) else name


def quoted(text: str) -> str:
    """Text as mail programs quote it, each line after `> `."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def paragraphs(text: str) -> Markup:
    """Text as HTML paragraphs, each from the side where its words begin. Nothing in it is taken for HTML."""
    side = Markup(' dir="auto"') if direction(language()) == "rtl" else ""
    return Markup("\n").join(
        Markup('<p{} style="margin:0 0 1em">{}</p>').format(side, Markup("<br>\n").join(map(escape, part.split("\n"))))
        for part in re.split(r"\n[ \t]*\n", text)
        if part.strip()
    )


def addressed_to(sentence: Any, name: str) -> Any:
    """`we have it` becomes `Hello Ada, we have it`, or `We have it` where we know no name."""
    sentence = sentence.strip()
    if not name:
        return as_sentence(sentence)
    hello = text_of(N_("Hello %(name)s, %(sentence)s"))
    return (Markup(hello) if isinstance(sentence, Markup) else hello) % {"name": name, "sentence": sentence}  # noqa: S704 - ours


def as_sentence(words: Any) -> Any:
    """`the fault desk` becomes `The fault desk`."""
    return words[:1].upper() + words[1:]


def time_words(at: datetime, time_zone: str) -> str:
    """`15:10 on Monday 23 November`, by the clock of `time_zone`. Never "today": a mail is read on any day."""
    local = at.astimezone(ZoneInfo(time_zone))
    return _("%(time)s on %(day)s", time=time_in_words(local), day=day_words(at, time_zone))


def day_words(at: datetime, time_zone: str) -> str:
    """`Monday 23 November`."""
    return weekday_and_day(at.astimezone(ZoneInfo(time_zone)).date(), with_year=False)


def at_team(person: str, team: str) -> str:
    """`Mira at the fault desk`, or `the fault desk` while nobody in particular has it."""
    return _("%(person)s at %(team)s", person=person, team=team) if person and team else person or team


def how_to_reach(fallback: FallbackContact) -> str:
    """`call 01632 960 123 or write to help@example.org (every day, 8 to 20)`."""
    ways = []
    if fallback.phone:
        ways.append(_("call %(phone)s", phone=ltr(fallback.phone)))
    if fallback.mail:
        ways.append(_("write to %(mail)s", mail=ltr(fallback.mail)))
    said = listed(ways, "or")
    return _("%(ways)s (%(hours)s)", ways=said, hours=fallback.hours) if fallback.hours else said


def count_words(things: Sized) -> str:
    """`two things`, `13 things`; other languages have figures throughout."""
    numbers = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    count = len(things)
    in_words = catalog() is None and 2 <= count < len(numbers) + 2
    return ngettext("%(count)s thing", "%(count)s things", count, count=numbers[count - 2] if in_words else count)


def attachment_words(count: int) -> str:
    """`one file`, `3 files`."""
    return "one file" if count == 1 else f"{count} files"


def wrapped(text: str) -> str:
    """Plain text with lines of at most LINE_WIDTH characters where its words allow; addresses stay whole."""
    return "\n".join(part for line in text.split("\n") for part in _wrapped_line(line))


def _wrapped_line(line: str) -> list[str]:
    if len(line) <= LINE_WIDTH:
        return [line.rstrip()]
    indent = "> " if line.startswith("> ") else ""
    return textwrap.wrap(
        line, LINE_WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ) or [indent.rstrip()]
