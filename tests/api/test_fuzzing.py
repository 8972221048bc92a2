"""Whatever is sent, the answer is one that the document describes: what it allows is taken, what it forbids refused.

schemathesis makes up both from the document alone. The same cases come each time, so a run tells what changed in the
code and nothing else.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import BaseSchema, Case, GenerationMode

from portal import api_paths
from portal.acts.workplace import Workplace
from portal.api.operations import OPERATIONS
from portal.app import create_service
from portal.settings import Settings
from portal.store.engine import open_store
from tests.api.program import Program, fresh_key, path_of
from tests.workplaces import Clock, workplace_on

QUICK, LONG = 3, 400
# Where nothing can be sent, nothing can be sent wrongly.
TAKES_NOTHING = {"listTopics", "listCommitments", "listSeverities"}
CASES = [
    pytest.param(operation.name, mode, id=f"{operation.name}-{mode.value}")
    for operation in OPERATIONS
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    if mode is GenerationMode.POSITIVE or operation.name not in TAKES_NOTHING
]


@pytest.fixture(scope="module")
def schema(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    """The document of a service that is there for all of these tests."""
    settings = Settings(site_dir=tmp_path_factory.mktemp("fuzzed"), limits="off")
    settings.var_dir.mkdir()
    shutil.copy(migrated_sqlite, settings.var_dir / "portal.db")
    store = open_store(settings, durable=False)
    workplace = workplace_on(store, settings, Clock())
    app = create_service(workplace)
    found = schemathesis.openapi.from_dict(_document(Program(app), workplace))
    found.app = app
    yield found
    store.close()


@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_a_few_made_up_requests_are_answered_as_described(
    schema: BaseSchema, operation: str, mode: GenerationMode
) -> None:
    answer_made_up_requests(schema, operation, mode, QUICK)


@pytest.mark.audit
@pytest.mark.parametrize(("operation", "mode"), CASES)
def test_many_made_up_requests_are_answered_as_described(
    schema: BaseSchema, operation: str, mode: GenerationMode
) -> None:
    answer_made_up_requests(schema, operation, mode, LONG)


def answer_made_up_requests(schema: Any, operation: str, mode: GenerationMode, most: int) -> None:
    @given(schema.find_operation_by_id(operation).as_strategy(generation_mode=mode))
    @settings(
        max_examples=most,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Case[Any]) -> None:
        if mode is GenerationMode.POSITIVE and "Idempotency-Key" in (case.headers or {}):
            case.headers["Idempotency-Key"] = fresh_key()  # what is made up twice would be something else under one key
        case.call_and_validate()

    ask()


def _document(program: Program, workplace: Workplace) -> dict[str, Any]:
    """The document, with what is there now: topics and the like can only be asked for, not made up."""
    document: dict[str, Any] = program.get(api_paths.OPENAPI).get_json()
    topics, severities = {"enum": ["no-water", "wrong-bill", "something-else"]}, {"enum": ["annoying", "urgent"]}
    token = path_of(program.report().get_json()["url"]).rpartition("/")[2]
    there = {"slug": topics, "topic": topics, "severity": severities, "token": {"enum": [token]}}
    for methods in document["paths"].values():
        for described in methods.values():
            for parameter in described["parameters"]:
                parameter["schema"] = there.get(parameter["name"], parameter["schema"])
    schemas = document["components"]["schemas"]
    release = {"enum": [workplace.release.hash, None]}
    sent = {"topic": topics, "severity": severities, "release": release, "page": {"enum": ["/about/", None]}}
    sent["lang"] = {"enum": ["en", None]}
    schemas["ReportSent"]["properties"] |= sent
    schemas["NoteSent"]["properties"]["release"] = release
    # Any domain may be made up, and those that are set apart for tests are refused (RFC 2606).
    schemas["ByMail"]["properties"]["address"] = {"enum": ["ada@example.org", " Ada.Brown+tap@example.co.uk"]}
    return document
