"""What was kept long enough goes, with every figure left as it was; nothing goes that the settings do not name."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest

from portal.acts.close import resolve
from portal.acts.erase import erase
from portal.acts.retention import due_to_go, let_go
from portal.acts.scorecard import current_scorecard
from portal.acts.take_mail import take_mail
from portal.acts.take_mail_from_tray import settle
from portal.acts.uploads import path_of
from portal.acts.workplace import Workplace
from portal.errors import SettingsError
from portal.reports.report import Attachment
from portal.reports.timeline import SYSTEM, AuthorKind, Kind
from portal.settings import load_settings
from portal.site_folder import SiteFolder
from tests.acts.mails_in import in_tray, mail_to, taking_replies
from tests.workplaces import Clock, filling, now_of, reported, rows, story


def keeping(workplace: Workplace, **days: int) -> Workplace:
    return replace(workplace, settings=workplace.settings.model_copy(update=days))


def test_words_of_a_closed_report_go_when_their_time_is_over_and_the_figures_stay(
    workplace: Workplace, clock: Clock
) -> None:
    closed, still_open = reported(workplace), reported(workplace)
    clock.pass_by(hours=1)
    resolve(workplace, closed.id, "mira", filling(), "It runs again.")
    keeps = keeping(workplace, keep_closed_days=30)
    clock.pass_by(days=30)
    assert due_to_go(keeps).reports == 0
    assert let_go(keeps) == (0, 0)
    clock.pass_by(seconds=1)
    assert due_to_go(keeps).reports == 1
    before = current_scorecard(workplace)
    assert let_go(keeps) == (1, 0)
    assert let_go(keeps) == (0, 0)
    assert all(entry.texts == {} for entry in story(workplace, closed))
    last = story(workplace, closed)[-1]
    assert (last.kind, last.author.kind) == (Kind.ERASED, AuthorKind.SYSTEM)
    assert [contact.address for contact in rows(workplace.store)["contacts"]] == ["", "ada@example.org"]
    assert story(workplace, still_open)[0].texts["what_happened"] == "The tap is dry."
    assert current_scorecard(workplace) == before


def test_a_report_that_cannot_be_emptied_keeps_no_other_back(sqlite_workplace: Workplace, clock: Clock) -> None:
    """One of its files is a folder, which no file can be deleted as."""
    file = Attachment("a" * 32, "tap.png", "image/png", 3)
    first, second = reported(sqlite_workplace, attachments=(file,)), reported(sqlite_workplace)
    for report in (first, second):
        resolve(sqlite_workplace, report.id, "mira", filling(), "It runs again.")
    path_of(sqlite_workplace.settings, file).mkdir(parents=True)
    clock.pass_by(days=31)
    assert let_go(keeping(sqlite_workplace, keep_closed_days=30)) == (1, 0)
    assert all(entry.texts == {} for report in (first, second) for entry in story(sqlite_workplace, report))


def test_what_is_open_again_by_the_time_it_has_its_turn_keeps_its_words(workplace: Workplace) -> None:
    report = reported(workplace)
    erase(workplace, report.id, by=SYSTEM)
    assert now_of(workplace, report).status.is_open
    assert story(workplace, report)[0].texts["what_happened"] == "The tap is dry."


def test_by_default_nothing_goes_however_old_it_is(sqlite_workplace: Workplace, clock: Clock) -> None:
    report = reported(sqlite_workplace)
    resolve(sqlite_workplace, report.id, "mira", filling(), "It runs again.")
    clock.pass_by(days=10_000)
    due = due_to_go(sqlite_workplace)
    assert (due.reports_before, due.originals_before) == (None, None)
    before = rows(sqlite_workplace.store)
    assert let_go(sqlite_workplace) == (0, 0)
    assert rows(sqlite_workplace.store) == before


def test_originals_of_mails_go_once_they_were_placed_and_are_old(sqlite_workplace: Workplace, clock: Clock) -> None:
    keeps = keeping(sqlite_workplace, keep_originals_days=7)
    folder = keeps.settings.inbound_dir
    (folder / "kept").mkdir(parents=True)
    for name, age in (("kept/old.eml", 8), ("kept/new.eml", 6), ("waits.eml", 8)):
        (folder / name).write_bytes(b"Subject: dry")
        at_s = (clock.now - timedelta(days=age)).timestamp()
        os.utime(folder / name, (at_s, at_s))
    assert due_to_go(keeps).originals == 1
    assert let_go(keeps) == (0, 1)
    assert sorted(file.name for file in folder.rglob("*.eml")) == ["new.eml", "waits.eml"]


def test_the_original_of_a_mail_that_waits_in_the_tray_stays_until_somebody_has_taken_it_out(
    workplace: Workplace, clock: Clock
) -> None:
    """It lies among those that were placed, and the tray shows only how it begins."""
    keeps = keeping(taking_replies(workplace), keep_originals_days=7)
    mail = mail_to(keeps)
    take_mail(keeps, mail)
    [waits] = in_tray(keeps)
    folder = keeps.settings.inbound_dir / "kept"
    folder.mkdir(parents=True)
    (folder / waits.file).write_bytes(b"Subject: dry")
    os.utime(folder / waits.file, (clock.now.timestamp(), clock.now.timestamp()))
    clock.pass_by(days=8)
    assert due_to_go(keeps).originals == 0
    assert let_go(keeps) == (0, 0)
    settle(keeps, waits.id, "Rung up.", "mira")
    assert let_go(keeps) == (0, 1)


@pytest.mark.parametrize("days", ["1", "29", "-1"])
def test_a_report_that_was_just_closed_is_never_emptied(sqlite_workplace: Workplace, days: str) -> None:
    site: SiteFolder = sqlite_workplace.settings
    with pytest.raises(SettingsError, match="0, or 30 days or more"):
        load_settings(site.site_dir, {"PORTAL_KEEP_CLOSED_DAYS": days})
