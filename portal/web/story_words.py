"""What happened in an entry, in a few plain words that follow a name: "Mira" + "tried something".

What only the team sees is said in English alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.languages.formatting import in_a_row, listed
from portal.languages.messages import N_, _
from portal.promises.spoken import spoken_time
from portal.reports.timeline import Entry, Kind
from portal.team.money import money

_PLAIN = {
    Kind.RECEIVED: N_("sent this report"),
    Kind.ANSWERED: N_("answered"),
    Kind.EFFORT: N_("tried something"),
    Kind.CONCLUDED: N_("said what came of it"),
    Kind.NOTED: N_("left a note"),
    Kind.CUSTOMER_WROTE: N_("wrote"),
    Kind.CONTACT_CHANGED: N_("changed how we keep in touch"),
    Kind.RESOLVED: N_("resolved this"),
    Kind.DECLINED: N_("stopped here"),
    Kind.REOPENED: N_("opened this again"),
    Kind.WITHDRAWN: N_("took this report back"),
    Kind.CALLED_LATE: N_("said that we are late"),
    Kind.WAITING: N_("asked for something, and waits"),
    Kind.LAPSED: N_("closed this, because no answer came"),
    Kind.HEARD: N_("summed up what they heard"),
    Kind.CONFIRMED: N_("said that this is right"),
    Kind.CORRECTED: N_("put it right"),
    Kind.RECLASSIFIED: N_("filed this where it belongs"),
    Kind.THANKED: N_("said thank you"),
    Kind.MUTED: N_("asked for no more mails"),
    Kind.ERASED: N_("had the words of this report erased"),
    Kind.OFFERED: N_("gave something to put this right"),
    Kind.JOINED_CAUSE: N_("put this to other reports of one cause"),
    Kind.LEFT_CAUSE: N_("took this away from the others: it has another cause"),
    Kind.REMEDY_GIVEN: N_("gave what was owed for the broken promise"),
}
_MAILS = {
    "automatic": "kept an automatic mail, which changes nothing",
    "other_address": "put a mail from another address into the tray, where it waits to be read",
    "continues": "took a mail that came after the report was closed for good",
    "placed": "put a mail here as a note",
}
_VOIDS = {"spam": "spam", "test": "a test", "duplicate": "a duplicate"}
_STEPS = {
    "half": "half of the time is gone",
    "three_quarters": "three quarters of the time are gone",
    "due": "the time is up",
    "answer_soon": "a lead’s answer is promised soon",
    "answer_late": "a lead’s answer is late",
}


def as_given(_slug: str, said: str) -> str:
    """The words of a promise as they were when it was given."""
    return said


@dataclass(frozen=True, slots=True)
class StoryWords:
    """`names` gives the display names of people, `teams` of teams, both by key; `promise_said` as of a Storyteller."""

    names: Mapping[str, str]
    teams: Mapping[str, str]
    time_zone: str
    now: datetime
    currency: str = ""
    promise_said: Callable[[str, str], str] = as_given

    def what(self, entry: Entry) -> str:
        match entry.kind:
            case Kind.HANDED_OVER:
                return self._handed_over(entry)
            case Kind.ROUTED:
                return f"gave this to {self._receiver(entry, 'owner')}: {self._why_routed(entry)}"
            case Kind.RECEIVED if "continues" in entry.facts:
                return _("sent this report, which goes on from %(reference)s", reference=entry.facts["continues"])
            case Kind.CONTINUED:
                return _("wrote again, and it goes on as %(reference)s", reference=entry.facts["as"])
            case Kind.WATCHED:
                return self._watched(entry)
            case Kind.REMINDED:
                return _("reminded of what is needed; we wait until %(time)s", time=self._time(entry, "lapses_at"))
            case Kind.ASKING:
                leads = self._people(entry, "leads")
                return _("asked %(leads)s for something more than they may give alone", leads=leads)
            case Kind.LEAD_ASKED:
                return f"asked {self._people(entry, 'leads')} to allow this (worth {self._worth(entry)})"
            case Kind.LEAD_ANSWERED:
                return "allowed it" if entry.facts.get("allowed") else "did not allow it"
            case Kind.LEAD_DECIDED:
                asker = self._name(entry.facts.get("asker"))
                if entry.facts.get("written"):
                    return _("answered what %(asker)s asked for", asker=asker)
                return _("answered no to what %(asker)s asked for, and %(asker)s goes on with this", asker=asker)
            case Kind.PAGE_PROPOSED:
                return f"proposed a page about it: “{entry.facts['title']}”"
            case Kind.EXCEPTION if entry.public:
                return _("made an exception for this report")
            case Kind.EXCEPTION:
                return f"made an exception to “{entry.facts['title']}”"
            case Kind.CAUSE_UPDATED:
                return self._cause_updated(entry)
            case Kind.SET_ASIDE:
                other = f" of {entry.facts['same_as']}" if entry.facts.get("same_as") else ""
                return f"set this aside as {_VOIDS[str(entry.facts['reason'])]}{other}"
            case Kind.THANKED if isinstance(entry.facts.get("to"), list) and entry.facts["to"]:
                return _("said thank you to %(people)s", people=self._people(entry, "to"))
            case Kind.FEEDBACK:
                return _feedback(entry)
            case Kind.NOTED if "mail_is" in entry.facts:
                return _MAILS[str(entry.facts["mail_is"])]
            case Kind.NOTICE_FAILED if entry.facts.get("bounced"):
                return self._bounced(entry)
            case Kind.NOTICE_FAILED:
                recipient = str(entry.facts.get("recipient"))
                whom = "the customer" if recipient == "customer" else self._name(recipient)
                also = entry.facts.get("also")
                what = f"{1 + len(also)} messages in one mail" if isinstance(also, list) else "a message"
                return f"could not reach {whom} with {what}"
            case Kind.MISSED:
                due = self._time(entry, "due_at")
                promise = self.promise_said(str(entry.facts["commitment"]), str(entry.facts["title"]))
                return _("broke a promise, due by %(time)s: %(promise)s", time=due, promise=promise)
        return _(_PLAIN[entry.kind])

    def _cause_updated(self, entry: Entry) -> str:
        """Said to everybody who reported it."""
        if entry.facts.get("what") == "closed":
            return _("told everybody concerned how it ended")
        if not entry.facts.get("due_at"):
            return _("told everybody concerned what is known")
        due = self._time(entry, "due_at")
        return _("told everybody concerned what is known, and promised the next word by %(time)s", time=due)

    def _bounced(self, entry: Entry) -> str:
        recipient, said = str(entry.facts["recipient"]), entry.texts.get("error", "")
        whose = "the customer’s address" if recipient == "customer" else f"the address of {self._name(recipient)}"
        return f"got a mail back: {whose} does not work{f' ({said})' if said else ''}"

    def _receiver(self, entry: Entry, key: str) -> str:
        person, team = entry.facts.get(key), str(entry.facts.get("team", ""))
        return self._name(person) if person else self.teams.get(team, _("the team"))

    def _handed_over(self, entry: Entry) -> str:
        """With the reason where nobody did it by hand."""
        to = self._receiver(entry, "to")
        match entry.facts.get("why"):
            case "shift_ended":
                return _(
                    "handed this to %(to)s: %(person)s’s day has ended, and this is due before they are back",
                    to=to,
                    person=self._name(entry.facts.get("from")),
                )
            case "left_team":
                return _("handed this to %(to)s: who had it is no longer in the team", to=to)
        return _("handed this to %(to)s", to=to)

    def _why_routed(self, entry: Entry) -> str:
        match entry.facts.get("reason"):
            case "on_shift":
                loads = entry.facts.get("loads")
                by_person = sorted(loads.items()) if isinstance(loads, dict) else []
                counts = ", ".join(f"{self._name(person)} {load}" for person, load in by_person)
                return f"on shift with the fewest open reports ({counts})"
            case "next_shift":
                return f"nobody is on shift, and theirs begins first, {self._time(entry, 'starts_at')}"
            case "answers_for_page":
                return "the report is about a page, and this is who answers for it"
        return "nobody of the team has a shift in the coming week"

    def _watched(self, entry: Entry) -> str:
        step = f"{_STEPS[str(entry.facts['step'])]}, due by {self._time(entry, 'due_at')}"
        people = entry.facts.get("people")
        names = [self._name(key) for key in people] if isinstance(people, list) else []
        return f"told {' and '.join(names)}: {step}" if names else f"found nobody on shift to tell: {step}"

    def _worth(self, entry: Entry) -> str:
        worth = entry.facts.get("worth")
        return money(worth if isinstance(worth, int) else 0, self.currency)

    def _people(self, entry: Entry, key: str) -> str:
        people = entry.facts.get(key)
        return listed([self._name(each) for each in people]) if isinstance(people, list) else _("a lead")

    def _name(self, key: object) -> str:
        return self.names.get(str(key), _("a colleague"))

    def _time(self, entry: Entry, key: str) -> str:
        return spoken_time(datetime.fromisoformat(str(entry.facts[key])), self.now, self.time_zone)


def _feedback(entry: Entry) -> str:
    solved, cared_for = entry.facts.get("solved"), entry.facts.get("cared_for")
    said = (
        "" if solved is None else _("solved") if solved else _("not solved"),
        "" if cared_for is None else _("felt cared for") if cared_for else _("did not feel cared for"),
    )
    answers = in_a_row(part for part in said if part)
    if not answers:
        return _("answered the two questions")
    return _("answered the two questions: %(answers)s", answers=answers)
