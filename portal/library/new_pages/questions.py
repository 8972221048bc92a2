"""The questions for a new page: from the meaning of each field, with the names that the site has and a default."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, get_args, get_origin

from portal.library.entries import Names
from portal.library.field_meanings import bare, field_at
from portal.library.new_pages.kinds import NewKind
from portal.library.yaml_nodes import Keys

Answer = tuple[str, ...]
Answers = Mapping[Keys, Answer]

_REVIEWED_AFTER = timedelta(days=365)
_SENTENCES = ("costs", "benefits", "prevent", "symptoms", "checklist")
_EFFECTS = {"costs": "What it costs", "benefits": "What it brings"}
_WHOM = {"customer": "the customer", "us": "us", "team": "the team"}
_TO_THE_TEAM = ("lead_answer", "break_taken", "training_current")


@dataclass(frozen=True, slots=True)
class Question:
    """`default` is the answer of whoever gives none: () for nothing, None where an answer is needed.

    `choices` are names that may be answered, () for any text. `sentences` are given one a line, other lists on one.
    """

    keys: Keys
    asks: str
    default: Answer | None
    choices: tuple[str, ...] = ()
    is_list: bool = False
    sentences: bool = False

    @property
    def name(self) -> str:
        """As an option names it: `costs.customer`."""
        return ".".join(map(str, self.keys))


def questions(kind: NewKind, names: Names, today: date) -> tuple[Question, ...]:
    return tuple(question(kind, keys, names, today) for keys in kind.asked)


def question(kind: NewKind, keys: Keys, names: Names, today: date) -> Question:
    place = field_at(kind.model, keys)
    asks = place.description
    if keys[0] in _EFFECTS and len(keys) == 2:
        asks = f"{_EFFECTS[str(keys[0])]} {_WHOM[str(keys[1])]}."
    if keys == ("draft",):
        asks = "Keep it as a draft, which readers do not see yet?"
    is_list = get_origin(place.kind) is tuple
    default = _default(kind, keys, names, today)
    if default is None and not place.is_required and not _is_checked_to_be_there(keys):
        default = ()
    return Question(keys, asks, default, _choices(place.kind, keys, names, default), is_list, keys[0] in _SENTENCES)


def is_asked(question: Question, answers: Answers) -> bool:
    """Whether the answers so far leave the question open: a calendar is for working time alone."""
    if question.keys == ("calendar",):
        return any("working" in word for word in answers.get(("target",), ()))
    if question.keys[0] == "applies_to":
        return not is_to_the_team(answers)
    return True


def is_to_the_team(answers: Answers) -> bool:
    return bool(set(answers.get(("indicator",), ())) & set(_TO_THE_TEAM))


def _is_checked_to_be_there(keys: Keys) -> bool:
    """What the model leaves open and a check across files does not (portal.library.topic_checks)."""
    return keys[0] == "calendar" or (keys[0] in _EFFECTS and keys[1:] != ("team",))


def _choices(kind: Any, keys: Keys, names: Names, default: Answer | None) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return tuple(get_args(kind))
    if bare(kind) is bool:
        return ("true", "false")
    known: Mapping[str, Sequence[str] | None] = {
        "owner": (*(names.teams or ()), *(names.responders or ())),
        "team": names.teams,
        "calendar": names.calendars,
        "topic": names.topics,
        "topics": names.topics,
        "severity": names.severities,
        "severities": names.severities,
        "needs_skills": names.skills,
    }
    found = tuple(known.get(str(keys[-1])) or ()) if keys[0] not in _EFFECTS else ()
    return (*found, "all") if found and default == ("all",) else found


def _default(kind: NewKind, keys: Keys, names: Names, today: date) -> Answer | None:
    if keys == ("topics",):
        # A limitation belongs to the topics that it names; a script or a guide fits all until it names some.
        return () if kind.noun == "a limitation" else ("all",)
    given: Mapping[str, Sequence[str]] = {
        "owner": (names.teams or ())[:1],
        "team": (names.teams or ())[:1],
        "calendar": (names.calendars or ())[:1],
        "severity": (names.severities or ())[:1],
        "review_by": ((today + _REVIEWED_AFTER).isoformat(),),
        "effective_from": (today.isoformat(),),
        "since": (today.isoformat(),),
        "objective": ("95 %",),
        "reopen_within": ("14 days",),
        "stance": ("triage",),
        "draft": ("true",),
    }
    if keys[0] == "applies_to":
        return ("all",)
    if keys[0] in _EFFECTS:
        return None
    return tuple(given.get(str(keys[-1]), ())) or None
