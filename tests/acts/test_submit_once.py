"""A report and its key are kept together or not at all, and the key is forgotten after a day."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection

from portal.acts.idempotency import Request, forget_old_keys
from portal.acts.submit_once import submit_once
from portal.acts.workplace import Workplace
from portal.errors import KeyReused, OverLimit, StillUnderWay
from portal.notices.carriers.null import NullCarrier
from portal.reports.report import Report
from portal.store.idempotency import is_mine
from portal.upkeep.deliver import deliver_round
from tests.acts.test_submit import PowerCut, power_cut_at
from tests.workplaces import Clock, rows, submission


def admit(_: Connection) -> None:
    """Nothing against it."""


def described(_: Connection, report: Report) -> Mapping[str, Any]:
    return {"reference": report.reference}


def request(workplace: Workplace, key: str = "a key", sent: str = "a body") -> Request:
    return Request.of(workplace, key, "/reports", sent)


def test_wherever_it_breaks_off_neither_the_report_nor_its_key_is_kept(workplace: Workplace) -> None:
    before = rows(workplace.store)
    for statement_number in range(1, 200):
        try:
            with power_cut_at(workplace.store, statement_number):
                submit_once(workplace, request(workplace), partial(submission, workplace), admit, described)
        except PowerCut:
            assert rows(workplace.store) == before, f"after statement {statement_number}"
        else:
            break
    after = rows(workplace.store)
    assert (len(after["reports"]), len(after["idempotency_keys"])) == (1, 1)


def test_what_speaks_against_it_keeps_nothing_and_does_not_count_for_a_repeat(sqlite_workplace: Workplace) -> None:
    def full(_: Connection) -> None:
        raise OverLimit("Too many.")

    asked = request(sqlite_workplace)
    with pytest.raises(OverLimit):
        submit_once(sqlite_workplace, asked, partial(submission, sqlite_workplace), full, described)
    assert rows(sqlite_workplace.store)["idempotency_keys"] == []
    first = submit_once(sqlite_workplace, asked, partial(submission, sqlite_workplace), admit, described)
    assert submit_once(sqlite_workplace, asked, partial(submission, sqlite_workplace), full, described) == first


def test_another_body_or_another_address_under_the_key_is_refused(sqlite_workplace: Workplace) -> None:
    submit_once(sqlite_workplace, request(sqlite_workplace), partial(submission, sqlite_workplace), admit, described)
    for other in (
        request(sqlite_workplace, sent="another body"),
        Request.of(sqlite_workplace, "a key", "/reports/x/notes", "a body"),
        Request.of(sqlite_workplace, "a key", "/report", "sa body"),
    ):
        with pytest.raises(KeyReused):
            submit_once(sqlite_workplace, other, partial(submission, sqlite_workplace), admit, described)
    submit_once(
        sqlite_workplace, request(sqlite_workplace, "b key"), partial(submission, sqlite_workplace), admit, described
    )


def test_who_comes_while_the_first_is_under_way_is_told_so(workplace: Workplace) -> None:
    if workplace.store.is_sqlite:
        pytest.skip("there is one writer at a time")
    asked = request(workplace)
    with workplace.store.engine.connect() as elsewhere:
        assert is_mine(elsewhere, asked.key)
        with pytest.raises(StillUnderWay):
            submit_once(workplace, asked, partial(submission, workplace), admit, described)
    submit_once(workplace, asked, partial(submission, workplace), admit, described)


def test_housekeeping_forgets_keys_after_a_day(sqlite_workplace: Workplace, clock: Clock) -> None:
    submit_once(sqlite_workplace, request(sqlite_workplace), partial(submission, sqlite_workplace), admit, described)
    clock.pass_by(hours=24)
    assert forget_old_keys(sqlite_workplace) == 0
    clock.pass_by(hours=1)
    deliver_round(sqlite_workplace, NullCarrier())
    assert rows(sqlite_workplace.store)["idempotency_keys"] == []
    assert len(rows(sqlite_workplace.store)["reports"]) == 1


def test_nothing_of_what_was_sent_can_be_read_from_the_request(sqlite_workplace: Workplace) -> None:
    one, other = request(sqlite_workplace), request(sqlite_workplace, sent="a body.")
    assert one.key == other.key
    assert one.fingerprint != other.fingerprint
    assert {len(one.key), len(one.fingerprint)} == {64}
