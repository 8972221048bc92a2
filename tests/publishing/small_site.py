"""A site of a few pages, for tests of publishing: a library with the pages named, and an app that shows them."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from flask import Flask, abort

from portal.library.library import Desk, Library, PublicPages
from portal.library.pages import Body, FreePage
from portal.library.release import Release
from portal.library.site_file import FallbackContact, Severity, SiteFile
from portal.library.team_file import PersonLine, TeamFile, TeamLine
from portal.publishing.site_to_freeze import SiteToFreeze
from portal.settings import Settings

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def settings_in(folder: Path) -> Settings:
    return Settings(site_dir=folder)


def library_of(texts: Mapping[str, str], publish_on: Mapping[str, date] | None = None) -> Library:
    """A library with a free page for each slug in `texts`."""
    days = publish_on or {}
    pages = {
        slug: FreePage(title=slug, slug=slug, path=f"/{slug}/", body=Body(html=text), publish_on=days.get(slug))
        for slug, text in sorted(texts.items())
    }
    return Library(
        site=SiteFile(
            organisation="Ours",
            base_url="https://help.example.org",
            time_zone="UTC",
            severities=(Severity(key="minor", label="A little"),),
            fallback_contact=FallbackContact(phone="0123"),
        ),
        public=PublicPages(free=pages),
        desk=Desk(
            team=TeamFile(
                teams={"desk": TeamLine(name="the desk")},
                responders={"mira": PersonLine(name="Mira", mail="mira@example.org", teams=("desk",))},
            )
        ),
    )


def loads(texts: Mapping[str, str], publish_on: Mapping[str, date] | None = None) -> Callable[[], Library]:
    return lambda: library_of(texts, publish_on)


def make_site(release: Release, at: datetime) -> SiteToFreeze:
    """A home page that lists the pages live at `at`, a page each, and robots.txt."""
    app = Flask(__name__, static_folder=None)
    live = release.library.public.live_on(at.date()).free

    @app.get("/")
    def home() -> str:
        return f"<!doctype html><title>Home</title>{' '.join(live)}"

    @app.get("/<slug>/")
    def page(slug: str) -> str:
        if slug not in live:
            abort(404)
        return f"<!doctype html><title>{slug}</title>{live[slug].body.html}"

    @app.get("/robots.txt")
    def robots() -> tuple[str, dict[str, str]]:
        return "User-agent: *\n", {"Content-Type": "text/plain"}

    def next_change_at(address: str) -> datetime | None:
        waiting = [
            datetime(day.year, day.month, day.day, tzinfo=UTC)
            for day in (page.publish_on for page in release.library.public.free.values())
            if day is not None and day > at.date()
        ]
        return min(waiting, default=None) if address == "/" else None

    return SiteToFreeze(app, ("/", *(f"/{slug}/" for slug in live), "/robots.txt"), next_change_at)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by its path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }
