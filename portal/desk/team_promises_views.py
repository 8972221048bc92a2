"""How the promises to the team are kept, for the team: figures with their counts, never of a person. DESIGN §1.5."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template

from portal import paths
from portal.acts.team_scorecard import TeamPromise, team_scorecard
from portal.promises.scorecards import Grade, Record, Tally
from portal.promises.spoken import spoken_duration, spoken_time
from portal.web.current import workplace

blueprint = Blueprint("desk_team_promises", __name__)
FEW = 10
_GRADES = {Grade.KEPT: ("kept", "Yes"), Grade.NARROWLY_MISSED: ("at-risk", "Nearly"), Grade.MISSED: ("missed", "No")}
_NOTHING = "Nothing to count"


@dataclass(frozen=True, slots=True)
class MonthShown:
    """`sign` and `grade` are empty where nothing counted."""

    month: str
    figure: str
    sign: str
    grade: str


@dataclass(frozen=True, slots=True)
class PromiseShown:
    """`address` is that of the promise's public page, empty where it is no longer made."""

    anchor: str
    title: str
    address: str
    objective: str
    remedy: str
    figure: str
    sign: str
    grade: str
    notes: tuple[str, ...]
    months: tuple[MonthShown, ...]
    is_about_training: bool


@blueprint.get(paths.DESK_TEAM_PROMISES)
def team_promises() -> str:
    found = team_scorecard(workplace())
    now = workplace().now()
    return render_template(
        "desk/team_promises.html",
        promises=[_shown(promise) for promise in found.promises],
        today=found.today,
        as_at=spoken_time(found.as_at, now, workplace().library.site.time_zone),
    )


def _shown(promise: TeamPromise) -> PromiseShown:
    version, record = promise.version, promise.record
    page = workplace().library.public.commitments.get(version.slug) if promise.is_current else None
    total = record.total if record else None
    sign, grade = _grade(total)
    return PromiseShown(
        anchor=f"promise-{version.slug}",
        title=version.title,
        address=page.path if page else "",
        objective=f"{version.objective * 100:.4g} %",
        remedy=version.remedy,
        figure=_figure(total),
        sign=sign,
        grade=grade,
        notes=tuple(_notes(record, is_answer=version.indicator == "lead_answer"))
        if record
        else ("It begins to count with the first.",),
        months=_months(record) if record else (),
        is_about_training=version.indicator == "training_current",
    )


def _months(record: Record) -> tuple[MonthShown, ...]:
    """The newest first, back to the first in which anything counted."""
    months = list(record.months.items())
    began = next((place for place, (_, tally) in enumerate(months) if tally.counted), len(months))
    return tuple(
        MonthShown(f"{date.fromisoformat(month + '-01'):%B %Y}", _figure(tally), *_grade(tally))
        for month, tally in reversed(months[began:])
    )


def _figure(tally: Tally | None) -> str:
    """`19 of 20 (95 %)`, rounded down; of few no share, since it would say nothing."""
    if tally is None or not tally.counted:
        return _NOTHING
    if tally.counted < FEW:
        return f"{tally.kept} of {tally.counted}, of few"
    return f"{tally.kept} of {tally.counted} ({tally.kept * 100 // tally.counted} %)"


def _grade(tally: Tally | None) -> tuple[str, str]:
    return _GRADES[tally.grade] if tally and tally.grade else ("", "")


def _notes(record: Record, *, is_answer: bool) -> list[str]:
    total = record.total
    notes = []
    if total.counted and total.counted < FEW:
        notes.append("So few that the figure says little.")
    if is_answer and total.counted >= FEW:
        notes += [
            f"Half were answered within {spoken_duration(times.median_s, working=times.working)}."
            for times in total.time_taken
        ]
    set_aside = sum(total.voided.values())
    if set_aside:
        notes.append(f"{set_aside} taken back or asked no more before the time was over, and not counted.")
    if record.open:
        runs = "runs now and is" if record.open == 1 else "run now and are"
        notes.append(f"{record.open} {runs} not counted yet.")
    return notes
