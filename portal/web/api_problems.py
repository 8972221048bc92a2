"""What goes wrong in the API, told as RFC 9457 has it: `application/problem+json`, each kind explained on our page.

It stands here because what fails before a view is found (no such address, too much at once) is told in the same form.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, request

from portal import api_paths
from portal.web.current import workplace

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """`name` ends the problem's `type`, and is its anchor on the page of the API; `remedy` says what to do."""

    name: str
    status: int
    title: str
    remedy: str


MALFORMED = ProblemType(
    "malformed", 400, "The body is not JSON as we take it", "Send one JSON object in UTF-8, each name in it once."
)
NO_KEY = ProblemType(
    "no-key",
    400,
    "The Idempotency-Key is missing or unusable",
    "Send the header Idempotency-Key with 16 to 255 letters, digits or signs that nobody else would choose, such as a "
    "random UUID. Send the same again only with the same body.",
)
BAD_REQUEST = ProblemType("bad-request", 400, "The request cannot be read", "Look over it, then send it again.")
FOREIGN_PAGE = ProblemType(
    "foreign-page",
    403,
    "Pages of other hosts cannot send here",
    "Send it from a program of yours, not from a page in a browser. Lists of topics and promises can be read from "
    "anywhere.",
)
NOTHING_HERE = ProblemType(
    "nothing-here",
    404,
    "There is nothing here",
    "Look over the address. A private link may have lost a piece on the way, or it has been replaced.",
)
WRONG_METHOD = ProblemType(
    "wrong-method", 405, "This address cannot be asked like that", "The header Allow says which methods it has."
)
PROMISES_CHANGED = ProblemType(
    "promises-changed",
    409,
    "What we promise has changed since you asked",
    "Nothing was filed. `promises` says what we promise now, and `release` is what to send in its place.",
)
REFUSED = ProblemType("refused", 409, "That cannot be done now", "`detail` says why, and what you can do.")
UNDER_WAY = ProblemType(
    "under-way", 409, "The same request is being dealt with", "Ask again in a second, with the same key and body."
)
TOO_LARGE = ProblemType("too-large", 413, "The body is too large", "Send at most 200 kB.")
NOT_JSON = ProblemType(
    "not-json", 415, "Only JSON is taken here", "Send Content-Type: application/json, and no Content-Encoding."
)
INVALID = ProblemType(
    "invalid",
    422,
    "Something in it needs to be put right",
    "Nothing was done. `errors` names each place, by a JSON Pointer or by the name of the parameter, and what to do "
    "there.",
)
KEY_REUSED = ProblemType(
    "key-reused", 422, "This Idempotency-Key was used for something else", "Send each new thing with a new key."
)
TOO_MANY = ProblemType("too-many", 429, "Too many in a short time", "Wait for as long as Retry-After says.")
BROKEN = ProblemType(
    "broken",
    500,
    "Something broke on our side",
    "It has been recorded. Try again with the same Idempotency-Key: what was done is not done twice.",
)
UNAVAILABLE = ProblemType(
    "unavailable",
    503,
    "We cannot do this right now",
    "Nothing was changed. Try again after as long as Retry-After says, with the same Idempotency-Key.",
)

PROBLEM_TYPES = (
    *(MALFORMED, NO_KEY, BAD_REQUEST, FOREIGN_PAGE, NOTHING_HERE, WRONG_METHOD, PROMISES_CHANGED, REFUSED, UNDER_WAY),
    *(TOO_LARGE, NOT_JSON, INVALID, KEY_REUSED, TOO_MANY, BROKEN, UNAVAILABLE),
)
_USUAL = {
    kind.status: kind
    for kind in (
        *(BAD_REQUEST, FOREIGN_PAGE, NOTHING_HERE, WRONG_METHOD, REFUSED, TOO_LARGE, NOT_JSON, INVALID, TOO_MANY),
        *(BROKEN, UNAVAILABLE),
    )
}


def belongs_to_api() -> bool:
    """Whether a program is answered rather than a person."""
    return workplace().settings.api == "on" and request.path.startswith(api_paths.V1 + "/")


def usual_problem(status: int) -> ProblemType:
    """What an HTTP status means where nothing more is known."""
    return _USUAL.get(status, BROKEN if status >= 500 else BAD_REQUEST)


def type_uri(kind: ProblemType) -> str:
    """RFC 9457 §3.1.1: an absolute address, at which the problem is explained."""
    return f"{workplace().settings.service_url}{api_paths.API}#{kind.name}"


def problem(
    kind: ProblemType,
    detail: str = "",
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, object] | None = None,
) -> Response:
    """`detail` says what happened this time and what to do; without it, what to do about any problem of the kind."""
    said = {"type": type_uri(kind), "title": kind.title, "status": kind.status, "detail": detail or kind.remedy}
    body = json.dumps(said | dict(more or {}), ensure_ascii=False, indent=2) + "\n"
    return Response(body, kind.status, dict(headers or {}), content_type=MEDIA_TYPE)
