"""A timeline as a story that templates/parts/timeline.html tells: newest first, who did what when, in plain words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from portal.languages.formatting import number
from portal.languages.messages import N_, _
from portal.promises.spoken import spoken_time
from portal.reports.efforts import begins_effort, concluded_id, endings
from portal.reports.report import Attachment
from portal.reports.timeline import AuthorKind, Entry, Kind
from portal.web.plain_text import linked
from portal.web.story_words import StoryWords, as_given

_LABELS = {
    "tried": N_("What I tried"),
    "came_of_it": N_("What came of it"),
    "next_step": N_("What I try next"),
    "asked": N_("Whom I asked"),
    "why": N_("Why it stops here"),
    "instead": N_("What you can do instead"),
    "must_know": N_("What you must know"),
    "cause": N_("What is behind it"),
    "note": N_("Why"),
    "remedy": N_("What you get for it"),
    "not_taken": N_("What we could not take"),
    "costs": N_("What it costs you"),
    "saves": N_("What it saves"),
    "allowed": N_("What is allowed"),
}
_WHILE_UNDER_WAY = {"tried": N_("What I am trying"), "next_step": N_("What is next"), "asked": N_("Whom I ask")}
_SAID = (
    "what_happened",
    "answer",
    "words",
    "what_we_did",
    "given",
    "reason",
    "heard",
    "offer",
    "decision",
    "exception",
)
_ENDED_WITH_OUTCOME = {
    Kind.RESOLVED: N_("It was resolved, as told above."),
    Kind.DECLINED: N_("We stopped here, as told above."),
    Kind.LAPSED: N_("It ended when no answer came."),
    Kind.WITHDRAWN: N_("It ended when this report was taken back."),
    Kind.SET_ASIDE: N_("It ended when this report was set aside."),
}


@dataclass(frozen=True, slots=True)
class FileShown:
    name: str
    address: str
    size_text: str


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as it is shown. `parts` are pairs of label and text.

    An effort is `alive` while it is under way, and `ended_by` tells what came of it. `key` is that of its latest entry.
    """

    by: str
    who: str
    what: str
    when: str
    when_iso: str
    said: Markup
    parts: tuple[tuple[str, Markup], ...]
    files: tuple[FileShown, ...]
    public: bool
    alive: bool = False
    ended_by: "Told | None" = None
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Storyteller:
    """`names` gives the display names of people, `teams` of teams; `customer` is what the customer is called;
    `file_address` makes the address of an attachment, `mail_address` that of the mail that an entry came by, for staff;
    `currency` is the sign before amounts; `promise_said` gives the words of a promise, from its name and the words in
    which it was given.
    """

    names: Mapping[str, str]
    teams: Mapping[str, str]
    customer: str
    system: str
    time_zone: str
    now: datetime
    file_address: Callable[[Attachment], str]
    mail_address: Callable[[int], str] | None = None
    currency: str = ""
    promise_said: Callable[[str, str], str] = as_given

    @property
    def _words(self) -> StoryWords:
        return StoryWords(self.names, self.teams, self.time_zone, self.now, self.currency, self.promise_said)

    def tell(self, entries: Iterable[Entry], attachments: Iterable[Attachment]) -> list[Told]:
        files: dict[int | None, list[FileShown]] = {}
        for attachment in attachments:
            shown = FileShown(attachment.name, self.file_address(attachment), size_text(attachment.size_bytes))
            files.setdefault(attachment.entry_id, []).append(shown)
        course = list(entries)
        ended = endings(course)
        told: dict[int | None, Told] = {}
        for entry in course:
            one = self._told(entry, tuple(files.get(entry.id, ())), ended.get(entry.id or 0))
            begun = told.pop(concluded_id(entry), None) if entry.kind is Kind.CONCLUDED else None
            told[entry.id] = replace(begun, ended_by=one, key=one.key) if begun else one
        return list(told.values())[::-1]

    def _told(self, entry: Entry, files: tuple[FileShown, ...], ended_by: Entry | None) -> Told:
        alive = begins_effort(entry) and ended_by is None
        texts = self._in_order(entry, ended_by)
        return Told(
            by="staff" if entry.author.is_staff else entry.author.kind.value,
            who=self._who(entry),
            what=_("is trying this now") if alive else self._words.what(entry),
            when=spoken_time(entry.at, self.now, self.time_zone),
            when_iso=entry.at.isoformat(timespec="seconds"),
            said=linked(next((entry.texts[field] for field in _SAID if field in entry.texts), "")),
            parts=tuple((_label(entry, field, alive), linked(text)) for field, text in texts if text),
            files=(*files, *self._mail(entry)),
            public=entry.public,
            alive=alive,
            key=entry.id,
        )

    def _in_order(self, entry: Entry, ended_by: Entry | None) -> list[tuple[str, str]]:
        told = [(field, entry.texts[field]) for field in _LABELS if field in entry.texts]
        if entry.kind is Kind.MISSED:
            remedy = self.promise_said(str(entry.facts["commitment"]), str(entry.facts["remedy"]))
            told.append(("remedy", remedy))
        if ended_by is not None and ended_by.kind in _ENDED_WITH_OUTCOME:
            told.append(("came_of_it", _(_ENDED_WITH_OUTCOME[ended_by.kind])))
        return told

    def _mail(self, entry: Entry) -> tuple[FileShown, ...]:
        mail_id = entry.facts.get("mail")
        if self.mail_address is None or not isinstance(mail_id, int):
            return ()
        return (FileShown("The mail as it came", self.mail_address(mail_id), "with all that was in it"),)

    def _who(self, entry: Entry) -> str:
        if entry.author.kind is AuthorKind.CUSTOMER:
            return self.customer
        return self.names.get(entry.author.key or "", _("A colleague")) if entry.author.key else self.system


def size_text(size_bytes: int) -> str:
    """`240 kB`, `1.2 MB`."""
    if size_bytes >= 1_000_000:
        return _("%(number)s MB", number=number(round(size_bytes / 1_000_000, 1)))
    return _("%(number)s kB", number=max(1, round(size_bytes / 1000)))


def told_texts(entry: Entry, promise_said: Callable[[str, str], str] = as_given) -> dict[str, str]:
    """What of an entry's texts the story tells, by field, as it was written; `promise_said` as of a Storyteller."""
    told = {field: text for field, text in entry.texts.items() if text and (field in _SAID or field in _LABELS)}
    if entry.kind is Kind.MISSED:
        told["remedy"] = promise_said(str(entry.facts["commitment"]), str(entry.facts["remedy"]))
    return told


def _in_order(entry: Entry, ended_by: Entry | None) -> list[tuple[str, str]]:
    told = [(field, entry.texts[field]) for field in _LABELS if field in entry.texts]
    if entry.kind is Kind.MISSED:
        told.append(("remedy", str(entry.facts["remedy"])))
    if ended_by is not None and ended_by.kind in _ENDED_WITH_OUTCOME:
        told.append(("came_of_it", _(_ENDED_WITH_OUTCOME[ended_by.kind])))
    return told


def _label(entry: Entry, field: str, alive: bool) -> str:
    if alive and field in _WHILE_UNDER_WAY:
        return _(_WHILE_UNDER_WAY[field])
    if field == "why" and entry.kind is not Kind.DECLINED:
        return _("Why")
    return _(_LABELS[field])
