from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from portal.errors import PublicationUnderWay
from portal.library.library import Asset
from portal.library.release import Release
from portal.publishing.build_site import build_site
from portal.publishing.lock import publishing_lock
from portal.publishing.manifest import PublishedFile, read_manifest
from portal.publishing.outlet import outlet_of
from portal.publishing.rebuild import rebuild_due, rebuild_with
from portal.publishing.site_to_freeze import SiteToFreeze
from portal.publishing.unshown import Data
from portal.settings import Settings
from tests.publishing.small_site import AT, contents, library_of, loads, make_site, settings_in

TOMORROW = {"offer": date(2026, 11, 23)}
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)


def reviewed_site(release: Release, at: datetime) -> SiteToFreeze:
    """The home page says the day; every address but it stays as it is."""
    site = make_site(release, at)
    site.app.view_functions["home"] = lambda: f"<!doctype html>{at:%d %B}"
    return replace(site, next_change_at=lambda address: AT + timedelta(days=1) if address == "/" else None)


def test_nothing_is_published_before_something_is_due(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    assert rebuild_due(settings, make_site, AT) == ()
    build_site(settings, loads({"about": "us", "offer": "new"}, TOMORROW), make_site, AT)
    before = contents(tmp_path)
    assert rebuild_due(settings, make_site, MIDNIGHT - timedelta(microseconds=1)) == ()
    assert contents(tmp_path) == before


def test_a_page_appears_on_its_day_without_anybody_building(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us", "offer": "new"}, TOMORROW), make_site, AT)
    assert not (settings.build_dir / "offer").exists()
    (publication,) = rebuild_due(settings, make_site, MIDNIGHT)
    assert publication.changed == ("index.html", "offer/index.html")
    assert rebuild_due(settings, make_site, MIDNIGHT + timedelta(days=9)) == ()


def test_what_is_rebuilt_is_what_a_whole_build_would_have_made(tmp_path: Path) -> None:
    for name in ("rebuilt", "built"):
        (tmp_path / name).mkdir()
        settings = settings_in(tmp_path / name)
        build_site(settings, loads({"about": "us", "offer": "new"}, TOMORROW), make_site, AT)
        if name == "rebuilt":
            rebuild_due(settings, make_site, MIDNIGHT)
        else:
            build_site(settings, loads({"about": "us", "offer": "new"}, TOMORROW), make_site, MIDNIGHT)
    rebuilt, built = settings_in(tmp_path / "rebuilt"), settings_in(tmp_path / "built")
    assert contents(rebuilt.build_dir) == contents(built.build_dir)
    assert rebuilt.release_file.read_bytes() == built.release_file.read_bytes()
    assert _pages_of(rebuilt) == _pages_of(built)


def _pages_of(settings: Settings) -> dict[str, PublishedFile]:
    """The manifest, but for when each file was written."""
    manifest = read_manifest(outlet_of(settings).manifest_file)
    assert manifest is not None
    return {name: replace(file, modified_ns=0) for name, file in manifest.files.items()}


def test_only_the_pages_due_are_frozen_again(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us"}), reviewed_site, AT)

    def only_home(release: Release, at: datetime) -> SiteToFreeze:
        site = reviewed_site(release, at)
        site.app.view_functions["page"] = lambda slug: str(1 // 0)
        return site

    (publication,) = rebuild_due(settings, only_home, AT + timedelta(days=1))
    assert publication.changed == ("index.html",)
    assert publication.deleted == ()
    assert b"us" in (settings.build_dir / "about" / "index.html").read_bytes()


def test_pictures_of_the_content_stay_when_pages_come_and_go(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    (settings.content_dir / "public").mkdir(parents=True)
    (settings.content_dir / "public" / "line-box.png").write_bytes(b"\x89PNG")
    picture = {"/line-box.png": Asset(source="content/public/line-box.png", sha256="0" * 64)}
    library = library_of({"offer": "new"}, TOMORROW).model_copy(update={"assets": picture})
    build_site(settings, lambda: library, make_site, AT)
    (settings.content_dir / "public" / "line-box.png").unlink()
    rebuild_due(settings, make_site, MIDNIGHT)
    assert (settings.build_dir / "line-box.png").read_bytes() == b"\x89PNG"
    build_site(settings, loads({"offer": "new"}, TOMORROW), make_site, MIDNIGHT)
    assert not (settings.build_dir / "line-box.png").exists()


def test_every_folder_that_holds_the_release_in_force_is_rebuilt(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"offer": "older"}, TOMORROW), make_site, AT, out=tmp_path / "stale")
    build_site(settings, loads({"offer": "new"}, TOMORROW), make_site, AT)
    build_site(settings, loads({"offer": "new"}, TOMORROW), make_site, AT, out=tmp_path / "other")
    folders = [publication.folder.name for publication in rebuild_due(settings, make_site, MIDNIGHT)]
    assert sorted(folders) == ["build", "other"]


def test_a_folder_of_an_older_release_is_not_looked_at_again_and_again(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us", "offer": "new"}, TOMORROW), make_site, AT, tmp_path / "old")
    build_site(settings, loads({"about": "us again"}), make_site, AT)
    with publishing_lock(settings):
        assert rebuild_due(settings, make_site, MIDNIGHT + timedelta(days=9)) == ()


def test_a_rebuild_waits_for_a_build_that_is_under_way(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"offer": "new"}, TOMORROW), make_site, AT)
    with publishing_lock(settings), pytest.raises(PublicationUnderWay):
        rebuild_due(settings, make_site, MIDNIGHT)


@pytest.mark.parametrize("data", ["figures", "causes", "history"])
def test_what_was_written_before_a_crash_is_shown_in_the_next_round(tmp_path: Path, data: Data) -> None:
    settings = settings_in(tmp_path)
    figure = tmp_path / "figure"
    figure.write_text("old")

    def showing(release: Release, at: datetime) -> SiteToFreeze:
        site = make_site(release, at)
        site.app.view_functions["home"] = lambda: f"<!doctype html>{figure.read_text()}"
        return replace(
            site, figure_addresses=("/",), cause_addresses=("/",), signature=lambda address: figure.read_text()
        )

    def crashing(release: Release, at: datetime) -> SiteToFreeze:
        raise KeyboardInterrupt

    build_site(settings, loads({"about": "us"}), showing, AT)
    with pytest.raises(KeyboardInterrupt):
        rebuild_with(settings, crashing, AT, data, lambda: bool(figure.write_text("new")))
    (publication,) = rebuild_due(settings, showing, AT)
    assert publication.changed == ("index.html",)
    assert "new" in (settings.build_dir / "index.html").read_text()
    assert rebuild_due(settings, showing, AT) == ()


def test_data_that_has_not_changed_publishes_nothing(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us"}), make_site, AT)
    assert rebuild_with(settings, make_site, AT, "figures", lambda: False) == ()
    assert rebuild_due(settings, make_site, AT) == ()
