"""/commitments.json: what the pages of promises say, and the last figures of the scorecard, for programs."""

import json

from portal import paths
from portal.languages.messages import _
from portal.library.page_versions import permanent_address
from portal.library.pages import Commitment
from portal.promises.scorecards import Record
from portal.site import words
from portal.site.commitments_data import (
    AppliesToData,
    CalendarData,
    CommitmentData,
    CommitmentsData,
    FiguresData,
    SeverityData,
    TargetData,
    TopicData,
    commitments_schema,
)
from portal.site.page_histories import current_version
from portal.site.public_site import PublicSite
from portal.site.what_changed import WhatChanged

_ALL = "all"


def commitments_json(view: PublicSite, changed: WhatChanged) -> str:
    """The content of commitments.json, the same for the same site."""
    public, scorecard = _public(view), view.published.scorecard
    data = CommitmentsData(
        schema_url=public + paths.COMMITMENTS_SCHEMA,
        format=1,
        organisation=view.site.organisation,
        url=public + paths.COMMITMENTS,
        time_zone=view.site.time_zone,
        figures_as_at=view.published.as_at,
        figures_url=public + paths.SCORECARD_JSON if scorecard else None,
        commitments=[_commitment(view, changed, page) for page in (*view.promises, *view.promises_to_team)],
    )
    return data.model_dump_json(indent=1, by_alias=True) + "\n"


def commitments_schema_json(view: PublicSite) -> str:
    """The content of commitments.schema.json."""
    schema = commitments_schema(_public(view) + paths.COMMITMENTS_SCHEMA)
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _commitment(view: PublicSite, changed: WhatChanged, page: Commitment) -> CommitmentData:
    history = changed.histories.get(page.path)
    current = current_version(view, history) if history else None
    return CommitmentData(
        name=page.slug,
        url=_public(view) + page.path,
        permanent_url=_public(view) + permanent_address(current) if current else None,
        title=page.title,
        summary=page.summary,
        language=page.lang or view.site.languages[0],
        audience=page.audience,
        indicator=page.indicator,
        measures=_(words.MEASURES[page.indicator]),
        target=TargetData(
            text=str(page.target), amount=page.target.amount, unit=page.target.unit, working=page.target.working
        ),
        objective=page.objective,
        calendar=_calendar(view, page),
        applies_to=_applies_to(view, page) if page.audience == "customers" else None,
        remedy=page.remedy,
        effective_from=page.effective_from,
        review_by=page.review_by,
        figures=_figures(view, page),
    )


def _calendar(view: PublicSite, page: Commitment) -> CalendarData | None:
    calendar = view.calendars_by_name.get(page.calendar or "")
    if calendar is None or page.calendar is None or not page.target.working:
        return None
    address = _public(view) + paths.opening_hours(page.calendar)
    hours = calendar.to_data()["hours"]
    return CalendarData(name=page.calendar, time_zone=calendar.time_zone, hours=hours, icalendar=address)


def _applies_to(view: PublicSite, page: Commitment) -> AppliesToData:
    topics, severities = page.applies_to.topics, page.applies_to.severities
    known = (view.site.severity(key) for key in severities if _ALL not in severities)
    return AppliesToData(
        all_topics=_ALL in topics,
        topics=[
            TopicData(name=topic.slug, title=topic.title, url=_public(view) + topic.path)
            for topic in view.topics_under(page)
        ],
        all_severities=_ALL in severities,
        severities=[SeverityData(name=one.key, label=one.label) for one in known if one],
    )


def _figures(view: PublicSite, page: Commitment) -> FiguresData | None:
    scorecard = view.published.scorecard
    record: Record | None = scorecard.figures.commitments.get(page.slug) if scorecard else None
    if scorecard is None or record is None or page.audience != "customers":
        return None
    total = record.total
    return FiguresData(
        as_at=scorecard.as_at,
        counted=total.counted,
        kept=total.kept,
        missed=total.missed,
        provisional=total.provisional,
        lapsed=total.lapsed,
        set_aside=sum(total.voided.values()),
        still_open=record.open,
        objective_percent=total.objective_percent,
        grade=total.grade,
    )


def _public(view: PublicSite) -> str:
    return view.site.base_url.rstrip("/")
