"""What complaints teach about the organisation, part by part, and each table as CSV. There is no figure of a person.

Responders and leads see the same. Behind the door (portal.web.access).
"""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, abort, render_template

from portal import paths
from portal.acts.insights import Insights, insights
from portal.desk.insights_tables import TABLES
from portal.desk.period_form import chosen_period
from portal.desk.week_chart import WeekChart, week_chart
from portal.promises import tight_or_easy
from portal.promises.csv_cells import csv_text
from portal.promises.spoken import spoken_date, spoken_day, spoken_duration
from portal.promises.tight_or_easy import PromiseSeen
from portal.reports import insights_scripts
from portal.reports.insights_causes import causes_in_words
from portal.reports.insights_weeks import TopicWeeks, arrivals_in_words, outcomes_in_words, together
from portal.web.current import workplace

blueprint = Blueprint("desk_insights", __name__)
PERIODS = {
    "quarter": ("the last 13 weeks", 13),
    "half": ("the last 26 weeks", 26),
    "year": ("the last 52 weeks", 52),
}
"""Words, and how many weeks."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A topic's weeks: the sentence above, the drawing, what became of them, and the rows of the table beside it."""

    says: str
    chart: WeekChart
    most: int
    outcomes: str
    rows: tuple[tuple[object, ...], ...]


@blueprint.get(paths.DESK_INSIGHTS)
def page() -> str | tuple[str, int]:
    form, weeks = chosen_period("Look at", PERIODS, "half")
    if weeks is None:
        return render_template("desk/insights.html", form=form, found=None), 422
    found = insights(workplace(), weeks)
    return render_template(
        "desk/insights.html",
        form=form,
        found=found,
        since=_day(found.period.since),
        overall=_picture(found, together(found.topics, "All topics")) if found.topics else None,
        pictures=[_picture(found, topic) for topic in found.topics if topic.arrived or topic.weeks[-1].open],
        quiet=[topic.title for topic in found.topics if not topic.arrived and not topic.weeks[-1].open],
        causes=found.causes,
        causes_say=causes_in_words(list(found.causes)),
        lasted=lambda cause: spoken_duration(cause.lasted_s(found.period.until)),
        topic_title=_topic_title,
        spoken_day=spoken_day,
        comparing=insights_scripts,
        measuring=tight_or_easy,
        used=_used,
        csv_address=lambda part: paths.desk_insights_csv(part, form.period.data),
    )


@blueprint.get(paths.DESK_INSIGHTS + "/<part>.csv")
def table(part: str) -> Response | tuple[str, int]:
    rows = TABLES.get(part) or abort(404)
    form, weeks = chosen_period("Look at", PERIODS, "half")
    if weeks is None:
        return render_template("desk/insights.html", form=form, found=None), 422
    found = insights(workplace(), weeks)
    answer = Response(csv_text(rows(found)), mimetype="text/csv")
    name = f"insights-{part}-{workplace().local_day(found.period.until)}-{form.period.data}.csv"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _picture(found: Insights, topic: TopicWeeks) -> Picture:
    rows = [
        (
            _short_day(ends),
            week.arrived,
            week.resolved,
            week.declined,
            week.lapsed + week.withdrawn,
            week.open,
        )
        for ends, week in zip(found.period.week_ends, topic.weeks, strict=True)
    ]
    most = max(max(week.arrived, week.open) for week in topic.weeks)
    return Picture(arrivals_in_words(topic), week_chart(topic.weeks), most, outcomes_in_words(topic), tuple(rows[::-1]))


def _used(seen: PromiseSeen) -> str:
    """`Half within 40 % of the time, 90 of 100 within 85 %; 400 measured`."""
    half, ninety = seen.used_by(50), seen.used_by(90)
    if half is None or ninety is None:
        return "None measured yet"
    parts = f"Half within {round(half * 100)} % of the time, 90 of 100 within {round(ninety * 100)} %"
    return f"{parts}; {len(seen.used):,} measured"


def _topic_title(slug: str) -> str:
    found = workplace().library.public.topics.get(slug)
    return found.title if found else slug


def _day(at: datetime) -> str:
    return spoken_date(at, workplace().library.site.time_zone)


def _short_day(at: datetime) -> str:
    """`22 November`: every week ends on the same day of the week."""
    return spoken_date(at, workplace().library.site.time_zone, with_year=False).partition(" ")[2]
