"""A sample year is the same for the same seed, labelled, told to nobody, and kept by the real rules."""

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.acts.in_force import InForce
from portal.acts.recompute import recompute
from portal.acts.workplace import Workplace
from portal.errors import StoreError
from portal.library.library import Library
from portal.library.loader import checked_library
from portal.library.release import release_of, write_release
from portal.reports.timeline import Kind
from portal.settings import Settings
from portal.store import clocks, contacts, reports, timeline
from portal.store.engine import open_store
from portal.store.tables import commitment_versions, notices, publications
from portal.upkeep.demo.year import LABEL, fill
from tests.rules.sources import ROOT
from tests.workplaces import BUILT_AT, SECRET, Clock, reported, rows, small_library, workplace_on

UNTIL = datetime(2026, 11, 20, 15, tzinfo=UTC)


@lru_cache(maxsize=1)
def sample_library() -> Library:
    return checked_library(ROOT, UNTIL.date())


def workplace_in(folder: Path, migrated: Path, library: Library) -> Workplace:
    site = Settings(site_dir=folder)
    site.var_dir.mkdir(parents=True)
    shutil.copy(migrated, site.var_dir / "portal.db")
    write_release(release_of(library, BUILT_AT), site.release_file)
    store = open_store(site)
    return Workplace(store, site, SECRET, InForce(store, site), now=lambda: UNTIL)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Workplace:
    """The sample organisation, a year of 100 reports behind it."""
    workplace = workplace_in(tmp_path_factory.mktemp("year") / "site", migrated_sqlite, sample_library())
    for _ in fill(workplace, seed=7, count=100, until=UNTIL):
        pass
    return workplace


def test_every_report_is_labelled_and_reaches_nobody_real(year: Workplace) -> None:
    with year.store.reading() as conn:
        everything = reports.reports_after(conn, 0, 1_000)
        assert len(everything) == 100
        for report in everything:
            first = timeline.entries(conn, report.id)[0]
            assert first.kind is Kind.RECEIVED
            assert first.texts["what_happened"].startswith(LABEL)
            contact = contacts.contact_of(conn, report.id)
            assert contact is not None
            assert contact.address == "" or contact.address.endswith("@example.org")


def test_nobody_is_told_of_anything(year: Workplace) -> None:
    with year.store.reading() as conn:
        assert conn.execute(select(notices)).all() == []


def test_recompute_finds_no_difference(year: Workplace) -> None:
    found = list(recompute(year))
    assert sum(batch.clocks for batch in found) > 200
    assert [difference for batch in found for difference in batch.differences] == []


def test_the_whole_year_is_covered_and_nothing_lies_outside_it(year: Workplace) -> None:
    with year.store.reading() as conn:
        everything = reports.reports_after(conn, 0, 1_000)
        entries = [
            e for told in timeline.entries_without_texts(conn, [r.id for r in everything]).values() for e in told
        ]
    assert len({report.received_at.month for report in everything}) == 12
    assert min(entry.at for entry in entries) > UNTIL - timedelta(days=365)
    assert max(entry.at for entry in entries) <= UNTIL


def test_much_of_what_can_happen_happens(year: Workplace) -> None:
    with year.store.reading() as conn:
        everything = reports.reports_after(conn, 0, 1_000)
        entries = timeline.entries_without_texts(conn, [report.id for report in everything])
    kinds = Counter(entry.kind for told in entries.values() for entry in told)
    wanted = {Kind.ANSWERED, Kind.EFFORT, Kind.CUSTOMER_WROTE, Kind.RESOLVED, Kind.WATCHED, Kind.MISSED}
    assert wanted | {Kind.REMEDY_GIVEN, Kind.WAITING, Kind.HANDED_OVER, Kind.REOPENED, Kind.WITHDRAWN} <= kinds.keys()
    open_reports = [report for report in everything if report.status.is_open]
    assert 8 <= len(open_reports) <= 20
    assert len({tuple(entry.kind for entry in entries[report.id]) for report in open_reports}) >= 4


def test_reports_are_bound_to_what_was_promised_on_their_day(year: Workplace) -> None:
    promised = year.library.public.commitments
    with year.store.reading() as conn:
        for report in reports.reports_after(conn, 0, 1_000):
            day = year.local_day(report.received_at)
            bound = {clock.commitment for clock in clocks.clocks_of(conn, report.id)}
            assert bound == {page.slug for page in year.library.commitments_for(report.topic, report.severity, day)}
            assert all(promised[slug].effective_from <= day for slug in bound)


def test_the_release_counts_as_in_force_since_the_year_began(year: Workplace) -> None:
    began = UNTIL - timedelta(days=365)
    with year.store.reading() as conn:
        assert conn.execute(select(publications.c.built_at, publications.c.recorded_at)).all() == [(BUILT_AT, began)]
        assert set(conn.scalars(select(commitment_versions.c.first_in_force_at))) == {began}


@pytest.mark.parametrize("library", [small_library, sample_library])
def test_the_same_seed_gives_the_same_year_whatever_the_content(
    tmp_path: Path, migrated_sqlite: Path, library: Callable[[], Library]
) -> None:
    years = []
    for number, seed in enumerate((3, 3, 4)):
        workplace = workplace_in(tmp_path / str(number), migrated_sqlite, library())
        for _ in fill(workplace, seed=seed, count=16, until=UNTIL):
            pass
        years.append(rows(workplace.store))
        workplace.store.close()
    assert years[0] == years[1]
    assert years[0] != years[2]


def test_a_database_with_reports_is_refused_unchanged(sqlite_settings: Settings) -> None:
    store = open_store(sqlite_settings)
    workplace = workplace_on(store, sqlite_settings, Clock())
    reported(workplace)
    before = rows(store)
    with pytest.raises(StoreError, match="holds reports"):
        next(fill(workplace, seed=1, count=5, until=UNTIL))
    assert rows(store) == before
    store.close()
