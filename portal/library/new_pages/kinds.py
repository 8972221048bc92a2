"""The kinds of page that can be begun, what is asked for each, and the text that its editor goes on from."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.library.pages import Commitment, Drill, FreePage, Guide, Limitation, Page, Policy, Script, Topic
from portal.library.survey import DESK, DESK_KINDS, PUBLIC
from portal.library.yaml_nodes import Keys

_EFFECTS: tuple[Keys, ...] = tuple(
    (name, whom) for name in ("costs", "benefits") for whom in ("customer", "us", "team")
)


@dataclass(frozen=True, slots=True)
class NewKind:
    """`asked` are the keys of the fields, in the order of the questions; `body` is the text to go on from."""

    model: type[Page]
    noun: str
    asked: tuple[Keys, ...]
    body: str

    @property
    def folder(self) -> str:
        """Where its pages lie, from the site folder."""
        place = DESK if self.model in DESK_KINDS.values() else PUBLIC
        return f"{place}/{self.model.kind}" if self.model.kind else place

    @property
    def is_public(self) -> bool:
        return self.model not in DESK_KINDS.values()


def _fields(names: str) -> tuple[Keys, ...]:
    return tuple(tuple(name.split(".")) for name in names.split())


KINDS: Mapping[str, NewKind] = {
    "commitment": NewKind(
        Commitment,
        "a commitment",
        _fields(
            "title summary indicator target calendar objective applies_to.topics applies_to.severities remedy owner "
            "review_by effective_from draft"
        ),
        """\
<!-- Comments like this one are for you; take each away once you have written what it asks for. -->

## Why this and not more

<!-- What you looked at, with numbers: how often you would have kept it, and what a better promise would cost. -->

## What we count

<!-- What starts the clock and what stops it, in a reader's words. -->

## What we don't count

<!-- What the promise does not cover, and where that stands instead. -->
""",
    ),
    "limitation": NewKind(
        Limitation,
        "a limitation",
        (
            *_fields("title summary symptoms workaround instead topics"),
            *_EFFECTS,
            *_fields("prevent since owner review_by draft"),
        ),
        """\
<!-- Comments like this one are for you; take each away once you have written what it asks for. -->

## Why we chose so

<!-- What it would take to fix it, what that would cost, and who would pay. -->

## Whom it hurts most

<!-- Who they are, and the help that they can ask for. -->
""",
    ),
    "topic": NewKind(
        Topic,
        "a topic",
        (
            *_fields("title says summary stance team needs_skills"),
            *_EFFECTS,
            *_fields("prevent reopen_within owner review_by draft"),
        ),
        """\
<!-- Comments like this one are for you; take each away once you have written what it asks for. -->

## What you can look at first

<!-- What a customer can see or try in a minute. Nothing that they must do. -->

## What happens when you write to us

<!-- Who reads it, what they try first, what they may give at once. -->
""",
    ),
    "policy": NewKind(
        Policy,
        "a policy",
        _fields("title summary owner review_by draft"),
        "<!-- The rule as you would say it aloud; then why, then its exceptions. Take this comment away. -->\n",
    ),
    "page": NewKind(
        FreePage,
        "a page",
        _fields("title summary owner review_by draft"),
        "<!-- The page's text. Take this comment away. -->\n",
    ),
    "script": NewKind(
        Script,
        "a script",
        _fields("title summary topics owner review_by"),
        """\
Dear {{customer_name}},

[[Say back what you heard, in your own words.]]

[[Say what you do next, and when they hear from you.]]

{{responder_name}}
""",
    ),
    "guide": NewKind(
        Guide,
        "a guide",
        _fields("title summary topics owner review_by"),
        """\
## In this moment

<!-- Three or four lines that can be read while somebody is on the phone. Take this comment away. -->

## Afterwards

<!-- Whom to tell, and what to write down. -->
""",
    ),
    "drill": NewKind(
        Drill,
        "a drill",
        _fields("title summary topic severity checklist owner review_by"),
        """\
## What comes in

> Write the customer's words here, each line of them after a sign like this one.

## For the coach

What is behind it, and what the customer says when they are asked:

> Write here what the customer writes next.

## Talk about it after

- What did you try first, and why?
""",
    ),
}
