"""Promises as data say what their pages and the scorecard say, in the form that the schema tells."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import paths
from portal.library.page_versions import PageVersion, page_text
from portal.library.published_history import PublishedHistory
from portal.library.release import release_of
from portal.settings import Settings
from portal.site_app import create_site
from tests.languages.english import english_left_in
from tests.site.conftest import AT, figures, library

KINDS: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}


@pytest.fixture
def client(make_site: Callable[..., Flask]) -> FlaskClient:
    return make_site(published=figures()).test_client()


def promises(client: FlaskClient) -> dict[str, Any]:
    return {promise["name"]: promise for promise in client.get(paths.COMMITMENTS_JSON).json["commitments"]}  # type: ignore[index]


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "") -> Iterator[str]:
    """What of `value` the schema does not know, as far as our schemas go (JSON Schema 2020-12)."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if "anyOf" in schema:
        if all([*faults(value, one, root, at)] for one in schema["anyOf"]):
            yield f"{at} is none of what it may be"
        return
    if "const" in schema and value != schema["const"]:
        yield f"{at} is not {schema['const']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at} is not among {schema['enum']}"
    if "type" in schema and not isinstance(value, KINDS[schema["type"]]):
        yield f"{at} is no {schema['type']}"
    elif schema.get("type") == "object":
        known = schema.get("properties")
        if known is None:
            return
        yield from (f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value)
        for name, item in value.items():
            if name not in known:
                yield f"{at}.{name} is not in the schema"
            else:
                yield from faults(item, known[name], root, f"{at}.{name}")
    elif schema.get("type") == "array" and isinstance(schema.get("items"), dict):
        for place, item in enumerate(value):
            yield from faults(item, schema["items"], root, f"{at}[{place}]")


def test_the_data_keep_to_the_schema_that_they_name(make_site: Callable[..., Flask]) -> None:
    for client in (make_site().test_client(), make_site(published=figures()).test_client()):
        data, schema = client.get(paths.COMMITMENTS_JSON).json, client.get(paths.COMMITMENTS_SCHEMA).json
        assert data is not None
        assert schema is not None
        assert data["$schema"] == schema["$id"] == "https://www.fenland.example/commitments.schema.json"
        assert [*faults(data, schema, schema)] == []
        assert [*faults(data | {"format": 2}, schema, schema)] == [".format is not 1"]


def test_every_field_of_the_schema_says_what_it_means(client: FlaskClient) -> None:
    schema = client.get(paths.COMMITMENTS_SCHEMA).json
    assert schema is not None
    for model in (schema, *schema["$defs"].values()):
        assert model.get("description") or "enum" in model
        for name, field in model.get("properties", {}).items():
            assert field.get("description") or "$ref" in field, name


def test_a_promise_is_there_in_words_and_as_a_structure(client: FlaskClient) -> None:
    promise = promises(client)["first-reply"]
    page = client.get("/commitments/first-reply/").text
    for said in (promise["title"], promise["summary"], promise["remedy"], promise["measures"]):
        assert said in page
    assert promise["target"] == {"text": "4 working hours", "amount": 4, "unit": "hours", "working": True}
    assert (promise["indicator"], promise["objective"]) == ("first_response", 0.95)
    assert promise["calendar"]["hours"]["mon"] == [["08:00", "18:00"]]
    assert client.get(promise["calendar"]["icalendar"].removeprefix("https://www.fenland.example")).status_code == 200
    assert (promise["effective_from"], promise["review_by"]) == ("2026-03-01", "2027-06-30")


def test_what_a_promise_covers_is_said_with_the_pages_of_its_topics(client: FlaskClient) -> None:
    found = promises(client)
    assert found["first-reply"]["applies_to"]["all_topics"]
    assert found["put-right"]["applies_to"] == {
        "all_topics": False,
        "topics": [
            {"name": "no-water", "title": "No water", "url": "https://www.fenland.example/topics/no-water/"},
        ],
        "all_severities": False,
        "severities": [{"name": "urgent", "label": "I have no water"}],
    }
    assert found["put-right"]["calendar"] is None
    assert found["lead-answers"]["applies_to"] is None


def test_the_figures_are_those_of_the_page_the_scorecard_and_its_rows(client: FlaskClient) -> None:
    said = promises(client)["first-reply"]["figures"]
    total = client.get(paths.SCORECARD_JSON).json["figures"]["commitments"]["first-reply"]["total"]  # type: ignore[index]
    for name in ("counted", "kept", "missed", "provisional", "grade", "objective_percent"):
        assert said[name] == total[name], name
    rows = [*csv.DictReader(io.StringIO(client.get(paths.SCORECARD_CSV).text))]
    assert said["counted"] == sum(row["outcome"] in ("kept", "missed") for row in rows)
    assert f"{said['kept']} of {said['counted']}" in client.get("/commitments/first-reply/").text
    assert said["as_at"] == "2026-11-01T00:05:00Z"


def test_before_the_first_report_there_are_no_figures(make_site: Callable[..., Flask]) -> None:
    data = make_site().test_client().get(paths.COMMITMENTS_JSON).json
    assert data is not None
    assert (data["figures_as_at"], data["figures_url"]) == (None, None)
    assert {promise["figures"] for promise in data["commitments"]} == {None}


def test_words_on_record_have_an_address_at_which_they_stay(tmp_path: Any) -> None:
    release = release_of(library(), AT)
    text = page_text(release.library.calendars, release.library.public.commitments["first-reply"])
    version = PageVersion(text, text.hash, "2026-11-01", date(2026, 11, 1), None)
    history = PublishedHistory("one", (date(2026, 11, 1),), (version,))
    client = create_site(release, figures(), AT, Settings(site_dir=tmp_path), history).test_client()
    address = promises(client)["first-reply"]["permanent_url"]
    assert address == "https://www.fenland.example/commitments/first-reply/at/2026-11-01/"
    assert client.get(address.removeprefix("https://www.fenland.example")).status_code == 200
    assert promises(client)["put-right"]["permanent_url"] is None


def test_the_page_of_promises_leads_to_the_data_by_link_and_in_words(client: FlaskClient) -> None:
    page = client.get(paths.COMMITMENTS).text
    assert '<link rel="alternate" type="application/json"' in page
    assert f'href="{paths.COMMITMENTS_JSON}">every promise as data' in page
    assert f'href="{paths.COMMITMENTS_SCHEMA}"' in page


def test_only_promises_that_readers_see_are_among_the_data(make_site: Callable[..., Flask]) -> None:
    pages = library().public.commitments
    later = pages["put-right"].model_copy(update={"publish_on": AT.date() + timedelta(days=1)})
    hidden = library().public.model_copy(update={"commitments": pages | {"put-right": later}})
    assert "put-right" not in json.dumps(make_site(library(hidden)).test_client().get(paths.COMMITMENTS_JSON).json)


def test_what_is_measured_is_said_in_the_first_language_of_the_site(make_site: Callable[..., Flask]) -> None:
    client = make_site(library(languages=("ar",))).test_client()
    for promise in promises(client).values():
        assert english_left_in(promise["measures"]) == []
