"""Drafts of pages, written as an editor would write them: fields between two lines of hyphens, then Markdown. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from portal.library.pages import Policy

MOST_SLUG_CHARACTERS = 60
EXCEPTIONS_HEADING = "Exceptions"

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_HEADING = re.compile(rf"^##\s+{EXCEPTIONS_HEADING}\s*$", re.MULTILINE)
_ANY_HEADING = re.compile(r"^#{1,2}\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LimitationDraft:
    """The fields of a limitation (portal.library.pages), and `body`, its Markdown.

    `costs` and `benefits` map whom they concern (customer, us, team) to sentences.
    """

    title: str
    summary: str
    owner: str
    review_by: date
    since: date
    topics: tuple[str, ...]
    symptoms: tuple[str, ...]
    costs: Mapping[str, tuple[str, ...]]
    benefits: Mapping[str, tuple[str, ...]]
    prevent: tuple[str, ...]
    workaround: str
    instead: str
    body: str

    def markdown(self) -> str:
        """The whole file."""
        fields = {
            "title": self.title,
            "summary": self.summary,
            "owner": self.owner,
            "review_by": self.review_by,
            "since": self.since,
            "topics": list(self.topics),
            "symptoms": list(self.symptoms),
            "costs": {whom: list(lines) for whom, lines in self.costs.items() if lines},
            "benefits": {whom: list(lines) for whom, lines in self.benefits.items() if lines},
            "prevent": list(self.prevent),
            "workaround": self.workaround,
            "instead": self.instead,
        }
        return _page(fields, self.body)


def policy_with_exception(policy: Policy, sentence: str) -> str:
    """The policy's file with `sentence` as the last line of its list of exceptions, which is begun where there is none.

    Its text stays as it was written. Its fields are written anew from what is published: comments between them, and
    their order, are not in a release. A release made before it kept the text of policies has the words alone.
    """
    values = policy.model_dump(mode="json", exclude={"slug", "source", "path", "body"}, exclude_defaults=True)
    before = (policy.body.markdown or policy.body.text).rstrip()
    return _page(values, _with_line(before, f"- {' '.join(sentence.split())}"))


def lines_of(text: str) -> tuple[str, ...]:
    """Each line that holds something, without the signs of a list before it."""
    return tuple(line for each in text.splitlines() if (line := each.strip().lstrip("-*• ").strip()))


def slug_for(title: str, taken: Iterable[str]) -> str:
    """`We don't repair on Sundays` becomes `we-dont-repair-on-sundays`; with a number where that is taken."""
    plain = unicodedata.normalize("NFKD", title.replace("'", "").replace("’", "").casefold())
    slug = _NOT_SLUG.sub("-", plain.encode("ascii", "ignore").decode())[:MOST_SLUG_CHARACTERS].strip("-") or "new-page"
    known, number, found = set(taken), 2, slug
    while found in known:
        found, number = f"{slug}-{number}", number + 1
    return found


def _with_line(body: str, line: str) -> str:
    heading = _HEADING.search(body)
    if heading is None:
        return f"{body}\n\n## {EXCEPTIONS_HEADING}\n\n{line}"
    after = _ANY_HEADING.search(body, heading.end())
    end = after.start() if after else len(body)
    section, rest = body[:end].rstrip(), body[end:]
    gap = "\n" if section.splitlines()[-1].startswith("- ") else "\n\n"
    return f"{section}{gap}{line}" + (f"\n\n{rest}" if rest else "")


def _page(fields: Mapping[str, Any], body: str) -> str:
    written = yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False, width=1_000_000)
    return f"---\n{written}---\n\n{body.strip()}\n"
