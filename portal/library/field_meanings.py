"""Where a path of keys leads in a model: the fields there, and what the last one means."""

from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from portal.library.yaml_nodes import Keys


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """`model` is the model under the keys, if they lead to one; `description` that of the last named field.

    `kind` is the type of what stands there, `is_required` whether something must: a field with a default need not.
    """

    model: type[BaseModel] | None
    description: str = ""
    kind: Any = Any
    is_required: bool = True


@cache
def allowed_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields that an editor may write, in their order."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if not (isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("internal"))
    )


def field_at(model: type[BaseModel], keys: Keys) -> FieldPlace:
    kind: Any = model
    description, is_required = "", True
    for key in keys:
        kind = bare(kind)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            field = kind.model_fields.get(str(key))
            if field is None:
                return FieldPlace(None)
            kind, description, is_required = field.annotation, field.description or "", field.is_required()
        else:
            kind, is_required = _inside(kind, key), True
    kind = bare(kind)
    found = kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
    return FieldPlace(found, description, kind, is_required)


def meaning(model: type[BaseModel], keys: Keys) -> str:
    """What the field means, as a phrase to stand in brackets; empty if nothing is said."""
    told = field_at(model, keys).description.rstrip(".")
    return told[:1].lower() + told[1:] if told[1:2].islower() or told[1:2] == " " else told


def bare(kind: Any) -> Any:
    """Without Annotated and `| None`."""
    if get_origin(kind) is Annotated:
        return bare(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return bare(next(part for part in get_args(kind) if part is not type(None)))
    return kind


def _inside(kind: Any, key: str | int) -> Any:
    parts = get_args(kind)
    if get_origin(kind) is dict:
        return parts[1]
    if get_origin(kind) is tuple and isinstance(key, int):
        return parts[0] if len(parts) == 2 and parts[1] is Ellipsis else parts[min(key, len(parts) - 1)]
    return Any
