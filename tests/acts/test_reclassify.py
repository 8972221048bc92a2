"""A wrong topic or severity is put right in public: promises made stay, those of the right one join where earlier."""

import pytest

from portal.acts.reclassify import reclassify
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.reports.timeline import Kind
from portal.store.reports import report_by_id
from tests.workplaces import clocks_on, filling, kinds, reported, story, told


def test_the_promises_made_stay_and_the_right_ones_join_from_receipt(workplace: Workplace) -> None:
    report = reported(workplace, topic="something-else", severity="annoying")
    before = clocks_on(workplace, report)
    assert "resolution" not in before
    reclassify(
        workplace, report.id, "mira", filling(), topic="no-water", severity="urgent", reason="The tap is dry, you say."
    )
    after = clocks_on(workplace, report)
    assert after["first_response"].commitment_version == before["first_response"].commitment_version
    assert after["resolution"].started_at == report.received_at
    entry = next(entry for entry in story(workplace, report) if entry.kind is Kind.RECLASSIFIED)
    assert (entry.public, entry.facts["joined"]) == (True, ["mended"])


def test_a_report_that_belongs_to_another_team_goes_there(workplace: Workplace) -> None:
    report = reported(workplace)
    told(workplace)
    reclassify(
        workplace, report.id, "mira", filling(), topic="wrong-bill", severity="urgent", reason="It is about the bill."
    )
    with workplace.store.reading() as conn:
        found = report_by_id(conn, report.id)
    assert found is not None
    assert (found.topic, found.team, found.owner) == ("wrong-bill", "bills", "bea")
    heard = told(workplace)
    assert {("handed_to_you", "bea"), ("reclassified", "customer"), ("handed_over", "customer")} <= set(heard)
    assert ("handed_on", "mira") not in heard, "Mira did it herself"
    assert Kind.HANDED_OVER in kinds(workplace, report, public=True)


def test_what_would_change_nothing_or_is_unknown_is_refused(workplace: Workplace) -> None:
    report = reported(workplace)
    for topic, said in (("no-water", "what it is already"), ("flying", "not in the list")):
        with pytest.raises(MoveRefused, match=said):
            reclassify(workplace, report.id, "mira", filling(), topic=topic, severity="urgent", reason="Why not.")
    assert Kind.RECLASSIFIED not in kinds(workplace, report)
