"""What came of a publication, as the store keeps it: plain data, shown by the desk.

`why` is a sentence for the editor; `problems` are what has to be mended first; `overtaken` says that the page was
another by then. What was done: `changes` in words, `pages` published anew, the `commit`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.errors import EditRefused, NotPublished
from portal.library.problems import Problem
from portal.web.editing_room import PageChange

Outcome = Mapping[str, Any]
Told = Sequence[Mapping[str, Any]]
"""What readers will notice of each page."""


def refused(error: EditRefused) -> Outcome:
    problems = error.problems if isinstance(error, NotPublished) else ()
    overtaken = isinstance(error, NotPublished) and error.overtaken
    return {"why": str(error), "problems": [each.as_data() for each in problems], "overtaken": overtaken}


def has_problems(problems: Sequence[Problem]) -> NotPublished:
    count = "One thing has" if len(problems) == 1 else f"{len(problems)} things have"
    return NotPublished(f"{count} to be mended first. Nothing was changed.", problems=problems)


def told_of(changes: Sequence[PageChange]) -> Told:
    return [
        {"title": each.title, "path": each.path, "effect": each.effect, "sentences": list(each.sentences)}
        for each in changes
    ]


def published(told: Told, pages: int, commit: str) -> Outcome:
    return {"changes": list(told), "pages": pages, "commit": commit}
