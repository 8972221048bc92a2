"""A new page to be filled in: the fields that it needs, each under its meaning, and nothing invented. Pure.

What is known is filled in; what only the editor can say stays empty, so that the check asks for it. Where there is
somebody to ask in turn, portal.library.new_pages does.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from portal.library.library import Library
from portal.library.new_pages.kinds import KINDS
from portal.library.page_drafts import slug_for
from portal.library.pages import Effects

REVIEW_AFTER = timedelta(days=365)


def new_source(kind: str, title: str, library: Library) -> str:
    """Where the page would lie, under a name that no page of its kind has; `kind` is a key of KINDS."""
    public, desk = library.public, library.desk
    taken: dict[str, Iterable[str]] = {
        "policy": public.policies,
        "limitation": public.limitations,
        "commitment": public.commitments,
        "topic": public.topics,
        "page": public.free,
        "script": desk.scripts,
        "guide": desk.guides,
        "drill": desk.drills,
    }
    return f"{KINDS[kind].folder}/{slug_for(title, taken[kind])}.md"


def skeleton(kind: str, title: str, library: Library, today: date) -> str:
    """The file with its fields; `kind` is a key of KINDS."""
    model = KINDS[kind].model
    fields = model.model_fields.items()
    wanted = [(name, field) for name, field in fields if field.is_required() or name in ("summary", "owner")]
    known = _known(title, library, today)
    lines: list[str] = []
    for name, field in wanted:
        lines.append(f"# {field.description}")
        if field.annotation is Effects:
            lines += [f"{name}:", *(f"  {whom}:" for whom in Effects.model_fields)]
        elif name in ("prevent", "symptoms", "checklist"):
            lines += [f"{name}:", "  - "]
        else:
            lines.append(f"{name}: {known.get(name, '')}".rstrip())
    return "\n".join(["---", *lines, "---", "", KINDS[kind].body])


def _known(title: str, library: Library, today: date) -> dict[str, str]:
    return dict(_facts(title, library, today))


def _facts(title: str, library: Library, today: date) -> Iterator[tuple[str, str]]:
    # A quoted string of JSON is one of YAML as well.
    yield "title", json.dumps(" ".join(title.split()), ensure_ascii=False)
    team = next(iter(library.desk.team.teams), "")
    yield from (("owner", team), ("team", team))
    yield "review_by", (today + REVIEW_AFTER).isoformat()
    yield from (("effective_from", today.isoformat()), ("since", today.isoformat()))
    yield "reopen_within", "14 days"
