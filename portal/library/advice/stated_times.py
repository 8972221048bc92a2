"""What a promise says and what its clock runs are one time. A title that names another is advised on. DESIGN §1.1."""

import re
from collections.abc import Iterator

from portal.library.advice.texts import IN_ENGLISH, Text, language_of
from portal.library.pages import Commitment
from portal.library.problems import Problem
from portal.library.read_content import ReadContent
from portal.promises.targets import Target

_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_NUMBERS = {word: float(number) for number, word in enumerate(_WORDS, start=1)} | {
    "a": 1,
    "an": 1,
    "half a": 0.5,
    "half an": 0.5,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "ninety": 90,
    "twenty-four": 24,
    "forty-eight": 48,
    "sixty": 60,
    "seventy-two": 72,
}
_SECONDS = {"minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800, "year": 31_536_000}
_AMOUNT = "|".join(sorted((re.escape(word) for word in _NUMBERS), key=len, reverse=True))
_TIME = re.compile(
    rf"\b(?P<amount>\d+|{_AMOUNT})[ -](?:more |full |of our )?(?:working |office |business |opening )?"
    rf"(?P<unit>{'|'.join(_SECONDS)})s?\b",
    re.IGNORECASE,
)


def advise_on_stated_times(content: ReadContent) -> Iterator[Problem]:
    """Of commitments in English whose target can be read: title and summary, each by itself."""
    if content.site is None or content.site_document is None or not content.site_document.is_right("languages"):
        return
    for entry in content.entries:
        page = entry.page
        if not isinstance(page, Commitment) or not entry.document.is_right("target"):
            continue
        if language_of(entry, page, content.site.languages[0]) != IN_ENGLISH:
            continue
        for name in ("title", "summary"):
            if entry.document.is_right(name):
                text = Text(entry.document, (name,), getattr(page, name))
                yield from another_time_in(text, page.target)


def another_time_in(text: Text, target: Target) -> Iterator[Problem]:
    """Nothing where any time that is named is the target's, or none is: a text may name other times beside it."""
    said = list(_TIME.finditer(" ".join(text.prose.split())))
    if not said or any(_length_s(found) == target.length_s for found in said):
        return
    what = f"“{said[0][0]}” stands in the {text.keys[0]}, and the target is {target}."
    yield text.advice(0, "another-time", what, "Say the same time in both: the target is what the clock runs.")


def _length_s(found: re.Match[str]) -> float:
    amount = found["amount"].lower()
    return (float(amount) if amount.isdigit() else _NUMBERS[amount]) * _SECONDS[found["unit"].lower()]
