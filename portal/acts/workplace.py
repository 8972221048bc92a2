"""What every act works with: the store, the settings, the key for links, the time, and the release in force."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from portal.acts.in_force import InForce
from portal.languages.speaking import language
from portal.library.library import Library
from portal.library.release import Release
from portal.library.translated import library_in
from portal.reports.references import new_reference
from portal.reports.report import Report
from portal.settings import Settings
from portal.store.engine import Store
from portal.team.roster import Roster


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Workplace:
    """One for each process. `now` gives the present instant in UTC; tests give their own.

    `tells_people` is false for a sample's past, of which nobody is to hear: no notice is queued then.
    """

    store: Store
    settings: Settings
    secret: str
    in_force: InForce
    now: Callable[[], datetime] = utc_now
    draw_reference: Callable[[], str] = new_reference
    tells_people: bool = True
    earlier_secrets: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """What a link may have been made with: the key, and those that were the key before."""
        return self.secret, *self.earlier_secrets

    @property
    def release(self) -> Release:
        """The release in force, as of the last refresh. Raises PublishError where nothing was ever built."""
        return self.in_force.current

    @property
    def library(self) -> Library:
        return self.release.library

    @property
    def library_as_read(self) -> Library:
        """The library in the language of the moment: for what customers read, and never for what rules go by."""
        return library_in(self.library, language())

    def language_of(self, report: Report) -> str:
        """The language to speak to the report's customer."""
        return self.library.site.spoken_to(report.language)

    def team_name(self, key: str) -> str:
        """What a team is called in the language of the moment; empty for one that is no more."""
        team = self.roster().teams.get(key)
        return (self.library.site.name_of(key) or team.name) if team else ""

    def roster(self) -> Roster:
        """The team with the dated exceptions to its week, as of the last refresh."""
        return self.in_force.roster.roster(self.release)

    def local_day(self, at: datetime) -> date:
        """The date of an instant where the organisation is."""
        return at.astimezone(ZoneInfo(self.library.site.time_zone)).date()
