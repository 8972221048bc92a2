"""The huddle: what a team wants to know in the few minutes before a shift, short enough for one page. DESIGN §1.2.

Pure. Nothing here is counted by person, and no name of the team ever stands beside a miss.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten
from zoneinfo import ZoneInfo

from portal.promises.spoken import spoken_time
from portal.team.huddle_facts import Due, HuddleFacts, Miss, Tally
from portal.team.huddle_times import OnDuty
from portal.team.shift_words import spoken_hours

MOST_CHARACTERS = 100
MOST_IN_QUOTE = 70
MOST_IN_TITLE = 60
# How many lines of each section fit on the page together with all others.
MOST_LINES = {"who": 8, "due": 4, "worked": 4, "missed": 3, "known": 3, "changed": 3, "thanks": 2, "points": 5}
MOST_STILL_LATE = 4
TITLES = {
    "who": "Who is on, and when they rest",
    "due": "Due in this shift",
    "worked": "What worked",
    "missed": "What did not",
    "known": "Otherwise than usual",
    "changed": "What we say differently now",
    "thanks": "Thank you",
    "points": "To talk about",
    "exercise": "For today",
}
# What is to be done by when, and what should have been done.
_TO_DO = {
    "first_response": ("Answer by {at}", "Late: the answer was due {at}"),
    "next_update": ("Write again by {at}", "Late: the next word was due {at}"),
    "resolution": ("Settle it by {at}", "Late: it was to be settled {at}"),
}
NOTHING = {
    "who": "Nobody is down for it.",
    "due": "Nothing falls due.",
    "worked": "Nothing came to its end.",
    "missed": "Every promise that fell due was kept.",
    "known": "Nothing.",
    "changed": "Nothing.",
    "thanks": "None on the wall since the last huddle.",
    "points": "Nobody has added a point.",
    "exercise": "There is no drill or guide yet.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """`lead` stands out at its beginning; `address` is where it leads, if anywhere; `sign` names one of parts/signs."""

    words: str
    lead: str = ""
    address: str = ""
    sign: str = ""

    @property
    def whole(self) -> str:
        return f"{self.lead} {self.words}".strip()


@dataclass(frozen=True, slots=True)
class Section:
    """`rest` is what did not fit, as far as it was read; `more` is how many that were. Without lines, see `nothing`."""

    key: str
    title: str
    lines: tuple[Line, ...]
    nothing: str
    rest: tuple[Line, ...] = ()
    more: int = 0

    @property
    def more_words(self) -> str:
        """`and 4 more on the desk`."""
        return f"and {self.more} more on the desk" if self.more else ""


def sections(facts: HuddleFacts) -> tuple[Section, ...]:
    """The page from top to bottom; every section is there, so that nothing that is missing looks forgotten."""
    return (
        _section("who", [_there(each, facts) for each in facts.there]),
        _section("due", [_due(each, facts) for each in facts.due], facts.due_count),
        _section("worked", _worked(facts)),
        _section(
            "missed", [_missed(each, facts.names) for each in facts.missed], facts.missed_count, _none_missed(facts)
        ),
        _section("known", [Line(_short(each.words), address=each.address) for each in facts.known]),
        _section("changed", _changed(facts)),
        _section("points", [Line(_short(each.words), f"{each.by}:", each.address) for each in facts.points]),
        _section("thanks", [_thanks(each.person, each.giver, each.words) for each in facts.thanks]),
        _section("exercise", _exercise(facts)),
    )


def without_names(text: str, names: Iterable[str]) -> str:
    """`text` with “a colleague” in place of every name of the team, as it is written or in capitals."""
    called = {part for name in names for part in (name, name.split()[0])}
    for name in sorted(called, key=len, reverse=True):
        text = re.sub(rf"(?<!\w)(?:{re.escape(name)}|{re.escape(name.upper())})(?!\w)", "a colleague", text)
    return text


def _section(key: str, lines: Sequence[Line], count: int = 0, nothing: str = "") -> Section:
    """`count` is how many there are, where not all of them are among the lines; `nothing` is said without lines."""
    fitting = MOST_LINES.get(key, 1)
    shown, rest = tuple(lines[:fitting]), tuple(lines[fitting:])
    return Section(key, TITLES[key], shown, nothing or NOTHING[key], rest, max(count, len(lines)) - len(shown))


def _there(duty: OnDuty, facts: HuddleFacts) -> Line:
    hours = spoken_hours(duty.shift.start, duty.shift.end, facts.time_zone)
    zone = ZoneInfo(facts.time_zone)
    breaks = " and ".join(f"{start.astimezone(zone):%H:%M}" for start, _ in duty.shift.breaks)
    return Line(f"{hours}, {f'rests at {breaks}' if breaks else 'no break planned'}", duty.person.name)


def _due(due: Due, facts: HuddleFacts) -> Line:
    is_late = due.due_at < facts.now
    at = spoken_time(due.due_at, facts.now, facts.time_zone).removesuffix(" today")
    to_do = _TO_DO.get(due.indicator, _TO_DO["resolution"])[is_late].format(at=at)
    nobody = " Nobody has it yet." if due.is_nobodys else ""
    return Line(_short(f"{to_do}.{nobody} {due.topic}"), due.reference, due.address, "missed" if is_late else "running")


def _worked(facts: HuddleFacts) -> list[Line]:
    lines = []
    if facts.kept.of:
        lines.append(Line(f"{_of(facts.kept)} promises that came to count were kept."))
    if facts.solved.of:
        lines.append(Line(f"{_of(facts.solved)} customers who said so had it solved."))
    if facts.cared_for.of:
        lines.append(Line(f"{_of(facts.cared_for)} felt cared for."))
    lines += [Line(_short(f"A customer said thank you after “{title}”."), "Script:") for title in facts.scripts]
    return lines


def _missed(miss: Miss, names: Iterable[str]) -> Line:
    tried = _cut(without_names(miss.tried, names), MOST_IN_QUOTE)
    what = f"Tried: {tried}" if tried else "Nothing that was tried stands on it."
    promise = _cut(miss.promise, MOST_IN_TITLE)
    return Line(f"{_cut(miss.topic, MOST_IN_TITLE)}. Missed: “{promise}”. {what}", miss.reference, miss.address)


def _none_missed(facts: HuddleFacts) -> str:
    """Nothing was missed since the last huddle; what was missed before it and is still open is late all the same."""
    said = NOTHING["missed"] if facts.kept.of else "No promise fell due since the last huddle."
    late = [each.reference for each in facts.due if each.due_at < facts.now]
    return f"{said} Still late: {', '.join(late[:MOST_STILL_LATE])}{_others(late)}." if late else said


def _others(late: Sequence[str]) -> str:
    return f" and {len(late) - MOST_STILL_LATE} more" if len(late) > MOST_STILL_LATE else ""


def _changed(facts: HuddleFacts) -> list[Line]:
    """What became weaker comes first: the customer will have read it."""
    ordered = sorted(facts.changed, key=lambda each: not each.is_weaker)
    return [
        Line(
            _short(each.words),
            f"{each.kind} “{_cut(each.title, MOST_IN_TITLE)}”:",
            each.address,
            "at-risk" if each.is_weaker else "",
        )
        for each in ordered
    ]


def _thanks(person: str, giver: str, words: str) -> Line:
    said = f": “{_cut(words, MOST_IN_QUOTE)}”" if words.strip() else "."
    return Line(f"{giver[:1].upper()}{giver[1:]} thanked {person}{said}")


def _exercise(facts: HuddleFacts) -> list[Line]:
    found = facts.exercise
    if found is None:
        return []
    kind = "" if found.title.lower().startswith(found.kind) else f"{found.kind.capitalize()}: "
    return [Line(_short(found.summary), f"{kind}{_cut(found.title, MOST_IN_TITLE)}.", found.address)]


def _of(tally: Tally) -> str:
    return f"{tally.yes} of {tally.of}"


def _short(words: str) -> str:
    return _cut(words, MOST_CHARACTERS)


def _cut(words: str, most_characters: int) -> str:
    """In one line, up to a whole word."""
    return shorten(words, most_characters, placeholder=" …")
