"""The database, what is in force, and whether anybody does the duties."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from portal.acts.in_force import InForce
from portal.acts.weeks_ahead import gaps_of
from portal.acts.workplace import Workplace
from portal.errors import PortalError, PublishError, SchemaMismatch
from portal.library.commitment_versions import calendar
from portal.library.release import hash_in
from portal.promises.calendars import HOLIDAY_YEARS
from portal.promises.spoken import dated_time
from portal.settings import Settings
from portal.store import schema
from portal.store.engine import Store, open_store
from portal.store.server_clock import server_clock
from portal.store.sqlite import driver, journal_mode_for
from portal.store.standing import Standing, standing
from portal.upkeep.doctor.finding import Finding, problem, warning, well

DAYS_AHEAD = 28
_FEW_DAYS = timedelta(days=60)
_GIVEN_UP_SINCE = timedelta(days=7)
_SLOW = timedelta(minutes=10)
_NO_DUTY = timedelta(hours=2)
_CLOCKS_APART = timedelta(seconds=5)


def examine_portal(settings: Settings, now: datetime) -> Iterator[Finding]:
    """`now` is in UTC. Ends where there is nothing left to look at."""
    try:
        store = open_store(settings, must_exist=True)
    except PortalError as error:
        yield problem("database", str(error), "Check database_url.")
        return
    try:
        yield from _store(store, settings, now)
    except PortalError as error:
        yield problem("database", str(error), "Look at the database, then run this again.")
    finally:
        store.close()


def _store(store: Store, settings: Settings, now: datetime) -> Iterator[Finding]:
    try:
        schema.require_current(store)
    except SchemaMismatch as error:
        yield problem("schema", str(error), "Run: portal upgrade")
        return
    with store.writing():
        pass
    yield well("database", f"{store.name} answers and takes writes, at version {schema.newest_version()}.")
    if store.is_sqlite and journal_mode_for(driver().sqlite_version_info) != "WAL":
        yield warning(
            "database",
            f"This SQLite ({driver().sqlite_version}) can lose commits in its fast mode, so the slow one is used.",
            "Install the package pysqlite3, or SQLite 3.51.3 or later.",
        )
    with store.reading() as conn:
        theirs = server_clock(conn)
        stands = standing(conn, now, now - _GIVEN_UP_SINCE)
    yield from _clock(stands, theirs, now)
    yield from _delivery(stands, now)
    yield from _in_force(store, settings, now)


def _clock(stands: Standing, theirs: datetime | None, now: datetime) -> Iterator[Finding]:
    """There is nobody to ask but the database's machine, and what was written before."""
    if theirs is not None and abs(theirs - now) > _CLOCKS_APART:
        yield problem(
            "clock",
            f"The database's clock shows {theirs:%H:%M:%S} UTC and this machine's {now:%H:%M:%S} UTC.",
            "Let both take the time from the network (systemd-timesyncd, chrony): promises run by it.",
        )
    elif stands.last_entry_at is not None and stands.last_entry_at > now + _CLOCKS_APART:
        yield problem(
            "clock",
            f"The last entry of a timeline is of {stands.last_entry_at:%Y-%m-%d %H:%M} UTC, which is yet to come.",
            "Let this machine take the time from the network (systemd-timesyncd, chrony).",
        )
    else:
        yield well("clock", f"It is {now:%Y-%m-%d %H:%M} UTC, after all that was written.")


def _delivery(stands: Standing, now: datetime) -> Iterator[Finding]:
    if stands.last_duty_at is None or now - stands.last_duty_at > _NO_DUTY:
        since = "never" if stands.last_duty_at is None else f"not since {stands.last_duty_at:%Y-%m-%d %H:%M} UTC"
        yield problem(
            "delivery",
            f"Nobody does the timed duties ({since}): no notice leaves, no promise is watched.",
            "Start `portal deliver`, or `portal run` without --no-deliver.",
        )
    else:
        yield well("delivery", f"Timed duties were last done at {stands.last_duty_at:%Y-%m-%d %H:%M} UTC.")
    if stands.waiting_since is not None and now - stands.waiting_since > _SLOW:
        yield problem(
            "delivery",
            f"{stands.waiting:,} notices are due and not sent, one of them since {stands.waiting_since:%H:%M} UTC.",
            "Look for “is tried again” in the log: it holds the mail server's answer.",
        )
    if stands.given_up:
        yield warning(
            "delivery",
            f"{stands.given_up:,} notices of the last seven days were given up.",
            "Look for “is given up” in the log, and at the tray on the desk.",
        )


def _in_force(store: Store, settings: Settings, now: datetime) -> Iterator[Finding]:
    in_force = InForce(store, settings)
    try:
        in_force.follow(now)
        release = in_force.current
    except PublishError as error:
        yield problem("release", str(error), "Run: portal build")
        return
    zone = release.library.site.time_zone
    built = dated_time(release.built_at, zone)
    if settings.release_file.exists() and hash_in(settings.release_file) != release.hash:
        yield warning(
            "release",
            f"The release in force, of {built}, is another than var/release.json of this machine.",
            "If this machine is to publish, run: portal build",
        )
    else:
        yield well("release", f"The release of {built} is in force.")
    workplace = Workplace(store, settings, "", in_force, lambda: now)
    yield from _calendars(workplace, now)
    yield from _roster(workplace, now)


def _calendars(workplace: Workplace, now: datetime) -> Iterator[Finding]:
    today = workplace.local_day(now)
    ending = False
    for name in sorted(workplace.library.calendars):
        last = max(calendar(workplace.library, name).holidays, default=None)
        if last is not None and last - today < _FEW_DAYS:
            ending = True
            yield warning(
                "calendars",
                f"The calendar {name!r} knows no holiday or closure of a date after {last:%d %B %Y}.",
                "Add those of the months to come in content/site.yml or its file of closures, then: portal build",
            )
        if today.year >= HOLIDAY_YEARS[-1]:
            ending = True
            yield warning("calendars", f"Holidays are known until {HOLIDAY_YEARS[-1]}.", "Install a later version.")
    if not ending:
        yield well("calendars", f"Each of {len(workplace.library.calendars)} calendars reaches far enough.")


def _roster(workplace: Workplace, now: datetime) -> Iterator[Finding]:
    found = gaps_of(workplace, workplace.local_day(now), DAYS_AHEAD)
    gaps = [gap for gap in found if gap.end > now]
    if not gaps:
        yield well("roster", f"In the {DAYS_AHEAD} days ahead somebody of each team is there in the hours promised.")
        return
    zone = ZoneInfo(workplace.library.site.time_zone)
    shown = "; ".join(
        f"{gap.team}, {gap.start.astimezone(zone):%a %d %b %H:%M} to {gap.end.astimezone(zone):%H:%M}"
        for gap in gaps[:3]
    )
    more = f" and {len(gaps) - 3:,} more" if len(gaps) > 3 else ""
    yield warning(
        "roster",
        f"Customers are promised somebody while nobody is on shift: {shown}{more}.",
        "Fill them in content/desk/team.yml or on the desk, under Weeks ahead, or promise other hours.",
    )
