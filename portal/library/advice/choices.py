"""Who a stance costs and whom it serves: whoever is left out of the lists was not thought of. DESIGN §1, §4."""

from collections.abc import Iterator
from dataclasses import replace

from portal.library.entries import of_kind
from portal.library.front_matter import Document
from portal.library.pages import Choice
from portal.library.problems import Problem
from portal.library.read_content import ReadContent

_WHOM = {"customer": "the customer", "us": "us", "team": "the team"}
_BOTH = ("costs", "benefits")


def advise_on_choices(content: ReadContent) -> Iterator[Problem]:
    """That nothing is said to the customer or to us is a problem already (portal.library.topic_checks)."""
    for document, choice in of_kind(content.entries, Choice):
        silent = [name for name in _BOTH if _is_silent(document, choice, name, "team")]
        if silent:
            what = f"The {' and '.join(silent)} say nothing of the team, who live with this choice every day."
            remedy = f"Add `team:` to {' and to '.join(f'`{name}`' for name in silent)}, or ask them."
            yield replace(document.warning((silent[0],), what, remedy), advice="one-sided")
        yield from _one_sided(document, choice)


def _one_sided(document: Document, choice: Choice) -> Iterator[Problem]:
    """One whole list serves a single side many times over, and the others with a line at most."""
    for name in _BOTH:
        if not document.is_right(name):
            continue
        counts = {whom: len(getattr(getattr(choice, name), whom)) for whom in ("customer", "us")}
        most, least = max(counts, key=lambda whom: counts[whom]), min(counts, key=lambda whom: counts[whom])
        if counts[least] and counts[most] >= 4 * counts[least]:
            what = f"The {name} name {_WHOM[most]} {counts[most]} times and {_WHOM[least]} {_times(counts[least])}."
            remedy = f"Look again at what they are to {_WHOM[least]}; a reader sees one side."
            yield replace(document.warning((name,), what, remedy), advice="one-sided")


def _is_silent(document: Document, choice: Choice, name: str, whom: str) -> bool:
    return document.is_right(name, whom) and not getattr(getattr(choice, name), whom)


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
