"""A queued notice to one of our people that is about no report becomes a mail, read from the store when it is sent."""

from datetime import datetime
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

from portal import paths
from portal.acts.huddle_mail import huddle_particulars
from portal.acts.mail_to_person import mail_to_person, recipient_of
from portal.acts.team_promise_mail import team_promise_particulars
from portal.acts.training_mail import training_particulars
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.notices.messages import MESSAGES
from portal.notices.team_promise_messages import TEAM_PROMISE_MESSAGES
from portal.notices.training_messages import TRAINING_MESSAGES
from portal.store import held_reports, roster_requests
from portal.store import thanks as stored_thanks
from portal.store.outbox import ClaimedNotice
from portal.store.roster_requests import RosterRequest
from portal.team.planned_shifts import within
from portal.team.roster import Person, planned_shifts
from portal.team.shift_words import spoken_span


def person_mail(workplace: Workplace, notice: ClaimedNotice) -> EmailMessage:
    """Raises PermanentFailure where whoever it is for has left the team, StoreUnavailable."""
    person = recipient_of(workplace, notice)
    particulars = _particulars(workplace, notice, person)
    return mail_to_person(workplace, notice, person, MESSAGES[notice.message], _page_of(notice), particulars)


def _page_of(notice: ClaimedNotice) -> str:
    """The page of the desk that the notice leads to."""
    return str(notice.facts.get("page", paths.DESK_ROSTER))


def _particulars(workplace: Workplace, notice: ClaimedNotice, person: Person) -> dict[str, Any]:
    facts = notice.facts
    if notice.message in TRAINING_MESSAGES:
        return training_particulars(workplace, notice)
    if notice.message in TEAM_PROMISE_MESSAGES:
        return team_promise_particulars(workplace, notice)
    match notice.message:
        case "swap_asked":
            note = _request(workplace, facts["request"]).note
            return {"asker": _name(workplace, facts["who"]), **_times(workplace, facts), "note": note}
        case "roster_changed":
            return {
                "event": facts["event"],
                "who": _name(workplace, facts["who"]),
                "owner": _name(workplace, facts.get("of")),
                "taker": _name(workplace, facts.get("taker")),
                "is_owner": facts.get("of") == person.key,
                "is_taker": facts.get("taker") == person.key,
                **_times(workplace, facts),
            }
        case "time_off_asked":
            request = _request(workplace, facts["request"])
            asker = workplace.roster().people.get(request.person)
            return {
                "asker": asker.name if asker else "A colleague",
                "time_off": _times(workplace, facts)["shift"],
                "note": request.note,
                "gaps": shifts_within(workplace, asker, request) if asker else (),
            }
        case "time_off_answered":
            return {
                "lead": _name(workplace, facts["who"]),
                "time_off": _times(workplace, facts)["shift"],
                "granted": facts["granted"],
            }
        case "team_full":
            roster = workplace.roster()
            team = roster.teams.get(str(facts["team"]))
            carried = (
                f"{roster.responders[key].name} {load} of {roster.responders[key].capacity}"
                for key, load in sorted(facts["loads"].items())
                if key in roster.responders
            )
            return {"team": team.name if team else "your team", "carried": tuple(carried)}
        case "quarantine_waits":
            with workplace.store.reading() as conn:
                waiting = held_reports.count_waiting(conn)
            if not waiting:
                raise PermanentFailure("Nothing waits in the quarantine any more.")
            return {"waiting": waiting, "grave": facts["grave"]}
        case "note_written":
            return {"writer": _name(workplace, facts["who"]), "asks": facts["asks"]}
        case "thanked_by_colleague":
            return _thanks(workplace, facts["thanks"])
        case "huddle":
            return huddle_particulars(workplace, facts, person)
    return {}


def shifts_within(workplace: Workplace, person: Person, request: RosterRequest) -> tuple[str, ...]:
    """The shifts that nobody would work if the person had this time off, in words."""
    zone = ZoneInfo(workplace.roster().time_zone)
    first = request.shift.start.astimezone(zone).date()
    days = (request.shift.end.astimezone(zone).date() - first).days + 2
    missed = (
        part
        for shift in planned_shifts(person, zone, first, days)
        if (part := within(shift, request.shift.start, request.shift.end))
    )
    return tuple(spoken_span(part.start, part.end, zone.key) for part in missed)


def _thanks(workplace: Workplace, thanks_id: object) -> dict[str, Any]:
    with workplace.store.reading() as conn:
        found = stored_thanks.thanks_by_id(conn, int(str(thanks_id)))
    if found is None:
        raise PermanentFailure("The thanks that this notice brings are no longer kept.")
    return {"giver": _name(workplace, found.giver), "words": found.words}


def _request(workplace: Workplace, request_id: object) -> RosterRequest:
    with workplace.store.reading() as conn:
        request = roster_requests.request_by_id(conn, int(str(request_id)))
    if request is None:
        raise PermanentFailure("What was asked of the roster is no longer kept.")
    return request


def _times(workplace: Workplace, facts: Any) -> dict[str, str]:
    zone = workplace.library.site.time_zone

    def said(start: str, end: str) -> str:
        return spoken_span(datetime.fromisoformat(facts[start]), datetime.fromisoformat(facts[end]), zone)

    in_return = {"in_return": said("return_start", "return_end")} if "return_start" in facts else {}
    return {"shift": said("start", "end"), **in_return}


def _name(workplace: Workplace, key: object) -> str:
    found = workplace.roster().people.get(str(key)) if key else None
    return found.name if found else "A colleague" if key else ""
