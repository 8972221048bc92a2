"""The body and the key of a request: read strictly, or answered with what is wrong with them (RFC 9457)."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, abort, request
from pydantic import ValidationError

from portal.acts.idempotency import Request
from portal.api.field_faults import field_faults
from portal.api.idempotency_key import read_key
from portal.api.models import Sent
from portal.api.strict_json import MOST_BYTES, JsonFault, read_object
from portal.web.api_problems import INVALID, MALFORMED, NO_KEY, NOT_JSON, problem
from portal.web.current import workplace

_Model = TypeVar("_Model", bound=Sent)
_ACCEPTED = {"Accept": "application/json"}


def sent_as(model: type[_Model], context: Callable[[], object] | None = None) -> _Model:
    """The body as this model, by its shape alone: `holding_today` asks the rest, once the request is known to be new.

    Aborts with 400, 413, 415 or 422; `context` is today's: where the shape has faults, all are told at once.
    """
    if request.mimetype != "application/json" or request.headers.get("Content-Encoding", "identity") != "identity":
        abort(problem(NOT_JSON, headers=_ACCEPTED))  # RFC 9110 §15.5.16: Accept says what would be taken
    request.max_content_length = MOST_BYTES
    try:
        found = read_object(request.get_data())
    except JsonFault as error:
        abort(problem(MALFORMED, str(error)))
    try:
        return model.model_validate(found)
    except ValidationError:
        return _validated(model, found, context() if context else None)


def holding_today(sent: _Model, context: object) -> _Model:
    """The same, where `context` has nothing against it. Aborts with 422."""
    return _validated(type(sent), sent.model_dump(), context)


def idempotent(sent: Sent) -> Request:
    """The request as it is recognised when it comes again. Aborts with 400."""
    key = read_key(request.headers.get("Idempotency-Key", ""))
    if key is None:
        abort(problem(NO_KEY))
    body = json.dumps(sent.model_dump(mode="json"), sort_keys=True)
    return Request.of(workplace(), key, request.path, body)


def _validated(model: type[_Model], found: dict[str, Any], context: object) -> _Model:
    try:
        return model.model_validate(found, context=context)
    except ValidationError as error:
        abort(_invalid(model, error))


def _invalid(model: type[Sent], error: ValidationError) -> Response:
    faults, places = field_faults(model, error.errors(include_url=False, include_input=False)), error.error_count()
    first = f"Nothing was done. There are {places:,} places to put right; `errors` names the first {len(faults)}."
    return problem(INVALID, first if places > len(faults) else "", more={"errors": faults})
