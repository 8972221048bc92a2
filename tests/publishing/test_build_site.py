import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.errors import ContentError, PublicationUnderWay, PublishError
from portal.library.library import Library
from portal.library.release import Release, read_release
from portal.publishing.build_site import build_site
from portal.publishing.lock import publishing_lock
from portal.publishing.site_to_freeze import SiteToFreeze
from tests.publishing.small_site import AT, contents, loads, make_site, settings_in


def test_a_build_publishes_every_page_and_puts_its_release_in_force(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    publication = build_site(settings, loads({"about": "us"}), make_site, AT)
    assert sorted(contents(settings.build_dir)) == ["about/index.html", "index.html", "robots.txt"]
    assert publication.pages == 2
    assert read_release(settings.release_file).hash == publication.manifest.release_hash
    assert not (tmp_path / ".build.staging").exists()


def test_an_unchanged_page_keeps_its_file_untouched(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us", "news": "old"}), make_site, AT)
    before = {name: (settings.build_dir / name).stat() for name in contents(settings.build_dir)}
    publication = build_site(settings, loads({"about": "us", "news": "new"}), make_site, AT)
    assert publication.changed == ("news/index.html",)
    for name in ("about/index.html", "index.html", "robots.txt"):
        now = (settings.build_dir / name).stat()
        assert (now.st_ino, now.st_mtime_ns) == (before[name].st_ino, before[name].st_mtime_ns)


def test_a_page_that_is_gone_from_the_content_is_deleted_with_its_empty_folder(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us", "news": "old"}), make_site, AT)
    publication = build_site(settings, loads({"about": "us"}), make_site, AT)
    assert publication.deleted == ("news/index.html",)
    assert not (settings.build_dir / "news").exists()


def test_files_that_we_did_not_publish_are_left_and_named(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    (settings.build_dir / "about").mkdir(parents=True)
    (settings.build_dir / "CNAME").write_text("help.example.org")
    (settings.build_dir / "about" / "photo.jpg").write_bytes(b"photo")
    build_site(settings, loads({"about": "us"}), make_site, AT)
    publication = build_site(settings, loads({}), make_site, AT)
    assert publication.unknown == ("CNAME", "about/photo.jpg")
    assert (settings.build_dir / "about" / "photo.jpg").read_bytes() == b"photo"
    assert not (settings.build_dir / "about" / "index.html").exists()


def test_a_page_that_somebody_altered_or_removed_in_the_published_folder_is_put_right(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us"}), make_site, AT)
    expected = contents(settings.build_dir)
    (settings.build_dir / "index.html").write_bytes(b"x" * len(expected["index.html"]))
    (settings.build_dir / "about" / "index.html").unlink()
    publication = build_site(settings, loads({"about": "us"}), make_site, AT)
    assert contents(settings.build_dir) == expected
    assert publication.changed == ("about/index.html", "index.html")


def test_two_builds_of_the_same_content_and_instant_are_byte_identical(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        build_site(settings_in(tmp_path / name), loads({"about": "us"}), make_site, AT)
    one, two = (settings_in(tmp_path / name) for name in ("one", "two"))
    assert contents(one.build_dir) == contents(two.build_dir)
    assert contents(one.var_dir).keys() == contents(two.var_dir).keys()
    assert one.release_file.read_bytes() == two.release_file.read_bytes()


def test_a_build_of_the_same_content_leaves_the_release_file_as_it_is(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us"}), make_site, AT)
    before = settings.release_file.read_bytes(), settings.release_file.stat().st_mtime_ns
    build_site(settings, loads({"about": "us"}), make_site, AT + timedelta(hours=1))
    assert (settings.release_file.read_bytes(), settings.release_file.stat().st_mtime_ns) == before


def test_a_release_that_cannot_be_read_is_written_afresh(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us"}), make_site, AT)
    expected = settings.release_file.read_bytes()
    settings.release_file.write_text('{"hash": 1}')
    build_site(settings, loads({"about": "us"}), make_site, AT)
    assert settings.release_file.read_bytes() == expected


def failing_load() -> Library:
    raise ContentError(["content/site.yml:1:1: it is empty. Write something."])


def with_a_broken_page(release: Release, at: datetime) -> SiteToFreeze:
    site = make_site(release, at)
    site.app.add_url_rule("/broken/", "broken", lambda: 1 // 0)  # type: ignore[arg-type]
    return replace(site, addresses=(*site.addresses, "/broken/"))


def with_an_empty_page(release: Release, at: datetime) -> SiteToFreeze:
    site = make_site(release, at)
    site.app.add_url_rule("/empty/", "empty", lambda: " ")
    return replace(site, addresses=(*site.addresses, "/empty/"))


def test_a_build_that_fails_changes_nothing_that_is_live(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us"}), make_site, AT)
    before = contents(tmp_path)
    with pytest.raises(ContentError):
        build_site(settings, failing_load, make_site, AT)
    for broken in (with_a_broken_page, with_an_empty_page):
        with pytest.raises(PublishError):
            build_site(settings, loads({"about": "others"}), broken, AT)
        assert contents(tmp_path) == before


def test_what_stands_in_the_way_of_a_page_is_named_before_anything_changes(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us"}), make_site, AT)
    (settings.build_dir / "news").write_text("a file of ours")
    before = contents(tmp_path)
    with pytest.raises(PublishError, match=r"news stands where news/index\.html is to be published"):
        build_site(settings, loads({"about": "others", "news": "new"}), make_site, AT)
    assert contents(tmp_path) == before


def test_a_link_that_leads_out_of_the_published_folder_is_not_followed(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    settings.build_dir.mkdir()
    (settings.build_dir / "about").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PublishError, match="Remove the symbolic link"):
        build_site(settings, loads({"about": "us"}), make_site, AT)
    assert contents(tmp_path / "elsewhere") == {}


@pytest.mark.parametrize("out", [".", "..", "content", "content/public", "var", "templates/x"])
def test_the_site_is_never_published_over_its_own_sources(tmp_path: Path, out: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    with pytest.raises(PublishError, match="it holds other parts of it"):
        build_site(settings_in(site), loads({}), make_site, AT, out=site / out)


def test_another_folder_has_a_manifest_of_its_own(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us"}), make_site, AT)
    publication = build_site(settings, loads({"about": "us"}), make_site, AT, out=tmp_path / "other")
    assert contents(tmp_path / "other") == contents(settings.build_dir)
    assert publication.deleted == ()


def test_a_second_build_at_the_same_time_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    build_site(settings, loads({"about": "us"}), make_site, AT)
    with publishing_lock(settings):
        before = contents(tmp_path)
        with pytest.raises(PublicationUnderWay, match=f"another process .number {os.getpid()}"):
            build_site(settings, loads({"about": "others"}), make_site, AT)
        assert contents(tmp_path) == before
    build_site(settings, loads({"about": "others"}), make_site, AT)


def test_the_published_folder_holds_nothing_but_pages(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    publication = build_site(settings, loads({"about": "us"}), make_site, datetime(2027, 1, 1, tzinfo=UTC))
    assert contents(settings.build_dir).keys() == publication.manifest.files.keys()
    assert not any(b"mira@example.org" in content for content in contents(settings.build_dir).values())
