"""desk/team.yml: who answers, when, and what they may give without asking. Never published. DESIGN §4."""

from typing import Literal

from pydantic import Field

from portal.library.fields import Lines, Skills, Slug, Strict, Text
from portal.team.roster import Person, Roster, Shift, Team

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class ShiftLine(Strict):
    """One line of a person's weekly pattern. A close at or before its open runs into the next day."""

    days: tuple[Weekday, ...] = Field(min_length=1, description="Weekdays on which the shift begins.")
    hours: tuple[str, str] = Field(description='From and to, local time, such as ["08:00", "16:00"].')
    breaks: tuple[tuple[str, str], ...] = Field(default=(), description="Breaks inside the shift.")


class PersonLine(Strict):
    """A responder or a lead."""

    name: Text = Field(description="The name they have chosen to be shown.")
    mail: Text = Field(description="Where their notices go.")
    teams: Lines = Field(min_length=1, description="Teams they belong to.")
    skills: Skills = Field(
        default={},
        description="What they are trained for: a list, or each skill with the day up to which that is current.",
    )
    shifts: tuple[ShiftLine, ...] = Field(default=(), description="The pattern of their week.")
    capacity: int = Field(default=10, ge=1, le=1000, description="Open reports they can do well by at once.")
    coach: bool = Field(default=False, description="Whether colleagues may ask them to coach. Leads always coach.")
    editor: bool = Field(default=False, description="Whether they may change the pages on the desk, too.")


class EditorLine(Strict):
    """An editor who answers no reports, and sees none."""

    name: Text = Field(description="The name they have chosen to be shown.")
    mail: Text = Field(description="Where they sign in from.")


class TeamLine(Strict):
    """A team."""

    name: Text = Field(description="Its name, as in `the fault desk`.")


class AuthorityLine(Strict):
    """What a responder may give without asking."""

    responsibility: Literal["ours", "shared", "theirs"] = Field(description="Whose doing it was.")
    severity: Slug = Field(description="Severity of site.yml.")
    may_give: Lines = Field(min_length=1, description="What may be given at once.")
    up_to: int = Field(default=0, ge=0, description="Worth in whole units of the organisation's currency.")


class TeamFile(Strict):
    """The whole of team.yml."""

    teams: dict[Slug, TeamLine] = Field(min_length=1, description="Teams by name.")
    responders: dict[Slug, PersonLine] = Field(min_length=1, description="Front-line people by name.")
    leads: dict[Slug, PersonLine] = Field(default={}, description="Leads by name; reports are never routed to them.")
    editors: dict[Slug, EditorLine] = Field(
        default={}, description="Editors who are neither responders nor leads, by name; these have `editor: true`."
    )
    authority: tuple[AuthorityLine, ...] = Field(default=(), description="The authority table.")

    def roster(self, time_zone: str) -> Roster:
        """The same as the pure rules want it. Shift hours are local times in `time_zone`."""
        answering = {**self.leads, **self.responders}
        return Roster(
            time_zone=time_zone,
            teams={key: Team(key, line.name) for key, line in self.teams.items()},
            responders={key: _person(key, line) for key, line in self.responders.items()},
            leads={key: _person(key, line) for key, line in self.leads.items()},
            editors={
                **{key: Person(key, line.name, line.mail, ()) for key, line in self.editors.items()},
                **{key: _person(key, line) for key, line in answering.items() if line.editor},
            },
        )


def _person(key: str, line: PersonLine) -> Person:
    shifts = tuple(
        Shift(days=shift.days, start=shift.hours[0], end=shift.hours[1], breaks=shift.breaks) for shift in line.shifts
    )
    return Person(key, line.name, line.mail, line.teams, line.skills, shifts, line.capacity, is_coach=line.coach)
