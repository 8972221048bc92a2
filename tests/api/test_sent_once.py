"""What is sent with a key is done once for a day, however often it comes and from wherever."""

import json
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from portal import api_paths
from portal.acts.workplace import Workplace
from tests.api.program import GOOD, Program, faults_of, fresh_key, kind_of, path_of
from tests.statements import statements
from tests.workplaces import (
    Clock,
    publish,
    reported,
    rows,
    small_library,
    told,
    with_target,
    without_topic,
)


def test_without_a_key_that_is_nobody_elses_nothing_is_filed(program: Program) -> None:
    for key in ("", "short", '"unclosed quotation mark'):
        assert kind_of(program.report(400, key=key)) == "no-key"


def test_the_same_again_is_filed_once_and_answered_the_same(
    on_each: Program, workplace: Workplace, clock: Clock
) -> None:
    key = fresh_key()
    first = on_each.report(key=key)
    clock.pass_by(hours=23)
    publish(workplace, with_target(small_library(), "first-reply", "1 working hour"))
    other_order = json.dumps(dict(reversed(GOOD.items())), indent=3).encode()
    for again in (on_each.report(key=f'"{key}"'), on_each.post(api_paths.REPORTS, other_order, key=key)):
        assert again.data == first.data
        assert again.headers["Location"] == first.headers["Location"]
    assert len(rows(workplace.store)["reports"]) == 1
    assert told(workplace) == [("assigned", "mira"), ("received", "customer")]


def test_something_else_with_the_same_key_is_refused(on_each: Program, workplace: Workplace) -> None:
    key = fresh_key()
    sent = on_each.report(key=key).get_json()
    assert kind_of(on_each.report(422, key=key, severity="annoying")) == "key-reused"
    assert kind_of(on_each.post(f"{path_of(sent['url'])}/notes", {"words": "More."}, 422, key=key)) == "key-reused"
    assert len(rows(workplace.store)["timeline"]) == 2


def test_a_key_is_kept_for_a_day(on_each: Program, workplace: Workplace, clock: Clock) -> None:
    key = fresh_key()
    on_each.report(key=key)
    clock.pass_by(hours=24, seconds=1)
    on_each.report(key=key, severity="annoying")
    on_each.report(key=key, severity="annoying")
    assert len(rows(workplace.store)["reports"]) == 2


def test_what_was_refused_may_be_put_right_with_the_same_key(program: Program) -> None:
    key = fresh_key()
    program.report(422, key=key, severity="slight")
    program.report(201, key=key)


def test_the_same_again_is_answered_the_same_though_its_topic_is_offered_no_more(
    program: Program, service_workplace: Workplace, clock: Clock
) -> None:
    """Or the program, which lost the answer, would file it once more under a new key and another topic."""
    key = fresh_key()
    first = program.report(key=key, topic="wrong-bill")
    clock.pass_by(minutes=1)
    publish(service_workplace, without_topic(small_library(), "wrong-bill"))
    assert program.report(key=key, topic="wrong-bill").data == first.data
    assert kind_of(program.report(422, key=key)) == "key-reused"
    assert set(faults_of(program.report(422, topic="wrong-bill"))) == {"#/topic"}
    assert len(rows(service_workplace.store)["reports"]) == 1


def test_many_with_one_key_at_once_file_one_report(on_each: Program, workplace: Workplace) -> None:
    key, body = fresh_key(), json.dumps(GOOD)
    given = {"Content-Type": "application/json", "Idempotency-Key": key}
    with ThreadPoolExecutor(8) as many:
        client = on_each.app.test_client
        answered = list(many.map(lambda _: client().post(api_paths.REPORTS, data=body, headers=given), range(8)))
    assert {each.status_code for each in answered} <= {201, 409}
    assert len({each.data for each in answered if each.status_code == 201}) == 1
    for each in answered:
        if each.status_code == 409:
            assert (kind_of(each), each.headers["Retry-After"]) == ("under-way", "1")
    assert len(rows(workplace.store)["reports"]) == 1


def test_neither_the_key_nor_the_words_nor_the_link_are_kept_beside_the_report(
    program: Program, service_workplace: Workplace
) -> None:
    key = fresh_key()
    sent = program.report(key=key).get_json()
    kept = repr(rows(service_workplace.store)["idempotency_keys"])
    for secret in (key, "tap is dry", "ada@", "Ada", sent["url"].rpartition(".")[2]):
        assert secret not in kept


def test_the_form_asks_nothing_of_the_keys(app: Flask, service_workplace: Workplace) -> None:
    with statements(service_workplace.store) as sent:
        reported(service_workplace)
        app.test_client().get("/report")
    assert not [sql for sql in sent if "idempotency" in sql]
