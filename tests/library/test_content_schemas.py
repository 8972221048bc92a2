"""The schemas accept what the models accept, and mark what they refuse."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

from portal.library.content_schemas import content_schemas, files_of_schemas
from portal.site_folder import shipped

SCHEMAS = content_schemas()
SITE = shipped("content").parent


class _Plain(yaml.CSafeLoader):
    """As YAML 1.2 has it, and editors of text: a day is a text."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def written_in(file: Path) -> Any:
    text = file.read_text("utf-8")
    if file.suffix == ".md":
        text = text.removeprefix("---\n").partition("\n---\n")[0]
    return yaml.load(text, _Plain)


@pytest.mark.parametrize("name", SCHEMAS)
def test_what_the_sample_says_is_accepted(name: str) -> None:
    validator = jsonschema_rs.Draft7Validator(SCHEMAS[name])
    files = [file for pattern in files_of_schemas()[name] for file in SITE.glob(pattern)]
    faults = {file.name: str(next(validator.iter_errors(written_in(file)), "")) for file in files}
    assert {file: fault for file, fault in faults.items() if fault} == {}


def test_every_file_of_the_sample_has_one_schema() -> None:
    found = [file for patterns in files_of_schemas().values() for each in patterns for file in SITE.glob(each)]
    assert sorted(found) == sorted([*(SITE / "content").rglob("*.md"), *(SITE / "content").rglob("*.yml")])


COMMITMENT = {
    "title": "A reply",
    "summary": "Soon.",
    "owner": "desk",
    "review_by": "2027-01-31",
    "effective_from": "2026-01-01",
    "indicator": "first_response",
    "target": "2 working hours",
    "remedy": "We say sorry.",
}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("target", "soon"), ("target", "2 weeks"), ("review_by", "31.1.2027"), ("owner", "The Desk")),
        *(("indicator", "speed"), ("objective", "0.95"), ("draft", "perhaps"), ("colour", "red"), ("title", "")),
        *(("slug", "ours"), ("body", {}), ("applies_to", {"topic": "all"}), ("applies_to", {"topics": 3})),
    ],
)
def test_what_cannot_stand_is_marked(field: str, value: Any) -> None:
    validator = jsonschema_rs.Draft7Validator(SCHEMAS["commitment.schema.json"])
    assert validator.is_valid(COMMITMENT)
    assert not validator.is_valid(COMMITMENT | {field: value})


@pytest.mark.parametrize(
    ("field", "value"),
    [("target", "30 Minutes"), ("objective", "95 %"), ("applies_to", {"topics": "water"}), ("aliases", "/a/")],
)
def test_what_we_read_is_accepted(field: str, value: Any) -> None:
    assert jsonschema_rs.Draft7Validator(SCHEMAS["commitment.schema.json"]).is_valid(COMMITMENT | {field: value})
