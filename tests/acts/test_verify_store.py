"""Whatever the acts leave behind fits; a row that was lost or altered is named, with what to do."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from portal.acts.answer import answer
from portal.acts.close import resolve
from portal.acts.customer_writes import customer_writes
from portal.acts.hand_over import hand_over
from portal.acts.hold_report import hold
from portal.acts.reclassify import reclassify
from portal.acts.send_notices import send_due_notices
from portal.acts.uploads import stage
from portal.acts.verify_store import Finding, Looked, verify_store
from portal.acts.wait import wait_for_customer
from portal.acts.watch import watch
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.reports.held import HeldFor
from portal.reports.report import Report
from portal.store.engine import Store
from portal.store.tables import clocks, notices, reports, texts, timeline
from tests.acts.test_send_notices import Postbox
from tests.workplaces import ADA, Clock, filling, reported, submission

Break = Callable[[Workplace, Report], None]


def findings(workplace: Workplace, looked: Looked | None = None) -> list[Finding]:
    return list(verify_store(workplace, looked or Looked()))


def test_a_desk_at_work_leaves_nothing_that_does_not_fit(workplace: Workplace, clock: Clock) -> None:
    """Answers, waits, hand-overs, other topics, misses, outcomes, mails sent and mails refused, and clocks set back."""
    note = stage(workplace, "note.txt", io.BytesIO(b"It drips."))
    first, second = (reported(workplace, attachments=(note,)) for _ in range(2))
    answer(workplace, first.id, "mira", filling(), "Soon.")
    wait_for_customer(workplace, first.id, "mira", filling(), reason="A photograph.", days=3)
    clock.pass_by(minutes=-90)
    customer_writes(workplace, first.id, filling(), "Here it is.")
    hand_over(workplace, first.id, "mira", filling(), to="tom", why="Nearer.", must_know="A dog.")
    resolve(workplace, first.id, "tom", filling(), "A new washer.")
    customer_writes(workplace, first.id, filling(), "It drips again.")
    reclassify(workplace, second.id, "mira", filling(), topic="wrong-bill", severity="annoying", reason="It is a sum.")
    send_due_notices(workplace, Postbox(PermanentFailure("The mail server refused the mail: 554 no."), ADA.address))
    clock.pass_by(days=5)
    watch(workplace)
    watch(workplace)
    looked = Looked()
    assert findings(workplace, looked) == []
    assert (looked.reports, looked.attachments) == (2, 2)
    assert looked.clocks >= 5
    assert looked.notices >= 10


def _set(workplace: Workplace, report: Report, **values: object) -> None:
    with workplace.store.writing() as conn:
        conn.execute(update(notices).where(notices.c.report_id == report.id).values(values))


def _forget_words(workplace: Workplace, report: Report) -> None:
    with workplace.store.writing() as conn:
        conn.execute(delete(texts))


def _gather_into_a_sent_one(workplace: Workplace, report: Report) -> None:
    with workplace.store.writing() as conn:
        leader = conn.scalars(select(notices.c.id).where(notices.c.recipient_kind == "customer")).one()
        row = dict(conn.execute(select(notices).where(notices.c.id == leader)).mappings().one())
        row |= {"id": leader + 50, "key": "answered", "message_id": "<x@y>", "gathered_into": leader}
        conn.execute(insert(notices), row)
        conn.execute(update(notices).where(notices.c.id == leader).values(state="sent", sent_at=report.received_at))


def _own(workplace: Workplace, report: Report) -> None:
    with workplace.store.writing() as conn:
        conn.execute(update(reports).values(owner="tom"))


def _move_a_due_time(workplace: Workplace, report: Report) -> None:
    with workplace.store.writing() as conn:
        conn.execute(update(clocks).values(due_at=report.received_at + timedelta(days=60)))


def _lose_an_entry(workplace: Workplace, report: Report) -> None:
    """As damage may do it: the triggers refuse it to everybody else."""
    with workplace.store.writing() as conn:
        row = dict(conn.execute(select(timeline).where(timeline.c.kind == "routed")).mappings().one())
        conn.execute(insert(timeline), row | {"id": row["id"] + 50})


def _cut_a_file(workplace: Workplace, report: Report) -> None:
    file = next(workplace.settings.attachments_dir.iterdir())
    file.write_bytes(file.read_bytes()[:-1])


def _lose_a_file(workplace: Workplace, report: Report) -> None:
    next(workplace.settings.attachments_dir.iterdir()).unlink()


@pytest.mark.parametrize(
    ("damage", "what", "remedy"),
    [
        (_own, "its owner is tom, and by its timeline mira", "Compare it with a backup"),
        (_lose_an_entry, "2 times that it was routed", "Compare it with a backup"),
        (_move_a_due_time, "first-reply due_at is", "`portal recompute --repair`"),
        (_forget_words, "words are missing", "restore the database"),
        (lambda w, r: _set(w, r, state="sent"), "sent without an instant", "tell the makers"),
        (lambda w, r: _set(w, r, state="failed"), "was given up, and the timeline does not say so", "another way"),
        (lambda w, r: _set(w, r, state="unwanted", lease="x"), "somebody still holds it", "tell the makers"),
        (_gather_into_a_sent_one, "answered was to go with a mail that is done", "another way"),
        (_lose_a_file, "is not on the disk", "Put the file back"),
        (_cut_a_file, "has 8 bytes on the disk, and came with 9", "Put the file back"),
    ],
)
def test_what_does_not_fit_is_named_with_what_to_do(
    sqlite_workplace: Workplace, damage: Break, what: str, remedy: str
) -> None:
    note = stage(sqlite_workplace, "note.txt", io.BytesIO(b"It drips."))
    report = reported(sqlite_workplace, attachments=(note,))
    assert findings(sqlite_workplace) == []
    damage(sqlite_workplace, report)
    found = [each for each in findings(sqlite_workplace) if what in each.what]
    assert found, findings(sqlite_workplace)
    assert {each.about for each in found} == {report.reference}
    assert all(remedy in each.remedy for each in found)


def test_a_file_of_what_is_held_is_looked_at_too(workplace: Workplace) -> None:
    note = stage(workplace, "note.txt", io.BytesIO(b"It drips."))
    held = hold(workplace, submission(workplace, attachments=(note,)), HeldFor.CROWD, lambda _: None)
    looked = Looked()
    assert (findings(workplace, looked), looked.attachments) == ([], 1)
    (workplace.settings.attachments_dir / note.id).unlink()
    (found,) = findings(workplace)
    assert (found.about, found.what) == (held.reference, f"attachment {note.id} is not on the disk")


def test_a_row_that_refers_to_nothing_is_found(sqlite_workplace: Workplace, sqlite_store: Store) -> None:
    report = reported(sqlite_workplace)
    # As a tool would that does not check keys; ours do.
    raw = sqlite_store.engine.raw_connection()
    raw.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
    raw.driver_connection.execute("PRAGMA query_only=OFF")  # type: ignore[union-attr]
    raw.driver_connection.execute(f"DELETE FROM contacts WHERE report_id = {report.id}")  # type: ignore[union-attr]
    raw.driver_connection.execute("UPDATE notices SET report_id = 999")  # type: ignore[union-attr]
    raw.close()
    found = [each for each in findings(sqlite_workplace) if each.about == "database"]
    assert "of notices refers to a row of reports that is not there" in found[0].what
