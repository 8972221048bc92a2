"""A timeline as a story that templates/parts/timeline.html tells: newest first, who did what when, in plain words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from markupsafe import Markup

from portal.promises.spoken import spoken_time
from portal.reports.efforts import begins_effort, concluded_id, endings
from portal.reports.report import Attachment
from portal.reports.timeline import AuthorKind, Entry, Kind
from portal.web.plain_text import linked
from portal.web.story_words import StoryWords

_LABELS = {
    "tried": "What I tried",
    "came_of_it": "What came of it",
    "next_step": "What I try next",
    "asked": "Whom I asked",
    "why": "Why it stops here",
    "instead": "What you can do instead",
    "must_know": "What you must know",
    "cause": "What is behind it",
    "note": "Why",
    "remedy": "What you get for it",
    "not_taken": "What we could not take",
    "costs": "What it costs you",
    "saves": "What it saves",
    "allowed": "What is allowed",
}
_WHILE_UNDER_WAY = {"tried": "What I am trying", "next_step": "What is next", "asked": "Whom I ask"}
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
    Kind.RESOLVED: "It was resolved, as told above.",
    Kind.DECLINED: "We stopped here, as told above.",
    Kind.LAPSED: "It ended when no answer came.",
    Kind.WITHDRAWN: "It ended when this report was taken back.",
    Kind.SET_ASIDE: "It ended when this report was set aside.",
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
    `currency` is the sign before amounts.
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

    @property
    def _words(self) -> StoryWords:
        return StoryWords(self.names, self.teams, self.time_zone, self.now, self.currency)

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
        texts = _in_order(entry, ended_by)
        return Told(
            by="staff" if entry.author.is_staff else entry.author.kind.value,
            who=self._who(entry),
            what="is trying this now" if alive else self._words.what(entry),
            when=spoken_time(entry.at, self.now, self.time_zone),
            when_iso=entry.at.isoformat(timespec="seconds"),
            said=linked(next((entry.texts[field] for field in _SAID if field in entry.texts), "")),
            parts=tuple((_label(entry, field, alive), linked(text)) for field, text in texts if text),
            files=(*files, *self._mail(entry)),
            public=entry.public,
            alive=alive,
            key=entry.id,
        )

    def _mail(self, entry: Entry) -> tuple[FileShown, ...]:
        mail_id = entry.facts.get("mail")
        if self.mail_address is None or not isinstance(mail_id, int):
            return ()
        return (FileShown("The mail as it came", self.mail_address(mail_id), "with all that was in it"),)

    def _who(self, entry: Entry) -> str:
        if entry.author.kind is AuthorKind.CUSTOMER:
            return self.customer
        return self.names.get(entry.author.key or "", "A colleague") if entry.author.key else self.system


def size_text(size_bytes: int) -> str:
    """`240 kB`, `1.2 MB`."""
    return f"{size_bytes / 1_000_000:.1f} MB" if size_bytes >= 1_000_000 else f"{max(1, round(size_bytes / 1000))} kB"


def _in_order(entry: Entry, ended_by: Entry | None) -> list[tuple[str, str]]:
    told = [(field, entry.texts[field]) for field in _LABELS if field in entry.texts]
    if entry.kind is Kind.MISSED:
        told.append(("remedy", str(entry.facts["remedy"])))
    if ended_by is not None and ended_by.kind in _ENDED_WITH_OUTCOME:
        told.append(("came_of_it", _ENDED_WITH_OUTCOME[ended_by.kind]))
    return told


def _label(entry: Entry, field: str, alive: bool) -> str:
    if alive and field in _WHILE_UNDER_WAY:
        return _WHILE_UNDER_WAY[field]
    if field == "why" and entry.kind is not Kind.DECLINED:
        return "Why"
    return _LABELS[field]
