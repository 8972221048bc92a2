"""The OpenAPI 3.1 document, made from the models that read and write what it describes. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from portal import api_paths
from portal.api.idempotency_key import FEWEST_CHARACTERS, MOST_CHARACTERS
from portal.api.operations import OPERATIONS, SEVERITY, TOPIC, Operation
from portal.api.problem_model import Problem
from portal.web.api_problems import MEDIA_TYPE, ProblemType

VERSION = "1.0.0"
_SCHEMAS = "#/components/schemas/"
_ABOUT = """\
What {organisation} promises, for programs to read, and a way to send a report and follow it.

**Rules.** JSON in UTF-8, in and out. Instants are UTC (RFC 3339). New members may be added to answers: pass over what
you do not know. Unknown members of what you send are refused. Every error is a problem (RFC 9457) whose `type` leads to
what to do about it.

**Sending.** A POST needs the header `Idempotency-Key`. Make a new random key for each new thing, and send the same
again with the same key until there is an answer: it is done once, and for 24 hours the answer is the same.

**Promises.** What a customer was shown holds. Send the `release` of `GET {v1}/promises` along with the report, and
those promises are given if they were in force within the last 24 hours; if not, nothing is filed, and you are told the
new ones.

**Security.** There are no accounts and no cookies. The private link that you get is the key to the report: whoever has
it reads all of it and can write on it. Send it to the customer and to nobody else, keep it out of logs, and use HTTPS.
What everybody may read can be asked for from any web page (CORS); nothing can be sent from one."""


class _WithoutTitles(GenerateJsonSchema):
    """The name of a member says enough."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Here:
    """What differs from portal to portal: who they are, their address, and a topic and a severity that they have."""

    organisation: str
    service_url: str
    topic: str
    severity: str


def openapi(here: Here) -> dict[str, Any]:
    """Plain JSON data."""
    found: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        found.setdefault(f"{api_paths.V1}{operation.path}", {})[operation.method] = _operation(operation, here)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{here.organisation}: topics and reports",
            "version": VERSION,
            "description": _ABOUT.format(organisation=here.organisation, v1=api_paths.V1),
        },
        "servers": [{"url": here.service_url}],
        "externalDocs": {"url": here.service_url + api_paths.API, "description": "The same for people, with examples."},
        "security": [],
        "paths": found,
        "components": {"schemas": _schemas()},
    }


def example_body(here: Here) -> dict[str, Any]:
    """A report that would be taken."""
    return {
        "topic": here.topic,
        "severity": here.severity,
        "what_happened": "It stopped at seven this morning, and nothing that I tried has helped.",
        "contact": {"kind": "mail", "address": "ada@example.org", "name": "Ada"},
    }


def _schemas() -> dict[str, Any]:
    sent: set[type[BaseModel]] = {Problem, *(operation.body for operation in OPERATIONS if operation.body)}
    told: set[type[BaseModel]] = {operation.answer for operation in OPERATIONS}
    models: list[tuple[type[BaseModel], Literal["validation", "serialization"]]] = []
    models += [(model, "validation") for model in sent]
    models += [(model, "serialization") for model in told]
    _, document = models_json_schema(
        sorted(models, key=lambda each: each[0].__name__),
        ref_template=_SCHEMAS + "{model}",
        schema_generator=_WithoutTitles,
    )
    schemas: dict[str, Any] = document["$defs"]
    return schemas


def _operation(operation: Operation, here: Here) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.says,
        "description": operation.more,
        "parameters": [*_parameters(operation, here)],
        "responses": _responses(operation),
    }
    if operation.body is not None:
        example = example_body(here) if operation.name == "sendReport" else {"words": "It drips again, thank you."}
        described["requestBody"] = {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": _SCHEMAS + operation.body.__name__}, "example": example}
            },
        }
    return described


def _parameters(operation: Operation, here: Here) -> Iterable[Mapping[str, Any]]:
    text = {"type": "string", "minLength": 1}
    if "{slug}" in operation.path:
        yield _parameter("slug", "path", "The slug of a topic.", text, here.topic)
    if "{token}" in operation.path:
        yield _parameter("token", "path", "The last part of the private link.", text)
    known = {TOPIC: ("The slug of a topic.", here.topic), SEVERITY: ("The key of a severity.", here.severity)}
    for name in operation.query:
        yield _parameter(name, "query", known[name][0], text, known[name][1])
    if operation.body is not None:
        key = {
            "type": "string",
            "minLength": FEWEST_CHARACTERS,
            "maxLength": MOST_CHARACTERS,
            "pattern": "^[!#-+.-~-]+$",
        }
        said = "Something that nobody else would choose, such as a random UUID; also in quotation marks."
        yield _parameter("Idempotency-Key", "header", said, key, "8e03978e-40d5-43dd-bc93-6894a57f9324")


def _parameter(name: str, place: str, said: str, schema: Mapping[str, Any], example: str = "") -> Mapping[str, Any]:
    described = {"name": name, "in": place, "required": True, "description": said, "schema": schema}
    return described | ({"example": example} if example else {})


def _responses(operation: Operation) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": "Filed. The same for a repeat." if operation.status == 201 else "As asked.",
        "content": {"application/json": {"schema": {"$ref": _SCHEMAS + operation.answer.__name__}}},
    }
    found = {str(operation.status): answer}
    if operation.status == 201:
        answer["headers"] = {"Location": _header("The report, for programs.")}
    if operation.is_public:
        answer["headers"] = {"ETag": _header("Send it as If-None-Match to be told when nothing has changed.")}
        found["304"] = {"description": "Nothing has changed since the ETag that was sent."}
    by_status = sorted(operation.all_problems, key=lambda kind: kind.status)
    return found | {
        str(status): _problem_response(list(kinds)) for status, kinds in groupby(by_status, lambda kind: kind.status)
    }


def _problem_response(kinds: list[ProblemType]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": " Or: ".join(f"`{kind.name}`: {kind.title}." for kind in kinds),
        "content": {MEDIA_TYPE: {"schema": {"$ref": _SCHEMAS + Problem.__name__}}},
    }
    if any(kind.status in (429, 503) or kind.name == "under-way" for kind in kinds):
        described["headers"] = {"Retry-After": _header("Seconds to wait.")}
    return described


def _header(said: str) -> dict[str, Any]:
    return {"description": said, "schema": {"type": "string"}}
