"""What happened in an entry, in a few plain words that follow a name: "Mira" + "tried something"."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.promises.spoken import spoken_time
from portal.reports.timeline import Entry, Kind
from portal.team.money import money

_PLAIN = {
    Kind.RECEIVED: "sent this report",
    Kind.ANSWERED: "answered",
    Kind.EFFORT: "tried something",
    Kind.CONCLUDED: "said what came of it",
    Kind.NOTED: "left a note",
    Kind.CUSTOMER_WROTE: "wrote",
    Kind.CONTACT_CHANGED: "changed how we keep in touch",
    Kind.RESOLVED: "resolved this",
    Kind.DECLINED: "stopped here",
    Kind.REOPENED: "opened this again",
    Kind.WITHDRAWN: "took this report back",
    Kind.CALLED_LATE: "said that we are late",
    Kind.WAITING: "asked for something, and waits",
    Kind.LAPSED: "closed this, because no answer came",
    Kind.HEARD: "summed up what they heard",
    Kind.CONFIRMED: "said that this is right",
    Kind.CORRECTED: "put it right",
    Kind.RECLASSIFIED: "filed this where it belongs",
    Kind.THANKED: "said thank you",
    Kind.MUTED: "asked for no more mails",
    Kind.ERASED: "had the words of this report erased",
    Kind.OFFERED: "gave something to put this right",
    Kind.JOINED_CAUSE: "put this to other reports of one cause",
    Kind.LEFT_CAUSE: "took this away from the others: it has another cause",
    Kind.REMEDY_GIVEN: "gave what was owed for the broken promise",
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


@dataclass(frozen=True, slots=True)
class StoryWords:
    """`names` gives the display names of people, `teams` of teams, both by key."""

    names: Mapping[str, str]
    teams: Mapping[str, str]
    time_zone: str
    now: datetime
    currency: str = ""

    def what(self, entry: Entry) -> str:
        match entry.kind:
            case Kind.HANDED_OVER:
                return f"handed this to {self._receiver(entry, 'to')}{self._why_handed_on(entry)}"
            case Kind.ROUTED:
                return f"gave this to {self._receiver(entry, 'owner')}: {self._why_routed(entry)}"
            case Kind.RECEIVED if "continues" in entry.facts:
                return f"sent this report, which goes on from {entry.facts['continues']}"
            case Kind.CONTINUED:
                return f"wrote again, and it goes on as {entry.facts['as']}"
            case Kind.WATCHED:
                return self._watched(entry)
            case Kind.REMINDED:
                return f"reminded of what is needed; we wait until {self._time(entry, 'lapses_at')}"
            case Kind.ASKING:
                return f"asked {self._people(entry, 'leads')} for something more than they may give alone"
            case Kind.LEAD_ASKED:
                return f"asked {self._people(entry, 'leads')} to allow this (worth {self._worth(entry)})"
            case Kind.LEAD_ANSWERED:
                return "allowed it" if entry.facts.get("allowed") else "did not allow it"
            case Kind.LEAD_DECIDED:
                asker = self._name(entry.facts.get("asker"))
                no = f"answered no to what {asker} asked for, and {asker} goes on with this"
                return f"answered what {asker} asked for" if entry.facts.get("written") else no
            case Kind.PAGE_PROPOSED:
                return f"proposed a page about it: “{entry.facts['title']}”"
            case Kind.EXCEPTION if entry.public:
                return "made an exception for this report"
            case Kind.EXCEPTION:
                return f"made an exception to “{entry.facts['title']}”"
            case Kind.CAUSE_UPDATED:
                return self._cause_updated(entry)
            case Kind.SET_ASIDE:
                other = f" of {entry.facts['same_as']}" if entry.facts.get("same_as") else ""
                return f"set this aside as {_VOIDS[str(entry.facts['reason'])]}{other}"
            case Kind.THANKED if isinstance(entry.facts.get("to"), list) and entry.facts["to"]:
                return f"said thank you to {self._people(entry, 'to')}"
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
                return f"broke a promise, due by {self._time(entry, 'due_at')}: {entry.facts['title']}"
        return _PLAIN[entry.kind]

    def _cause_updated(self, entry: Entry) -> str:
        """Said to everybody who reported it."""
        if entry.facts.get("what") == "closed":
            return "told everybody concerned how it ended"
        due = f", and promised the next word by {self._time(entry, 'due_at')}" if entry.facts.get("due_at") else ""
        return f"told everybody concerned what is known{due}"

    def _bounced(self, entry: Entry) -> str:
        recipient, said = str(entry.facts["recipient"]), entry.texts.get("error", "")
        whose = "the customer’s address" if recipient == "customer" else f"the address of {self._name(recipient)}"
        return f"got a mail back: {whose} does not work{f' ({said})' if said else ''}"

    def _receiver(self, entry: Entry, key: str) -> str:
        person, team = entry.facts.get(key), str(entry.facts.get("team", ""))
        return self._name(person) if person else self.teams.get(team, "the team")

    def _why_handed_on(self, entry: Entry) -> str:
        """Where nobody did it by hand."""
        match entry.facts.get("why"):
            case "shift_ended":
                return f": {self._name(entry.facts.get('from'))}’s day has ended, and this is due before they are back"
            case "left_team":
                return ": who had it is no longer in the team"
        return ""

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
        return " and ".join(self._name(each) for each in people) if isinstance(people, list) else "a lead"

    def _name(self, key: object) -> str:
        return self.names.get(str(key), "a colleague")

    def _time(self, entry: Entry, key: str) -> str:
        return spoken_time(datetime.fromisoformat(str(entry.facts[key])), self.now, self.time_zone)


def _feedback(entry: Entry) -> str:
    solved, cared_for = entry.facts.get("solved"), entry.facts.get("cared_for")
    said = (
        "" if solved is None else "solved" if solved else "not solved",
        "" if cared_for is None else "felt cared for" if cared_for else "did not feel cared for",
    )
    answers = ", ".join(part for part in said if part)
    return f"answered the two questions: {answers}" if answers else "answered the two questions"
