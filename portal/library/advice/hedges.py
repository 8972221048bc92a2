"""A promise says who does what by when. Words that take it back, and sentences in which nobody does it, are advised on.

DESIGN §1; LOOK "Words": "We answer within two working hours", not "enquiries will be responded to".
"""

import re
from collections.abc import Iterator

from portal.library.advice.texts import IN_ENGLISH, Text, language_of, texts_of
from portal.library.pages import Commitment
from portal.library.problems import Problem
from portal.library.read_content import ReadContent

_SAY_THE_TIME = "Say by when, or leave it out."
_SAY_YOU_DO = "Say that we do it; the objective says in how many cases."
_SAY_WHEN_NOT = "Say in which cases it does not hold, or leave it out."
HEDGES: tuple[tuple[str, str], ...] = (
    (r"(?:we|our team|our people|staff) (?:will |always |do )?(?:aims?|strives?|seeks?) to", _SAY_YOU_DO),
    (r"we (?:will|shall|do) (?:try|endeavour|attempt|hope) (?:our best )?to", _SAY_YOU_DO),
    (r"we hope to", _SAY_YOU_DO),
    (r"(?:our|best|reasonable|every) (?:best )?endeavours?", _SAY_YOU_DO),
    (r"(?:will|shall) be endeavoured", _SAY_YOU_DO),
    (r"(?:do|try) our (?:very )?best", _SAY_YOU_DO),
    (r"every effort", _SAY_YOU_DO),
    (r"(?:where|wherever|if|whenever|when) (?:at all )?(?:possible|practicable|feasible)", _SAY_WHEN_NOT),
    (r"(?:where|when) appropriate", _SAY_WHEN_NOT),
    (r"under normal circumstances", _SAY_WHEN_NOT),
    (r"as soon as (?:is )?(?:reasonably )?(?:possible|practicable|we can)", _SAY_THE_TIME),
    (r"as quickly as (?:possible|we can)", _SAY_THE_TIME),
    (r"in (?:a timely (?:manner|fashion)|due course|good time)", _SAY_THE_TIME),
    (r"without (?:undue|unnecessary) delay", _SAY_THE_TIME),
)
_SIGNS = (
    "aim", "strive", "seek", "endeavour", "will try", "shall try", "do try", "do our", "try our", "attempt", "hope to",
    "every effort", "possible", "practicable", "feasible", "appropriate", "normal circumstances", "soon as",
    "quickly as", "timely", "due course", "good time", "delay",
)  # fmt: skip
_HEDGE = re.compile("|".join(rf"(?P<h{n}>\b{words}\b)" for n, (words, _) in enumerate(HEDGES)), re.IGNORECASE)
_DONE = (
    "answered|acknowledged|addressed|actioned|assessed|assigned|called|compensated|completed|considered|"
    "contacted|corrected|dealt|done|escalated|fixed|given|handled|informed|investigated|kept|made|mended|met|"
    "notified|offered|paid|processed|provided|put|refunded|repaired|replaced|replied|resolved|responded|returned|"
    "reviewed|sent|settled|sorted|told|treated|updated"
)
# Whoever does it may be named behind it; a time is nobody.
_BY_SOMEBODY = r"(?! by (?!\d|the |close|noon|midnight|tomorrow|\w+day))"
_PASSIVE = re.compile(rf"\b(?:will|shall) be (?:\w+ly )?(?:{_DONE})\b{_BY_SOMEBODY}", re.IGNORECASE)


def advise_on_hedges(content: ReadContent) -> Iterator[Problem]:
    """Of commitments in English, their titles among them."""
    if content.site is None or content.site_document is None or not content.site_document.is_right("languages"):
        return
    for entry in content.entries:
        page = entry.page
        if isinstance(page, Commitment) and language_of(entry, page, content.site.languages[0]) == IN_ENGLISH:
            if entry.document.is_right("title"):
                yield from hedges_in(Text(entry.document, ("title",), page.title))
            for text in texts_of(entry, page):
                yield from hedges_in(text)


def hedges_in(text: Text) -> Iterator[Problem]:
    prose = _on_one_line(text.prose)
    small = prose.lower()
    # Looking for the patterns takes ten times as long as for a word that each of them holds.
    for found in _HEDGE.finditer(prose) if any(sign in small for sign in _SIGNS) else ():
        remedy = HEDGES[int(str(found.lastgroup)[1:])][1]
        yield text.advice(found.start(), "hedged-promise", f"“{found[0]}” takes the promise back.", remedy)
    for found in _PASSIVE.finditer(prose) if "ll be " in small else ():
        what = f"“{found[0]}” does not say who does it."
        yield text.advice(found.start(), "hedged-promise", what, "Say who does it: “we answer”, “a person calls you”.")


def _on_one_line(prose: str) -> str:
    return prose.replace("\n", " ")
