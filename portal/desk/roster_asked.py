"""What is asked of the roster, as its page tells it: a sentence, what to think of first, and the buttons."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from portal import paths
from portal.acts.person_mail import shifts_within
from portal.acts.workplace import Workplace
from portal.desk.sign_in_forms import ButtonForm
from portal.store.roster_requests import RosterRequest
from portal.team.free_shifts import lacking
from portal.team.roster import Person, Roster
from portal.team.shift_words import spoken_span
from portal.web.forms import StampedForm


@dataclass(frozen=True, slots=True)
class Press:
    """A button: its own form, where it posts to, what it says."""

    form: StampedForm
    address: str
    label: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class RequestShown:
    """A sentence on what is asked or was agreed, what to think of before saying yes, and the buttons."""

    says: str
    warnings: tuple[str, ...]
    presses: tuple[Press, ...]
    is_open: bool


def request_address(request_id: int, answer: str) -> str:
    return f"{paths.DESK_ROSTER}/requests/{request_id}/{answer}"


def button_form(answer: str, number: object, *, blank: bool = True) -> ButtonForm:
    """One form for each button, so that no two fields of the page share an id."""
    prefix = f"{answer}-{number}"
    return ButtonForm(prefix=prefix, formdata=None) if blank else ButtonForm(prefix=prefix)


def requests_shown(workplace: Workplace, me: Person, asked: Iterable[RosterRequest]) -> Iterator[RequestShown]:
    """What is asked of me first, then what else waits, then what is agreed."""
    shown = [
        (request.state != "asked", not presses, request.shift.start, request, presses)
        for request in asked
        if request.state in ("asked", "agreed") and _is_shown(workplace.roster(), request, me)
        for presses in [tuple(_presses(workplace.roster(), me, request, workplace.now()))]
    ]
    for _, _, _, request, presses in sorted(shown, key=lambda each: each[:3]):
        yield RequestShown(
            says=_says(workplace.roster(), request, me),
            warnings=tuple(_warnings(workplace, request, me)) if request.state == "asked" else (),
            presses=presses,
            is_open=request.state == "asked",
        )


def _is_shown(roster: Roster, request: RosterRequest, me: Person) -> bool:
    """Time off that nobody has granted yet is between who asks and the leads; what is agreed concerns everybody."""
    asked_off = request.kind == "time_off" and request.state == "asked"
    return not asked_off or me.key == request.person or me.key in roster.leads


def _says(roster: Roster, request: RosterRequest, me: Person) -> str:
    zone = roster.time_zone
    shift, who = spoken_span(request.shift.start, request.shift.end, zone), name_of(roster, request.person)
    back = request.in_return
    in_return = f" and takes {spoken_span(back.start, back.end, zone)} in return" if back else ""
    other = "you" if request.other == me.key else name_of(roster, request.other) if request.other else "anybody"
    note = f" “{request.note}”" if request.note and _reads_note(roster, request, me) else ""
    match request.kind, request.state:
        case "swap", "asked":
            return f"{who} asks {other} to take {shift}{in_return}.{note}"
        case "swap", _:
            takes = f" {who} works {spoken_span(back.start, back.end, zone)} in return." if back else ""
            return f"{name_of(roster, request.other)} works {shift} instead of {who}.{takes}"
        case "cover", _:
            return f"{name_of(roster, request.other)} covers {shift} for {who}."
        case "time_off", "asked":
            return f"{who} asks for time off: {shift}.{note}"
    return f"{who} has time off: {shift}."


def _reads_note(roster: Roster, request: RosterRequest, me: Person) -> bool:
    if request.kind == "time_off":
        return me.key in roster.leads or me.key == request.person
    to_all = request.other is None and me.key in roster.responders
    return to_all or me.key in (request.other, request.person)


def _warnings(workplace: Workplace, request: RosterRequest, me: Person) -> Iterator[str]:
    """What somebody should know before they say yes."""
    roster = workplace.roster()
    giver = roster.people.get(request.person)
    if giver is None:
        return
    if request.kind == "time_off":
        if me.key in roster.leads or me.key == giver.key:
            for shift in shifts_within(workplace, giver, request):
                yield f"Nobody would work {giver.name}’s shift: {shift}."
        return
    taker = roster.responders.get(request.other or me.key)
    if taker is None or taker.key == giver.key:
        return
    teams, skills = lacking(roster, giver, taker)
    if teams:
        yield f"{taker.name} is not in {' or '.join(teams)}."
    if skills:
        yield f"{taker.name} is not trained for {', '.join(skills)}."


def _presses(roster: Roster, me: Person, request: RosterRequest, now: datetime) -> Iterator[Press]:
    def press(answer: str, label: str, look: str = "") -> Press:
        return Press(button_form(answer, request.id), request_address(request.id, answer), label, look)

    is_lead, is_mine = me.key in roster.leads, me.key == request.person
    begins = min(shift.start for shift in (request.shift, request.in_return) if shift)
    if request.state == "asked":
        if request.kind == "swap" and not is_mine and me.key in roster.responders and request.other in (None, me.key):
            yield press("accept", "Take this shift")
            if request.other == me.key:
                yield press("decline", "I can’t", "plain")
        if request.kind == "time_off" and is_lead:
            yield press("grant", "Grant it")
            yield press("refuse", "I can’t grant it", "plain")
        if is_mine:
            yield press("undo", "Take it back", "plain")
    elif begins > now and (is_lead or is_mine or (me.key == request.other and request.kind != "time_off")):
        yield press("undo", "Undo it", "plain")


def name_of(roster: Roster, key: str | None) -> str:
    found = roster.people.get(key or "")
    return found.name if found else "a former colleague"
