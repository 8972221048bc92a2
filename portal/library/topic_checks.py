"""Topics, limitations and promises fit together: every name they use exists, and what a stance costs is said."""

from collections.abc import Iterator, Sequence

from portal.library.entries import Entry, Names, of_kind
from portal.library.front_matter import Document
from portal.library.pages import Choice, Commitment, Drill, Guide, Limitation, Script, Topic
from portal.library.problems import Problem
from portal.library.suggestions import choose_from, listed
from portal.library.survey import PUBLIC
from portal.library.yaml_nodes import Keys

EVERY = "all"
_TO_THE_TEAM = ("lead_answer", "break_taken", "training_current")
IN_SITE_FILE = " in site.yml"


def check_topics(entries: Sequence[Entry], names: Names) -> Iterator[Problem]:
    yield from _catch_all(entries)
    for document, topic in of_kind(entries, Topic):
        if names.teams is not None and topic.team not in names.teams and document.is_right("team"):
            what = f"There is no team `{topic.team}` in team.yml."
            yield document.problem(("team",), what, choose_from(topic.team, names.teams))
        if topic.reopen_within.working:
            what = f"`{topic.reopen_within}` counts working hours, but a customer may come back at any hour."
            yield document.problem(("reopen_within",), what, "Write plain time, such as `14 days`.")
        if document.source.endswith(f"/{EVERY}.md"):
            yield document.problem((), f"`{EVERY}` stands for every topic.", "Give the file another name.")
    for document, choice in of_kind(entries, Choice):
        yield from _effects(document, choice)
    for document, limitation in of_kind(entries, Limitation):
        yield from unknown_names(document, ("topics",), "topic", limitation.topics, names.topics)
    for document, page in of_kind(entries, Script):
        yield from unknown_names(document, ("topics",), "topic", page.topics, names.topics, every=True)
    for document, guide in of_kind(entries, Guide):
        yield from unknown_names(document, ("topics",), "topic", guide.topics, names.topics, every=True)
    for document, drill in of_kind(entries, Drill):
        yield from unknown_names(document, ("topic",), "topic", (drill.topic,), names.topics)
        yield from unknown_names(
            document, ("severity",), "severity", (drill.severity,), names.severities, where=IN_SITE_FILE
        )


def _catch_all(entries: Sequence[Entry]) -> Iterator[Problem]:
    topics = [entry for entry in entries if entry.file.model is Topic]
    chosen = [entry for entry in topics if isinstance(entry.page, Topic) and entry.page.catch_all]
    all_say = all(entry.page and entry.document.is_right("catch_all") for entry in topics)
    for entry in chosen[1:]:
        what = f"{chosen[0].file.source} is the topic for everything else already."
        yield entry.document.problem(("catch_all",), what, "Keep `catch_all: true` on one of them.")
    for entry in chosen:
        if entry.page and (entry.page.draft or entry.page.publish_on or entry.page.expires_on):
            what = "The topic for everything else must always be there."
            yield entry.document.problem((), what, "Remove `draft`, `publish_on` and `expires_on` from it.")
    if not chosen and all_say:
        what = "No topic is there for everything else."
        remedy = "Add `catch_all: true` to one topic, such as `something-else.md`."
        yield Problem(f"{PUBLIC}/topics", 1, 1, what, remedy)


def _effects(document: Document, choice: Choice) -> Iterator[Problem]:
    for name, effects in (("costs", choice.costs), ("benefits", choice.benefits)):
        said_by_whom = (whom for whom in ("customer", "us") if document.is_right(name, whom))
        missing = [whom for whom in said_by_whom if not getattr(effects, whom)]
        if missing:
            what = f"The {name} to {listed(missing, 'and')} are not said."
            yield document.problem(
                (name,), what, f"Add at least one line each to {listed(missing, 'and')} of `{name}`."
            )


def unknown_names(
    document: Document,
    at: Keys,
    noun: str,
    used: Sequence[str],
    known: Sequence[str] | None,
    *,
    every: bool = False,
    where: str = "",
) -> Iterator[Problem]:
    """A problem for each name in `used` that is not known; `every` allows `all`. `known` None: cannot be told."""
    for number, name in enumerate(used):
        if known is None or name in known or (every and name == EVERY):
            continue
        keys = (*at, number) if document.is_list(at) else at
        if document.is_right(*keys):
            yield document.problem(keys, f"There is no {noun} `{name}`{where}.", choose_from(name, known))


def check_promises(entries: Sequence[Entry], names: Names) -> Iterator[Problem]:
    for document, promise in of_kind(entries, Commitment):
        yield from _promise(document, promise, names)


def _promise(document: Document, promise: Commitment, names: Names) -> Iterator[Problem]:
    at: Keys = ("applies_to",)
    applies_to = promise.applies_to
    yield from unknown_names(document, (*at, "topics"), "topic", applies_to.topics, names.topics, every=True)
    yield from unknown_names(
        document,
        (*at, "severities"),
        "severity",
        applies_to.severities,
        names.severities,
        every=True,
        where=IN_SITE_FILE,
    )
    if promise.calendar and names.calendars is not None:
        yield from unknown_names(
            document, ("calendar",), "calendar", (promise.calendar,), names.calendars, where=IN_SITE_FILE
        )
    yield from _audience(document, promise)
    says_both = document.is_right("target") and document.is_right("calendar")
    if says_both and promise.target.working and not promise.calendar:
        what = f"`{promise.target}` is working time, and no calendar says when we work."
        known = f": {listed(names.calendars)}" if names.calendars else " of site.yml"
        yield document.problem(("target",), what, f"Add `calendar:` with a calendar{known}.")


def _audience(document: Document, promise: Commitment) -> Iterator[Problem]:
    """What is measured says to whom it can be promised, and a training ends with a day, not with an hour of work."""
    to_team, name = promise.indicator in _TO_THE_TEAM, f"`{promise.indicator}`"
    is_said = document.fields is not None and "audience" in document.fields.entries
    audience: Keys = ("audience",) if is_said else ("indicator",)
    says_whom = document.is_right("indicator") and document.is_right("audience")
    if says_whom and to_team and promise.audience == "customers":
        what = f"{name} is promised to the team, but the promise is to customers."
        yield document.problem(audience, what, "Write `audience: team`, or measure what customers wait for.")
    if says_whom and not to_team and promise.audience == "team":
        what = f"{name} is promised to customers, but the promise is to the team."
        remedy = f"Remove `audience: team`, or measure {listed(_TO_THE_TEAM)}."
        yield document.problem(audience, what, remedy)
    says_time = document.is_right("indicator") and document.is_right("target")
    if says_time and promise.indicator == "training_current" and promise.target.working:
        what = f"A training is current up to the end of a day, and `{promise.target}` is working time."
        yield document.problem(("target",), what, "Write plain days, such as `365 days`.")
