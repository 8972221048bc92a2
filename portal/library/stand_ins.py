"""What of a file's fields is right, as a model: a stand-in takes the place of each value that is wrong.

So one wrong field hides no other fault: the checks run on the whole model and pass over the stand-ins
(`Document.is_right`). DESIGN §4.
"""

import copy
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel

from portal.library.field_meanings import bare, field_at
from portal.library.fields import ANY_NAME
from portal.library.yaml_nodes import Keys
from portal.promises.targets import Target

Model = TypeVar("Model", bound=BaseModel)
Container = dict[str, Any] | list[Any]

_TEXT = "…"
_PLAIN: Mapping[Any, object] = {str: _TEXT, int: 1, float: 1.0, bool: False, date: date.max, Target: Target(1, "days")}


def with_stand_ins(
    model: type[Model], data: Mapping[str, Any], unknown: Iterable[Keys], wrong: Iterable[Keys]
) -> tuple[Model, frozenset[Keys]]:
    """The model of `data` without what is `unknown` and with stand-ins for what is `wrong`, and where these stand.

    A wrong value with a default becomes that. Names of any form are let through: what they name may be right.
    """
    filled = copy.deepcopy(dict(data))
    for keys in unknown:
        _take_out(filled, keys)
    # Deeper ones first: what holds them may be wrong as a whole.
    stand = frozenset(_replace(model, filled, keys) for keys in sorted(wrong, key=len, reverse=True))
    return model.model_validate(filled, context=ANY_NAME), stand


def stand_in(kind: Any) -> Any:
    """Data that is valid for the type `kind`, and means nothing."""
    kind = bare(kind)
    parts = get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {name: stand_in(each.annotation) for name, each in kind.model_fields.items() if each.is_required()}
    match get_origin(kind):
        case origin if origin is Literal:
            return parts[0]
        case origin if origin is tuple:
            return [stand_in(part) for part in parts if part is not Ellipsis]
        case origin if origin is dict:
            return {_TEXT: stand_in(parts[1])}
    return _PLAIN.get(kind)


def _take_out(data: Container, keys: Keys) -> None:
    *above, last = keys
    for key in above:
        data = _child(data, key)
    if isinstance(data, dict):
        data.pop(str(last), None)


def _replace(model: type[BaseModel], data: Container, keys: Keys) -> Keys:
    """Puts a stand-in under the keys, or as near to them as the data go, and returns where it stands."""
    for depth, key in enumerate(keys[:-1], 1):
        child = _child(data, key)
        if not (isinstance(child, dict) or (isinstance(child, list) and isinstance(keys[depth], int))):
            return _put(model, data, keys[:depth])
        data = child
    return _put(model, data, keys)


def _put(model: type[BaseModel], data: Container, keys: Keys) -> Keys:
    place = field_at(model, keys)
    if isinstance(data, dict) and not place.is_required:
        data.pop(str(keys[-1]), None)
    elif isinstance(data, dict):
        data[str(keys[-1])] = stand_in(place.kind)
    else:
        # An item that is missing from a pair comes after those that are there.
        number = int(keys[-1])
        data[number : number + 1] = [stand_in(place.kind)]
    return keys


def _child(data: Container, key: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(str(key))
    return data[key] if isinstance(key, int) and key < len(data) else None
