"""The document describes what there is: every address, every answer and every problem, and nothing else."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask

from portal import api_paths
from portal.acts.answer import answer
from portal.acts.workplace import Workplace
from portal.api.openapi import Here, openapi
from portal.api.operations import OPERATIONS
from portal.web import api_problems
from tests.api.program import GOOD, Program, path_of
from tests.workplaces import filling, rows

HERE = Here("Riverside Water", "https://help.riverside.example", "no-water", "urgent")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return openapi(HERE)


def test_every_address_of_the_api_is_described_and_no_other(app: Flask, document: dict[str, Any]) -> None:
    there = {
        (re.sub(r"<(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(api_paths.V1) and rule.rule != api_paths.OPENAPI
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(path, method) for path, methods in document["paths"].items() for method in methods}
    assert there == described


def test_every_operation_says_what_it_needs_answers_and_can_fail_with(document: dict[str, Any]) -> None:
    for operation in OPERATIONS:
        described = document["paths"][api_paths.V1 + operation.path][operation.method]
        assert described["summary"]
        assert described["description"]
        assert {"500", "503", str(operation.status)} <= described["responses"].keys()
        named = {each["name"] for each in described["parameters"]}
        assert set(re.findall(r"{(\w+)}", operation.path)) | set(operation.query) <= named
        assert ("Idempotency-Key" in named) is ("requestBody" in described) is (operation.method == "post")
        for status, response in described["responses"].items():
            media = {"304": []}.get(status, ["application/problem+json" if int(status) >= 400 else "application/json"])
            assert list(response.get("content", {})) == media


def test_every_reference_leads_somewhere_and_no_schema_is_left_over(document: dict[str, Any]) -> None:
    text = json.dumps(document)
    referred = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert referred == document["components"]["schemas"].keys()


def test_what_is_sent_is_strict_and_what_is_told_may_grow(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        is_sent = name in ("ReportSent", "NoteSent", "ByMail", "ByPhone", "NotAtAll")
        assert schema.get("additionalProperties", None) is (False if is_sent else True if name == "Problem" else None)


def test_the_example_is_taken(program: Program) -> None:
    told = program.get(api_paths.OPENAPI).get_json()
    body = told["paths"][api_paths.REPORTS]["post"]["requestBody"]["content"]["application/json"]["example"]
    program.post(api_paths.REPORTS, body, 201)


def test_real_answers_are_as_described(program: Program, service_workplace: Workplace) -> None:
    """Each operation once, with a report to which everything has happened that its schema can tell."""
    schema = schemathesis.openapi.from_dict(program.get(api_paths.OPENAPI).get_json())
    url = path_of(program.report().get_json()["url"])
    report = rows(service_workplace.store)["reports"][0]
    answer(service_workplace, report.id, "mira", filling(), "I dig.")
    answers = {
        "listTopics": program.get(f"{api_paths.V1}/topics"),
        "readTopic": program.get(f"{api_paths.V1}/topics/no-water"),
        "listCommitments": program.get(f"{api_paths.V1}/commitments"),
        "listSeverities": program.get(f"{api_paths.V1}/severities"),
        "askForPromises": program.get(f"{api_paths.V1}/promises?topic=no-water&severity=urgent"),
        "sendReport": program.report(),
        "readReport": program.get(url),
        "addNote": program.post(f"{url}/notes", {"words": "More."}),
    }
    assert answers.keys() == {operation.name for operation in OPERATIONS}
    for name, told in answers.items():
        schema.find_operation_by_id(name).validate_response(told)
    sending = schema.find_operation_by_id("sendReport")
    for refused in (program.report(409, release="0" * 64), program.report(422, topic="x"), program.report(400, key="")):
        sending.validate_response(refused)


def test_the_document_is_the_one_of_the_release_and_the_settings(program: Program) -> None:
    told = program.get(api_paths.OPENAPI).get_json()
    assert told == openapi(Here("Riverside Water", "http://127.0.0.1:8000", "no-water", "annoying"))


def test_the_page_explains_every_kind_of_problem_at_its_anchor(program: Program) -> None:
    page = program.client.get(api_paths.API).text
    for kind in api_problems.PROBLEM_TYPES:
        assert f'id="{kind.name}"' in page
        assert kind.title in page
    source = Path(api_problems.__file__).read_text("utf-8")
    assert len(re.findall(r"^[A-Z_]+ = ProblemType\(", source, re.MULTILINE)) == len(api_problems.PROBLEM_TYPES)


def test_the_page_shows_examples_that_work_here(program: Program) -> None:
    page = program.client.get(api_paths.API).text
    assert "http://127.0.0.1:8000/api/v1/promises?topic=no-water&amp;severity=annoying" in page
    for operation in OPERATIONS:
        assert f"{operation.method.upper()} {api_paths.V1}{operation.path}" in page
    assert set(GOOD) >= {"topic", "severity", "what_happened", "contact"}
