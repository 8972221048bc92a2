"""Drafts of pages and what is published of them: nothing that was saved on another page is written over."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from portal.store import content_drafts, content_publications
from portal.store.content_drafts import Comment, NewContentDraft
from portal.store.content_publications import PublicationState
from portal.store.engine import Store

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ABOUT = "content/public/about.md"


def begun(conn: Connection, source: str = ABOUT, person: str = "ines") -> int:
    return content_drafts.add(conn, NewContentDraft(source, person, "hash", "was", "is", NOW))


def test_a_draft_is_saved_over_the_revision_that_was_seen_and_no_other(store: Store) -> None:
    with store.writing() as conn:
        draft_id = begun(conn)
        assert content_drafts.save(conn, draft_id, 1, "second", NOW)
        assert not content_drafts.save(conn, draft_id, 1, "from another page", NOW)
        assert content_drafts.rebase(conn, draft_id, 2, "both", "new hash", "new base", NOW)
        found = content_drafts.draft_by_id(conn, draft_id)
    assert found is not None
    assert (found.text, found.revision, found.base_hash, found.base_text) == ("both", 3, "new hash", "new base")


def test_what_is_published_or_thrown_away_is_saved_no_more(store: Store) -> None:
    with store.writing() as conn:
        first, second = begun(conn), begun(conn, person="bea")
        content_drafts.mark_published(conn, first)
        assert content_drafts.throw_away(conn, second)
        assert not content_drafts.throw_away(conn, first)
        assert not content_drafts.save(conn, first, 1, "late", NOW)
        assert content_drafts.open_drafts(conn) == []
        gone = content_drafts.draft_by_id(conn, second)
    assert gone is not None
    assert (gone.text, gone.base_text) == ("", "")


def test_comments_stand_in_their_order(store: Store) -> None:
    with store.writing() as conn:
        draft_id = begun(conn)
        for words in ("One.", "Two."):
            content_drafts.add_comment(conn, draft_id, Comment("tom", NOW, words))
        assert [each.words for each in content_drafts.comments(conn, draft_id)] == ["One.", "Two."]


def test_publications_are_taken_in_turn_and_by_one_process(store: Store) -> None:
    long_ago = NOW - timedelta(minutes=10)
    with store.writing() as conn:
        numbers = [content_publications.ask(conn, begun(conn), ABOUT, "ines", "text", "why", NOW) for _ in range(2)]
        waiting = content_publications.next_under_way(conn)
        assert waiting is not None
        assert waiting.id == numbers[0]
        assert content_publications.take(conn, numbers[0], NOW, long_ago)
        assert not content_publications.take(conn, numbers[0], NOW, long_ago)
        assert content_publications.take(conn, numbers[0], NOW, NOW + timedelta(seconds=1)), "it was abandoned"
        content_publications.finish(conn, numbers[0], PublicationState.PUBLISHED, NOW, {"pages": 1})
        waiting = content_publications.next_under_way(conn)
        assert waiting is not None
        assert waiting.id == numbers[1]
        assert [each.id for each in content_publications.published_of_page(conn, ABOUT, 9)] == [numbers[0]]
        last = content_publications.publication_by_id(conn, numbers[0])
    assert last is not None
    assert last.outcome == {"pages": 1}
    assert last.is_done


def test_what_this_host_took_it_takes_again_at_once_and_what_waits_is_handed_back(store: Store) -> None:
    long_ago, later = NOW - timedelta(minutes=10), NOW + timedelta(seconds=1)
    with store.writing() as conn:
        number = content_publications.ask(conn, begun(conn), ABOUT, "ines", "text", "why", NOW)
        assert content_publications.take(conn, number, NOW, long_ago, None)
        assert not content_publications.take(conn, number, later, long_ago, later), "another host has it since"
        assert content_publications.take(conn, number, later, long_ago, NOW)
        content_publications.hand_back(conn, number)
        waiting = content_publications.next_under_way(conn)
    assert waiting is not None
    assert (waiting.state, waiting.taken_at) == ("waiting", None)


def test_what_is_refused_keeps_no_words_and_what_is_published_keeps_them(store: Store) -> None:
    with store.writing() as conn:
        for state in (PublicationState.REFUSED, PublicationState.PUBLISHED):
            number = content_publications.ask(conn, begun(conn), ABOUT, "ines", "text", "why", NOW)
            assert content_publications.take(conn, number, NOW, NOW)
            content_publications.finish(conn, number, state, NOW, {})
            found = content_publications.publication_by_id(conn, number)
            assert found is not None
            assert (found.text, found.why) == (("", "") if state == "refused" else ("text", "why"))


def test_erasure_refuses_what_waits_and_leaves_what_is_published(store: Store) -> None:
    with store.writing() as conn:
        draft_id = begun(conn)
        done = content_publications.ask(conn, draft_id, ABOUT, "ines", "text", "why", NOW)
        assert content_publications.take(conn, done, NOW, NOW)
        content_publications.finish(conn, done, PublicationState.PUBLISHED, NOW, {})
        content_publications.ask(conn, draft_id, ABOUT, "ines", "text", "why", NOW)
        content_publications.forget_unpublished(conn, draft_id, NOW, {"why": "Erased."})
        last = content_publications.last_of_draft(conn, draft_id)
        first = content_publications.publication_by_id(conn, done)
        assert content_publications.next_under_way(conn) is None
    assert last is not None
    assert first is not None
    assert (last.state, last.done_at, last.text, last.why, last.outcome) == ("refused", NOW, "", "", {"why": "Erased."})
    assert (first.state, first.text) == ("published", "text")


def test_a_comment_belongs_to_a_draft(store: Store) -> None:
    with pytest.raises(IntegrityError), store.writing() as conn:
        content_drafts.add_comment(conn, 99, Comment("tom", NOW, "To nobody."))
