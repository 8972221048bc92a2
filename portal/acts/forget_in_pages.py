"""Proposed pages, and exceptions to policies, forget the customer for whom they were begun."""

from datetime import datetime

from sqlalchemy import Connection

from portal.reports.forgetting import KnownCustomer, forgotten, forgotten_for_all
from portal.store import content_drafts, content_publications, page_drafts, policy_exceptions
from portal.store.page_drafts import DraftKind, PageDraft
from portal.store.policy_exceptions import PolicyException

_NOT_PUBLISHED = {
    "why": "Words of a customer were erased from this draft after Publish was pressed. Look it over once more.",
    "problems": [],
    "overtaken": False,
}


def forget_in_pages(conn: Connection, report_id: int, customer: KnownCustomer, at: datetime) -> None:
    """To be done at `at`, before the exceptions themselves are emptied: their words are looked for in the drafts."""
    made = {each.id: each for each in policy_exceptions.of_report(conn, report_id)}
    for draft in page_drafts.of_report(conn, report_id):
        is_policy = draft.kind is DraftKind.POLICY
        title = draft.title if is_policy else forgotten_for_all(draft.title, customer)
        markdown = _policy_without(draft, made, customer) if is_policy else forgotten_for_all(draft.markdown, customer)
        page_drafts.rewrite(conn, draft.id, title, markdown, forgotten(draft.decided_why, customer))
        _forget_in_drafts_begun_from(conn, draft, made, customer, at)
    for each in made.values():
        policy_exceptions.rewrite_allowed(conn, each.id, forgotten_for_all(each.allowed, customer))


def _policy_without(draft: PageDraft, made: dict[int, PolicyException], customer: KnownCustomer) -> str:
    """The page as it is published stays; of the exception in it, no more than what goes on for all.

    Nothing stays where the exception's words are not found in it.
    """
    exception = made.get(int(draft.facts.get("exception", 0)))
    if exception is None or not exception.reason:
        return draft.markdown
    said = _one_line(f"{exception.allowed} Why: {exception.reason}")
    left = "…" if exception.for_report_only else _one_line(forgotten_for_all(exception.allowed, customer))
    before, found, after = draft.markdown.rpartition(said)
    return f"{before}{left}{after}" if found else ""


def _forget_in_drafts_begun_from(
    conn: Connection,
    proposal: PageDraft,
    made: dict[int, PolicyException],
    customer: KnownCustomer,
    at: datetime,
) -> None:
    """What editors made of the page, and said of it; what was published of it by now is public.

    One that is being published right now is refused as well, unless readers see it by then: its draft is another.
    """
    exception = made.get(int(proposal.facts.get("exception", 0)))
    for begun in content_drafts.of_proposal(conn, proposal.id):
        text = begun.text if exception else forgotten_for_all(begun.text, customer)
        for words in (exception.reason, exception.allowed if exception.for_report_only else "") if exception else ():
            text = text.replace(_one_line(words), "…") if words else text
        content_drafts.rewrite(conn, begun.id, text)
        content_publications.forget_unpublished(conn, begun.id, at, _NOT_PUBLISHED)
        for number, said in content_drafts.words_of_comments(conn, begun.id):
            content_drafts.rewrite_comment(conn, number, forgotten(said, customer))


def _one_line(text: str) -> str:
    return " ".join(text.split())
