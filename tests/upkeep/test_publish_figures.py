"""Once an hour the figures reach the pages that show them, and what is published can be worked out again."""

import json
import multiprocessing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.acts.answer import answer
from portal.acts.workplace import Workplace
from portal.cli import verify
from portal.errors import PublicationUnderWay
from portal.library.published import read_published
from portal.publishing.build_site import build_site
from portal.publishing.lock import publishing_lock
from portal.site_app import site_to_freeze
from portal.upkeep.publish_figures import publish_figures
from tests.publishing.small_site import contents
from tests.workplaces import Clock, filling, publish, reported, small_library


@pytest.fixture
def site(sqlite_workplace: Workplace) -> Path:
    """The folder in which the small organisation's site was built before anything was counted."""
    return build(sqlite_workplace)


def build(workplace: Workplace) -> Path:
    settings = workplace.settings
    build_site(settings, small_library, site_to_freeze(settings), workplace.now())
    return settings.build_dir


def duty(workplace: Workplace) -> set[str]:
    """Do the duty; gives the files that it published."""
    done = publish_figures(workplace, site_to_freeze(workplace.settings))
    return {name for publication in done for name in publication.changed}


def verified(file: Path) -> Result:
    return CliRunner().invoke(verify.command, [str(file)])


def test_a_site_without_a_service_says_that_the_record_begins_with_the_first_report(site: Path) -> None:
    assert "The record begins with the first report." in (site / "scorecard" / "index.html").read_text("utf-8")
    assert not (site / "scorecard" / "data.json").exists()


def test_figures_are_published_at_once_and_then_once_an_hour(
    sqlite_workplace: Workplace, clock: Clock, site: Path
) -> None:
    reported(sqlite_workplace)
    assert {name.split("/")[0] for name in duty(sqlite_workplace)} >= {"commitments", "index.html", "scorecard"}
    clock.pass_by(minutes=59)
    assert duty(sqlite_workplace) == set()
    clock.pass_by(minutes=1)
    changed = duty(sqlite_workplace)
    assert {"scorecard/index.html", "scorecard/data.json", "commitments/first-reply/index.html"} <= changed
    shown_on = {"commitments", "commitments.json", "index.html", "scorecard", "topics"}
    assert {name.split("/")[0] for name in changed} <= shown_on
    assert duty(sqlite_workplace) == set()


def test_from_a_report_to_figures_that_anybody_can_work_out_again(
    sqlite_workplace: Workplace, clock: Clock, site: Path
) -> None:
    """Two reports, one answered and one not; then somebody alters the record."""
    kept = reported(sqlite_workplace)
    reported(sqlite_workplace)
    clock.pass_by(hours=1)
    answer(sqlite_workplace, kept.id, "mira", filling(), "On our way.")
    clock.pass_by(hours=4)
    duty(sqlite_workplace)
    page = (site / "commitments" / "first-reply" / "index.html").read_text("utf-8")
    assert "Kept 1 of 2 (50 %), less than we mean to do" in page
    for name in ("data.json", "data.csv"):
        assert verified(site / "scorecard" / name).exit_code == 0
    data = json.loads((site / "scorecard" / "data.json").read_text("utf-8"))
    (missed,) = (row for row in data["rows"] if row["outcome"] == "missed")
    missed["outcome"] = "kept"
    (site / "scorecard" / "data.json").write_text(json.dumps(data), "utf-8")
    result = verified(site / "scorecard" / "data.json")
    assert result.exit_code == 1
    assert f"row {missed['id']}: outcome is kept, expected missed" in result.output
    clock.pass_by(hours=1)
    duty(sqlite_workplace)
    assert verified(site / "scorecard" / "data.json").exit_code == 0


def test_what_the_duty_publishes_is_what_a_build_would_publish(
    sqlite_workplace: Workplace, clock: Clock, site: Path
) -> None:
    reported(sqlite_workplace)
    clock.pass_by(hours=5)
    duty(sqlite_workplace)
    rebuilt = contents(site)
    build(sqlite_workplace)
    assert contents(site) == rebuilt


def test_nothing_is_written_while_a_build_is_at_work(sqlite_workplace: Workplace, site: Path) -> None:
    settings = sqlite_workplace.settings
    with publishing_lock(settings), pytest.raises(PublicationUnderWay):
        duty(sqlite_workplace)
    assert not settings.published_file.exists()
    assert duty(sqlite_workplace)


def test_figures_that_cannot_be_read_are_written_anew(sqlite_workplace: Workplace, site: Path) -> None:
    file = sqlite_workplace.settings.published_file
    file.write_text('{"figures": ', "utf-8")
    assert duty(sqlite_workplace)
    assert read_published(file).as_at == sqlite_workplace.now()


def test_a_site_that_was_never_built_has_its_figures_all_the_same(sqlite_workplace: Workplace) -> None:
    assert duty(sqlite_workplace) == set()
    assert read_published(sqlite_workplace.settings.published_file).as_at == sqlite_workplace.now()


def test_of_two_processes_only_one_publishes(sqlite_workplace: Workplace, site: Path) -> None:
    reported(sqlite_workplace)
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(2), context.Queue()
    sqlite_workplace.store.close()

    def work() -> None:
        barrier.wait(30)
        try:
            results.put(len(duty(sqlite_workplace)))
        except PublicationUnderWay:
            results.put(0)

    processes = [context.Process(target=work) for _ in range(2)]
    for process in processes:
        process.start()
    counts = sorted(results.get(timeout=60) for _ in processes)
    for process in processes:
        process.join(30)
    assert counts[0] == 0
    assert counts[1] > 0


def test_the_public_ledger_is_written_as_soon_as_the_site_file_allows_it_and_the_scorecard_stays_as_it_is(
    sqlite_workplace: Workplace, clock: Clock, site: Path
) -> None:
    for _ in range(10):
        report = reported(sqlite_workplace)
        answer(sqlite_workplace, report.id, "mira", filling(), "On our way.")
    duty(sqlite_workplace)
    file = sqlite_workplace.settings.published_file
    assert read_published(file).ledger is None
    clock.pass_by(minutes=1)
    small = small_library()
    publish(sqlite_workplace, small.model_copy(update={"site": small.site.model_copy(update={"publish_ledger": True})}))
    duty(sqlite_workplace)
    ledger = read_published(file).ledger
    assert ledger is not None
    assert {slug: figures.reports for slug, figures in ledger.topics.items()} == {"no-water": 10}
    duty(sqlite_workplace)
    assert "ledger" not in json.loads((site / "scorecard" / "data.json").read_text("utf-8"))
    assert verified(site / "scorecard" / "data.json").exit_code == 0


def test_figures_of_a_clock_that_ran_ahead_are_written_again_once_it_is_right(
    sqlite_workplace: Workplace, clock: Clock, site: Path
) -> None:
    reported(sqlite_workplace)
    clock.pass_by(days=1)
    assert duty(sqlite_workplace)
    clock.pass_by(days=-1)
    assert "scorecard/data.json" in duty(sqlite_workplace)
    assert read_published(sqlite_workplace.settings.published_file).as_at == clock.now
    assert duty(sqlite_workplace) == set()
