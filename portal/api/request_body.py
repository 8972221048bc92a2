"""The body and the key of a request: read strictly, or answered with what is wrong with them (RFC 9457)."""

import json
from typing import TypeVar

from flask import abort, request
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


def sent_as(model: type[_Model], context: object = None) -> _Model:
    """The body as this model. Aborts with 400, 413, 415 or 422."""
    if request.mimetype != "application/json" or request.headers.get("Content-Encoding", "identity") != "identity":
        abort(problem(NOT_JSON, headers=_ACCEPTED))  # RFC 9110 §15.5.16: Accept says what would be taken
    request.max_content_length = MOST_BYTES
    try:
        found = read_object(request.get_data())
        return model.model_validate(found, context=context)
    except JsonFault as error:
        abort(problem(MALFORMED, str(error)))
    except ValidationError as error:
        faults = field_faults(model, error.errors(include_url=False, include_input=False))
        abort(problem(INVALID, more={"errors": faults}))


def idempotent(sent: Sent) -> Request:
    """The request as it is recognised when it comes again. Aborts with 400."""
    key = read_key(request.headers.get("Idempotency-Key", ""))
    if key is None:
        abort(problem(NO_KEY))
    body = json.dumps(sent.model_dump(mode="json"), sort_keys=True)
    return Request.of(workplace(), key, request.path, body)
