"""Whatever the portal reads from outside, with what it may say against it, and noise made out of good examples.

A reader gives something or raises what its caller expects; anything else is a fault, and so is taking long.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from portal.api.strict_json import JsonFault, read_object
from portal.errors import CalendarError, ClosuresError, TargetError, TokenError
from portal.inbound.html_text import text_of_html
from portal.inbound.quotes import without_quotes
from portal.inbound.reading import read_mail
from portal.library.closures_file import closed_time_of
from portal.library.front_matter import page_document, yaml_document
from portal.promises.calendars import parse_calendar
from portal.promises.targets import parse_target
from portal.reports.links import read_calendar_token, read_customer_token, read_responder_token
from portal.reports.references import find_reference
from portal.web.plain_text import linked
from tests.hostile_words import FORMULAS, HEADERS, VECTORS

ROOT = Path(__file__).parents[2]
ARRIVED = datetime(2026, 11, 23, 12, 10, tzinfo=UTC)
_CALENDAR = {
    "time_zone": "Europe/London",
    "hours": {"mon": [["08:00", "12:00"], ["13:00", "24:00"]], "sat": [["22:00", "02:00"]]},
    "date_hours": {"2026-12-24": [["09:00", "12:00"]]},
    "breaks": {"2026-11-23": [["10:00", "10:30"]]},
    "holidays": ["*-12-25", "2026-04-03"],
    "holidays_of": {"country": "GB", "subdivision": "ENG"},
}
_CLOSURES = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART;TZID=Europe/London:20261224T120000\r\nDTEND;TZID=Europe/London:20261224T180000\r\n"
    "RRULE:FREQ=YEARLY;COUNT=3\r\nEXDATE;TZID=Europe/London:20271224T120000\r\nSUMMARY:Closed\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
_TARGETS = "30 minutes", "4 working hours", "2 working days", "3 days", "1.5 hours", "working", "٣ days", "1e9 days"
_TOKENS = "R7K4-M2PX." + "a" * 32, "R7K4-M2PX.mira.20261231." + "a" * 32, "own.mira." + "a" * 32


@dataclass(frozen=True, slots=True)
class Reader:
    """`share` is how many of a hundred tries it gets; where each starts a process, few."""

    name: str
    read: Callable[[bytes], object]
    may_raise: tuple[type[Exception], ...]
    examples: tuple[bytes, ...]
    share: int = 100


def _text(octets: bytes) -> str:
    return octets.decode("utf-8", "surrogateescape")


def _as_in_a_file(octets: bytes) -> str:
    """A file that is not UTF-8 is refused before it is read any further."""
    return octets.decode("utf-8", "replace")


def _tokens(octets: bytes) -> None:
    for read in (read_customer_token, read_responder_token, read_calendar_token):
        try:
            read(_text(octets))
        except TokenError:
            continue
    find_reference(_text(octets))


def _calendar(octets: bytes) -> object:
    try:
        data = json.loads(octets)
    except (ValueError, RecursionError):
        data = octets.decode("latin-1")
    return parse_calendar(data)


def _files(folder: str, ending: str, most: int) -> tuple[bytes, ...]:
    found = sorted((ROOT / folder).rglob(f"*{ending}"))
    return tuple(file.read_bytes() for file in found[:most])


def readers() -> list[Reader]:
    pages = _files("content/public", ".md", 12)
    mails = _files("tests/inbound/mails", ".eml", 60)
    hostile = tuple(each.encode("utf-8", "surrogatepass") for each in (*VECTORS, *FORMULAS, *HEADERS))
    settings = _files("content", ".yml", 3)
    return [
        Reader("front matter", lambda octets: page_document(_as_in_a_file(octets), "p.md"), (), pages),
        Reader("YAML", lambda octets: yaml_document(_as_in_a_file(octets), "site.yml"), (), settings, 40),
        Reader("targets", lambda octets: parse_target(_text(octets)), (TargetError,), tuple(map(str.encode, _TARGETS))),
        Reader("calendars", _calendar, (CalendarError,), (json.dumps(_CALENDAR).encode(),)),
        Reader("closures", _closures, (ClosuresError,), (_CLOSURES.encode(),), 1),
        Reader("mails", lambda octets: read_mail(octets, ARRIVED, "ada@example.org", ()), (), mails),
        Reader("the quote cutter", lambda octets: without_quotes(_text(octets)), (), (*mails, *hostile)),
        Reader("HTML of mails", lambda octets: text_of_html(_text(octets)), (), (*hostile, *mails)),
        Reader(
            "JSON of programs",
            read_object,
            (JsonFault,),
            (json.dumps(_CALENDAR).encode(), b'{"a": [1e999, "\\ud800"]}'),
        ),
        Reader("links and references", _tokens, (), tuple(map(str.encode, _TOKENS))),
        Reader("words to be shown", lambda octets: linked(_text(octets)), (), hostile),
    ]


def _closures(octets: bytes) -> object:
    return closed_time_of(_as_in_a_file(octets), "Europe/London")


def noise(examples: tuple[bytes, ...], seed: int, times: int) -> Iterator[bytes]:
    """Good examples with some octets changed, left out, said again many times, nested or cut off; now and then pure
    noise. The same for the same seed.
    """
    chance = random.Random(seed)
    for _ in range(times):
        octets = bytearray(
            chance.choice(examples) if chance.random() < 0.97 else chance.randbytes(chance.randrange(300))
        )
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            _change(octets, examples, chance)
        yield bytes(octets[:200_000])


_OPENS = (b"[", b"{", b"<", b"(", b'"', b"'", b"- ", b"> ", b"&a ", b"*a ", b"=?", b"\r\n", b"\t", b"\x00", b"\xff")


def _change(octets: bytearray, examples: tuple[bytes, ...], chance: random.Random) -> None:
    at, length = chance.randrange(len(octets) + 1), chance.choice((1, 2, 8, 64))
    match chance.randrange(7):
        case 0:
            octets[at : at + 1] = chance.randbytes(1)
        case 1:
            del octets[at : at + length]
        case 2:
            octets[at:at] = octets[at : at + length] * chance.choice((2, 10, 500))
        case 3:
            octets[at:at] = chance.choice(_OPENS) * chance.choice((1, 3, 2_000))
        case 4:
            other = chance.choice(examples)
            start = chance.randrange(len(other) + 1)
            octets[at:at] = other[start : start + length * 4]
        case 5:
            del octets[at:]
        case _:
            octets[at : at + length] = str(chance.choice((0, -1, 2**31, 2**64, 10**30, "9" * 5_000))).encode()
