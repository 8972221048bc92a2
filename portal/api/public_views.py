"""What everybody may read, from the release in force: topics, commitments, severities, what would be promised now."""

from typing import Any

from flask import Blueprint, Response, abort, request

from portal import api_paths, paths
from portal.acts.look_ahead import look_ahead
from portal.api.answers import as_json, for_everybody, page_url, service_url
from portal.api.public_models import (
    Commitments,
    CommitmentTold,
    CoversTold,
    EffectsTold,
    LimitationTold,
    PromisesAhead,
    PromiseTold,
    Severities,
    SeverityTold,
    Topics,
    TopicTold,
    TopicWhole,
)
from portal.languages.messages import _
from portal.library.library import PublicPages
from portal.library.pages import Commitment, Effects, Limitation, Page, Topic
from portal.promises.several_promises import PromisedTime
from portal.web import report_rules
from portal.web.api_problems import INVALID, problem
from portal.web.current import workplace

blueprint = Blueprint("api_public", __name__)


@blueprint.after_request
def readable_from_anywhere(response: Response) -> Response:
    """Nothing private stands here, so pages of other hosts may read it (Fetch §3.2). They cannot send: no POST here."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@blueprint.get(f"{api_paths.V1}/topics")
def topics() -> Response:
    found = sorted(_live().topics.values(), key=lambda topic: (topic.catch_all, topic.order, topic.slug))
    return for_everybody(Topics(release=_release(), topics=[TopicTold(**_topic(topic)) for topic in found]))


@blueprint.get(f"{api_paths.V1}/topics/<slug>")
def topic(slug: str) -> Response:
    live = _live()
    found = live.topics.get(slug)
    if found is None:
        abort(404)
    covering = [
        commitment.slug
        for commitment in live.commitments.values()
        if commitment.audience == "customers" and {"all", slug} & set(commitment.applies_to.topics)
    ]
    accepted = [_limitation(each) for each in live.limitations.values() if slug in each.topics]
    whole = TopicWhole(**_topic(found), release=_release(), commitments=covering, limitations=accepted)
    return for_everybody(whole)


@blueprint.get(f"{api_paths.V1}/commitments")
def commitments() -> Response:
    found = [_commitment(each) for _, each in sorted(_live().commitments.items())]
    return for_everybody(Commitments(release=_release(), commitments=found))


@blueprint.get(f"{api_paths.V1}/severities")
def severities() -> Response:
    found = [
        SeverityTold(key=each.key, label=each.label, hint=each.hint) for each in workplace().library.site.severities
    ]
    return for_everybody(Severities(release=_release(), severities=found))


@blueprint.get(f"{api_paths.V1}/promises")
def promises() -> Response:
    """What a report would be promised that arrived now; never kept, for it follows the time."""
    topic, severity = request.args.get("topic", ""), request.args.get("severity", "")
    faults = []
    if topic not in _live().topics:
        hint = f"{_(report_rules.CHOOSE_TOPIC)} GET {api_paths.V1}/topics lists the topics."
        faults.append({"parameter": "topic", "detail": hint})
    if workplace().library.site.severity(severity) is None:
        hint = f"{_(report_rules.CHOOSE_SEVERITY)} GET {api_paths.V1}/severities lists what there is."
        faults.append({"parameter": "severity", "detail": hint})
    if faults:
        abort(problem(INVALID, more={"errors": faults}))
    return as_json(promises_ahead(topic, severity))


def promises_ahead(topic: str, severity: str, page: str | None = None) -> PromisesAhead:
    """Raises StoreUnavailable."""
    ahead = look_ahead(workplace(), topic, severity, "", page)
    return PromisesAhead(
        topic=topic,
        severity=severity,
        as_at=ahead.now,
        release=ahead.release,
        team=ahead.team,
        there_now=list(ahead.people),
        promises=[promise_told(each) for each in ahead.promises],
    )


def promise_told(promised: PromisedTime) -> PromiseTold:
    version = promised.commitment
    return PromiseTold(
        commitment=version.slug,
        title=version.title,
        indicator=version.indicator,
        due_at=promised.due_at,
        remedy=version.remedy,
        url=page_url(paths.page("commitments", version.slug)),
    )


def _live() -> PublicPages:
    here = workplace()
    return here.library.public.live_on(here.local_day(here.now()))


def _release() -> str:
    return workplace().release.hash


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "slug": topic.slug,
        "says": topic.says,
        "title": topic.title,
        "summary": topic.summary,
        "stance": topic.stance,
        "team": topic.team,
        "costs": _effects(topic.costs),
        "benefits": _effects(topic.benefits),
        "prevent": list(topic.prevent),
        "reopen_within": str(topic.reopen_within),
        "catch_all": topic.catch_all,
        "review_by": topic.review_by,
        "lang": _lang(topic),
        "url": page_url(topic.path),
        "report_url": service_url(paths.report_on(topic.slug)),
    }


def _effects(effects: Effects) -> EffectsTold:
    return EffectsTold(customer=list(effects.customer), us=list(effects.us), team=list(effects.team))


def _commitment(page: Commitment) -> CommitmentTold:
    covers = CoversTold(topics=list(page.applies_to.topics), severities=list(page.applies_to.severities))
    return CommitmentTold(
        slug=page.slug,
        title=page.title,
        summary=page.summary,
        indicator=page.indicator,
        target=str(page.target),
        objective=page.objective,
        calendar=page.calendar,
        applies_to=covers,
        remedy=page.remedy,
        audience=page.audience,
        effective_from=page.effective_from,
        review_by=page.review_by,
        lang=_lang(page),
        url=page_url(page.path),
    )


def _limitation(page: Limitation) -> LimitationTold:
    return LimitationTold(
        slug=page.slug,
        title=page.title,
        summary=page.summary,
        workaround=page.workaround,
        instead=page.instead,
        url=page_url(page.path),
    )


def _lang(page: Page) -> str:
    return page.lang or workplace().library.site.languages[0]
