"""What is fuzzed: each reader of what people or programs write, with what must be true of anything that it is given.

A target takes octets and raises only where we are wrong; what is refused in our own words is as it should be.
"""

import json
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from portal.api.strict_json import JsonFault, read_object
from portal.errors import TargetError
from portal.inbound.html_text import text_of_html
from portal.inbound.quotes import MAX_WORDS_CHARACTERS, without_quotes
from portal.inbound.reading import read_mail
from portal.library import closures_worker
from portal.library.front_matter import page_document
from portal.promises.cases import Cases
from portal.promises.targets import parse_target
from portal.reports.pictures.metadata import without_metadata
from tests.audit.fuzzing.seeds import CALENDARS, CASES, MAILS, OBJECTS, PAGES, PICTURES, QUOTES, TARGETS_WRITTEN

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
_THEIRS = ("expected", "found ", "token", "while", "mapping")
_YEARS = (2026, 2027)
_KINDS = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/heif")


@dataclass(frozen=True, slots=True)
class Target:
    """`seeds` are good examples to begin with."""

    try_on: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


def _front_matter(octets: bytes) -> None:
    """A page is read, or explained in our own words with the place."""
    document, problems = page_document(octets.decode("utf-8", "replace"), "p")
    assert document.fields is not None or problems
    for each in problems:
        assert each.line >= 1
        assert each.column >= 1
        assert not any(theirs in each.what for theirs in _THEIRS), each.what


def _target(octets: bytes) -> None:
    """A target that is read says itself in words that are read as the same."""
    try:
        found = parse_target(octets.decode("utf-8", "replace"))
    except TargetError:
        return
    assert parse_target(str(found)) == found


def _case(octets: bytes) -> None:
    """Each line has one answer, which can be written as JSON."""
    (said,) = Cases().answer(octets.decode("utf-8", "replace").strip())
    assert said in ("due", "elapsed_s", "error")


def _calendar_file(octets: bytes) -> None:
    """A calendar file gives days of the years that were asked for, or words for the editor.

    The timer that ends what takes too long is ignored: too long is the fuzzer's to say.
    """
    before = signal.signal(signal.SIGPROF, signal.SIG_IGN)
    try:
        text = octets.decode("utf-8", "replace")
        said = closures_worker.answer({"text": text, "time_zone": "Europe/London", "years": _YEARS})
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    json.dumps(said)
    if "fault" in said:
        assert all(said["fault"])
    for day in (*said.get("dates", ()), *said.get("breaks", ())):
        assert _YEARS[0] <= date.fromisoformat(day).year <= _YEARS[1], day


def _mail(octets: bytes) -> None:
    """Any octets are a mail of which something is kept."""
    assert read_mail(octets, AT).arrived_at == AT


def _quotes(octets: bytes) -> None:
    """Any text is cut, and into no more than anybody reads."""
    assert len(without_quotes(octets.decode("utf-8", "replace")).words) <= MAX_WORDS_CHARACTERS


def _html(octets: bytes) -> None:
    """The words of any HTML are text that can be kept."""
    text_of_html(octets.decode("utf-8", "replace")).encode("utf-8")


def _api_body(octets: bytes) -> None:
    """A body is one object that JSON can write again, or is refused."""
    try:
        found = read_object(octets)
    except JsonFault:
        return
    json.dumps(found, allow_nan=False).encode("utf-8")


def _picture(octets: bytes) -> None:
    """A picture is read through, or it is said that it cannot be."""
    try:
        without_metadata(octets[1:], _KINDS[octets[0] % len(_KINDS)] if octets else _KINDS[0])
    except ValueError:
        return


TARGETS = {
    "front-matter": Target(_front_matter, PAGES),
    "target": Target(_target, TARGETS_WRITTEN),
    "case": Target(_case, CASES),
    "calendar-file": Target(_calendar_file, CALENDARS),
    "mail": Target(_mail, MAILS),
    "quotes": Target(_quotes, QUOTES),
    "html-of-a-mail": Target(_html, QUOTES),
    "api-body": Target(_api_body, OBJECTS),
    "picture": Target(_picture, PICTURES),
}
