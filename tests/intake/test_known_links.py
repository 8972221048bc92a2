"""Whoever waits on their report's page costs one question, and yet no link opens more or longer than it did."""

from collections.abc import Callable

import pytest

from portal.acts.answer import answer
from portal.acts.workplace import Workplace
from portal.errors import BadToken
from portal.intake.known_links import KnownLink, KnownLinks
from portal.intake.tracking_version import tracking_version
from portal.reports.links import RECEIPT, TRACK, customer_token
from portal.reports.report import Report
from portal.store.reports import report_by_id, update_report
from portal.web.kept_pages import LookOfPages
from portal.web.lately import Lately
from tests.acts.causes import opened as cause_opened
from tests.statements import statements
from tests.workplaces import SECRET, Clock, filling, publish, reported, small_library, without_topic

Open = Callable[[str], KnownLink | None]


@pytest.fixture
def report(workplace: Workplace) -> Report:
    return reported(workplace)


@pytest.fixture
def open_link(workplace: Workplace) -> Open:
    links, lately = KnownLinks(workplace), Lately(workplace, LookOfPages(workplace.settings))
    return lambda token: links.opened(token, lately.moment({})[0])


def token_of(report: Report, purpose: str = TRACK, generation: int = 1) -> str:
    return customer_token(SECRET, purpose, report.reference, generation)


def test_the_second_look_within_the_minute_is_one_question_with_the_same_answer(
    open_link: Open, workplace: Workplace, report: Report
) -> None:
    first = open_link(token_of(report))
    with statements(workplace.store) as sent:
        again = open_link(token_of(report))
    assert first is again is not None
    assert again.report == report
    assert again.version == tracking_version(workplace, report)
    assert len([sql for sql in sent if sql.startswith("SELECT")]) == 1


def test_whatever_changes_the_page_changes_its_version_at_once(
    open_link: Open, workplace: Workplace, report: Report, clock: Clock
) -> None:
    def change(**values: object) -> None:
        with workplace.store.writing() as conn:
            update_report(conn, report.id, **values)  # type: ignore[arg-type]

    def version() -> str:
        link = open_link(token_of(report))
        assert link is not None
        with workplace.store.reading() as conn:
            now = report_by_id(conn, report.id)
        assert now is not None
        assert link.version == tracking_version(workplace, now)
        return link.version

    seen = [version()]
    for happens in (
        lambda: answer(workplace, report.id, "mira", filling(), "I dig the pipe."),
        lambda: cause_opened(workplace, report),
        lambda: change(topic="wrong-bill"),
        lambda: change(owner=None),
        lambda: clock.pass_by(minutes=1),
        lambda: publish(workplace, without_topic(small_library(), "wrong-bill")),
    ):
        happens()
        seen.append(version())
    assert len(set(seen)) == len(seen)


def test_a_link_that_was_taken_back_opens_nothing_although_it_was_known(
    open_link: Open, workplace: Workplace, report: Report
) -> None:
    for _ in range(2):
        assert open_link(token_of(report))
    with workplace.store.writing() as conn:
        update_report(conn, report.id, generation=2)
    for _ in range(2):
        with pytest.raises(BadToken):
            open_link(token_of(report))
    assert open_link(token_of(report, generation=2))


def test_only_a_link_that_was_looked_at_itself_is_known(open_link: Open, workplace: Workplace, report: Report) -> None:
    assert open_link(token_of(report))
    other = reported(workplace)
    wrong = (
        token_of(report, RECEIPT),
        token_of(report, generation=2),
        f"{other.reference}.{token_of(report).partition('.')[2]}",
        "nonsense",
    )
    for token in wrong * 2:
        with pytest.raises(BadToken):
            open_link(token)
    assert open_link("A2A2-A2AA." + "a" * 32) is None
    found = open_link(token_of(other))
    assert found is not None
    assert found.report == other
