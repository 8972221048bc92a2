"""What pydantic finds wrong with a file's fields, as problems with a place, in plain words and with a remedy."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from portal.library.field_meanings import allowed_fields, field_at, meaning
from portal.library.front_matter import Document
from portal.library.problems import Problem
from portal.library.stand_ins import with_stand_ins
from portal.library.suggestions import listed, nearest
from portal.library.yaml_nodes import Keys, ScalarNode, node_at, plain_data

Model = TypeVar("Model", bound=BaseModel)

_OF_KEY = "[key]"
"""How pydantic ends the location of a name that cannot be one; the value under it may be right."""


@dataclass(frozen=True, slots=True)
class Typed(Generic[Model]):
    """What came of a file's fields.

    `model` has stand-ins at `document.wrong`, and is None where the fields could not even be read.
    """

    document: Document
    model: Model | None
    problems: tuple[Problem, ...] = ()


def typed(document: Document, model: type[Model], noun: str, filled_in: Mapping[str, object]) -> Typed[Model]:
    """The fields as a `model`, and every problem with them.

    `noun` is what the file is called in messages, such as `a commitment`; `filled_in` holds the fields that the
    loader gives and an editor must not.
    """
    if document.fields is None:
        return Typed(document, None)
    written = plain_data(document.fields)
    assert isinstance(written, dict)
    forbidden = [key for key in written if key in model.model_fields and key not in allowed_fields(model)]
    problems = [_unknown(document, (key,), model, noun) for key in forbidden]
    data = {**{key: value for key, value in written.items() if key not in forbidden}, **filled_in}
    try:
        return Typed(document, model.model_validate(data), tuple(problems))
    except ValidationError as error:
        faults = error.errors(include_url=False)
    unknown = {tuple(fault["loc"]) for fault in faults if fault["type"] == "extra_forbidden"}
    misspelt = {meant for keys in unknown if (meant := _meant(document, model, keys))}
    problems += (
        _explain(document, model, noun, fault) for fault in faults if not _follows_from_another(fault, faults, misspelt)
    )
    wrong = {tuple(fault["loc"]) for fault in faults if fault["loc"][-1] != _OF_KEY} - unknown
    checked, stand_ins = with_stand_ins(model, data, unknown, wrong)
    return Typed(replace(document, wrong=stand_ins | misspelt), checked, tuple(problems))


def _follows_from_another(fault: ErrorDetails, faults: Sequence[ErrorDetails], misspelt: Set[Keys]) -> bool:
    """What is missing because its name is misspelt, and what is too short because its items are wrong."""
    keys = fault["loc"]
    if fault["type"] == "too_short":
        return any(len(other["loc"]) > len(keys) and other["loc"][: len(keys)] == keys for other in faults)
    return fault["type"] == "missing" and keys in misspelt


def _meant(document: Document, model: type[BaseModel], keys: Keys) -> Keys | None:
    """The absent field that an unknown one was meant to be; nothing need be said of its absence as well."""
    near = nearest(str(keys[-1]), allowed_fields(field_at(model, keys[:-1]).model or model))
    meant = (*keys[:-1], near) if near else None
    return meant if meant and document.fields and node_at(document.fields, meant) is None else None


def _explain(document: Document, model: type[BaseModel], noun: str, fault: ErrorDetails) -> Problem:
    keys: Keys = tuple(fault["loc"])
    if keys and keys[-1] == _OF_KEY:
        name = keys[-2]
        remedy = "Use small letters, digits and single hyphens."
        return document.problem(keys[:-1], f"`{name}` cannot be a name.", remedy, of_key=True)
    if fault["type"] == "extra_forbidden":
        return _unknown(document, keys, model, noun)
    if fault["type"] == "missing":
        return _missing(document, keys, model, noun)
    node = node_at(document.fields, keys) if document.fields else None
    told = meaning(model, keys)
    if isinstance(node, ScalarNode) and not node.value.strip():
        remedy = f"Write one{_in_brackets(told)}, or remove the line."
        return document.problem(keys, f"{_label(keys)} has no value.", remedy)
    shown = _shown(node.value) if isinstance(node, ScalarNode) else ""
    what, remedy = _WORDS.get(fault["type"], _any_other)(keys, shown, dict(fault.get("ctx") or {}), told)
    return document.problem(keys, what[:1].upper() + what[1:], remedy)


def _unknown(document: Document, keys: Keys, model: type[BaseModel], noun: str) -> Problem:
    name, parent = str(keys[-1]), field_at(model, keys[:-1]).model or model
    near = nearest(name, allowed_fields(parent))
    remedy = f"Did you mean `{near}`?" if near else f"Remove it; there are {listed(allowed_fields(parent), 'and')}."
    of = noun if len(keys) == 1 else _label(keys[:-1])
    return document.problem(keys, f"`{name}` is not a field of {of}.", remedy, of_key=True)


def _missing(document: Document, keys: Keys, model: type[BaseModel], noun: str) -> Problem:
    told = meaning(model, keys)
    if isinstance(keys[-1], int):
        what = f"{_label(keys[:-1])} is too short."
        return document.problem(keys[:-1], what, _in_full(meaning(model, keys[:-1])))
    of = f"from {noun}" if len(keys) == 1 else f"from {_label(keys[:-1])}"
    return document.problem(keys[:-1], f"`{keys[-1]}` is missing {of}.", f"Add `{keys[-1]}:`{_in_brackets(told)}.")


def _label(keys: Keys) -> str:
    """("shifts", 0, "days", 1) is said as: item 2 of `days` of item 1 of `shifts`. Two names say enough."""
    parts: list[str] = []
    for key in reversed(keys):
        parts.append(f"item {key + 1}" if isinstance(key, int) else f"`{key}`")
        if sum(part.startswith("`") for part in parts) == 2:
            break
    return " of ".join(parts) or "the file"


def _shown(value: str) -> str:
    first = value.strip().splitlines()[0]
    return first if len(first) <= 60 else first[:59] + "…"


def _in_full(told: str) -> str:
    return f"Correct it{_in_brackets(told)}."


def _in_brackets(told: str) -> str:
    return f" ({told})" if told else ""


_Words = Callable[[Keys, str, dict[str, Any], str], tuple[str, str]]


def _choice(keys: Keys, shown: str, context: dict[str, Any], told: str) -> tuple[str, str]:
    choices = [word for word in str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ") if word]
    near = nearest(shown, choices)
    remedy = f"Use {listed(choices)}."
    return f"`{shown}` is not a choice for {_label(keys)}.", f"Did you mean `{near}`? {remedy}" if near else remedy


def _own_rule(keys: Keys, shown: str, context: dict[str, Any], told: str) -> tuple[str, str]:
    """One of our own validators; its words follow the value, or stand alone where they begin with it."""
    words = str(context["error"]).rstrip(".")
    what = words if words.startswith("`") else f"`{shown}` {words}"
    return f"{what}.", f"Correct {_label(keys)}{_in_brackets(told)}."


def _too_few(keys: Keys, shown: str, context: dict[str, Any], told: str) -> tuple[str, str]:
    return f"{_label(keys)} is empty.", f"Give it at least one line{_in_brackets(told)}."


def _any_other(keys: Keys, shown: str, context: dict[str, Any], told: str) -> tuple[str, str]:
    what = f"`{shown}` does not fit {_label(keys)}." if shown else f"{_label(keys)} is not well-formed."
    return what, _in_full(told)


_WORDS: Mapping[str, _Words] = {
    "literal_error": _choice,
    "value_error": _own_rule,
    "too_short": _too_few,
    "string_too_short": _too_few,
    "too_long": lambda keys, shown, context, told: (f"{_label(keys)} holds too much.", _in_full(told)),
    "date_from_datetime_parsing": lambda keys, shown, context, told: (
        f"`{shown}` is not a day of the calendar.",
        f"Correct {_label(keys)}; days are written as year-month-day, such as 2027-03-31.",
    ),
    "string_type": lambda keys, shown, context, told: (
        f"{_label(keys)} must be one text.",
        "Write it on the line of its name, in quotes if it holds a colon followed by a space.",
    ),
    "bool_parsing": lambda keys, shown, context, told: (
        f"`{shown}` is neither `true` nor `false`.",
        f"Write `true` or `false` for {_label(keys)}.",
    ),
    "bool_type": lambda keys, shown, context, told: (
        f"{_label(keys)} must be `true` or `false`.",
        "Write one of them.",
    ),
    "int_parsing": lambda keys, shown, context, told: (f"`{shown}` is not a whole number.", _in_full(told)),
    "int_type": lambda keys, shown, context, told: (f"{_label(keys)} must be a whole number.", _in_full(told)),
    "greater_than_equal": lambda keys, shown, context, told: (
        f"`{shown}` is too small for {_label(keys)}.",
        f"Write {context['ge']} or more.",
    ),
    "less_than_equal": lambda keys, shown, context, told: (
        f"`{shown}` is too large for {_label(keys)}.",
        f"Write {context['le']} or less.",
    ),
    "tuple_type": lambda keys, shown, context, told: (
        f"{_label(keys)} must be a list.",
        "Write each item on a line of its own that begins with `- `.",
    ),
    "model_type": lambda keys, shown, context, told: (
        f"{_label(keys)} must be a group of fields.",
        "Write each as `name: value` on an indented line of its own.",
    ),
    "dict_type": lambda keys, shown, context, told: (
        f"{_label(keys)} must be a group of names.",
        "Write each as `name:` on an indented line of its own.",
    ),
}
_WORDS = {**_WORDS, "date_parsing": _WORDS["date_from_datetime_parsing"], "date_type": _WORDS["string_type"]}
