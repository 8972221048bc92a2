"""The stance ledger: what each of our choices really costs, beside what its page says, and the same as CSV."""

from dataclasses import asdict, dataclass, fields

from flask import Blueprint, Response, render_template

from portal import paths
from portal.acts.stance_ledger import Line, StanceLedger, stance_ledger
from portal.desk.count_words import Fact, facts_of, half_ended_within, share_in_words, way_in_words
from portal.desk.period_form import chosen_period
from portal.library.pages import Effects, Topic
from portal.promises.csv_cells import csv_text
from portal.promises.spoken import spoken_date
from portal.reports.ledger import Count
from portal.web.current import workplace

blueprint = Blueprint("desk_ledger", __name__)
PERIODS = {
    "month": ("the last month", 1),
    "quarter": ("the last three months", 3),
    "year": ("the last twelve months", 12),
}
"""Words, and how many months."""
_COUNTED = tuple(field.name for field in fields(Count))
_REASONS = {"spam": "spam", "test": "tests", "duplicate": "sent twice"}


@dataclass(frozen=True, slots=True)
class LineShown:
    """`address` is that of the public page, None where the choice is no longer in force."""

    anchor: str
    says: str
    way: str
    is_current: bool
    address: str | None
    reports: int
    half: str
    solved: str
    cared_for: str
    facts: tuple[Fact, ...]
    costs: Effects
    benefits: Effects


@blueprint.get(paths.DESK_LEDGER)
def ledger() -> str | tuple[str, int]:
    form, months = chosen_period("Reports received in", PERIODS, "quarter")
    if months is None:
        return render_template("desk/ledger.html", form=form, ledger=None), 422
    found = stance_ledger(workplace(), months)
    return render_template(
        "desk/ledger.html",
        form=form,
        ledger=found,
        since=spoken_date(found.since, workplace().library.site.time_zone),
        topics=[_shown(line) for line in found.topics],
        limitations=[_shown(line) for line in found.limitations],
        set_aside=_set_aside(found),
        csv_address=paths.desk_ledger_csv(form.period.data),
    )


@blueprint.get(paths.DESK_LEDGER_CSV)
def ledger_csv() -> Response | tuple[str, int]:
    form, months = chosen_period("Reports received in", PERIODS, "quarter")
    if months is None:
        return render_template("desk/ledger.html", form=form, ledger=None), 422
    found = stance_ledger(workplace(), months)
    header = ("kind", "name", "title", "stance", "in_force", "received_from", "as_at", *_COUNTED)
    rows = [_row(found, line) for line in (*found.topics, *found.limitations)]
    name = f"stance-ledger-{workplace().local_day(found.until)}-{form.period.data}.csv"
    answer = Response(csv_text([header, *rows]), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _shown(line: Line) -> LineShown:
    page, count = line.page, line.count
    return LineShown(
        anchor=f"{page.kind}-{page.slug}-{page.stance}",
        says=page.says if isinstance(page, Topic) else page.title,
        way=way_in_words(page.stance),
        is_current=line.is_current,
        address=page.path if line.is_current else None,
        reports=count.reports,
        half=half_ended_within(count),
        solved=share_in_words(count.was_solved()),
        cared_for=share_in_words(count.felt_cared_for()),
        facts=facts_of(count) if count.reports else (),
        costs=page.costs,
        benefits=page.benefits,
    )


def _row(found: StanceLedger, line: Line) -> tuple[object, ...]:
    page = line.page
    title = page.says if isinstance(page, Topic) else page.title
    span = (found.since.isoformat(timespec="seconds"), found.until.isoformat(timespec="seconds"))
    counted = asdict(line.count)
    in_force = "yes" if line.is_current else "no"
    return (page.kind, page.slug, title, page.stance, in_force, *span, *(counted[name] for name in _COUNTED))


def _set_aside(found: StanceLedger) -> str:
    """`3 (2 spam, 1 sent twice)`; empty where none was."""
    if not found.set_aside:
        return ""
    reasons = ", ".join(f"{number} {_REASONS.get(reason, reason)}" for reason, number in found.set_aside.items())
    return f"{sum(found.set_aside.values())} ({reasons})"
