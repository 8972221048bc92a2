"""The file of a new page from the answers, and what is wrong with an answer before there is a file."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import yaml

from portal.library.field_faults import typed
from portal.library.field_meanings import allowed_fields, field_at
from portal.library.front_matter import page_document
from portal.library.new_pages.kinds import NewKind
from portal.library.new_pages.questions import Answer, Answers, Question, is_to_the_team
from portal.library.suggestions import choose_from, listed, nearest
from portal.library.yaml_nodes import Keys
from portal.promises.targets import Target

_DRAFT = "# A draft: readers do not see it. Take the next line away when they may."
_PLAIN: tuple[Any, ...] = (date, bool, Target, int)
_REVIEW = "# Past this day the page tells readers that it was to be looked at again."


def composed(kind: NewKind, answers: Answers) -> str:
    """The whole file, with the fields in the order of the questions and a text to go on from."""
    fields = {keys: answer for keys, answer in answers.items() if answer}
    if is_to_the_team(answers):
        fields[("audience",)] = ("team",)
    if fields.get(("draft",)) == ("false",):
        del fields[("draft",)]
    lines = "".join(f"{line}\n" for line in _lines(kind, fields))
    return f"---\n{lines}---\n\n{kind.body}"


def fault_of(kind: NewKind, question: Question, answer: Answer) -> str:
    """What is wrong with the answer, with the remedy; empty if it can stand."""
    if not answer:
        return "" if question.default is not None else "An answer is needed here."
    if len(answer) > 1 and not question.is_list:
        return "One answer is wanted here, not several."
    unknown = [word for word in answer if question.choices and word not in question.choices]
    if unknown:
        return f"`{unknown[0]}` is none of them. {choose_from(unknown[0], question.choices)}"
    document, faults = page_document(composed(kind, {question.keys: answer}), "")
    problems = (*faults, *typed(document, kind.model, kind.noun, {}).problems)
    # The first line is where the fields that are not answered yet are missed.
    told = [problem for problem in problems if problem.line > 1]
    return f"{told[0].what} {told[0].remedy}" if told else _of_its_own(question, answer)


def _of_its_own(question: Question, answer: Answer) -> str:
    """What the checks across files would say of this field."""
    if question.keys == ("reopen_within",) and "working" in answer[0]:
        return f"`{answer[0]}` counts working hours, but a customer may come back at any hour. Write `14 days`."
    return ""


def keys_of(kind: NewKind, name: str) -> Keys:
    """The field that an option names, such as `costs.customer`. Raises ValueError with a remedy."""
    keys: Keys = tuple(name.split("."))
    known = [".".join(map(str, each)) for each in kind.asked]
    known += [each for each in allowed_fields(kind.model) if each not in {str(keys[0]) for keys in kind.asked}]
    if name in known:
        return keys
    near = nearest(name, known)
    raise ValueError(
        f"`{name}` is not a field of {kind.noun}. "
        + (f"Did you mean `{near}`?" if near else f"There are {listed(known, 'and')}.")
    )


def _lines(kind: NewKind, fields: Mapping[Keys, Answer]) -> Iterator[str]:
    groups: dict[str, dict[Keys, Answer]] = {}
    for keys, answer in fields.items():
        groups.setdefault(str(keys[0]), {})[keys[1:]] = answer
    for name, group in groups.items():
        if name == "draft":
            yield _DRAFT
        elif name == "review_by":
            yield _REVIEW
        if () in group:
            yield from _field(kind, (name,), group[()], "")
            continue
        yield f"{name}:"
        for below, answer in group.items():
            yield from _field(kind, (name, *below), answer, "  ")


def _field(kind: NewKind, keys: Keys, answer: Answer, indent: str) -> Iterator[str]:
    if len(answer) == 1:
        yield f"{indent}{keys[-1]}: {_written(kind, keys, answer[0])}"
    elif all(" " not in word for word in answer):
        yield f"{indent}{keys[-1]}: [{', '.join(_written(kind, keys, word) for word in answer)}]"
    else:
        yield f"{indent}{keys[-1]}:"
        yield from (f"{indent}  - {_written(kind, keys, line)}" for line in answer)


def _written(kind: NewKind, keys: Keys, value: str) -> str:
    """As YAML; days, times and truth values need no quotes, because nothing here takes them for anything else."""
    is_plain = field_at(kind.model, keys).kind in _PLAIN
    if is_plain and value.replace("-", "").replace(" ", "").isalnum():
        return value
    written = yaml.safe_dump(value, allow_unicode=True, width=1_000_000, default_flow_style=True)
    return written.removesuffix("...\n").strip()
