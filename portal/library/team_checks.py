"""What must be right in team.yml beyond the types of its fields."""

import re
from collections.abc import Iterator

from portal.library.addresses import is_mail_address
from portal.library.entries import Names
from portal.library.front_matter import Document
from portal.library.problems import Problem
from portal.library.suggestions import choose_from
from portal.library.team_file import PersonLine, ShiftLine, TeamFile
from portal.library.yaml_nodes import Keys

_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_DAY_MINUTES = 1440


def check_team(document: Document, team: TeamFile, names: Names) -> Iterator[Problem]:
    for key in names.teams or ():
        if not any(_may_be_in(document, key, person, names) for person in team.responders.items()):
            what = f"The team `{key}` has no responder, so nobody would answer its reports."
            yield document.problem(
                ("teams", key), what, "Name it in `teams` of a responder, or remove it.", of_key=True
            )
        if key in team.responders:
            what = f"`{key}` is the name of a team and of a responder."
            yield document.problem(("responders", key), what, "Give one of them another name.", of_key=True)
    for group, people in (("responders", team.responders), ("leads", team.leads)):
        for key, person in people.items():
            yield from _person(document, (group, key), person, names)
    for key, person in team.responders.items():
        if key in team.leads:
            what = f"`{key}` is a responder and a lead, and a lead is never sent reports."
            yield document.problem(("leads", key), what, "Keep one of the two.", of_key=True)
        if not person.shifts and document.is_right("responders", key, "shifts"):
            what = f"`{key}` has no shift, so no report would ever be due to them."
            yield document.problem(("responders", key), what, "Add `shifts:` with days and hours.", of_key=True)
    yield from _editors(document, team)
    yield from _authority(document, team, names)


def _editors(document: Document, team: TeamFile) -> Iterator[Problem]:
    for key, editor in team.editors.items():
        if document.is_right("editors", key, "mail") and not is_mail_address(editor.mail):
            what = f"`{editor.mail}` is not exactly one mail address."
            yield document.problem(("editors", key, "mail"), what, "Write one, such as ines@example.org.")
        group = "responders" if key in team.responders else "leads" if key in team.leads else ""
        if group:
            what = f"`{key}` is named among the {group} and the editors."
            remedy = f"Write `editor: true` with them under `{group}`, and take them out here."
            yield document.problem(("editors", key), what, remedy, of_key=True)


def _may_be_in(document: Document, team: str, responder: tuple[str, PersonLine], names: Names) -> bool:
    """Also where one of their teams is wrong or misspelt, and may be this one."""
    key, person = responder
    all_known = all(name in (names.teams or ()) for name in person.teams)
    return team in person.teams or not all_known or not document.is_right("responders", key, "teams")


def _person(document: Document, at: Keys, person: PersonLine, names: Names) -> Iterator[Problem]:
    if document.is_right(*at, "mail") and not is_mail_address(person.mail):
        what = f"`{person.mail}` is not exactly one mail address."
        yield document.problem((*at, "mail"), what, "Write one, such as mira@example.org.")
    for number, name in enumerate(person.teams):
        if names.teams is not None and name not in names.teams and document.is_right(*at, "teams", number):
            what = f"There is no team `{name}`."
            yield document.problem((*at, "teams", number), what, choose_from(name, names.teams))
    for number, shift in enumerate(person.shifts):
        yield from _shift(document, (*at, "shifts", number), shift)


def _shift(document: Document, at: Keys, shift: ShiftLine) -> Iterator[Problem]:
    wrong = list(_times(document, (*at, "hours"), shift.hours))
    if not wrong and shift.hours[0] == "24:00":
        told = "A shift cannot begin at `24:00`.", 'Write "00:00" on the day after.'
        wrong.append(document.problem((*at, "hours", 0), *told))
    yield from wrong
    has_hours = not wrong and document.is_right(*at, "hours")
    for number, pause in enumerate(shift.breaks):
        wrong_break = list(_times(document, (*at, "breaks", number), pause))
        yield from wrong_break
        can_be_compared = has_hours and not wrong_break and document.is_right(*at, "breaks", number)
        if can_be_compared and not _is_inside(pause, shift.hours):
            what = f"The break {' to '.join(pause)} lies outside the shift {' to '.join(shift.hours)}."
            yield document.problem((*at, "breaks", number), what, "Move it inside, or make the shift longer.")


def _times(document: Document, at: Keys, pair: tuple[str, str]) -> Iterator[Problem]:
    for number, time in enumerate(pair):
        if document.is_right(*at, number) and not _TIME.fullmatch(time):
            yield document.problem(
                (*at, number), f"`{time}` is not a time of day.", 'Write one from "00:00" to "24:00".'
            )


def _is_inside(pause: tuple[str, str], hours: tuple[str, str]) -> bool:
    """Both may run past midnight."""
    start, end = _minutes(hours[0]), _minutes(hours[1])
    end += _DAY_MINUTES if end <= start else 0
    from_, to = _minutes(pause[0]), _minutes(pause[1])
    if from_ < start:
        from_, to = from_ + _DAY_MINUTES, to + _DAY_MINUTES
    to += _DAY_MINUTES if to <= from_ else 0
    return start <= from_ and to <= end and to - from_ < _DAY_MINUTES


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def _authority(document: Document, team: TeamFile, names: Names) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(team.authority):
        if not document.is_right("authority", number, "severity"):
            continue
        if names.severities is not None and line.severity not in names.severities:
            what = f"There is no severity `{line.severity}` in site.yml."
            yield document.problem(
                ("authority", number, "severity"), what, choose_from(line.severity, names.severities)
            )
        if not document.is_right("authority", number, "responsibility"):
            continue
        if (line.responsibility, line.severity) in seen:
            what = f"What may be given for `{line.responsibility}` and `{line.severity}` is said twice."
            yield document.problem(("authority", number, "severity"), what, "Keep one of the two lines.")
        seen.add((line.responsibility, line.severity))
