"""One cause behind several sample reports: a storm, and now and then a few days in which many have the same trouble."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from portal.acts.cause_acting import Sentence
from portal.acts.close_cause import close_cause
from portal.acts.join_cause import join_cause
from portal.acts.open_cause import open_cause
from portal.acts.workplace import Workplace
from portal.errors import MoveRefused
from portal.library.pages import Topic
from portal.promises.spoken import spoken_day
from portal.reports.report import Report
from portal.store import causes, reports
from portal.upkeep.demo.agenda import Agenda
from portal.upkeep.demo.season import Storm
from portal.upkeep.demo.subjects import Subject

_SPELL_DAYS = 4
_SPELLS_EVERY_DAYS = 91
_OVER_AFTER = timedelta(days=2)
_SEEN_AFTER = timedelta(minutes=25)


@dataclass
class SharedCauses:
    """Works on a clock that runs through the year. The team alone reads of its causes; nothing of them is public."""

    workplace: Workplace
    agenda: Agenda
    storm: Storm
    _first: dict[str, Report] = field(default_factory=dict)
    _open: dict[str, int] = field(default_factory=dict)

    def notice(self, report: Report, topic: Topic, subject: Subject, day: date) -> None:
        """The second report of a storm or a spell opens its cause, and those after it join."""
        spell = self._spell(topic, subject, day)
        if spell is None:
            return
        title, last_day = spell
        if title not in self._first:
            self._first[title] = report
            return
        over_in = last_day - day + _OVER_AFTER
        self.agenda.add(report.received_at + _SEEN_AFTER, lambda: self._put_together(report, title, over_in))

    def _put_together(self, report: Report, title: str, over_in: timedelta) -> None:
        person, opened = self._person(report), self._open.get(title)
        # Whoever was helped meanwhile, or has withdrawn, is left alone.
        with suppress(MoveRefused):
            if opened is not None:
                join_cause(self.workplace, report.id, person, f"cause {report.id}", cause_id=opened)
                return
            first = self._first[title]
            if not self._is_open(first):
                self._first[title] = report
                return
            open_cause(self.workplace, report.id, person, f"cause {report.id}", title=title, sentence=Sentence(""))
            with self.workplace.store.reading() as conn:
                cause = causes.cause_of(conn, report.id)
            assert cause is not None
            self._open[title] = cause.id
            self.agenda.add(report.received_at + over_in, lambda: self._close(cause.id, person))
            join_cause(self.workplace, first.id, self._person(first), f"cause {first.id}", cause_id=cause.id)

    def _close(self, cause_id: int, person: str) -> None:
        close_cause(self.workplace, cause_id, person, f"cause over {cause_id}", "")

    def _is_open(self, report: Report) -> bool:
        with self.workplace.store.reading() as conn:
            now = reports.report_by_id(conn, report.id)
        return now is not None and now.status.is_open

    def _person(self, report: Report) -> str:
        return report.owner or self.workplace.roster().members(report.team)[0].key

    def _spell(self, topic: Topic, subject: Subject, day: date) -> tuple[str, date] | None:
        """What the cause is called and its last day, where several reports of this day have one."""
        if subject.weather and self.storm.holds(day):
            return f"Sample: the storm of {spoken_day(self.storm.first_day)}", self.storm.first_day + timedelta(days=6)
        quarter, place = divmod(day.toordinal(), _SPELLS_EVERY_DAYS)
        begins = Random(f"{topic.slug} {quarter}").randrange(_SPELLS_EVERY_DAYS - _SPELL_DAYS)  # noqa: S311
        if not begins <= place < begins + _SPELL_DAYS:
            return None
        first_day = day - timedelta(days=place - begins)
        return f"Sample: {topic.title}, several since {spoken_day(first_day)}", first_day + timedelta(
            days=_SPELL_DAYS - 1
        )
