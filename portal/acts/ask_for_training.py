"""A responder asks for training, or for a next step, in one line; the lead's answer has a clock. DESIGN §1.5."""

from hashlib import sha256

from portal import paths
from portal.acts.audit import record_act
from portal.acts.lead_promise import answer_times
from portal.acts.notify_people import notify_people
from portal.acts.team_clock_states import refresh_team_clocks
from portal.acts.timeline import tidy
from portal.acts.workplace import Workplace
from portal.errors import LeadsOnly, MoveRefused
from portal.store import duties, training_requests
from portal.store.team_clocks import SubjectKind
from portal.team.roster import Person

TRAINING_ASKED = "training_asked"
TRAINING_ANSWERED = "training_answered"


def ask_for_training(workplace: Workplace, person: str, filling: str, words: str) -> None:
    """Their leads hear of it, and by when they have promised to answer. Raises MoveRefused where nobody leads."""
    leads = [each.key for each in leads_of(workplace, workplace.roster().people[person])]
    if not leads:
        raise MoveRefused("No lead is named in team.yml whom you could ask.")
    with workplace.store.writing() as conn:
        now, said = workplace.now(), tidy(words)
        repeat = sha256("\0".join((filling, person, said)).encode(errors="surrogatepass")).hexdigest()
        if not duties.claim_duty(conn, f"form:training:{repeat}", now):
            return
        times = answer_times(workplace, now)
        request_id = training_requests.ask(conn, person, said, now, times.due_at if times else None)
        facts = {"request": request_id, "page": paths.DESK_TRAINING}
        notify_people(conn, workplace, TRAINING_ASKED, leads, facts, cause=str(request_id))


def answer_training(workplace: Workplace, request_id: int, lead: str, words: str) -> None:
    """Raises LeadsOnly; MoveRefused where somebody has answered already."""
    if lead not in workplace.roster().leads:
        raise LeadsOnly("Only a lead can answer this.")
    with workplace.store.writing() as conn:
        request = training_requests.request_by_id(conn, request_id, lock=True)
        if request is None or request.answered_at is not None:
            raise MoveRefused("This was answered already. Look at the page again.")
        now = workplace.now()
        training_requests.answer(conn, request_id, lead, tidy(words), now)
        refresh_team_clocks(conn, SubjectKind.TRAINING_REQUEST, str(request_id), now)
        record_act(conn, now, TRAINING_ANSWERED, lead, None, {"request": request_id})
        facts = {"request": request_id, "page": paths.DESK_TRAINING}
        notify_people(conn, workplace, TRAINING_ANSWERED, [request.person], facts, cause=str(request_id))


def leads_of(workplace: Workplace, person: Person) -> tuple[Person, ...]:
    """The leads of somebody's teams but themselves, each once."""
    roster = workplace.roster()
    found = {lead.key: lead for team in person.teams for lead in roster.leads_of(team) if lead.key != person.key}
    return tuple(found.values())
