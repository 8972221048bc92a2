"""A commitment version holds the promise as published, and tells itself apart by content."""

import json
from dataclasses import replace
from datetime import date

import pytest

from portal.promises.commitments import CommitmentVersion
from portal.promises.targets import parse_target
from tests.promises.promised import at, promise

VERSION = promise("first_response", "4 working hours")


@pytest.mark.parametrize("version", [VERSION, promise("resolution", "3 days", text="<p>Ça va, „ja“.</p>")])
def test_a_version_survives_json(version: CommitmentVersion) -> None:
    again = CommitmentVersion.from_json(version.to_json())
    assert again == version
    assert again.hash == version.hash
    assert json.loads(version.to_json()) == version.to_data()


@pytest.mark.parametrize(
    "change",
    [
        {"text": "<p>We answer sooner.</p>"},
        {"target": parse_target("3 working hours")},
        {"objective": 0.9},
        {"calendar": None},
        {"remedy": "A cake."},
        {"effective_from": date(2026, 2, 1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_change_makes_another_hash(change: dict[str, object]) -> None:
    assert replace(VERSION, **change).hash != VERSION.hash  # type: ignore[arg-type]


def test_a_version_knows_when_it_is_due() -> None:
    assert VERSION.due_at(at("23 16:00")) == at("24 12:00")
    assert VERSION.due_at(at("23 10:00"), [(at("23 11:00"), at("23 12:00"))]) == at("23 15:00")
