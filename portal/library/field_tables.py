"""The fields of a model as a table that an editor can read: name, what to write, default, meaning."""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from portal.library.field_meanings import allowed_fields
from portal.library.fields import Advices, Day, Lines, Share, Slug, TargetField, Text
from portal.promises.calendar_fields import WEEKDAYS

HEAD = ("| field | write | default | meaning |", "|---|---|---|---|")

_SAID: tuple[tuple[Any, str], ...] = (
    (Lines, "a text, or a list of texts"),
    (Slug, "a [name](#names)"),
    (Day, "a day, such as `2027-03-31`"),
    (Share, "a share, such as `95 %`"),
    (TargetField, "a [time](#times)"),
    (Text, "a text"),
    (str, "a text"),
    (bool, "`true` or `false`"),
    (tuple[str, str], 'two times of day, such as `["08:00", "16:00"]`'),
    (tuple[tuple[str, str], ...], 'a list of such pairs, such as `[["12:00", "12:30"]]`'),
    (tuple[tuple[Text, ...], ...], "a list of lists of texts, such as `[[bill, invoice], [router, hub]]`"),
    (Advices, "a name of [advice](#advice), or a list of them"),
    (dict[Text, str], "a group of words, such as `{utilise: use}`"),
    (dict[Slug, Any], "a group of [calendars](#calendars), each under its [name](#names)"),
)


def table(model: type[BaseModel], but_those_of: type[BaseModel] | None = None) -> str:
    """The fields that an editor may write, in their order.

    Without those that are the same in the model `but_those_of`. Raises TypeError for a type without words here.
    """
    return "\n".join((*HEAD, *_rows(model, but_those_of)))


def _rows(model: type[BaseModel], but_those_of: type[BaseModel] | None) -> Iterator[str]:
    hints = get_type_hints(model, include_extras=True)
    known = but_those_of.model_fields if but_those_of else {}
    for name in allowed_fields(model):
        field = model.model_fields[name]
        if name in known and _same(field, known[name]):
            continue
        cells = (f"`{name}`", said(hints[name], field), default(field), field.description or "")
        yield f"| {' | '.join(cells)} |"


def _same(field: FieldInfo, other: FieldInfo) -> bool:
    return (field.annotation, field.default, field.description) == (other.annotation, other.default, other.description)


def said(hint: Any, field: FieldInfo | None = None) -> str:
    """What an editor writes for the type `hint`. Raises TypeError."""
    for kind, words in _SAID:
        if hint == kind:
            return words
    parts = get_args(hint)
    match get_origin(hint):
        case origin if origin in (Union, UnionType):
            return said(next(part for part in parts if part is not type(None)), field)
        case origin if origin is Annotated:
            return said(parts[0], field)
        case origin if origin is Literal:
            return _choice(parts)
        case origin if origin is tuple and parts[-1] is Ellipsis:
            return _list_of(parts[0])
        case origin if origin is dict:
            return _group_of(parts[1])
    if hint is int:
        return _number(field)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return f"a group: {_linked(hint)}"
    raise TypeError(f"{hint} has no words for an editor yet. Add them to portal.library.field_tables.")


def default(field: FieldInfo) -> str:
    """The default as an editor would write it; `needed` where there is none, empty where it is nothing."""
    value = field.get_default()
    if field.is_required():
        return "**needed**"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, float):
        return f"`{value * 100:g} %`"
    if isinstance(value, BaseModel) or value in (None, "", (), {}):
        return ""
    if isinstance(value, tuple):
        return ", ".join(f"`{each}`" for each in value)
    return f"`{value}`"


def _choice(words: tuple[Any, ...]) -> str:
    return f"`{words[0]}`" if len(words) == 1 else f"one of {', '.join(f'`{word}`' for word in words)}"


def _list_of(item: Any) -> str:
    if item == Literal[WEEKDAYS]:
        return f"a list of weekdays, `{WEEKDAYS[0]}` to `{WEEKDAYS[-1]}`"
    if get_origin(item) is Literal:
        return f"a list of {', '.join(f'`{word}`' for word in get_args(item))}"
    return f"a list of {_linked(item)}" if isinstance(item, type) and issubclass(item, BaseModel) else "a list of texts"


def _group_of(value: Any) -> str:
    is_model = isinstance(value, type) and issubclass(value, BaseModel)
    return f"a group, each under its [name](#names): {_linked(value) if is_model else said(value)}"


def _linked(model: type[BaseModel]) -> str:
    """A link to the table of a model, whose heading is its name in plain words."""
    words = heading(model)
    return f"[{words.lower()}](#{words.lower().replace(' ', '-')})"


def heading(model: type[BaseModel]) -> str:
    """`FallbackContact` is said as `Fallback contact`, `PersonLine` as `Person`."""
    name = model.__name__.removesuffix("Line")
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    return words.capitalize()


def _number(field: FieldInfo | None) -> str:
    bounds = field.metadata if field else []
    least = next((bound.ge for bound in bounds if hasattr(bound, "ge")), None)
    most = next((bound.le for bound in bounds if hasattr(bound, "le")), None)
    if least is None:
        return "a whole number"
    return f"a whole number, {least} to {most}" if most is not None else f"a whole number, {least} or more"
