"""Every report is covered: for each topic and severity, a commitment says when a person first answers."""

from collections.abc import Iterator, Sequence
from datetime import date

from portal.library.entries import Entry, Names, of_kind
from portal.library.front_matter import Document
from portal.library.pages import AppliesTo, Commitment, Topic
from portal.library.problems import Problem
from portal.library.suggestions import listed
from portal.library.topic_checks import EVERY


def check_coverage(entries: Sequence[Entry], names: Names, today: date) -> Iterator[Problem]:
    """What of a commitment is wrong is taken to cover whatever it may have been meant to."""
    promises = [entry for entry in entries if entry.file.model is Commitment]
    if not names.severities or not all(entry.page for entry in promises):
        return
    covering = [
        _as_meant(document, promise, names)
        for document, promise in of_kind(promises, Commitment)
        if _may_answer_first(document, promise, today)
    ]
    for document, topic in of_kind(entries, Topic):
        if not topic.draft and document.is_right("draft"):
            yield from _uncovered(document, topic, covering, names.severities)


def _may_answer_first(document: Document, promise: Commitment, today: date) -> bool:
    """Whether it promises customers a first answer today, as far as what is right of it tells."""
    tells = {
        "indicator": promise.indicator == "first_response",
        "audience": promise.audience == "customers",
        "draft": not promise.draft,
        "effective_from": promise.effective_from <= today,
        "publish_on": promise.publish_on is None or promise.publish_on <= today,
        "expires_on": promise.expires_on is None or today < promise.expires_on,
    }
    return all(holds or not document.is_right(name) for name, holds in tells.items())


def _as_meant(document: Document, promise: Commitment, names: Names) -> AppliesTo:
    """What it applies to; everything, where a name is wrong or unknown and may have been meant to be another."""

    def meant(field: str, written: tuple[str, ...], known: Sequence[str]) -> tuple[str, ...]:
        all_known = all(name in known or name == EVERY for name in written)
        return written if all_known and document.is_right("applies_to", field) else (EVERY,)

    return AppliesTo(
        topics=meant("topics", promise.applies_to.topics, names.topics),
        severities=meant("severities", promise.applies_to.severities, names.severities or ()),
    )


def _uncovered(
    document: Document, topic: Topic, covering: Sequence[AppliesTo], severities: Sequence[str]
) -> Iterator[Problem]:
    missing = [key for key in severities if not any(each.covers(topic.slug, key) for each in covering)]
    if missing:
        which = "any severity" if len(missing) == len(severities) else listed(missing, "and")
        what = f"No promise says when a person first answers reports on `{topic.slug}` of {which}."
        remedy = "Name it in `applies_to` of a commitment to customers whose `indicator` is `first_response`."
        yield document.problem((), what, remedy)
