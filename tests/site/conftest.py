"""A small organisation made by hand: each kind of page, a promise with a record, and canaries in the desk."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import paths
from portal.library.commitment_versions import commitment_version
from portal.library.library import Desk, Library, PublicPages
from portal.library.pages import (
    Body,
    Commitment,
    Effects,
    FreePage,
    Guide,
    Heading,
    Limitation,
    Page,
    Policy,
    Script,
    Topic,
)
from portal.library.published import Published
from portal.library.release import release_of
from portal.library.site_file import SiteFile
from portal.library.team_file import TeamFile
from portal.promises.calendars import parse_calendar
from portal.promises.clock_events import ClockEvent, EventKind
from portal.promises.clock_rows import ClockRow, row_of_state
from portal.promises.clocks import clock_state
from portal.promises.commitments import CommitmentVersion
from portal.promises.published_scorecard import InForce, scorecard_of
from portal.promises.targets import parse_target
from portal.settings import Settings
from portal.site.addresses import addresses
from portal.site.public_site import PublicSite, public_site
from portal.site.static_files import StaticFiles
from portal.site_app import create_site

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
RECORD_AS_AT = datetime(2026, 11, 1, 0, 5, tzinfo=UTC)
CANARY = "canary-7f3a"


def site_file(**changes: object) -> SiteFile:
    week = {day: [["08:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    return SiteFile.model_validate(
        {
            "organisation": "Fenland Water",
            "tagline": "Water for nine parishes",
            "base_url": "https://www.fenland.example",
            "time_zone": "Europe/London",
            "calendars": {"office": {"hours": week, "holidays": ["*-12-25"]}},
            "severities": [
                {"key": "annoying", "label": "It annoys me", "hint": "I can get by."},
                {"key": "urgent", "label": "I have no water"},
            ],
            "fallback_contact": {
                "phone": "01632 960 100",
                "mail": "help@fenland.example",
                "hours": "every day, 7:00 to 22:00",
            },
            "theme": {"accent": "#0b4f4a", "accent_dark": "#86cfc0"},
        }
        | changes
    )


def _placed(page: Page, slug: str) -> Page:
    source = f"content/public/{page.kind}/{slug}.md" if page.kind else f"content/public/{slug}.md"
    return page.model_copy(update={"slug": slug, "path": paths.page(page.kind, slug), "source": source})


_EFFECTS = Effects(customer=("You wait less.",), us=("We pay for a van at night.",), team=("Somebody is on call.",))
_LATER = date(2027, 6, 30)
_BODY = Body(
    html='<p>Because we looked at it.</p><h2 id="why">Why four</h2><table><thead><tr><th>share</th></tr></thead>'
    "<tbody><tr><td>44 %</td></tr></tbody></table>",
    headings=(Heading(level=2, anchor="why", text="Why four"),),
)


def public_pages() -> PublicPages:
    topics = {
        "no-water": Topic.model_validate(
            {
                "title": "No water",
                "says": "No water comes out of my tap",
                "summary": "We find the reason and mend it.",
                "owner": "mains-crew",
                "review_by": _LATER,
                "stance": "all-costs",
                "team": "mains-crew",
                "costs": _EFFECTS,
                "benefits": _EFFECTS,
                "prevent": "We renew three miles of pipe each year.",
                "reopen_within": "14 days",
                "aliases": "/leak.html",
            }
        ),
        "other": Topic.model_validate(
            {
                "title": "Something else",
                "says": "It is something else",
                "summary": "Tell us anyway.",
                "owner": "office",
                "review_by": _LATER,
                "stance": "triage",
                "team": "office",
                "costs": _EFFECTS,
                "benefits": _EFFECTS,
                "prevent": "We ask what we missed.",
                "reopen_within": "14 days",
                "catch_all": True,
            }
        ),
    }
    commitments = {
        "first-reply": Commitment.model_validate(
            {
                "title": "A person answers you within four working hours",
                "summary": "Somebody reads it and writes back.",
                "owner": "office",
                "review_by": _LATER,
                "indicator": "first_response",
                "target": "4 working hours",
                "objective": "95 %",
                "calendar": "office",
                "remedy": "£5 off your next bill.",
                "effective_from": date(2026, 3, 1),
                "aliases": ("/promise/", "/charter"),
                "body": _BODY,
            }
        ),
        "put-right": Commitment.model_validate(
            {
                "title": "Your water is back within two days",
                "summary": "If it is our pipe.",
                "owner": "mains-crew",
                "review_by": date(2026, 1, 31),
                "indicator": "resolution",
                "target": "2 days",
                "remedy": "£30.",
                "applies_to": {"topics": "no-water", "severities": "urgent"},
                "effective_from": date(2027, 1, 1),
            }
        ),
        "lead-answers": Commitment.model_validate(
            {
                "title": "A lead answers within an hour",
                "summary": "When one of us is stuck.",
                "owner": "office",
                "review_by": _LATER,
                "indicator": "lead_answer",
                "target": "1 working hour",
                "calendar": "office",
                "remedy": "The team decides alone.",
                "effective_from": date(2026, 3, 1),
                "audience": "team",
            }
        ),
    }
    limitation = Limitation.model_validate(
        {
            "title": "We don't soften the water",
            "summary": "The water here is hard and stays so.",
            "owner": "office",
            "review_by": _LATER,
            "costs": _EFFECTS,
            "benefits": _EFFECTS,
            "prevent": "Nothing prevents chalk.",
            "since": date(2024, 5, 1),
            "symptoms": "limescale",
            "workaround": "A filter jug.",
            "instead": "We lend a softener.",
            "topics": "other",
            "body": Body(html="<p>Because of chalk.</p>"),
        }
    )
    policies = {
        "meters": Policy(title="Meters", summary="How we read them."),
        "money/refunds": Policy(title="Refunds", summary="When money goes back.", body=Body(html="<p>At once.</p>")),
        "hidden": Policy(title=f"Draft {CANARY}", summary="Not yet.", draft=True),
        "next-year": Policy(title="Next year's tariff", summary="Not yet.", publish_on=date(2027, 1, 1)),
    }
    free = {
        "index": FreePage(
            title="Fenland Water",
            summary="Tell us, and see who answers.",
            body=Body(html="<p>We are nine parishes.</p>"),
        ),
        "about": FreePage(title="About us", lang="en-GB", body=Body(html="<p>Founded in 1931.</p>")),
    }
    return PublicPages.model_validate(
        {
            "topics": {slug: _placed(page, slug) for slug, page in topics.items()},
            "commitments": {slug: _placed(page, slug) for slug, page in commitments.items()},
            "limitations": {"hard-water": _placed(limitation, "hard-water")},
            "policies": {slug: _placed(page, slug) for slug, page in policies.items()},
            "free": {slug: _placed(page, slug) for slug, page in free.items()},
        }
    )


def library(public: PublicPages | None = None, **site_changes: object) -> Library:
    person = {"name": f"Ada {CANARY}", "mail": f"{CANARY}@fenland.example", "teams": "office"}
    team = {"teams": {"office": {"name": f"the office {CANARY}"}}, "responders": {"ada": person}}
    desk = Desk(
        team=TeamFile.model_validate(team),
        scripts={"sorry": Script(title=f"Sorry {CANARY}", summary=CANARY, body=Body(html=CANARY))},
        guides={"calm": Guide(title=f"Calm {CANARY}", summary=CANARY)},
    )
    site = site_file(**site_changes)
    calendars = {
        name: parse_calendar(data, time_zone=site.time_zone).to_data() for name, data in site.calendars.items()
    }
    return Library(site=site, public=public or public_pages(), desk=desk, calendars=calendars)


def figures() -> Published:
    """Ten months of one promise, which was changed once: kept, nearly, missed, and a month with nothing to count."""
    months = [(20, 20), (19, 20), (93, 100), (10, 20), (0, 0), (20, 20), (20, 20), (20, 20), (20, 20), (20, 20)]
    now, before = first_reply_versions()
    rows = [
        row
        for number, (kept, counted) in enumerate(months, start=1)
        for row in month_of_rows(now if number > 2 else before, f"2026-{number:02}", kept, counted)
    ]
    in_force = (
        InForce(now.slug, before.hash, date(2024, 1, 1), date(2026, 2, 28)),
        InForce(now.slug, now.hash, date(2026, 3, 1), None),
    )
    return Published(scorecard_of(rows, (now, before), in_force, RECORD_AS_AT, "Europe/London"))


def first_reply_versions() -> tuple[CommitmentVersion, CommitmentVersion]:
    """The promise as its page has it, and as it once stood there."""
    now = commitment_version(library(), "first-reply")
    before = replace(now, title="A person answers within two days", target=parse_target("5 working hours"))
    return now, replace(before, text='<p>It was <a href="/gone/">slower</a>.</p><h2 id="why">Why</h2>')


def month_of_rows(version: CommitmentVersion, month: str, kept: int, counted: int) -> Iterator[ClockRow]:
    """Reports of the first working days of a month; the kept are answered within hours, the others after three days."""
    days = [date.fromisoformat(f"{month}-{day:02}") for day in range(2, 16)]
    working = [day for day in days if day.weekday() < 5]
    for number in range(counted):
        received = datetime.combine(working[number % 5], time(9, number % 60), UTC)
        answered = received + (timedelta(minutes=20 + number) if number < kept else timedelta(days=3))
        events = [ClockEvent(received, EventKind.RECEIVED), ClockEvent(answered, EventKind.ANSWERED)]
        state = clock_state(version, events, RECORD_AS_AT)
        yield row_of_state(f"c{month}-{number}", version, state, events)


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Flask]:
    """create_site for another library, instant or figures."""

    def make(of: Library | None = None, at: datetime = AT, published: Published | None = None) -> Flask:
        return create_site(release_of(of or library(), at), published or Published(), at, Settings(site_dir=tmp_path))

    return make


def addresses_of(published: Published | None = None) -> tuple[str, ...]:
    """Every address of the small organisation's site."""
    return addresses(public_site(release_of(library(), AT), published or Published(), AT).live(), static_files())


def static_files() -> StaticFiles:
    return StaticFiles(Settings().static_dirs, site_file().theme)


@pytest.fixture
def files() -> StaticFiles:
    return static_files()


@pytest.fixture
def everything() -> PublicSite:
    """All public pages, live or not yet."""
    return public_site(release_of(library(), AT), Published(), AT)


@pytest.fixture
def view(everything: PublicSite) -> PublicSite:
    return everything.live()


@pytest.fixture
def client(make_site: Callable[..., Flask]) -> FlaskClient:
    return make_site().test_client()
