"""Programs read what is published and in force, and nothing else; they are told when nothing has changed."""

import json
from datetime import timedelta

from portal import api_paths
from portal.acts.workplace import Workplace
from tests.api.program import Program, faults_of, kind_of
from tests.workplaces import Clock, publish, small_library, with_target, without_topic

V1 = api_paths.V1
PUBLIC = [f"{V1}/topics", f"{V1}/topics/no-water", f"{V1}/commitments", f"{V1}/severities", api_paths.OPENAPI]
PROMISES = f"{V1}/promises?topic=no-water&severity=urgent"


def test_topics_come_in_the_order_of_the_form_with_what_speaks_for_and_against_them(program: Program) -> None:
    topics = program.get(f"{V1}/topics").get_json()["topics"]
    assert [topic["slug"] for topic in topics] == ["no-water", "wrong-bill", "something-else"]
    first = topics[0]
    assert first["says"] == "No water comes out of my tap"
    assert first["stance"] == "all-costs"
    assert first["costs"] == {"customer": ["You wait a little."], "us": ["A van at night."], "team": []}
    assert first["url"] == "https://www.riverside.example/topics/no-water/"
    assert first["report_url"] == "http://127.0.0.1:8000/report?topic=no-water"


def test_a_topic_names_its_promises_and_what_of_it_is_accepted(program: Program) -> None:
    topic = program.get(f"{V1}/topics/no-water").get_json()
    assert topic["commitments"] == ["first-reply", "mended", "next-word"]
    assert [each["workaround"] for each in topic["limitations"]] == ["Let it run for ten minutes."]
    assert program.get(f"{V1}/topics/wrong-bill").get_json()["commitments"] == ["first-reply", "next-word"]


def test_commitments_and_severities_are_told_as_published(program: Program) -> None:
    promised = {each["slug"]: each for each in program.get(f"{V1}/commitments").get_json()["commitments"]}
    assert promised["mended"]["applies_to"] == {"topics": ["no-water"], "severities": ["all"]}
    assert promised["first-reply"]["target"] == "4 working hours"
    assert promised["first-reply"]["remedy"] == "£5 off your next bill."
    severities = program.get(f"{V1}/severities").get_json()["severities"]
    assert [each["key"] for each in severities] == ["annoying", "urgent"]


def test_what_readers_do_not_see_programs_do_not_see(program: Program) -> None:
    assert kind_of(program.get(f"{V1}/topics/not-yet", 404)) == "nothing-here"
    told = "".join(program.get(path).text for path in [*PUBLIC, PROMISES])
    for secret in ("@riverside.example", "bea@", "08:00", "A letter that says sorry", "First word", "not-yet", "Ruth"):
        assert secret not in told, secret


def test_what_would_be_promised_now_is_told_with_due_times(program: Program, clock: Clock) -> None:
    told = program.get(PROMISES)
    ahead = told.get_json()
    assert told.headers["Cache-Control"] == "no-store"
    assert (ahead["team"], ahead["there_now"]) == ("the lines desk", ["Mira", "Tom"])
    assert {each["indicator"]: each["due_at"] for each in ahead["promises"]} == {
        "first_response": "2026-11-23T16:00:00Z",
        "next_update": "2026-11-25T18:00:00Z",
        "resolution": "2026-11-26T12:00:00Z",
    }
    clock.pass_by(hours=1)
    assert program.get(PROMISES).get_json()["promises"][0]["due_at"] == "2026-11-23T17:00:00Z"


def test_a_question_about_nothing_that_we_know_is_told_what_there_is(program: Program) -> None:
    for query, wrong in (
        ("", {"topic", "severity"}),
        ("?topic=no-water", {"severity"}),
        ("?topic=not-yet&severity=urgent", {"topic"}),
        ("?topic=no-water&severity=%00", {"severity"}),
    ):
        faults = faults_of(program.get(f"{V1}/promises{query}", 422))
        assert faults.keys() == wrong
        assert all(f"GET {V1}/" in said for said in faults.values())


def test_nothing_is_sent_again_that_has_not_changed(program: Program) -> None:
    for path in PUBLIC:
        first = program.get(path)
        assert first.headers["Cache-Control"] == "public, max-age=60"
        again = program.get(path, 304, If_None_Match=first.headers["ETag"])
        assert again.data == b""
        assert again.headers["ETag"] == first.headers["ETag"]
        assert program.client.head(path).headers["ETag"] == first.headers["ETag"]


def test_a_new_release_is_told_at_once(program: Program, service_workplace: Workplace, clock: Clock) -> None:
    path = f"{V1}/commitments"
    before = program.get(path)
    clock.pass_by(hours=1)
    publish(service_workplace, with_target(small_library(), "first-reply", "2 working hours"))
    after = program.get(path, If_None_Match=before.headers["ETag"])
    assert after.get_json()["release"] != before.get_json()["release"]
    assert after.get_json()["commitments"][0]["target"] == "2 working hours"
    publish(service_workplace, without_topic(small_library(), "no-water"), clock.now + timedelta(minutes=1))
    program.get(f"{V1}/topics/no-water", 404)


def test_pages_of_anybody_may_read_what_is_public_and_nothing_private(program: Program) -> None:
    for path in [*PUBLIC, PROMISES]:
        told = program.get(path, Origin="https://elsewhere.example")
        assert told.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in told.headers
    private = program.report()
    assert "Access-Control-Allow-Origin" not in private.headers
    read = program.get(
        private.get_json()["url"].removeprefix("http://127.0.0.1:8000"), Origin="https://elsewhere.example"
    )
    assert "Access-Control-Allow-Origin" not in read.headers
    asked_before = program.client.options(api_paths.REPORTS, headers={"Origin": "https://elsewhere.example"})
    assert not [name for name in dict(asked_before.headers) if name.startswith("Access-Control")]


def test_the_answers_read_alike_everywhere(program: Program) -> None:
    """UTF-8 without escapes, one object, a line end at its end."""
    told = program.get(f"{V1}/commitments")
    assert told.content_type == "application/json"
    assert "£5" in told.data.decode("utf-8")
    assert told.data.endswith(b"}\n")
    assert json.loads(told.data)
