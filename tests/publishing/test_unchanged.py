"""A build with nothing to do is over at once, and never when something was touched."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.publishing.build_site import build_site
from portal.publishing.outlet import outlet_of
from portal.publishing.unchanged import LastBuild, inputs, unchanged
from portal.settings import Settings
from tests.publishing.small_site import AT, loads, make_site, settings_in

LATER = AT + timedelta(minutes=5)
TOLD = "port = 8000"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = settings_in(tmp_path)
    page = settings.content_dir / "public" / "about.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("us", "utf-8")
    long_ago = time.time() - 60.25
    for folder, _, names in os.walk(tmp_path):
        for name in names:
            os.utime(Path(folder) / name, (long_ago, long_ago))
    build_site(settings, loads({"about": "us"}), make_site, AT, read=_read(settings))
    return settings


def _last(settings: Settings, at: datetime = LATER, told: str = TOLD) -> LastBuild | None:
    return unchanged(settings, outlet_of(settings), at, _read(settings, told))


def _read(settings: Settings, told: str = TOLD) -> str | None:
    return inputs(settings, told, time.time_ns())


def test_the_last_build_stands_while_nothing_was_touched(settings: Settings) -> None:
    last = _last(settings)
    assert last is not None
    assert (last.at, last.pages, last.unknown) == (AT, 2, ())


def _edit(settings: Settings) -> None:
    (settings.content_dir / "public" / "about.md").write_text("we", "utf-8")


def _touch(settings: Settings) -> None:
    file = settings.content_dir / "public" / "about.md"
    found = file.stat()
    file.write_text("we", "utf-8")
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))


def _add(settings: Settings) -> None:
    (settings.content_dir / "public" / "new.md").write_text("", "utf-8")


def _alter_live(settings: Settings) -> None:
    (settings.build_dir / "index.html").write_text("altered", "utf-8")


def _remove_live(settings: Settings) -> None:
    (settings.build_dir / "about" / "index.html").unlink()


def _alter_live_unseen(settings: Settings) -> None:
    file = settings.build_dir / "index.html"
    found = file.stat()
    file.write_bytes(b"x" * found.st_size)
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))


def _lay_beside(settings: Settings) -> None:
    (settings.build_dir / "about" / "mine.txt").write_text("mine", "utf-8")


def _lay_a_folder_beside(settings: Settings) -> None:
    (settings.build_dir / "about" / "mine").mkdir()


def _replace_a_folder(settings: Settings) -> None:
    (settings.build_dir / "about").rename(settings.site_dir / "aside")
    (settings.build_dir / "about").symlink_to(settings.site_dir / "aside")


def _figures(settings: Settings) -> None:
    settings.published_file.write_text("{}", "utf-8")


def _release(settings: Settings) -> None:
    settings.release_file.unlink()


def _template(settings: Settings) -> None:
    (settings.site_dir / "templates").mkdir(exist_ok=True)
    (settings.site_dir / "templates" / "base.html").write_text("ours", "utf-8")


@pytest.mark.parametrize(
    "change",
    [
        *(_edit, _touch, _add, _alter_live, _alter_live_unseen, _remove_live, _lay_beside, _lay_a_folder_beside),
        *(_replace_a_folder, _figures, _release, _template),
    ],
    ids=lambda f: f.__name__,
)
def test_whatever_is_touched_calls_for_a_build(settings: Settings, change: Callable[[Settings], None]) -> None:
    change(settings)
    assert _last(settings) is None


def test_another_day_calls_for_a_build_since_what_is_wrong_may_depend_on_it(settings: Settings) -> None:
    assert _last(settings, AT + timedelta(days=1)) is None


def test_an_earlier_instant_calls_for_a_build(settings: Settings) -> None:
    assert _last(settings, AT - timedelta(seconds=1)) is None


def test_another_setting_calls_for_a_build(settings: Settings) -> None:
    assert _last(settings, told="port = 8123") is None


def test_where_it_is_not_known_what_was_read_there_is_a_build(settings: Settings) -> None:
    build_site(settings, loads({"about": "us"}), make_site, AT)
    assert unchanged(settings, outlet_of(settings), LATER, None) is None
    assert _last(settings) is None


def test_a_record_of_another_version_calls_for_a_build(settings: Settings) -> None:
    record = outlet_of(settings).records / "last_build.json"
    record.write_text(record.read_text("utf-8").replace('"folders"', '"others"'), "utf-8")
    assert _last(settings) is None


def test_a_record_with_names_that_no_file_can_have_calls_for_a_build(settings: Settings) -> None:
    record = next(settings.var_dir.rglob("last_build.json"))
    told = json.loads(record.read_text("utf-8"))
    record.write_text(json.dumps(told | {"files": told["files"] + "//a\0b"}), "utf-8")
    assert _last(settings) is None


def test_a_file_written_this_very_moment_is_not_relied_on(settings: Settings) -> None:
    _edit(settings)
    assert inputs(settings, TOLD, time.time_ns()) is None
    assert inputs(settings, TOLD, time.time_ns() + 3_000_000_000) is not None


def test_a_link_in_the_content_is_not_relied_on(settings: Settings) -> None:
    (settings.content_dir / "elsewhere").symlink_to(settings.build_dir)
    assert inputs(settings, TOLD, time.time_ns() + 3_000_000_000) is None


def test_the_instant_at_which_a_page_changes_by_itself_calls_for_a_build(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    soon = datetime(2026, 11, 22, 23, tzinfo=UTC)
    make = lambda release, at: replace(make_site(release, at), next_change_at=lambda address: soon)  # noqa: E731
    build_site(settings, loads({"about": "us"}), make, AT, read=_read(settings))
    assert _last(settings, soon - timedelta(seconds=1)) is not None
    assert _last(settings, soon) is None
