"""The particulars of a notice about practice or training, read from the store when it is sent."""

from typing import Any

from portal.acts.ask_for_training import TRAINING_ANSWERED, TRAINING_ASKED
from portal.acts.workplace import Workplace
from portal.errors import PermanentFailure
from portal.store import practices, training_requests
from portal.store.outbox import ClaimedNotice


def training_particulars(workplace: Workplace, notice: ClaimedNotice) -> dict[str, Any]:
    """For a message of portal.notices.training_messages. Raises PermanentFailure where its cause is no longer kept."""
    if notice.message in (TRAINING_ASKED, TRAINING_ANSWERED):
        return _request(workplace, notice)
    who = _name(workplace, notice.facts["who"])
    with workplace.store.reading() as conn:
        practice = practices.practice_by_id(conn, int(notice.facts["practice"]))
    if practice is None:
        raise PermanentFailure("The practice is no longer kept.")
    match notice.message:
        case "drill_given":
            return {"lead": who, "drill": practice.title}
        case "practice_asked":
            return {"asker": who, "drill": practice.title, "plays_customer": practice.coach != notice.recipient}
    return {"who": who, "drill": practice.title, "by_coach": notice.facts["who"] == practice.coach}


def _request(workplace: Workplace, notice: ClaimedNotice) -> dict[str, Any]:
    with workplace.store.reading() as conn:
        request = training_requests.request_by_id(conn, int(notice.facts["request"]))
    if request is None:
        raise PermanentFailure("What was asked for is no longer kept.")
    if notice.message == TRAINING_ASKED:
        asker = _name(workplace, request.person)
        return {"asker": asker, "words": request.words, "answer_by": request.due_at}
    lead = _name(workplace, request.answered_by)
    return {"lead": lead, "question": request.words, "words": request.answer or ""}


def _name(workplace: Workplace, key: object) -> str:
    found = workplace.roster().people.get(str(key))
    return found.name if found else "A colleague"
